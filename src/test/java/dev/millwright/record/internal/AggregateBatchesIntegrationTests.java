package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.millwright.app.Action;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.record.AggregateBatch;
import dev.millwright.record.AggregateQuestion;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.Aggregates;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Compare;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is asked together is answered as if it were asked alone. */
class AggregateBatchesIntegrationTests {

    private static final FormRef PART = ref("batches", "part");
    private static final FormRef BARE = ref("batches", "bare");
    private static final FieldDefinition NAME = field("name", "text", "{}", "required");
    private static final FormDefinition CUSTOMER = form(Ids.next(), "customer", NAME.id(), null, List.of(), NAME);
    private static final Group STATUS = Group.by("status");
    private static final Group BY_CUSTOMER = Group.by("customer");
    private static final Group MONTH = new Group("made", Bucket.MONTH);
    private static final Measure PRICES = new Measure(Function.SUM, "price");
    private static final Condition SOLD = new Compare("status", Operator.IN, List.of("sold"));
    private static final Condition THIS_YEAR = new Compare("made", Operator.GE, List.of(LocalDate.of(2026, 1, 1)));

    private static Gate gate;

    @BeforeAll
    static void fill() {
        gate = new Gate();
        gate.publish("batches_crm", EnumSet.allOf(Action.class), CUSTOMER);
        String options =
                "{\"options\": [{\"key\": \"new\", \"label\": \"New\", \"colour\": \"blue\"}, {\"key\": \"sold\", \"label\": \"Sold\", \"colour\": \"blue\"}]}";
        gate.publish(
                "batches",
                EnumSet.allOf(Action.class),
                form(
                        "part",
                        field("name", "text", "{}", "indexed"),
                        field("price", "decimal", "{\"scale\": 2}", ""),
                        field("amount", "integer"),
                        field("made", "date"),
                        field("checked_at", "date-time"),
                        field("status", "choice", options, ""),
                        field("tags", "multiple-choice", options, ""),
                        field("customer", "link", "{\"form\": \"%s\"}".formatted(CUSTOMER.id()), ""),
                        field("inspector", "person"),
                        field("passed", "yes-no")),
                form("bare", field("status", "choice", options, ""), field("price", "decimal")),
                form("site", field("region", "cascade", "{\"anyLevel\": true}", "")));
        List<RecordData> customers = new ArrayList<>();
        for (String name : List.of("Acme", "Bolt", "Bolt")) {
            customers.add(gate.records().create(ref("batches_crm", "customer"), values("name", name), Via.API));
        }
        for (int i = 0; i < 60; i++) {
            gate.records()
                    .create(
                            PART,
                            values(
                                    "name",
                                    "part " + i,
                                    "price",
                                    i % 7 == 0 ? null : new BigDecimal(i + ".25"),
                                    "amount",
                                    i % 5 == 0 ? null : (long) i - 30,
                                    "made",
                                    i % 11 == 0
                                            ? null
                                            : LocalDate.of(2025, 10, 1).plusDays(3L * i),
                                    "checked_at",
                                    Instant.parse("2025-12-31T15:59:59Z").plusSeconds(i * 50_000L),
                                    "status",
                                    i % 4 == 0 ? null : i % 3 == 0 ? "sold" : "new",
                                    "tags",
                                    i % 2 == 0 ? List.of("new", "sold") : List.of("new"),
                                    "customer",
                                    i % 6 == 0
                                            ? null
                                            : RecordRef.to(customers.get(i % 3).id()),
                                    "inspector",
                                    new PersonRef(TestPeople.SAM.id(), TestPeople.SAM.name()),
                                    "passed",
                                    i % 2 == 0),
                            Via.API);
        }
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @Test
    void aRecordIsInOneGroupOfOptionsWithinOptions() {
        FormRef site = ref("batches", "site");
        for (List<String> region : List.of(
                List.of("440000", "440300", "440305"),
                List.of("440000", "440300", "440305"),
                List.of("440000", "440300", "440304"),
                List.of("440000"))) {
            gate.records().create(site, values("region", region), Via.API);
        }
        gate.records().create(site, values("region", null), Via.API);
        assertThat(gate.query()
                        .aggregate(asked(site, Condition.ALL, List.of(Group.by("region")), Measure.COUNT))
                        .rows())
                .extracting(
                        row -> row.groups().getFirst(), row -> row.measures().getFirst())
                .containsExactlyInAnyOrder(
                        tuple("440305", 2L), tuple("440304", 1L), tuple("440000", 1L), tuple(null, 1L));
    }

    private static AggregateRequest asked(Condition filter, List<Group> groups, Measure... measures) {
        return asked(PART, filter, groups, measures);
    }

    private static AggregateRequest asked(FormRef form, Condition filter, List<Group> groups, Measure... measures) {
        return new AggregateRequest(form, filter, "", groups, List.of(measures), List.of(), 100);
    }

    private static List<AggregateBatch> batches(List<AggregateRequest> requests) {
        return gate.query()
                .batches(requests.stream()
                        .<AggregateQuestion>map(gate.query()::prepare)
                        .toList());
    }

    /** How many statements answered them, each as it is answered alone. */
    private static int answered(AggregateRequest... requests) {
        List<AggregateQuestion> questions = new ArrayList<>();
        for (AggregateRequest request : requests) {
            questions.add(gate.query().prepare(request));
        }
        List<AggregateBatch> batches = gate.query().batches(questions);
        Set<Integer> seen = new HashSet<>();
        for (AggregateBatch batch : batches) {
            List<Aggregates> answers = batch.answers();
            for (int i = 0; i < answers.size(); i++) {
                int place = questions.indexOf(batch.questions().get(i));
                seen.add(place);
                Aggregates alone = gate.query().aggregate(requests[place]);
                assertThat(answers.get(i).rows())
                        .as("%s", requests[place])
                        .containsExactlyInAnyOrderElementsOf(alone.rows());
                assertThat(answers.get(i).more()).isEqualTo(alone.more());
            }
        }
        assertThat(seen).hasSize(requests.length);
        return batches.size();
    }

    @Test
    void readsTheRowsOnceForABoard() {
        assertThat(answered(
                        asked(Condition.ALL, List.of(), Measure.COUNT),
                        asked(SOLD, List.of(), Measure.COUNT, PRICES),
                        asked(THIS_YEAR, List.of(), Measure.COUNT),
                        asked(Condition.ALL, List.of(STATUS), Measure.COUNT),
                        asked(Condition.ALL, List.of(BY_CUSTOMER), Measure.COUNT, PRICES),
                        asked(THIS_YEAR, List.of(MONTH, STATUS), Measure.COUNT),
                        asked(SOLD, List.of(MONTH), new Measure(Function.COUNT, "price", THIS_YEAR)),
                        asked(Condition.ALL, List.of(new Group("checked_at", Bucket.MONTH)), Measure.COUNT)))
                .isEqualTo(1);
    }

    @Test
    void answersWhatIsNarrowedAlikeAndNarrowedFurther() {
        Condition both = new Condition.And(List.of(SOLD, THIS_YEAR));
        assertThat(answered(
                        asked(both, List.of(STATUS), Measure.COUNT),
                        asked(SOLD, List.of(BY_CUSTOMER), Measure.COUNT),
                        asked(both, List.of(), Measure.COUNT, PRICES)))
                .isEqualTo(1);
        Condition never = new Compare("name", Operator.EQ, List.of("nothing"));
        assertThat(answered(
                        asked(never, List.of(), Measure.COUNT, PRICES, new Measure(Function.MAX, "made")),
                        asked(never, List.of(STATUS), Measure.COUNT),
                        asked(new Compare("status", Operator.EMPTY, List.of()), List.of(STATUS), Measure.COUNT)))
                .isEqualTo(1);
    }

    @Test
    void knowsLeastAndGreatestValuesOfEveryType() {
        assertThat(answered(
                        asked(
                                Condition.ALL,
                                List.of(Group.by("passed")),
                                new Measure(Function.MIN, "made"),
                                new Measure(Function.MAX, "checked_at"),
                                new Measure(Function.MAX, "amount"),
                                new Measure(Function.MIN, "name"),
                                new Measure(Function.MAX, "status"),
                                new Measure(Function.MIN, "created_at"),
                                new Measure(Function.SUM, "amount")),
                        asked(
                                Condition.ALL,
                                List.of(Group.by("amount"), Group.by("created_at")),
                                new Measure(Function.MIN, "price"),
                                new Measure(Function.SUM, "price", SOLD))))
                .isEqualTo(1);
    }

    @Test
    void leavesAloneWhatIsNoSumOfParts() {
        assertThat(answered(
                        asked(Condition.ALL, List.of(STATUS), new Measure(Function.COUNT_DISTINCT, "customer")),
                        asked(Condition.ALL, List.of(STATUS), new Measure(Function.AVG, "price")),
                        asked(Condition.ALL, List.of(Group.by("tags")), Measure.COUNT),
                        asked(Condition.ALL, List.of(Group.by("inspector")), Measure.COUNT),
                        asked(Condition.ALL, List.of(STATUS), Measure.COUNT),
                        asked(BARE, Condition.ALL, List.of(), Measure.COUNT)))
                .isEqualTo(6);
    }

    @Test
    void countsNothingWhereThereIsNothing() {
        assertThat(answered(
                        asked(BARE, Condition.ALL, List.of(), Measure.COUNT, PRICES),
                        asked(BARE, Condition.ALL, List.of(STATUS), Measure.COUNT),
                        asked(BARE, SOLD, List.of(), Measure.COUNT, new Measure(Function.COUNT, "price", SOLD))))
                .isEqualTo(1);
        assertThat(answered(
                        asked(BARE, Condition.ALL, List.of(), Measure.COUNT, PRICES),
                        asked(BARE, SOLD, List.of(), Measure.COUNT)))
                .isEqualTo(1);
    }

    @Test
    void cutsOffGroupsAsIfEachWereAskedAlone() {
        AggregateRequest two = new AggregateRequest(
                PART,
                Condition.ALL,
                "",
                List.of(Group.by("name")),
                List.of(Measure.COUNT),
                List.of(new AggregateRequest.Order("name", true)),
                2);
        assertThat(answered(two, asked(Condition.ALL, List.of(STATUS), Measure.COUNT)))
                .isEqualTo(1);
    }

    /** The product's own functions never fail; one as PostgreSQL has it does. */
    @Test
    void aQuestionThatCannotBeAnsweredSpoilsNoOther() throws IOException {
        JdbcTemplate jdbc = gate.context.getBean(JdbcTemplate.class);
        jdbc.execute("""
                create or replace function platform.days_later(day date, days numeric) returns date
                language sql immutable as $$ select day + cast(trunc(days) as integer) $$""");
        try {
            aSenselessQuestionSpoilsNoOther();
        } finally {
            jdbc.execute(new ClassPathResource("db/migration/R__expression_functions.sql")
                    .getContentAsString(StandardCharsets.UTF_8));
        }
    }

    private static void aSenselessQuestionSpoilsNoOther() {
        AggregateRequest senseless =
                asked(new Condition.Matches("made + 99999999999 > made"), List.of(), Measure.COUNT);
        List<AggregateBatch> batches = batches(List.of(
                asked(Condition.ALL, List.of(), Measure.COUNT),
                senseless,
                asked(Condition.ALL, List.of(STATUS), Measure.COUNT)));
        assertThat(batches).hasSize(2);
        assertThat(batches.getFirst().answers()).hasSize(2);
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> batches.getLast().answers());
    }

    @Test
    void keepsTitlesFromThoseWhoMayNotSeeThem() {
        gate.publish("batches_crm", Set.of(), CUSTOMER);
        try {
            Gate.run(TestPeople.SAM, () -> {
                List<AggregateBatch> batches = batches(List.of(
                        asked(Condition.ALL, List.of(STATUS), Measure.COUNT),
                        asked(Condition.ALL, List.of(BY_CUSTOMER), Measure.COUNT)));
                assertThat(batches.stream()
                                .flatMap(batch -> batch.answers().stream())
                                .flatMap(answer -> answer.rows().stream())
                                .flatMap(row -> row.groups().stream()))
                        .doesNotContain("Acme", "Bolt");
            });
        } finally {
            gate.publish("batches_crm", EnumSet.allOf(Action.class), CUSTOMER);
        }
    }

    @Test
    void anIndexAnswersItsQuestionByItself() {
        FormRef many = ref("batches_many", "part");
        gate.publish(
                "batches_many",
                EnumSet.allOf(Action.class),
                form("part", field("name", "text", "{}", "unique"), field("amount", "integer")));
        JdbcTemplate jdbc = gate.context.getBean(JdbcTemplate.class);
        jdbc.execute("""
                insert into app_batches_many.part (id, version, created_at, created_by, created_by_name, updated_at, updated_by,
                    updated_by_name, name, amount)
                select gen_random_uuid(), 1, now(), 'x', 'x', now(), 'x', 'x', 'part ' || n, n % 20000 from generate_series(1, 30000) n
                """);
        jdbc.execute("analyze app_batches_many.part");
        AggregateRequest all = asked(many, Condition.ALL, List.of(), Measure.COUNT);
        AggregateRequest small = asked(
                many,
                new Compare("amount", Operator.LT, List.of(100L)),
                List.of(),
                new Measure(Function.SUM, "amount"));
        AggregateRequest one =
                asked(many, new Compare("name", Operator.EQ, List.of("part 77")), List.of(), Measure.COUNT);
        assertThat(answered(all, one, small)).isEqualTo(2);
        assertThat(batches(List.of(all, asked(many, Condition.ALL, List.of(Group.by("amount")), Measure.COUNT), small)))
                .as("more groups than are put together quickly")
                .hasSize(2);
    }

    @Test
    void equalsWhatOthersWithTheSameRightsAsk() {
        List<AggregateRequest> board = List.of(
                asked(SOLD, List.of(), Measure.COUNT), asked(Condition.ALL, List.of(BY_CUSTOMER), Measure.COUNT));
        assertThat(batches(board))
                .isEqualTo(Gate.as(TestPeople.SAM, () -> batches(board)))
                .isNotEqualTo(batches(List.of(
                        asked(THIS_YEAR, List.of(), Measure.COUNT),
                        asked(Condition.ALL, List.of(BY_CUSTOMER), Measure.COUNT))));
    }
}
