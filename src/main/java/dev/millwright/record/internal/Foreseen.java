package dev.millwright.record.internal;

import dev.millwright.form.AppFormulas;
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
 * Which formulas come to something else when records that are entered together are written as they are now, and which of these nobody knows
 * before: those that read what follows from it in other records.
 */
final class Foreseen {

    private final Unwritten together;
    private final Map<UUID, RecordTable> tables = new HashMap<>();
    private final Set<FieldRef> here = new HashSet<>();
    private final Set<FieldRef> elsewhere = new HashSet<>();
    private final Set<FieldRef> unknown = new HashSet<>();
    private final Set<UUID> otherRows = new HashSet<>();
    private final List<Planned> wanted = new ArrayList<>();

    /**
     * @param otherRows forms of which records were added or taken away
     */
    Foreseen(FormulaPlan plan, Unwritten together, Set<UUID> otherRows) {
        this.together = together;
        this.otherRows.addAll(otherRows);
        together.all().forEach((table, drafts) -> {
            UUID form = table.form().id();
            tables.put(form, table);
            for (StoredField field : table.fields()) {
                boolean changed = drafts.stream().anyMatch(draft -> draft.isNew() || draft.changes(field));
                if (changed || otherRows.contains(form)) {
                    here.add(new FieldRef(form, field.key()));
                }
            }
            if (drafts.stream().anyMatch(Draft::isNew)) {
                this.otherRows.add(form);
            }
        });
        plan.all().forEach(this::look);
    }

    private void look(Planned planned) {
        RecordTable table = tables.get(planned.form());
        boolean follows = false;
        boolean open = false;
        boolean followsElsewhere = false;
        for (Input input : planned.formula().inputs()) {
            switch (input) {
                case Input.Own(FieldRef ref) -> {
                    follows |= here.contains(ref);
                    open |= unknown.contains(ref);
                    followsElsewhere |= elsewhere.contains(ref);
                }
                case Input.Linked(String link, FieldRef ref) -> {
                    boolean within = table != null && leadsWithin(table, link, ref.form());
                    follows |= within ? here.contains(ref) : elsewhere.contains(ref);
                    open |= within ? unknown.contains(ref) : elsewhere.contains(ref);
                    followsElsewhere |= here.contains(ref) || elsewhere.contains(ref);
                }
                case Input.OfRows(AppFormulas.Rows rows, Set<FieldRef> fields) -> {
                    UUID form = rows.form().id();
                    boolean moved = otherRows.contains(form)
                            || here.contains(new FieldRef(form, rows.link()))
                            || fields.stream().anyMatch(here::contains);
                    boolean beside = fields.stream().anyMatch(elsewhere::contains);
                    boolean within = table != null && together.hasRows(form, rows.link());
                    boolean others = !within && tables.containsKey(form) && !form.equals(planned.form());
                    follows |= within && moved || !within && beside || others && moved;
                    open |= within ? fields.stream().anyMatch(unknown::contains) : beside || others && moved;
                    followsElsewhere |= moved || beside;
                }
            }
        }
        if (followsElsewhere) {
            elsewhere.add(planned.ref());
        }
        boolean isNew = table != null && hasNew(table);
        if (table != null && (follows || isNew || open)) {
            here.add(planned.ref());
            wanted.add(planned);
            if (open) {
                unknown.add(planned.ref());
            }
        }
    }

    private boolean hasNew(RecordTable table) {
        return together.all().getOrDefault(table, List.of()).stream().anyMatch(Draft::isNew);
    }

    /** Whether a link leads from lines to the record that they belong to. */
    private boolean leadsWithin(RecordTable table, String link, UUID target) {
        return tables.containsKey(target) && together.hasRows(table.form().id(), link);
    }

    /** What has to be worked out, in an order in which it can be. */
    List<Planned> wanted() {
        return List.copyOf(wanted);
    }

    /** What shows only once everything is written. */
    Set<FieldRef> unknown() {
        return Set.copyOf(unknown);
    }
}
