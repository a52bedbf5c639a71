package dev.millwright.exchange.internal;

import dev.millwright.exchange.Imports.BadCell;
import dev.millwright.exchange.Imports.Flat;
import dev.millwright.exchange.Imports.Grouped;
import dev.millwright.exchange.Imports.Note;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.internal.SheetRow.Remark;
import dev.millwright.field.CellContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.shared.BusyException;
import dev.millwright.shared.Problem;
import dev.millwright.sheet.SheetWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet that has records and their lines side by side, put together record by record. */
final class FlatRows {

    /** So many cells that differ are shown before anything is checked. */
    private static final int EXAMPLES = 10;

    private final Plan plan;
    private final Flat flat;
    private final LineRows lines;
    private final boolean counts;
    private final Map<Integer, PublishedField<?, ?>> fields = new TreeMap<>();
    private final Map<Integer, CellContext> contexts;
    private final LargeFiles.Share share;

    /** The columns of the records' fields. */
    private final int[] ofRecord;

    /** The columns of which anything is kept: a sheet may have many more. */
    private final int[] picked;

    private final Map<Object, Group> byKey = new HashMap<>();
    private final List<Group> groups = new ArrayList<>();
    private final List<Misfit> examples = new ArrayList<>();
    private @Nullable Group last;
    private SheetRow.Merged before = SheetRow.Merged.NONE;
    private SheetRow headings = new SheetRow(0, List.of(), 0);
    private @Nullable Problem refused;
    private int rows;
    private long differing;
    private long torn;

    /**
     * @param contexts how the cells of the records' columns are read
     * @param lines takes those of the records, called by the number of their group
     * @param counts whether records and lines are only counted
     * @param share what it keeps
     */
    FlatRows(
            Plan plan,
            Flat flat,
            PublishedForm form,
            Map<Integer, CellContext> contexts,
            LineRows lines,
            boolean counts,
            LargeFiles.Share share) {
        this.counts = counts;
        this.share = share;
        this.plan = plan;
        this.flat = flat;
        this.contexts = contexts;
        this.lines = lines;
        plan.mapping().forEach((column, key) -> form.field(key).ifPresent(field -> fields.put(column, field)));
        ofRecord = fields.keySet().stream().mapToInt(Integer::intValue).toArray();
        picked = IntStream.concat(
                        Arrays.stream(ofRecord),
                        Stream.concat(flat.mapping().keySet().stream(), Stream.ofNullable(flat.by()))
                                .mapToInt(Integer::intValue))
                .sorted()
                .distinct()
                .toArray();
    }

    /**
     * What is wrong with a cell of a record, seen beside its other rows.
     *
     * @param code why the cell cannot be taken; empty where it only holds another value than the first one
     * @param first the row with that one; null where it is not about it
     */
    record Misfit(
            SheetRow row,
            int column,
            String field,
            String code,
            @Nullable SheetRow first) {

        /** Whether it holds another value than the first one, so that either might be meant. */
        boolean differs() {
            return first != null;
        }

        Problem problem() {
            return first == null
                    ? Problem.error(code, field)
                    : Problem.error(
                            "record.import.error.recordDiffers",
                            field,
                            row.cell(column).strip(),
                            first.cell(column).strip(),
                            first.line());
        }
    }

    /** The rows of one record. */
    final class Group {

        private final String name;
        private final List<SheetRow> rows = new ArrayList<>();

        /** For each column of the record the first row that has something there. */
        private final @Nullable SheetRow[] firsts = new SheetRow[ofRecord.length];

        private final List<Misfit> misfits = new ArrayList<>();
        private @Nullable SheetRow begins;
        private boolean isTorn;
        private int lineCount;

        Group(String name) {
            this.name = name;
        }

        /** What its lines call it. */
        String name() {
            return name;
        }

        /** All of them, with what is imported of them; none where they are only counted. */
        List<SheetRow> rows() {
            return rows;
        }

        List<Misfit> misfits() {
            return misfits;
        }

        /** Whether it has more lines than a record may have, which are not read then. */
        boolean isTooLong() {
            return lineCount > FormDefinition.MAX_LINES;
        }

        /** The line in which the value of a column stands; that of its first row where there is none. */
        long line(@Nullable Integer column) {
            int place = column == null ? -1 : Arrays.binarySearch(ofRecord, column);
            SheetRow first = place < 0 ? null : firsts[place];
            return first == null ? first().line() : first.line();
        }

        private SheetRow first() {
            return Objects.requireNonNull(begins);
        }

        /** A row with what all of them say of the record. */
        SheetRow head() {
            String[] texts = new String[ofRecord.length];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = text(i);
            }
            return new SheetRow(first().line(), new PickedCells(ofRecord, texts), first().part());
        }

        private String text(int place) {
            SheetRow first = firsts[place];
            return first == null ? "" : first.cell(ofRecord[place]);
        }

        private void add(SheetRow row) {
            boolean isKept = !counts || begins == null;
            if (!counts) {
                rows.add(row);
            }
            begins = begins == null ? row : begins;
            for (Remark remark : row.remarks()) {
                PublishedField<?, ?> field = fields.get(remark.column());
                if (field != null && remark.isFault()) {
                    add(new Misfit(row, remark.column(), field.key(), remark.code(), null));
                }
            }
            for (int i = 0; i < ofRecord.length; i++) {
                int column = ofRecord[i];
                String text = row.cell(column);
                if (text.isBlank()) {
                    continue;
                }
                SheetRow first = firsts[i];
                if (first == null) {
                    firsts[i] = row;
                    isKept = true;
                } else if (!isSame(column, first.cell(column), text)) {
                    String key = Objects.requireNonNull(fields.get(column)).key();
                    add(new Misfit(row, column, key, "", first));
                }
            }
            if (isKept) {
                share.hold(row);
            }
        }

        private void add(Misfit misfit) {
            if (misfit.differs()) {
                differing++;
                torn += isTorn ? 0 : 1;
                isTorn = true;
                if (examples.size() < EXAMPLES) {
                    examples.add(misfit);
                }
            }
            if (!counts) {
                share.hold(1);
                misfits.add(misfit);
            }
        }
    }

    /**
     * Reads the sheet.
     *
     * @throws InvalidRequestException when it has more than may be kept at hand
     */
    void read(SheetSource file) {
        Set<Long> leftOut = plan.odd().leftOut();
        file.read(plan.sheet(), row -> {
            if (row.line() == plan.heading()) {
                headings = row;
                lines.headings(row);
            } else if (row.line() > plan.heading() && !leftOut.contains(row.line())) {
                take(row);
            }
            return true;
        });
    }

    /** Reads as much of the sheet as may be kept at hand, and says when it has more. */
    void readSome(SheetSource file) {
        try {
            read(file);
        } catch (InvalidRequestException | BusyException e) {
            refused = Problem.error(e.code(), "", e.arguments().toArray());
        }
    }

    private void take(SheetRow whole) {
        if (rows == LineRows.MOST) {
            throw new InvalidRequestException("record.import.error.manyRows", LineRows.MOST);
        }
        rows++;
        SheetRow row = whole.picked(picked);
        boolean isLine = lines.isLine(row);
        if (!isLine && hasNothing(row)) {
            // Nothing of it is imported, so it can only be there to keep two records apart.
            last = flat.by() == null ? null : last;
            return;
        }
        Group group = group(row, whole.merged());
        last = group;
        before = whole.merged();
        group.add(row);
        if (isLine) {
            takeLine(group, row);
        }
    }

    private void takeLine(Group group, SheetRow row) {
        group.lineCount++;
        if (counts || group.isTooLong()) {
            lines.count();
            lines.drop(group.name());
        } else {
            lines.take(group.name(), row);
        }
    }

    private boolean hasNothing(SheetRow row) {
        Integer by = flat.by();
        return (by == null || row.cell(by).isBlank())
                && fields.keySet().stream().allMatch(column -> row.cell(column).isBlank());
    }

    private Group group(SheetRow row, SheetRow.Merged merged) {
        Group above = last;
        Integer by = flat.by();
        if (by == null) {
            return above != null && goesOn(above, row, merged) ? above : begin();
        }
        String name = SheetWriter.original(row.cell(by)).strip();
        if (name.isEmpty()) {
            return above == null ? begin() : above;
        }
        return byKey.computeIfAbsent(key(by, name), _ -> begin());
    }

    private Group begin() {
        Group group = new Group(String.valueOf(groups.size()));
        groups.add(group);
        return group;
    }

    private Object key(int column, String name) {
        Object value = value(column, name);
        return value == null ? name : value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
    }

    /** Without a column that says so: a record goes on where nothing is said of it, or the same as in the row above. */
    private boolean goesOn(Group above, SheetRow row, SheetRow.Merged merged) {
        boolean isEmpty = true;
        boolean isSame = true;
        for (int i = 0; i < ofRecord.length; i++) {
            int column = ofRecord[i];
            boolean wasMerged = before.below().contains(column) || before.tops().contains(column);
            if (merged.tops().contains(column) || (wasMerged && !merged.below().contains(column))) {
                return false;
            }
            isEmpty = isEmpty && row.cell(column).isBlank();
            isSame = isSame && isSame(column, above.text(i), row.cell(column));
        }
        return isEmpty || isSame;
    }

    /** Whether two texts are one value, however it is written. */
    private boolean isSame(int column, String one, String other) {
        if (one.strip().equals(other.strip())) {
            return true;
        }
        if (one.isBlank() || other.isBlank()) {
            return false;
        }
        Object first = value(column, one);
        Object second = value(column, other);
        return first != null
                && (first.equals(second)
                        || (first instanceof BigDecimal a && second instanceof BigDecimal b && a.compareTo(b) == 0));
    }

    private @Nullable Object value(int column, String text) {
        PublishedField<?, ?> field = fields.get(column);
        if (field == null) {
            return null;
        }
        try {
            return field.read(SheetWriter.original(text), Objects.requireNonNull(contexts.get(column)));
        } catch (ValueFormatException e) {
            return null;
        }
    }

    SheetRow headings() {
        return headings;
    }

    List<Group> groups() {
        return groups;
    }

    LineRows lines() {
        return lines;
    }

    boolean takesFirst() {
        return flat.takesFirst();
    }

    /** Whether a column is read at all. */
    boolean isRead(int column) {
        return fields.containsKey(column) || flat.mapping().containsKey(column);
    }

    Note note() {
        return Note.of("record.import.note.flat", rows, groups.size(), lines.size(), lines.label());
    }

    Grouped counts() {
        List<BadCell> cells = examples.stream()
                .map(one -> new BadCell(
                        one.row().line(),
                        one.field(),
                        heading(one.column()),
                        one.row().cell(one.column()),
                        one.problem().code(),
                        one.problem().arguments()))
                .toList();
        return new Grouped(groups.size(), lines.size(), differing, torn, cells, refused);
    }

    String heading(int column) {
        return headings.cell(column).strip();
    }
}
