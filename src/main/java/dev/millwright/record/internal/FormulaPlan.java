package dev.millwright.record.internal;

import dev.millwright.expression.Circumstances;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expressions;
import dev.millwright.form.AppFormulas;
import dev.millwright.form.AppFormulas.FieldRef;
import dev.millwright.form.AppFormulas.Formula;
import dev.millwright.form.AppFormulas.Input;
import dev.millwright.form.AppFormulas.Rows;
import dev.millwright.form.FormRules;
import dev.millwright.form.FormShape;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.internal.QueryPlan.Operand;
import dev.millwright.record.internal.QueryPlan.Term;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Field;

/** The formulas of an app over its tables, in an order in which each can be worked out. */
final class FormulaPlan {

    /** Some expressions over the table of their form, with what they are worked out from. */
    record Part(
            RecordTable table,
            List<Expression> expressions,
            List<Input> inputs,
            Map<String, Term> terms,
            Map<String, ExpressionSql.Rows> rows) {

        /** What an expression, or a part of one, comes to; of a row named {@code r}. */
        Field<?> sql(Expression part, Circumstances now) {
            return sql(part, Map.of(), now);
        }

        /**
         * @param worked fields of the record that are worked out by the same statement
         */
        Field<?> sql(Expression part, Map<String, Field<?>> worked, Circumstances now) {
            return new ExpressionSql(terms, rows, worked, now).value(part);
        }
    }

    /** The rules of a form over its table. */
    record PlannedRules(FormRules rules, Part part) {}

    /** What fields of a form begin with, over its table. */
    record PlannedBeginnings(List<AppFormulas.Beginning> all, Part part) {}

    /** A formula over its table. */
    record Planned(Formula formula, StoredField field, Part part) {

        RecordTable table() {
            return part.table();
        }

        /** What a part of the formula comes to; of a row named {@code r}. */
        Field<?> sql(Expression expression, Circumstances now) {
            return part.sql(expression, now);
        }

        /**
         * The same.
         *
         * @param worked fields of the record that are worked out by the same statement
         */
        Field<?> sql(Expression expression, Map<String, Field<?>> worked, Circumstances now) {
            return part.sql(expression, worked, now);
        }

        UUID form() {
            return formula.form().id();
        }

        /** Whether what rows come to depends on the field of the record itself, as it is written. */
        boolean looksAtRowsBy(FieldRef field) {
            return formula.expression()
                    .all()
                    .filter(Expression.Rollup.class::isInstance)
                    .flatMap(Expression::all)
                    .anyMatch(part -> part instanceof Expression.Named named
                            && (named.key().equals(field.key()) || named.key().startsWith(field.key() + ".")));
        }

        FieldRef ref() {
            return formula.ref();
        }
    }

    private final Map<UUID, RecordTable> tables = new LinkedHashMap<>();
    private final List<Planned> all = new ArrayList<>();
    private final Map<UUID, List<Planned>> byForm;
    private final Map<UUID, PlannedRules> rules = new HashMap<>();
    private final Map<UUID, Map<String, Rows>> rows = new HashMap<>();
    private final Map<UUID, PlannedBeginnings> beginnings = new HashMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    /** What was published with a meaning that it no longer has, so that it is not worked out. */
    record LeftOut(PublishedForm form, Problem problem) {}

    FormulaPlan(List<PublishedForm> forms, Expressions expressions) {
        AppFormulas formulas = new AppFormulas(forms.stream().map(FormShape::of).toList(), expressions);
        boolean ruled =
                forms.stream().anyMatch(form -> !form.definition().rules().isEmpty());
        boolean beginning =
                forms.stream().flatMap(form -> form.fields().stream()).anyMatch(PublishedField::begins);
        if (ruled || beginning || !formulas.all().isEmpty()) {
            forms.forEach(form -> tables.put(form.id(), new RecordTable(form)));
        }
        tables.keySet().forEach(form -> rows.put(form, formulas.rows(form)));
        formulas.all().forEach(formula -> planned(formula, formulas).ifPresent(all::add));
        byForm = all.stream()
                .collect(Collectors.groupingBy(
                        planned -> planned.formula().form().id()));
        if (ruled) {
            forms.forEach(form -> planRules(form.id(), formulas));
        }
        if (beginning) {
            forms.forEach(form -> planBeginnings(form.id(), formulas));
        }
        forms.forEach(form -> formulas
                .problems(form.id())
                .and(formulas.rules(form.id()).problems())
                .stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .forEach(problem -> leftOut.add(new LeftOut(form, problem))));
    }

    List<LeftOut> leftOut() {
        return leftOut;
    }

    private void planBeginnings(UUID form, AppFormulas formulas) {
        List<AppFormulas.Beginning> of = formulas.beginnings(form);
        if (!of.isEmpty()) {
            List<Expression> expressions =
                    of.stream().map(AppFormulas.Beginning::expression).toList();
            List<Input> inputs =
                    of.stream().flatMap(one -> one.inputs().stream()).distinct().toList();
            beginnings.put(form, new PlannedBeginnings(of, part(form, expressions, inputs, formulas)));
        }
    }

    /** What fields of a form begin with by expressions, if any do. */
    Optional<PlannedBeginnings> beginnings(UUID form) {
        return Optional.ofNullable(beginnings.get(form));
    }

    private void planRules(UUID form, AppFormulas formulas) {
        FormRules of = formulas.rules(form);
        if (!of.isEmpty()) {
            List<Expression> expressions = of.ready().stream()
                    .flatMap(rule -> Stream.concat(Stream.ofNullable(rule.when()), rule.given().values().stream()))
                    .toList();
            List<Input> inputs = of.ready().stream()
                    .flatMap(rule -> rule.inputs().stream())
                    .distinct()
                    .toList();
            rules.put(form, new PlannedRules(of, part(form, expressions, inputs, formulas)));
        }
    }

    /** The rules of a form that has some. */
    Optional<PlannedRules> rules(UUID form) {
        return Optional.ofNullable(rules.get(form));
    }

    /** The records that lead to a record of the form, by what its expressions call them. */
    Rows rows(UUID form, String name) {
        Rows of = rows.getOrDefault(form, Map.of()).get(name);
        if (of == null) {
            throw new IllegalStateException("No rows of that name: " + name);
        }
        return of;
    }

    /** In an order in which each can be worked out. */
    List<Planned> all() {
        return List.copyOf(all);
    }

    List<Planned> of(UUID form) {
        return byForm.getOrDefault(form, List.of());
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    RecordTable table(UUID form) {
        RecordTable table = tables.get(form);
        if (table == null) {
            throw new IllegalStateException("No form of the app: " + form);
        }
        return table;
    }

    private Optional<Planned> planned(Formula formula, AppFormulas formulas) {
        RecordTable table = table(formula.form().id());
        StoredField field = table.field(formula.field().key());
        if (field == null) {
            return Optional.empty();
        }
        return Optional.of(new Planned(
                formula, field, part(formula.form().id(), List.of(formula.expression()), formula.inputs(), formulas)));
    }

    private Part part(UUID form, List<Expression> expressions, List<Input> inputs, AppFormulas formulas) {
        RecordTable table = table(form);
        Map<String, Term> terms = new HashMap<>();
        Map<String, ExpressionSql.Rows> ofRows = new HashMap<>();
        expressions.stream().flatMap(Expression::all).forEach(part -> {
            switch (part) {
                case Expression.Named named -> terms.computeIfAbsent(named.key(), key -> term(table, key));
                case Expression.Rollup rollup ->
                    ofRows.computeIfAbsent(rollup.rows(), name -> {
                        Rows of = formulas.rows(form).get(name);
                        if (of == null) {
                            throw new IllegalStateException("No rows of that name: " + name);
                        }
                        return rows(of);
                    });
                default -> {}
            }
        });
        return new Part(table, expressions, inputs, terms, ofRows);
    }

    private Term term(RecordTable table, String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return own(table, name);
        }
        String link = name.substring(0, dot);
        RecordTable target = target(table, link);
        Term there = own(target, name.substring(dot + 1));
        Operand second = there.name();
        return new Term(linked(link, target, there.operand()), second == null ? null : linked(link, target, second));
    }

    /** The table that a link of a table leads to. */
    RecordTable target(RecordTable table, String link) {
        StoredField field = table.field(link);
        return Optional.ofNullable(field)
                .flatMap(found -> found.field().target())
                .map(this::table)
                .orElseThrow(() -> new IllegalStateException("No link: " + link));
    }

    private static Operand linked(String link, RecordTable target, Operand operand) {
        if (operand instanceof Operand.Own(String column, ColumnType type)) {
            return new Operand.Linked(link, Source.whole(target.name()), column, type);
        }
        throw new IllegalStateException("Not a column of the linked record: " + operand);
    }

    private Term own(RecordTable table, String key) {
        StoredField field = table.field(key);
        if (field == null) {
            Operand name =
                    key.equals(SystemColumns.CREATED_BY) ? Operand.Own.ofSystem(SystemColumns.CREATED_BY_NAME) : null;
            return new Term(Operand.Own.ofSystem(key), name);
        }
        Operand.Own own = column(field.first());
        if (field.isPerson() || field.field().isDateRange()) {
            return new Term(own, column(field.columns().get(1)));
        }
        Operand title = field.field()
                .target()
                .map(tables::get)
                .<Operand>flatMap(target -> target.title()
                        .map(of -> new Operand.Title(
                                key,
                                Source.whole(target.name()),
                                of.first().name(),
                                of.first().type())))
                .orElse(null);
        return new Term(own, title);
    }

    private static Operand.Own column(ColumnSpec column) {
        return new Operand.Own(column.name(), column.type());
    }

    private static ExpressionSql.Rows rows(Rows of, RecordTable table) {
        Map<String, List<ColumnSpec>> columns = new HashMap<>();
        table.fields().forEach(field -> columns.put(field.key(), field.columns()));
        for (String system : List.of(SystemColumns.ID, SystemColumns.CREATED_AT)) {
            columns.put(system, List.of(RecordTable.system(system).orElseThrow()));
        }
        columns.put(
                SystemColumns.CREATED_BY,
                List.of(
                        RecordTable.system(SystemColumns.CREATED_BY).orElseThrow(),
                        RecordTable.system(SystemColumns.CREATED_BY_NAME).orElseThrow()));
        return new ExpressionSql.Rows(table.name(), of.link(), columns);
    }

    private ExpressionSql.Rows rows(Rows of) {
        return rows(of, table(of.form().id()));
    }
}
