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
            Set.of("label", "title", "help", "placeholder", "description", "unit", "yes", "no");

    private DesignedTexts() {}

    /** In reading order, each once. */
    static Set<String> in(JsonNode definition) {
        Set<String> texts = new LinkedHashSet<>();
        walk(definition.deepCopy(), text -> {
            texts.add(text);
            return text;
        });
        return texts;
    }

    static JsonNode translated(JsonNode definition, Map<String, String> words) {
        JsonNode copy = definition.deepCopy();
        walk(copy, text -> words.getOrDefault(text, text));
        return copy;
    }

    private static void walk(JsonNode node, UnaryOperator<String> texts) {
        switch (node) {
            case ObjectNode object -> {
                for (String name : List.copyOf(object.propertyNames())) {
                    JsonNode child = object.get(name);
                    if (child.isString() && PROPERTIES.contains(name)) {
                        if (!child.stringValue().isBlank()) {
                            object.set(name, StringNode.valueOf(texts.apply(child.stringValue())));
                        }
                    } else {
                        walk(child, texts);
                    }
                }
            }
            case ArrayNode array -> array.forEach(child -> walk(child, texts));
            default -> {}
        }
    }
}
