package dev.millwright.form.spi;

import dev.millwright.app.App;
import dev.millwright.form.FieldUses;
import dev.millwright.form.FieldUses.Hit;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.spi.FieldUse.Spot;
import dev.millwright.shared.Texts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/**
 * The question where a field is used in one app, which whoever asks may design.
 *
 * @param app whose definitions are looked at
 * @param own whether it is the app of the field's form
 * @param form the form of the field, as it is being designed
 * @param definitions what the app is made of, as it is being designed
 * @param language of whoever asks
 */
public record FieldSearch(
        App app,
        boolean own,
        FormDefinition form,
        FieldUses uses,
        List<Definition> definitions,
        Texts texts,
        Locale language) {

    public FieldSearch {
        definitions = List.copyOf(definitions);
    }

    /** Something that the app is made of. */
    public record Definition(String kind, String key, String label, JsonNode json) {}

    /** A text in the language of whoever asks. */
    public String text(String key, Object... arguments) {
        return texts.text(language, key, arguments);
    }

    /**
     * The uses in definitions of a kind that has a designer.
     *
     * @param kind name of the kind
     * @param icon shown beside them
     * @param words what the kind is called
     * @param spot where a hit is; nothing for one that is no use
     */
    public List<FieldUse> designed(
            String kind, String icon, String words, BiFunction<JsonNode, Hit, Optional<Spot>> spot) {
        return in(
                kind,
                icon,
                words,
                spot,
                (definition, found) -> designer(app.key(), kind, definition.key())
                        + (found.at().isEmpty() ? "" : "?" + parameter(FieldUse.AT, found.at())));
    }

    /** As {@link #designed}, at an address of its own. */
    public List<FieldUse> in(
            String kind,
            String icon,
            String words,
            BiFunction<JsonNode, Hit, Optional<Spot>> spot,
            BiFunction<Definition, Spot, String> address) {
        Set<FieldUse> found = new LinkedHashSet<>();
        for (Definition definition : definitions) {
            if (definition.kind().equals(kind)) {
                String label = own ? definition.label() : app.label() + " / " + definition.label();
                uses.in(definition.json()).stream()
                        .flatMap(hit -> spot.apply(definition.json(), hit).stream())
                        .forEach(one -> found.add(
                                new FieldUse(icon, words, label, one.words(), address.apply(definition, one))));
            }
        }
        return List.copyOf(found);
    }

    /** The address of the designer of a definition. */
    public static String designer(String app, String kind, String key) {
        return "app/" + app + "/design/" + kind + "/" + key;
    }

    /** A parameter of an address. */
    public static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
