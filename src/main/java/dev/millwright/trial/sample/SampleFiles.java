package dev.millwright.trial.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The sample's text files in one language: a package in English with its words in another language beside it, and data for
 * its records.
 */
final class SampleFiles {

    static final List<String> DESIGN = List.of(
            "app.json",
            "form/customer.json",
            "form/place.json",
            "form/product.json",
            "form/serial.json",
            "rights.json",
            "view/all_serials.json",
            "view/stock_by_location.json");

    private static final String WORDS_ZH = "01954fb0-3c11-7d04-9a55-6b8f0c2e71a4";
    private static final String WORDS_EN = "01954fb0-3c12-7e1b-8f30-94d7a1c5e2b8";
    private static final String FOLDER = "/samples/serials/";
    private static final Set<String> SHOWN = Set.of("label", "title", "help", "placeholder", "description", "unit");

    private final JsonMapper json = JsonMapper.shared();
    private final boolean chinese;
    private final Map<String, String> words;

    SampleFiles(Locale locale) {
        this.chinese = locale.getLanguage().equals(Locale.CHINESE.getLanguage());
        this.words = chinese ? dictionary() : Map.of();
    }

    /** The app as a package. */
    byte[] design() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (String file : DESIGN) {
                put(zip, file, translated(file));
            }
            put(zip, "words/" + other().getLanguage() + ".json", otherWords());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void put(ZipOutputStream zip, String file, JsonNode content) throws IOException {
        zip.putNextEntry(new ZipEntry(file));
        zip.write(json.writeValueAsBytes(content));
        zip.closeEntry();
    }

    private Locale other() {
        return chinese ? Locale.ENGLISH : Locale.CHINESE;
    }

    /** The app's translation into the other language. */
    ObjectNode otherWords() {
        ObjectNode translation = json.createObjectNode()
                .put("id", chinese ? WORDS_EN : WORDS_ZH)
                .put("key", other().getLanguage())
                .put("label", other().getDisplayLanguage(other()));
        ObjectNode pairs = translation.putObject("words");
        dictionary().forEach((english, translated) -> {
            if (chinese) {
                pairs.put(translated, english);
            } else {
                pairs.put(english, translated);
            }
        });
        return translation;
    }

    private Map<String, String> dictionary() {
        return json.readValue(text("zh.json"), new TypeReference<>() {});
    }

    Data data() {
        return json.readValue(text(chinese ? "data_zh.json" : "data_en.json"), Data.class);
    }

    /** A file of the design in this language. */
    JsonNode translated(String file) {
        return translate(json.readTree(text(file)));
    }

    private JsonNode translate(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                for (String name : List.copyOf(object.propertyNames())) {
                    JsonNode child = object.get(name);
                    object.set(
                            name,
                            child.isString() && SHOWN.contains(name) ? word(child.stringValue()) : translate(child));
                }
            }
            case ArrayNode array -> array.forEach(this::translate);
            default -> {}
        }
        return node;
    }

    private StringNode word(String english) {
        return StringNode.valueOf(words.getOrDefault(english, english));
    }

    private static String text(String file) {
        try (InputStream in = SampleFiles.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("The sample has no file " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the sample's records are made of. */
    record Data(
            List<Product> products,
            List<Place> places,
            List<Customer> customers,
            List<String> remarks,
            List<String> repairs,
            List<String> scrappings,
            List<String> endings) {}

    record Product(String model, String name, String category, long warranty_months, BigDecimal price) {}

    record Place(String code, String name, @Nullable String parent) {}

    record Customer(String name, String city, String contact, String phone) {}
}
