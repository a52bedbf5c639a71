package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.millwright.app.Action;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.Via;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cases that departments are responsible for. */
class DepartmentsIntegrationTests {

    private static final FormRef CASE = ref("works", "case");

    private static Gate gate;

    @BeforeAll
    static void open() {
        gate = new Gate();
        gate.publish(
                "works",
                EnumSet.allOf(Action.class),
                form("case", field("name", "text"), field("owner", "department")));
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    private static Map<String, Object> create(String owner) {
        return gate.records()
                .create(CASE, values("name", "x", "owner", owner), Via.API)
                .values();
    }

    private static Problem refused(String owner) {
        Problem[] found = new Problem[1];
        assertThatThrownBy(() -> create(owner))
                .asInstanceOf(type(InvalidException.class))
                .satisfies(refusal -> found[0] = refusal.problems().items().getFirst());
        return found[0];
    }

    @Test
    void findsADepartmentByTheEndOfItsPath() {
        assertThat(create("/Production/Line 2")).containsEntry("owner", "/Production/Line 2");
        assertThat(create("/line 2")).containsEntry("owner", "/Production/Line 2");
        assertThat(create("/Assembly/Line 1")).containsEntry("owner", "/Assembly/Line 1");
    }

    @Test
    void refusesWhatNoDepartmentIsCalledAndWhatSeveralAre() {
        assertThat(refused("/Moon").code()).isEqualTo("record.error.departmentUnknown");
        assertThat(refused("/Line 1"))
                .isEqualTo(Problem.error(
                        "record.error.departmentAmbiguous",
                        "owner",
                        "Line 1",
                        2,
                        "/Assembly/Line 1, /Production/Line 1"));
    }

    @Test
    void findsADepartmentWithThoseBelowIt() {
        create("/Production");
        create("/Production/Line 2");
        create("/Assembly");
        Condition below = new Condition.Compare("owner", Operator.STARTS_WITH, List.of("/Production"));
        assertThat(gate.query().list(ListRequest.of(CASE, 50).and(below)).items())
                .isNotEmpty()
                .allSatisfy(record ->
                        assertThat(String.valueOf(record.values().get("owner"))).startsWith("/Production"));
    }
}
