package dev.millwright.record.web;

import dev.millwright.app.Action;
import dev.millwright.field.ChoiceOption;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import java.util.Map;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Published forms over HTTP, as the caller may see them. */
@RestController
@RequestMapping("/api/v1/apps/{app}/forms")
class FormApi {

    private final AccessibleForms accessible;
    private final PublishedForms forms;

    FormApi(AccessibleForms accessible, PublishedForms forms) {
        this.accessible = accessible;
        this.forms = forms;
    }

    @GetMapping
    ResponseEntity<byte[]> all(@PathVariable String app) {
        ObjectNode body = Json.object();
        ArrayNode items = body.putArray("items");
        accessible.all(app).forEach(form -> items.add(summary(form)));
        return Json.respond(ResponseEntity.ok(), body);
    }

    @GetMapping("/{form}")
    ResponseEntity<byte[]> one(@PathVariable String app, @PathVariable String form) {
        FormRef ref = new FormRef(app, form);
        PublishedForm published = accessible.require(ref, Action.SEE);
        ObjectNode body = summary(published);
        ArrayNode actions = body.putArray("actions");
        for (Action action : Action.values()) {
            if (accessible.allows(ref, action)) {
                actions.add(action.key());
            }
        }
        ArrayNode fields = body.putArray("fields");
        Set<String> maskedInSome = accessible.maskedInSome(ref);
        published.fields().forEach(field -> {
            ObjectNode one = field(field);
            if (field.isMasked()) {
                one.put("masked", "all");
            } else if (maskedInSome.contains(field.key())) {
                one.put("masked", "some");
            }
            fields.add(one);
        });
        Map<String, PublishedForm> lines = accessible.lines(ref);
        if (!lines.isEmpty()) {
            ArrayNode parts = body.putArray("lines");
            published.lineParts().forEach(part -> {
                PublishedForm some = lines.get(part.key());
                if (some != null) {
                    parts.addObject()
                            .put("key", part.key())
                            .put("label", part.label())
                            .put("form", some.key());
                }
            });
        }
        return Json.respond(ResponseEntity.ok(), body);
    }

    private ObjectNode summary(PublishedForm form) {
        ObjectNode json = Json.object();
        json.put("id", form.id().toString());
        json.put("key", form.key());
        json.put("label", form.label());
        json.put("release", form.release());
        json.put("titleField", form.titleField().map(PublishedField::key).orElse(null));
        json.put("keyField", form.keyField().map(PublishedField::key).orElse(null));
        form.partOf().flatMap(of -> forms.byId(of.form())).ifPresent(whole -> json.put("linesOf", whole.key()));
        return json;
    }

    private ObjectNode field(PublishedField<?, ?> field) {
        FieldDefinition definition = field.definition();
        ObjectNode json = Json.object();
        json.put("id", field.id().toString());
        json.put("key", field.key());
        json.put("label", field.label());
        json.put("type", definition.type());
        json.put("kind", field.kind().name().toLowerCase(java.util.Locale.ROOT));
        json.put("required", definition.required());
        json.put("unique", definition.unique());
        json.put("generated", !field.isEntered());
        json.put("help", definition.help());
        if (!field.options().isEmpty()) {
            ArrayNode options = json.putArray("options");
            for (ChoiceOption option : field.options()) {
                options.addObject()
                        .put("key", option.key())
                        .put("label", option.label())
                        .put("colour", option.colour())
                        .put("retired", option.retired());
            }
        }
        field.leadsTo().flatMap(forms::byId).ifPresent(target -> {
            FormRef ref = new FormRef(target.app().key(), target.key());
            if (accessible.allows(ref, Action.SEE)) {
                json.putObject("target").put("app", ref.app()).put("form", ref.form());
            }
        });
        return json;
    }
}
