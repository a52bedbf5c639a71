package dev.millwright.app.internal;

import dev.millwright.app.Action;
import dev.millwright.app.Limit;
import dev.millwright.app.Rights;
import dev.millwright.identity.Department;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.shared.Phrase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What differs between the rights before and after, a sentence each, with the names that people have now. */
@Component
class RightsChanges {

    private final People people;

    RightsChanges(People people) {
        this.people = people;
    }

    List<Phrase> between(Rights before, Rights after) {
        List<Phrase> changes = new ArrayList<>();
        list("owner", before.owners(), after.owners(), changes);
        list("designer", before.designers(), after.designers(), changes);
        list("member", before.members(), after.members(), changes);
        Set<Principal> rows = new LinkedHashSet<>(before.matrix().keySet());
        rows.addAll(after.matrix().keySet());
        rows.forEach(row -> row(
                row, before.matrix().getOrDefault(row, Map.of()), after.matrix().getOrDefault(row, Map.of()), changes));
        Set<Principal> limited = new LinkedHashSet<>(before.limits().keySet());
        limited.addAll(after.limits().keySet());
        limited.forEach(row -> limits(row, before, after, changes));
        return changes;
    }

    private void list(String what, List<Principal> before, List<Principal> after, List<Phrase> changes) {
        after.stream()
                .filter(principal -> !before.contains(principal))
                .forEach(principal -> changes.add(Phrase.of("app.audit.rights.new." + what, name(principal))));
        before.stream()
                .filter(principal -> !after.contains(principal))
                .forEach(principal -> changes.add(Phrase.of("app.audit.rights.former." + what, name(principal))));
    }

    private void row(
            Principal principal,
            Map<String, Set<Action>> before,
            Map<String, Set<Action>> after,
            List<Phrase> changes) {
        Set<String> forms = new TreeSet<>(before.keySet());
        forms.addAll(after.keySet());
        for (String form : forms) {
            Set<Action> from = before.get(form);
            Set<Action> to = after.get(form);
            if (!Objects.equals(from, to)) {
                changes.add(Phrase.of(
                        "app.audit.rights.may", name(principal), form(form), actions(form, from), actions(form, to)));
            }
        }
    }

    private void limits(Principal principal, Rights before, Rights after, List<Phrase> changes) {
        Set<String> forms =
                new TreeSet<>(before.limits().getOrDefault(principal, Map.of()).keySet());
        forms.addAll(after.limits().getOrDefault(principal, Map.of()).keySet());
        for (String form : forms) {
            Limit from = before.limit(principal, form);
            Limit to = after.limit(principal, form);
            if (!from.equals(to)) {
                changes.add(Phrase.of("app.audit.rights.limit", name(principal), form(form), limit(from), limit(to)));
            }
        }
    }

    private static Object form(String form) {
        return form.equals(Rights.ANY_FORM) ? Phrase.of("app.audit.rights.anyForm") : form;
    }

    private static Object limit(Limit limit) {
        List<Phrase> parts = new ArrayList<>();
        limit.rows()
                .forEach((action, condition) -> parts.add(Phrase.of(
                        "app.audit.rights.limit.rows", Phrase.of("app.ui.action." + action.key()), condition)));
        limit.fields()
                .forEach((field, grant) -> parts.add(
                        Phrase.of("app.audit.rights.limit.field", field, Phrase.of("app.ui.grant." + grant.key()))));
        if (limit.handOn()) {
            parts.add(Phrase.of("app.audit.rights.limit.handOn"));
        }
        return parts.isEmpty() ? Phrase.of("app.audit.rights.limit.none") : parts;
    }

    private static Object actions(String form, @Nullable Set<Action> actions) {
        if (actions == null && !form.equals(Rights.ANY_FORM)) {
            return Phrase.of("app.audit.rights.asOthers");
        }
        return actions == null || actions.isEmpty()
                ? Phrase.of("app.audit.rights.nothing")
                : actions.stream()
                        .map(action -> Phrase.of("app.ui.action." + action.key()))
                        .toList();
    }

    private Object name(Principal principal) {
        return switch (principal.kind()) {
            case PERSON -> people.find(principal.id()).map(Person::name).orElse(principal.id());
            case ROLE ->
                Arrays.stream(Role.values())
                        .filter(role -> role.key().equals(principal.id()))
                        .findFirst()
                        .<Object>map(role -> Phrase.of("ui.role." + role.key()))
                        .orElse(principal.id());
            case DEPARTMENT -> new Department(principal.id()).path();
        };
    }
}
