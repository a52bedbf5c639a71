package dev.millwright.record.web;

import dev.millwright.record.InvalidRequestException;
import dev.millwright.shared.TooLargeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON in which decimals keep their digits. */
public final class Json {

    private static final int LARGEST_BODY = 32 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * All of the body.
     *
     * @throws TooLargeException when it is larger than any batch of records needs
     */
    static byte[] body(InputStream content) {
        try {
            byte[] body = content.readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                throw new TooLargeException("record.error.bodyTooLarge", LARGEST_BODY >> 20);
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @throws InvalidRequestException when the body is not one JSON object
     */
    public static ObjectNode read(byte[] body) {
        try {
            if (MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new InvalidRequestException("record.error.json");
        }
        throw new InvalidRequestException("record.error.json");
    }

    public static ResponseEntity<byte[]> respond(ResponseEntity.BodyBuilder response, JsonNode body) {
        return response.contentType(MediaType.APPLICATION_JSON).body(MAPPER.writeValueAsBytes(body));
    }

    static byte[] write(Map<String, ?> body) {
        return MAPPER.writeValueAsBytes(body);
    }
}
