package dev.millwright.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.with;

import dev.millwright.expression.ExpressionType;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.Condition;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.internal.QueryPlan.Operand;
import dev.millwright.record.internal.QueryPlan.Term;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.BusinessTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** What statements for figures read of the rows of a form, known to them as {@code r}. */
final class AggregateColumns {

    private final RecordTable table;
    private final QueryPlanner planner;
    private final QueryPlan plan;
    private final BusinessTime time;
    private final List<Field<?>> stretches = new ArrayList<>();

    /**
     * @param plan which rows are wanted
     */
    AggregateColumns(RecordTable table, QueryPlanner planner, QueryPlan plan, BusinessTime time) {
        this.table = table;
        this.planner = planner;
        this.plan = plan;
        this.time = time;
    }

    /** Which rows the figures are of. */
    QueryPlan plan() {
        return plan;
    }

    /** How one column of the answer, or two, become a value. */
    interface Output {
        @Nullable Object read(Record row);
    }

    ExpressionType type(String key) {
        return table.scope()
                .find(key)
                .orElseThrow(() -> new UnknownFieldException(key))
                .type();
    }

    /** Whether the texts of the field's value lie in each other. */
    boolean isPath(String key) {
        StoredField field = table.field(key);
        return field != null && field.field().type().isPath();
    }

    Term term(String key) {
        return planner.term(key);
    }

    /** The column of the table that keeps a field. */
    String column(String key) {
        return operand(term(key)).column();
    }

    static Field<?> own(Term term) {
        Operand.Own own = operand(term);
        return TableSql.column(own.column(), own.type());
    }

    private static Operand.Own operand(Term term) {
        if (term.operand() instanceof Operand.Own own) {
            return own;
        }
        throw new IllegalStateException("No column of its own: " + term);
    }

    static Field<?> named(Term term) {
        return term.name() instanceof Operand.Own own ? TableSql.column(own.column(), own.type()) : own(term);
    }

    /** The first day of the stretch of time that a field is in. */
    Field<LocalDate> stretch(Bucket bucket, String key) {
        ExpressionType type = type(key);
        if (!type.isTime()) {
            throw unusable(key);
        }
        TimeBuckets known = new TimeBuckets(bucket, time.zone(), time.today());
        Field<?> own = own(term(key));
        // No field has such a name.
        String alias = "B" + stretches.size();
        stretches.add((type == ExpressionType.DATE ? known.ofDay(own) : known.ofMoment(own)).as(alias));
        return field(name("r", alias), LocalDate.class);
    }

    /** A figure over those records alone that count for it. */
    <T> Field<T> counted(Condition only, Field<T> figure) {
        return only.equals(Condition.ALL)
                ? figure
                : field(
                        "{0} filter (where {1})",
                        figure.getDataType(), figure, PlanSql.matches(plan.source(), planner.predicate(only)));
    }

    /** A value of the field's first column as the field's type knows it. */
    Output typed(String key, Term term, int place) {
        StoredField stored = table.field(key);
        if (stored == null) {
            return row -> row.get(place);
        }
        ColumnType type = term.operand().type();
        return row -> {
            Object raw = row.get(place, Columns.type(type).getType());
            List<@Nullable Object> columns = new ArrayList<>();
            columns.add(raw);
            for (int i = 1; i < stored.columns().size(); i++) {
                columns.add(null);
            }
            return raw == null ? null : stored.fromDatabase(columns);
        };
    }

    /** The rows, only those that are wanted as far as {@link #where} does not say so. */
    Table<?> from() {
        return stretches.isEmpty() ? PlanSql.table(plan.source(), "r") : withStretches();
    }

    org.jooq.Condition where() {
        return stretches.isEmpty() ? PlanSql.wanted(plan) : noCondition();
    }

    /**
     * The wanted rows and the stretches of time that they are in. PostgreSQL takes what is worked out of a moment for as manifold as the
     * moments, sorts them all and asks no worker for help; of a column of another query it expects a few hundred values, as there are. It
     * is another query only if something keeps it apart, and that no worker minds.
     */
    private Table<?> withStretches() {
        List<SelectFieldOrAsterisk> all = new ArrayList<>();
        all.add(table(name("r")).asterisk());
        all.addAll(stretches);
        return with("apart")
                .as(select(inline(1)))
                .select(all)
                .from(PlanSql.table(plan.source(), "r"))
                .where(PlanSql.wanted(plan))
                .asTable("r");
    }

    static UnknownFieldException unusable(String key) {
        return new UnknownFieldException("record.error.unusableMeasure", key);
    }
}
