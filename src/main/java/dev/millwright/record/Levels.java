package dev.millwright.record;

import java.util.List;
import java.util.UUID;

/**
 * What records are made of and what they are used in, over all levels: the parts of a machine and their parts, the places within a place. Each
 * level is read under the rights of the one who asks, so nothing is reached through what they may not see.
 */
public interface Levels {

    /** A chain that goes deeper is told as such and not followed. */
    int DEEPEST = 50;

    /** So many records are reached at most; that there are more is told. */
    int MOST = 2_000;

    /** The ways in which records of the form lead to others of it, as far as the reader may see them. */
    List<Way> ways(FormRef form);

    /**
     * What is reached from a record, the nearest first, each record once.
     *
     * @param up to what the record is used in; else to what it is made of
     */
    Reached reached(FormRef form, UUID record, Way way, boolean up);

    /**
     * A link between two records of a form.
     *
     * @param through the form with the link: the form itself, or one whose records name two of it
     * @param whole key of the field that names what is made of parts
     * @param part key of the field that names the part; the key {@code id} for the record itself
     * @param label what people call it
     */
    record Way(FormRef through, String whole, String part, String label) {}

    /**
     * One record.
     *
     * @param level from 1
     * @param by the record of the level before through which it was found first
     */
    record Step(UUID record, String title, int level, UUID by) {}

    /**
     * @param more whether there are more records than these
     * @param round whether a way leads back to the record itself
     */
    record Reached(List<Step> steps, boolean more, boolean round) {
        public Reached {
            steps = List.copyOf(steps);
        }
    }
}
