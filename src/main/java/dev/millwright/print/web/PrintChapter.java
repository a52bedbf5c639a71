package dev.millwright.print.web;

import static dev.millwright.record.spi.Schemas.arrayOf;
import static dev.millwright.record.spi.Schemas.formatted;
import static dev.millwright.record.spi.Schemas.named;
import static dev.millwright.record.spi.Schemas.object;
import static dev.millwright.record.spi.Schemas.oneOf;
import static dev.millwright.record.spi.Schemas.type;
import static dev.millwright.record.spi.Schemas.uuid;

import dev.millwright.app.Action;
import dev.millwright.form.PublishedForm;
import dev.millwright.print.Arrangement;
import dev.millwright.print.Prints;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.spi.ApiChapter;
import dev.millwright.record.spi.ApiDescription;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Describes printing: of one record, of many as a job, and what was printed before. */
@Component
@Order(300)
class PrintChapter implements ApiChapter {

    private static final String PDF = "application/pdf";
    private static final String PRINT = "Print";

    private final Prints prints;
    private final AccessibleForms forms;

    PrintChapter(Prints prints, AccessibleForms forms) {
        this.prints = prints;
        this.forms = forms;
    }

    @Override
    public void addTo(ApiDescription description) {
        List<PublishedForm> printing = description.forms().stream()
                .filter(form -> forms.allows(new FormRef(description.app(), form.key()), Action.PRINT))
                .toList();
        if (printing.isEmpty()) {
            return;
        }
        String done = description.text("print.openapi.answer");
        String file = description.text("print.openapi.file");
        description.schema(PRINT, print());
        printing.forEach(form -> add(form, description, done, file));
        String tag = description.text("print.openapi.tag");
        description.tag(tag, description.text("print.openapi.tagText"));
        description
                .operation("get", "/prints/{id}", tag, "prints.again", description.text("print.openapi.again"))
                .answersFile(file, PDF);
    }

    private void add(PublishedForm form, ApiDescription description, String done, String file) {
        String at = "/apps/" + description.app() + "/forms/" + form.key();
        List<String> templates = prints.templates(new FormRef(description.app(), form.key())).stream()
                .map(Prints.Choice::key)
                .toList();
        String tag = form.key();
        description
                .operation("get", at + "/print", tag, tag + ".templates", description.text("print.openapi.templates"))
                .answersJson(
                        "200",
                        done,
                        object(Map.of(
                                "items",
                                arrayOf(object(Map.of(
                                        "key", type("string"),
                                        "label", type("string"),
                                        "arrangement",
                                                oneOf(Arrays.stream(Arrangement.values())
                                                        .map(Arrangement::key)
                                                        .toList())))))));
        description
                .operation(
                        "get", at + "/records/{id}/prints", tag, tag + ".prints", description.text("print.openapi.log"))
                .query("limit", description.text("print.openapi.limit"), type("integer"))
                .answersJson("200", done, object(Map.of("items", arrayOf(named(PRINT)))));
        for (String template : templates) {
            description
                    .operation(
                            "get",
                            at + "/records/{id}/print/" + template,
                            tag,
                            tag + ".print." + template,
                            description.text("print.openapi.one", template))
                    .answersFile(file, PDF);
        }
        if (!templates.isEmpty()) {
            description
                    .operation(
                            "post", at + "/records:print", tag, tag + ".print", description.text("print.openapi.many"))
                    .body(wish(templates))
                    .answersJson("202", description.text("print.openapi.started"), named("Started"));
        }
    }

    /** As {@link PrintApi} reads it. */
    private static Map<String, Object> wish(List<String> templates) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("template", oneOf(templates));
        properties.put("ids", Map.of("type", "array", "items", uuid(), "maxItems", Prints.MOST_RECORDS));
        properties.put("filter", type("string"));
        properties.put("sort", type("string"));
        return Map.of("type", "object", "properties", properties, "required", List.of("template"));
    }

    private static Map<String, Object> print() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", uuid());
        properties.put("template", type("string"));
        properties.put("release", type("integer"));
        properties.put("records", type("integer"));
        properties.put("pages", type("integer"));
        properties.put("at", formatted("date-time"));
        properties.put("by", named("Person"));
        properties.put("file", type("string"));
        return object(properties);
    }
}
