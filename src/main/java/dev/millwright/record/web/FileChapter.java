package dev.millwright.record.web;

import static dev.millwright.record.spi.Schemas.named;

import dev.millwright.files.MediaTypes;
import dev.millwright.form.PublishedField;
import dev.millwright.record.spi.ApiChapter;
import dev.millwright.record.spi.ApiDescription;
import dev.millwright.record.spi.Schemas;
import dev.millwright.shared.ValueKind;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Describes how files come and go, for apps whose forms have fields for them. */
@Component
@Order(50)
class FileChapter implements ApiChapter {

    private static final String ANY = "application/octet-stream";

    @Override
    public void addTo(ApiDescription description) {
        boolean wanted = description.forms().stream()
                .flatMap(form -> form.fields().stream())
                .map(PublishedField::kind)
                .anyMatch(ValueKind.FILE::equals);
        if (!wanted) {
            return;
        }
        String tag = say(description, "files");
        description.tag(tag, tag);
        description
                .operation("post", "/files", tag, "files.keep", say(description, "file.keep"))
                .query("withoutLocation", say(description, "file.withoutLocation"), Schemas.type("boolean"))
                .body(
                        "multipart/form-data",
                        Map.of(
                                "type",
                                "object",
                                "properties",
                                Map.of(
                                        "file",
                                        Map.of(
                                                "type",
                                                "string",
                                                "contentMediaType",
                                                ANY,
                                                "description",
                                                say(description, "file.part"))),
                                "required",
                                List.of("file")))
                .answersJson("201", say(description, "done"), named("File"));
        description
                .operation("get", "/files/{id}", tag, "files.read", say(description, "file.read"))
                .answersFile(say(description, "file.read"), ANY);
        description
                .operation("get", "/files/{id}/thumbnail", tag, "files.thumbnail", say(description, "file.thumbnail"))
                .answersFile(say(description, "file.thumbnail"), MediaTypes.THUMBNAIL);
    }

    private static String say(ApiDescription description, String what) {
        return description.text("record.openapi." + what);
    }
}
