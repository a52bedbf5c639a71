package dev.millwright.flow.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millwright.app.App;
import dev.millwright.app.spi.DefinitionKind.Change;
import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowInstance;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of runs under way when a release takes their form, or a field that they need. */
class LeavingFormsIntegrationTests {

    private static final FieldDefinition SUM = field("sum", "decimal");

    private Mill mill;
    private FlowKind kind;
    private FlowDefinition flow;

    @BeforeEach
    void open() {
        mill = new Mill(form("request", field("name", "text"), SUM));
        kind = mill.context.getBean(FlowKind.class);
        flow = mill.publish(mill.submitted(
                mill.approve("Look", Mill.by(TestPeople.MIA)),
                mill.node("set-fields", "Round", Map.of("values", Map.of("name", "TEXT(sum, \"0\")")))));
    }

    @AfterEach
    void close() {
        mill.close();
    }

    @Test
    void runsGoOnWithoutTheirFlow() {
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "One", "sum", 3);
        assertThat(kind.removal(flow, after(mill.form)))
                .extracting(Change::code, Change::arguments)
                .containsExactly(tuple("flow.change.running.goOn.now", List.of(1L)));
        remove(mill.form);
        mill.yes(TestPeople.MIA, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void runsAreCancelledWithTheirFormWhichIsToldBefore() {
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "One", "sum", 3);
        assertThat(kind.removal(flow, after(null)))
                .extracting(Change::code)
                .containsExactly("flow.change.running.end.now");
        remove(null);
        assertThat(mill.todo(TestPeople.MIA)).isEmpty();
        assertThat(mill.outcome(run)).isEqualTo("cancelled");
    }

    @Test
    void nothingIsToldWhereNothingIsUnderWay() {
        assertThat(kind.removal(flow, after(null))).isEmpty();
    }

    @Test
    void aFieldThatOlderRunsStillNeedIsNamedBeforeItGoes() {
        mill.submit(TestPeople.SAM, "name", "One", "sum", 3);
        FormDefinition without = mill.form.shown(
                field -> Optional.of(field).filter(one -> !one.key().equals("sum")));
        FlowDefinition shorter = flow.withNodes(List.of(flow.nodes().getFirst()));
        assertThat(kind.validate(flow, shorter, after(without)).items())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("flow.error.olderRuns");
                    assertThat(problem.arguments()).last().asString().contains("sum");
                });
        assertThat(kind.validate(flow, shorter, after(mill.form)).items())
                .extracting(Problem::code)
                .isEmpty();
    }

    private void remove(@Nullable FormDefinition form) {
        mill.gate.transaction().executeWithoutResult(_ -> kind.remove(flow, after(form)));
    }

    /** A release after which the form is this one, or none. */
    private PublishContext after(@Nullable FormDefinition form) {
        PublishContext before = mill.release();
        return new PublishContext() {
            @Override
            public App app() {
                return before.app();
            }

            @Override
            public <R> Optional<Found<R>> find(String kind, UUID id, Class<R> type) {
                return kind.equals(FormDefinition.KIND) && id.equals(mill.form.id())
                        ? Optional.ofNullable(form).map(one -> new Found<>(app(), type.cast(one)))
                        : before.find(kind, id, type);
            }

            @Override
            public <R> List<R> siblings(String kind, Class<R> type) {
                return kind.equals(FormDefinition.KIND)
                        ? Optional.ofNullable(form).stream().map(type::cast).toList()
                        : before.siblings(kind, type);
            }

            @Override
            public Optional<String> answer(String question) {
                return before.answer(question);
            }
        };
    }
}
