package dev.millwright.record.internal;

import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.val;

import dev.millwright.expression.Circumstances;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Apply;
import dev.millwright.expression.Expression.Circumstance;
import dev.millwright.expression.Expression.Comparison;
import dev.millwright.expression.Expression.Given;
import dev.millwright.expression.Expression.Literal;
import dev.millwright.expression.Expression.Named;
import dev.millwright.expression.Expression.Rollup;
import dev.millwright.expression.Expression.RowValue;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.expression.TimeFormat;
import dev.millwright.expression.WorkDays;
import dev.millwright.record.internal.QueryPlan.Operand;
import dev.millwright.record.internal.QueryPlan.Term;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.schema.TableName;
import dev.millwright.shared.Ids;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Writes an expression as SQL over the row of a form's table; whatever was written out in it is a bound value. */
final class ExpressionSql {

    private final Map<String, Term> terms;
    private final Map<String, Rows> rows;
    private final Map<String, Field<?>> worked;
    private final Circumstances now;

    ExpressionSql(Map<String, Term> terms, Circumstances now) {
        this(terms, Map.of(), now);
    }

    /**
     * @param rows the rows of other tables that lead to the row, by the name that the expression has for them
     */
    ExpressionSql(Map<String, Term> terms, Map<String, Rows> rows, Circumstances now) {
        this(terms, rows, Map.of(), now);
    }

    /**
     * @param worked what names stand for that are worked out by the same statement
     */
    ExpressionSql(Map<String, Term> terms, Map<String, Rows> rows, Map<String, Field<?>> worked, Circumstances now) {
        this.terms = terms;
        this.rows = rows;
        this.worked = worked;
        this.now = now;
    }

    /**
     * Rows of a table that lead to a row.
     *
     * @param link the column by which they do
     * @param columns what an expression may ask of them
     */
    record Rows(TableName table, String link, Map<String, List<ColumnSpec>> columns) {}

    Condition condition(Expression expression) {
        return switch (expression) {
            case Literal literal -> Boolean.TRUE.equals(literal.value()) ? trueCondition() : falseCondition();
            case Named named -> when("{0}", own(named));
            case RowValue row -> when("{0}", ofRow(row, 0));
            case Rollup rollup -> when("{0}", rollup(rollup));
            case Expression.Not not -> when("(not {0})", condition(not.of()));
            case Expression.All all -> joined(" and ", all.parts());
            case Expression.Any any -> joined(" or ", any.parts());
            case Expression.Compare compare -> compare(compare.comparison(), compare.left(), compare.right());
            case Expression.OneOf oneOf -> oneOf(oneOf);
            case Apply apply -> truth(apply);
            case Expression.Nothing _, Given _ -> throw new IllegalStateException("Never true or false: " + expression);
        };
    }

    private Condition oneOf(Expression.OneOf oneOf) {
        if (oneOf.subject().type() == ExpressionType.ID) {
            return joined(
                    " or ",
                    oneOf.values().stream()
                            .<Expression>map(value -> new Expression.Compare(Comparison.EQUAL, oneOf.subject(), value))
                            .toList());
        }
        // The subject stands there once, which a list is not to PostgreSQL: for each value, such lists within each
        // other would double it.
        return when(
                "{0} = any(array[{1}])",
                value(oneOf.subject()),
                DSL.list(oneOf.values().stream().map(this::value).toList()));
    }

    /** Side by side: hundreds of parts within each other would be too deep for those who write them out. */
    private Condition joined(String sign, List<Expression> parts) {
        String places = IntStream.range(0, parts.size())
                .mapToObj(place -> "{" + place + "}")
                .collect(Collectors.joining(sign, "(", ")"));
        return when(places, parts.stream().map(this::condition).toArray(QueryPart[]::new));
    }

    private static Condition when(String template, QueryPart... parts) {
        return DSL.condition(template, parts);
    }

    private Condition truth(Apply apply) {
        Expression first = apply.arguments().getFirst();
        return switch (apply.operation()) {
            case CONTAINS, STARTS_WITH, ENDS_WITH ->
                partOf(apply.operation(), first, apply.arguments().get(1));
            case HAS_OPTION -> {
                Expression option = apply.arguments().get(1);
                yield option instanceof Literal(String key, ExpressionType _)
                        ? when("{0} @> {1}", several(first), val(new String[] {key}, SQLDataType.CLOB.array()))
                        : when("{1} = any({0})", several(first), text(option));
            }
            case IS_EMPTY -> empty(first);
            case OF_MY_DEPARTMENT, UNDER_MY_DEPARTMENT -> ofMyDepartment(apply.operation(), first);
            default -> when("{0}", calculated(apply));
        };
    }

    private Condition ofMyDepartment(Operation operation, Expression department) {
        Field<?> mine = val(now.departments().toArray(String[]::new), SQLDataType.CLOB.array());
        Field<?> paths = department.type() == ExpressionType.CHOICES
                ? value(department)
                : sql("array[{0}]::text[]", text(department));
        return operation == Operation.OF_MY_DEPARTMENT
                ? when("({0} && {1}) is true", paths, mine)
                : when(
                        "exists (select 1 from unnest({0}) as o(path), unnest({1}) as m(path)"
                                + " where o.path = m.path or starts_with(o.path, m.path || '/'))",
                        paths, mine);
    }

    /** What several options are told by; people by who they are and by what they are called. */
    private Field<?> several(Expression options) {
        Field<?> names = switch (options) {
            case Named named
            when term(named).name() != null -> named(term(named).name());
            case RowValue row
            when rowsOf(row.rows()).columns().getOrDefault(row.key(), List.of()).size() > 1 -> ofRow(row, 1);
            default -> null;
        };
        return names == null ? value(options) : sql("({0} || {1})", value(options), names);
    }

    /** How {@code ilike} finds a text that is written out; null for other operations. */
    static @Nullable String pattern(Operation operation, String part) {
        String escaped = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        if (operation == Operation.CONTAINS) {
            return "%" + escaped + "%";
        }
        if (operation == Operation.STARTS_WITH) {
            return escaped + "%";
        }
        return operation == Operation.ENDS_WITH ? "%" + escaped : null;
    }

    private Condition partOf(Operation operation, Expression whole, Expression part) {
        Field<?> text = text(whole);
        if (part instanceof Literal(String written, ExpressionType _)) {
            return when("{0} ilike {1}", text, val(pattern(operation, written)));
        }
        Field<?> other = text(part);
        if (operation == Operation.CONTAINS) {
            return when("strpos(lower({0}), lower({1})) > 0", text, other);
        }
        return operation == Operation.STARTS_WITH
                ? when("starts_with(lower({0}), lower({1}))", text, other)
                : when("right(lower({0}), char_length({1})) = lower({1})", text, other);
    }

    private Condition empty(Expression value) {
        return switch (value) {
            case Expression.Nothing _ -> trueCondition();
            case Named named -> own(named).isNull();
            case Expression other
            when other.type() == ExpressionType.BOOLEAN -> when("({0}) is null", condition(other));
            case Expression other
            when other.type() == ExpressionType.TEXT -> when("nullif({0}, '') is null", text(other));
            default -> value(value).isNull();
        };
    }

    private Condition compare(Comparison comparison, Expression left, Expression right) {
        ExpressionType a = left.type();
        ExpressionType b = right.type();
        if (a == ExpressionType.DATE_TIME && b == ExpressionType.DATE) {
            return compare(comparison, value(dayOf(left)), value(right));
        }
        if (a == ExpressionType.DATE && b == ExpressionType.DATE_TIME) {
            return compare(comparison, value(left), value(dayOf(right)));
        }
        if (a == ExpressionType.PERSON && b == ExpressionType.PERSON) {
            return compare(comparison, id(left), id(right));
        }
        if (a == ExpressionType.PERSON || b == ExpressionType.PERSON) {
            Expression person = a == ExpressionType.PERSON ? left : right;
            Field<?> text = text(a == ExpressionType.PERSON ? right : left);
            Condition either = when("{2} = any(array[{0}, {1}])", id(person), text(person), text);
            return comparison == Comparison.EQUAL ? either : not(either);
        }
        if (a == ExpressionType.ID) {
            return compareIds(comparison, left, right);
        }
        return compare(comparison, value(left), value(right));
    }

    /** A text that is no id equals none. */
    private Condition compareIds(Comparison comparison, Expression left, Expression right) {
        if (left instanceof Literal) {
            return right instanceof Literal
                    ? compare(comparison, value(left), value(right))
                    : compareIds(comparison, right, left);
        }
        Field<?> id = id(left);
        if (right instanceof Literal(String text, ExpressionType _)
                && id.getDataType().equals(SQLDataType.UUID)) {
            return Ids.parse(text)
                    .map(wanted -> compare(comparison, id, val(wanted, SQLDataType.UUID)))
                    .orElseGet(() -> compare(comparison, field("cast({0} as text)", String.class, id), val(text)));
        }
        return compare(
                comparison,
                field("cast({0} as text)", String.class, id),
                field("cast({0} as text)", String.class, id(right)));
    }

    private static Condition compare(Comparison comparison, Field<?> left, Field<?> right) {
        return switch (comparison) {
            case EQUAL -> when("{0} = {1}", left, right);
            case UNEQUAL -> when("{0} <> {1}", left, right);
            case LESS -> when("{0} < {1}", left, right);
            case AT_MOST -> when("{0} <= {1}", left, right);
            case GREATER -> when("{0} > {1}", left, right);
            case AT_LEAST -> when("{0} >= {1}", left, right);
        };
    }

    private static Expression dayOf(Expression moment) {
        return Expression.apply(Operation.DAY_OF_MOMENT, ExpressionType.DATE, moment);
    }

    /** The value in the form that its type is calculated with. */
    Field<?> value(Expression expression) {
        return switch (expression.type()) {
            case TEXT, TIME, CHOICE, LINK, PERSON -> text(expression);
            case NUMBER, DURATION -> number(expression);
            case BOOLEAN -> field(condition(expression));
            case DATE, DATE_TIME -> time(expression);
            case ID -> field("cast({0} as text)", String.class, id(expression));
            case DATE_RANGE, CHOICES, OTHER ->
                switch (expression) {
                    case Named named -> own(named);
                    case RowValue row -> ofRow(row, 0);
                    default -> unexpected(expression);
                };
            case EMPTY -> inline((String) null);
        };
    }

    private Field<?> text(Expression expression) {
        return switch (expression) {
            case Literal literal -> val(String.valueOf(literal.value()));
            case Given _ -> val(now.personName());
            case Expression.Nothing _ -> field("cast(null as text)", String.class);
            case Named named ->
                switch (named.type()) {
                    case LINK, PERSON -> named(term(named).name());
                    case TEXT,
                            CHOICE,
                            NUMBER,
                            BOOLEAN,
                            DATE,
                            DATE_TIME,
                            TIME,
                            DURATION,
                            DATE_RANGE,
                            CHOICES,
                            ID,
                            OTHER,
                            EMPTY -> own(named);
                };
            case RowValue row -> ofRow(row, row.type() == ExpressionType.PERSON ? 1 : 0);
            case Rollup rollup -> rollup(rollup);
            case Apply apply -> calculated(apply);
            case Expression.Not _, Expression.All _, Expression.Any _, Expression.Compare _, Expression.OneOf _ ->
                unexpected(expression);
        };
    }

    private Field<?> number(Expression expression) {
        return switch (expression) {
            case Literal literal -> sql("cast({0} as numeric)", val((BigDecimal) literal.value(), SQLDataType.NUMERIC));
            case Expression.Nothing _ -> sql("cast(null as numeric)");
            // Whole numbers of PostgreSQL overflow and are divided without a rest.
            case Named named ->
                own(named).getDataType().equals(SQLDataType.BIGINT)
                        ? sql("cast({0} as numeric)", own(named))
                        : own(named);
            case RowValue row -> sql("cast({0} as numeric)", ofRow(row, 0));
            case Rollup rollup -> rollup(rollup);
            case Apply apply -> calculated(apply);
            case Given _,
                    Expression.Not _,
                    Expression.All _,
                    Expression.Any _,
                    Expression.Compare _,
                    Expression.OneOf _ -> unexpected(expression);
        };
    }

    private Field<?> time(Expression expression) {
        return switch (expression) {
            case Literal literal ->
                switch (literal.value()) {
                    case LocalDate day -> date(day);
                    case Instant moment -> moment(moment);
                    default -> unexpected(expression);
                };
            case Given(Circumstance what) -> what == Circumstance.TODAY ? date(now.today()) : moment(now.now());
            case Expression.Nothing _ -> sql("null");
            case Named named -> own(named);
            case RowValue row -> ofRow(row, 0);
            case Rollup rollup -> rollup(rollup);
            case Apply apply -> calculated(apply);
            case Expression.Not _, Expression.All _, Expression.Any _, Expression.Compare _, Expression.OneOf _ ->
                unexpected(expression);
        };
    }

    private Field<?> calculated(Apply apply) {
        List<Expression> arguments = apply.arguments();
        Expression first = arguments.getFirst();
        return switch (apply.operation()) {
            case SUM -> sum(arguments);
            case ADD -> sql("({0} + {1})", numbers(arguments));
            case SUBTRACT -> sql("({0} - {1})", numbers(arguments));
            case MULTIPLY -> sql("({0} * {1})", numbers(arguments));
            // As many digits whatever zeros a number ends with.
            case DIVIDE -> sql("(trim_scale({0}) / nullif(trim_scale({1}), 0))", numbers(arguments));
            case REMAINDER -> sql("({0} % nullif({1}, 0))", numbers(arguments));
            case NEGATE -> sql("(- {0})", number(first));
            case ABSOLUTE -> sql("abs({0})", number(first));
            case ROUND -> sql("round({0}, cast({1} as integer))", numbers(arguments));
            case ROUND_UP -> sql("platform.round_up({0}, {1})", numbers(arguments));
            case ROUND_DOWN -> sql("trunc({0}, cast({1} as integer))", numbers(arguments));
            case FLOOR -> sql("floor({0})", number(first));
            case POWER -> sql("platform.power_of({0}, {1})", numbers(arguments));
            case SQUARE_ROOT -> sql("platform.square_root({0})", number(first));
            case LEAST -> sql("least({0})", list(apply.type(), arguments));
            case GREATEST -> sql("greatest({0})", list(apply.type(), arguments));
            case NUMBER_OF_TEXT -> sql("platform.number_of_text({0})", text(first));

            case ADD_DAYS -> sql("platform.days_later({0}, {1})", time(first), number(arguments.get(1)));
            case DAYS_BETWEEN -> sql("cast({0} - {1} as numeric)", time(first), time(arguments.get(1)));
            case ADD_SECONDS -> sql("platform.seconds_later({0}, {1})", time(first), number(arguments.get(1)));
            case SECONDS_BETWEEN ->
                sql("(extract(epoch from {0}) - extract(epoch from {1}))", time(first), time(arguments.get(1)));
            case MOMENT_OF_DAY ->
                sql("platform.moment_of_day({0}, {1}, {2})", time(first), number(arguments.get(1)), zone());
            case TIME_OF_MOMENT ->
                sql(
                        "platform.time_of_seconds(extract(epoch from cast({0} at time zone {1} as time)))",
                        time(first), zone());
            case SECONDS_OF_TIME -> sql("platform.seconds_of_time({0})", text(first));
            case TIME_OF_SECONDS -> sql("platform.time_of_seconds({0})", number(first));
            case TIME_OF_TEXT -> sql("platform.time_of_text({0})", text(first));
            case FIRST_DAY -> end(first, true);
            case LAST_DAY -> end(first, false);
            case DATE_OF_PARTS -> sql("platform.day_of_parts({0}, {1}, {2})", numbers(arguments));
            case MOMENT_OF_PARTS -> momentOf(arguments);
            case DAY_OF_MOMENT -> sql("cast({0} at time zone {1} as date)", time(first), zone());
            case YEAR -> sql("extract(year from {0})", time(first));
            case MONTH -> sql("extract(month from {0})", time(first));
            case DAY -> sql("extract(day from {0})", time(first));
            case HOUR -> sql("extract(hour from {0} at time zone {1})", time(first), zone());
            case MINUTE -> sql("extract(minute from {0} at time zone {1})", time(first), zone());
            case SECOND -> sql("trunc(extract(second from {0} at time zone {1}))", time(first), zone());
            case WEEKDAY -> sql("extract(isodow from {0})", time(first));
            case WEEK -> sql("platform.week_of_year({0}, {1})", time(first), number(arguments.get(1)));
            case ADD_MONTHS -> sql("platform.months_later({0}, {1})", time(first), number(arguments.get(1)));
            case MONTH_END -> sql("platform.month_end({0})", time(first));
            case DATE_DIFFERENCE ->
                sql(
                        "platform.date_difference({0}, {1}, {2})",
                        time(first), time(arguments.get(1)), text(arguments.get(2)));
            case WORKDAYS_BETWEEN -> ofWorkDays("platform.workdays_between", time(first), time(arguments.get(1)));
            case ADD_WORKDAYS -> ofWorkDays("platform.workdays_later", time(first), number(arguments.get(1)));
            case DATE_OF_TEXT -> sql("platform.date_of_text({0})", text(first));

            case CONCATENATE -> sql("({0} || {1})", text(first), text(arguments.get(1)));
            case LENGTH -> sql("cast(char_length({0}) as numeric)", text(first));
            case LOWER -> sql("lower({0})", text(first));
            case UPPER -> sql("upper({0})", text(first));
            case TRIM -> sql("btrim({0}, {1})", text(first), inline(" \t\r\n\u00a0\u3000"));
            case JOIN ->
                arguments.stream()
                        .<Field<?>>map(argument -> sql("coalesce({0}, '')", text(argument)))
                        .reduce((a, b) -> sql("({0} || {1})", a, b))
                        .orElseThrow();
            case TEXT_OF_NUMBER -> sql("cast(trim_scale({0}) as text)", number(first));
            case WRITE_NUMBER ->
                sql(
                        "platform.write_number({0}, {1}, {2}, {3}, {4}, {5})",
                        number(first),
                        text(arguments.get(1)),
                        number(arguments.get(2)),
                        number(arguments.get(3)),
                        number(arguments.get(4)),
                        field(condition(arguments.get(5))));
            case WRITE_DURATION -> sql("platform.write_duration({0}, {1})", number(first), text(arguments.get(1)));
            case WRITE_TIME -> written(first, (Literal) arguments.get(1));
            case PART ->
                sql(
                        "platform.part_of_text({0}, {1}, {2})",
                        text(first), number(arguments.get(1)), number(arguments.get(2)));
            case ENDING -> sql("platform.end_of_text({0}, {1})", text(first), number(arguments.get(1)));
            case REPLACE ->
                arguments.size() == 3
                        ? sql(
                                "platform.replace_text({0}, {1}, {2})",
                                text(first), text(arguments.get(1)), text(arguments.get(2)))
                        : sql(
                                "platform.replace_text({0}, {1}, {2}, {3})",
                                text(first), text(arguments.get(1)), text(arguments.get(2)), number(arguments.get(3)));
            case POSITION ->
                sql(
                        "platform.position_in_text({0}, {1}, {2})",
                        text(first), text(arguments.get(1)), number(arguments.get(2)));
            case REPEAT -> sql("platform.repeat_text({0}, {1})", text(first), number(arguments.get(1)));

            case CHOOSE -> chosen(apply);
            case FIRST_FILLED ->
                arguments.stream()
                        .<Field<?>>map(argument -> as(apply.type(), argument))
                        .reduce((a, b) -> sql("coalesce({0}, {1})", a, b))
                        .orElseThrow();
            case CONTAINS, STARTS_WITH, ENDS_WITH, HAS_OPTION, IS_EMPTY, OF_MY_DEPARTMENT, UNDER_MY_DEPARTMENT ->
                field(truth(apply));
            case ID_OF -> id(first);
        };
    }

    /** What may be long stands there but once, or sums within sums would double it each time. */
    private Field<?> sum(List<Expression> numbers) {
        if (numbers.stream().anyMatch(Literal.class::isInstance)) {
            return numbers.stream()
                    .<Field<?>>map(number ->
                            number instanceof Literal ? number(number) : sql("coalesce({0}, 0)", number(number)))
                    .reduce((a, b) -> sql("({0} + {1})", a, b))
                    .orElseThrow();
        }
        if (numbers.size() == 2 && numbers.stream().allMatch(Named.class::isInstance)) {
            Field<?>[] two = numbers(numbers);
            return sql("coalesce({0} + {1}, {0}, {1})", two);
        }
        return sql("(select sum(v) from unnest(array[{0}]) v)", DSL.list(numbers(numbers)));
    }

    private Field<?>[] numbers(List<Expression> arguments) {
        return arguments.stream().map(this::number).toArray(Field<?>[]::new);
    }

    private QueryPart list(ExpressionType type, List<Expression> arguments) {
        return DSL.list(arguments.stream().map(argument -> as(type, argument)).toList());
    }

    private Field<?> momentOf(List<Expression> parts) {
        Field<?>[] arguments = Arrays.copyOf(numbers(parts), parts.size() + 1);
        arguments[parts.size()] = zone();
        return sql("platform.moment_of_parts({0}, {1}, {2}, {3}, {4}, {5}, {6})", arguments);
    }

    private Field<?> written(Expression time, Literal format) {
        StringBuilder pattern = new StringBuilder();
        for (TimeFormat.Part part : TimeFormat.parts((String) format.value())) {
            pattern.append(
                    switch (part.piece()) {
                        case YEAR -> "YYYY";
                        case YEAR_OF_CENTURY -> "YY";
                        case MONTH -> "FMMM";
                        case MONTH_OF_TWO_DIGITS -> "MM";
                        case DAY -> "FMDD";
                        case DAY_OF_TWO_DIGITS -> "DD";
                        case HOUR -> "FMHH24";
                        case HOUR_OF_TWO_DIGITS -> "HH24";
                        case MINUTE -> "FMMI";
                        case MINUTE_OF_TWO_DIGITS -> "MI";
                        case SECOND -> "FMSS";
                        case SECOND_OF_TWO_DIGITS -> "SS";
                        case TEXT -> "\"" + part.text() + "\"";
                    });
        }
        return time.type() == ExpressionType.DATE
                ? sql("to_char(cast({0} as timestamp), {1})", time(time), val(pattern.toString()))
                : sql("to_char({0} at time zone {1}, {2})", time(time), zone(), val(pattern.toString()));
    }

    private Field<?> ofWorkDays(String function, Field<?> from, Field<?> to) {
        WorkDays days = now.workDays();
        return sql(
                function + "({0}, {1}, {2}, {3}, {4})",
                from,
                to,
                inline(days.week()),
                val(days.off(), SQLDataType.LOCALDATE.array()),
                val(days.worked(), SQLDataType.LOCALDATE.array()));
    }

    private Field<?> end(Expression range, boolean first) {
        return switch (range) {
            case Named named -> first ? own(named) : named(term(named).name());
            case RowValue row -> ofRow(row, first ? 0 : 1);
            default -> unexpected(range);
        };
    }

    private Field<?> chosen(Apply apply) {
        List<Expression> arguments = apply.arguments();
        StringBuilder template = new StringBuilder("(case");
        Field<?>[] parts = new Field<?>[arguments.size()];
        for (int i = 0; i < parts.length; i++) {
            boolean condition = i % 2 == 0 && i < parts.length - 1;
            parts[i] = condition ? field(condition(arguments.get(i))) : as(apply.type(), arguments.get(i));
            template.append(condition ? " when {" : i % 2 == 1 ? " then {" : " else {")
                    .append(i)
                    .append('}');
        }
        return sql(template.append(" end)").toString(), parts);
    }

    private Field<?> as(ExpressionType type, Expression expression) {
        return expression.type() == ExpressionType.EMPTY
                ? switch (type) {
                    case TEXT, TIME, CHOICE, LINK, PERSON, ID, CHOICES, OTHER, EMPTY -> sql("cast(null as text)");
                    case NUMBER, DURATION -> sql("cast(null as numeric)");
                    case BOOLEAN -> sql("cast(null as boolean)");
                    case DATE, DATE_RANGE -> sql("cast(null as date)");
                    case DATE_TIME -> sql("cast(null as timestamptz)");
                }
                : value(expression);
    }

    /** What tells a record or a person apart. */
    private Field<?> id(Expression expression) {
        return switch (expression) {
            case Literal literal -> val(String.valueOf(literal.value()));
            case Given _ -> val(now.person());
            case Named named -> own(named);
            case RowValue row -> ofRow(row, 0);
            case Rollup rollup -> rollup(rollup);
            case Apply apply -> calculated(apply);
            case Expression.Nothing _,
                    Expression.Not _,
                    Expression.All _,
                    Expression.Any _,
                    Expression.Compare _,
                    Expression.OneOf _ -> unexpected(expression);
        };
    }

    /** Only rows that are not in the bin count. */
    private Field<?> rollup(Rollup rollup) {
        Rows of = rowsOf(rollup.rows());
        String alias = alias(rollup.rows());
        Field<?> value = rollup.value().equals(Literal.of(true)) ? inline(1) : value(rollup.value());
        Field<?> age =
                sql("{0}, {1}", field(name(alias, SystemColumns.CREATED_AT)), field(name(alias, SystemColumns.ID)));
        Field<?> whole = switch (rollup.aggregate()) {
            case SUM -> sql("coalesce(sum({0}), 0)", value);
            case COUNT -> sql("cast(count({0}) as numeric)", value);
            // As many digits as a division of the same numbers has.
            case AVERAGE -> sql("(trim_scale(sum({0})) / nullif(count({0}), 0))", value);
            case MIN -> sql("min({0})", value);
            case MAX -> sql("max({0})", value);
            case FIRST -> sql("(array_agg({0} order by {1}) filter (where {0} is not null))[1]", value, age);
            case LAST ->
                sql(
                        "(array_agg({0} order by {1} desc, {2} desc) filter (where {0} is not null))[1]",
                        value, field(name(alias, SystemColumns.CREATED_AT)), field(name(alias, SystemColumns.ID)));
            case JOIN -> sql("string_agg(nullif({0}, ''), ', ' order by {1})", value, age);
        };
        Condition counts = when(
                "{0} = {1} and {2} is null",
                field(name(alias, of.link())),
                TableSql.column(SystemColumns.ID, ColumnType.UUID),
                field(name(alias, SystemColumns.DELETED_AT)));
        return field(select(whole)
                .from(TableSql.tableOf(of.table()).as(alias))
                .where(rollup.filter() == null ? counts : counts.and(condition(rollup.filter()))));
    }

    private Field<?> ofRow(RowValue row, int column) {
        List<ColumnSpec> columns = rowsOf(row.rows()).columns().get(row.key());
        if (columns == null) {
            throw new IllegalStateException("Rows without " + row.key());
        }
        ColumnSpec wanted = columns.get(column);
        return field(name(alias(row.rows()), wanted.name()), Columns.type(wanted.type()));
    }

    private Rows rowsOf(String name) {
        Rows of = rows.get(name);
        if (of == null) {
            throw new IllegalStateException("Rows without a table: " + name);
        }
        return of;
    }

    /** No table of a statement is called so otherwise. */
    private static String alias(String rows) {
        return "rows_" + rows;
    }

    private Term term(Named named) {
        Term term = terms.get(named.key());
        if (term == null) {
            throw new IllegalStateException("A name without a term: " + named.key());
        }
        return term;
    }

    private Field<?> own(Named named) {
        Field<?> known = worked.get(named.key());
        return known == null ? named(term(named).operand()) : known;
    }

    private static Field<?> named(@Nullable Operand operand) {
        return switch (operand) {
            case null -> sql("cast(null as text)");
            case Operand.Own own -> TableSql.column(own.column(), own.type());
            case Operand.Title title ->
                sql("cast({0} as text)", ofTarget(title.link(), title.source(), title.column(), title.type()));
            case Operand.Linked linked -> ofTarget(linked.link(), linked.source(), linked.column(), linked.type());
            case Operand.Titles titles ->
                throw new IllegalStateException("Not a value in expressions: " + titles.links());
        };
    }

    private static Field<?> ofTarget(String link, Source target, String column, ColumnType type) {
        return field(select(field(name("t", column), Columns.type(type)))
                .from(PlanSql.table(target, "t"))
                .where(when("{0} = {1}", field(name("t", SystemColumns.ID)), TableSql.column(link, ColumnType.UUID))));
    }

    private static Field<?> date(LocalDate day) {
        return sql("cast({0} as date)", val(day, SQLDataType.LOCALDATE));
    }

    private static Field<?> moment(Instant moment) {
        return sql("cast({0} as timestamptz)", val(moment, SQLDataType.INSTANT));
    }

    private Field<?> zone() {
        return inline(now.zone().getId());
    }

    private static Field<?> sql(String template, QueryPart... parts) {
        return field(template, Object.class, parts);
    }

    private static Field<?> unexpected(Expression expression) {
        throw new IllegalStateException("Not checked: " + expression);
    }
}
