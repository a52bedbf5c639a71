package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.millwright.app.Action;
import dev.millwright.app.Rights;
import dev.millwright.field.PersonRef;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.Aggregates;
import dev.millwright.record.Asker;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Visits by several people for several departments. */
class SeveralPeopleIntegrationTests {

    private static final FormRef VISIT = ref("visits", "visit");
    private static final PersonRef SAM = person(TestPeople.SAM);
    private static final PersonRef MIA = person(TestPeople.MIA);
    private static final PersonRef DANA = person(TestPeople.DANA);

    private static final Principal STAFF = Principal.role(Role.STAFF);
    private static final Principal MANAGERS = Principal.role(Role.MANAGER);

    private static Gate gate;

    private static PersonRef person(Person person) {
        return new PersonRef(person.id(), person.name());
    }

    @BeforeAll
    static void open() {
        gate = new Gate();
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @BeforeEach
    void publish() {
        Rights rights = new Rights(
                List.of(Principal.person(TestPeople.DANA.id())),
                List.of(),
                List.of(STAFF, MANAGERS),
                Map.of(
                        STAFF,
                        Map.of(Rights.ANY_FORM, EnumSet.allOf(Action.class)),
                        MANAGERS,
                        Map.of(Rights.ANY_FORM, EnumSet.allOf(Action.class))));
        gate.publish(
                "visits",
                rights,
                form(
                        "visit",
                        field("name", "text"),
                        field("lead", "person"),
                        field("guests", "people"),
                        field("hosts", "departments"),
                        field("owner", "department")));
        gate.query()
                .list(ListRequest.of(VISIT, 100))
                .items()
                .forEach(record -> gate.records().delete(VISIT, record.id(), record.version(), Via.API));
    }

    @AfterEach
    void comeBack() {
        Gate.LEFT.clear();
    }

    private static RecordData create(Object... values) {
        return gate.records().create(VISIT, values(values), Via.API);
    }

    private static Problem refused(Object... values) {
        Problem[] found = new Problem[1];
        assertThatThrownBy(() -> create(values))
                .asInstanceOf(type(InvalidException.class))
                .satisfies(refusal -> found[0] = refusal.problems().items().getFirst());
        return found[0];
    }

    private static List<String> found(Condition condition) {
        return gate.query().list(ListRequest.of(VISIT, 50).and(condition)).items().stream()
                .map(record -> String.valueOf(record.values().get("name")))
                .sorted()
                .toList();
    }

    private static List<String> found(String field, Operator operator, Object... wanted) {
        return found(new Condition.Compare(field, operator, List.of(wanted)));
    }

    private static List<String> found(String expression) {
        return found(new Condition.Matches(expression));
    }

    @Test
    void findsPeopleByIdAndNameOnceEach() {
        RecordData visit = create(
                "guests",
                List.of(
                        new PersonRef(null, "mia@example.com"),
                        new PersonRef("sam-id", ""),
                        new PersonRef(null, "Sam Staff")),
                "hosts",
                List.of("/line 2", "/Assembly", "/Production/Line 2"));
        assertThat(visit.values())
                .containsEntry("guests", List.of(MIA, SAM))
                .containsEntry("hosts", List.of("/Production/Line 2", "/Assembly"));
        assertThat(gate.query().get(VISIT, visit.id()).values()).containsEntry("guests", List.of(MIA, SAM));
    }

    @Test
    void tellsWhoIsUnknownOrAmbiguous() {
        assertThat(refused("guests", List.of(SAM, new PersonRef(null, "Nobody"))))
                .isEqualTo(Problem.error("record.error.personUnknown", "guests", "Nobody", 0));
        assertThat(refused("guests", List.of(new PersonRef(null, "twins"))))
                .isEqualTo(Problem.error("record.error.personAmbiguous", "guests", "twins", 2));
        assertThat(refused("hosts", List.of("/Assembly", "/Line 1")).code())
                .isEqualTo("record.error.departmentAmbiguous");
    }

    @Test
    void keepsThoseWhoLeaveAndTakesNoMoreOfThem() {
        RecordData visit = create("name", "a", "guests", List.of(SAM, MIA), "lead", SAM);
        Gate.LEFT.add(TestPeople.SAM.id());
        RecordData changed = gate.records()
                .update(
                        VISIT,
                        visit.id(),
                        visit.version(),
                        values("guests", List.of(SAM, DANA), "lead", SAM, "name", "b"),
                        Via.API);
        assertThat(changed.values()).containsEntry("guests", List.of(SAM, DANA)).containsEntry("lead", SAM);
        assertThat(refused("guests", List.of(SAM)))
                .isEqualTo(Problem.error("record.error.personLeft", "guests", SAM.name()));
        assertThat(refused("lead", new PersonRef(null, "Sam Staff")).code()).isEqualTo("record.error.personLeft");
    }

    @Test
    void filtersByAnyAllAndNone() {
        create("name", "both", "guests", List.of(SAM, MIA));
        create("name", "sam", "guests", List.of(SAM));
        create("name", "none");
        assertThat(found("guests", Operator.IN, SAM, DANA)).containsExactly("both", "sam");
        assertThat(found("guests", Operator.IN, "Mia Manager")).containsExactly("both");
        assertThat(found("guests", Operator.CONTAINS, List.of(SAM, MIA))).containsExactly("both");
        assertThat(found(new Condition.Not(new Condition.Compare("guests", Operator.IN, List.of(MIA)))))
                .containsExactly("none", "sam");
        assertThat(found("guests", Operator.EMPTY)).containsExactly("none");
        assertThat(found("guests = \"Mia Manager\"")).containsExactly("both");
        assertThat(found("CONTAINS(guests, \"sam-id\")")).containsExactly("both", "sam");
        assertThat(found("not(guests = lead)")).isEmpty();
    }

    @Test
    void meansWhoeverLooks() {
        create("name", "sams", "guests", List.of(SAM, DANA), "lead", SAM);
        create("name", "mias", "guests", List.of(MIA), "lead", MIA);
        Condition mine = new Condition.Compare("guests", Operator.IN, List.of(Asker.ME));
        assertThat(Gate.as(TestPeople.SAM, () -> found(mine))).containsExactly("sams");
        assertThat(Gate.as(TestPeople.MIA, () -> found(mine))).containsExactly("mias");
        assertThat(found(mine)).containsExactly("sams");
        Condition lead = new Condition.Compare("lead", Operator.EQ, List.of(Asker.ME));
        assertThat(Gate.as(TestPeople.MIA, () -> found(lead))).containsExactly("mias");
        assertThat(found(lead)).isEmpty();
        assertThat(Gate.as(TestPeople.SAM, () -> found("lead", Operator.NE, Asker.ME)))
                .containsExactly("mias");
        assertThat(Gate.as(TestPeople.MIA, () -> found("guests = ME()"))).containsExactly("mias");
    }

    @Test
    void meansTheDepartmentsOfWhoeverLooks() {
        create("name", "line", "hosts", List.of("/Production/Line 1", "/Assembly"), "owner", "/Production/Line 1");
        create("name", "whole", "hosts", List.of("/Production"), "owner", "/Production");
        Condition hosts = new Condition.Compare("hosts", Operator.IN, List.of(Asker.MY_DEPARTMENTS));
        Condition owner = new Condition.Compare("owner", Operator.EQ, List.of(Asker.MY_DEPARTMENTS));
        Condition below = new Condition.Compare("owner", Operator.STARTS_WITH, List.of(Asker.MY_DEPARTMENTS));
        assertThat(Gate.as(TestPeople.SAM, () -> found(hosts))).containsExactly("line");
        assertThat(Gate.as(TestPeople.MIA, () -> found(owner))).containsExactly("whole");
        assertThat(Gate.as(TestPeople.MIA, () -> found(below))).containsExactly("line", "whole");
        assertThat(found(hosts)).isEmpty();
    }

    @Test
    void groupsByEachPerson() {
        create("guests", List.of(SAM, MIA));
        create("guests", List.of(SAM));
        create("name", "none");
        var rows = gate.query()
                .aggregate(new AggregateRequest(
                        VISIT,
                        Condition.ALL,
                        "",
                        List.of(AggregateRequest.Group.by("guests")),
                        List.of(new AggregateRequest.Measure(AggregateRequest.Function.COUNT, null)),
                        List.of(),
                        100))
                .rows();
        assertThat(rows)
                .extracting(Aggregates.Row::groups, Aggregates.Row::measures)
                .containsExactlyInAnyOrder(
                        tuple(List.of(SAM), List.of(2L)),
                        tuple(List.of(MIA), List.of(1L)),
                        tuple(Collections.singletonList(null), List.of(1L)));
    }

    @Test
    void onePersonBecomesSeveralAndBack() {
        var before = form("change", field("name", "text"), field("who", "person"), field("place", "department"));
        gate.publish("change", EnumSet.allOf(Action.class), before);
        FormRef ref = ref("change", "change");
        RecordData record = gate.records().create(ref, values("who", SAM, "place", "/Assembly"), Via.API);
        var after = before.withFields(one -> switch (one.key()) {
            case "who" -> one.withType("people", one.config());
            case "place" -> one.withType("departments", one.config());
            default -> one;
        });
        assertThat(gate.questions("change", Map.of(), after)).isEmpty();
        gate.publish("change", EnumSet.allOf(Action.class), after);
        RecordData now = gate.query().get(ref, record.id());
        assertThat(now.values()).containsEntry("who", List.of(SAM)).containsEntry("place", List.of("/Assembly"));
        gate.records().create(ref, values("who", List.of(SAM, MIA)), Via.API);
        assertThat(gate.questions("change", Map.of(), before)).singleElement().satisfies(question -> {
            assertThat(question.rows()).isEqualTo(1);
            assertThat(question.examples().getFirst().value()).isEqualTo("Sam Staff, Mia Manager");
        });
    }
}
