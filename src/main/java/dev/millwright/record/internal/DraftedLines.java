package dev.millwright.record.internal;

import dev.millwright.field.DefaultContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.form.ExpressionValues;
import dev.millwright.identity.Person;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.internal.FormulaInputs.SystemValues;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The lines of records as they would be if they were written now: those that are kept, with what is to become of them, and new ones. */
final class DraftedLines {

    private final ChangeSet.Parts parts;
    private final Person person;
    private final Instant now;
    private final Map<UUID, RecordData> old = new HashMap<>();
    private final Set<UUID> otherRows = new HashSet<>();

    DraftedLines(ChangeSet.Parts parts, Person person, Instant now) {
        this.parts = parts;
        this.person = person;
        this.now = now;
    }

    /**
     * The lines of one record.
     *
     * @param changed of each change what becomes of the line; null for one that is none then
     * @param kept those that nothing was said of
     */
    record Lines(List<@Nullable Draft> changed, List<Draft> kept) {

        /** Those that will be there. */
        List<Draft> all() {
            List<Draft> all = new ArrayList<>(kept);
            changed.stream().filter(Objects::nonNull).forEach(all::add);
            return all;
        }
    }

    /** The lines of a part, by the record that they belong to. */
    record Part(RecordTable table, Map<UUID, Lines> byRecord) {

        Lines of(Draft record) {
            return byRecord.getOrDefault(record.id(), new Lines(List.of(), List.of()));
        }
    }

    /** Forms of which lines are taken away. */
    Set<UUID> otherRows() {
        return Set.copyOf(otherRows);
    }

    /** What the product itself says of the lines, and otherwise of other records. */
    SystemValues system(SystemValues otherwise) {
        return (record, key) -> {
            RecordData line = old.get(record);
            if (line == null) {
                return otherwise.get(record, key);
            }
            return switch (key) {
                case SystemColumns.ID -> record.toString();
                case SystemColumns.CREATED_AT -> line.createdAt();
                default -> ExpressionValues.reference(line.createdBy());
            };
        };
    }

    /**
     * Reads the lines of records, all at once, and adds what they will be.
     *
     * @param changes by the record what is to become of its lines
     */
    Optional<Part> add(RecordTable of, Map<Draft, List<RecordChange>> changes, Unwritten together) {
        StoredField link = of.ownerLink();
        if (link == null) {
            return Optional.empty();
        }
        List<UUID> records = changes.keySet().stream()
                .filter(draft -> !draft.isNew())
                .map(Draft::id)
                .toList();
        Map<UUID, UUID> owners = parts.owned().living(of, records);
        Map<UUID, RecordData> kept =
                owners.isEmpty() ? Map.of() : parts.locked().look(of, owners.keySet());
        old.putAll(kept);
        Map<UUID, List<RecordData>> byRecord = new HashMap<>();
        kept.values().stream()
                .sorted(Comparator.comparing(RecordData::createdAt)
                        // as PostgreSQL orders ids
                        .thenComparing(line -> line.id().toString()))
                .forEach(line -> {
                    UUID owner = owners.get(line.id());
                    if (owner != null) {
                        byRecord.computeIfAbsent(owner, _ -> new ArrayList<>()).add(line);
                    }
                });
        Map<UUID, Lines> lines = new HashMap<>();
        changes.forEach((record, wanted) -> lines.put(
                record.id(), lines(of, link, record, wanted, byRecord.getOrDefault(record.id(), List.of()), together)));
        return Optional.of(new Part(of, lines));
    }

    private Lines lines(
            RecordTable of,
            StoredField link,
            Draft record,
            List<RecordChange> changes,
            List<RecordData> kept,
            Unwritten together) {
        Map<UUID, RecordData> there = new HashMap<>();
        kept.forEach(line -> there.put(line.id(), line));
        Map<UUID, Draft> changed = new HashMap<>();
        List<@Nullable Draft> told = new ArrayList<>();
        List<Draft> made = new ArrayList<>();
        Set<UUID> gone = new HashSet<>();
        for (int i = 0; i < changes.size(); i++) {
            Draft line = null;
            switch (changes.get(i)) {
                case RecordChange.Create create -> {
                    line = new Draft(Ids.next(), i, true, Map.of());
                    put(line, create.values(), of);
                    new DraftValues(of, defaults(), FieldRights.ALL, false).defaults(line, create.values());
                    line.set(link, new RecordRef(record.id(), null, ""));
                    made.add(line);
                }
                case RecordChange.Update update -> {
                    RecordData before = there.get(update.id());
                    if (before != null) {
                        line = new Draft(update.id(), i, false, before.values());
                        put(line, update.values(), of);
                        changed.put(line.id(), line);
                    }
                }
                case RecordChange.Delete delete -> gone.add(delete.id());
                case RecordChange.Restore _ -> {}
            }
            told.add(line);
        }
        if (!gone.isEmpty()) {
            otherRows.add(of.form().id());
        }
        List<Draft> all = new ArrayList<>();
        List<Draft> rest = new ArrayList<>();
        for (RecordData line : kept) {
            Draft other = changed.get(line.id());
            if (other == null && !gone.contains(line.id())) {
                other = new Draft(line.id(), 0, false, line.values());
                rest.add(other);
            }
            if (other != null) {
                all.add(other);
            }
        }
        all.addAll(made);
        together.addLines(of, link.key(), record.id(), all);
        return new Lines(told, rest);
    }

    /** Gives a record what was entered; what does not fit a field is passed over, for nobody could save it. */
    static void put(Draft draft, Map<String, @Nullable Object> values, RecordTable of) {
        draft.give(values.keySet());
        for (StoredField field : of.fields()) {
            Object value = values.get(field.key());
            if (values.containsKey(field.key())
                    && field.isEntered()
                    && (value == null || field.field().type().valueType().isInstance(value))) {
                draft.set(field, value);
            }
        }
    }

    private DefaultContext defaults() {
        ZoneId zone = parts.time().zone();
        BusinessTime moment = new BusinessTime(Clock.fixed(now, zone), zone);
        return new DefaultContext(moment, new PersonRef(person.id(), person.name()));
    }
}
