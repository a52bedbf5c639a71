package dev.millwright.record.spi;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What somebody may do with the fields of a record.
 *
 * @param named by key of the field
 * @param others for all fields that are not named
 */
public record FieldRights(Map<String, FieldAccess> named, FieldAccess others) {

    /** Of somebody whom nothing but the design of the form keeps from any field. */
    public static final FieldRights ALL = new FieldRights(Map.of(), FieldAccess.EDITABLE);

    public FieldRights {
        named = Map.copyOf(named);
    }

    public FieldAccess of(String field) {
        return named.getOrDefault(field, others);
    }

    /** What may be done where others hold as well: no more than both allow, and all that either demands. */
    public FieldRights and(FieldRights more) {
        if (equals(ALL)) {
            return more;
        }
        Set<String> keys = new HashSet<>(named.keySet());
        keys.addAll(more.named.keySet());
        Map<String, FieldAccess> both = new HashMap<>();
        keys.forEach(key -> both.put(key, of(key).and(more.of(key))));
        return new FieldRights(both, others.and(more.others));
    }

    public boolean hides(String field) {
        return of(field) == FieldAccess.HIDDEN;
    }

    /** Whether no more than the mask of a value is shown. */
    public boolean masks(String field) {
        return of(field) == FieldAccess.MASKED;
    }

    /** Whether values are shown as they are. */
    public boolean shows(String field) {
        return switch (of(field)) {
            case READ_ONLY, EDITABLE, REQUIRED -> true;
            case HIDDEN, MASKED -> false;
        };
    }

    public boolean opens(String field) {
        return switch (of(field)) {
            case EDITABLE, REQUIRED -> true;
            case HIDDEN, MASKED, READ_ONLY -> false;
        };
    }

    public boolean demands(String field) {
        return of(field) == FieldAccess.REQUIRED;
    }
}
