package dev.millwright.record.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.expression.Circumstances;
import dev.millwright.expression.Expression;
import dev.millwright.record.internal.QueryPlan.Comparison;
import dev.millwright.record.internal.QueryPlan.Operand;
import dev.millwright.record.internal.QueryPlan.Order;
import dev.millwright.record.internal.QueryPlan.Predicate;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.schema.TableName;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoundPredicateTests {

    private static final DSLContext DSL_CONTEXT = DSL.using(SQLDialect.POSTGRES);
    private static final TableName TABLE = new TableName("app_a", "part");
    private static final Operand.Own NAME = new Operand.Own("name", ColumnType.TEXT);
    private static final Operand.Own AMOUNT = new Operand.Own("amount", ColumnType.BIGINT);
    private static final Operand CUSTOMER =
            new Operand.Title("customer", Source.whole(new TableName("app_a", "customer")), "name", ColumnType.TEXT);

    /** Pairs that differ in their values only. */
    static Stream<List<Predicate>> alike() {
        return Stream.of(
                pair(compare(NAME, "a"), compare(NAME, "b")),
                pair(compare(AMOUNT, 1L), compare(AMOUNT, 2L)),
                pair(compare(AMOUNT, new BigDecimal("1.5")), compare(AMOUNT, new BigDecimal("2.5"))),
                pair(
                        compare(new Operand.Own("made", ColumnType.DATE), LocalDate.of(2026, 1, 2)),
                        compare(new Operand.Own("made", ColumnType.DATE), LocalDate.of(2026, 3, 4))),
                pair(
                        compare(new Operand.Own("at", ColumnType.TIMESTAMPTZ), Instant.EPOCH),
                        compare(new Operand.Own("at", ColumnType.TIMESTAMPTZ), Instant.EPOCH.plusSeconds(1))),
                pair(
                        compare(new Operand.Own("link", ColumnType.UUID), new UUID(1, 2)),
                        compare(new Operand.Own("link", ColumnType.UUID), new UUID(3, 4))),
                pair(compare(CUSTOMER, "Acme"), compare(CUSTOMER, "Bolt")),
                pair(new Predicate.OneOf(NAME, List.of("a", "b")), new Predicate.OneOf(NAME, List.of("c", "d"))),
                pair(new Predicate.Like(NAME, "a%"), new Predicate.Like(NAME, "b%")),
                pair(new Predicate.Found(NAME, "abc"), new Predicate.Found(NAME, "b_c")),
                pair(
                        new Predicate.Elements(new Operand.Own("tags", ColumnType.TEXT_ARRAY), List.of("a", "b"), true),
                        new Predicate.Elements(new Operand.Own("tags", ColumnType.TEXT_ARRAY), List.of("c"), true)),
                pair(new Predicate.Not(new Predicate.Empty(NAME)), new Predicate.Not(new Predicate.Empty(NAME))),
                pair(
                        new Predicate.Duplicated(List.of(NAME), Source.whole(TABLE)),
                        new Predicate.Duplicated(List.of(NAME), Source.whole(TABLE))),
                pair(nested("a", 1L), nested("b", 2L)));
    }

    private static Predicate nested(String name, long amount) {
        return new Predicate.All(List.of(
                new Predicate.Any(List.of(compare(NAME, name), new Predicate.Found(NAME, name + "bc"))),
                new Predicate.Not(compare(AMOUNT, amount)),
                new Predicate.Like(CUSTOMER, "%" + name)));
    }

    private static List<Predicate> pair(Predicate one, Predicate other) {
        return List.of(one, other);
    }

    private static Predicate compare(Operand operand, Object value) {
        return new Predicate.Compare(operand, Comparison.EQ, value);
    }

    private static Select<?> written(Predicate where) {
        Order newest = new Order(new Operand.Own(SystemColumns.ID, ColumnType.UUID), true, false);
        return PlanSql.rows(
                new QueryPlan(Source.whole(TABLE), false, List.of(), Map.of(), where, List.of(newest), List.of(), 10),
                List.of(),
                PlanSql.Part.WHOLE,
                10);
    }

    @ParameterizedTest
    @MethodSource("alike")
    void writesThoseOfOneShapeAlikeAndBindsTheirValuesInTheOrderOfTheText(List<Predicate> alike) {
        List<BoundPredicate> bound = alike.stream()
                .map(BoundPredicate::of)
                .map(java.util.Optional::orElseThrow)
                .toList();
        assertThat(bound.getFirst().shape()).isEqualTo(bound.getLast().shape());
        assertThat(DSL_CONTEXT.render(written(alike.getFirst())))
                .isEqualTo(DSL_CONTEXT.render(written(alike.getLast())));
        for (int i = 0; i < alike.size(); i++) {
            assertThat(bound.get(i).values().stream()
                            .map(StatementCache.Bound::value)
                            .toArray())
                    .usingRecursiveComparison()
                    .isEqualTo(
                            DSL_CONTEXT.extractBindValues(written(alike.get(i))).toArray());
        }
    }

    @Test
    void keepsApartWhatIsWrittenInAnotherWay() {
        List<Predicate> different = List.of(
                compare(NAME, "a"),
                compare(AMOUNT, 1L),
                compare(AMOUNT, new BigDecimal("1.5")),
                new Predicate.Compare(NAME, Comparison.LT, "a"),
                new Predicate.Like(NAME, "a"),
                new Predicate.Found(NAME, "abc"),
                new Predicate.OneOf(NAME, List.of("a", "b")),
                new Predicate.OneOf(AMOUNT, List.of(1L, new BigDecimal("1.5"))),
                new Predicate.Empty(NAME),
                Predicate.ALL,
                Predicate.NONE);
        assertThat(different.stream()
                        .map(BoundPredicate::of)
                        .map(bound -> bound.orElseThrow().shape()))
                .doesNotHaveDuplicates();
    }

    @Test
    void leavesWhatDependsOnMoreThanItsValuesToBeWrittenEachTime() {
        Circumstances now = new Circumstances(Instant.EPOCH, ZoneOffset.UTC, "p", "P");
        Predicate holds = new Predicate.Holds(new Expression.Nothing(), Map.of(), now);
        assertThat(BoundPredicate.of(holds)).isEmpty();
        assertThat(BoundPredicate.of(new Predicate.Not(holds))).isEmpty();
        assertThat(BoundPredicate.of(new Predicate.All(List.of(compare(NAME, "a"), holds))))
                .isEmpty();
        List<Predicate> many =
                IntStream.range(0, 51).mapToObj(i -> compare(NAME, "v" + i)).toList();
        assertThat(BoundPredicate.of(new Predicate.Any(many))).isEmpty();
    }

    @Test
    void takesAnyNumberOfValuesOfOneTypeForOneStatement() {
        List<Object> many =
                IntStream.range(0, 1_000).<Object>mapToObj(i -> "v" + i).toList();
        BoundPredicate bound =
                BoundPredicate.of(new Predicate.OneOf(NAME, many)).orElseThrow();
        assertThat(bound.values()).hasSize(1);
        assertThat(bound.shape())
                .isEqualTo(BoundPredicate.of(new Predicate.OneOf(NAME, List.of("a")))
                        .orElseThrow()
                        .shape());
    }
}
