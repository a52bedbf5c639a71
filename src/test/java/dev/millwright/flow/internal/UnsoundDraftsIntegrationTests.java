package dev.millwright.flow.internal;

import static dev.millwright.record.internal.Gate.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.expression.Expressions;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.SomeTypes;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import dev.millwright.testing.TestPeople;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Drafts that only a program writes, past every screen: planning a release says what is wrong with them, and where. */
class UnsoundDraftsIntegrationTests {

    private static Mill mill;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form(
                "request",
                field("name", "text"),
                field("amount", "decimal"),
                field("due", "date"),
                field("number", "integer", "{}", "required"),
                field("stage", "integer", "{}", "required", "1"),
                field("code", "code", "{}", "required")));
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    private static ObjectNode json(String config) {
        return mill.context.getBean(DefinitionCodec.class).read(config, ObjectNode.class);
    }

    private static NodeDefinition node(String type, String config) {
        return new NodeDefinition(
                Ids.next(), type, "", json(config.replace("FORM", mill.form.id().toString())), List.of());
    }

    private static FlowDefinition flow(String key, TriggerDefinition trigger, NodeDefinition... nodes) {
        return new FlowDefinition(
                Ids.next(), key, "Flow", mill.form.id(), trigger, List.of(nodes), FlowSettings.DEFAULT);
    }

    private static FlowDefinition begunBy(String trigger, String config) {
        return flow(
                "unsound",
                new TriggerDefinition(trigger, json(config)),
                mill.approve("Boss", Mill.by(TestPeople.DANA)));
    }

    private static FlowDefinition sound() {
        return flow(
                "sound",
                new TriggerDefinition("submitted", json("{}")),
                mill.approve("Boss", Mill.by(TestPeople.DANA)));
    }

    /** The problems of a draft, which is no trouble for a sound one about the same form. */
    private static Problems planned(FlowDefinition draft) {
        FlowDefinition sound = sound();
        PublishContext release = mill.planned(draft, sound);
        FlowKind kind = mill.context.getBean(FlowKind.class);
        assertThat(kind.validate(null, sound, release).items()).isEmpty();
        assertThat(kind.references(draft)).isNotNull();
        return kind.validate(null, draft, release);
    }

    private static FlowDesign withFailingTypes() {
        return new FlowDesign(
                SomeTypes.failingNodes(),
                SomeTypes.failingTriggers(),
                mill.context.getBean(DefinitionCodec.class),
                mill.context.getBean(Expressions.class),
                mill.context.getBean(FieldResolver.class),
                mill.context.getBean(Texts.class));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            approve        | {"step": {"people": [{"from": "role"}]}}                    | step.people | flow.error.sourceIncomplete
            fill           | {"step": {"people": [{"from": "department"}]}}              | step.people | flow.error.sourceIncomplete
            copy           | {"people": [{"from": "head", "path": null}]}                | people      | flow.error.sourceIncomplete
            notify         | {"text": "x", "people": [{"from": "field"}]}                | people      | flow.error.sourceIncomplete
            approve        | {"step": {"people": [{"from": "starter"}], "due": {"reminders": [{}]}}} |  | flow.error.unreadable
            set-fields     | {"values": {"amount": null}}                                | values      | flow.node.error.noValue
            create-records | {"content": {"form": "FORM", "values": {"name": null}}}     | content     | flow.node.error.noValue
            delete-records | {"which": {"form": "FORM", "match": {"name": null}}}        | which       | flow.node.error.noValue
            wait           | {"kind": "field", "field": "due", "days": 1000000000000000000} | days     | flow.error.settingBeyond
            wait           | {"kind": "field", "field": "name"}                          | field       | flow.error.noDate
            approve        | {"step": {"people": [{"from": "starter"}], "due": {"field": "amount"}}} | step.due | flow.error.noDate
            approve        | {"step": {"people": [{"from": "field", "path": "due"}]}}    | step.people | flow.error.noPerson
            notify         | {"text": "x", "people": [{"from": "field", "path": "amount"}]} | people   | flow.error.noPerson
            wait           | {"kind": "time", "span": {"amount": 100000, "unit": "DAYS", "working": true}} | span | flow.error.spanTooLong
            approve        | {"step": {"people": [{"from": "starter"}], "due": {"span": {"amount": 100000, "unit": "HOURS", "working": true}}}} | step.due | flow.error.spanTooLong
            approve        | {"step": {"people": [{"from": "starter"}], "policy": {"mode": "AT_LEAST", "atLeast": 150, "percent": true}}} | step.policy | flow.error.overAll
            approve        | {"step": {"people": [{"from": "people", "people": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]}], "policy": {"mode": "AT_LEAST", "atLeast": 5, "percent": false}}} | step.policy | flow.error.fewer
            wait           | {"kind": "never"}                                           | kind        | flow.error.settingUnknown
            """)
    void saysWhatIsWrongAtTheNode(String type, String config, String path, String code) {
        NodeDefinition node = node(type, config);
        FlowDefinition draft = flow("unsound", new TriggerDefinition("api", json("{}")), node);
        String place = node.id() + (path == null ? "" : "." + path);
        assertThat(planned(draft)).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo(place);
            assertThat(problem.code()).isEqualTo(code);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            date-field | {"field": "due", "days": 1000000000000000000} | trigger.days | flow.error.settingBeyond
            date-field | {"field": "due", "days": "soon"}              | trigger      | flow.error.unreadable
            date-field | {"field": "amount"}                           | trigger.field | flow.error.noDate
            date-field | {"field": "name"}                             | trigger.field | flow.error.noDate
            schedule   | {"days": "x"}                                 | trigger.days | flow.error.settingUnknown
            schedule   | {"days": ""}                                  | trigger.days | flow.error.settingUnknown
            schedule   | {"days": 5}                                   | trigger.days | flow.error.settingUnknown
            """)
    void saysWhatIsWrongWithTheTrigger(String type, String config, String path, String code) {
        assertThat(planned(begunBy(type, config))).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.code()).isEqualTo(code);
        });
    }

    @Test
    void rightsOfTheStartNameFieldsThatAreThere() {
        assertThat(startingWith(Map.of("price", FieldRight.READ, "name", FieldRight.READ)))
                .extracting(
                        Problem::code,
                        Problem::path,
                        problem -> problem.arguments().getFirst())
                .containsExactly(tuple("flow.error.fieldGone", "trigger.start", "price"));
    }

    @Test
    void whatHasToBeFilledIsNotShutAtTheStart() {
        for (FieldRight shut : List.of(FieldRight.READ, FieldRight.HIDDEN)) {
            assertThat(startingWith(Map.of("number", shut, "stage", shut, "code", shut, "name", FieldRight.REQUIRED)))
                    .extracting(
                            Problem::code,
                            Problem::path,
                            problem -> problem.arguments().getFirst())
                    .containsExactly(tuple("flow.error.startShut", "trigger.start", "The number"));
        }
    }

    @Test
    void onlyAFlowByWhichRecordsAreHandedInHasRightsOfTheStart() {
        FlowDefinition draft =
                begunBy("api", "{}").withSettings(FlowSettings.DEFAULT.withStart(Map.of("name", FieldRight.READ)));
        assertThat(planned(draft)).extracting(Problem::code).containsExactly("flow.error.startNotHandedIn");
    }

    private static Problems startingWith(Map<String, FieldRight> rights) {
        FlowDefinition draft = sound().withSettings(FlowSettings.DEFAULT.withStart(rights));
        return mill.context.getBean(FlowKind.class).validate(null, draft, mill.planned(draft));
    }

    @Test
    void namesTheFieldThatIsOfTheWrongKind() {
        assertThat(planned(begunBy("date-field", "{\"field\": \"amount\"}")))
                .singleElement()
                .satisfies(
                        problem -> assertThat(mill.context.getBean(Texts.class).text(Locale.ENGLISH, problem))
                                .contains("amount"));
    }

    @Test
    void refusesNamesWithSignsThatNobodySees() {
        NodeDefinition boss = mill.approve("Bo\u0001ss", Mill.by(TestPeople.DANA));
        BranchDefinition large = Mill.branch("amount > 1");
        BranchDefinition marked = new BranchDefinition(
                large.id(), "La\u0002rge", large.condition(), List.of(mill.approve("", Mill.by(TestPeople.DANA))));
        NodeDefinition fork = mill.branches("condition", marked, Mill.branch(""));
        FlowDefinition draft = new FlowDefinition(
                Ids.next(),
                "unsound",
                "Two\r\nlines",
                mill.form.id(),
                new TriggerDefinition("api", json("{}")),
                List.of(boss, fork),
                FlowSettings.DEFAULT);
        assertThat(planned(draft))
                .filteredOn(problem -> problem.code().equals("flow.error.labelSigns"))
                .extracting(Problem::path)
                .containsExactlyInAnyOrder("label", boss.id() + ".label", large.id() + ".label");
    }

    @Test
    void aTypeThatFailsKeepsNoOtherFromBeingSeenTo() {
        FlowDesign design = withFailingTypes();
        NodeDefinition node = new NodeDefinition(Ids.next(), "failing", "", json("{}"), List.of());
        FlowDefinition draft = flow("unsound", new TriggerDefinition("failing", json("{}")), node);
        assertThat(design.problems(null, draft, mill.planned(draft)))
                .extracting(Problem::code, Problem::path)
                .containsExactlyInAnyOrder(
                        tuple("flow.error.unreadable", "trigger"),
                        tuple("flow.error.unreadable", node.id().toString()));
        assertThat(design.whenOn(draft)).isEqualTo(Optional.empty());
        assertThat(design.needs(draft)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-5", "0", "100000", "9223372036854775807"})
    void namesASettingThatGoesTooFarAndHowFarItMayGo(long most) {
        NodeDefinition boss = mill.approve("Boss", Mill.by(TestPeople.DANA));
        NodeDefinition jump = node("jump", "{\"to\": \"%s\", \"most\": %d}".formatted(boss.id(), most));
        Problems problems = planned(flow("unsound", new TriggerDefinition("api", json("{}")), boss, jump));
        // That it always goes back is another matter.
        assertThat(problems)
                .filteredOn(problem -> !problem.code().equals("flow.error.alwaysBack"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo(jump.id() + ".most");
                    Texts texts = mill.context.getBean(Texts.class);
                    assertThat(texts.text(Locale.ENGLISH, problem))
                            .isEqualTo("“How often at most” is between 1 and 1,000.");
                    assertThat(texts.text(Locale.SIMPLIFIED_CHINESE, problem)).isEqualTo("“最多次数”应在 1 到 1,000 之间。");
                });
    }

    @Test
    void namesTheChoicesThereAre() {
        assertThat(planned(begunBy("schedule", "{\"days\": \"x\"}")))
                .singleElement()
                .satisfies(problem -> assertThat(
                                mill.context.getBean(Texts.class).text(Locale.SIMPLIFIED_CHINESE, problem))
                        .startsWith("“日期”只能是以下之一：每个工作日、每天、"));
    }

    @Test
    void namesATextThatIsTooLong() {
        NodeDefinition find =
                node("find-records", "{\"which\": {\"form\": \"FORM\"}, \"name\": \"%s\"}".formatted("x".repeat(41)));
        NodeDefinition tell =
                node("notify", "{\"people\": [{\"from\": \"starter\"}], \"text\": \"%s\"}".formatted("x".repeat(501)));
        assertThat(planned(flow("unsound", new TriggerDefinition("api", json("{}")), find, tell)))
                .extracting(Problem::path)
                .containsExactly(find.id() + ".name", tell.id() + ".text");
    }

    @Test
    void doesNotAskForWhatDoesNotCountAsThingsStand() {
        NodeDefinition wait = node(
                "wait",
                "{\"kind\": \"time\", \"span\": {\"amount\": 1, \"unit\": \"DAYS\", \"working\": false}, \"days\": 99999}");
        assertThat(planned(flow("unsound", new TriggerDefinition("api", json("{}")), wait)))
                .isEmpty();
    }
}
