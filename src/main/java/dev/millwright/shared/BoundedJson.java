package dev.millwright.shared;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one reader of JSON from outside. A body is looked through before anything is made of it: a few bytes may say a number that fills the
 * memory, and a few megabytes millions of values, each of which takes a hundred times its length.
 */
public final class BoundedJson {

    /** In one body: five thousand records with 200 values each, or fifty thousand lines with twenty. */
    public static final int MOST_VALUES = 1_000_000;

    private static final int DEEPEST = 500;
    private static final int LONGEST_NUMBER = 1_000;
    private static final int LONGEST_TEXT = 20_000_000;
    private static final int LONGEST_PLACE = 200;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private BoundedJson() {}

    /** Writes decimals with all their digits. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /**
     * All of a body.
     *
     * @param longest in bytes
     * @param code of the refusal; its text may name the megabytes
     * @throws TooLargeException when there are more
     */
    public static byte[] body(InputStream content, int longest, String code) {
        try {
            byte[] body = content.readNBytes(longest + 1);
            if (body.length > longest) {
                throw new TooLargeException(code, longest >> 20);
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The one object in a body, decimals with all their digits; nothing when the body is anything else.
     *
     * @throws UnacceptableJsonException for a number with more digits than {@link NumberBounds} has, and says where it stands
     * @throws TooLargeException when there are more than {@link #MOST_VALUES}
     */
    public static Optional<ObjectNode> object(byte[] body) {
        try {
            check(body);
            return MAPPER.readTree(body) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /**
     * Refuses what is JSON and yet nothing that may be read; other readers then say what is wrong with what is none.
     *
     * @throws UnacceptableJsonException for a number with more digits than {@link NumberBounds} has, and says where it stands
     * @throws TooLargeException when there are more than {@link #MOST_VALUES}
     */
    public static void check(String json) {
        try {
            check(json.getBytes(StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            return;
        }
    }

    private static void check(byte[] body) {
        int values = 0;
        try (JsonParser parser = MAPPER.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME || token.isStructEnd()) {
                    continue;
                }
                values++;
                if (values > MOST_VALUES) {
                    throw new TooLargeException("shared.error.json.values", MOST_VALUES);
                }
                if (token.isNumeric() && !NumberBounds.holds(parser.getString())) {
                    throw new UnacceptableJsonException(
                            "shared.error.json.number", place(parser), NumberBounds.MOST_DIGITS);
                }
            }
        }
    }

    private static String place(JsonParser parser) {
        String place = parser.streamReadContext().pathAsPointer().toString();
        return place.length() > LONGEST_PLACE ? place.substring(0, LONGEST_PLACE) + "…" : place;
    }
}
