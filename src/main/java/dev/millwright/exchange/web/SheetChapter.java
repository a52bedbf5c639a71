package dev.millwright.exchange.web;

import static dev.millwright.record.spi.Schemas.integer;
import static dev.millwright.record.spi.Schemas.named;
import static dev.millwright.record.spi.Schemas.object;
import static dev.millwright.record.spi.Schemas.oneOf;
import static dev.millwright.record.spi.Schemas.type;
import static dev.millwright.record.spi.Schemas.uuid;

import dev.millwright.app.Action;
import dev.millwright.exchange.Exports;
import dev.millwright.exchange.FileExports;
import dev.millwright.exchange.Imports;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.RepeatedRequests;
import dev.millwright.record.spi.ApiChapter;
import dev.millwright.record.spi.ApiDescription;
import dev.millwright.record.spi.ApiDescription.Operation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Describes tables in and out; an import is a job, so its answer is where to ask how far it is. */
@Component
@Order(100)
class SheetChapter implements ApiChapter {

    private static final List<String> FILES = Arrays.stream(Exports.Format.values())
            // Only what goes before the parameters: an answer may add the character set.
            .map(format -> format.mediaType().split(";", -1)[0].strip())
            .toList();

    private final AccessibleForms forms;

    SheetChapter(AccessibleForms forms) {
        this.forms = forms;
    }

    @Override
    public void addTo(ApiDescription description) {
        description.schema("Started", object(Map.of("id", uuid())));
        for (PublishedForm form : description.forms()) {
            FormRef ref = new FormRef(description.app(), form.key());
            String at = "/apps/" + description.app() + "/forms/" + form.key();
            if (forms.allows(ref, Action.EXPORT)) {
                export(form, at, description);
            }
            if (forms.allows(ref, Action.CREATE) || forms.allows(ref, Action.CHANGE)) {
                imports(form, at, description);
            }
        }
    }

    private static void export(PublishedForm form, String at, ApiDescription description) {
        Map<String, Object> format = new LinkedHashMap<>(oneOf(List.of("csv", "xlsx", "zip")));
        format.put("default", "csv");
        Map<String, Object> lines = new LinkedHashMap<>(oneOf(List.of("none", "sheets", "rows")));
        lines.put("default", "none");
        operation("get", at + "/records:export", form, "export", description)
                .query("format", say(description, "parameter.format"), format)
                .query("filter", say(description, "parameter.filter"), type("string"))
                .query("sort", say(description, "parameter.sort"), type("string"))
                .query("fields", say(description, "parameter.fields"), type("string"))
                .query("lines", say(description, "parameter.lines"), lines)
                .answersFile(
                        say(description, "table"),
                        Stream.concat(FILES.stream(), Stream.of(FileExports.MEDIA_TYPE))
                                .toList());
    }

    private static void imports(PublishedForm form, String at, ApiDescription description) {
        String done = say(description, "done");
        operation("post", at + "/records:import", form, "import", description)
                .header(
                        RepeatedRequests.HEADER,
                        say(description, "requestKey"),
                        Map.of("type", "string", "maxLength", RepeatedRequests.LONGEST_KEY))
                .body("multipart/form-data", upload(description))
                .answersJson("202", done, named("Started"));
        operation("post", at + "/imports/{id}:undo", form, "undoImport", description)
                .answersJson("202", done, named("Started"));
        operation("get", at + "/imports/{id}/rows", form, "badRows", description)
                .answersFile(say(description, "table"), FILES);
    }

    private static Operation operation(
            String method, String path, PublishedForm form, String what, ApiDescription description) {
        return description.operation(method, path, form.key(), form.key() + "." + what, say(description, what));
    }

    private static Map<String, Object> upload(ApiDescription description) {
        Map<String, Map<String, Object>> parts = new LinkedHashMap<>();
        parts.put("file", Map.of("type", "string", "contentMediaType", "application/octet-stream"));
        parts.put("dryRun", Map.of("type", "boolean", "default", false));
        parts.put("empty", Map.of("type", "string", "enum", List.of("leave", "clear"), "default", "leave"));
        parts.put("onlyGood", Map.of("type", "boolean", "default", false));
        parts.put("key", type("string"));
        parts.put("mode", oneOf(List.of("add", "update", "both")));
        parts.put("mapping", type("string"));
        parts.put("dates", oneOf(List.of("day", "month")));
        parts.put("encoding", oneOf(Imports.Reading.CHARSETS));
        parts.put("separator", oneOf(List.of(",", ";", "|", "tab")));
        parts.put("sheet", Map.of("type", "integer", "minimum", 0, "default", 0));
        parts.put("heading", integer());
        parts.put("together", type("string"));
        parts.put("differing", Map.of("type", "string", "enum", List.of("refuse", "first"), "default", "refuse"));
        Map<String, Object> described = new LinkedHashMap<>();
        parts.forEach((name, schema) -> {
            Map<String, Object> part = new LinkedHashMap<>(schema);
            part.put("description", say(description, "part." + name));
            described.put(name, part);
        });
        return Map.of("type", "object", "properties", described, "required", List.of("file"));
    }

    private static String say(ApiDescription description, String what) {
        return description.text("record.openapi." + what);
    }
}
