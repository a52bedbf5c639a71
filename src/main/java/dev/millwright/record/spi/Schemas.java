package dev.millwright.record.spi;

import java.util.List;
import java.util.Map;

/** Schemas of JSON as OpenAPI 3.1 writes them. */
public final class Schemas {

    private Schemas() {}

    /** One that the document describes under its name. */
    public static Map<String, Object> named(String name) {
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    public static Map<String, Object> object(Map<String, Object> properties) {
        return Map.of("type", "object", "properties", properties);
    }

    public static Map<String, Object> arrayOf(Map<String, Object> items) {
        return Map.of("type", "array", "items", items);
    }

    public static Map<String, Object> type(String name) {
        return Map.of("type", name);
    }

    public static Map<String, Object> oneOf(List<String> values) {
        return Map.of("type", "string", "enum", values);
    }

    public static Map<String, Object> integer() {
        return formatted("integer", "int64");
    }

    public static Map<String, Object> uuid() {
        return formatted("uuid");
    }

    public static Map<String, Object> formatted(String format) {
        return formatted("string", format);
    }

    private static Map<String, Object> formatted(String type, String format) {
        return Map.of("type", type, "format", format);
    }

    public static Map<String, Object> nullable(String type) {
        return Map.of("type", List.of(type, "null"));
    }

    public static Map<String, Object> nullable(String type, String format) {
        return Map.of("type", List.of(type, "null"), "format", format);
    }
}
