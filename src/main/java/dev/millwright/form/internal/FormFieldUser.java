package dev.millwright.form.internal;

import dev.millwright.form.FieldUses.Hit;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.spi.FieldSearch;
import dev.millwright.form.spi.FieldUse.Spot;
import dev.millwright.form.spi.FieldUser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Finds where forms use a field: in formulas and settings of others, in rules, in what is unique together, as title and key. */
@Component
class FormFieldUser implements FieldUser {

    private static final String ICON = "vaadin:form";

    /** What a use is called by the property of the field that says it. */
    private static final Map<String, String> WORDS = Map.of(
            "formula", "form.uses.formula",
            "options", "form.uses.options",
            "config", "form.uses.settings");

    private final FormKind kind;

    FormFieldUser(FormKind kind) {
        this.kind = kind;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(FormDefinition.KIND);
    }

    @Override
    public Found uses(FieldSearch search) {
        String words = kind.label().in(search.language());
        return Found.of(search.designed(FormDefinition.KIND, ICON, words, (form, hit) -> spot(search, form, hit)));
    }

    private static Optional<Spot> spot(FieldSearch search, JsonNode form, Hit hit) {
        if (hit.through("retired")) {
            return Optional.empty();
        }
        Optional<JsonNode> rule = hit.within("rules");
        if (rule.isPresent()) {
            String words = search.text(
                    hit.through("then") ? "form.uses.rule.then" : "form.uses.rule.when", text(rule.get(), "name"));
            return Optional.of(new Spot(words, text(rule.get(), "id")));
        }
        Optional<JsonNode> together = hit.within("together");
        if (together.isPresent()) {
            return Optional.of(new Spot(
                    search.text("form.uses.together", together(form, together.get())), text(together.get(), "id")));
        }
        Optional<JsonNode> field = hit.within("fields");
        if (field.isPresent()) {
            String label = text(field.get(), "label");
            String name = label.isBlank() ? text(field.get(), "key") : label;
            return Optional.of(new Spot(
                    hit.through("defaultValue")
                            ? search.text("form.uses.default", name)
                            : hit.lastOf(WORDS.keySet())
                                    .map(property ->
                                            search.text(WORDS.getOrDefault(property, "form.uses.settings"), name))
                                    .orElse(name),
                    text(field.get(), "id")));
        }
        String words = switch (hit.trail().getFirst()) {
            case "titleField" -> search.text("form.settings.titleField");
            case "keyField" -> search.text("form.settings.keyField");
            default -> "";
        };
        return Optional.of(new Spot(words, "form"));
    }

    private static String together(JsonNode form, JsonNode set) {
        List<String> ids =
                set.path("fields").values().stream().map(id -> id.asString("")).toList();
        Map<String, String> labels = form.path("sections").values().stream()
                .flatMap(section -> section.path("rows").values().stream())
                .flatMap(row -> row.path("fields").values().stream())
                .collect(Collectors.toMap(
                        field -> text(field, "id"), field -> text(field, "label"), (first, again) -> first));
        return ids.stream().map(id -> labels.getOrDefault(id, id)).collect(Collectors.joining(" + "));
    }

    private static String text(JsonNode node, String property) {
        return node.path(property).asString("");
    }
}
