package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.app.App;
import dev.millwright.expression.ExpressionFunctions;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.WorkDays;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import dev.millwright.field.type.PlainFieldTypes;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Compare;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.ListRequest.Sort;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.internal.QueryPlan.Comparison;
import dev.millwright.record.internal.QueryPlan.Operand.Own;
import dev.millwright.record.internal.QueryPlan.Order;
import dev.millwright.record.internal.QueryPlan.Predicate;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.TableName;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class QueryPlannerTests {

    private static final Own ID = new Own("id", ColumnType.UUID);
    private static final Own NAME = new Own("name", ColumnType.TEXT);
    private static final Own PIECES = new Own("pieces", ColumnType.BIGINT);
    private static final Own SEEN = new Own("seen", ColumnType.TIMESTAMPTZ);

    private final FieldTypes types = PlainFieldTypes.all();
    private final DefinitionCodec codec = new DefinitionCodec();
    private final QueryPlanner planner = new QueryPlanner(
            table(
                    field("name", "text"),
                    field("pieces", "integer"),
                    field("made_on", "date"),
                    field("seen", "date-time"),
                    field("tested", "yes-no")),
            Source.whole(new TableName("app_a", "part")),
            Predicate.ALL,
            form -> Optional.empty(),
            ZoneId.of("Asia/Shanghai"),
            new Filters(
                    new Expressions(new ExpressionFunctions(List.of())),
                    new Sam(),
                    new ScopedAuthorities(),
                    new BusinessTime(Clock.systemUTC(), ZoneId.of("Asia/Shanghai")),
                    () -> WorkDays.MONDAY_TO_FRIDAY));

    private static final class Sam implements CurrentPerson {

        @Override
        public Optional<Person> find() {
            return Optional.of(TestPeople.SAM);
        }

        @Override
        public <T> T as(Person person, Supplier<T> work) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void plansAFilterInWordsAsTheSameQuestionOfAScreen() {
        assertThat(planner.plan(filtered(new Condition.Matches("pieces > 3 AND name = \"x\"")))
                        .where())
                .isEqualTo(planner.plan(filtered(new Condition.And(
                                List.of(compare("pieces", Operator.GT, 3L), compare("name", Operator.EQ, "x")))))
                        .where());
    }

    @Test
    void plansEqualQuestionsEqually() {
        ListRequest request = filtered(compare("pieces", Operator.GT, 3L));
        assertThat(planner.plan(request)).isEqualTo(planner.plan(request)).isNotEqualTo(planner.plan(sorted("pieces")));
    }

    @Test
    void listsNewestFirstUnlessToldOtherwise() {
        assertThat(planner.plan(sorted()).order()).containsExactly(new Order(ID, true, false));
    }

    @Test
    void breaksTiesInTheDirectionOfTheLastSort() {
        assertThat(planner.plan(sorted("name")).order())
                .containsExactly(new Order(NAME, false, true), new Order(ID, false, false));
        assertThat(planner.plan(sorted("name", "-pieces")).order())
                .containsExactly(
                        new Order(NAME, false, true), new Order(PIECES, true, true), new Order(ID, true, false));
    }

    @Test
    void sortsByTheTimeOfCreationThroughTheId() {
        assertThat(planner.plan(sorted("created_at")).order()).containsExactly(new Order(ID, false, false));
        assertThat(planner.plan(sorted("-created_at", "name")).order()).containsExactly(new Order(ID, true, false));
    }

    @Test
    void letsEmptyValuesMatchADifference() {
        assertThat(where(compare("pieces", Operator.NE, 3L)))
                .isEqualTo(new Predicate.Not(new Predicate.Compare(PIECES, Comparison.EQ, 3L)));
        assertThat(where(new Condition.Not(compare("pieces", Operator.EMPTY))))
                .isEqualTo(new Predicate.Not(new Predicate.Empty(PIECES)));
    }

    @Test
    void comparesMomentsWithDaysOfTheBusinessZone() {
        Instant start = Instant.parse("2026-02-28T16:00:00Z");
        Instant end = Instant.parse("2026-03-01T16:00:00Z");
        LocalDate day = LocalDate.of(2026, 3, 1);
        assertThat(where(compare("seen", Operator.EQ, day)))
                .isEqualTo(new Predicate.All(List.of(
                        new Predicate.Compare(SEEN, Comparison.GE, start),
                        new Predicate.Compare(SEEN, Comparison.LT, end))));
        assertThat(where(compare("seen", Operator.GT, day))).isEqualTo(new Predicate.Compare(SEEN, Comparison.GE, end));
    }

    @Test
    void searchesByIndexWhatAnIndexCanFind() {
        assertThat(where(compare("name", Operator.CONTAINS, "仓库"))).isEqualTo(new Predicate.Found(NAME, "仓库"));
        assertThat(where(compare("name", Operator.CONTAINS, "abc"))).isEqualTo(new Predicate.Found(NAME, "abc"));
        assertThat(where(compare("name", Operator.CONTAINS, "ab"))).isEqualTo(new Predicate.Like(NAME, "%ab%"));
        assertThat(where(compare("name", Operator.STARTS_WITH, "50%_")))
                .isEqualTo(new Predicate.Like(NAME, "50\\%\\_%"));
    }

    @Test
    void matchesNothingByWhatPostgresCannotStore() {
        assertThat(where(compare("name", Operator.EQ, "a\u0000"))).isEqualTo(Predicate.NONE);
        assertThat(planner.search("\u0000")).isEqualTo(Predicate.NONE);
    }

    @Test
    void refusesWhatIsNotThereOrMakesNoSense() {
        assertThatExceptionOfType(UnknownFieldException.class)
                .isThrownBy(() -> where(compare("colour", Operator.EQ, "red")));
        assertThatExceptionOfType(UnknownFieldException.class)
                .isThrownBy(() -> where(compare("pieces", Operator.CONTAINS, "3")));
        assertThatExceptionOfType(UnknownFieldException.class)
                .isThrownBy(() -> where(compare("tested", Operator.LT, true)));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> where(compare("pieces", Operator.BETWEEN, 1L)));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> planner.plan(sorted().limit(QueryPlanner.MAX_LIMIT + 1)));
    }

    private Predicate where(Condition condition) {
        return planner.plan(filtered(condition)).where();
    }

    private static Compare compare(String field, Operator operator, Object... values) {
        return new Compare(field, operator, List.of(values));
    }

    private static ListRequest filtered(Condition condition) {
        return new ListRequest(ref("app", "part"), condition, "", List.of(), Set.of(), 50, null, false);
    }

    private static ListRequest sorted(String... keys) {
        List<Sort> sort = List.of(keys).stream()
                .map(key -> key.startsWith("-") ? new Sort(key.substring(1), true) : new Sort(key, false))
                .toList();
        return new ListRequest(ref("app", "part"), Condition.ALL, "", sort, Set.of(), 50, null, false);
    }

    private RecordTable table(FieldDefinition... fields) {
        FormDefinition form = form("part", fields);
        App app = new App(Ids.next(), "app", "App", "", "vaadin:cube", "blue", 1);
        List<PublishedField<?, ?>> published = form.fields()
                .<PublishedField<?, ?>>map(
                        field -> bound(field, types.find(field.type()).orElseThrow()))
                .toList();
        return new RecordTable(new PublishedForm(
                app, Locale.ENGLISH, form, 1, published, Optional.of(published.getFirst()), Optional.empty()));
    }

    private <C, V> PublishedField<C, V> bound(FieldDefinition field, FieldType<C, V> type) {
        return new PublishedField<>(field, type, codec.read(field.config(), type.configType()));
    }
}
