package dev.millwright.record.internal;

import dev.millwright.app.StaleReleaseException;
import dev.millwright.record.AggregateBatch;
import dev.millwright.record.AggregateQuestion;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.Aggregates;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.shared.BusinessTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Puts questions for figures together, as long as the rows are put together by little. A question that an index answers in no time stays by
 * itself, for it would only wait for the others.
 */
final class AggregateBatches {

    /** More combinations take longer to put together than the rows to be read again. */
    private static final double MOST_COMBINATIONS = 10_000;

    /** How many rows a link must have on average for its title to be looked up once for all of them. */
    private static final double ROWS_OF_A_LINK = 10;

    /** What part of the cost of reading all rows is next to nothing. */
    private static final double CHEAP = 0.1;

    private final DSLContext dsl;
    private final BusinessTime time;
    private final int seconds;

    /**
     * @param seconds how long a statement may take
     */
    AggregateBatches(DSLContext dsl, BusinessTime time, int seconds) {
        this.dsl = dsl;
        this.time = time;
        this.seconds = seconds;
    }

    /** A question by itself. */
    record Prepared(AggregateRequest request, RecordTable table, QueryPlanner planner, AggregateSql sql)
            implements AggregateQuestion {}

    /** Questions that are put together, and what their rows are put together by. */
    private record Part(TableSize size, List<Prepared> questions, boolean combines, Set<Group> groups) {}

    List<AggregateBatch> of(List<Prepared> questions) {
        Map<FormRef, TableSize> sizes = new HashMap<>();
        List<Part> parts = new ArrayList<>();
        for (Prepared question : questions) {
            AggregateRequest request = question.request();
            TableSize size = sizes.computeIfAbsent(
                    request.form(), _ -> TableSize.of(dsl, question.table().name()));
            boolean combines = question.sql().combines() && !isCheap(question, size);
            Part part = parts.stream()
                    .filter(there -> combines && takes(there, question))
                    .findFirst()
                    .orElseGet(() -> {
                        Part alone = new Part(size, new ArrayList<>(), combines, new LinkedHashSet<>());
                        parts.add(alone);
                        return alone;
                    });
            part.questions().add(question);
            part.groups().addAll(request.groups());
        }
        return parts.stream().<AggregateBatch>map(this::batch).toList();
    }

    private static boolean takes(Part part, Prepared question) {
        Prepared first = part.questions().getFirst();
        Set<Group> together = new LinkedHashSet<>(part.groups());
        together.addAll(question.request().groups());
        return part.combines()
                && first.request().form().equals(question.request().form())
                && first.request().search().equals(question.request().search())
                && combinations(first, together, part.size()) <= MOST_COMBINATIONS;
    }

    /** About how many; no more than there are rows. */
    private static double combinations(Prepared question, Set<Group> groups, TableSize size) {
        double all = 1;
        for (Group group : groups) {
            all *= size.groups(question.sql().column(group.field()), group.bucket());
        }
        return Math.min(all, size.rows());
    }

    private boolean isCheap(Prepared question, TableSize size) {
        AggregateRequest request = question.request();
        boolean reads =
                request.filter().equals(Condition.ALL) && request.search().isBlank();
        try {
            return !reads && QueryCost.of(dsl, question.sql().query()).total() < CHEAP * size.cost();
        } catch (DataAccessException | org.springframework.dao.DataAccessException e) {
            // It is told when it is asked, and the others need not suffer from it.
            return true;
        }
    }

    private Batch batch(Part part) {
        Prepared first = part.questions().getFirst();
        boolean linked = part.combines()
                && first.sql().links()
                && combinations(first, part.groups(), part.size()) * ROWS_OF_A_LINK
                        <= part.size().rows();
        Optional<CombinedAggregateSql> combined = part.questions().size() > 1 || linked
                ? Optional.of(new CombinedAggregateSql(
                        part.questions().stream().map(Prepared::request).toList(),
                        first.table(),
                        first.planner(),
                        time))
                : Optional.empty();
        Select<Record> query = combined.map(CombinedAggregateSql::query)
                .orElseGet(() -> first.sql().query());
        return new Batch(List.copyOf(part.questions()), combined, dsl.render(query), values(query));
    }

    /** Arrays as lists, which are equal when what is in them is. */
    private List<@Nullable Object> values(Select<Record> query) {
        List<@Nullable Object> values = new ArrayList<>();
        dsl.extractBindValues(query)
                .forEach(value -> values.add(value instanceof Object[] many ? Arrays.asList(many) : value));
        return values;
    }

    private final class Batch implements AggregateBatch {

        private final List<Prepared> questions;
        private final Optional<CombinedAggregateSql> combined;
        private final String sql;
        private final List<@Nullable Object> values;

        Batch(
                List<Prepared> questions,
                Optional<CombinedAggregateSql> combined,
                String sql,
                List<@Nullable Object> values) {
            this.questions = questions;
            this.combined = combined;
            this.sql = sql;
            this.values = values;
        }

        @Override
        public List<AggregateQuestion> questions() {
            return List.copyOf(questions);
        }

        @Override
        public List<Aggregates> answers() {
            try {
                return PostgresRecordQuery.asked(
                        () -> combined.flatMap(all -> all.read(dsl, seconds)).orElseGet(this::oneByOne));
            } catch (DataAccessException e) {
                throw SqlFailure.in(e).filter(SqlFailure::isStale).isPresent()
                        ? new StaleReleaseException(
                                questions.getFirst().request().form().app())
                        : e;
            }
        }

        private List<Aggregates> oneByOne() {
            return questions.stream()
                    .map(question -> question.sql().read(dsl, seconds))
                    .toList();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Batch batch && sql.equals(batch.sql) && values.equals(batch.values);
        }

        @Override
        public int hashCode() {
            return 31 * sql.hashCode() + values.hashCode();
        }
    }
}
