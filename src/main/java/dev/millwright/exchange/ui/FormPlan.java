package dev.millwright.exchange.ui;

import dev.millwright.exchange.Imports.Odd;
import dev.millwright.exchange.ui.AppFromFile.Wanted;
import dev.millwright.field.DateOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A form that is to be made of a file, with its records.
 *
 * @param id that it will have, so that others can link to it before it is there
 * @param key the column by which others refer to its records; null for the first unique one
 * @param linesOf what its records are lines of; null for a form that stands by itself
 */
record FormPlan(
        UUID id,
        String label,
        Rows rows,
        List<Wanted> wanted,
        @Nullable Integer key,
        @Nullable LinesOf linesOf) {

    FormPlan {
        wanted = List.copyOf(wanted);
    }

    /** Where the records come from. */
    sealed interface Rows {

        long count();
    }

    /** The rows of a sheet. */
    record OfSheet(int sheet, long heading, Map<Integer, DateOrder> dates, Odd odd, long count) implements Rows {}

    /** Records that were collected from repeated values, in the order of the wanted fields. */
    record Collected(List<List<String>> table, Map<Integer, DateOrder> dates) implements Rows {

        @Override
        public long count() {
            return table.size();
        }
    }

    /**
     * Says which record a line belongs to.
     *
     * @param form whose records have the lines
     * @param owner the column of the lines that names the record
     * @param named the column of the records in which that name stands
     */
    record LinesOf(UUID form, int owner, int named) {}

    /** The forms that its records link to. */
    Set<UUID> targets() {
        return wanted.stream()
                .flatMap(one -> Optional.ofNullable(one.guess().target()).stream())
                .collect(Collectors.toSet());
    }

    boolean hasUnique() {
        return wanted.stream().anyMatch(Wanted::unique);
    }
}
