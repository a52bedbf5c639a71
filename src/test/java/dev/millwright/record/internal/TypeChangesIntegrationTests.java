package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.app.Action;
import dev.millwright.app.Rights;
import dev.millwright.app.spi.DefinitionKind.Question;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import dev.millwright.field.PersonRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.TypeChanges;
import dev.millwright.identity.Principal;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.InvalidException;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Values of a field that gets another type: carried over by what people read, asked about where they do not fit, back as they were. */
class TypeChangesIntegrationTests {

    private static final DefinitionCodec CODEC = new DefinitionCodec();
    private static final String COLOURS = """
        {"options": [{"key": "hong", "label": "红"}, {"key": "lv", "label": "绿"}]}\
        """;
    private static final String STATES = """
        {"options": [{"key": "zaiku", "label": "在库"}, {"key": "yichu", "label": "已出"}]}\
        """;
    private static final Rights DANAS =
            new Rights(List.of(Principal.person(TestPeople.DANA.id())), List.of(), List.of(), Map.of());

    private static final PersonRef SAM = new PersonRef(TestPeople.SAM.id(), TestPeople.SAM.name());

    private static Gate gate;

    @BeforeAll
    static void open() {
        gate = new Gate();
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @Test
    void textsBecomeOptionsAndOptionsTextsByWhatPeopleRead() {
        Sheet before = sheet("by_label", field("tx", "text"), field("st", "choice", STATES, ""));
        UUID red = before.create("tx", "红", "st", "zaiku");
        UUID green = before.create("tx", "绿", "st", "yichu");
        UUID blank = before.create("tx", "红 ");
        Sheet after = before.with("tx", "choice", COLOURS).with("st", "text", "{}");
        assertThat(after.questions(Map.of())).isEmpty();
        after.publish(Map.of());
        assertThat(after.all("tx")).containsExactly("hong", "lv", "hong");
        assertThat(after.all("st")).containsExactly("在库", "已出", null);
        assertThat(after.find("tx = \"hong\"")).containsExactlyInAnyOrder(red, blank);
        assertThat(after.find("st = \"已出\"")).containsExactly(green);

        after.update(green, "tx", "hong");
        before.publish(Map.of());
        assertThat(before.all("tx")).containsExactly("红", "红", before.first(blank));
        assertThat(before.all("st")).containsExactly("zaiku", "yichu", null);

        before.update(red, "tx", "绿");
        after.publish(Map.of());
        assertThat(after.all("tx")).containsExactly("lv", "hong", "hong");
    }

    @Test
    void anOptionThatRecordsHaveIsNotTakenWithoutAWord() {
        FieldDefinition state = field("st", "choice", STATES, "");
        FieldDefinition tags = field("tags", "multiple-choice", STATES, "");
        FormDefinition form = Gate.form("options", state, tags);
        gate.publish("options_gone", EnumSet.allOf(Action.class), form);
        FormRef options = Gate.ref("options_gone", "options");
        gate.records().create(options, values("st", "zaiku", "tags", List.of("yichu")), Via.API);
        gate.records().create(options, values("st", "zaiku", "tags", List.of("yichu", "zaiku")), Via.API);
        gate.records().create(options, values("st", "yichu"), Via.API);
        ObjectNode left =
                (ObjectNode) JsonMapper.shared().readTree("{\"options\": [{\"key\": \"yichu\", \"label\": \"已出\"}]}");
        FormDefinition without = form.withFields(one -> one.withConfig(left));
        assertThat(gate.changes("options_gone", Map.of(), without))
                .filteredOn(change -> change.code().equals("form.change.optionGone"))
                .extracting(change -> change.arguments())
                .containsExactly(List.of("The st", "在库", 2L, "zaiku"), List.of("The tags", "在库", 1L, "zaiku"));
    }

    @Test
    void whatDoesNotFitIsListedAndComesBackByGoingBack() {
        Sheet before = sheet("numbers", field("a", "text"), field("name", "text"));
        before.create("a", "7", "name", "one");
        before.create("a", "12.5", "name", "two");
        UUID odd = before.create("a", "about 3", "name", "three");
        before.create("name", "four");
        Sheet after = before.with("a", "decimal", "{\"digits\": 2}");
        Question question = after.questions(Map.of()).getFirst();
        assertThat(question.rows()).isEqualTo(1);
        assertThat(question.arguments()).contains(1L, 2L);
        assertThat(question.examples()).singleElement().satisfies(example -> {
            assertThat(example.record()).isEqualTo(odd);
            assertThat(example.value()).isEqualTo("about 3");
            assertThat(example.problem().code()).isEqualTo("field.error.number");
        });
        after.publish(Map.of(question.id(), ""));
        assertThat(after.all("a")).containsExactly(new BigDecimal("7.00"), new BigDecimal("12.50"), null, null);
        before.publish(Map.of());
        assertThat(before.all("a")).containsExactly("7", "12.5", "about 3", null);
    }

    @Test
    void aValueComesBackOverSeveralTypesAndAFormulaUnlessItWasChangedSince() {
        Sheet before = sheet("several", field("tx", "text"), field("b", "text"));
        UUID kept = before.create("tx", "mine", "b", "7");
        UUID changed = before.create("tx", "old", "b", "8");
        before.create("b", "9");
        UUID emptied = before.create("tx", "gone", "b", "10");
        Sheet worked = before.with(one -> one.key().equals("tx") ? one.withFormula("b") : one);
        worked.publish(Map.of());
        assertThat(worked.all("tx")).containsExactly("7", "8", "9", "10");
        Sheet number = before.with("tx", "integer", "{}");
        number.publish(Map.of());
        assertThat(number.all("tx")).containsExactly(7L, 8L, 9L, 10L);
        number.update(kept, "b", "another field");
        number.update(changed, "tx", 80L);
        number.update(emptied, "tx", null);
        before.publish(Map.of());
        assertThat(before.all("tx")).containsExactly("mine", "80", "9", null);
    }

    @Test
    void aCodeIsNotGivenTwiceThoughItsRecordLiesInTheBin() {
        Sheet before = sheet("coded", field("a", "text"));
        UUID thrown = before.create("a", "A-1");
        before.create("a", "A-1");
        gate.records().delete(before.ref(), thrown, null, Via.SCREEN);
        Sheet after = before.with("a", "code", CODEC.tree(code()).toString());
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> after.publish(Map.of()))
                .satisfies(refusal -> assertThat(refusal.problems().stream())
                        .anySatisfy(problem -> assertThat(problem.code()).isEqualTo("form.problem.recastSame")));
    }

    private static Object code() {
        return gate.context.getBean(FieldTypes.class).find("code").orElseThrow().defaultConfig();
    }

    @Test
    void whatDoesNotFitIsKeptInAFieldOfItsOwn() {
        Sheet before = sheet("aside", field("a", "text"));
        before.create("a", "7");
        before.create("a", "about 3");
        Sheet after = before.with("a", "integer", "{}");
        Question question = after.questions(Map.of()).getFirst();
        after.publish(Map.of(question.id(), "aside"));
        assertThat(after.all("a")).containsExactly(7L, null);
        assertThat(after.all("a_before")).containsExactly(null, "about 3");
    }

    @Test
    void theTextsThatAreThereBecomeTheOptionsByOneAnswer() {
        Sheet before = sheet("offered", field("a", "text"));
        before.create("a", "红");
        before.create("a", "绿");
        before.create("a", "绿");
        Sheet after = before.with("a", "choice", "{\"options\": [{\"key\": \"hong\", \"label\": \"红\"}]}");
        Question question = after.questions(Map.of()).getFirst();
        assertThat(question.rows()).isEqualTo(2);
        assertThat(question.choices())
                .anySatisfy(choice -> assertThat(choice.answer()).isEqualTo("options"));
        Map<String, String> answers = Map.of(question.id(), "options");
        assertThat(after.questions(answers).getFirst().rows()).isZero();
        after.publish(answers);
        assertThat(after.all("a")).containsExactly("hong", "lv", "lv");
    }

    @Test
    void valuesThatWouldBecomeTheSameAreRefusedWhereNoTwoMayBe() {
        Sheet before = sheet("alike", field("a", "text", "{}", "unique"));
        before.create("a", "1");
        before.create("a", "01");
        Sheet after = before.with("a", "integer", "{}");
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> after.publish(Map.of()))
                .satisfies(refusal -> assertThat(refusal.problems().stream())
                        .anySatisfy(problem -> assertThat(problem.code()).isEqualTo("form.problem.recastSame")));
        assertThat(before.all("a")).containsExactly("1", "01");
    }

    @Test
    void eachTypeThatAnotherOffersToBecomeCarriesItsValuesThereAndBack() {
        List<FieldType<?, ?>> types = gate.context.getBean(FieldTypes.class).all();
        List<String> tried = new ArrayList<>();
        for (FieldType<?, ?> from : types) {
            for (FieldType<?, ?> to : types) {
                if (!from.key().equals(to.key()) && offers(from, to)) {
                    thereAndBack(from, to, "pair_" + tried.size());
                    tried.add(from.key() + " " + to.key());
                }
            }
        }
        assertThat(tried)
                .contains("text choice", "choice text", "text decimal", "integer text", "text date", "person text");
    }

    private static <C> void thereAndBack(FieldType<C, ?> from, FieldType<?, ?> to, String key) {
        Optional<Object> sample = from.sample(defaults(from), Locale.ENGLISH).map(TypeChangesIntegrationTests::known);
        FieldDefinition field =
                field("a", from.key(), CODEC.tree(defaults(from)).toString(), "");
        Sheet before = sheet(key, field, field("b", "text"));
        boolean entered = from.generator(from.defaultConfig()).isEmpty();
        if (entered && sample.isPresent()) {
            before.create("a", sample.get());
        } else {
            before.create("b", "x");
        }
        List<@Nullable Object> values = before.all("a");
        Sheet after = before.with("a", to.key(), CODEC.tree(defaults(to)).toString());
        List<Question> questions = after.questions(Map.of());
        after.publish(
                questions.isEmpty() ? Map.of() : Map.of(questions.getFirst().id(), ""));
        after.all("a");
        before.publish(Map.of());
        assertThat(before.all("a"))
                .as("%s to %s and back", from.key(), to.key())
                .isEqualTo(values);
    }

    /** People of the samples are nobody here. */
    private static Object known(Object sample) {
        return switch (sample) {
            case PersonRef _ -> SAM;
            case List<?> people when people.getFirst() instanceof PersonRef -> List.of(SAM);
            default -> sample;
        };
    }

    /** What a new field begins with; one to choose from cannot be published without anything to choose. */
    private static <C> C defaults(FieldType<C, ?> type) {
        C config = type.defaultConfig();
        return type.validate(config).hasErrors()
                ? type.offering(config, List.of("One", "Two")).orElse(config)
                : config;
    }

    private static <C> boolean offers(FieldType<?, ?> from, FieldType<C, ?> to) {
        return TypeChanges.offers(to, defaults(to), from, defaults(from));
    }

    private static Sheet sheet(String key, FieldDefinition... fields) {
        Sheet sheet = new Sheet(key, Gate.form(key, fields));
        sheet.publish(Map.of());
        return sheet;
    }

    /** A form in an app of its own. */
    private record Sheet(String app, FormDefinition form) {

        FormRef ref() {
            return Gate.ref(app, form.key());
        }

        void publish(Map<String, String> answers) {
            gate.publish(app, DANAS, answers, form);
        }

        List<Question> questions(Map<String, String> answers) {
            return gate.questions(app, answers, form);
        }

        Sheet with(String key, String type, String config) {
            FieldDefinition[] fields = form.fields()
                    .map(field -> field.key().equals(key) ? retyped(field, type, config) : field)
                    .toArray(FieldDefinition[]::new);
            return new Sheet(app, Gate.form(form.id(), form.key(), null, null, List.of(), fields));
        }

        Sheet with(UnaryOperator<FieldDefinition> as) {
            FieldDefinition[] fields = form.fields().map(as).toArray(FieldDefinition[]::new);
            return new Sheet(app, Gate.form(form.id(), form.key(), null, null, List.of(), fields));
        }

        private static FieldDefinition retyped(FieldDefinition field, String type, String config) {
            return new FieldDefinition(
                    field.id(),
                    field.key(),
                    field.label(),
                    type,
                    (ObjectNode) JsonMapper.shared().readTree(config),
                    false,
                    field.unique(),
                    "",
                    "",
                    null);
        }

        UUID create(@Nullable Object... pairs) {
            return gate.records().create(ref(), values(pairs), Via.SCREEN).id();
        }

        void update(UUID id, String key, @Nullable Object value) {
            long version = gate.query().get(ref(), id).version();
            gate.records().update(ref(), id, version, values(key, value), Via.SCREEN);
        }

        /** What records hold in a field, in the order in which they were made. */
        List<@Nullable Object> all(String key) {
            List<@Nullable Object> values = new ArrayList<>();
            for (RecordData record :
                    gate.query().list(ListRequest.of(ref(), 50)).items().reversed()) {
                values.add(record.values().get(key));
            }
            return values;
        }

        @Nullable Object first(UUID id) {
            return gate.query().get(ref(), id).values().get("tx");
        }

        List<UUID> find(String filter) {
            return gate
                    .query()
                    .list(new ListRequest(
                            ref(), new Condition.Matches(filter), "", List.of(), Set.of(), 50, null, false))
                    .items()
                    .stream()
                    .map(RecordData::id)
                    .toList();
        }
    }
}
