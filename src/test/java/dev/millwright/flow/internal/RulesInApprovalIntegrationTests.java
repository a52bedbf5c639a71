package dev.millwright.flow.internal;

import static dev.millwright.record.internal.Gate.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.millwright.app.Action;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.Deadline.Act;
import dev.millwright.flow.Deadline.Counted;
import dev.millwright.flow.Deadline.Escalation;
import dev.millwright.flow.Deadline.Span;
import dev.millwright.flow.Deadline.Unit;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.FlowSettings.SamePerson;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.PeopleStep.Nobody;
import dev.millwright.flow.PeopleStep.StarterRule;
import dev.millwright.flow.RulesChangedException;
import dev.millwright.flow.TaskAction;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormRule;
import dev.millwright.form.RuleAction;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the rules of a form say counts when a record is handed in and whenever somebody agrees to it. */
class RulesInApprovalIntegrationTests {

    private static final FormRef REQUEST = Gate.ref(Mill.APP, "request");
    private static final Person SAM = TestPeople.SAM;

    private static final FieldDefinition NAME = field("name", "text");
    private static final FieldDefinition AMOUNT = field("amount", "decimal");
    private static final FieldDefinition NEED = field("need", "text", "{}", "required");
    private static final FieldDefinition NOTE = field("note", "text");

    private static Mill mill;
    private static Person ann;
    private static Person bob;

    @BeforeAll
    static void start() {
        mill = Mill.inTime(Gate.form("request", NAME, AMOUNT, NEED, NOTE));
        ann = mill.staff.hire("Ann");
        bob = mill.staff.hire("Bob");
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    @BeforeEach
    void withoutRules() {
        rules();
    }

    private static void rules(FormRule... rules) {
        mill.gate.publish(
                Mill.APP, Set.of(Action.SEE, Action.CREATE, Action.CHANGE), mill.form.withRules(List.of(rules)));
    }

    private static FormRule rule(String when, RuleAction then) {
        return new FormRule(Ids.next(), "The rule", true, when, List.of(then));
    }

    private static FormRule refuseMuch() {
        return rule("amount > 100", new RuleAction.Refuse(AMOUNT.id(), "Too much"));
    }

    private static RuleAction hide(FieldDefinition field) {
        return new RuleAction.Hide(List.of(field.id()));
    }

    private static BigDecimal of(int amount) {
        return BigDecimal.valueOf(amount);
    }

    private static FlowInstance submit(UUID record) {
        return Mill.as(SAM, () -> mill.runs().submit(REQUEST, record, null, Map.of()));
    }

    private static List<Problem> refused(Supplier<?> work) {
        return Objects.requireNonNull(catchThrowableOfType(InvalidException.class, work::get))
                .problems()
                .items();
    }

    private static TaskAction yes() {
        return new TaskAction.Approve("", Map.of(), List.of());
    }

    @Test
    void whatARuleHidesOrFreesIsNotDemandedOfWhoHandsItIn() {
        rules(
                rule("amount < 10", new RuleAction.Hide(List.of(NEED.id(), NOTE.id()))),
                rule("amount > 50", new RuleAction.Free(List.of(NEED.id()))));
        mill.publish(mill.submitted(
                FlowSettings.DEFAULT.withStart(Map.of("note", FieldRight.REQUIRED)),
                mill.approve("Head", Mill.by(ann))));
        UUID hidden = mill.create(SAM, "name", "Drill", "amount", of(5));
        UUID free = mill.create(SAM, "name", "Press", "amount", of(60));
        FlowInstance run = submit(hidden);
        mill.act(ann, run, yes());
        assertThat(mill.outcome(run)).isEqualTo("accepted");
        assertThat(refused(() -> submit(free))).extracting(Problem::path).containsExactly("note");
    }

    @Test
    void whatARuleRequiresOrRefusesIsToldToWhoHandsItIn() {
        UUID record = mill.create(SAM, "name", "Drill", "amount", of(500), "need", "Holes");
        rules(refuseMuch(), rule("amount > 100", new RuleAction.Require(List.of(NOTE.id()))));
        mill.publish(mill.submitted(mill.approve("Head", Mill.by(ann))));
        assertThat(refused(() -> submit(record)))
                .extracting(Problem::code, Problem::path)
                .containsExactlyInAnyOrder(
                        tuple("record.error.required", "note"), tuple("record.error.refusedByRule", "amount"));
    }

    @Test
    void aStepDemandsNothingThatARuleHides() {
        rules(rule("amount < 10", hide(NOTE)));
        mill.publish(mill.submitted(
                mill.approve("Head", Mill.by(ann).withFields(Map.of("note", FieldRight.REQUIRED)))));
        FlowInstance small = mill.submit(SAM, "name", "Drill", "amount", of(5), "need", "Holes");
        FlowInstance large = mill.submit(SAM, "name", "Press", "amount", of(50), "need", "Holes");
        mill.act(ann, small, yes());
        assertThat(mill.outcome(small)).isEqualTo("accepted");
        assertThat(refused(() -> {
                    mill.act(ann, large, yes());
                    return large;
                }))
                .extracting(Problem::path)
                .containsExactly("note");
    }

    @Test
    void aStepDemandsWhatARuleRequiresOfTheFieldsThatItOpens() {
        mill.publish(mill.submitted(
                mill.approve("Head", Mill.by(ann).withFields(Map.of("note", FieldRight.EDIT))),
                mill.approve("Other", Mill.by(bob))));
        FlowInstance run = mill.submit(SAM, "name", "Drill", "amount", of(500), "need", "Holes");
        rules(rule("amount > 100", new RuleAction.Require(List.of(NOTE.id()))));
        assertThat(refused(() -> {
                    mill.act(ann, run, yes());
                    return run;
                }))
                .extracting(Problem::code, Problem::path)
                .containsExactly(tuple("record.error.required", "note"));
        mill.yes(ann, run, "note", "By air");
        mill.act(bob, run, yes());
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void nobodyAgreesToWhatARuleRefusesByNow() {
        mill.publish(mill.submitted(mill.approve("Head", Mill.by(ann)), mill.approve("Other", Mill.by(bob))));
        FlowInstance run = mill.submit(SAM, "name", "Drill", "amount", of(500), "need", "Holes");
        rules(refuseMuch());
        assertThatExceptionOfType(RulesChangedException.class)
                .isThrownBy(() -> mill.act(ann, run, yes()))
                .satisfies(e -> assertThat(e.mayStay()).isFalse())
                .satisfies(e -> assertThat(e.problems().items())
                        .extracting(Problem::path)
                        .containsExactly("amount"));
        rules();
        mill.act(ann, run, yes());
        rules(refuseMuch());
        assertThatExceptionOfType(RulesChangedException.class).isThrownBy(() -> mill.act(bob, run, yes()));
        assertThat(mill.outcome(run)).isNull();
    }

    @Test
    void theLastYesSaysWhatItMayNotFillIn() {
        mill.publish(mill.submitted(
                mill.approve("Head", Mill.by(ann)),
                mill.approve("Other", Mill.by(bob).withFields(Map.of("note", FieldRight.HIDDEN)))));
        FlowInstance run = mill.submit(SAM, "name", "Drill", "amount", of(500), "need", "Holes");
        mill.act(ann, run, yes());
        rules(rule("amount > 100", new RuleAction.Require(List.of(NOTE.id()))));
        assertThat(refused(() -> {
                    mill.act(bob, run, yes());
                    return run;
                }))
                .extracting(Problem::code, Problem::path)
                .containsExactly(tuple("record.error.requiredHidden.change", ""));
    }

    @Test
    void itIsToldOnceThatARecordStaysAsItWas() {
        mill.publish(mill.submitted(FlowSettings.DEFAULT.withAsItWas(true), mill.approve("Head", Mill.by(ann))));
        FlowInstance run = mill.submit(SAM, "name", "Drill", "amount", of(500), "need", "Holes");
        rules(refuseMuch());
        mill.act(ann, run, new TaskAction.Approve("", Map.of(), List.of(), true));
        assertThat(mill.outcome(run)).isEqualTo("accepted");
        assertThat(mill.timeline(run).stream().map(mill::words).filter(words -> words.startsWith("Left as it was")))
                .hasSize(1);
    }

    @Test
    void nothingPassesByItselfWhileSomethingThatIsDemandedIsMissing() {
        mill.publish(mill.submitted(
                FlowSettings.DEFAULT.withSamePerson(SamePerson.ONCE),
                mill.approve("Head", Mill.by(ann)),
                mill.approve("Again", Mill.by(ann).withFields(Map.of("note", FieldRight.REQUIRED)))));
        FlowInstance lacking = mill.submit(SAM, "name", "Drill", "amount", of(5), "need", "Holes");
        FlowInstance whole = mill.submit(SAM, "name", "Press", "amount", of(5), "need", "Holes", "note", "By air");
        mill.act(ann, lacking, yes());
        assertThat(mill.has(ann, lacking)).isTrue();
        assertThat(mill.timeline(lacking).stream().map(mill::words))
                .anySatisfy(words -> assertThat(words)
                        .startsWith("Ann is asked, although this would pass for them: ")
                        .contains("The note"));
        mill.yes(ann, lacking, "note", "By rail");
        assertThat(mill.outcome(lacking)).isEqualTo("accepted");
        mill.act(ann, whole, yes());
        assertThat(mill.outcome(whole)).isEqualTo("accepted");
    }

    @Test
    void whoStartedItIsAskedForWhatIsMissing() {
        mill.publish(mill.submitted(mill.approve(
                "Own",
                Mill.byStarter().withStarter(StarterRule.PASS).withFields(Map.of("note", FieldRight.REQUIRED)))));
        FlowInstance run = mill.submit(SAM, "name", "Drill", "amount", of(5), "need", "Holes");
        assertThat(mill.has(SAM, run)).isTrue();
        mill.yes(SAM, run, "note", "By air");
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void theOwnersAreAskedForWhatIsMissingWhereNobodyWasFound() {
        mill.publish(mill.submitted(mill.approve(
                "Head",
                PeopleStep.EMPTY
                        .withPeople(List.of(new PeopleSource.StarterHead(1)))
                        .withNobody(Nobody.PASS)
                        .withFields(Map.of("note", FieldRight.REQUIRED)))));
        FlowInstance run = mill.submit(SAM, "name", "Drill", "amount", of(5), "need", "Holes");
        assertThat(mill.has(TestPeople.DANA, run)).isTrue();
        assertThat(mill.outcome(mill.submit(SAM, "name", "Press", "need", "Holes", "note", "By air")))
                .isEqualTo("accepted");
    }

    @Test
    void timeThatIsUpPassesNoStepThatDemandsSomething() {
        Deadline due = new Deadline(
                new Span(1, Unit.DAYS, false),
                "",
                List.of(),
                List.of(new Escalation(new Span(1, Unit.DAYS, false), Counted.AFTER_START, Act.APPROVE, List.of())));
        mill.publish(mill.submitted(mill.fill(
                "Head",
                Mill.by(ann).withFields(Map.of("note", FieldRight.REQUIRED)).withDue(due))));
        FlowInstance run = mill.submit(SAM, "name", "Drill", "amount", of(5), "need", "Holes");
        comes(run);
        assertThat(mill.outcome(run)).isNull();
        assertThat(mill.timeline(run))
                .anySatisfy(entry -> assertThat(mill.words(entry)).startsWith("Time is up, but it cannot pass: "));
        rules(rule("amount < 10", hide(NOTE)));
        comes(run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    private static void comes(FlowInstance run) {
        Step open = mill.context.getBean(RunStore.class).openSteps(run.id()).getFirst();
        mill.course()
                .timer(
                        run.id(),
                        open.id,
                        (turn, step) ->
                                mill.context.getBean(WorkingDeadlines.class).due(turn, step, "escalate 0"));
    }

    @Test
    void valuesThatNeedWhatOthersFillInAreRefusedInWordsOfAChange() {
        rules(rule("amount > 100", new RuleAction.Require(List.of(NOTE.id()))));
        mill.publish(mill.submitted(
                mill.approve(
                        "Hidden",
                        Mill.by(ann).withFields(Map.of("amount", FieldRight.EDIT, "note", FieldRight.HIDDEN))),
                mill.approve("Read", Mill.by(bob).withFields(Map.of("amount", FieldRight.EDIT)))));
        FlowInstance run = mill.submit(SAM, "name", "Drill", "amount", of(5), "need", "Holes");
        assertThat(refused(() -> {
                    mill.yes(ann, run, "amount", of(500));
                    return run;
                }))
                .extracting(Problem::code, Problem::path)
                .containsExactly(tuple("record.error.requiredHidden.change", ""));
        mill.act(ann, run, yes());
        assertThat(refused(() -> {
                    mill.yes(bob, run, "amount", of(500));
                    return run;
                }))
                .extracting(Problem::code, Problem::path)
                .containsExactly(tuple("record.error.requiredClosed", "note"));
    }
}
