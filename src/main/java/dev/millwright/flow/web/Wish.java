package dev.millwright.flow.web;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.Reasons;
import dev.millwright.form.PublishedForm;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.spi.RecordInput;
import dev.millwright.record.spi.RecordInput.Read;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a call says about an action, read part by part; a part that nobody knows is refused. */
final class Wish {

    private static final Read NOTHING = new Read(Map.of(), Map.of(), List.of());

    private final ObjectNode json;
    private final People people;

    /** @param known the names of the parts that the action has */
    Wish(ObjectNode json, People people, Set<String> known) {
        this.json = json;
        this.people = people;
        json.propertyNames().forEach(name -> {
            if (!known.contains(name)) {
                throw new InvalidRequestException("work.error.part", name, String.join(", ", known));
            }
        });
    }

    String reason() {
        return Reasons.checked(text("reason").orElse("").strip());
    }

    Optional<String> text(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(value.asStringOpt().orElseThrow(() -> wrong(name)));
    }

    boolean flag(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw wrong(name);
        }
        return value.booleanValue();
    }

    @Nullable UUID id(String name) {
        return text(name)
                .map(text -> Ids.parse(text).orElseThrow(() -> wrong(name)))
                .orElse(null);
    }

    UUID neededId(String name) {
        UUID id = id(name);
        if (id == null) {
            throw new InvalidException(Problems.of(Problem.error("work.error.partMissing", name, name)));
        }
        return id;
    }

    PersonRef person(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            throw new InvalidException(Problems.of(Problem.error("work.error.partMissing", name, name)));
        }
        return person(name, value);
    }

    /** The same; who is not found any more goes by what was given for the id. */
    PersonRef personOrId(String name) {
        JsonNode value = json.path(name);
        String id = value.isObject() ? value.path("id").asString("") : value.asString("");
        return id.isBlank() || people.find(id).isPresent() || !people.called(id).isEmpty()
                ? person(name)
                : new PersonRef(id, id);
    }

    List<PersonRef> people(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        return people(name, value);
    }

    /** Each looked for once, however often they are named. */
    private List<PersonRef> people(String name, JsonNode value) {
        if (!value.isArray()) {
            throw wrong(name);
        }
        Set<JsonNode> named = new LinkedHashSet<>();
        value.forEach(named::add);
        return named.stream().map(one -> person(name, one)).toList();
    }

    /** Several texts; none where the part is missing. */
    Set<String> texts(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Set.of();
        }
        if (!value.isArray()) {
            throw wrong(name);
        }
        Set<String> texts = new LinkedHashSet<>();
        value.forEach(one -> texts.add(one.asStringOpt().orElseThrow(() -> wrong(name))));
        return texts;
    }

    /** People by id of a node. */
    Map<UUID, List<PersonRef>> chosen(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Map.of();
        }
        if (!(value instanceof ObjectNode nodes)) {
            throw wrong(name);
        }
        Map<UUID, List<PersonRef>> chosen = new LinkedHashMap<>();
        nodes.properties().forEach(entry -> {
            UUID node = Ids.parse(entry.getKey()).orElseThrow(() -> wrong(name));
            chosen.put(node, people(name, entry.getValue()));
        });
        return chosen;
    }

    /** A person by id, user name, e-mail address or full name. */
    private PersonRef person(String name, JsonNode value) {
        String text = value.isObject()
                ? value.path("id").asStringOpt().orElseThrow(() -> wrong(name))
                : value.asStringOpt().orElseThrow(() -> wrong(name));
        Optional<Person> byId = people.find(text);
        if (byId.isPresent()) {
            return new PersonRef(byId.get().id(), byId.get().name());
        }
        List<Person> called = people.called(text);
        if (called.size() == 1) {
            return new PersonRef(called.getFirst().id(), called.getFirst().name());
        }
        throw new InvalidException(Problems.of(
                called.isEmpty()
                        ? Problem.error("record.error.personUnknown", name, text)
                        : Problem.error("record.error.personAmbiguous", name, text, called.size())));
    }

    /**
     * Values of the record's fields and what is to become of its lines; all that cannot be read is told at once.
     *
     * @param lines the forms of the lines, by the key of their part
     */
    Read values(Optional<PublishedForm> form, Map<String, PublishedForm> lines) {
        JsonNode value = json.path("values");
        if (value.isMissingNode() || value.isNull()) {
            return NOTHING;
        }
        if (!(value instanceof ObjectNode fields)) {
            throw wrong("values");
        }
        if (form.isEmpty()) {
            fields.propertyNames().stream().findFirst().ifPresent(name -> {
                throw new UnknownFieldException(name);
            });
            return NOTHING;
        }
        // What the server says of a record is no value of a step, and nothing of it is left out in silence.
        fields.propertyNames().stream()
                .filter(RecordInput.SYSTEM::contains)
                .findFirst()
                .ifPresent(name -> {
                    throw new UnknownFieldException(name);
                });
        Read read = new RecordInput(form.get(), lines).read(fields);
        new Problems(read.problems()).throwIfErrors();
        return read;
    }

    private static InvalidRequestException wrong(String name) {
        return new InvalidRequestException("work.error.partWrong", name);
    }
}
