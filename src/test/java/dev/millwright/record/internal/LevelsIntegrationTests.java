package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.millwright.app.Action;
import dev.millwright.app.Limit;
import dev.millwright.app.Rights;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.Levels;
import dev.millwright.record.Levels.Reached;
import dev.millwright.record.Levels.Step;
import dev.millwright.record.Levels.Way;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordChange.Create;
import dev.millwright.record.RecordChange.Update;
import dev.millwright.record.RecordData;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.testing.TestPeople;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parts of parts, and places within places. */
class LevelsIntegrationTests {

    private static final FormRef PART = ref("plant", "part");

    private Gate gate;
    private final Map<String, UUID> ids = new HashMap<>();

    @BeforeEach
    void publish() {
        gate = new Gate();
        UUID partId = Ids.next();
        UUID lineId = Ids.next();
        FieldDefinition name = field("name", "text", "{}", "required");
        FieldDefinition owner = field("whole", "link", "{\"form\": \"" + partId + "\"}", "required");
        FieldDefinition position = field("position", "integer");
        FormDefinition lines = form(
                        lineId,
                        "part_line",
                        null,
                        null,
                        List.of(),
                        field("component", "link", "{\"form\": \"" + partId + "\"}", ""),
                        field("quantity", "integer"),
                        owner,
                        position)
                .withPartOf(new PartOf(partId, owner.id(), position.id()));
        FormDefinition parts = form(
                partId,
                "part",
                name.id(),
                null,
                List.of(),
                name,
                field("within", "link", "{\"form\": \"" + partId + "\"}", ""),
                field("secret", "yes-no"),
                field("components", "subform", "{\"form\": \"" + lineId + "\"}", ""));
        gate.publish("plant", EnumSet.allOf(Action.class), parts, lines);
    }

    @AfterEach
    void close() {
        gate.close();
    }

    private UUID part(String name, String... components) {
        List<RecordChange> lines = new ArrayList<>();
        for (String component : components) {
            lines.add(new Create(values("component", RecordRef.to(id(component)), "quantity", 1L)));
        }
        UUID id = gate.records()
                .write(PART, new Create(values("name", name), Map.of("components", lines)), Via.SCREEN)
                .id();
        ids.put(name, id);
        return id;
    }

    private UUID id(String name) {
        return Objects.requireNonNull(ids.get(name));
    }

    private void within(String name, String whole) {
        gate.records().write(PART, new Update(id(name), null, values("within", RecordRef.to(id(whole)))), Via.SCREEN);
    }

    private Levels levels() {
        return gate.context.getBean(Levels.class);
    }

    private Way way(String through) {
        return levels().ways(PART).stream()
                .filter(way -> way.through().form().equals(through))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whereAPartIsUsedAndWhatItIsMadeOfIsFoundOverAllLevels() {
        part("bolt");
        part("engine", "bolt");
        part("wheel", "bolt");
        part("car", "engine", "wheel");
        part("train", "car", "engine");
        assertThat(levels().ways(PART)).hasSize(2);
        Reached used = levels().reached(PART, id("bolt"), way("part_line"), true);
        assertThat(used.steps())
                .extracting(Step::title, Step::level)
                .containsExactlyInAnyOrder(tuple("engine", 1), tuple("wheel", 1), tuple("car", 2), tuple("train", 2));
        assertThat(used.round()).isFalse();
        assertThat(levels().reached(PART, id("train"), way("part_line"), false).steps())
                .extracting(Step::title, Step::level)
                .containsExactlyInAnyOrder(tuple("car", 1), tuple("engine", 1), tuple("wheel", 2), tuple("bolt", 2));
    }

    @Test
    void aRingOfLinesIsToldAndNotFollowedForEver() {
        part("a");
        part("b", "a");
        gate.records()
                .write(
                        PART,
                        new Update(
                                id("a"),
                                null,
                                values(),
                                Map.of("components", List.of(new Create(values("component", RecordRef.to(id("b"))))))),
                        Via.SCREEN);
        Reached round = levels().reached(PART, id("a"), way("part_line"), false);
        assertThat(round.round()).isTrue();
        assertThat(round.steps()).extracting(Step::title).containsExactly("b");
    }

    @Test
    void whatTheReaderMayNotSeeEndsTheWay() {
        part("bolt");
        part("engine", "bolt");
        part("car", "engine");
        gate.records().write(PART, new Update(id("engine"), null, values("secret", true)), Via.SCREEN);
        Principal staff = Principal.role(Role.STAFF);
        gate.share(
                "plant",
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(staff),
                        Map.of(staff, Map.of("part", EnumSet.of(Action.SEE))),
                        Map.of(staff, Map.of("part", Limit.NONE.with(Action.SEE, "ISEMPTY(secret)")))));
        Gate.run(
                TestPeople.SAM,
                () -> assertThat(levels().reached(PART, id("bolt"), way("part_line"), true)
                                .steps())
                        .isEmpty());
    }

    @Test
    void aChainOfLinksWithinTheFormIsFollowedUpAndDown() {
        part("plant");
        part("hall");
        part("shelf");
        within("hall", "plant");
        within("shelf", "hall");
        assertThat(levels().reached(PART, id("plant"), way("part"), false).steps())
                .extracting(Step::title, Step::level)
                .containsExactly(tuple("hall", 1), tuple("shelf", 2));
        assertThat(levels().reached(PART, id("shelf"), way("part"), true).steps())
                .extracting(Step::title, Step::level)
                .containsExactly(tuple("hall", 1), tuple("plant", 2));
    }

    @Test
    void whatIsRightBelowRecordsIsCountedForAllOfThemAtOnce() {
        part("plant");
        part("hall");
        part("office");
        part("shelf");
        within("hall", "plant");
        within("office", "plant");
        within("shelf", "hall");
        ListRequest all = ListRequest.of(PART, 10);
        List<UUID> of = List.of(id("plant"), id("hall"), id("shelf"));
        assertThat(gate.query().linking(all, "within", of, 100))
                .containsExactlyInAnyOrderEntriesOf(Map.of(id("plant"), 2, id("hall"), 1));
        assertThat(gate.query().linking(all, "within", of, 1))
                .as("no further than so many and one")
                .containsEntry(id("plant"), 2);
        assertThat(gate.query()
                        .linking(
                                all.and(new Condition.Compare(
                                        "name", Condition.Operator.EQ, List.<Object>of("office"))),
                                "within",
                                of,
                                100))
                .containsExactly(Map.entry(id("plant"), 1));
        assertThatExceptionOfType(UnknownFieldException.class)
                .isThrownBy(() -> gate.query().linking(all, "name", of, 1));
    }

    @Test
    void aRecordIsAstrayWhereItsLinkLeadsToNoneThatTheReaderSees() {
        part("plant");
        part("hall");
        part("shelf");
        part("box");
        within("hall", "plant");
        within("shelf", "hall");
        within("box", "shelf");
        assertThat(astray()).isEmpty();
        RecordData plant = gate.query().get(PART, id("plant"));
        gate.records().delete(PART, plant.id(), plant.version(), Via.SCREEN);
        assertThat(astray()).as("below one in the recycle bin").containsExactly("hall");
        gate.records().write(PART, new Update(id("shelf"), null, values("secret", true)), Via.SCREEN);
        Principal staff = Principal.role(Role.STAFF);
        gate.share(
                "plant",
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(staff),
                        Map.of(staff, Map.of("part", EnumSet.of(Action.SEE))),
                        Map.of(staff, Map.of("part", Limit.NONE.with(Action.SEE, "ISEMPTY(secret)")))));
        Gate.run(TestPeople.SAM, () -> {
            assertThat(astray()).as("and below one out of reach").containsExactlyInAnyOrder("hall", "box");
            assertThat(gate.query().linking(ListRequest.of(PART, 10), "within", List.of(id("hall")), 10))
                    .as("nobody counts what they may not see")
                    .isEmpty();
        });
    }

    private List<String> astray() {
        return gate.query().list(ListRequest.of(PART, 10).and(new Condition.Astray("within"))).items().stream()
                .map(RecordData::title)
                .toList();
    }

    @Test
    void aLinkThatWouldCloseARingIsRefusedAndTheRingIsNamed() {
        part("plant");
        part("hall");
        part("shelf");
        within("hall", "plant");
        within("shelf", "hall");
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> within("plant", "shelf"))
                .satisfies(refusal -> assertThat(refusal.problems().items())
                        .singleElement()
                        .satisfies(problem -> {
                            assertThat(problem.code()).isEqualTo("record.error.ring");
                            assertThat(problem.path()).isEqualTo("within");
                            assertThat(problem.arguments())
                                    .containsExactly("The within", "plant → shelf → hall → plant");
                        }));
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> within("hall", "hall"))
                .satisfies(refusal -> assertThat(
                                refusal.problems().items().getFirst().arguments())
                        .contains("hall → hall"));
    }

    @Test
    void linksThatAreChangedTogetherAreLookedAtTogether() {
        part("a");
        part("b");
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> gate.records()
                        .batch(
                                PART,
                                List.of(
                                        new Update(id("a"), null, values("within", RecordRef.to(id("b")))),
                                        new Update(id("b"), null, values("within", RecordRef.to(id("a"))))),
                                Via.SCREEN));
        within("b", "a");
        // Turned round in one go there is no ring.
        gate.records()
                .batch(
                        PART,
                        List.of(
                                new Update(id("b"), null, values("within", null)),
                                new Update(id("a"), null, values("within", RecordRef.to(id("b"))))),
                        Via.SCREEN);
    }
}
