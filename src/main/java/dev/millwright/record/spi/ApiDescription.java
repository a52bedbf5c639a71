package dev.millwright.record.spi;

import dev.millwright.form.PublishedForm;
import dev.millwright.shared.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A description of an app's HTTP API as OpenAPI 3.1 while it is written, for one caller and in their language. */
public final class ApiDescription {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final String app;
    private final List<PublishedForm> forms;
    private final Locale language;
    private final Texts texts;
    private final List<Map<String, Object>> tags = new ArrayList<>();
    private final Map<String, Object> schemas = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> paths = new LinkedHashMap<>();

    /**
     * @param app its key
     * @param forms that the caller may see
     */
    public ApiDescription(String app, List<PublishedForm> forms, Locale language, Texts texts) {
        this.app = app;
        this.forms = List.copyOf(forms);
        this.language = language;
        this.texts = texts;
    }

    public String app() {
        return app;
    }

    public List<PublishedForm> forms() {
        return forms;
    }

    public String text(String key, Object... arguments) {
        return texts.text(language, key, arguments);
    }

    /** Operations that belong together. */
    public void tag(String name, String description) {
        tags.add(Map.of("name", name, "description", description));
    }

    public void schema(String name, Map<String, Object> schema) {
        schemas.put(name, schema);
    }

    /**
     * Adds an operation, to be told more about.
     *
     * @param path below {@code /api/v1}, with parameters in braces
     * @param id tells the operation apart in the document
     */
    public Operation operation(String method, String path, String tag, String id, String summary) {
        Operation operation = new Operation(tag, id, summary);
        Matcher parameters = PARAMETER.matcher(path);
        while (parameters.find()) {
            String name = parameters.group(1);
            operation.parameter(name, "path", "", name.equals("id") ? Schemas.uuid() : Schemas.type("string"), true);
        }
        paths.computeIfAbsent(path, ignored -> new LinkedHashMap<>()).put(method, operation.json);
        return operation;
    }

    public List<Map<String, Object>> tags() {
        return tags;
    }

    public Map<String, Object> schemas() {
        return schemas;
    }

    public Map<String, Map<String, Object>> paths() {
        return paths;
    }

    /** One operation. */
    public static final class Operation {

        private final Map<String, Object> json = new LinkedHashMap<>();
        private final List<Map<String, Object>> parameters = new ArrayList<>();
        private final Map<String, Object> responses = new LinkedHashMap<>();

        private Operation(String tag, String id, String summary) {
            json.put("operationId", id);
            json.put("summary", summary);
            json.put("tags", List.of(tag));
            json.put("parameters", parameters);
            json.put("responses", responses);
            responses.put("default", Map.of("$ref", "#/components/responses/Problem"));
        }

        public Operation query(String name, String description, Map<String, Object> schema) {
            return parameter(name, "query", description, schema, false);
        }

        private Operation parameter(
                String name, String in, String description, Map<String, Object> schema, boolean required) {
            Map<String, Object> parameter = new LinkedHashMap<>(Map.of("name", name, "in", in, "schema", schema));
            if (!description.isEmpty()) {
                parameter.put("description", description);
            }
            if (required) {
                parameter.put("required", true);
            }
            parameters.add(parameter);
            return this;
        }

        public Operation header(String name, String description, Map<String, Object> schema) {
            return parameter(name, "header", description, schema, false);
        }

        /** A body of JSON, which must be sent. */
        public Operation body(Map<String, Object> schema) {
            return body("application/json", schema);
        }

        /** A body, which must be sent. */
        public Operation body(String mediaType, Map<String, Object> schema) {
            json.put("requestBody", Map.of("required", true, "content", Map.of(mediaType, Map.of("schema", schema))));
            return this;
        }

        public Operation answersJson(String status, String description, Map<String, Object> schema) {
            return answers(status, description, Map.of("application/json", Map.of("schema", schema)));
        }

        public Operation answersFile(String description, String mediaType) {
            return answersFile(description, List.of(mediaType));
        }

        /** A file of one of these kinds. */
        public Operation answersFile(String description, List<String> mediaTypes) {
            Map<String, Object> content = new LinkedHashMap<>();
            mediaTypes.forEach(mediaType -> content.put(mediaType, Map.of()));
            return answers("200", description, content);
        }

        /** An answer that says nothing but that it is done. */
        public Operation answersNothing(String description) {
            responses.put("204", Map.of("description", description));
            return this;
        }

        private Operation answers(String status, String description, Map<String, Object> content) {
            responses.put(status, Map.of("description", description, "content", content));
            return this;
        }
    }
}
