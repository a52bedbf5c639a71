package dev.millwright.template.internal;

import dev.millwright.template.Template;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The files of a template: a package designed in English with {@code words/zh.json} in it, and the lines of its sample.
 *
 * @param files contents of the package's files by name
 * @param sample one JSON object a line
 */
record TemplateFiles(String key, SortedMap<String, String> files, List<String> sample) {

    private static final String APP = "app.json";
    private static final String WORDS = "words/zh.json";
    private static final Set<String> SHOWN =
            Set.of("label", "title", "help", "placeholder", "description", "unit", "text", "name", "message");
    private static final JsonMapper JSON = JsonMapper.shared();

    Template in(Locale language) {
        JsonNode app = json(APP, language);
        List<String> forms = files.keySet().stream()
                .filter(name -> name.startsWith("form/"))
                .map(name -> json(name, language).path("label").asString())
                .toList();
        return new Template(
                key,
                app.path("label").asString(),
                app.path("description").asString(""),
                app.path("icon").asString(""),
                app.path("colour").asString(""),
                forms,
                !sample.isEmpty());
    }

    /**
     * As a package whose designers speak that language: what is shown is in it, and the words lead to the other one.
     *
     * @param label what the app is called; null for its own label
     */
    byte[] zip(Locale language, @Nullable String label) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (String name : files.keySet()) {
                JsonNode content = name.equals(WORDS) ? words(language) : json(name, language);
                if (name.equals(APP) && label != null) {
                    ((ObjectNode) content).put("label", label);
                }
                zip.putNextEntry(new ZipEntry(name.equals(WORDS) ? "words/" + other(language) + ".json" : name));
                zip.write(JSON.writeValueAsBytes(content));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A file of the package in that language. */
    JsonNode json(String name, Locale language) {
        JsonNode content = JSON.readTree(file(name));
        return isChinese(language) ? translate(content, dictionary()) : content;
    }

    private String file(String name) {
        String text = files.get(name);
        if (text == null) {
            throw new IllegalStateException("The template " + key + " has no file " + name);
        }
        return text;
    }

    static boolean isChinese(Locale language) {
        return language.getLanguage().equals(Locale.CHINESE.getLanguage());
    }

    private static String other(Locale language) {
        return isChinese(language) ? "en" : "zh";
    }

    private JsonNode words(Locale language) {
        ObjectNode words = (ObjectNode) JSON.readTree(file(WORDS));
        if (isChinese(language)) {
            words.put("key", "en").put("label", "English");
            ObjectNode back = JSON.createObjectNode();
            new TreeMap<>(dictionary()).forEach((english, chinese) -> back.put(chinese, english));
            words.set("words", back);
        }
        return words;
    }

    private Map<String, String> dictionary() {
        Map<String, String> words = new HashMap<>();
        JSON.readTree(file(WORDS))
                .path("words")
                .properties()
                .forEach(word -> words.put(word.getKey(), word.getValue().asString()));
        return words;
    }

    private static JsonNode translate(JsonNode node, Map<String, String> words) {
        switch (node) {
            case ObjectNode object -> {
                for (String name : new ArrayList<>(object.propertyNames())) {
                    JsonNode child = object.get(name);
                    object.set(
                            name,
                            child.isString() && SHOWN.contains(name)
                                    ? StringNode.valueOf(words.getOrDefault(child.stringValue(), child.stringValue()))
                                    : translate(child, words));
                }
            }
            case ArrayNode array -> array.forEach(child -> translate(child, words));
            default -> {}
        }
        return node;
    }
}
