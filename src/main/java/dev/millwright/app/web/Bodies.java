package dev.millwright.app.web;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.shared.BoundedJson;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes JSON bodies, in which decimals keep their digits, and the versions in headers. */
@Component
class Bodies {

    static final int LONGEST = 8_000_000;

    private final DefinitionCodec codec;

    Bodies(DefinitionCodec codec) {
        this.codec = codec;
    }

    ObjectNode object() {
        return codec.mapper().createObjectNode();
    }

    /** A list of things as {@code {"items": […]}}. */
    ObjectNode items(Iterable<? extends JsonNode> items) {
        ObjectNode body = object();
        var array = body.putArray("items");
        items.forEach(array::add);
        return body;
    }

    /** The one JSON object in a body; an empty object when there is no body. */
    ObjectNode read(InputStream body) {
        byte[] bytes = BoundedJson.body(body, LONGEST, "app.http.tooLarge");
        if (bytes.length == 0) {
            return object();
        }
        return BoundedJson.object(bytes).orElseThrow(() -> badRequest("app.http.json"));
    }

    <T> T as(JsonNode node, Class<T> type) {
        try {
            return codec.mapper().treeToValue(node, type);
        } catch (JacksonException | NullPointerException e) {
            throw badRequest("app.http.json");
        }
    }

    JsonNode tree(Object value) {
        return codec.tree(value);
    }

    ResponseEntity<byte[]> respond(ResponseEntity.BodyBuilder response, JsonNode body) {
        return response.contentType(MediaType.APPLICATION_JSON)
                .body(codec.mapper().writeValueAsBytes(body));
    }

    /** A text member, or null when it is missing. */
    static @Nullable String text(JsonNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw badRequest("app.http.json");
        }
        return value.asString();
    }

    static String tag(long version) {
        return "\"" + version + "\"";
    }

    static RequestException badRequest(String code, Object... arguments) {
        return new RequestException(HttpStatus.BAD_REQUEST, code, arguments);
    }

    static RequestException stale(String code, Object... arguments) {
        return new RequestException(HttpStatus.PRECONDITION_FAILED, code, arguments);
    }
}
