package dev.millwright.record.internal;

import dev.millwright.record.ChangeProblem;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.internal.RecordTable.UniqueKey;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says why records are not written. */
@Component
class Refusals {

    private final UniqueValues uniqueValues;

    Refusals(UniqueValues uniqueValues) {
        this.uniqueValues = uniqueValues;
    }

    static RuntimeException of(List<Problem> problems) {
        Problems all = new Problems(problems);
        return problems.stream().allMatch(p -> UniqueValues.TAKEN.contains(p.code()))
                ? new UniqueValueTakenException(all)
                : new InvalidException(all);
    }

    /**
     * The only place that turns what PostgreSQL says of a taken value into words.
     *
     * @param set what was written when it went wrong: whose values may be the taken ones
     */
    <T> T inWords(ChangeSet set, Supplier<@Nullable T> work) {
        try {
            T result = work.get();
            if (result == null) {
                throw new IllegalStateException("A transaction without a result");
            }
            return result;
        } catch (RuntimeException e) {
            SqlFailure failure =
                    SqlFailure.in(e).filter(SqlFailure::isUniqueViolation).orElseThrow(() -> e);
            ChangeSet holding = set.holding(failure.constraint());
            RecordTable table = holding.table();
            List<Draft> drafts = holding.drafts();
            uniqueValues.inTable(table, drafts, Set.of(), holding.known());
            List<ChangeProblem> found = new ArrayList<>();
            drafts.forEach(draft -> found.addAll(draft.problems()));
            List<Problem> problems = new ArrayList<>(holding.told(found));
            if (problems.isEmpty()) {
                // Whoever had the value has just given it up, or is no draft of ours: the index still names the field.
                UniqueKey key = table.uniqueBy(failure.constraint()).orElseThrow(() -> e);
                StoredField field = key.fields().getFirst();
                Object value = drafts.size() == 1 ? drafts.getFirst().value(field) : null;
                Object column = value == null ? null : field.toDatabase(value).getFirst();
                problems.addAll(
                        UniqueValues.taken(key, column == null ? List.of() : List.of(column), null, holding.known()));
            }
            throw of(problems);
        }
    }
}
