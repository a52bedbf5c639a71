package dev.millwright.record.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.millwright.expression.Circumstances;
import dev.millwright.expression.DateSpan;
import dev.millwright.expression.Evaluator;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionException;
import dev.millwright.expression.Reference;
import dev.millwright.expression.RightAnswers;
import dev.millwright.expression.Sample;
import dev.millwright.record.internal.QueryPlan.Operand;
import dev.millwright.record.internal.QueryPlan.Term;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.TableName;
import dev.millwright.shared.Ids;
import dev.millwright.testing.Database;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Expressions as SQL come to what they come to in Java. */
class ExpressionSqlIntegrationTests {

    private static final int AT_ONCE = 50;
    private static final int ROWS = 12;

    private static final Map<String, ColumnType> COLUMNS = new LinkedHashMap<>();
    private static final Map<String, Term> TERMS = new LinkedHashMap<>();

    private static int filled;
    private static int compared;
    private static HikariDataSource pool;
    private static DSLContext dsl;

    private static final Map<String, ColumnType> LINE_COLUMNS = new LinkedHashMap<>();
    private static final Map<String, ExpressionSql.Rows> LINES;

    static {
        LINE_COLUMNS.put("x", ColumnType.NUMERIC);
        LINE_COLUMNS.put("y", ColumnType.BIGINT);
        LINE_COLUMNS.put("s", ColumnType.TEXT);
        LINE_COLUMNS.put("ok", ColumnType.BOOLEAN);
        LINE_COLUMNS.put("day", ColumnType.DATE);
        LINE_COLUMNS.put("moment", ColumnType.TIMESTAMPTZ);
        LINE_COLUMNS.put("took", ColumnType.NUMERIC);
        LINE_COLUMNS.put("begin", ColumnType.TEXT);
        LINE_COLUMNS.put("away", ColumnType.DATE);
        LINE_COLUMNS.put("away_to", ColumnType.DATE);
        LINE_COLUMNS.put("who", ColumnType.TEXT);
        LINE_COLUMNS.put("who_name", ColumnType.TEXT);
        Map<String, List<ColumnSpec>> columns = new LinkedHashMap<>();
        LINE_COLUMNS.forEach((name, type) -> columns.put(name, List.of(new ColumnSpec(name, type))));
        columns.put(
                "who", List.of(new ColumnSpec("who", ColumnType.TEXT), new ColumnSpec("who_name", ColumnType.TEXT)));
        columns.put(
                "away", List.of(new ColumnSpec("away", ColumnType.DATE), new ColumnSpec("away_to", ColumnType.DATE)));
        columns.put("id", List.of(new ColumnSpec("id", ColumnType.UUID)));
        LINES = Map.of("lines", new ExpressionSql.Rows(new TableName("app_samples", "sample_line"), "parent", columns));
        column("a", ColumnType.NUMERIC);
        column("b", ColumnType.NUMERIC);
        column("n", ColumnType.BIGINT);
        column("t", ColumnType.TEXT);
        column("u", ColumnType.TEXT);
        column("yes", ColumnType.BOOLEAN);
        column("d", ColumnType.DATE);
        column("e", ColumnType.DATE);
        column("at", ColumnType.TIMESTAMPTZ);
        column("at2", ColumnType.TIMESTAMPTZ);
        column("clock", ColumnType.TEXT);
        column("spent", ColumnType.NUMERIC);
        column("late", ColumnType.NUMERIC);
        column("leave", ColumnType.DATE);
        COLUMNS.put("leave_to", ColumnType.DATE);
        TERMS.computeIfPresent(
                "leave", (_, term) -> new Term(term.operand(), new Operand.Own("leave_to", ColumnType.DATE)));
        column("status", ColumnType.TEXT);
        column("tags", ColumnType.TEXT_ARRAY);
        column("customer", ColumnType.UUID);
        column("owner", ColumnType.TEXT);
        column("id", ColumnType.UUID);
        for (String reference : List.of("customer", "owner")) {
            COLUMNS.put(reference + "_name", ColumnType.TEXT);
            TERMS.computeIfPresent(
                    reference,
                    (_, term) -> new Term(term.operand(), new Operand.Own(reference + "_name", ColumnType.TEXT)));
        }
    }

    private static void column(String name, ColumnType type) {
        COLUMNS.put(name, type);
        TERMS.put(name, new Term(new Operand.Own(name, type), null));
    }

    @BeforeAll
    static void open() {
        Database database = Database.create();
        pool = new HikariDataSource();
        pool.setDataSource(database.dataSource());
        pool.setMaximumPoolSize(4);
        Flyway.configure()
                .dataSource(pool)
                .schemas("platform")
                .defaultSchema("platform")
                .load()
                .migrate();
        dsl = DSL.using(pool, SQLDialect.POSTGRES);
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    private static void fill(List<Map<String, @Nullable Object>> rows, List<Map<String, @Nullable Object>> lines) {
        fill(rows);
        dsl.execute("create schema if not exists app_samples");
        dsl.execute("drop table if exists app_samples.sample_line");
        dsl.execute("""
                create table app_samples.sample_line (id uuid, created_at timestamptz, deleted_at timestamptz, parent uuid, x numeric,
                y bigint, s text, ok boolean, day date, moment timestamptz, took numeric, "begin" text, away date, away_to date, who text, who_name text)""");
        Instant made = Instant.parse("2026-01-01T00:00:00Z");
        for (Map<String, @Nullable Object> line : lines) {
            // What was made in one moment is told apart by its id.
            made = made.plusSeconds(line.get("ok") == null ? 0 : 1);
            Map<Field<?>, @Nullable Object> cells = new LinkedHashMap<>();
            cells.put(DSL.field(DSL.name("id"), SQLDataType.UUID), Ids.next());
            cells.put(DSL.field(DSL.name("created_at"), SQLDataType.INSTANT), made);
            cells.put(
                    DSL.field(DSL.name("parent"), SQLDataType.UUID),
                    UUID.fromString(String.valueOf(rows.getFirst().get("id"))));
            LINE_COLUMNS.forEach((name, type) -> cells.put(
                    DSL.field(DSL.name(name), Columns.type(type)),
                    name.equals("y") && line.get("y") instanceof BigDecimal whole
                            ? (Object) whole.longValueExact()
                            : stored(line, name, type)));
            dsl.insertInto(DSL.table(DSL.name("app_samples", "sample_line")))
                    .set(cells)
                    .execute();
        }
    }

    private static void fill(List<Map<String, @Nullable Object>> rows) {
        dsl.execute("drop table if exists sample");
        StringBuilder columns = new StringBuilder("place bigint");
        COLUMNS.forEach((name, type) -> columns.append(", \"%s\" %s".formatted(name, type.sqlName())));
        dsl.execute("create table sample (" + columns + ")");
        for (int i = 0; i < rows.size(); i++) {
            Map<Field<?>, @Nullable Object> cells = new LinkedHashMap<>();
            cells.put(DSL.field(DSL.name("place"), SQLDataType.BIGINT), (long) i);
            for (Map.Entry<String, ColumnType> column : COLUMNS.entrySet()) {
                cells.put(
                        DSL.field(DSL.name(column.getKey()), Columns.type(column.getValue())),
                        stored(rows.get(i), column.getKey(), column.getValue()));
            }
            dsl.insertInto(DSL.table(DSL.name("sample"))).set(cells).execute();
        }
    }

    private static @Nullable Object stored(Map<String, @Nullable Object> row, String column, ColumnType type) {
        if (column.endsWith("_name")) {
            return row.get(column.replace("_name", "")) instanceof Reference reference ? reference.name() : null;
        }
        if (column.endsWith("_to")) {
            return row.get(column.replace("_to", "")) instanceof DateSpan span ? span.last() : null;
        }
        Object value = row.get(column);
        return switch (value) {
            case DateSpan span -> span.first();
            case null -> null;
            case Reference reference when type == ColumnType.UUID -> UUID.fromString(reference.id());
            case Reference reference -> reference.id();
            case List<?> list -> list.toArray(String[]::new);
            default -> Columns.type(type).convert(type == ColumnType.UUID ? UUID.fromString(value.toString()) : value);
        };
    }

    /** What each expression comes to in each row, as text. */
    private static List<List<String>> asSql(List<Expression> expressions, Circumstances circumstances) {
        ExpressionSql sql = new ExpressionSql(TERMS, LINES, circumstances);
        List<Field<?>> fields = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            fields.add(typed(sql.value(expressions.get(i)), expressions.get(i)).as("x" + i));
        }
        List<List<String>> results = new ArrayList<>();
        for (Record row : dsl.select(fields)
                .from(DSL.table(DSL.name("sample")).as("r"))
                .orderBy(DSL.field(DSL.name("place")))
                .fetch()) {
            results.add(row.intoList().stream().map(Sample::written).toList());
        }
        return results;
    }

    private static Field<?> typed(Field<?> field, Expression expression) {
        return switch (expression.type()) {
            case NUMBER, DURATION -> field.coerce(SQLDataType.NUMERIC);
            case BOOLEAN -> field.coerce(SQLDataType.BOOLEAN);
            case DATE -> field.coerce(SQLDataType.LOCALDATE);
            case DATE_TIME -> field.coerce(SQLDataType.INSTANT);
            case TEXT, TIME, DATE_RANGE, CHOICE, CHOICES, LINK, PERSON, ID, OTHER, EMPTY ->
                field.coerce(SQLDataType.CLOB);
        };
    }

    @Test
    void comesToTheRightAnswers() {
        fill(List.of(Sample.row()), Sample.lines());
        List<RightAnswers.Answer> answers = RightAnswers.all();
        List<String> results = asSql(
                        answers.stream()
                                .map(answer -> Sample.compile(answer.expression()))
                                .toList(),
                        Sample.NOW)
                .getFirst();
        for (int i = 0; i < answers.size(); i++) {
            assertThat(results.get(i))
                    .as(answers.get(i).expression())
                    .isEqualTo(answers.get(i).result());
        }
    }

    @Test
    void writesWhateverIsWrittenInAShortStatement() {
        fill(List.of(Sample.row()), Sample.lines());
        for (String text : Sample.hostile()) {
            long start = System.nanoTime();
            try {
                asSql(List.of(Sample.compile(text)), Sample.NOW);
            } catch (ExpressionException e) {
                assertThat(e.code()).startsWith("expression.error.");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(text).isLessThan(Duration.ofSeconds(2));
        }
    }

    /** Run with {@code -Dmillwright.expressions=100000} for many. */
    @Test
    void comesToTheSameAsInJavaWhateverIsWritten() {
        int wanted = Integer.getInteger("millwright.expressions", 2_000);
        Random random = new Random(Long.getLong("millwright.seed", 20_260_131L));
        Sample.Writer writer = new Sample.Writer(random);
        List<String> different = new ArrayList<>();
        List<Map<String, @Nullable Object>> rows = List.of();
        List<Map<String, @Nullable Object>> lines = List.of();
        for (int done = 0; done < wanted; done += AT_ONCE) {
            if (done % (20 * AT_ONCE) == 0) {
                List<Map<String, @Nullable Object>> next = new ArrayList<>();
                for (int i = 0; i < ROWS; i++) {
                    next.add(Sample.random(random));
                }
                rows = List.copyOf(next);
                lines = Sample.randomLines(random);
                fill(rows, lines);
            }
            List<String> texts = new ArrayList<>();
            List<Expression> expressions = new ArrayList<>();
            while (expressions.size() < AT_ONCE) {
                String text = writer.any();
                try {
                    expressions.add(Sample.compile(text));
                    texts.add(text);
                } catch (ExpressionException e) {
                    continue;
                }
            }
            Circumstances circumstances = random.nextBoolean() ? Sample.NOW : Sample.IN_NEW_YORK;
            compare(texts, expressions, rows, lines, circumstances, different);
        }
        assertThat(different).isEmpty();
        assertThat(filled).as("what is not empty of " + compared).isGreaterThan(compared / 3);
    }

    private static void compare(
            List<String> texts,
            List<Expression> expressions,
            List<Map<String, @Nullable Object>> rows,
            List<Map<String, @Nullable Object>> lines,
            Circumstances circumstances,
            List<String> different) {
        Evaluator evaluator = new Evaluator(circumstances);
        List<List<String>> results;
        try {
            results = asSql(expressions, circumstances);
        } catch (RuntimeException e) {
            for (int i = 0; i < expressions.size(); i++) {
                try {
                    asSql(List.of(expressions.get(i)), circumstances);
                } catch (RuntimeException one) {
                    different.add(texts.get(i) + " fails: " + one.getCause());
                }
            }
            return;
        }
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < expressions.size(); i++) {
                String java = Sample.written(evaluator.value(expressions.get(i), Sample.values(rows.get(row), lines)));
                String sql = results.get(row).get(i);
                compared++;
                filled += sql.equals("-") ? 0 : 1;
                if (!java.equals(sql) && different.size() < 100) {
                    different.add("%s is %s in Java and %s in SQL of %s in %s"
                            .formatted(
                                    texts.get(i), java, sql, rows.get(row) + " with " + lines, circumstances.zone()));
                }
            }
        }
    }
}
