package dev.millwright.form;

import dev.millwright.field.FormatContext;
import dev.millwright.field.RecordRef;
import dev.millwright.field.ValueFormatException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The lines of a record while they are entered: those that there are, in their order, and what was changed since they were read. Knows
 * nothing of screens and of how lines are kept.
 */
public final class LinesModel {

    private static final String REMOVED = "removed";

    private final List<PublishedField<?, ?>> columns;
    private final String position;
    private final List<Line> lines = new ArrayList<>();
    private final List<Line> read = new ArrayList<>();
    private final Set<Line> removed = new LinkedHashSet<>();
    private Supplier<Map<String, Object>> beginning = Map::of;

    /** One line. Two lines with the same values are two lines. */
    public static final class Line {

        private final @Nullable UUID id;
        private final @Nullable Long version;
        private final Map<String, Object> before;
        private final Map<String, @Nullable Object> values;
        private final Map<String, String> unread = new HashMap<>();
        private final Map<String, Problem> problems = new LinkedHashMap<>();

        /** What the person gave a value, or took it away. */
        private final Set<String> touched = new HashSet<>();

        private final Set<String> spared = new HashSet<>();
        private final Map<String, Object> begun;
        private WorkedOut worked = WorkedOut.NOTHING;

        private Line(Map<String, Object> begun) {
            this.id = null;
            this.version = null;
            this.before = Map.of();
            this.begun = Map.copyOf(begun);
            this.values = new HashMap<>(begun);
        }

        private Line(UUID id, long version, Map<String, Object> before) {
            this.id = id;
            this.version = version;
            this.before = Map.copyOf(before);
            this.begun = this.before;
            this.values = new HashMap<>(before);
        }

        /** Null for one that is not kept yet. */
        public @Nullable UUID id() {
            return id;
        }

        public @Nullable Object value(String field) {
            return values.get(field);
        }

        /** What was put in and cannot be read as a value of the field. */
        public Optional<String> unread(String field) {
            return Optional.ofNullable(unread.get(field));
        }

        /** What is wrong with a field, or with the line where the field is empty. */
        public Optional<Problem> problem(String field) {
            return Optional.ofNullable(problems.get(field));
        }

        public boolean isWrong() {
            return !problems.isEmpty();
        }

        /** What rules say of the line as it is. */
        public RuleOutcome rules() {
            return worked.rules();
        }

        /** What is said of its values beside other records. */
        public Problems shared() {
            return worked.shared();
        }

        /** Whether it shows only on saving what the field holds then. */
        public boolean isUnknown(String field) {
            return worked.unknown().contains(field);
        }

        /** Whether people can enter a field of the line as things are. */
        public boolean isOpen(PublishedField<?, ?> field) {
            String key = field.key();
            RuleOutcome rules = worked.rules();
            return field.isEntered()
                    && !rules.hides(key)
                    && !rules.set().containsKey(key)
                    && (!rules.locked().containsKey(key) || spared.contains(key));
        }

        /** Whether nobody filled in anything. */
        private boolean isEmpty() {
            return unread.isEmpty() && touched.stream().allMatch(key -> values.get(key) == null);
        }

        private void put(String key, @Nullable Object value) {
            touched.add(key);
            values.put(key, value);
        }

        /** @return whether the line looks another way now */
        private boolean take(WorkedOut now, List<PublishedField<?, ?>> columns) {
            Map<String, @Nullable Object> former = new HashMap<>(values);
            for (PublishedField<?, ?> column : columns) {
                String key = column.key();
                if (column.isEntered() && !touched.contains(key)) {
                    values.put(key, begun.get(key));
                }
                boolean given = !touched.contains(key) || now.rules().set().containsKey(key);
                if (given && now.values().containsKey(key)) {
                    values.put(key, now.values().get(key));
                }
                obey(key, now.rules());
            }
            boolean another = !values.equals(former)
                    || !now.rules().equals(worked.rules())
                    || !now.shared().equals(worked.shared())
                    || !now.unknown().equals(worked.unknown());
            worked = now;
            return another;
        }

        /** A lock holds what is there: where nothing is yet, it may be entered until the line is saved. */
        private void obey(String key, RuleOutcome rules) {
            boolean locked = rules.locked().containsKey(key);
            boolean began = !worked.rules().locked().containsKey(key);
            if (!locked || rules.held().containsKey(key)) {
                spared.remove(key);
            } else if (began && values.get(key) == null) {
                spared.add(key);
            }
        }
    }

    /**
     * A line as it is kept.
     *
     * @param values by field key; an empty field is absent
     */
    public record Kept(UUID id, long version, Map<String, Object> values) {}

    /**
     * What is to become of a line.
     *
     * @param id null for a new one
     * @param values what changes; null for a field that was emptied
     */
    public record Edit(
            @Nullable UUID id, @Nullable Long version, boolean removed, Map<String, @Nullable Object> values) {}

    /**
     * What became of a block that was pasted.
     *
     * @param lines how many lines took some of it
     * @param wrong how many cells could not be read; they stand as they were pasted
     * @param beyond how many cells had no column to go to
     */
    public record Pasted(int lines, int wrong, int beyond) {}

    /**
     * @param columns the fields that people see of a line
     * @param position key of the field that keeps the order
     */
    public LinesModel(List<PublishedField<?, ?>> columns, String position) {
        this.columns = List.copyOf(columns);
        this.position = position;
    }

    /** What a new line begins with. */
    public void beginWith(Supplier<Map<String, Object>> values) {
        beginning = values;
    }

    /**
     * Shows what formulas and rules make of the lines as they are now. What people entered stays, unless a rule sets it.
     *
     * @param worked as it was told for {@link #edits}
     * @return whether anything looks another way now
     */
    public boolean take(WorkedOut.Lines worked) {
        boolean another = false;
        Set<Line> told = new HashSet<>();
        List<Told> edits = told();
        for (int i = 0; i < edits.size(); i++) {
            Line line = edits.get(i).line();
            told.add(line);
            if (i < worked.changed().size() && !edits.get(i).edit().removed()) {
                another |= line.take(worked.changed().get(i), columns);
            }
        }
        for (Line line : lines) {
            WorkedOut kept = line.id == null ? null : worked.kept().get(line.id);
            if (kept != null && !told.contains(line)) {
                another |= line.take(kept, columns);
            }
        }
        return another;
    }

    public List<PublishedField<?, ?>> columns() {
        return columns;
    }

    /** Shows lines as they are kept; what was changed before is forgotten. */
    public void read(Collection<Kept> kept) {
        lines.clear();
        read.clear();
        removed.clear();
        kept.forEach(line -> lines.add(new Line(line.id(), line.version(), line.values())));
        read.addAll(lines);
    }

    /** In their order, without those that were taken away. */
    public List<Line> lines() {
        return Collections.unmodifiableList(lines);
    }

    /** A new line, put before the one that now has the index. */
    public Line add(int index) {
        requireRoom(1);
        Line line = new Line(beginning.get());
        lines.add(Math.clamp(index, 0, lines.size()), line);
        return line;
    }

    private void requireRoom(int more) {
        if (lines.size() + more > FormDefinition.MAX_LINES) {
            throw new EditRefusedException("form.lines.tooMany", FormDefinition.MAX_LINES);
        }
    }

    /** Puts a line with the same values behind the line; what has to be unique is left out. */
    public Line copy(Line line) {
        return add(lines.indexOf(line) + 1, line.values);
    }

    /** A new line with values as people enter them; what has to be unique, and files, which are one record's, are left out. */
    public Line add(int index, Map<String, ? extends @Nullable Object> values) {
        Line line = add(index);
        columns.stream()
                .filter(column -> column.isEntered() && !column.isUnique() && column.kind() != ValueKind.FILE)
                .forEach(column -> line.put(column.key(), values.get(column.key())));
        return line;
    }

    /** Takes a line away. @return where it stood, for {@link #putBack} */
    public int remove(Line line) {
        int index = lines.indexOf(line);
        if (lines.remove(line) && line.id != null) {
            removed.add(line);
        }
        return index;
    }

    /** Puts a line that was taken away where it stood. */
    public void putBack(Line line, int index) {
        if (!lines.contains(line)) {
            removed.remove(line);
            lines.add(Math.clamp(index, 0, lines.size()), line);
        }
    }

    /** Puts a line somewhere else among the others. */
    public void move(Line line, int index) {
        if (lines.remove(line)) {
            lines.add(Math.clamp(index, 0, lines.size()), line);
        }
    }

    /** Gives a field of a line a value; null empties it. */
    public void set(Line line, PublishedField<?, ?> field, @Nullable Object value) {
        enter(line, field, value);
        line.unread.remove(field.key());
        line.problems.remove(field.key());
    }

    /** What somebody filled stays; what goes by a link is copied anew when that leads elsewhere. */
    private void enter(Line line, PublishedField<?, ?> field, @Nullable Object value) {
        if (field.target().isPresent() && !Objects.equals(value, line.value(field.key()))) {
            columns.stream()
                    .filter(column -> column.begins() && column.beginsBy().contains(field.key()))
                    .forEach(column -> line.touched.remove(column.key()));
        }
        line.put(field.key(), value);
    }

    private void leaveUnread(Line line, PublishedField<?, ?> field, String text, Problem problem) {
        line.put(field.key(), null);
        line.unread.put(field.key(), text);
        line.problems.put(field.key(), problem);
    }

    /**
     * Puts a block of texts, as it comes from a spreadsheet, over the lines from a cell on; lines that are missing are added. A text that is
     * no value of its field stays where it was put, with the reason.
     *
     * @param rows the cells of each row
     * @param finder finds a record that is meant by a text, for links
     */
    public Pasted paste(int line, int column, List<List<String>> rows, FormatContext format, Finder finder) {
        List<PublishedField<?, ?>> taking = columns.subList(Math.clamp(column, 0, columns.size()), columns.size());
        int from = Math.clamp(line, 0, lines.size());
        requireRoom(Math.max(0, from + rows.size() - lines.size()));
        int wrong = 0;
        int beyond = 0;
        for (int i = 0; i < rows.size(); i++) {
            boolean isNew = from + i >= lines.size();
            Line target = isNew ? new Line(beginning.get()) : lines.get(from + i);
            List<String> cells = rows.get(i);
            for (int c = 0; c < cells.size(); c++) {
                if (c >= taking.size() || !taking.get(c).isEntered()) {
                    beyond += cells.get(c).isBlank() ? 0 : 1;
                } else if (!take(target, taking.get(c), cells.get(c), format, finder)) {
                    wrong++;
                }
            }
            if (isNew) {
                lines.add(target);
            }
        }
        return new Pasted(rows.size(), wrong, beyond);
    }

    /** Finds the record that a text means; empty when there is none or more than one. */
    public interface Finder {
        Optional<RecordRef> find(UUID form, String text);
    }

    private <V> boolean take(Line line, PublishedField<?, V> field, String text, FormatContext format, Finder finder) {
        if (text.isBlank()) {
            if (line.isOpen(field)) {
                if (field.begins() || line.id == null && line.begun.containsKey(field.key())) {
                    // A column that is left empty beside others does not take away what comes by itself.
                    line.touched.remove(field.key());
                    line.values.put(field.key(), line.begun.get(field.key()));
                } else {
                    line.put(field.key(), null);
                }
                line.unread.remove(field.key());
                line.problems.remove(field.key());
            }
            return true;
        }
        try {
            Object value = field.parse(text, format);
            if (value instanceof RecordRef && field.target().isPresent()) {
                value = finder.find(field.target().get(), text.strip())
                        .orElseThrow(() -> new ValueFormatException("form.lines.linkUnknown", text.strip()));
            }
            if (value != null) {
                Optional<Problem> wrong = field.validate(value).stream().findFirst();
                if (wrong.isPresent()) {
                    leaveUnread(line, field, text, wrong.get());
                    return false;
                }
            }
            if (!line.isOpen(field)) {
                if (Objects.equals(value, line.value(field.key()))) {
                    return true;
                }
                leaveUnread(line, field, text, Problem.error("form.lines.closedByRule", field.key(), field.label()));
                return false;
            }
            enter(line, field, value);
            line.unread.remove(field.key());
            line.problems.remove(field.key());
            return true;
        } catch (ValueFormatException e) {
            leaveUnread(line, field, text, e.at(field.key()));
            return false;
        }
    }

    /** A figure of a column of numbers; empty for a column of anything else, and where there is nothing to tell. */
    public Optional<BigDecimal> figure(PublishedField<?, ?> column, ColumnFigure figure) {
        if (column.kind() != ValueKind.NUMBER) {
            return Optional.empty();
        }
        ColumnFigure.Tally tally = new ColumnFigure.Tally();
        for (Line line : lines) {
            Object value = line.value(column.key());
            if (value != null && column.toColumns(value).getFirst() instanceof Number number) {
                tally.add(new BigDecimal(number.toString()));
            }
        }
        return tally.figure(figure);
    }

    /** Whether anything differs from what is kept. */
    public boolean isChanged() {
        return !edits().isEmpty();
    }

    /** Whether a text stands somewhere that is no value of its field. */
    public boolean hasUnread() {
        return lines.stream().anyMatch(line -> !line.unread.isEmpty());
    }

    /** What is to become of lines; new ones of which nothing was filled are none. */
    public List<Edit> edits() {
        return told().stream().map(Told::edit).toList();
    }

    /** An edit and the line that it is of. */
    private record Told(Edit edit, Line line) {}

    private List<Told> told() {
        List<Told> told = new ArrayList<>();
        Map<Line, Long> places = places();
        for (Line line : lines) {
            if (line.id == null && line.isEmpty()) {
                continue;
            }
            Map<String, @Nullable Object> changed = new LinkedHashMap<>();
            columns.stream().filter(PublishedField::isEntered).forEach(column -> {
                // What begins or is set by itself does so on saving, too.
                Object value = line.value(column.key());
                if (line.touched.contains(column.key())
                        && (line.id == null || !Objects.equals(value, line.before.get(column.key())))) {
                    changed.put(column.key(), value);
                }
            });
            Long place = places.get(line);
            if (place != null && !Objects.equals(place, line.before.get(position))) {
                changed.put(position, place);
            }
            if (line.id == null || !changed.isEmpty()) {
                told.add(new Told(new Edit(line.id, line.version, false, changed), line));
            }
        }
        removed.forEach(line -> told.add(new Told(new Edit(line.id, line.version, true, Map.of()), line)));
        return told;
    }

    /** The places of the lines: as they are while they rise, else counted anew. */
    private Map<Line, Long> places() {
        Map<Line, Long> places = new HashMap<>();
        long last = 0;
        boolean rising = true;
        for (Line line : lines) {
            if (line.id == null && line.isEmpty()) {
                continue;
            }
            long place = line.before.get(position) instanceof Number kept ? kept.longValue() : last + 1;
            rising = rising && place > last;
            last = place;
            places.put(line, place);
        }
        if (!rising) {
            long next = 1;
            for (Line line : lines) {
                if (places.containsKey(line)) {
                    places.put(line, next++);
                }
            }
        }
        return places;
    }

    /**
     * Notes what was wrong with edits.
     *
     * @param problems by the place of the edit, with paths that begin at the line
     * @return the first line with which something is wrong
     */
    public Optional<Line> show(Map<Integer, List<Problem>> problems) {
        List<Told> told = told();
        lines.forEach(line -> line.problems.keySet().retainAll(line.unread.keySet()));
        problems.forEach((place, some) -> {
            if (place < told.size()) {
                some.forEach(problem -> told.get(place)
                        .line()
                        .problems
                        .putIfAbsent(problem.path().split("\\.", 2)[0], problem));
            }
        });
        return lines.stream().filter(Line::isWrong).findFirst();
    }

    /** The changes as JSON, to be kept until they are saved; null when there are none. */
    public @Nullable JsonNode unsaved() {
        List<Told> told = told();
        boolean moved = told.stream().anyMatch(one -> one.edit().values().containsKey(position));
        if (told.isEmpty()) {
            return null;
        }
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        Map<Line, Long> places = places();
        for (Told one : told) {
            ObjectNode line = json.addObject();
            Edit edit = one.edit();
            if (edit.id() != null) {
                line.put("id", edit.id().toString()).put("version", edit.version());
            }
            if (edit.removed()) {
                line.put(REMOVED, true);
                continue;
            }
            Long place = places.get(one.line());
            if (place != null && (edit.id() == null || moved)) {
                line.put("place", lines.indexOf(one.line()));
            }
            ObjectNode values = line.putObject("values");
            columns.stream()
                    .filter(column -> edit.values().containsKey(column.key()))
                    .forEach(column -> {
                        Object value = edit.values().get(column.key());
                        values.set(column.key(), value == null ? values.nullNode() : written(column, value));
                    });
            ObjectNode unread = JsonNodeFactory.instance.objectNode();
            columns.stream()
                    .filter(column -> !column.type().isSealed())
                    .forEach(column ->
                            one.line().unread(column.key()).ifPresent(text -> unread.put(column.key(), text)));
            if (!unread.isEmpty()) {
                line.set("unread", unread);
            }
        }
        return json;
    }

    private static JsonNode written(PublishedField<?, ?> column, Object value) {
        return column.toJson(value);
    }

    /** Puts back what {@link #unsaved} gave; what the form of today cannot read is left out. */
    public void restore(JsonNode unsaved, FormatContext format, Finder finder) {
        Map<UUID, Line> byId = new HashMap<>();
        lines.forEach(line -> {
            if (line.id != null) {
                byId.put(line.id, line);
            }
        });
        for (JsonNode json : unsaved) {
            UUID id = Ids.parse(json.path("id").asString("")).orElse(null);
            Line line = id == null ? new Line(beginning.get()) : byId.get(id);
            if (line == null) {
                // Somebody took the line away meanwhile; saving says so of the record.
                continue;
            }
            if (json.path(REMOVED).asBoolean(false)) {
                remove(line);
                continue;
            }
            for (PublishedField<?, ?> column : columns) {
                JsonNode value = json.path("values").path(column.key());
                if (!value.isMissingNode()) {
                    try {
                        line.put(column.key(), value.isNull() ? null : column.fromKept(value));
                    } catch (ValueFormatException e) {
                        leaveUnread(line, column, value.asString(value.toString()), e.at(column.key()));
                    }
                }
                JsonNode text = json.path("unread").path(column.key());
                if (text.isString()) {
                    take(line, column, text.stringValue(), format, finder);
                }
            }
            if (json.has("place") || id == null) {
                lines.remove(line);
                lines.add(Math.clamp(json.path("place").asInt(lines.size()), 0, lines.size()), line);
            }
        }
    }
}
