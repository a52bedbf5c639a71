package dev.millwright.record.internal;

import dev.millwright.record.Cursor;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.internal.QueryPlan.Order;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.NumberBounds;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Writes a place in a list as opaque text and reads it back. A checksum over form, order and values tells a damaged cursor, or one of
 * another list, from a good one; it is no secret, because a cursor opens nothing that its holder may not read anyway.
 */
final class CursorCodec {

    private static final int CHECKSUM = 8;

    private static final JsonMapper JSON = JsonMapper.shared();

    private CursorCodec() {}

    static Cursor encode(List<? extends @Nullable Object> values, List<Order> order, UUID form, boolean deleted) {
        ArrayNode array = JSON.createArrayNode();
        for (Object value : values) {
            switch (value) {
                case null -> array.addNull();
                case Object[] many -> array.add(JSON.valueToTree(many));
                case Collection<?> many -> array.add(JSON.valueToTree(many));
                case BigDecimal decimal -> array.add(decimal.toPlainString());
                default -> array.add(value.toString());
            }
        }
        byte[] payload = JSON.writeValueAsBytes(array);
        byte[] text = Arrays.copyOf(checksum(payload, order, form, deleted), CHECKSUM + payload.length);
        System.arraycopy(payload, 0, text, CHECKSUM, payload.length);
        return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(text));
    }

    static List<@Nullable Object> decode(Cursor cursor, List<Order> order, UUID form, boolean deleted) {
        try {
            byte[] text = Base64.getUrlDecoder().decode(cursor.text());
            if (text.length <= CHECKSUM) {
                throw invalid();
            }
            byte[] payload = Arrays.copyOfRange(text, CHECKSUM, text.length);
            if (!MessageDigest.isEqual(checksum(payload, order, form, deleted), Arrays.copyOf(text, CHECKSUM))) {
                throw invalid();
            }
            JsonNode array = JSON.readTree(payload);
            if (!array.isArray() || array.size() != order.size()) {
                throw invalid();
            }
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < order.size(); i++) {
                values.add(value(array.get(i), order.get(i).type()));
            }
            return values;
        } catch (RuntimeException e) {
            if (e instanceof IllegalArgumentException
                    || e instanceof java.time.DateTimeException
                    || e instanceof JacksonException) {
                throw invalid();
            }
            throw e;
        }
    }

    private static @Nullable Object value(JsonNode json, ColumnType type) {
        if (json.isNull()) {
            return null;
        }
        return switch (type) {
            case TEXT, JSONB -> json.asString();
            case BIGINT -> Long.valueOf(json.asString());
            case NUMERIC -> number(json.asString());
            case BOOLEAN -> Boolean.valueOf(json.asString());
            case DATE -> LocalDate.parse(json.asString());
            case TIMESTAMPTZ -> Instant.parse(json.asString());
            case UUID -> UUID.fromString(json.asString());
            case TEXT_ARRAY -> json.valueStream().map(JsonNode::asString).toArray(String[]::new);
            case UUID_ARRAY -> throw invalid();
        };
    }

    private static BigDecimal number(String text) {
        if (!NumberBounds.holds(text)) {
            throw invalid();
        }
        return new BigDecimal(text);
    }

    private static byte[] checksum(byte[] payload, List<Order> order, UUID form, boolean deleted) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(("1 " + form + " " + deleted + " " + order).getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest.digest(payload), CHECKSUM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InvalidRequestException invalid() {
        return new InvalidRequestException("record.error.cursor");
    }
}
