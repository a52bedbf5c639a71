package dev.millwright.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a line of the matrix to some of the records and fields of its form.
 *
 * @param rows by action the condition, in the expression language, that a record has to meet; an action without one of its own has that of
 *     {@link Action#SEE}, and without that all records
 * @param fields by key of the field what may be done with it; when empty everything with all of them, else a field that is not named is
 *     hidden: nobody has decided yet
 * @param handOn whether a record may be changed so that it no longer meets the condition of {@link Action#CHANGE}
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Limit(Map<Action, String> rows, Map<String, FieldGrant> fields, boolean handOn) {

    /** Keeps from nothing. */
    public static final Limit NONE = new Limit(Map.of(), Map.of(), false);

    /** Longer conditions are refused. */
    public static final int LONGEST_CONDITION = 2_000;

    public Limit(@Nullable Map<Action, String> rows, @Nullable Map<String, FieldGrant> fields, boolean handOn) {
        EnumMap<Action, String> conditions = new EnumMap<>(Action.class);
        Map.copyOf(rows == null ? Map.<Action, String>of() : rows).forEach((action, text) -> {
            if (!text.isBlank()) {
                conditions.put(action, text.strip());
            }
        });
        SortedMap<String, FieldGrant> sorted = new TreeMap<>(Map.copyOf(fields == null ? Map.of() : fields));
        this.rows = Collections.unmodifiableMap(conditions);
        this.fields = Collections.unmodifiableSortedMap(sorted);
        this.handOn = handOn;
    }

    /** The condition that a record has to meet for the action; empty when all records may be meant. */
    public Optional<String> condition(Action action) {
        return Optional.ofNullable(rows.getOrDefault(action, rows.get(Action.SEE)));
    }

    public FieldGrant field(String key) {
        return fields.isEmpty() ? FieldGrant.EDITABLE : fields.getOrDefault(key, FieldGrant.HIDDEN);
    }

    /** With another condition for the action; none when blank. */
    public Limit with(Action action, String condition) {
        Map<Action, String> changed = new EnumMap<>(Action.class);
        changed.putAll(rows);
        changed.put(action, condition);
        return new Limit(changed, fields, handOn);
    }

    public Limit with(Map<String, FieldGrant> grants) {
        return new Limit(rows, grants, handOn);
    }

    public Limit handingOn(boolean allowed) {
        return new Limit(rows, fields, allowed);
    }
}
