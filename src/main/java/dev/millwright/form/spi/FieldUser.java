package dev.millwright.form.spi;

import java.util.List;
import java.util.Set;

/**
 * Tells where something that names fields uses one, before that is changed or taken away. Every module that keeps keys or ids of fields
 * brings one; they are found by the scan.
 */
public interface FieldUser {

    /** The kinds of definition that it answers for; none for what is kept elsewhere. */
    Set<String> kinds();

    /** Every use that it knows of; what whoever asks may not see is only counted. */
    Found uses(FieldSearch search);

    /**
     * What was found.
     *
     * @param unnamed how many more there are that whoever asks may not see
     */
    record Found(List<FieldUse> uses, long unnamed) {

        public static final Found NONE = new Found(List.of(), 0);

        public Found {
            uses = List.copyOf(uses);
        }

        /** Uses that may all be told. */
        public static Found of(List<FieldUse> uses) {
            return new Found(uses, 0);
        }
    }
}
