package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.app.Action;
import dev.millwright.expression.ExpressionException;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.AggregateRequest.Order;
import dev.millwright.record.Aggregates;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What filters find in real tables, and figures over what they find; Sam may not see customers. */
class FiltersIntegrationTests {

    private static final FormRef PART = ref("filters", "part");
    private static final FieldDefinition NAME = field("name", "text", "{}", "required");
    private static final FormDefinition CUSTOMER = form(Ids.next(), "customer", NAME.id(), null, List.of(), NAME);

    private static Gate gate;
    private static RecordData acme;
    private static RecordData first;

    @BeforeAll
    static void fill() {
        gate = new Gate();
        gate.publish("filters_crm", Set.of(), CUSTOMER);
        String options =
                "{\"options\": [{\"key\": \"new\", \"label\": \"New\", \"colour\": \"blue\"}, {\"key\": \"sold\", \"label\": \"Sold\", \"colour\": \"blue\"}]}";
        gate.publish(
                "filters",
                EnumSet.allOf(Action.class),
                form(
                        "part",
                        field("name", "text"),
                        field("price", "decimal", "{\"scale\": 2}", ""),
                        field("amount", "integer"),
                        field("made", "date"),
                        field("checked_at", "date-time"),
                        field("status", "choice", options, ""),
                        field("tags", "multiple-choice", options, ""),
                        field("customer", "link", "{\"form\": \"%s\"}".formatted(CUSTOMER.id()), ""),
                        field("inspector", "person"),
                        field("passed", "yes-no")));
        acme = gate.records().create(ref("filters_crm", "customer"), values("name", "Acme"), Via.API);
        first = part(
                "name",
                "a%1",
                "price",
                new BigDecimal("10.50"),
                "amount",
                7L,
                "made",
                LocalDate.of(2026, 1, 31),
                // a minute past midnight of the first of February in Shanghai
                "checked_at",
                Instant.parse("2026-01-31T16:01:00Z"),
                "status",
                "sold",
                "tags",
                List.of("new", "sold"),
                "customer",
                RecordRef.to(acme.id()),
                "inspector",
                new PersonRef(TestPeople.SAM.id(), TestPeople.SAM.name()),
                "passed",
                true);
        part(
                "name",
                "B_2",
                "price",
                new BigDecimal("20.25"),
                "amount",
                -7L,
                "made",
                LocalDate.of(2026, 2, 1),
                "checked_at",
                Instant.parse("2026-01-31T15:59:00Z"),
                "status",
                "new",
                "tags",
                List.of("new"),
                "inspector",
                new PersonRef(TestPeople.DANA.id(), TestPeople.DANA.name()),
                "passed",
                false);
        part("name", "empty");
    }

    private static RecordData part(@Nullable Object... pairs) {
        return gate.records().create(PART, values(pairs), Via.API);
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    private static String found(String filter) {
        ListRequest request =
                new ListRequest(PART, new Condition.Matches(filter), "", List.of(), Set.of(), 50, null, false);
        Set<String> names = new TreeSet<>();
        gate.query()
                .list(request)
                .items()
                .forEach(record ->
                        names.add(String.valueOf(record.values().get("name")).substring(0, 1)));
        assertThat(gate.query().exactCount(request)).as(filter).isEqualTo(names.size());
        return String.join("", names);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', nullValues = "-", textBlock = """
                    name = "a%1" → a
                    "a%1" = name → a
                    name != "a%1" → Be
                    NOT (name = "a%1") → Be
                    CONTAINS(name, "%") → a
                    CONTAINS(name, "b_") → B
                    CONTAINS(name, "A") → a
                    CONTAINS(name, LOWER("A")) → a
                    STARTS_WITH(name, "E") → e
                    ENDS_WITH(name, "_2") → B
                    ENDS_WITH(name, UPPER("y")) → e
                    STARTS_WITH(name, LOWER("B")) → B
                    LEN(name) = 3 → Ba
                    UPPER(name) + "!" = "EMPTY!" → e
                    name IN ("a%1", "empty", "other") → ae
                    name NOT IN ("a%1", "empty") → B
                    price > 10 → Ba
                    price >= 10.5 AND price < 20.25 → a
                    price = 10.5 → a
                    price != 10.5 → B
                    NOT price > 15 → a
                    price = null → e
                    price != null → Ba
                    ISEMPTY(price) OR price > 15 → Be
                    amount > 6.5 → a
                    amount = 7.0 → a
                    amount = 99999999999999999999 → -
                    amount IN (7, 8.5) → a
                    amount / 2 = 3.5 → a
                    amount % 3 = -1 → B
                    amount % 3 = 1 → a
                    amount * 9223372036854775807 > 0 → a
                    price / (amount - 7) > 0 → -
                    price / (amount - 7) < 0 → B
                    ABS(amount) = 7 AND -amount = 7 → B
                    ROUND(price) = 11 → a
                    ROUND(price * -1) = -11 → a
                    ROUND(price, 1) = 20.3 → B
                    COALESCE(price, amount, 0) = 0 → e
                    IF(price > 15, "dear", "cheap") = "cheap" → ae
                    made = DATE(2026,1,31) → a
                    made > "2026-01-31" → B
                    made + 1 = DATE(2026, 2, 1) → a
                    made - DATE(2026,1,1) = 30 → a
                    DATE(YEAR(made), MONTH(made) + 1, 1) = DATE(2026,2,1) → a
                    DATE(2026, amount - 7, 1) = made → -
                    MONTH(made) = 2 → B
                    DAY(made) = 31 AND YEAR(made) = 2026 → a
                    BETWEEN(made, "2026-01-01", "2026-01-31") → a
                    made < TODAY() + 36500 → Ba
                    checked_at = DATE(2026,2,1) → a
                    checked_at != DATE(2026,2,1) → B
                    checked_at <= DATE(2026,1,31) → B
                    checked_at > DATE(2026,1,31) → a
                    checked_at > made → a
                    checked_at >= "2026-01-31T16:01:00Z" → a
                    checked_at < "2026-02-01T00:00:30+08:00" → B
                    checked_at = DATETIME(2026,2,1,0,1) → a
                    checked_at + 0.5 > DATETIME(2026,2,1,12) → a
                    MONTH(checked_at) = 2 → a
                    checked_at < NOW() → Ba
                    checked_at IN (DATE(2026,2,1), DATE(2026,3,1)) → a
                    created_at >= TODAY() - 1 → Bae
                    status = "sold" → a
                    status <> "sold" → B
                    status IN ("new", "sold") → Ba
                    status = LOWER("SOLD") → a
                    tags = "new" → Ba
                    tags != "sold" → B
                    CONTAINS(tags, "sold") → a
                    CONTAINS(tags, status) → Ba
                    tags IN ("sold", "lost") → a
                    ISEMPTY(tags) → e
                    customer = "Acme" → a
                    customer != "Acme" → -
                    customer IN ("Acme", "Other") → a
                    CONTAINS(customer, "cm") → a
                    LEN(customer) = 4 → a
                    customer + "" = "Acme" → a
                    ISEMPTY(customer) → Be
                    inspector = "Sam Staff" → a
                    inspector = "sam-id" → a
                    inspector != "sam-id" → B
                    inspector IN ("Sam Staff", "dana-id") → Ba
                    inspector = ME() → B
                    inspector != ME() → a
                    ID(inspector) = "sam-id" → a
                    created_by = ME() AND CONTAINS(created_by, "dana") → Bae
                    passed → a
                    NOT passed → B
                    passed = false → B
                    passed = null → e
                    passed != true OR ISEMPTY(passed) → Be
                    true → Bae
                    false OR 1 = 2 → -
                    version = 1 → Bae
                    deleted_at = null → Bae
                    ISBLANK(name) → -
                    """)
    void findsWhatTheConditionIsTrueOf(String filter, @Nullable String names) {
        assertThat(found(filter)).isEqualTo(names == null ? "" : names);
    }

    @Test
    void findsRecordsByTheirIds() {
        assertThat(found("id = \"" + first.id() + "\"")).isEqualTo("a");
        assertThat(found("id != \"" + first.id() + "\"")).isEqualTo("Be");
        assertThat(found("id IN (\"" + first.id() + "\", \"nothing\")")).isEqualTo("a");
        assertThat(found("id = \"nothing\"")).isEmpty();
        assertThat(found("ID(customer) = \"" + acme.id() + "\"")).isEqualTo("a");
        assertThat(found("ID(customer) != \"" + first.id() + "\"")).isEqualTo("a");
    }

    @Test
    void tellsNothingOfTitlesThatTheReaderMayNotSee() {
        Gate.run(TestPeople.SAM, () -> {
            assertThat(found("customer = \"Acme\"")).isEmpty();
            assertThat(found("CONTAINS(customer, \"A\") OR LEN(customer) = 4")).isEmpty();
            assertThat(found("ISEMPTY(customer)")).isEqualTo("Be");
            assertThat(aggregate(List.of(Group.by("customer")), List.of(Measure.COUNT))
                            .rows())
                    .hasSize(1);
        });
    }

    @Test
    void takesHundredsOfAlternatives() {
        assertThat(found("name = \"x\"" + " OR name = \"a%1\"".repeat(200))).isEqualTo("a");
        assertThat(found("NOT(name = \"x\"" + " OR LEN(name) = 3".repeat(200) + ")"))
                .isEqualTo("e");
    }

    @Test
    void neverPutsWhatIsWrittenIntoTheStatement() {
        for (String hostile : List.of("'; drop table x; --", "\\\" or 1=1", "$1 ? :x {0} ${x}", "%_\\\\", "/* */")) {
            assertThat(found("name = \"" + hostile + "\" OR CONTAINS(name, \"zz" + hostile + "\")"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "made + 1e",
                "nmae = 1",
                "name = 1",
                "customer > 1",
                "prize > 1",
                "deleted = true",
                "oid = 1",
                "ctid = 1"
            })
    void refusesWhatItDoesNotUnderstand(String filter) {
        assertThatExceptionOfType(ExpressionException.class).isThrownBy(() -> found(filter));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "made + 99999999999 > made",
                "DATE(1 + 1, 13 + 2, 1) = made AND made + 99999999999999 = made",
                "checked_at + 999999999999 > checked_at"
            })
    void findsNothingWhereACalculationLeavesTheCalendar(String filter) {
        assertThat(found(filter)).isEmpty();
    }

    private static Aggregates aggregate(List<Group> groups, List<Measure> measures) {
        return gate.query().aggregate(new AggregateRequest(PART, Condition.ALL, "", groups, measures, List.of(), 100));
    }

    @Test
    void countsByStretchesOfTimeInTheBusinessZone() {
        Aggregates byMonth = aggregate(List.of(new Group("checked_at", Bucket.MONTH)), List.of(Measure.COUNT));
        assertThat(byMonth.rows())
                .extracting(Aggregates.Row::groups, Aggregates.Row::measures)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(List.of(LocalDate.of(2026, 1, 1)), List.of(1L)),
                        org.assertj.core.groups.Tuple.tuple(List.of(LocalDate.of(2026, 2, 1)), List.of(1L)),
                        org.assertj.core.groups.Tuple.tuple(java.util.Collections.singletonList(null), List.of(1L)));
        assertThat(aggregate(List.of(new Group("made", Bucket.WEEK)), List.of(Measure.COUNT))
                        .rows()
                        .getFirst()
                        .groups())
                .containsExactly(LocalDate.of(2026, 1, 26));
        assertThat(aggregate(List.of(new Group("made", Bucket.QUARTER)), List.of(Measure.COUNT))
                        .rows()
                        .getFirst()
                        .measures())
                .containsExactly(2L);
    }

    @Test
    void worksOutFiguresAsTheFieldsTypesKnowThem() {
        Aggregates all = aggregate(
                List.of(),
                List.of(
                        Measure.COUNT,
                        new Measure(Function.COUNT, "price"),
                        new Measure(Function.SUM, "price"),
                        new Measure(Function.AVG, "amount"),
                        new Measure(Function.AVG, "price"),
                        new Measure(Function.MIN, "made"),
                        new Measure(Function.MAX, "checked_at"),
                        new Measure(Function.MAX, "amount"),
                        new Measure(Function.MIN, "created_at")));
        assertThat(all.rows()).hasSize(1);
        assertThat(all.rows().getFirst().measures().subList(0, 8))
                .containsExactly(
                        3L,
                        2L,
                        new BigDecimal("30.75"),
                        new BigDecimal("0"),
                        new BigDecimal("15.375"),
                        LocalDate.of(2026, 1, 31),
                        Instant.parse("2026-01-31T16:01:00Z"),
                        7L);
    }

    @Test
    void groupsByWhatPeopleReadAndEachOfSeveralOptions() {
        assertThat(shown(aggregate(
                        List.of(Group.by("customer"), Group.by("status")),
                        List.of(new Measure(Function.SUM, "price")))))
                .containsExactly("[Acme, sold] [10.50]", "[null, new] [20.25]", "[null, null] [null]");
        assertThat(shown(aggregate(List.of(Group.by("tags")), List.of(Measure.COUNT))))
                .containsExactly("[new] [2]", "[sold] [1]", "[null] [1]");
        assertThat(aggregate(List.of(Group.by("inspector")), List.of(Measure.COUNT))
                        .rows()
                        .getFirst()
                        .groups())
                .containsExactly(new PersonRef(TestPeople.DANA.id(), TestPeople.DANA.name()));
        assertThat(shown(aggregate(List.of(Group.by("passed")), List.of(Measure.COUNT))))
                .hasSize(3);
    }

    private static List<String> shown(Aggregates aggregates) {
        return aggregates.rows().stream()
                .map(row -> row.groups() + " " + row.measures())
                .toList();
    }

    @Test
    void givesTheFirstGroupsOfAnOrderAndSaysThatThereAreMore() {
        Aggregates top = gate.query()
                .aggregate(new AggregateRequest(
                        PART,
                        new Condition.Matches("name != \"empty\""),
                        "",
                        List.of(Group.by("name")),
                        List.of(new Measure(Function.SUM, "price")),
                        List.of(new Order("sum(price)", true)),
                        1));
        assertThat(shown(top)).containsExactly("[B_2] [20.25]");
        assertThat(top.more()).isTrue();
    }

    @Test
    void refusesFiguresThatMakeNoSense() {
        for (Group group : List.of(
                Group.by("id"), Group.by("nothing"), new Group("name", Bucket.MONTH), new Group("price", Bucket.DAY))) {
            assertThatExceptionOfType(UnknownFieldException.class)
                    .isThrownBy(() -> aggregate(List.of(group), List.of(Measure.COUNT)));
        }
        for (Measure measure : List.of(
                new Measure(Function.SUM, "name"),
                new Measure(Function.MAX, "tags"),
                new Measure(Function.MIN, "id"))) {
            assertThatExceptionOfType(UnknownFieldException.class)
                    .isThrownBy(() -> aggregate(List.of(), List.of(measure)));
        }
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> aggregate(List.of(), List.of(new Measure(Function.SUM, null))));
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> aggregate(List.of(), List.of()));
    }

    @Test
    void answersWithOneStatement() {
        gate.statements.clear();
        aggregate(List.of(Group.by("status")), List.of(Measure.COUNT));
        assertThat(gate.statements).hasSize(1);
    }
}
