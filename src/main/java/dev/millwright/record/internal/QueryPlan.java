package dev.millwright.record.internal;

import dev.millwright.expression.Circumstances;
import dev.millwright.expression.Expression;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What will be read, with the rights of the reader already in it: a value that two equal questions share.
 *
 * @param source where the rows come from
 * @param fields keys of the fields to read
 * @param titles where the titles of links come from, by key of the link; a link whose target the reader may not see is absent
 * @param where what a record must be like to be found, which is also what the reader may read as far as the source does not say so
 * @param order ends with the id and so never ties
 * @param after the values of the order where the page before ended; empty for the first page
 */
record QueryPlan(
        Source source,
        boolean deleted,
        List<String> fields,
        Map<String, TitleSource> titles,
        Predicate where,
        List<Order> order,
        List<@Nullable Object> after,
        int limit) {

    QueryPlan {
        fields = List.copyOf(fields);
        titles = Map.copyOf(titles);
        order = List.copyOf(order);
        after = Collections.unmodifiableList(new ArrayList<>(after));
    }

    /** Whether one row at most is looked at, whatever else is asked of it. */
    boolean isOfOneRecord() {
        return where instanceof Predicate.All all
                ? all.parts().stream().anyMatch(QueryPlan::namesOne)
                : namesOne(where);
    }

    private static boolean namesOne(Predicate predicate) {
        return predicate instanceof Predicate.Compare compare
                && compare.comparison() == Comparison.EQ
                && compare.operand().equals(Operand.Own.ofSystem(SystemColumns.ID));
    }

    /** Whether its text in SQL depends on who asks, by more than the values of its predicate. */
    boolean isPersonal() {
        return !source.isWhole()
                || titles.values().stream().anyMatch(title -> !title.source().isWhole())
                || order.stream().map(Order::by).anyMatch(by -> !by.isWhole());
    }

    /**
     * Where the title of a linked record comes from.
     *
     * @param target the linked form as the reader may see it
     * @param columns those that hold the title
     */
    record TitleSource(RecordTable target, Source source, List<ColumnSpec> columns) {
        TitleSource {
            columns = List.copyOf(columns);
        }
    }

    /** Something in a row that is compared or sorted by. */
    sealed interface Operand {

        ColumnType type();

        /** The column of the row itself that it is read by. */
        default ColumnSpec read() {
            return switch (this) {
                case Own own -> new ColumnSpec(own.column(), own.type());
                case Title title -> new ColumnSpec(title.link(), ColumnType.UUID);
                case Linked linked -> new ColumnSpec(linked.link(), ColumnType.UUID);
                case Titles titles -> new ColumnSpec(titles.links(), ColumnType.UUID_ARRAY);
            };
        }

        /** Whether its text in SQL depends on nobody. */
        default boolean isWhole() {
            return switch (this) {
                case Own _ -> true;
                case Title title -> title.source().isWhole();
                case Linked linked -> linked.source().isWhole();
                case Titles titles -> titles.source().isWhole();
            };
        }

        /** A column of the table itself. */
        record Own(String column, ColumnType type) implements Operand {

            static Own ofSystem(String column) {
                return new Own(column, RecordTable.system(column).orElseThrow().type());
            }
        }

        /** The title of the record that a link leads to. */
        record Title(String link, Source source, String column, ColumnType type) implements Operand {}

        /** The titles of the records that a list of links leads to: what is asked of it holds when it does of one of them. */
        record Titles(String links, Source source, String column, ColumnType type) implements Operand {}

        /** A column of the record that a link leads to. */
        record Linked(String link, Source source, String column, ColumnType type) implements Operand {}
    }

    /**
     * One step of the order; empty values come last either way.
     *
     * @param unique whether no two of the rows have the same value, unless it is empty
     * @param how by what of its values
     */
    record Order(Operand by, boolean descending, boolean nullable, boolean unique, Sorting how) {

        Order(Operand by, boolean descending, boolean nullable, boolean unique) {
            this(by, descending, nullable, unique, Sorting.AS_KEPT);
        }

        Order(Operand by, boolean descending, boolean nullable) {
            this(by, descending, nullable, false);
        }

        /** The type of what a row is sorted by. */
        ColumnType type() {
            return how instanceof Sorting.ByPlace ? ColumnType.TEXT : by.type();
        }
    }

    /** By what of its values something is sorted. */
    sealed interface Sorting {

        Sorting AS_KEPT = new AsKept();

        /** By the value itself, as the database orders values of its type. */
        record AsKept() implements Sorting {}

        /** By the value itself, a text, as people order texts in a language. */
        record Collated(String collation) implements Sorting {}

        /**
         * By where the value stands among others; what does not stand there comes last either way. Of several values the one decides that says
         * where they belong.
         *
         * @param which of several values decides
         */
        record ByPlace(Which which, List<String> values) implements Sorting {
            public ByPlace {
                values = List.copyOf(values);
            }
        }

        /** Of several values, one. */
        enum Which {
            ONLY,
            FIRST,
            LAST
        }
    }

    /** Which rows are wanted. Values are as the driver wants them. */
    sealed interface Predicate {

        Predicate ALL = new All(List.of());
        Predicate NONE = new Any(List.of());

        /** The columns of the row itself that it looks at. */
        default Set<ColumnSpec> columns() {
            Set<ColumnSpec> columns = new LinkedHashSet<>();
            switch (this) {
                case All all -> all.parts().forEach(part -> columns.addAll(part.columns()));
                case Any any -> any.parts().forEach(part -> columns.addAll(part.columns()));
                case Not not -> columns.addAll(not.part().columns());
                case Compare compare -> columns.add(compare.operand().read());
                case OneOf oneOf -> columns.add(oneOf.operand().read());
                case Like like -> columns.add(like.operand().read());
                case Found found -> columns.add(found.operand().read());
                case Empty empty -> columns.add(empty.operand().read());
                case Elements elements -> columns.add(elements.operand().read());
                case Duplicated duplicated -> duplicated.operands().forEach(operand -> columns.add(operand.read()));
                case Within within -> columns.add(new ColumnSpec(within.link(), ColumnType.UUID));
                case Astray astray -> columns.add(new ColumnSpec(astray.link(), ColumnType.UUID));
                case Leads leads -> columns.add(new ColumnSpec(leads.link(), ColumnType.UUID));
                case Holds holds ->
                    holds.terms().values().forEach(term -> {
                        columns.add(term.operand().read());
                        if (term.name() != null) {
                            columns.add(term.name().read());
                        }
                    });
            }
            return columns;
        }

        record All(List<Predicate> parts) implements Predicate {}

        record Any(List<Predicate> parts) implements Predicate {}

        /** Also holds where the part is unknown because something is empty. */
        record Not(Predicate part) implements Predicate {}

        record Compare(Operand operand, Comparison comparison, Object value) implements Predicate {}

        record OneOf(Operand operand, List<Object> values) implements Predicate {

            /** The type that all values are bound as; empty when they differ, or there are none. */
            Optional<ColumnType> boundAs() {
                List<ColumnType> types = values.stream()
                        .map(value -> Columns.boundAs(operand.type(), value))
                        .distinct()
                        .toList();
                return types.size() == 1 ? Optional.of(types.getFirst()) : Optional.empty();
            }
        }

        /** Letter case aside; the pattern has its wildcards escaped with a backslash. */
        record Like(Operand operand, String pattern) implements Predicate {}

        /** A text that contains another, letter case aside, and is found by its index. */
        record Found(Operand.Own operand, String text) implements Predicate {}

        record Empty(Operand operand) implements Predicate {}

        /** A list of texts or ids that shares an element with the values, or has them all. */
        record Elements(Operand operand, List<?> values, boolean all) implements Predicate {
            public Elements {
                values = List.copyOf(values);
            }
        }

        /** What the expression says is true; every name in it has a term. */
        record Holds(Expression condition, Map<String, Term> terms, Circumstances now) implements Predicate {
            public Holds {
                terms = Map.copyOf(terms);
            }
        }

        /** Another living row of the source has the same value. */
        record Duplicated(List<Operand.Own> operands, Source source) implements Predicate {
            public Duplicated {
                operands = List.copyOf(operands);
            }
        }

        /** The record that the link leads to is a row of the source. */
        record Within(String link, Source source) implements Predicate {}

        /**
         * The record that the link leads to is a row of the source, and what the source shows of it is so.
         *
         * @param there about the columns of the source
         */
        record Leads(String link, Source source, Predicate there) implements Predicate {}

        /** The link is filled and leads to no living row of the source. */
        record Astray(String link, Source source) implements Predicate {}
    }

    /**
     * What a name in an expression stands for.
     *
     * @param name the title of a link or the name of a person; null when there is none that the reader may see
     */
    record Term(Operand operand, @Nullable Operand name) {}

    /** How a value is compared. */
    enum Comparison {
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE
    }
}
