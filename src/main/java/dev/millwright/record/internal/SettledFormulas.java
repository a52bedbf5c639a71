package dev.millwright.record.internal;

import dev.millwright.form.AppFormulas.FieldRef;
import dev.millwright.form.AppFormulas.Input;
import dev.millwright.record.internal.FormulaPlan.Planned;
import dev.millwright.record.internal.RecordTable.StoredField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which formulas of new records that are written with all their lines come to what they will before anything is written: those that read the
 * lines, and nothing that is made or worked out only when the records are there. Each of them saves a second write of the record.
 */
final class SettledFormulas {

    private final Unwritten together;
    private final Map<UUID, RecordTable> tables = new HashMap<>();
    private final List<Planned> settled = new ArrayList<>();
    private final Set<FieldRef> known = new HashSet<>();
    private final Set<FieldRef> open = new HashSet<>();

    private enum State {
        /** As it was worked out without the lines. */
        SAME,
        KNOWN,
        OPEN
    }

    /**
     * @param together new records and their lines, which are new too
     */
    SettledFormulas(FormulaPlan plan, Unwritten together) {
        this.together = together;
        together.all().keySet().forEach(table -> tables.put(table.form().id(), table));
        for (Planned planned : plan.all()) {
            RecordTable table = tables.get(planned.form());
            if (table != null) {
                switch (state(planned, table)) {
                    case SAME -> {}
                    case KNOWN -> {
                        settled.add(planned);
                        known.add(planned.ref());
                    }
                    case OPEN -> open.add(planned.ref());
                }
            }
        }
    }

    private State state(Planned planned, RecordTable table) {
        State state = State.SAME;
        for (Input input : planned.formula().inputs()) {
            State of = switch (input) {
                case Input.Own(FieldRef ref) -> of(Set.of(ref), true);
                case Input.Linked(String link, FieldRef ref) -> of(Set.of(ref), leadsWithin(table, link));
                case Input.OfRows(var rows, Set<FieldRef> fields) -> {
                    boolean within = together.hasRows(rows.form().id(), rows.link());
                    State fromRows = of(fields, within);
                    yield within && fromRows == State.SAME ? State.KNOWN : fromRows;
                }
            };
            state = of.ordinal() > state.ordinal() ? of : state;
        }
        return state;
    }

    /**
     * @param within whether they are read as they will be, not as the database has them
     */
    private State of(Set<FieldRef> fields, boolean within) {
        if (fields.stream().anyMatch(ref -> open.contains(ref) || isMadeLater(ref))) {
            return State.OPEN;
        }
        if (fields.stream().noneMatch(known::contains)) {
            return State.SAME;
        }
        return within ? State.KNOWN : State.OPEN;
    }

    /** Codes of lines are made when the records stand there, those of the records just before. */
    private boolean isMadeLater(FieldRef ref) {
        RecordTable table = tables.get(ref.form());
        StoredField field = table == null || table.ownerLink() == null ? null : table.field(ref.key());
        return field != null && field.isGenerated();
    }

    private boolean leadsWithin(RecordTable table, String link) {
        StoredField owner = table.ownerLink();
        return owner != null
                && owner.key().equals(link)
                && together.hasRows(table.form().id(), link);
    }

    /** In an order in which each can be worked out. */
    List<Planned> all() {
        return List.copyOf(settled);
    }

    /** Whether it is all that the lines change. */
    boolean isAll() {
        return open.isEmpty();
    }
}
