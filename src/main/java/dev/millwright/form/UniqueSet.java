package dev.millwright.form;

import java.util.List;
import java.util.UUID;

/**
 * Fields whose values together occur in no more than one record. A record in which one of them is empty, and one in the recycle bin, does not
 * count.
 *
 * @param id assigned once
 * @param fields at least two, in the order in which they are told
 * @param refuses whether a second such record is refused; else whoever enters it is warned
 * @param message what people are told instead of the usual words; empty for these
 */
public record UniqueSet(UUID id, List<UUID> fields, boolean refuses, String message) {

    /** The most sets that a form may have. */
    public static final int MAX_SETS = 10;

    /** The most fields of a set. */
    public static final int MAX_FIELDS = 5;

    public static final int LONGEST_MESSAGE = 300;

    public UniqueSet {
        fields = fields == null ? List.of() : List.copyOf(fields);
        message = message == null ? "" : message;
    }

    public UniqueSet withFields(List<UUID> other) {
        return new UniqueSet(id, other, refuses, message);
    }

    public UniqueSet withRefuses(boolean other) {
        return new UniqueSet(id, fields, other, message);
    }

    public UniqueSet withMessage(String other) {
        return new UniqueSet(id, fields, refuses, other);
    }
}
