package dev.millwright.field;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Makes the value of a field when a record is created, inside the transaction that creates it. */
@FunctionalInterface
public interface ValueGenerator<V> {

    V generate(Context context);

    /**
     * What a value may look like, shown before there is a record.
     *
     * @param part as {@link Context#part}
     * @return empty when nothing can be said
     */
    default Optional<V> example(Function<UUID, Optional<String>> part) {
        return Optional.empty();
    }

    /** Whether a value that stands in a file is kept when its record is imported; else such files are refused. */
    default boolean keepsGiven() {
        return false;
    }

    /**
     * The number that a given value has, so that none that is made later has it again.
     *
     * @return empty when it has another form than the generator's
     */
    default Optional<Numbered> numberOf(V value, Context context) {
        return Optional.empty();
    }

    /** A number of a sequence, as {@link Context#next} gives it. */
    record Numbered(String sequence, long number) {}

    /** What a generator may ask. */
    interface Context {

        /** Business date and moment of the creation, and who creates. */
        DefaultContext defaults();

        /**
         * The value of another field of the same record, as a part of a code: an option's key, a text as it is, a linked
         * record's key or title.
         *
         * @return empty when that field is empty or unknown
         */
        Optional<String> part(UUID field);

        /** The next number of the sequence of that name within this field, from 1; no two records get the same. */
        long next(String sequence);
    }
}
