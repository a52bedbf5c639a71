package dev.millwright.record.internal;

import dev.millwright.record.ChangeProblem;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.shared.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A record on its way through the gate. */
final class Draft {

    private final UUID id;
    private final int change;
    private final Map<String, Object> before;
    private final Map<String, Object> values;
    private final Map<String, String> parts = new HashMap<>();
    private final List<ChangeProblem> problems = new ArrayList<>();
    private final boolean isNew;
    private final Set<String> given = new HashSet<>();

    /**
     * @param change the place of the change that makes it so, from 0
     * @param before the values that are there now; none for a new record
     */
    Draft(UUID id, int change, boolean isNew, Map<String, Object> before) {
        this.id = id;
        this.change = change;
        this.isNew = isNew;
        this.before = before;
        this.values = new HashMap<>(before);
    }

    UUID id() {
        return id;
    }

    /** The place of the change that makes it so, from 0. */
    int change() {
        return change;
    }

    boolean isNew() {
        return isNew;
    }

    Map<String, Object> before() {
        return before;
    }

    /** Its values as they will be; empty fields are absent. */
    Map<String, Object> values() {
        return values;
    }

    @Nullable Object value(StoredField field) {
        return values.get(field.key());
    }

    void set(StoredField field, @Nullable Object value) {
        if (value == null) {
            values.remove(field.key());
        } else {
            values.put(field.key(), value);
        }
    }

    /** Notes which fields were named by who wants it so, whatever they gave them. */
    void give(Collection<String> keys) {
        given.addAll(keys);
    }

    boolean isGiven(String key) {
        return given.contains(key);
    }

    boolean changes(StoredField field) {
        Object from = before.get(field.key());
        Object to = values.get(field.key());
        return !Objects.equals(from, to) && !Columns.same(field.toDatabase(from), field.toDatabase(to));
    }

    void problem(Problem problem) {
        problems.add(new ChangeProblem(change, problem));
    }

    List<ChangeProblem> problems() {
        return problems;
    }

    boolean hasProblem(StoredField field) {
        String own = field.key();
        return problems.stream()
                .map(found -> found.problem().path())
                .anyMatch(path -> path.equals(own) || path.startsWith(own + "."));
    }

    /** What a linked record is called in a code: its key, else its title. */
    Map<String, String> parts() {
        return parts;
    }
}
