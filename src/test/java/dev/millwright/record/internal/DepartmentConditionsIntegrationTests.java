package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.app.Action;
import dev.millwright.app.Limit;
import dev.millwright.app.Rights;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RowConditions;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.testing.TestPeople;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lines of the matrix that reach the records of one's own departments. */
class DepartmentConditionsIntegrationTests {

    private static final FormRef TOOL = ref("store", "tool");
    private static final FormRef LOAN = ref("store", "loan");
    private static final Principal STAFF = Principal.role(Role.STAFF);
    private static final Principal MANAGERS = Principal.role(Role.MANAGER);
    private static final FieldDefinition NAME = field("name", "text");
    private static final FormDefinition TOOLS = form(
            Ids.next(),
            "tool",
            NAME.id(),
            null,
            List.of(),
            NAME,
            field("department", "department"),
            field("users", "departments"));

    private static Gate gate;

    @BeforeAll
    static void publish() {
        gate = new Gate();
        gate.publish(
                "store",
                EnumSet.allOf(Action.class),
                TOOLS,
                form(
                        "loan",
                        field("note", "text"),
                        field("tool", "link", "{\"form\": \"%s\"}".formatted(TOOLS.id()), "")));
        tool("hall", "/Production", List.of("/Production"));
        tool("line", "/Production/Line 1", List.of("/Assembly", "/Production/Line 1"));
        tool("desk", "/Assembly", List.of("/Assembly"));
        gate.records().create(TOOL, values("name", "lost"), Via.API);
    }

    private static void tool(String name, String department, List<String> users) {
        RecordData made =
                gate.records().create(TOOL, values("name", name, "department", department, "users", users), Via.API);
        gate.records().create(LOAN, values("note", name, "tool", RecordRef.to(made.id())), Via.API);
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    private static List<String> seen(Person person, FormRef form, String condition) {
        Limit limit = Limit.NONE.with(Action.SEE, condition);
        Map<String, java.util.Set<Action>> all =
                Map.of("tool", EnumSet.allOf(Action.class), "loan", EnumSet.allOf(Action.class));
        gate.share(
                "store",
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(STAFF, MANAGERS),
                        Map.of(STAFF, all, MANAGERS, all),
                        Map.of(STAFF, Map.of(form.form(), limit), MANAGERS, Map.of(form.form(), limit))));
        return Gate.as(
                person,
                () -> gate.query().list(ListRequest.of(form, 50)).items().stream()
                        .map(record -> String.valueOf(record.values().get(form.equals(TOOL) ? "name" : "note")))
                        .sorted()
                        .toList());
    }

    @Test
    void theirOwnAndWhatLiesBelow() {
        assertThat(seen(TestPeople.SAM, TOOL, "ISMYDEPARTMENT(department)")).containsExactly("line");
        assertThat(seen(TestPeople.MIA, TOOL, "ISMYDEPARTMENT(department)")).containsExactly("hall");
        assertThat(seen(TestPeople.SAM, TOOL, "UNDERMYDEPARTMENT(department)")).containsExactly("line");
        assertThat(seen(TestPeople.MIA, TOOL, "UNDERMYDEPARTMENT(department)")).containsExactly("hall", "line");
    }

    @Test
    void oneOfSeveral() {
        assertThat(seen(TestPeople.SAM, TOOL, "ISMYDEPARTMENT(users)")).containsExactly("line");
        assertThat(seen(TestPeople.MIA, TOOL, "UNDERMYDEPARTMENT(users)")).containsExactly("hall", "line");
    }

    @Test
    void behindALink() {
        assertThat(seen(TestPeople.SAM, LOAN, "ISMYDEPARTMENT(tool.department)"))
                .containsExactly("line");
        assertThat(seen(TestPeople.MIA, LOAN, "UNDERMYDEPARTMENT(tool.department)"))
                .containsExactly("hall", "line");
        assertThat(seen(TestPeople.MIA, LOAN, "UNDERMYDEPARTMENT(tool.users)")).containsExactly("hall", "line");
    }

    @Test
    void togetherWithOthersAndTheOtherWayAbout() {
        assertThat(seen(TestPeople.SAM, TOOL, "ISMYDEPARTMENT(department) or name = \"desk\""))
                .containsExactly("desk", "line");
        assertThat(seen(TestPeople.SAM, TOOL, "not ISMYDEPARTMENT(department)"))
                .containsExactly("desk", "hall", "lost");
        assertThat(seen(TestPeople.SAM, TOOL, "not UNDERMYDEPARTMENT(department)"))
                .containsExactly("desk", "hall", "lost");
    }

    @Test
    void nobodyWritesOutOfTheirDepartment() {
        assertThat(seen(TestPeople.SAM, TOOL, "UNDERMYDEPARTMENT(department)")).hasSize(1);
        assertThatThrownBy(() -> Gate.run(
                        TestPeople.SAM,
                        () -> gate.records().create(TOOL, values("name", "x", "department", "/Assembly"), Via.API)))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void theCountIsThatOfWhoeverIsMeant() {
        RowConditions conditions = gate.context.getBean(RowConditions.class);
        String condition = "UNDERMYDEPARTMENT(department)";
        assertThat(conditions.check(TOOL, condition).hasErrors()).isFalse();
        assertThat(conditions.count(TOOL, condition, TestPeople.MIA).value()).isEqualTo(2);
        assertThat(conditions.count(TOOL, condition, TestPeople.SAM).value()).isEqualTo(1);
        assertThat(conditions.count(TOOL, condition, TestPeople.DANA).value()).isZero();
        assertThat(conditions.subjects(LOAN))
                .filteredOn(RowConditions.Subject::department)
                .extracting(RowConditions.Subject::key)
                .containsExactly("tool.department", "tool.users");
    }
}
