package dev.millwright.record.web;

import dev.millwright.record.InvalidRequestException;
import dev.millwright.shared.BoundedJson;
import dev.millwright.shared.TooLargeException;
import java.io.InputStream;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON in which decimals keep their digits. */
public final class Json {

    private static final int LARGEST_BODY = 32 << 20;

    private static final JsonMapper MAPPER = BoundedJson.mapper();

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
        return BoundedJson.body(content, LARGEST_BODY, "record.error.bodyTooLarge");
    }

    /**
     * @throws InvalidRequestException when the body is not one JSON object
     */
    public static ObjectNode read(byte[] body) {
        return BoundedJson.object(body).orElseThrow(() -> new InvalidRequestException("record.error.json"));
    }

    public static ResponseEntity<byte[]> respond(ResponseEntity.BodyBuilder response, JsonNode body) {
        return response.contentType(MediaType.APPLICATION_JSON).body(MAPPER.writeValueAsBytes(body));
    }

    static byte[] write(Map<String, ?> body) {
        return MAPPER.writeValueAsBytes(body);
    }
}
