package dev.millwright.record.web;

import static dev.millwright.record.spi.Schemas.arrayOf;
import static dev.millwright.record.spi.Schemas.formatted;
import static dev.millwright.record.spi.Schemas.integer;
import static dev.millwright.record.spi.Schemas.named;
import static dev.millwright.record.spi.Schemas.nullable;
import static dev.millwright.record.spi.Schemas.object;
import static dev.millwright.record.spi.Schemas.type;
import static dev.millwright.record.spi.Schemas.uuid;

import dev.millwright.app.Action;
import dev.millwright.field.ChoiceOption;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.RepeatedRequests;
import dev.millwright.record.spi.ApiChapter;
import dev.millwright.record.spi.ApiDescription;
import dev.millwright.record.spi.RecordInput;
import dev.millwright.shared.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes the records of an app's forms as OpenAPI 3.1: what the caller may see and do, in their language. */
final class OpenApi {

    private static final String PROBLEM = "#/components/responses/Problem";

    private final String app;
    private final AccessibleForms accessible;
    private final List<ApiChapter> chapters;
    private final Texts texts;
    private final Locale language;

    OpenApi(String app, AccessibleForms accessible, List<ApiChapter> chapters, Texts texts, Locale language) {
        this.app = app;
        this.accessible = accessible;
        this.chapters = chapters;
        this.texts = texts;
        this.language = language;
    }

    Map<String, Object> describe(List<PublishedForm> forms) {
        Map<String, Object> paths = new LinkedHashMap<>();
        Map<String, Object> schemas = new LinkedHashMap<>();
        schemas.put("Problem", problem());
        schemas.put("Person", object(Map.of("id", type("string"), "name", type("string"))));
        schemas.put(
                "File",
                object(Map.of("id", uuid(), "name", type("string"), "size", integer(), "type", type("string"))));
        List<Map<String, Object>> tags = new ArrayList<>();
        for (PublishedForm form : forms) {
            tags.add(Map.of("name", form.key(), "description", form.label()));
            schemas.put(form.key() + ".values", values(form, false));
            schemas.put(form.key() + ".record", record(form));
            paths.putAll(paths(form));
        }
        ApiDescription further = new ApiDescription(app, forms, language, texts);
        chapters.forEach(chapter -> chapter.addTo(further));
        tags.addAll(further.tags());
        schemas.putAll(further.schemas());
        paths.putAll(further.paths());
        String title = forms.isEmpty() ? app : forms.getFirst().app().label();
        String release =
                forms.isEmpty() ? "0" : Long.toString(forms.getFirst().app().release());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", title, "version", release));
        document.put("servers", List.of(Map.of("url", "/api/v1")));
        document.put("security", List.of(Map.of("token", List.of())));
        document.put("tags", tags);
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "schemas", schemas,
                        "responses",
                                Map.of(
                                        "Problem",
                                        Map.of(
                                                "description",
                                                say("problem"),
                                                "content",
                                                Map.of(
                                                        "application/problem+json",
                                                        Map.of("schema", named("Problem"))))),
                        "securitySchemes",
                                Map.of("token", Map.of("type", "http", "scheme", "bearer", "bearerFormat", "JWT"))));
        return document;
    }

    private Map<String, Object> paths(PublishedForm form) {
        String records = "/apps/" + app + "/forms/" + form.key() + "/records";
        Map<String, Object> record = named(form.key() + ".record");
        Map<String, Object> values = named(form.key() + ".values");
        Map<String, Object> page = object(Map.of(
                "items", arrayOf(record), "next", Map.of("type", List.of("string", "null")), "count", integer()));
        Map<String, Object> paths = new LinkedHashMap<>();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(
                "get",
                operation(
                        form,
                        "list",
                        List.of(
                                query("filter", type("string")),
                                query("sort", type("string")),
                                query("fields", type("string")),
                                query("expand", type("string")),
                                query(
                                        "limit",
                                        Map.of("type", "integer", "minimum", 1, "maximum", 1_000, "default", 50)),
                                query("cursor", type("string")),
                                query("count", Map.of("type", "string", "enum", List.of("exact", "estimated"))),
                                query("deleted", Map.of("type", "boolean", "default", false))),
                        null,
                        answer("200", page)));
        if (allows(form, Action.CREATE)) {
            all.put("post", operation(form, "create", List.of(requestKey()), values, answer("201", warned(record))));
        }
        paths.put(records, all);
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("parameters", List.of(id()));
        one.put("get", operation(form, "read", List.of(query("fields", type("string"))), null, answer("200", record)));
        if (allows(form, Action.CHANGE)) {
            one.put(
                    "patch",
                    operation(form, "change", List.of(version(), requestKey()), values, answer("200", warned(record))));
        }
        if (allows(form, Action.DELETE)) {
            one.put(
                    "delete",
                    operation(
                            form, "delete", List.of(version(), requestKey()), null, Map.of("204", described("done"))));
            paths.put(
                    records + "/{id}:restore",
                    Map.of(
                            "parameters",
                            List.of(id()),
                            "post",
                            operation(form, "restore", List.of(), null, answer("200", warned(record)))));
        }
        paths.put(records + "/{id}", one);
        paths.put(
                records + "/{id}/history",
                Map.of(
                        "parameters",
                        List.of(id()),
                        "get",
                        operation(
                                form,
                                "history",
                                List.of(),
                                null,
                                answer("200", object(Map.of("items", arrayOf(type("object"))))))));
        if (form.fields().stream().anyMatch(field -> field.type().isSealed())) {
            paths.put(
                    records + "/{id}/fields/{field}:unmask",
                    Map.of(
                            "parameters",
                            List.of(
                                    id(),
                                    Map.of("name", "field", "in", "path", "required", true, "schema", type("string"))),
                            "post",
                            operation(
                                    form,
                                    "unmask",
                                    List.of(),
                                    null,
                                    answer("200", object(Map.of("value", type("string")))))));
        }
        paths.put(
                records + "/{id}:why",
                Map.of(
                        "parameters",
                        List.of(id()),
                        "get",
                        operation(
                                form,
                                "why",
                                List.of(
                                        query("person", type("string")),
                                        query("action", type("string")),
                                        query("field", type("string"))),
                                null,
                                answer("200", reasons()))));
        paths.put(
                records + ":aggregate",
                Map.of(
                        "get",
                        operation(
                                form,
                                "aggregate",
                                List.of(
                                        query("groupBy", type("string")),
                                        query("measures", type("string")),
                                        query("filter", type("string")),
                                        query("sort", type("string")),
                                        query("limit", integer())),
                                null,
                                answer(
                                        "200",
                                        object(Map.of("groups", arrayOf(type("object")), "more", type("boolean")))))));
        if (allows(form, Action.CREATE) || allows(form, Action.CHANGE) || allows(form, Action.DELETE)) {
            Map<String, Object> changes = object(Map.of(
                    "create", arrayOf(values),
                    "update",
                            arrayOf(Map.of(
                                    "allOf",
                                    List.of(values, object(Map.of("id", uuid(), "version", integer()))),
                                    "required",
                                    List.of("id"))),
                    "delete", arrayOf(uuid())));
            paths.put(
                    records + ":batch",
                    Map.of(
                            "post",
                            operation(
                                    form,
                                    "batch",
                                    List.of(requestKey()),
                                    changes,
                                    answer("200", warned(type("object"))))));
        }
        return paths;
    }

    /** What is told beside what was done: what others have, too, or what did not come back. */
    private static Map<String, Object> warned(Map<String, Object> answer) {
        Map<String, Object> warning = object(Map.of(
                "field", type("string"),
                "code", type("string"),
                "message", type("string"),
                "record", object(Map.of("id", uuid(), "title", type("string")))));
        return Map.of("allOf", List.of(answer, object(Map.of("warnings", arrayOf(warning)))));
    }

    private static Map<String, Object> reasons() {
        return object(Map.of(
                "person", object(Map.of("id", type("string"), "name", type("string"))),
                "actions",
                        arrayOf(object(Map.of(
                                "action", type("string"),
                                "allowed", type("boolean"),
                                "why", type("string"),
                                "way", type("string")))),
                "fields",
                        arrayOf(object(
                                Map.of("field", type("string"), "access", type("string"), "why", type("string")))),
                "owners", arrayOf(type("string"))));
    }

    private boolean allows(PublishedForm form, Action action) {
        return accessible.allows(new FormRef(app, form.key()), action);
    }

    private Map<String, Object> operation(
            PublishedForm form,
            String what,
            List<Map<String, Object>> parameters,
            @Nullable Map<String, Object> body,
            Map<String, Object> answers) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", form.key() + "." + what);
        operation.put("summary", say(what));
        operation.put("tags", List.of(form.key()));
        operation.put("parameters", parameters);
        if (body != null) {
            operation.put(
                    "requestBody",
                    Map.of("required", true, "content", Map.of("application/json", Map.of("schema", body))));
        }
        Map<String, Object> responses = new LinkedHashMap<>(answers);
        responses.put("default", Map.of("$ref", PROBLEM));
        operation.put("responses", responses);
        return operation;
    }

    private Map<String, Object> answer(String status, Map<String, Object> schema) {
        return Map.of(
                status,
                Map.of("description", say("done"), "content", Map.of("application/json", Map.of("schema", schema))));
    }

    private Map<String, Object> described(String what) {
        return Map.of("description", say(what));
    }

    private Map<String, Object> record(PublishedForm form) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", uuid());
        properties.put("version", integer());
        properties.put("created_at", formatted("date-time"));
        properties.put("created_by", named("Person"));
        properties.put("updated_at", formatted("date-time"));
        properties.put("updated_by", named("Person"));
        return Map.of(
                "allOf",
                List.of(
                        Map.of("type", "object", "properties", properties, "required", List.of("id", "version")),
                        values(form, true)));
    }

    private Map<String, Object> values(PublishedForm form, boolean read) {
        Map<String, Object> properties = new LinkedHashMap<>();
        Set<String> maskedInSome =
                read && allows(form, Action.SEE) ? accessible.maskedInSome(new FormRef(app, form.key())) : Set.of();
        for (PublishedField<?, ?> field : form.fields()) {
            boolean made = !field.isEntered() || field.isMasked();
            if (read || !made) {
                Map<String, Object> schema = new LinkedHashMap<>();
                schema.put("title", field.label());
                if (!field.definition().help().isEmpty()) {
                    schema.put("description", field.definition().help());
                }
                if (made) {
                    schema.put("readOnly", true);
                }
                Map<String, Object> value = value(field, read);
                schema.putAll(
                        maskedInSome.contains(field.key())
                                ? Map.of("anyOf", List.of(value, Map.of("type", "string", "description", say("mask"))))
                                : value);
                properties.put(field.key(), schema);
            }
        }
        accessible.lines(new FormRef(app, form.key())).forEach((part, lines) -> {
            Map<String, Object> line = read
                    ? named(lines.key() + ".record")
                    : Map.of(
                            "allOf",
                            List.of(
                                    named(lines.key() + ".values"),
                                    object(Map.of(
                                            "id", uuid(), "version", integer(), RecordInput.DELETE, type("boolean")))));
            Map<String, Object> schema = new LinkedHashMap<>(arrayOf(line));
            form.lineParts()
                    .filter(some -> some.key().equals(part))
                    .findFirst()
                    .ifPresent(some -> schema.put("title", some.label()));
            properties.put(part, schema);
        });
        return object(properties);
    }

    private static Map<String, Object> value(PublishedField<?, ?> field, boolean read) {
        Map<String, Object> own = field.jsonSchema();
        if (!own.isEmpty()) {
            return Map.of("anyOf", List.of(own, type("null")));
        }
        Class<?> type = field.type().valueType();
        return switch (field.kind()) {
            case TEXT, TIME -> nullable("string");
            case NUMBER -> nullable(type == Long.class ? "integer" : "number");
            case BOOLEAN -> nullable("boolean");
            case DATE -> nullable("string", "date");
            case DATE_TIME -> nullable("string", "date-time");
            case CHOICE ->
                List.class.isAssignableFrom(type)
                        ? Map.of("type", List.of("array", "null"), "items", option(field))
                        : Map.of("anyOf", List.of(option(field), type("null")));
            case REFERENCE -> field.target().isPresent() ? link(read) : person(read);
            case REFERENCES ->
                Map.of("type", List.of("array", "null"), "items", read ? linked() : Map.of("anyOf", links()));
            case FILE -> files(read);
            case STRUCTURE -> Map.of();
        };
    }

    private static Map<String, Object> option(PublishedField<?, ?> field) {
        List<String> keys = field.options().stream().map(ChoiceOption::key).toList();
        return keys.isEmpty() ? type("string") : Map.of("type", "string", "enum", keys);
    }

    private static Map<String, Object> link(boolean read) {
        List<Object> any = new ArrayList<>(read ? List.of(linked()) : links());
        any.add(type("null"));
        return Map.of("anyOf", any);
    }

    private static Map<String, Object> linked() {
        return object(Map.of("id", uuid(), "title", type("string")));
    }

    /** The ways in which a record may be named. */
    private static List<Object> links() {
        return List.of(
                uuid(),
                linked(),
                Map.of("type", "object", "properties", Map.of("key", type("string")), "required", List.of("key")));
    }

    private static Map<String, Object> person(boolean read) {
        Map<String, Object> whole = named("Person");
        return Map.of("anyOf", read ? List.of(whole, type("null")) : List.of(type("string"), whole, type("null")));
    }

    private static Map<String, Object> files(boolean read) {
        Map<String, Object> one = named("File");
        Map<String, Object> items = read ? one : Map.of("anyOf", List.of(uuid(), one));
        return Map.of("type", List.of("array", "null"), "items", items);
    }

    private static Map<String, Object> problem() {
        return object(Map.of(
                "type", type("string"),
                "title", type("string"),
                "status", integer(),
                "code", type("string"),
                "errors", arrayOf(error()),
                "position",
                        object(Map.of(
                                "offset", integer(), "length", integer(), "line", integer(), "column", integer()))));
    }

    private static Map<String, Object> error() {
        return object(Map.of("field", type("string"), "code", type("string"), "message", type("string")));
    }

    private static Map<String, Object> id() {
        return Map.of("name", "id", "in", "path", "required", true, "schema", uuid());
    }

    private Map<String, Object> version() {
        return Map.of("name", "If-Match", "in", "header", "description", say("ifMatch"), "schema", type("string"));
    }

    private Map<String, Object> requestKey() {
        return Map.of(
                "name",
                RepeatedRequests.HEADER,
                "in",
                "header",
                "description",
                say("requestKey"),
                "schema",
                Map.of("type", "string", "maxLength", RepeatedRequests.LONGEST_KEY));
    }

    private Map<String, Object> query(String name, Map<String, Object> schema) {
        return Map.of("name", name, "in", "query", "description", say("parameter." + name), "schema", schema);
    }

    private String say(String what) {
        return texts.text(language, "record.openapi." + what);
    }
}
