package dev.millwright.workspace.internal;

import dev.millwright.app.AppRights;
import dev.millwright.app.Limit;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.spi.FieldSearch;
import dev.millwright.form.spi.FieldSearch.Definition;
import dev.millwright.form.spi.FieldUse;
import dev.millwright.form.spi.FieldUser;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Finds where lines of the matrix use a field: in conditions for records, and in what may be done with fields. */
@Component
class LimitFieldUser implements FieldUser {

    private static final String ICON = "vaadin:users";

    private final AppRights rights;
    private final People people;
    private final JsonMapper json = new JsonMapper();

    LimitFieldUser(AppRights rights, People people) {
        this.rights = rights;
        this.people = people;
    }

    @Override
    public Set<String> kinds() {
        return Set.of();
    }

    @Override
    public Found uses(FieldSearch search) {
        List<FieldUse> found = new ArrayList<>();
        rights.of(search.app().key())
                .rights()
                .limits()
                .forEach((member, forms) -> forms.forEach((key, limit) -> search.definitions().stream()
                        .filter(form -> form.kind().equals(FormDefinition.KIND)
                                && form.key().equals(key))
                        .findFirst()
                        .ifPresent(form -> found.addAll(uses(search, member, form, limit)))));
        return Found.of(found);
    }

    private List<FieldUse> uses(FieldSearch search, Principal member, Definition form, Limit limit) {
        ObjectNode line = json.createObjectNode();
        line.set("id", form.json().path("id"));
        ObjectNode rows = line.putObject("rows");
        limit.rows().forEach((action, condition) -> rows.put(action.key(), condition));
        ObjectNode fields = line.putObject("fields");
        if (form.json().path("id").asString("").equals(search.form().id().toString())) {
            limit.fields().forEach((field, grant) -> fields.put(field, grant.key()));
        }
        return search.uses().in(line).stream()
                .map(hit -> hit.through("rows") ? "record.uses.rows" : "record.uses.rights")
                .distinct()
                .map(words -> new FieldUse(
                        ICON,
                        search.text("app.ui.sharing"),
                        name(member) + " / " + form.label(),
                        search.text(words),
                        "app/" + search.app().key() + "/sharing?"
                                + FieldSearch.parameter(FieldUse.AT, form.key() + "~" + member)))
                .toList();
    }

    private String name(Principal member) {
        return member.kind() == Principal.Kind.PERSON
                ? people.find(member.id()).map(Person::name).orElse(member.id())
                : member.id();
    }
}
