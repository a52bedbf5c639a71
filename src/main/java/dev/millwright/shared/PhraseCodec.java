package dev.millwright.shared;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Phrases as JSON: {@code {"say": key, "with": […]}}; labels as {@code {"en": …, "zh": …}}. */
public final class PhraseCodec {

    private static final JsonMapper JSON = new JsonMapper();

    private PhraseCodec() {}

    /** The arguments as a JSON array. */
    public static String write(List<?> arguments) {
        return JSON.writeValueAsString(array(arguments));
    }

    /** What {@link #write} made. */
    public static List<Object> read(String json) {
        return values(JSON.readTree(json));
    }

    /** The phrases among what {@link #write} made. */
    public static List<Phrase> phrases(String json) {
        return read(json).stream()
                .filter(Phrase.class::isInstance)
                .map(Phrase.class::cast)
                .toList();
    }

    private static ArrayNode array(List<?> values) {
        ArrayNode array = JSON.createArrayNode();
        values.forEach(value -> array.add(node(value)));
        return array;
    }

    private static JsonNode node(Object value) {
        return switch (value) {
            case Phrase phrase -> {
                ObjectNode node = JSON.createObjectNode().put("say", phrase.code());
                node.set("with", array(phrase.arguments()));
                yield node;
            }
            case Label label -> JSON.createObjectNode().put("en", label.en()).put("zh", label.zh());
            case List<?> list -> array(list);
            // PostgreSQL has no NUL in texts.
            case String text -> JSON.getNodeFactory().stringNode(text.replace("\u0000", ""));
            case Number _, Boolean _ -> JSON.valueToTree(value);
            default -> JSON.getNodeFactory().stringNode(value.toString());
        };
    }

    private static List<Object> values(JsonNode array) {
        List<Object> values = new ArrayList<>();
        array.forEach(node -> values.add(value(node)));
        return values;
    }

    private static Object value(JsonNode node) {
        if (node.isArray()) {
            return values(node);
        }
        if (node.has("say")) {
            return new Phrase(node.path("say").asString(), values(node.path("with")));
        }
        if (node.isObject()) {
            return Label.of(node.path("en").asString(""), node.path("zh").asString(""));
        }
        return switch (node.getNodeType()) {
            case NUMBER -> node.isIntegralNumber() ? node.longValue() : node.decimalValue();
            case BOOLEAN -> node.booleanValue();
            default -> node.asString("");
        };
    }
}
