package dev.millwright.workspace;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.app.Action;
import dev.millwright.app.FieldGrant;
import dev.millwright.app.Limit;
import dev.millwright.app.Rights;
import dev.millwright.expression.ExpressionException;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Filters as people put them together, from what is kept to what is found; Sam sees only customers of a region other than the West, and nobody's credit. */
class FilterIntegrationTests {

    private static final FormRef TASK = ref("tasks", "task");
    private static final FieldDefinition NAME = field("name", "text");
    private static final FormDefinition CUSTOMER = form(
            Ids.next(),
            "customer",
            NAME.id(),
            null,
            List.of(),
            NAME,
            field("region", "text"),
            field("keeper", "person"),
            field("since", "date"),
            field("credit", "integer"));

    /** A Wednesday at noon in Shanghai. */
    private static final Instant NOW = Instant.parse("2026-03-04T04:00:00Z");

    private static Gate gate;

    @BeforeAll
    static void fill() {
        gate = new Gate();
        gate.itIs(NOW);
        String options =
                "{\"options\": [{\"key\": \"open\", \"label\": \"Open\", \"colour\": \"blue\"}, {\"key\": \"done\", \"label\": \"Done\", \"colour\": \"blue\"}]}";
        Principal staff = Principal.role(Role.STAFF);
        gate.publish(
                "tasks",
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(staff),
                        Map.of(staff, Map.of("task", EnumSet.of(Action.SEE), "customer", EnumSet.of(Action.SEE))),
                        Map.of(
                                staff,
                                Map.of(
                                        "customer",
                                        Limit.NONE
                                                .with(Action.SEE, "not (region = \"West\")")
                                                .with(Map.of(
                                                        "name", FieldGrant.READ_ONLY,
                                                        "region", FieldGrant.READ_ONLY,
                                                        "keeper", FieldGrant.READ_ONLY,
                                                        "since", FieldGrant.READ_ONLY,
                                                        "credit", FieldGrant.HIDDEN))))),
                CUSTOMER,
                form(
                        "task",
                        field("name", "text"),
                        field("due", "date"),
                        field("at", "date-time"),
                        field("status", "choice", options, ""),
                        field("owner", "person"),
                        field("customer", "link", "{\"form\": \"%s\"}".formatted(CUSTOMER.id()), "")));
        UUID east = customer("name", "E-Corp", "region", "East", "keeper", sam(), "since", day("2026-03-03"));
        UUID west = customer("name", "W-Corp", "region", "West", "since", day("2020-01-01"), "credit", 5L);
        UUID plain = customer("name", "Plain");
        task("a", "due", day("2026-03-02"), "status", "open", "customer", RecordRef.to(east));
        task("b", "due", day("2026-03-08"), "status", "done", "owner", sam(), "customer", RecordRef.to(west));
        task("c", "due", day("2026-03-09"), "status", "open", "customer", RecordRef.to(plain));
        task("d", "due", day("2026-03-04"), "status", "done");
        // Five minutes before and after midnight in Shanghai.
        task("e", "at", Instant.parse("2026-03-03T15:55:00Z"));
        task("f", "at", Instant.parse("2026-03-03T16:05:00Z"));
    }

    @BeforeEach
    void itIsWednesday() {
        gate.itIs(NOW);
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    private static PersonRef sam() {
        return new PersonRef(TestPeople.SAM.id(), TestPeople.SAM.name());
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    private static UUID customer(@Nullable Object... pairs) {
        return gate.records()
                .create(ref("tasks", "customer"), values(pairs), Via.API)
                .id();
    }

    private static void task(String name, @Nullable Object... pairs) {
        List<@Nullable Object> all = new ArrayList<>(List.of("name", name));
        all.addAll(java.util.Arrays.asList(pairs));
        gate.records().create(TASK, values(all.toArray()), Via.API);
    }

    private static FilterScope scope() {
        AccessibleForms forms = gate.context.getBean(AccessibleForms.class);
        return FilterScope.of(forms.require(TASK, Action.SEE), forms);
    }

    private static Filter read(String kept) {
        return Filter.read(JsonMapper.shared().readTree(kept.replace('\'', '"')), scope());
    }

    /** What is found by a filter that has been kept, read, kept again and read again. */
    private static String found(String kept) {
        Filter filter = read(kept);
        assertThat(filter.lost()).as(kept).isEmpty();
        FilterScope scope = scope();
        Filter again = Filter.read(
                filter.parts().stream().map(part -> part.toJson(scope)).toList(), scope);
        assertThat(again).isEqualTo(filter);
        return found(FilterPart.all(filter.parts()));
    }

    private static String found(Condition condition) {
        ListRequest request = new ListRequest(TASK, condition, "", List.of(), Set.of(), 50, null, false);
        List<RecordData> items = gate.query().list(request).items();
        assertThat(gate.query().exactCount(request)).isEqualTo(items.size());
        return items.stream()
                .map(record -> String.valueOf(record.values().get("name")))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', nullValues = "-", textBlock = """
            [['due', 'within', 'this_week']] → abd
            [['due', 'within', 'next_week']] → c
            [['due', 'within', 'today']] → d
            [['due', 'within', 'before_today']] → a
            [['due', 'within', 'after_today']] → bc
            [['due', 'within', 'last_days', 3]] → ad
            [['due', 'within', 'next_days', 5]] → bd
            [['due', 'within', 'more_days_ago', 1]] → a
            [['due', 'within', 'more_days_ago', 2]] → -
            [['due', 'on_or_before', '2026-03-04']] → ad
            [['due', 'on_or_after', '2026-03-08']] → bc
            [['at', 'within', 'today']] → f
            [['at', 'within', 'yesterday']] → e
            [['at', 'within', 'before_today']] → e
            [['created_at', 'within', 'today']] → abcdef
            [['due', 'within', 'this_week'], {'any': [['status', 'any_of', 'open'], ['owner', 'any_of', {'asker': 'me'}]]}] → a
            [{'any': [['name', 'is', 'e'], {'all': [['due', 'within', 'this_week'], ['status', 'any_of', 'done']]}]}] → bde
            [{'all': [['name', 'is', 'a'], ['status', 'any_of', 'open']]}] → a
            [{'any': [['name', 'is', 'a']]}] → a
            [{'any': []}] → abcdef
            [['customer.region', 'is', 'East']] → a
            [['customer.region', 'contains', 'est']] → b
            [['customer.region', 'is_not', 'East']] → bcdef
            [['customer.region', 'empty']] → cdef
            [['customer.region', 'not_empty']] → ab
            [['customer.keeper', 'any_of', {'id': 'sam-id', 'name': 'Sam'}]] → a
            [['customer.since', 'within', 'yesterday']] → a
            [['customer.credit', 'at_least', 5]] → b
            [['customer.created_by', 'contains', 'Dana']] → abc
            [{'any': [['customer.region', 'is', 'East'], ['due', 'within', 'next_week']]}] → ac
            """)
    void findsWhatWasMeant(String kept, @Nullable String names) {
        gate.listen(true);
        assertThat(found(kept)).isEqualTo(names == null ? "" : names);
    }

    @Test
    void meansOtherDaysTomorrow() {
        Filter kept = read("[['due', 'within', 'tomorrow']]");
        assertThat(found(FilterPart.all(kept.parts()))).isEmpty();
        gate.itIs(NOW.plusSeconds(4 * 24 * 3_600));
        assertThat(found(FilterPart.all(kept.parts()))).isEqualTo("c");
    }

    @Test
    void asksForDaysByPlainRanges() {
        gate.statements.clear();
        found("[['at', 'within', 'this_month'], ['due', 'within', 'last_days', 30]]");
        assertThat(gate.statements)
                .anySatisfy(sql -> assertThat(sql)
                        .contains("\"r\".\"at\" >= ", "\"r\".\"at\" < ", "\"r\".\"due\" >= ", "\"r\".\"due\" <= "));
        gate.statements.clear();
        found(new Condition.Matches("due >= TODAY() - WEEKDAY(TODAY(), 2) + 1 and due < TODAY() + 1"));
        assertThat(gate.statements)
                .anySatisfy(sql -> assertThat(sql).contains("\"r\".\"due\" >= ", "\"r\".\"due\" < "))
                .noneMatch(sql -> sql.toLowerCase(java.util.Locale.ROOT).contains("isodow"));
    }

    @Test
    void knowsNothingOfLinkedRecordsOutOfReach() {
        Gate.run(TestPeople.SAM, () -> {
            assertThat(found("[['customer.region', 'is', 'East']]")).isEqualTo("a");
            assertThat(found("[['customer.region', 'is', 'West']]")).isEmpty();
            assertThat(found("[['customer.region', 'not_empty']]")).isEqualTo("a");
            assertThat(found("[['customer.region', 'empty']]"))
                    .as("of the one that is out of reach nothing is said")
                    .isEqualTo("def");
            assertThat(found("[['customer.region', 'is_not', 'East']]")).isEqualTo("def");
            assertThat(found("[{'any': [['customer.since', 'within', 'before_today'], ['name', 'is', 'f']]}]"))
                    .isEqualTo("af");
            assertThat(found(new Condition.Matches("customer.region = \"West\"")))
                    .isEmpty();
            assertThat(found(new Condition.Matches("customer.region = \"East\" or name = \"b\"")))
                    .isEqualTo("ab");
        });
        assertThat(found(new Condition.Matches("customer.region = \"West\""))).isEqualTo("b");
    }

    @Test
    void leavesOutWhatIsHiddenInEachGroupAndSaysSo() {
        String kept =
                "[['name', 'is', 'a'], {'any': [['customer.credit', 'at_least', 5], ['status', 'any_of', 'open']]}]";
        assertThat(read(kept).lost()).isEmpty();
        Gate.run(TestPeople.SAM, () -> {
            Filter filter = read(kept);
            assertThat(filter.lost()).containsExactly("customer.credit");
            assertThat(found(FilterPart.all(filter.parts()))).isEqualTo("a");
            assertThatExceptionOfType(UnknownFieldException.class)
                    .isThrownBy(() -> found(new Condition.Linked(
                            "customer", new Condition.Compare("credit", Condition.Operator.GE, List.of(5L)))));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer.credit = 5", "customer.credit = \"x\"", "ISEMPTY(customer.credit)"})
    void tellsAHiddenFieldFromNone(String filter) {
        Gate.run(TestPeople.SAM, () -> {
            String hidden = refusal(filter);
            assertThat(hidden)
                    .isEqualTo(refusal(filter.replace("credit", "gredit")).replace("gredit", "credit"));
        });
    }

    private static String refusal(String filter) {
        try {
            return found(new Condition.Matches(filter));
        } catch (ExpressionException e) {
            return e.code() + e.arguments();
        }
    }

    @Test
    void limitsWhatAFilterHas() {
        String row = "['name', 'is', 'a']";
        assertThat(read("[" + (row + ",").repeat(Filter.MOST_CONDITIONS) + row + "]")
                        .lost())
                .hasSize(1);
        String group = "{'any': [" + row + "," + row + "]}";
        assertThat(read("[" + (group + ",").repeat(Filter.MOST_GROUPS + 1) + group + "]")
                        .lost())
                .isNotEmpty();
        assertThat(read("[{'any': [{'all': [{'any': [" + row + "]}, " + row + "]}, " + row + "]}]")
                        .lost())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "['due', 'within', 'someday']",
                "['due', 'within', 'last_days']",
                "['due', 'within', 'last_days', 0]",
                "['due', 'within', 'last_days', 99999999999]",
                "['name', 'within', 'today']",
                "['customer.', 'is', 'x']",
                "['.region', 'is', 'x']",
                "['name.region', 'is', 'x']",
                "['customer.region.x', 'is', 'x']",
                "['customer.nothing', 'is', 'x']",
                "{'none': []}",
                "{}",
                "7"
            })
    void leavesOutWhatMakesNoSense(String row) {
        Filter filter = read("[" + row + "]");
        assertThat(filter.parts()).isEmpty();
        assertThat(filter.lost()).hasSize(1);
    }
}
