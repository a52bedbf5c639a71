package dev.millwright.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.millwright.field.Masked;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedPart;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.HistoryEntry.Event;
import dev.millwright.record.HistoryEntry.FieldChange;
import dev.millwright.record.HistoryEntry.LineChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.spi.Cause;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What happened to records: changed values by the id of their field, so that a renamed or removed field still has its name. */
@Component
class History {

    static final Field<UUID> RECORD = field(name("record"), SQLDataType.UUID);
    static final Field<UUID> FORM = field(name("form"), SQLDataType.UUID);
    static final Field<Instant> AT = field(name("at"), SQLDataType.INSTANT);
    static final Field<Long> VERSION = field(name("version"), SQLDataType.BIGINT);
    static final Field<String> EVENT = field(name("event"), SQLDataType.CLOB);
    static final Field<String> VIA = field(name("via"), SQLDataType.CLOB);
    static final Field<String> BY = field(name("by"), SQLDataType.CLOB);
    static final Field<String> BY_NAME = field(name("by_name"), SQLDataType.CLOB);
    static final Field<JSONB> CHANGES = field(name("changes"), SQLDataType.JSONB);
    static final Field<JSONB> CAUSE = field(name("cause"), SQLDataType.JSONB);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final DSLContext dsl;
    private final FormAccess access;
    private final FieldResolver resolver;
    private final HistoryTables tables;
    private final RowMatches matches;
    private final ManyTitles manyTitles;

    /** More changes of lines than this are not told with those of their record: each line has them. */
    private static final int MOST_LINE_CHANGES = 20_000;

    History(
            DSLContext dsl,
            FormAccess access,
            FieldResolver resolver,
            HistoryTables tables,
            RowMatches matches,
            ManyTitles manyTitles) {
        this.manyTitles = manyTitles;
        this.matches = matches;
        this.tables = tables;
        this.dsl = dsl;
        this.access = access;
        this.resolver = resolver;
    }

    static Table<Record> tableOf(RecordTable table) {
        return table(name(table.name().schema(), HistoryTables.NAME));
    }

    /** The changed values as they are kept. */
    static String changes(RecordTable table, Map<String, Object> before, Map<String, Object> after) {
        ObjectNode changes = JSON.createObjectNode();
        for (StoredField field : table.fields()) {
            Object from = before.get(field.key());
            Object to = after.get(field.key());
            // What a formula gives is told by what people changed.
            if (!field.field().isComputed() && !Columns.same(field.toDatabase(from), field.toDatabase(to))) {
                ArrayNode pair = JSON.createArrayNode();
                pair.add(json(field, from));
                pair.add(json(field, to));
                changes.set(field.field().id().toString(), pair);
            }
        }
        return JSON.writeValueAsString(changes);
    }

    private static JsonNode json(StoredField field, @Nullable Object value) {
        return value == null ? JSON.nullNode() : field.field().toJson(value);
    }

    /** Newest first. */
    List<HistoryEntry> of(Permit permit, RecordData record, int limit) {
        RecordTable table = permit.table();
        tables.require(table.name().schema());
        return dsl
                .select(AT, VERSION, EVENT, VIA, BY, BY_NAME, CHANGES, CAUSE)
                .from(tableOf(table))
                .where(RECORD.eq(record.id()))
                .and(AT.ge(record.createdAt()))
                .orderBy(AT.desc(), VERSION.desc())
                .limit(limit)
                .stream()
                .map(row -> new HistoryEntry(
                        row.value1(),
                        new PersonRef(row.value5(), row.value6()),
                        Via.valueOf(row.value4().toUpperCase(Locale.ROOT)),
                        Event.valueOf(row.value3().toUpperCase(Locale.ROOT)),
                        row.value2(),
                        changes(permit, JSON.readTree(row.value7().data())),
                        List.of(),
                        cause(row.value8())))
                .toList();
    }

    /** The entries of a record with what was done to its lines at the same moments. */
    List<HistoryEntry> withLines(List<HistoryEntry> entries, UUID record, List<PublishedPart<?>> parts) {
        if (entries.isEmpty() || parts.isEmpty()) {
            return entries;
        }
        Map<Instant, List<LineChange>> changed = new HashMap<>();
        for (PublishedPart<?> part : parts) {
            part.lines().flatMap(access::any).ifPresent(lines -> read(part, lines, record, entries, changed));
        }
        return entries.stream()
                .map(entry -> changed.containsKey(entry.at())
                        ? entry.with(changed.getOrDefault(entry.at(), List.of()))
                        : entry)
                .toList();
    }

    private void read(
            PublishedPart<?> part,
            RecordTable lines,
            UUID record,
            List<HistoryEntry> entries,
            Map<Instant, List<LineChange>> changed) {
        StoredField link = lines.ownerLink();
        StoredField position = lines.position();
        if (link == null || position == null) {
            return;
        }
        Map<UUID, Long> places = new HashMap<>();
        Field<UUID> id = TableSql.cast(TableSql.column(SystemColumns.ID, ColumnType.UUID));
        Field<Long> place = TableSql.cast(
                TableSql.column(position.first().name(), position.first().type()));
        Field<UUID> owner =
                TableSql.cast(TableSql.column(link.first().name(), link.first().type()));
        dsl.select(id, place)
                .from(TableSql.tableOf(lines.name()).as("r"))
                .where(owner.eq(record))
                .forEach(row -> places.put(row.value1(), row.value2() == null ? 0L : row.value2()));
        if (places.isEmpty()) {
            return;
        }
        Map<UUID, String> titles = matches.titles(Visible.all(lines), places.keySet());
        Map<Instant, List<Numbered>> read = new HashMap<>();
        dsl.select(AT, RECORD, EVENT, CHANGES)
                .from(tableOf(lines))
                .where(RECORD.in(places.keySet()))
                .and(AT.between(entries.getLast().at(), entries.getFirst().at()))
                .orderBy(AT.desc())
                .limit(MOST_LINE_CHANGES)
                .forEach(row -> {
                    long number = places.getOrDefault(row.value2(), 0L);
                    String title = titles.getOrDefault(row.value2(), "");
                    boolean named = lines.title().isPresent() && !title.equals(RecordTable.nameless(row.value2()));
                    read.computeIfAbsent(row.value1(), _ -> new ArrayList<>())
                            .add(new Numbered(
                                    number,
                                    new LineChange(
                                            part.key(),
                                            part.label(),
                                            named ? title : String.valueOf(number),
                                            Event.valueOf(row.value3().toUpperCase(Locale.ROOT)),
                                            lineChanges(
                                                    lines,
                                                    JSON.readTree(row.value4().data())))));
                });
        read.forEach((at, some) -> changed.computeIfAbsent(at, _ -> new ArrayList<>())
                .addAll(some.stream()
                        .sorted(Comparator.comparingLong(Numbered::number))
                        .map(Numbered::change)
                        .toList()));
    }

    private record Numbered(long number, LineChange change) {}

    /** Without what makes it a line: that it moved among the others says nothing about it. */
    private List<FieldChange> lineChanges(RecordTable lines, JsonNode kept) {
        FormDefinition form = lines.form().definition();
        List<FieldChange> changes = new ArrayList<>();
        Stream.concat(form.fields(), form.retired().stream())
                .filter(field -> !form.keepsOfLine(field.id()))
                .forEach(field -> change(field, kept).ifPresent(changes::add));
        return changes;
    }

    private static Optional<Cause> cause(@Nullable JSONB kept) {
        return Optional.ofNullable(kept).map(json -> JSON.readValue(json.data(), Cause.class));
    }

    /** What made somebody write as it is kept; null when nothing did but they themselves. */
    static @Nullable String kept(Optional<Cause> cause) {
        return cause.map(JSON::writeValueAsString).orElse(null);
    }

    private List<FieldChange> changes(Permit permit, JsonNode kept) {
        List<FieldChange> changes = new ArrayList<>();
        FormDefinition form = permit.table().form().definition();
        Stream.concat(form.fields(), form.retired().stream())
                .filter(field -> !permit.fields().hides(field.key()))
                .forEach(field -> change(field, kept)
                        .map(change -> permit.fields().masks(field.key()) ? masked(field, change) : change)
                        .ifPresent(changes::add));
        return changes;
    }

    private FieldChange masked(FieldDefinition definition, FieldChange change) {
        return new FieldChange(
                change.field(), change.label(), mask(definition, change.from()), mask(definition, change.to()));
    }

    private @Nullable Object mask(FieldDefinition definition, @Nullable Object value) {
        return value == null
                ? null
                : resolver.resolve(definition)
                        .<Object>map(field -> field.mask(value))
                        .orElse(new Masked(Masked.ALL));
    }

    private Optional<FieldChange> change(FieldDefinition definition, JsonNode kept) {
        JsonNode pair = kept.path(definition.id().toString());
        if (!pair.isArray() || pair.size() != 2) {
            return Optional.empty();
        }
        return resolver.resolve(definition)
                .map(field -> new FieldChange(
                        definition.key(), definition.label(), value(field, pair.get(0)), value(field, pair.get(1))));
    }

    /** Called as they were then where all records may be seen, else as far as they may be seen now. */
    private RecordRefs titled(PublishedField<?, ?> field, RecordRefs links, JsonNode json) {
        Optional<Visible> seen = field.targetOfMany().flatMap(access::visible);
        if (seen.isEmpty()) {
            return links;
        }
        Map<UUID, String> titles = seen.get().isWhole() ? new HashMap<>() : manyTitles.of(seen.get(), links.ids());
        if (seen.get().isWhole()) {
            json.valueStream()
                    .forEach(one -> Ids.parse(one.path("id").asString(""))
                            .ifPresent(id -> titles.put(id, one.path("title").asString(RecordTable.nameless(id)))));
        }
        return links.titled(titles);
    }

    private @Nullable Object value(PublishedField<?, ?> field, JsonNode json) {
        try {
            Object value = field.fromJson(json);
            if (value instanceof RecordRef link && link.id() instanceof UUID record) {
                String kept = json.path("title").asString("");
                return new RecordRef(
                        record,
                        null,
                        field.target()
                                .flatMap(form -> access.title(form, record, kept.isEmpty() ? null : kept))
                                .orElse(null));
            }
            return value instanceof RecordRefs links ? titled(field, links, json) : value;
        } catch (ValueFormatException e) {
            // The field's type was changed since, and the old value is none of the new type: its text is all there is.
            return json.isString() ? json.asString() : json.toString();
        }
    }
}
