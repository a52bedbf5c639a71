package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.app.Action;
import dev.millwright.app.Limit;
import dev.millwright.app.Rights;
import dev.millwright.expression.WorkDays;
import dev.millwright.expression.WorkDaysChanged;
import dev.millwright.field.FormatContext;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order with lines: prices come from the product, totals from the lines. */
class FormulasIntegrationTests {

    private static final Set<Action> ALL = EnumSet.allOf(Action.class);

    private static final Principal STAFF = Principal.role(Role.STAFF);

    private static final FormRef PRODUCT = ref("shop", "product");
    private static final FormRef ORDER = ref("shop", "orders");
    private static final FormRef LINE = ref("shop", "line");

    private static Gate gate;

    private static final FormDefinition SOLD = form("product", field("name", "text"), field("price", "decimal"));
    private static final FormDefinition ORDERED = form(
            "orders",
            field("no", "text"),
            field("discount", "decimal"),
            computed("total", "decimal", "SUMIF(line.amount, true)"),
            computed("due", "decimal", "ROUND(total * (1 - COALESCE(discount, 0)), 2)"),
            computed("lines", "integer", "COUNTIF(line.quantity > 0)"),
            computed("names", "text", "JOINTEXT(line.what)"));
    private static final FormDefinition LINES = form(
            "line",
            field("orders", "link", "{\"form\": \"" + ORDERED.id() + "\"}", ""),
            field("product", "link", "{\"form\": \"" + SOLD.id() + "\"}", ""),
            field("quantity", "integer"),
            computed("what", "text", "product"),
            computed("amount", "decimal", "quantity * product.price"));

    @BeforeAll
    static void open() {
        gate = new Gate();
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @BeforeEach
    void publish() {
        gate.itIs(null);
        gate.apps.byKey.remove("shop");
        gate.dsl.execute("drop schema if exists app_shop cascade");
        gate.publish("shop", ALL, SOLD, ORDERED, LINES);
    }

    private static FieldDefinition computed(String key, String type, String formula) {
        return field(key, type).withFormula(formula);
    }

    private static UUID create(FormRef form, @Nullable Object... pairs) {
        return gate.records().create(form, values(pairs), Via.API).id();
    }

    private static void update(FormRef form, UUID id, @Nullable Object... pairs) {
        gate.records().update(form, id, null, values(pairs), Via.API);
    }

    private static RecordData read(FormRef form, UUID id) {
        return gate.query().get(form, id);
    }

    private static @Nullable Object value(FormRef form, UUID id, String key) {
        return read(form, id).values().get(key);
    }

    private static RecordRef link(UUID id) {
        return new RecordRef(id, null, null);
    }

    private static UUID addLine(UUID to, UUID of, long quantity) {
        return create(LINE, "orders", link(to), "product", link(of), "quantity", quantity);
    }

    @Test
    void aFormulaIsTriedOnTheRecordThatWasEnteredLast() {
        NewestSamples samples = gate.context.getBean(NewestSamples.class);
        assertThat(samples.ofNewest(SOLD.id(), "price * 2")).as("there is none").isEmpty();
        create(PRODUCT, "name", "Nut", "price", new BigDecimal("1"));
        create(PRODUCT, "name", "Bolt", "price", new BigDecimal("2.5"));
        assertThat(samples.ofNewest(SOLD.id(), " price * 2 ")).hasValueSatisfying(sample -> {
            assertThat(sample.record()).isEqualTo("Bolt");
            assertThat((BigDecimal) sample.value()).isEqualByComparingTo("5");
        });
        assertThat(samples.ofNewest(SOLD.id(), "cost * 2"))
                .as("not known as published")
                .isEmpty();
        assertThat(samples.ofNewest(UUID.randomUUID(), "1")).as("not published").isEmpty();
        gate.share("shop", EnumSet.noneOf(Action.class));
        assertThat(Gate.as(TestPeople.SAM, () -> samples.ofNewest(SOLD.id(), "price * 2")))
                .as("not to be seen")
                .isEmpty();
    }

    @Test
    void worksOutAFieldFromTheRecordItself() {
        FormDefinition gauge = form(
                "gauge",
                field("low", "decimal"),
                field("high", "decimal"),
                computed("span", "decimal", "high - low"),
                computed("half", "decimal", "span / 3"),
                computed("word", "text", "IF(span > 10, \"wide\", \"narrow\")"));
        gate.publish("plain", ALL, gauge);
        FormRef gauges = ref("plain", "gauge");
        UUID id = create(gauges, "low", new BigDecimal("1.5"), "high", new BigDecimal("21.5"));
        assertThat(read(gauges, id).values())
                .containsEntry("span", new BigDecimal("20.00"))
                .containsEntry("half", new BigDecimal("6.67"))
                .containsEntry("word", "wide");
        update(gauges, id, "high", new BigDecimal("3"));
        assertThat(read(gauges, id).values())
                .containsEntry("span", new BigDecimal("1.50"))
                .containsEntry("word", "narrow");
        update(gauges, id, "high", null);
        assertThat(read(gauges, id).values())
                .as("an empty number counts as nothing")
                .containsEntry("span", new BigDecimal("-1.50"));
        update(gauges, id, "low", null);
        assertThat(read(gauges, id).values()).doesNotContainKey("span").doesNotContainKey("half");
        assertThat(read(gauges, id).version()).isEqualTo(4);
    }

    @Test
    void keepsTheHoursOfTimesAndDurations() {
        FormDefinition plant = form("plant", field("name", "text"), field("setup", "duration"));
        FormDefinition job = form(
                "job",
                field("plant", "link", "{\"form\": \"" + plant.id() + "\"}", ""),
                field("started", "date-time"),
                field("finished", "date-time"),
                field("begin", "time"),
                field("leave", "date-range"),
                computed("took", "duration", "finished - started + plant.setup"),
                computed("hours", "decimal", "HOURS(finished - started)"),
                computed("end", "time", "begin + took"),
                computed("back", "date", "LASTDAY(leave) + 1"),
                computed("days", "integer", "DAYS(leave)"),
                computed("over", "yes-no", "took > \"25:00\""));
        FormDefinition sums = form(
                plant.id(),
                "plant",
                null,
                null,
                List.of(),
                java.util.stream.Stream.concat(
                                plant.fields(),
                                java.util.stream.Stream.of(computed("spent", "duration", "SUM(job.took)")))
                        .toArray(FieldDefinition[]::new));
        gate.publish("times", ALL, sums, job);
        FormRef plants = ref("times", "plant");
        FormRef jobs = ref("times", "job");
        UUID mill = create(plants, "name", "Mill", "setup", new BigDecimal("1800"));
        UUID id = gate.records()
                .create(
                        jobs,
                        Map.of(
                                "plant",
                                link(mill),
                                "started",
                                Instant.parse("2026-03-01T08:00:00Z"),
                                "finished",
                                Instant.parse("2026-03-02T09:15:00Z"),
                                "begin",
                                LocalTime.of(22, 0),
                                "leave",
                                days(jobs, "leave", "2026-03-01 – 2026-03-05")),
                        Via.API)
                .id();
        assertThat(read(jobs, id).values())
                .containsEntry("took", new BigDecimal("92700"))
                .containsEntry("hours", new BigDecimal("25.25"))
                .containsEntry("end", LocalTime.of(23, 45))
                .containsEntry("back", LocalDate.parse("2026-03-06"))
                .containsEntry("days", 5L)
                .containsEntry("over", true);
        assertThat(value(plants, mill, "spent")).isEqualTo(new BigDecimal("92700"));
        // What follows is worked out in SQL.
        update(plants, mill, "setup", new BigDecimal("0"));
        assertThat(read(jobs, id).values())
                .containsEntry("took", new BigDecimal("90900"))
                .containsEntry("end", LocalTime.of(23, 15));
        assertThat(found(jobs, "took > \"25:14:59\" AND LASTDAY(leave) = \"2026-03-05\" AND end < \"23:16\""))
                .isEqualTo(1);
        assertThat(found(jobs, "took > DURATION(25, 15) OR leave > \"2026-03-01\""))
                .isZero();
        NewestSamples samples = gate.context.getBean(NewestSamples.class);
        assertThat(samples.ofNewest(job.id(), "finished - started"))
                .hasValueSatisfying(sample -> assertThat(sample.value()).isEqualTo("25:15:00"));
    }

    private static Object days(FormRef form, String field, String written) {
        return Objects.requireNonNull(gate.context
                .getBean(PublishedForms.class)
                .find(form.app(), form.form())
                .orElseThrow()
                .field(field)
                .orElseThrow()
                .parse(written, new FormatContext(Locale.ENGLISH, ZoneOffset.UTC)));
    }

    private static long found(FormRef form, String condition) {
        return gate.query()
                .exactCount(new ListRequest(
                        form, new Condition.Matches(condition), "", List.of(), Set.of(), 1, null, false));
    }

    @Test
    void nobodyEntersWhatAFormulaGives() {
        UUID screw = create(PRODUCT, "name", "Screw", "price", new BigDecimal("2"));
        UUID first = create(ORDER, "no", "1");
        assertThatThrownBy(() -> create(
                        LINE,
                        "orders",
                        link(first),
                        "product",
                        link(screw),
                        "quantity",
                        2L,
                        "amount",
                        new BigDecimal("1000000")))
                .isInstanceOfSatisfying(
                        InvalidException.class,
                        e -> assertThat(e.problems().items())
                                .extracting(Problem::path)
                                .containsExactly("amount"));
    }

    @Test
    void whatWasReadMayBeSentBack() {
        UUID screw = create(PRODUCT, "name", "Screw", "price", new BigDecimal("2"));
        UUID screws = addLine(create(ORDER, "no", "1"), screw, 10);
        update(LINE, screws, "quantity", 11L, "amount", new BigDecimal("20"));
        assertThat(value(LINE, screws, "amount")).isEqualTo(new BigDecimal("22.00"));
    }

    @Test
    void followsThroughLinksAndRowsInTheSameTransaction() {
        UUID screw = create(PRODUCT, "name", "Screw", "price", new BigDecimal("2"));
        UUID nut = create(PRODUCT, "name", "Nut", "price", new BigDecimal("0.5"));
        UUID first = create(ORDER, "no", "1");
        UUID other = create(ORDER, "no", "2");
        assertThat(value(ORDER, first, "total")).isEqualTo(new BigDecimal("0.00"));
        UUID screws = addLine(first, screw, 10);
        UUID nuts = addLine(first, nut, 4);
        assertThat(read(ORDER, first).values())
                .containsEntry("total", new BigDecimal("22.00"))
                .containsEntry("lines", 2L)
                .containsEntry("names", "Screw, Nut");
        long version = read(ORDER, first).version();
        update(PRODUCT, screw, "price", new BigDecimal("3"));
        assertThat(value(LINE, screws, "amount")).isEqualTo(new BigDecimal("30.00"));
        assertThat(value(ORDER, first, "due")).isEqualTo(new BigDecimal("32.00"));
        assertThat(read(ORDER, first).version()).isEqualTo(version);
        update(PRODUCT, screw, "name", "Bolt");
        assertThat(value(ORDER, first, "names")).isEqualTo("Bolt, Nut");
        update(LINE, nuts, "orders", link(other));
        assertThat(value(ORDER, first, "total")).isEqualTo(new BigDecimal("30.00"));
        assertThat(value(ORDER, other, "total")).isEqualTo(new BigDecimal("2.00"));
        update(ORDER, first, "discount", new BigDecimal("0.1"));
        assertThat(value(ORDER, first, "due")).isEqualTo(new BigDecimal("27.00"));
        gate.records().delete(LINE, screws, null, Via.API);
        assertThat(value(ORDER, first, "total")).isEqualTo(new BigDecimal("0.00"));
        update(PRODUCT, screw, "price", new BigDecimal("5"));
        gate.records().restore(LINE, screws, Via.API);
        assertThat(value(LINE, screws, "amount")).isEqualTo(new BigDecimal("50.00"));
        assertThat(value(ORDER, first, "due")).isEqualTo(new BigDecimal("45.00"));
    }

    @Test
    void recordsThatAreThereHaveTheirValuesWithTheRelease() {
        UUID screw = create(PRODUCT, "name", "Screw", "price", new BigDecimal("2"));
        UUID first = create(ORDER, "no", "1");
        UUID screws = addLine(first, screw, 10);
        FormDefinition dearer = LINES.withFields(
                field -> field.key().equals("amount") ? field.withFormula("quantity * product.price * 2") : field);
        gate.publish("shop", ALL, SOLD, ORDERED, dearer);
        assertThat(value(LINE, screws, "amount")).isEqualTo(new BigDecimal("40.00"));
        assertThat(value(ORDER, first, "due")).isEqualTo(new BigDecimal("40.00"));
    }

    @Test
    void whatWasEnteredComesBackWhenTheFormulaGoes() {
        FormDefinition entered = form("sheet", field("a", "integer"), field("b", "integer"));
        FormDefinition worked =
                entered.withFields(field -> field.key().equals("b") ? field.withFormula("a * 2") : field);
        FormRef sheet = ref("aside", "sheet");
        gate.publish("aside", ALL, entered);
        UUID old = create(sheet, "a", 1L, "b", 77L);
        gate.publish("aside", ALL, worked);
        UUID young = create(sheet, "a", 5L);
        assertThat(value(sheet, old, "b")).isEqualTo(2L);
        assertThat(value(sheet, young, "b")).isEqualTo(10L);
        gate.publish("aside", ALL, entered);
        assertThat(value(sheet, old, "b")).isEqualTo(77L);
        assertThat(value(sheet, young, "b")).isEqualTo(10L);
        update(sheet, young, "b", 11L);
        gate.publish("aside", ALL, worked);
        assertThat(value(sheet, young, "b")).isEqualTo(10L);
        gate.publish("aside", ALL, entered);
        assertThat(value(sheet, young, "b")).isEqualTo(11L);
        assertThat(value(sheet, old, "b")).isEqualTo(77L);
    }

    @Test
    void refusesFormulasThatNeedEachOther() {
        FormDefinition round = ORDERED.withFields(
                field -> field.key().equals("total") ? field.withFormula("SUMIF(line.amount, true) + due") : field);
        assertThatThrownBy(() -> gate.publish("shop", ALL, SOLD, round, LINES))
                .isInstanceOfSatisfying(
                        InvalidException.class,
                        e -> assertThat(e.problems().items())
                                .filteredOn(problem -> problem.code().equals("form.problem.formulaCycle"))
                                .isNotEmpty()
                                .allSatisfy(problem -> assertThat(problem.arguments())
                                        .containsExactly("The total → The due → The total")));
    }

    @Test
    void refusesToTakeAwayWhatAFormulaOfAnotherFormNeeds() {
        FormDefinition poorer = form(
                SOLD.id(),
                "product",
                null,
                null,
                List.of(),
                SOLD.fields().filter(field -> field.key().equals("name")).toArray(FieldDefinition[]::new));
        assertThatThrownBy(() -> gate.publish("shop", ALL, poorer, ORDERED, LINES))
                .isInstanceOfSatisfying(
                        InvalidException.class,
                        e -> assertThat(e.problems().items())
                                .extracting(Problem::code)
                                .contains("form.problem.formulaElsewhere"));
    }

    @Test
    void refusesToTakeAwayTheFormWhoseRecordsAFormulaSumsUp() {
        assertThat(gate.removal("shop", LINES).items())
                .extracting(problem -> problem.arguments().getFirst())
                .containsExactlyInAnyOrder("The total", "The lines", "The names");
    }

    @Test
    void whatIsOverTodayIsOverTomorrowWithNobodySaving() {
        FormDefinition card = form(
                "card",
                field("until", "date"),
                computed("state", "text", "IF(until < TODAY(), \"over\", \"runs\")"),
                computed("left", "integer", "until - TODAY()"));
        FormDefinition holder =
                form("holder", field("name", "text"), computed("running", "integer", "COUNTIF(card.state = \"runs\")"));
        FormDefinition linked = form(
                card.id(),
                "card",
                null,
                null,
                List.of(),
                java.util.stream.Stream.concat(
                                card.fields(),
                                java.util.stream.Stream.of(
                                        field("holder", "link", "{\"form\": \"" + holder.id() + "\"}", "")))
                        .toArray(FieldDefinition[]::new));
        gate.itIs(Instant.parse("2026-03-01T08:00:00Z"));
        gate.publish("warranty", ALL, holder, linked);
        FormRef cards = ref("warranty", "card");
        UUID who = create(ref("warranty", "holder"), "name", "Ann");
        UUID id = create(cards, "until", LocalDate.parse("2026-03-01"), "holder", link(who));
        assertThat(read(cards, id).values()).containsEntry("state", "runs").containsEntry("left", 0L);
        // In Shanghai the next day has begun.
        gate.itIs(Instant.parse("2026-03-01T16:30:00Z"));
        FormulaDays days = gate.context.getBean(FormulaDays.class);
        days.catchUp(gate.context.getBean(Formulas.class)::recomputeToday);
        assertThat(read(cards, id).values()).containsEntry("state", "over").containsEntry("left", -1L);
        assertThat(read(cards, id).version()).isEqualTo(1);
        assertThat(value(ref("warranty", "holder"), who, "running")).isEqualTo(0L);
    }

    @Test
    void whatIsDueInWorkingDaysFollowsTheCalendar() {
        FormDefinition order = form(
                "deal",
                field("on", "date"),
                computed("due", "date", "WORKDAY(on, 3)"),
                computed("open", "integer", "NETWORKDAYS(on, \"2026-10-09\")"));
        gate.publish("deals", ALL, order);
        FormRef deals = ref("deals", "deal");
        UUID id = create(deals, "on", LocalDate.parse("2026-09-30"));
        assertThat(read(deals, id).values())
                .containsEntry("due", LocalDate.parse("2026-10-05"))
                .containsEntry("open", 8L);
        gate.workDays = new WorkDays(
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                LocalDate.parse("2026-10-01")
                        .datesUntil(LocalDate.parse("2026-10-08"))
                        .toList(),
                List.of(LocalDate.parse("2026-10-10")));
        try {
            gate.context.publishEvent(new WorkDaysChanged());
            FormulaDays days = gate.context.getBean(FormulaDays.class);
            days.catchUp(gate.context.getBean(Formulas.class)::recomputeToday);
            assertThat(read(deals, id).values())
                    .containsEntry("due", LocalDate.parse("2026-10-10"))
                    .containsEntry("open", 3L);
            assertThat(read(deals, id).version()).isEqualTo(1);
        } finally {
            gate.workDays = WorkDays.MONDAY_TO_FRIDAY;
        }
    }

    @Test
    void sixteenWhoAddLinesAtOnceLoseNone() throws Exception {
        UUID screw = create(PRODUCT, "name", "Screw", "price", new BigDecimal("2"));
        UUID first = create(ORDER, "no", "1");
        try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
            List<Future<UUID>> added = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                long quantity = i + 1;
                Callable<UUID> add = () -> addLine(first, screw, quantity);
                added.add(pool.submit(add));
                if (i == 8) {
                    added.add(pool.submit(() -> {
                        update(PRODUCT, screw, "price", new BigDecimal("3"));
                        return screw;
                    }));
                }
            }
            for (Future<UUID> one : added) {
                one.get();
            }
        }
        assertThat(value(ORDER, first, "total")).isEqualTo(new BigDecimal("408.00"));
        assertThat(value(ORDER, first, "lines")).isEqualTo(16L);
    }

    /** A part of the order that a line is needs the order, which needs its lines. */
    @Test
    void writersOfRowsThatReadWhatTheyAddToWaitForEachOtherInOneOrder() throws Exception {
        FormDefinition whole =
                form("whole", field("rate", "decimal"), computed("sum", "decimal", "SUMIF(part.worth, true)"));
        FormDefinition part = form(
                "part",
                field("whole", "link", "{\"form\": \"" + whole.id() + "\"}", ""),
                field("x", "decimal"),
                computed("worth", "decimal", "x * whole.rate"),
                computed("share", "decimal", "worth / whole.sum"));
        gate.publish("mutual", ALL, whole, part);
        FormRef wholes = ref("mutual", "whole");
        FormRef parts = ref("mutual", "part");
        UUID of = create(wholes, "rate", new BigDecimal("2"));
        RecordData first = gate.records().create(parts, values("whole", link(of), "x", BigDecimal.ONE), Via.API);
        assertThat(first.values()).containsEntry("share", new BigDecimal("1.00"));
        long deadlocks = deadlocks();
        try (ExecutorService pool = Executors.newFixedThreadPool(12)) {
            List<Future<UUID>> done = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                done.add(pool.submit(() -> create(parts, "whole", link(of), "x", BigDecimal.ONE)));
            }
            for (Future<UUID> one : done) {
                one.get();
            }
        }
        assertThat(value(wholes, of, "sum")).isEqualTo(new BigDecimal("26.00"));
        assertThat(value(parts, first.id(), "share")).isEqualTo(new BigDecimal("0.08"));
        assertThat(deadlocks()).isEqualTo(deadlocks);
    }

    @Test
    void editorsOfRowsAndOfWhatTheseReadWaitForEachOtherInOneOrder() throws Exception {
        UUID screw = create(PRODUCT, "name", "Screw", "price", new BigDecimal("2"));
        UUID first = create(ORDER, "no", "1");
        List<UUID> lines = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            lines.add(addLine(first, screw, 1));
        }
        long deadlocks = deadlocks();
        try (ExecutorService pool = Executors.newFixedThreadPool(12)) {
            List<Future<UUID>> done = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                UUID line = lines.get(i % 8);
                long quantity = i;
                done.add(pool.submit(() -> {
                    if (quantity % 6 == 5) {
                        update(PRODUCT, screw, "price", BigDecimal.valueOf(quantity));
                    } else {
                        update(LINE, line, "quantity", 10L);
                    }
                    return line;
                }));
            }
            for (Future<UUID> one : done) {
                one.get();
            }
        }
        update(PRODUCT, screw, "price", new BigDecimal("3"));
        lines.forEach(line -> update(LINE, line, "quantity", 10L));
        assertThat(value(ORDER, first, "total")).isEqualTo(new BigDecimal("240.00"));
        assertThat(deadlocks()).isEqualTo(deadlocks);
    }

    private static long deadlocks() {
        gate.dsl.execute("select pg_stat_clear_snapshot()");
        return gate.dsl
                .fetchSingle("select deadlocks from pg_stat_database where datname = current_database()")
                .get(0, Long.class);
    }

    @Test
    void whatRowsComeToFollowsTheRecordThatSaysWhichCount() {
        FormDefinition basket = form(
                "basket",
                field("least", "decimal"),
                computed("sum", "decimal", "SUMIF(item.x, item.x >= least)"),
                computed("twice", "decimal", "sum * 2"));
        FormDefinition item =
                form("item", field("basket", "link", "{\"form\": \"" + basket.id() + "\"}", ""), field("x", "decimal"));
        gate.publish("baskets", ALL, basket, item);
        FormRef baskets = ref("baskets", "basket");
        UUID of = create(baskets, "least", BigDecimal.ONE);
        create(ref("baskets", "item"), "basket", link(of), "x", BigDecimal.TEN);
        create(ref("baskets", "item"), "basket", link(of), "x", new BigDecimal("20"));
        RecordData changed = gate.records().update(baskets, of, null, values("least", new BigDecimal("15")), Via.API);
        assertThat(changed.values())
                .containsEntry("sum", new BigDecimal("20.00"))
                .containsEntry("twice", new BigDecimal("40.00"));
        assertThat(value(baskets, of, "twice")).isEqualTo(new BigDecimal("40.00"));
    }

    @Test
    void nobodyPushesARecordOutOfTheirReachByWhatFollowsFromIt() {
        FormDefinition whole = form("whole", computed("sum", "decimal", "SUMIF(part.x, true)"));
        FormDefinition part = form(
                "part",
                field("whole", "link", "{\"form\": \"" + whole.id() + "\"}", ""),
                field("x", "decimal"),
                computed("all", "decimal", "whole.sum"));
        gate.publish("reach", ALL, whole, part);
        UUID of = create(ref("reach", "whole"));
        create(ref("reach", "part"), "whole", link(of), "x", new BigDecimal("50"));
        gate.share(
                "reach",
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(STAFF),
                        Map.of(STAFF, Map.of("whole", ALL, "part", ALL)),
                        Map.of(STAFF, Map.of("part", Limit.NONE.with(Action.CREATE, "all <= 100")))));
        Gate.run(TestPeople.SAM, () -> {
            create(ref("reach", "part"), "whole", link(of), "x", new BigDecimal("40"));
            assertThatThrownBy(() -> create(ref("reach", "part"), "whole", link(of), "x", new BigDecimal("60")))
                    .isInstanceOf(InvalidException.class);
        });
        assertThat(value(ref("reach", "whole"), of, "sum")).isEqualTo(new BigDecimal("90.00"));
    }

    @Test
    void aLinkIsCalledByTheFieldThatNamesItsRecordNow() {
        FormDefinition named = form("titled", field("one", "text"), field("two", "text"));
        FormDefinition using = form(
                "user_of",
                field("of", "link", "{\"form\": \"" + named.id() + "\"}", ""),
                computed("called", "text", "\"[\" + of + \"]\""));
        gate.publish("titles", ALL, named, using);
        UUID target = create(ref("titles", "titled"), "one", "first", "two", "second");
        UUID id = create(ref("titles", "user_of"), "of", link(target));
        assertThat(value(ref("titles", "user_of"), id, "called")).isEqualTo("[first]");
        UUID two = named.fields().toList().get(1).id();
        gate.publish("titles", ALL, named.withTitleField(two), using);
        assertThat(value(ref("titles", "user_of"), id, "called")).isEqualTo("[second]");
    }

    @Test
    void aLongChainIsWorkedOutByAFewStatements() {
        FieldDefinition[] fields = new FieldDefinition[41];
        fields[0] = field("f0", "integer");
        for (int i = 1; i <= 40; i++) {
            fields[i] = computed("f" + i, "integer", "f" + (i - 1) + " + 1");
        }
        FormDefinition chain = form("chain", fields);
        gate.publish("chains", ALL, chain);
        UUID id = create(ref("chains", "chain"), "f0", 1L);
        FormDefinition longer =
                chain.withFields(field -> field.key().equals("f1") ? field.withFormula("f0 + 100") : field);
        gate.statements.clear();
        gate.publish("chains", ALL, longer);
        assertThat(gate.statements.stream().filter(sql -> sql.startsWith("update \"app_chains\"")))
                .hasSize(5);
        assertThat(value(ref("chains", "chain"), id, "f40")).isEqualTo(140L);
    }

    @Test
    void whateverIsDoneAllComesToWhatItWouldWorkedOutAnew() {
        Random random = new Random(5);
        List<UUID> products = new ArrayList<>();
        List<UUID> orders = new ArrayList<>();
        List<UUID> lines = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            products.add(create(PRODUCT, "name", "P" + i, "price", BigDecimal.valueOf(random.nextInt(1000), 2)));
            orders.add(create(ORDER, "no", "O" + i));
        }
        for (int step = 0; step < 150; step++) {
            switch (random.nextInt(7)) {
                case 0, 1 -> lines.add(addLine(any(orders, random), any(products, random), random.nextInt(20)));
                case 2 -> update(PRODUCT, any(products, random), "price", BigDecimal.valueOf(random.nextInt(1000), 2));
                case 3 -> update(ORDER, any(orders, random), "discount", BigDecimal.valueOf(random.nextInt(50), 2));
                case 4 -> {
                    if (!lines.isEmpty()) {
                        gate.records()
                                .batch(
                                        LINE,
                                        List.of(new RecordChange.Update(
                                                any(lines, random),
                                                null,
                                                values(
                                                        "orders",
                                                        random.nextInt(5) == 0 ? null : link(any(orders, random)),
                                                        "quantity",
                                                        (long) random.nextInt(20)))),
                                        Via.API);
                    }
                }
                case 5 -> update(PRODUCT, any(products, random), "name", "N" + step);
                default -> {
                    if (!lines.isEmpty()) {
                        UUID gone = lines.remove(random.nextInt(lines.size()));
                        gate.records().delete(LINE, gone, null, Via.API);
                        if (random.nextBoolean()) {
                            gate.records().restore(LINE, gone, Via.API);
                            lines.add(gone);
                        }
                    }
                }
            }
        }
        Map<String, Object> before = snapshot();
        gate.publish(
                "shop",
                ALL,
                SOLD,
                ORDERED,
                LINES.withFields(field -> field.key().equals("amount")
                        ? field.withFormula(Objects.requireNonNull(field.formula()) + " + 0")
                        : field.key().equals("what") ? field.withFormula("product + \"\"") : field));
        assertThat(snapshot()).isEqualTo(before);
    }

    private static UUID any(List<UUID> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static Map<String, Object> snapshot() {
        Map<String, Object> rows = new java.util.TreeMap<>();
        for (String table : List.of("line", "orders")) {
            gate.dsl
                    .fetch("select * from app_shop." + table + " where deleted_at is null")
                    .forEach(
                            row -> rows.put(table + row.get("id"), row.intoMap().toString()));
        }
        return rows;
    }
}
