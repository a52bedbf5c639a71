package dev.millwright.form.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.form.ui.Conditions.Literal;
import dev.millwright.form.ui.Conditions.Row;
import dev.millwright.form.ui.Conditions.Test;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTests {

    private static final String SIGNS = "ab \"\\'${}()=<>,，“不可 or and not";

    @org.junit.jupiter.api.Test
    void sayWhatPeopleChoseAsAnExpression() {
        Conditions both = new Conditions(
                false,
                List.of(
                        new Row("amount", Test.AT_LEAST, List.of(new Literal.Amount("5000"))),
                        new Row("kind", Test.ANY_OF, List.of(new Literal.Words("a"), new Literal.Words("b"))),
                        new Row("due", Test.LESS, List.of(new Literal.Day(LocalDate.of(2026, 5, 4)))),
                        new Row("note", Test.FILLED, List.of())));
        assertThat(both.expression())
                .isEqualTo(
                        "amount >= 5000 and kind in (\"a\", \"b\") and due < DATE(2026, 5, 4) and not ISEMPTY(note)");
        assertThat(Conditions.read(both.expression())).contains(both);
        assertThat(Conditions.read("  ")).contains(Conditions.NONE);
    }

    @org.junit.jupiter.api.Test
    void askForDepartmentsOfWhoeverIsMeant() {
        Conditions both = new Conditions(
                true,
                List.of(
                        new Row("department", Test.MINE, List.of()),
                        new Row("customer.department", Test.UNDER_MINE, List.of())));
        assertThat(both.expression()).isEqualTo("ISMYDEPARTMENT(department) or UNDERMYDEPARTMENT(customer.department)");
        assertThat(Conditions.read(both.expression())).contains(both);
    }

    @org.junit.jupiter.api.Test
    void compareFieldsWithEachOtherAndMoments() {
        Conditions both = new Conditions(
                false,
                List.of(
                        new Row("amount", Test.MORE, List.of(new Literal.Own("customer.credit_limit"))),
                        new Row("until", Test.LESS, List.of(new Literal.Today())),
                        new Row(
                                "made_at",
                                Test.AT_LEAST,
                                List.of(new Literal.Moment(LocalDateTime.of(2026, 5, 4, 8, 30))))));
        assertThat(both.expression())
                .isEqualTo(
                        "amount > customer.credit_limit and until < TODAY() and made_at >= DATETIME(2026, 5, 4, 8, 30)");
        assertThat(Conditions.read(both.expression())).contains(both);
        assertThat(Conditions.read("made_at < DATETIME(2026, 5, 4)")).isEmpty();
    }

    @org.junit.jupiter.api.Test
    void compareTimesOfDayAndDurations() {
        Conditions both = new Conditions(
                false,
                List.of(
                        new Row("begin", Test.LESS, List.of(new Literal.Clock(true, 30_600))),
                        new Row("spent", Test.MORE, List.of(new Literal.Clock(false, 90_015)))));
        assertThat(both.expression()).isEqualTo("begin < TIME(8, 30) and spent > DURATION(25, 0, 15)");
        assertThat(Conditions.read(both.expression())).contains(both);
        assertThat(Conditions.read("begin < TIME(25, 0)")).as("not on one day").isEmpty();
        assertThat(new Literal.Clock(true, 30_600).words()).isEqualTo("08:30");
        assertThat(new Literal.Clock(false, 90_015).words()).isEqualTo("25:00:15");
    }

    @org.junit.jupiter.api.Test
    void compareWithFieldsOfTheRecordThatLinks() {
        Conditions both = new Conditions(
                false,
                List.of(
                        new Row("customer", Test.IS, List.of(new Literal.Own("this.customer"))),
                        new Row("city", Test.IS_NOT, List.of(new Literal.Own("this.order_form.city")))));
        assertThat(both.expression()).isEqualTo("customer = this.customer and city != this.order_form.city");
        assertThat(Conditions.read(both.expression())).contains(both);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amount > 1 and kind = \"a\" or note = \"b\"",
                "amount > null",
                "amount > limit + 1",
                "amount > ROUND(limit)",
                "amount + 1 > 2",
                "LEN(note) > 2",
                "(amount > 1)",
                "not (amount > 1)",
                "amount >",
                "amount > 1 and",
                "\"a\" = kind",
                "kind = \"a",
                "kind in ()",
                "due = DATE(2026, 13, 1)",
                "due = DATE(2026)",
                "kind = 'a'",
                "amount § 1"
            })
    void leaveToFormulasWhatListsCannotSay(String expression) {
        assertThat(Conditions.read(expression)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void areReadAsTheyWereWritten(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            List<Row> rows = random.ints(1 + random.nextInt(4), 0, Test.values().length)
                    .mapToObj(test -> row(random, Test.values()[test]))
                    .toList();
            Conditions conditions = new Conditions(rows.size() > 1 && random.nextBoolean(), rows);
            assertThat(Conditions.read(conditions.expression()))
                    .as("seed %d: %s", seed, conditions.expression())
                    .contains(conditions);
        }
    }

    private static Row row(Random random, Test test) {
        int values = !test.needsValue() ? 0 : test.takesSeveral() ? 1 + random.nextInt(3) : 1;
        return new Row(
                List.of("amount", "kind_2", "_x", "金额").get(random.nextInt(4)),
                test,
                random.ints(values, 0, 5)
                        .mapToObj(kind -> literal(random, kind))
                        .toList());
    }

    private static Literal literal(Random random, int kind) {
        return switch (kind) {
            case 0 ->
                new Literal.Words(random.ints(random.nextInt(8), 0, SIGNS.length())
                        .collect(StringBuilder::new, (text, at) -> text.append(SIGNS.charAt(at)), StringBuilder::append)
                        .toString());
            case 1 -> new Literal.Amount(random.nextInt() + (random.nextBoolean() ? ".25" : ""));
            case 2 -> new Literal.Day(LocalDate.of(2026, 1, 1).plusDays(random.nextInt(1000)));
            case 3 -> new Literal.Truth(random.nextBoolean());
            default -> new Literal.Today();
        };
    }
}
