package dev.millwright.exchange.internal;

import dev.millwright.exchange.Imports;
import dev.millwright.exchange.Imports.LinesPlan;
import dev.millwright.exchange.Imports.Note;
import dev.millwright.exchange.internal.SheetRow.Remark;
import dev.millwright.field.CellContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.RecordData;
import dev.millwright.shared.Problem;
import dev.millwright.sheet.SheetWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The lines that a file has for its records, by what the records are called there. */
final class LineRows {

    /** They are all kept at hand until their record has its turn. */
    static final int MOST = Imports.MOST_FLAT_ROWS;

    private final LinesPlan plan;
    private final PublishedForm form;
    private final String label;
    private final String sheet;
    private final boolean emptyClears;
    private final Map<Integer, PublishedField<?, ?>> fields = new TreeMap<>();
    private final Map<Integer, CellContext> contexts;
    private final Map<String, Integer> columnOf = new HashMap<>();
    private final Map<String, FirstLines> firstLines = new HashMap<>();
    private final Map<String, List<Line>> byOwner = new LinkedHashMap<>();
    private final Map<String, Set<Long>> places = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final List<Line> nobodys = new ArrayList<>();
    private final @Nullable String position;

    /** The columns of which anything is kept of a sheet of lines. */
    private final int[] picked;

    private List<String> columns = List.of();
    private int count;

    /**
     * @param label what the lines are called on the form
     * @param sheet what their sheet is called; empty when it is that of the records
     */
    LineRows(
            LinesPlan plan,
            PublishedForm form,
            String label,
            String sheet,
            Map<Integer, CellContext> contexts,
            boolean emptyClears) {
        this.plan = plan;
        this.form = form;
        this.label = label;
        this.sheet = sheet;
        this.contexts = contexts;
        this.emptyClears = emptyClears;
        plan.mapping()
                .forEach((column, key) -> form.field(key).ifPresent(field -> {
                    fields.put(column, field);
                    columnOf.put(key, column);
                    if (field.isUnique()) {
                        firstLines.put(key, new FirstLines());
                    }
                }));
        position = form.partOf()
                .flatMap(of -> form.field(of.position()))
                .map(PublishedField::key)
                .filter(columnOf::containsKey)
                .orElse(null);
        picked = IntStream.concat(fields.keySet().stream().mapToInt(Integer::intValue), IntStream.of(plan.owner()))
                .sorted()
                .distinct()
                .toArray();
    }

    /**
     * A line as values.
     *
     * @param problems what is wrong with it by itself; their paths are keys of its fields
     */
    record Line(LineRows of, SheetRow row, Map<String, @Nullable Object> values, List<Problem> problems) {

        boolean isWrong(String field) {
            return problems.stream().anyMatch(problem -> problem.path().equals(field));
        }

        /** Which place it has among the lines of its record; null where the file does not say so. */
        @Nullable Long place() {
            return of.position != null && values.get(of.position) instanceof Number number ? number.longValue() : null;
        }
    }

    /**
     * The line that is there already: of the same number, or as far down where the file has no numbers.
     *
     * @param index where it stands in the file among those of its record
     */
    @Nullable RecordData same(Line line, int index, List<RecordData> there) {
        String key = position;
        if (key == null) {
            return index < there.size() ? there.get(index) : null;
        }
        Long place = line.place();
        return there.stream()
                .filter(one ->
                        place != null && one.values().get(key) instanceof Number number && number.longValue() == place)
                .findFirst()
                .orElse(null);
    }

    String part() {
        return plan.part();
    }

    String sheet() {
        return sheet;
    }

    /** Which sheet of the file they stand on. */
    int number() {
        return plan.sheet();
    }

    List<String> columns() {
        return columns;
    }

    /** The column of the records' own sheet that says what they are called. */
    int named() {
        return plan.named();
    }

    /**
     * Reads a sheet of lines.
     *
     * @param share what it keeps
     */
    void read(SheetSource file, LargeFiles.Share share) {
        file.read(plan.sheet(), row -> {
            if (row.line() == plan.heading()) {
                headings(row);
            } else if (row.line() > plan.heading()) {
                SheetRow some = row.picked(picked);
                share.hold(some);
                take(some);
            }
            return true;
        });
    }

    void headings(SheetRow row) {
        columns = row.cells().stream().map(String::strip).toList();
    }

    private void take(SheetRow row) {
        String owner = row.cell(plan.owner()).strip();
        if (!owner.isEmpty()) {
            take(owner, row);
            return;
        }
        count();
        Line line = new Line(this, row, new HashMap<>(), new ArrayList<>());
        line.problems().add(Problem.error("record.import.error.lineKey", "", heading(plan.owner())));
        nobodys.add(line);
    }

    /** Takes a row as the next line of a record, by what that is called. */
    void take(String owner, SheetRow row) {
        count();
        Line line = new Line(this, row, new HashMap<>(), new ArrayList<>());
        fill(line);
        Long place = line.place();
        if (place != null
                && !places.computeIfAbsent(owner, _ -> new HashSet<>()).add(place)) {
            line.problems()
                    .add(Problem.error("record.import.error.lineTwice", Objects.requireNonNull(position), place));
        }
        byOwner.computeIfAbsent(owner, _ -> new ArrayList<>()).add(line);
    }

    /** Forgets the lines of a record that is refused as a whole. */
    void drop(String owner) {
        byOwner.remove(owner);
        places.remove(owner);
    }

    /** Whether these are more lines than a record may have. */
    static boolean areTooMany(List<Line> lines) {
        return lines.size() > FormDefinition.MAX_LINES;
    }

    /** What is said of a record that has too many. */
    Problem tooMany() {
        return Problem.error("record.error.tooManyLines", plan.part(), FormDefinition.MAX_LINES);
    }

    /** Counts a line without reading it. */
    void count() {
        if (++count > MOST) {
            throw new InvalidRequestException("record.import.error.manyLines", MOST);
        }
    }

    long size() {
        return count;
    }

    /** Whether the row has anything of a line. */
    boolean isLine(SheetRow row) {
        return fields.keySet().stream().anyMatch(column -> !row.cell(column).isBlank())
                || row.remarks().stream()
                        .anyMatch(remark -> remark.isFault()
                                && (remark.column() == Remark.WHOLE_ROW || fields.containsKey(remark.column())));
    }

    /** What the lines are called on the form. */
    String label() {
        return label;
    }

    private void fill(Line line) {
        SheetRow row = line.row();
        for (Remark remark : row.remarks()) {
            PublishedField<?, ?> field = fields.get(remark.column());
            if (remark.isFault() && (field != null || remark.column() == Remark.WHOLE_ROW)) {
                line.problems().add(Problem.error(remark.code(), field == null ? "" : field.key()));
            }
        }
        fields.forEach((column, field) -> {
            if (line.isWrong(field.key())) {
                return;
            }
            try {
                Object value = field.read(
                        SheetWriter.original(row.cell(column)), Objects.requireNonNull(contexts.get(column)));
                if (value == null) {
                    if (emptyClears && !field.key().equals(position)) {
                        line.values().put(field.key(), null);
                    }
                    return;
                }
                line.values().put(field.key(), value);
                FirstLines first = firstLines.get(field.key());
                long earlier = first == null ? 0 : first.add(value, row.line());
                if (earlier != 0) {
                    line.problems().add(Problem.error("record.import.error.twiceInFile", field.key(), earlier));
                }
            } catch (ValueFormatException e) {
                line.problems().add(e.at(field.key()));
            }
        });
    }

    /**
     * The lines of a record, by what it is called in the file.
     *
     * @return null when another row with lines is called so, too
     */
    @Nullable List<Line> of(String owner) {
        List<Line> lines = byOwner.get(owner);
        if (lines == null) {
            return List.of();
        }
        return taken.add(owner) ? lines : null;
    }

    /** Lines whose record is not in the file, by what it is called. */
    Map<String, List<Line>> left() {
        Map<String, List<Line>> left = new LinkedHashMap<>(byOwner);
        left.keySet().removeAll(taken);
        return left;
    }

    /** Lines that do not say which record they belong to. */
    List<Line> nobodys() {
        return nobodys;
    }

    String heading(int column) {
        return column < columns.size() ? columns.get(column) : "";
    }

    /** What stands in the file for a field, with the heading of its column. */
    Cell cell(Line line, String field) {
        Integer column = columnOf.get(field);
        return column == null
                ? new Cell(form.field(field).map(PublishedField::label).orElse(""), "")
                : new Cell(
                        heading(column), isSealed(form, field) ? "" : line.row().cell(column));
    }

    /** What is to be kept encrypted does not stay in the clear with what is told of an import. */
    static boolean isSealed(PublishedForm form, String field) {
        return form.field(field).filter(one -> one.type().isSealed()).isPresent();
    }

    /** A cell with the heading above it; without its text where that is to be kept encrypted. */
    record Cell(String heading, String text) {}

    Note note() {
        return Note.of("record.import.note.lines", count, label, sheet);
    }
}
