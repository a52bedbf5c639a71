package dev.millwright.field.type;

import dev.millwright.field.ValueFormatException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON in the one way in which the same data is always written: names in alphabetical order, numbers without needless zeros.
 *
 * @param text on one line
 */
record JsonText(String text) {

    /** In characters. */
    static final int LONGEST = 100_000;

    private static final int DEEPEST = 32;

    /** Before and after the decimal point. */
    private static final int MOST_DIGITS = 100;

    private static final String STRAIGHT = "{}[][]:,\"";
    private static final String TYPED_IN_CHINESE = "｛｝【】［］：，＂";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /**
     * What a person or a program wrote.
     *
     * @return null for JSON's own null
     * @throws ValueFormatException when it is no JSON, says where; or when it is more than is kept
     */
    static @Nullable JsonText read(String typed) {
        if (typed.length() > 2 * LONGEST) {
            throw new ValueFormatException("field.error.tooLong", LONGEST, typed.length());
        }
        JsonNode node;
        try {
            node = parse(typed);
        } catch (JacksonException e) {
            try {
                node = parse(straight(typed));
            } catch (JacksonException again) {
                var place = again.getLocation();
                throw new ValueFormatException(
                        "field.error.jsonText",
                        place == null ? 1 : Math.max(1, place.getLineNr()),
                        place == null ? 1 : Math.max(1, place.getColumnNr()));
            }
        }
        return node.isNull() ? null : of(node);
    }

    private static JsonNode parse(String text) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (NumberFormatException e) {
            // An exponent that no number has room for.
            throw new ValueFormatException("field.error.tooLarge");
        }
        return node.isMissingNode() ? JsonNodeFactory.instance.nullNode() : node;
    }

    /** Signs of a Chinese keyboard outside of texts as those that JSON has. */
    private static String straight(String typed) {
        StringBuilder result = new StringBuilder(typed.length());
        boolean inText = false;
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (inText) {
                result.append(c == '”' ? '"' : c);
                if (c == '\\' && i + 1 < typed.length()) {
                    result.append(typed.charAt(++i));
                }
                inText = c != '"' && c != '”';
            } else {
                int place = TYPED_IN_CHINESE.indexOf(c);
                char meant = c == '“' ? '"' : c == '\u3000' ? ' ' : place < 0 ? c : STRAIGHT.charAt(place);
                result.append(meant);
                inText = meant == '"';
            }
        }
        return result.toString();
    }

    /**
     * @throws ValueFormatException when it is more than is kept
     */
    static JsonText of(JsonNode node) {
        return new JsonText(JSON.writeValueAsString(ordered(node, 1, new Room())));
    }

    /** What PostgreSQL gives back, which orders names in its own way. */
    static JsonText kept(String json) {
        return of(JSON.readTree(json));
    }

    JsonNode node() {
        return JSON.readTree(text);
    }

    /** On several lines, for people. */
    String indented() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node());
    }

    /** How much more there may be, so that no work is done on what is refused in the end. */
    private static final class Room {
        private int left = LONGEST;

        void take(int characters) {
            left -= characters;
            if (left < 0) {
                throw new ValueFormatException("field.error.jsonText.large", LONGEST);
            }
        }
    }

    private static JsonNode ordered(JsonNode node, int depth, Room room) {
        if (depth > DEEPEST) {
            throw new ValueFormatException("field.error.jsonText.deep", DEEPEST);
        }
        room.take(2);
        if (node.isObject()) {
            Map<String, JsonNode> names = new TreeMap<>();
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                names.put(checked(entry.getKey(), room), ordered(entry.getValue(), depth + 1, room));
            }
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            names.forEach(object::set);
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (JsonNode one : node) {
                array.add(ordered(one, depth + 1, room));
            }
            return array;
        }
        if (node.isString()) {
            return JsonNodeFactory.instance.stringNode(checked(node.stringValue(), room));
        }
        return node.isNumber() ? number(node, room) : node;
    }

    private static String checked(String text, Room room) {
        room.take(text.length());
        if (!Typed.isStorable(text)) {
            throw new ValueFormatException("field.error.characters");
        }
        return text;
    }

    private static JsonNode number(JsonNode node, Room room) {
        BigDecimal number;
        try {
            number = node.decimalValue();
        } catch (JacksonException | NumberFormatException e) {
            throw new ValueFormatException("field.error.tooLarge");
        }
        if (number.signum() == 0) {
            return JsonNodeFactory.instance.numberNode(0);
        }
        long before = number.precision() - (long) number.scale();
        if (before > MOST_DIGITS || number.scale() > MOST_DIGITS) {
            throw new ValueFormatException("field.error.tooLarge");
        }
        room.take(number.precision());
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() <= 0
                ? JsonNodeFactory.instance.numberNode(plain.toBigIntegerExact())
                : JsonNodeFactory.instance.numberNode(plain);
    }
}
