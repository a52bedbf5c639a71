package dev.millwright.app.internal;

import dev.millwright.app.spi.DefinitionKind.Mention;
import dev.millwright.identity.People;
import dev.millwright.identity.Principal;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Those whom a definition names and nobody knows here, as when it was designed for another organisation. */
@Component
class Strangers {

    private final ObjectProvider<People> people;

    Strangers(ObjectProvider<People> people) {
        this.people = people;
    }

    /** A warning for each, with all places; none while it is not known who there is. */
    Problems among(List<Mention> mentions) {
        Map<Principal, List<Mention>> strangers =
                mentions.stream().collect(Collectors.groupingBy(Mention::who, LinkedHashMap::new, Collectors.toList()));
        strangers.keySet().removeIf(this::isKnown);
        return strangers.isEmpty() || !isAnybodyKnown()
                ? Problems.NONE
                : new Problems(
                        strangers.values().stream().map(Strangers::warning).toList());
    }

    private boolean isKnown(Principal who) {
        return switch (who.kind()) {
            case PERSON -> people.getObject().find(who.id()).isPresent();
            case ROLE -> people.getObject().roles().contains(who.id());
            case DEPARTMENT ->
                people.getObject().departments().stream()
                        .anyMatch(department -> department.path().equals(who.id()));
        };
    }

    private boolean isAnybodyKnown() {
        return !people.getObject().search("", 1).isEmpty();
    }

    private static Problem warning(List<Mention> same) {
        Mention first = same.getFirst();
        String places = same.stream().map(Mention::place).distinct().collect(Collectors.joining(", "));
        String code = switch (first.who().kind()) {
            case PERSON -> "app.warning.unknownPerson";
            case ROLE -> "app.warning.unknownRole";
            case DEPARTMENT -> "app.warning.unknownDepartment";
        };
        return Problem.warning(code, first.path(), first.name(), same.size(), places);
    }
}
