package dev.millwright.app.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The texts in a definition that people read: they stand in properties of a few names, whatever the kind. */
final class DesignedTexts {

    private static final Set<String> PROPERTIES =
            Set.of("label", "title", "help", "placeholder", "description", "unit", "yes", "no", "message");

    /** What is named where it is told to people; elsewhere a name is for programs. */
    private static final String RULES = "rules";

    private static final String NAME = "name";

    private DesignedTexts() {}

    /** In reading order, each once. */
    static Set<String> in(JsonNode definition) {
        Set<String> texts = new LinkedHashSet<>();
        walk(definition.deepCopy(), "", text -> {
            texts.add(text);
            return text;
        });
        return texts;
    }

    static JsonNode translated(JsonNode definition, Map<String, String> words) {
        JsonNode copy = definition.deepCopy();
        walk(copy, "", text -> words.getOrDefault(text, text));
        return copy;
    }

    /** @param place the property in which the node stands, or the list that holds it */
    private static void walk(JsonNode node, String place, UnaryOperator<String> texts) {
        switch (node) {
            case ObjectNode object -> {
                for (String name : List.copyOf(object.propertyNames())) {
                    JsonNode child = object.get(name);
                    boolean read = PROPERTIES.contains(name) || name.equals(NAME) && place.equals(RULES);
                    if (child.isString() && read) {
                        if (!child.stringValue().isBlank()) {
                            object.set(name, StringNode.valueOf(texts.apply(child.stringValue())));
                        }
                    } else {
                        walk(child, name, texts);
                    }
                }
            }
            case ArrayNode array -> array.forEach(child -> walk(child, place, texts));
            default -> {}
        }
    }
}
