package dev.millwright.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millwright.expression.Circumstances;
import dev.millwright.expression.Evaluator;
import dev.millwright.expression.ExpressionFunctions;
import dev.millwright.expression.Expressions;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.type.PlainFieldTypes;
import dev.millwright.form.FormRules.Settled;
import dev.millwright.form.RuleOutcome.Matter;
import dev.millwright.form.RuleOutcome.Overruled;
import dev.millwright.form.RuleOutcome.Said;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Severity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FormRulesTests {

    private static final FieldDefinition A = Gate.field("a", "integer");
    private static final FieldDefinition B = Gate.field("b", "integer");
    private static final FieldDefinition C = Gate.field("c", "text");

    private static final Evaluator NOW = new Evaluator(new Circumstances(Instant.EPOCH, ZoneOffset.UTC, "p", "P"));

    private static final FieldResolver RESOLVER =
            new FieldResolver(PlainFieldTypes.all(), new FormPartTypes(List.of()), new DefinitionCodec());

    private static FormRules rules(FormRule... rules) {
        FormDefinition form = Gate.form("thing", A, B, C).withRules(List.of(rules));
        Expressions expressions = new Expressions(new ExpressionFunctions(List.of()));
        return new AppFormulas(List.of(FormShape.of(form, RESOLVER)), expressions).rules(form.id());
    }

    private static FormRule rule(String name, String when, RuleAction... then) {
        return new FormRule(Ids.next(), name, true, when, List.of(then));
    }

    private static RuleOutcome outcome(FormRules rules, Map<String, @Nullable Object> values) {
        return rules.outcome(values::get, null, new Settled(Map.of(), List.of()), NOW, true);
    }

    private static List<String> codes(FormRules rules) {
        return rules.problems().stream().map(Problem::code).toList();
    }

    @Test
    void aTextThatIsNoOptionIsToldAndTheRuleStays() {
        FieldDefinition state = Gate.field("state", "choice", """
                {"options": [{"key": "sent", "label": "已发货", "colour": "green", "retired": false}]}""", "");
        FormDefinition form = Gate.form("thing", state, C)
                .withRules(List.of(
                        rule("Label", "state = \"已发货\"", new RuleAction.Hide(List.of(C.id()))),
                        rule("One of", "state in (\"sent\", \"gone\")", new RuleAction.Hide(List.of(C.id()))),
                        rule("Key", "state = \"sent\"", new RuleAction.Hide(List.of(C.id())))));
        FormRules rules = new AppFormulas(
                        List.of(FormShape.of(form, RESOLVER)), new Expressions(new ExpressionFunctions(List.of())))
                .rules(form.id());
        assertThat(rules.problems().stream())
                .extracting(
                        Problem::severity,
                        Problem::code,
                        problem -> problem.arguments().get(1))
                .containsExactly(
                        tuple(Severity.WARNING, "form.problem.noOption", "已发货"),
                        tuple(Severity.WARNING, "form.problem.noOption", "gone"));
        assertThat(rules.ready()).hasSize(3);
    }

    @Test
    void theLaterRuleWinsAndTheOtherIsNamed() {
        FormRules rules = rules(
                rule("Must", "", new RuleAction.Require(List.of(C.id()))),
                rule("May", "a > 1", new RuleAction.Free(List.of(C.id()))));
        assertThat(outcome(rules, Map.of("a", BigDecimal.ONE)).requires("c", false))
                .isTrue();
        RuleOutcome both = outcome(rules, Map.of("a", BigDecimal.TWO));
        assertThat(both.required()).containsEntry("c", new Said<>(false, "May"));
        assertThat(both.overruled()).containsExactly(new Overruled("c", Matter.REQUIRED, "May", "Must"));
    }

    @Test
    void whatARuleShowsIsHiddenUntilOneOfThemHolds() {
        FormRules rules = rules(
                rule("One", "a = 1", new RuleAction.Show(List.of(C.id()))),
                rule("Two", "b = 1", new RuleAction.Show(List.of(C.id()))));
        assertThat(outcome(rules, Map.of()).hides("c")).isTrue();
        assertThat(outcome(rules, Map.of("a", BigDecimal.ONE)).hides("c")).isFalse();
        assertThat(outcome(rules, Map.of("b", BigDecimal.ONE)).hides("c")).isFalse();
        assertThat(outcome(rules, Map.of("a", BigDecimal.ONE)).overruled()).isEmpty();
    }

    @Test
    void setsOnceAndInOrder() {
        FormRules rules = rules(
                rule("Copy", "a > 0", new RuleAction.Fill(B.id(), "a + 1")),
                rule("Say", "b > 1", new RuleAction.Fill(C.id(), "\"much\"")));
        Map<String, @Nullable Object> values = new HashMap<>(Map.of("a", BigDecimal.ONE));
        Settled settled = rules.settle(
                values::get,
                null,
                Set.of(),
                NOW,
                (key, value) -> values.put(key, value instanceof Long whole ? BigDecimal.valueOf(whole) : value));
        assertThat(settled.by()).containsEntry("b", "Copy").containsEntry("c", "Say");
        assertThat(values).containsEntry("c", "much");
    }

    @Test
    void saysWhatIsWrongWithARule() {
        assertThat(codes(rules(rule("R", "nothing = 1", new RuleAction.Lock(List.of(A.id()))))))
                .singleElement()
                .asString()
                .startsWith("expression.");
        assertThat(codes(rules(rule("R", "a", new RuleAction.Lock(List.of(A.id()))))))
                .containsExactly("expression.error.noCondition");
        assertThat(codes(rules(rule("R", "", new RuleAction.Lock(List.of(Ids.next()))))))
                .containsExactly("form.problem.ruleFieldGone");
        assertThat(codes(rules(rule("R", "", new RuleAction.Lock(List.of())))))
                .containsExactly("form.problem.ruleFieldMissing");
        assertThat(codes(rules(rule("R", "", new RuleAction.Fill(A.id(), "\"text\"")))))
                .containsExactly("form.problem.ruleType");
        assertThat(codes(rules(rule("R", "", new RuleAction.Refuse(null, " ")))))
                .containsExactly("form.problem.ruleMessageMissing");
        assertThat(codes(rules(rule("R", "")))).containsExactly("form.problem.ruleEmpty");
        assertThat(codes(rules(rule("", "", new RuleAction.Lock(List.of(A.id()))))))
                .containsExactly("form.problem.ruleNameMissing");
    }

    @Test
    void refusesRulesThatGoRoundInACircle() {
        FormRules rules = rules(
                rule("There", "", new RuleAction.Fill(B.id(), "a + 1")),
                rule("Back", "", new RuleAction.Fill(A.id(), "b + 1")));
        assertThat(codes(rules)).containsExactly("form.problem.ruleCycle");
        assertThat(rules.problems().items().getFirst().arguments().getLast())
                .asString()
                .contains("→");
        assertThat(codes(rules(rule("Once", "c != \"x\"", new RuleAction.Fill(C.id(), "\"x\"")))))
                .isEmpty();
    }

    @Test
    void survivesAsJsonAndOldFormsHaveNone() {
        FormRule rule = rule(
                "All",
                "a = 1",
                Stream.of(
                                new RuleAction.Show(List.of(A.id())),
                                new RuleAction.Fill(A.id(), "1"),
                                new RuleAction.Offer(C.id(), List.of("x")),
                                new RuleAction.Refuse(null, "No."),
                                new RuleAction.Warn(C.id(), "Mind."))
                        .toArray(RuleAction[]::new));
        FormDefinition form = Gate.form("thing", A, B, C).withRules(List.of(rule));
        DefinitionCodec codec = new DefinitionCodec();
        assertThat(codec.read(codec.write(form), FormDefinition.class)).isEqualTo(form);
        String old = codec.write(form).replaceFirst(",\"rules\":.*", "}");
        assertThat(codec.read(old, FormDefinition.class).rules()).isEmpty();
    }
}
