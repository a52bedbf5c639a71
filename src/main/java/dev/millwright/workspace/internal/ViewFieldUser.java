package dev.millwright.workspace.internal;

import dev.millwright.app.PublishedApps;
import dev.millwright.form.FieldUses.Hit;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.spi.FieldSearch;
import dev.millwright.form.spi.FieldSearch.Definition;
import dev.millwright.form.spi.FieldUse;
import dev.millwright.form.spi.FieldUse.Spot;
import dev.millwright.form.spi.FieldUser;
import dev.millwright.workspace.PersonalViews;
import dev.millwright.workspace.ViewDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Finds where views of lists use a field: those that everybody shares, whoever asks' own, and how many other people have. */
@Component
class ViewFieldUser implements FieldUser {

    private static final String ICON = "vaadin:table";
    private static final String OWN_ICON = "vaadin:user";
    private static final String SETTINGS = "settings";

    /** What a use is called by the setting that says it; others only remember what there was. */
    private static final Map<String, String> WORDS = Map.of(
            "columns", "record.uses.columns",
            "card", "record.uses.card",
            "filter", "record.uses.filter",
            "sort", "record.uses.sort",
            "group", "record.uses.group",
            "tree", "record.uses.tree",
            "totals", "record.uses.totals",
            "colours", "record.uses.colours");

    private final ViewKind kind;
    private final PublishedApps apps;
    private final PersonalViews personal;
    private final JsonMapper json = new JsonMapper();

    ViewFieldUser(ViewKind kind, PublishedApps apps, PersonalViews personal) {
        this.kind = kind;
        this.apps = apps;
        this.personal = personal;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(ViewDefinition.KIND);
    }

    @Override
    public Found uses(FieldSearch search) {
        List<FieldUse> found = new ArrayList<>(search.in(
                ViewDefinition.KIND,
                ICON,
                kind.label().in(search.language()),
                (view, hit) -> spot(search, view, hit),
                (view, spot) -> address(search, view.json().path("form").asString(""), view.key(), spot)));
        if (!search.own()) {
            return Found.of(found);
        }
        List<Definition> mine = personal.all(search.form().id()).stream()
                .map(view -> new Definition(
                        ViewDefinition.KIND,
                        view.id().toString(),
                        view.label(),
                        asView(search, json.valueToTree(view.settings()))))
                .toList();
        found.addAll(new FieldSearch(
                        search.app(), true, search.form(), search.uses(), mine, search.texts(), search.language())
                .in(
                        ViewDefinition.KIND,
                        OWN_ICON,
                        search.text("record.uses.ownView"),
                        (view, hit) -> spot(search, view, hit),
                        (view, spot) -> address(search, search.form().id().toString(), view.key(), spot)));
        long others = personal.ofOthers(
                search.form().id(),
                search.uses().key(),
                settings -> search.uses().in(asView(search, settings)).stream()
                        .anyMatch(hit -> hit.lastOf(WORDS.keySet()).isPresent()));
        return new Found(found, others);
    }

    private ObjectNode asView(FieldSearch search, JsonNode settings) {
        return json.createObjectNode()
                .put("form", search.form().id().toString())
                .set(SETTINGS, settings);
    }

    private static Optional<Spot> spot(FieldSearch search, JsonNode view, Hit hit) {
        // A view of another form that links here is not about this form's columns.
        boolean about = view.path("form").asString("").equals(search.form().id().toString());
        return hit.lastOf(WORDS.keySet())
                .filter(property -> about || hit.through(SETTINGS))
                .map(property -> new Spot(search.text(WORDS.getOrDefault(property, "record.uses.columns")), property));
    }

    /** The list with the view, as far as people have it; what is asked of the field stands open. */
    private String address(FieldSearch search, String form, String view, Spot spot) {
        return search.definitions().stream()
                .filter(definition -> definition.kind().equals(FormDefinition.KIND)
                        && definition.json().path("id").asString("").equals(form))
                .findFirst()
                .filter(found -> apps.find(search.app().key())
                        .flatMap(app -> app.find(FormDefinition.KIND, found.key()))
                        .isPresent())
                .map(found -> "app/" + search.app().key() + "/form/" + found.key() + "?"
                        + FieldSearch.parameter("view", view) + "&"
                        + FieldSearch.parameter(
                                FieldUse.AT, spot.at() + ":" + search.uses().key()))
                .orElse("");
    }
}
