package dev.millwright.schema;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the values in the columns of a field become values of another type. The former columns stay beside the new ones with all they
 * hold, out of use; where values of the new type stand there from an earlier change, those that nobody has changed since come back
 * as they were, whatever types the field had in between.
 *
 * @param from the columns as they are; the first is null where there is no value
 * @param fromType a short name of the type that the values have
 * @param to the columns as they will be
 * @param toType a short name of the type that the values get
 * @param aside columns, like {@code from}, that take the values which have none of the new type; empty to take none
 * @param recast works the new values out
 */
public record RecastStep(
        TableName table,
        List<ColumnSpec> from,
        String fromType,
        List<ColumnSpec> to,
        String toType,
        List<ColumnSpec> aside,
        Recast recast) {

    private static final String WITNESS = "$as";

    /** Values of one type as values of another, there and back; what depends on nothing but the value. */
    public interface Recast {

        /** @return what goes into the new columns; empty when the value has none of the new type */
        List<@Nullable Object> forth(List<@Nullable Object> former);

        /** @return what goes into the former columns; empty when the value has none of the former type */
        List<@Nullable Object> back(List<@Nullable Object> present);

        /** Whether the former values were worked out: nobody entered them, so what was entered before stays whatever they say. */
        default boolean workedOut() {
            return false;
        }
    }

    public RecastStep {
        from = List.copyOf(from);
        to = List.copyOf(to);
        aside = List.copyOf(aside);
    }

    /** Under which name a column of the former type stays. */
    public String kept(ColumnSpec former) {
        return kept(former.name(), fromType);
    }

    /** Under which name a column of the new type may stand from an earlier change. */
    public String earlier(ColumnSpec wanted) {
        return kept(wanted.name(), toType);
    }

    /** No key of a field has such a sign. */
    public static String kept(String column, String type) {
        return Names.shortened(column + "$" + type, "");
    }

    /**
     * The name of the column beside a kept one that says by a digest what its values became first, for as long as nobody changed that: over
     * several changes of the type, too, the kept values are then known to be still meant.
     */
    public static String witness(String kept) {
        return Names.shortened(kept, WITNESS);
    }

    /** Whether a column is a {@link #witness}. */
    public static boolean isWitness(String column) {
        return column.endsWith(WITNESS);
    }

    // What is done is told by the columns and types; how, a function says that is another one each time.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecastStep step && toString().equals(step.toString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(table, from, to);
    }

    @Override
    public String toString() {
        return "RecastStep[" + table + ", " + from + " " + fromType + ", " + to + " " + toType + ", " + aside + "]";
    }
}
