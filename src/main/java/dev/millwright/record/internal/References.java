package dev.millwright.record.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.val;

import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.field.ValueFormatException;
import dev.millwright.identity.Department;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.internal.StatementCache.Bound;
import dev.millwright.record.internal.StatementCache.Row;
import dev.millwright.record.internal.StatementCache.Shape;
import dev.millwright.record.internal.StatementCache.Written;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the records and people that new values lead to. */
@Component
class References {

    private static final int MOST_NAMED = 10;
    private static final ColumnSpec ID = new ColumnSpec(SystemColumns.ID, ColumnType.UUID);

    private final DSLContext dsl;
    private final StatementCache statements;
    private final FormAccess access;
    private final People people;
    private final BusinessTime time;
    private final Rings rings;

    References(
            DSLContext dsl,
            StatementCache statements,
            FormAccess access,
            People people,
            BusinessTime time,
            Rings rings) {
        this.rings = rings;
        this.dsl = dsl;
        this.statements = statements;
        this.access = access;
        this.people = people;
        this.time = time;
    }

    /** Completes people with their names; may wait for Keycloak, so no transaction should be open. */
    void people(RecordTable table, List<Draft> drafts) {
        Map<PersonRef, List<PersonRef>> found = new HashMap<>();
        for (StoredField field : table.fields()) {
            if (!field.isPerson()) {
                continue;
            }
            for (Draft draft : drafts) {
                switch (draft.value(field)) {
                    case PersonRef wanted ->
                        person(draft, field, wanted, before(draft, field), found)
                                .ifPresent(person -> draft.set(field, person));
                    case List<?> several -> {
                        Map<String, PersonRef> before = before(draft, field);
                        // Whoever is named twice, by name and by id perhaps, is one.
                        Set<PersonRef> people = new LinkedHashSet<>();
                        several.forEach(one -> person(draft, field, (PersonRef) one, before, found)
                                .ifPresent(people::add));
                        if (!draft.hasProblem(field)) {
                            draft.set(field, List.copyOf(people));
                        }
                    }
                    case null, default -> {}
                }
            }
        }
    }

    /** Completes departments that are named by the end of their path; may wait for Keycloak, too. */
    void departments(RecordTable table, List<Draft> drafts) {
        for (StoredField field : table.fields()) {
            if (!field.field().type().namesDepartment()) {
                continue;
            }
            for (Draft draft : drafts) {
                if (!draft.changes(field)) {
                    continue;
                }
                switch (draft.value(field)) {
                    case String wanted ->
                        department(draft, field, wanted).ifPresent(department -> draft.set(field, department));
                    case List<?> several -> {
                        List<?> before = draft.before().get(field.key()) instanceof List<?> list ? list : List.of();
                        Set<String> departments = new LinkedHashSet<>();
                        several.forEach(one -> {
                            if (before.contains(one)) {
                                departments.add((String) one);
                            } else {
                                department(draft, field, (String) one).ifPresent(departments::add);
                            }
                        });
                        if (!draft.hasProblem(field)) {
                            draft.set(field, List.copyOf(departments));
                        }
                    }
                    case null, default -> {}
                }
            }
        }
    }

    /** The one department that is meant; else nothing, and the draft is told why. */
    private Optional<String> department(Draft draft, StoredField field, String wanted) {
        List<String> matches = departments(wanted);
        if (matches.size() == 1) {
            return Optional.of(matches.getFirst());
        }
        draft.problem(Problem.error(
                matches.isEmpty() ? "record.error.departmentUnknown" : "record.error.departmentAmbiguous",
                field.key(),
                wanted.substring(1),
                matches.size(),
                String.join(", ", matches.stream().limit(3).toList())));
        return Optional.empty();
    }

    /** The department of that path, else those whose path ends so. */
    private List<String> departments(String wanted) {
        List<String> all = people.departments().stream().map(Department::path).toList();
        String end = wanted.toLowerCase(Locale.ROOT);
        return all.contains(wanted)
                ? List.of(wanted)
                : all.stream()
                        .filter(path -> path.toLowerCase(Locale.ROOT).endsWith(end))
                        .toList();
    }

    /** Who stands there already, by id: they stay as they are, whatever has become of them. */
    private static Map<String, PersonRef> before(Draft draft, StoredField field) {
        Map<String, PersonRef> before = new HashMap<>();
        Object value = draft.before().get(field.key());
        for (Object one : value instanceof List<?> several ? several : value == null ? List.of() : List.of(value)) {
            if (one instanceof PersonRef person && person.id() != null) {
                before.put(person.id(), person);
            }
        }
        return before;
    }

    /** The one person who is meant; else nothing, and the draft is told why. */
    private Optional<PersonRef> person(
            Draft draft,
            StoredField field,
            PersonRef wanted,
            Map<String, PersonRef> before,
            Map<PersonRef, List<PersonRef>> found) {
        PersonRef same = wanted.id() == null ? null : before.get(wanted.id());
        if (same != null) {
            return Optional.of(same);
        }
        List<PersonRef> matches = found.computeIfAbsent(wanted, this::people);
        if (matches.size() != 1) {
            draft.problem(Problem.error(
                    matches.isEmpty() ? "record.error.personUnknown" : "record.error.personAmbiguous",
                    field.key(),
                    wanted.name(),
                    matches.size()));
            return Optional.empty();
        }
        PersonRef match = matches.getFirst();
        if (match.id() != null && people.hasLeft(match.id())) {
            draft.problem(Problem.error("record.error.personLeft", field.key(), match.name()));
            return Optional.empty();
        }
        return Optional.of(match);
    }

    /** Who may be meant: one person by id, else all who are called so. */
    private List<PersonRef> people(PersonRef wanted) {
        String id = wanted.id();
        Person self = access.actor();
        List<Person> matches = id == null
                ? people.called(wanted.name())
                : self.id().equals(id)
                        ? List.of(self)
                        : people.find(id).stream().toList();
        return matches.stream()
                .map(person -> new PersonRef(person.id(), person.name()))
                .toList();
    }

    /**
     * Completes links with id and title; each must lead to a living record of a form that the person may see.
     *
     * @param known a link that is complete already; null for none
     */
    void links(RecordTable table, List<Draft> drafts, @Nullable StoredField known) {
        for (StoredField field : table.fields()) {
            if (field.isLinks()) {
                several(table, field, drafts);
            }
            if (!field.isLink() || field.equals(known)) {
                continue;
            }
            List<Draft> open =
                    drafts.stream().filter(draft -> isOpen(draft, field)).toList();
            if (!open.isEmpty()) {
                Optional<Visible> target = field.field().target().flatMap(access::visible);
                if (target.isPresent()) {
                    boolean self =
                            target.get().table().form().id().equals(table.form().id());
                    links(field, target.get(), open, self ? drafts : List.of());
                    if (self) {
                        refuseRings(table, field, target.get(), open, drafts);
                    }
                } else {
                    open.forEach(draft -> draft.problem(Problem.error(
                            "record.error.linkNotShared",
                            field.key(),
                            field.field().label())));
                }
            }
        }
    }

    /** A chain of records of one form has an end. The ring is named as far as whoever writes may know of its records. */
    private void refuseRings(
            RecordTable table, StoredField field, Visible seen, List<Draft> changed, List<Draft> together) {
        Rings.Closed closed = rings.closed(
                table,
                field,
                changed.stream().filter(draft -> !draft.hasProblem(field)).toList(),
                together);
        closed.tooDeep()
                .forEach(draft -> draft.problem(Problem.error(
                        "record.error.chainTooDeep", field.key(), field.field().label(), Rings.DEEPEST)));
        closed.rings().forEach((draft, ring) -> {
            Map<UUID, String> titles = new HashMap<>();
            read(seen, ID, ring).forEach(found -> titles.put(found.id(), found.title()));
            List<String> named = ring.stream()
                    .limit(MOST_NAMED)
                    .map(id -> titles.getOrDefault(id, "…"))
                    .collect(Collectors.toCollection(ArrayList::new));
            if (ring.size() > MOST_NAMED) {
                named.addAll(List.of("…", titles.getOrDefault(ring.getLast(), "…")));
            }
            draft.problem(Problem.error(
                    "record.error.ring", field.key(), field.field().label(), String.join(" → ", named)));
        });
    }

    /** Whether a link is there and is not the one that was there before. */
    private static boolean isOpen(Draft draft, StoredField field) {
        if (!(draft.value(field) instanceof RecordRef wanted)) {
            return false;
        }
        if (draft.before().get(field.key()) instanceof RecordRef before
                && before.id() != null
                && before.id().equals(wanted.id())) {
            draft.set(field, before);
            return false;
        }
        return true;
    }

    /**
     * @param siblings records that are written at the same time and may be meant, too
     */
    private void links(StoredField field, Visible seen, List<Draft> drafts, List<Draft> siblings) {
        RecordTable target = seen.table();
        Set<UUID> ids = new LinkedHashSet<>();
        Set<String> keys = new LinkedHashSet<>();
        for (Draft draft : drafts) {
            RecordRef wanted = (RecordRef) draft.value(field);
            if (wanted != null && wanted.id() != null) {
                ids.add(wanted.id());
            } else if (wanted != null && wanted.key() != null) {
                keys.add(wanted.key());
            }
        }
        Map<UUID, Found> byId = new HashMap<>();
        if (!ids.isEmpty()) {
            read(seen, ID, ids).forEach(found -> byId.put(found.id(), found));
        }
        Map<String, List<Found>> byKey = byKey(seen, keys);
        keys.removeAll(byKey.keySet());
        byKey.putAll(among(target, siblings, keys));
        for (Draft draft : drafts) {
            RecordRef wanted = (RecordRef) draft.value(field);
            if (wanted == null) {
                continue;
            }
            List<Found> found = wanted.id() != null
                    ? Optional.ofNullable(byId.get(wanted.id())).map(List::of).orElse(List.of())
                    : byKey.getOrDefault(wanted.key() == null ? "" : wanted.key(), List.of());
            if (found.size() == 1) {
                draft.set(
                        field,
                        new RecordRef(
                                found.getFirst().id(), null, found.getFirst().title()));
                draft.parts().put(field.key(), found.getFirst().code());
            } else {
                String name = wanted.key() != null ? wanted.key() : String.valueOf(wanted.title());
                draft.problem(Problem.error(
                        found.isEmpty() ? "record.error.linkUnknown" : "record.error.linkAmbiguous",
                        field.key(),
                        wanted.key() == null && wanted.title() == null ? "" : name,
                        target.form().label()));
            }
        }
    }

    /**
     * Completes lists of links, those of all drafts at once. What was in a list before stays in it whoever writes; what is new must be a
     * living record that the person may see.
     */
    private void several(RecordTable table, StoredField field, List<Draft> drafts) {
        Map<Draft, RecordRefs> open = new LinkedHashMap<>();
        Set<UUID> ids = new LinkedHashSet<>();
        Set<String> keys = new LinkedHashSet<>();
        for (Draft draft : drafts) {
            if (!(draft.value(field) instanceof RecordRefs wanted)) {
                continue;
            }
            RecordRefs before = listBefore(draft, field);
            boolean same = before != null
                    && wanted.ids().size() == wanted.records().size()
                    && wanted.ids().equals(before.ids());
            if (same) {
                draft.set(field, before);
                continue;
            }
            Problems wrong = field.field().validate(wanted).under(field.key());
            if (wrong.hasErrors()) {
                // Whatever has no place is not looked for.
                wrong.forEach(draft::problem);
                continue;
            }
            open.put(draft, wanted);
            for (RecordRef record : wanted.without(before)) {
                if (record.id() != null) {
                    ids.add(record.id());
                } else if (record.key() != null) {
                    keys.add(record.key());
                }
            }
        }
        if (open.isEmpty()) {
            return;
        }
        Optional<Visible> seen = field.field().targetOfMany().flatMap(access::visible);
        Map<UUID, Found> byId = new HashMap<>();
        Map<String, List<Found>> byKey = new HashMap<>();
        if (seen.isPresent()) {
            if (!ids.isEmpty()) {
                read(seen.get(), ID, ids).forEach(found -> byId.put(found.id(), found));
            }
            byKey.putAll(byKey(seen.get(), keys));
            keys.removeAll(byKey.keySet());
            if (seen.get().table().form().id().equals(table.form().id())) {
                byKey.putAll(among(seen.get().table(), drafts, keys));
            }
        }
        open.forEach((draft, wanted) -> complete(draft, field, wanted, seen, byId, byKey));
    }

    private static @Nullable RecordRefs listBefore(Draft draft, StoredField field) {
        return draft.before().get(field.key()) instanceof RecordRefs before ? before : null;
    }

    private static void complete(
            Draft draft,
            StoredField field,
            RecordRefs wanted,
            Optional<Visible> seen,
            Map<UUID, Found> byId,
            Map<String, List<Found>> byKey) {
        Map<UUID, RecordRef> complete = new LinkedHashMap<>();
        RecordRefs before = listBefore(draft, field);
        Map<UUID, RecordRef> known = new HashMap<>();
        if (before != null) {
            before.records().forEach(record -> known.put(Objects.requireNonNull(record.id()), record));
        }
        boolean whole = true;
        for (RecordRef record : wanted.records()) {
            List<Found> found = record.id() != null
                    ? Optional.ofNullable(byId.get(record.id())).map(List::of).orElse(List.of())
                    : byKey.getOrDefault(String.valueOf(record.key()), List.of());
            RecordRef one = record.id() != null && known.containsKey(record.id())
                    ? known.get(record.id())
                    : found.size() == 1
                            ? new RecordRef(
                                    found.getFirst().id(),
                                    null,
                                    found.getFirst().title())
                            : null;
            if (one == null) {
                whole = false;
                draft.problem(refused(field, record, seen, found.size()));
            } else if (complete.putIfAbsent(Objects.requireNonNull(one.id()), one) != null) {
                whole = false;
                draft.problem(Problem.error("record.error.linkTwice", field.key(), String.valueOf(one.title())));
            }
        }
        if (whole) {
            draft.set(field, new RecordRefs(List.copyOf(complete.values())));
        }
    }

    private static Problem refused(StoredField field, RecordRef record, Optional<Visible> seen, int found) {
        if (seen.isEmpty()) {
            return Problem.error(
                    "record.error.linkNotShared", field.key(), field.field().label());
        }
        String name = record.key() != null ? record.key() : record.title() != null ? record.title() : "";
        return Problem.error(
                found == 0 ? "record.error.linkUnknown" : "record.error.linkAmbiguous",
                field.key(),
                name,
                seen.get().table().form().label());
    }

    /** Reads records by the form's key field, and those not found so by its title. */
    private Map<String, List<Found>> byKey(Visible seen, Set<String> keys) {
        RecordTable target = seen.table();
        Map<String, List<Found>> result = new HashMap<>();
        Set<String> open = new LinkedHashSet<>(keys);
        List<StoredField> by = new ArrayList<>();
        target.key().ifPresent(by::add);
        target.title().filter(title -> !by.contains(title)).ifPresent(by::add);
        for (StoredField field : by) {
            Map<Object, String> texts = new HashMap<>();
            for (String text : open) {
                Object value = comparable(first(field, text));
                if (value != null) {
                    texts.put(value, text);
                }
            }
            if (texts.isEmpty()) {
                continue;
            }
            for (Found found : read(seen, field.first(), texts.keySet())) {
                Object value = comparable(field == target.key().orElse(null) ? found.keyColumn() : found.titleColumn());
                String text = value == null ? null : texts.get(value);
                if (text != null) {
                    result.computeIfAbsent(text, ignored -> new ArrayList<>()).add(found);
                    open.remove(text);
                }
            }
        }
        return result;
    }

    /** New records that are not in the table yet, by the form's key field, and those not found so by its title. */
    private Map<String, List<Found>> among(RecordTable target, List<Draft> siblings, Set<String> keys) {
        Map<String, List<Found>> result = new HashMap<>();
        if (keys.isEmpty()) {
            return result;
        }
        for (StoredField field : Stream.of(target.key(), target.title())
                .flatMap(Optional::stream)
                .distinct()
                .toList()) {
            Map<String, List<Found>> found = new HashMap<>();
            for (Draft sibling : siblings) {
                Object value = sibling.isNew() ? sibling.value(field) : null;
                String text = value == null ? null : field.field().format(value, format());
                if (text != null && keys.contains(text) && !result.containsKey(text)) {
                    found.computeIfAbsent(text, ignored -> new ArrayList<>()).add(found(target, sibling));
                }
            }
            result.putAll(found);
        }
        return result;
    }

    private Found found(RecordTable target, Draft draft) {
        String title = Projection.title(target, draft.id(), draft.values(), format());
        String code = target.key()
                .map(key -> {
                    Object value = draft.value(key);
                    return value == null ? null : key.field().format(value, format());
                })
                .orElse(title);
        return new Found(draft.id(), title, code == null ? title : code, null, null);
    }

    private @Nullable Object first(StoredField field, String text) {
        if (!Columns.isStorable(text)) {
            return null;
        }
        if (field.first().type() == ColumnType.TEXT) {
            return text;
        }
        try {
            Object value = field.field().parse(text, format());
            return value == null ? null : field.toDatabase(value).getFirst();
        } catch (ValueFormatException e) {
            return null;
        }
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        return value == null ? null : UniqueValues.comparable(value);
    }

    /**
     * Living records that may be seen and of which the column has one of the values. They stay so until the links to them are written: who
     * deletes one of them is waited for, or waits.
     */
    private Collection<Found> read(Visible seen, ColumnSpec by, Collection<?> values) {
        RecordTable target = seen.table();
        if (seen.isWhole()) {
            return read(target, by, values);
        }
        // Neither what a value is nor what a record is called is known of it where that does not show.
        DataType<?> type = Columns.type(by.type());
        List<Found> found = dsl.select(columns(target).stream()
                        .map(column -> TableSql.column(column.name(), column.type()))
                        .toList())
                .from(PlanSql.table(seen.source(), "r"))
                .where(TableSql.column(SystemColumns.DELETED_AT, ColumnType.TIMESTAMPTZ)
                        .isNull())
                .and(condition(
                        "{0} = any({1})",
                        TableSql.column(by.name(), by.type()),
                        val(UniqueValues.arrayOf(type, values.toArray()), type.array())))
                .fetch(row -> found(target, Row.of(row)));
        Set<UUID> held = held(target, found.stream().map(Found::id).toList());
        return found.stream().filter(one -> held.contains(one.id())).toList();
    }

    /** Those that are still there. What shows to only some is read in ways in which nothing can be locked. */
    private Set<UUID> held(RecordTable target, Collection<UUID> ids) {
        Field<UUID> id = TableSql.cast(TableSql.column(ID.name(), ID.type()));
        return ids.isEmpty()
                ? Set.of()
                : dsl.select(id)
                        .from(TableSql.tableOf(target.name()).as("r"))
                        .where(TableSql.column(SystemColumns.DELETED_AT, ColumnType.TIMESTAMPTZ)
                                .isNull())
                        .and(condition("{0} = any({1})", id, val(ids.toArray(UUID[]::new))))
                        .orderBy(id)
                        .forKeyShare()
                        .fetchSet(id);
    }

    private Collection<Found> read(RecordTable target, ColumnSpec by, Collection<?> values) {
        Shape<RecordTable> shape = statements.shape(new LinkKey(target, by), () -> {
            Field<?> sought = TableSql.column(by.name(), by.type());
            Object none = UniqueValues.arrayOf(Columns.type(by.type()), new Object[0]);
            return new Written<>(
                    dsl.select(columns(target).stream()
                                    .map(column -> TableSql.column(column.name(), column.type()))
                                    .toList())
                            .from(TableSql.tableOf(target.name()).as("r"))
                            .where(TableSql.column(SystemColumns.DELETED_AT, ColumnType.TIMESTAMPTZ)
                                    .isNull())
                            .and(condition(
                                    "{0} = any({1})",
                                    sought, val(none, Columns.type(by.type()).array())))
                            .orderBy(TableSql.column(ID.name(), ID.type()))
                            .forKeyShare(),
                    false,
                    target);
        });
        Bound bound = new Bound(by.type(), true, values.toArray());
        return statements.query(shape, Map.of("1", bound), row -> found(target, row));
    }

    /** What makes two looks for linked records the same statement; a table is the same only within a release. */
    private record LinkKey(RecordTable target, ColumnSpec by) {}

    /** The id, then the columns of the title, then those of the key. */
    private static List<ColumnSpec> columns(RecordTable target) {
        List<ColumnSpec> columns = new ArrayList<>();
        columns.add(ID);
        target.title().ifPresent(title -> columns.addAll(title.columns()));
        target.key().ifPresent(key -> columns.addAll(key.columns()));
        return columns;
    }

    private Found found(RecordTable target, Row row) {
        UUID id = (UUID) row.get(0, ColumnType.UUID);
        if (id == null) {
            throw new IllegalStateException("A record without an id");
        }
        List<ColumnSpec> titleColumns = target.title().map(StoredField::columns).orElse(List.of());
        List<ColumnSpec> keyColumns = target.key().map(StoredField::columns).orElse(List.of());
        List<@Nullable Object> titleRaw = raw(row, 1, titleColumns);
        List<@Nullable Object> keyRaw = raw(row, 1 + titleColumns.size(), keyColumns);
        Object titleValue = target.title().map(t -> t.fromDatabase(titleRaw)).orElse(null);
        String title = Projection.title(target, id, titleValue, format());
        String code = target.key()
                .map(k -> {
                    Object value = k.fromDatabase(keyRaw);
                    return value == null ? null : k.field().format(value, format());
                })
                .orElse(title);
        return new Found(
                id,
                title,
                code == null ? title : code,
                titleRaw.isEmpty() ? null : titleRaw.getFirst(),
                keyRaw.isEmpty() ? null : keyRaw.getFirst());
    }

    private static List<@Nullable Object> raw(Row row, int from, List<ColumnSpec> columns) {
        List<@Nullable Object> raw = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            raw.add(row.get(from + i, columns.get(i).type()));
        }
        return raw;
    }

    private FormatContext format() {
        return new FormatContext(Locale.ENGLISH, time.zone());
    }

    private record Found(
            UUID id,
            String title,
            String code,
            @Nullable Object titleColumn,
            @Nullable Object keyColumn) {}
}
