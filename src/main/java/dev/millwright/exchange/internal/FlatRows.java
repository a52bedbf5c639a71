package dev.millwright.exchange.internal;

import dev.millwright.exchange.Imports.BadCell;
import dev.millwright.exchange.Imports.Flat;
import dev.millwright.exchange.Imports.Grouped;
import dev.millwright.exchange.Imports.Note;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.internal.SheetRow.Remark;
import dev.millwright.field.CellContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.shared.Problem;
import dev.millwright.sheet.SheetWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
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
    private final Map<Object, Group> byKey = new HashMap<>();
    private final List<Group> groups = new ArrayList<>();
    private @Nullable Group last;
    private SheetRow headings = new SheetRow(0, List.of(), 0);
    private int rows;
    private boolean tooMany;

    /**
     * @param contexts how the cells of the records' columns are read
     * @param lines takes those of the records, called by the number of their group
     * @param counts whether the lines are only counted
     */
    FlatRows(
            Plan plan,
            Flat flat,
            PublishedForm form,
            Map<Integer, CellContext> contexts,
            LineRows lines,
            boolean counts) {
        this.counts = counts;
        this.plan = plan;
        this.flat = flat;
        this.contexts = contexts;
        this.lines = lines;
        plan.mapping().forEach((column, key) -> form.field(key).ifPresent(field -> fields.put(column, field)));
    }

    /** What a record has in a column, and the line where it stands first. */
    private record Cell(String text, long line) {}

    /**
     * What is wrong with a cell of a record, seen beside its other rows.
     *
     * @param differs whether it holds another value than the first one, so that either might be meant
     */
    record Misfit(SheetRow row, int column, Problem problem, boolean differs) {}

    /** The rows of one record. */
    final class Group {

        private final String name;
        private final List<SheetRow> rows = new ArrayList<>();
        private final Map<Integer, Cell> cells = new HashMap<>();
        private final List<Misfit> misfits = new ArrayList<>();

        Group(String name) {
            this.name = name;
        }

        /** What its lines call it. */
        String name() {
            return name;
        }

        List<SheetRow> rows() {
            return rows;
        }

        List<Misfit> misfits() {
            return misfits;
        }

        /** The line in which the value of a column stands; that of its first row where there is none. */
        long line(@Nullable Integer column) {
            Cell cell = column == null ? null : cells.get(column);
            return cell == null ? rows.getFirst().line() : cell.line();
        }

        /** A row with what all of them say of the record. */
        SheetRow head() {
            SheetRow first = rows.getFirst();
            List<String> values = new ArrayList<>();
            new TreeMap<>(cells).forEach((column, cell) -> {
                while (values.size() < column) {
                    values.add("");
                }
                values.add(cell.text());
            });
            return new SheetRow(first.line(), values, first.part());
        }

        private void add(SheetRow row) {
            rows.add(row);
            for (Remark remark : row.remarks()) {
                PublishedField<?, ?> field = fields.get(remark.column());
                if (field != null && remark.isFault()) {
                    misfits.add(new Misfit(row, remark.column(), Problem.error(remark.code(), field.key()), false));
                }
            }
            fields.forEach((column, field) -> {
                String text = row.cell(column);
                if (text.isBlank()) {
                    return;
                }
                Cell first = cells.putIfAbsent(column, new Cell(text, row.line()));
                if (first != null && !isSame(column, first.text(), text)) {
                    misfits.add(new Misfit(
                            row,
                            column,
                            Problem.error(
                                    "record.import.error.recordDiffers",
                                    field.key(),
                                    text.strip(),
                                    first.text().strip(),
                                    first.line()),
                            true));
                }
            });
        }
    }

    /** Reads the sheet, or as much of it as may be kept at hand. */
    void read(SheetSource file) {
        Set<Long> leftOut = plan.odd().leftOut();
        file.read(plan.sheet(), row -> {
            if (row.line() == plan.heading()) {
                headings = row;
                lines.headings(row);
            } else if (row.line() > plan.heading() && !leftOut.contains(row.line())) {
                take(row);
            }
            return !tooMany;
        });
    }

    /** Says when there is more than may be read. */
    void requireAll() {
        if (tooMany) {
            throw new InvalidRequestException("record.import.error.manyRows", LineRows.MOST);
        }
    }

    private void take(SheetRow row) {
        if (rows == LineRows.MOST) {
            tooMany = true;
            return;
        }
        rows++;
        boolean isLine = lines.isLine(row);
        if (!isLine && hasNothing(row)) {
            // Nothing of it is imported, so it can only be there to keep two records apart.
            last = flat.by() == null ? null : last;
            return;
        }
        Group group = group(row);
        last = group;
        group.add(row);
        if (isLine && counts) {
            lines.count();
        } else if (isLine) {
            lines.take(group.name(), row);
        }
    }

    private boolean hasNothing(SheetRow row) {
        Integer by = flat.by();
        return (by == null || row.cell(by).isBlank())
                && fields.keySet().stream().allMatch(column -> row.cell(column).isBlank());
    }

    private Group group(SheetRow row) {
        Group above = last;
        Integer by = flat.by();
        if (by == null) {
            return above != null && goesOn(above, row) ? above : begin();
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
    private boolean goesOn(Group above, SheetRow row) {
        SheetRow former = above.rows().getLast();
        for (int column : fields.keySet()) {
            boolean wasMerged = former.merged().below().contains(column)
                    || former.merged().tops().contains(column);
            if (row.merged().tops().contains(column)
                    || (wasMerged && !row.merged().below().contains(column))) {
                return false;
            }
        }
        if (fields.keySet().stream().allMatch(column -> row.cell(column).isBlank())) {
            return true;
        }
        return fields.keySet().stream().allMatch(column -> {
            Cell known = above.cells.get(column);
            return isSame(column, known == null ? "" : known.text(), row.cell(column));
        });
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
        long differing = 0;
        long torn = 0;
        List<BadCell> cells = new ArrayList<>();
        for (Group group : groups) {
            List<Misfit> some = group.misfits().stream().filter(Misfit::differs).toList();
            differing += some.size();
            torn += some.isEmpty() ? 0 : 1;
            for (Misfit one : some) {
                if (cells.size() < EXAMPLES) {
                    cells.add(new BadCell(
                            one.row().line(),
                            one.problem().path(),
                            heading(one.column()),
                            one.row().cell(one.column()),
                            one.problem().code(),
                            one.problem().arguments()));
                }
            }
        }
        return new Grouped(groups.size(), lines.size(), differing, torn, cells, tooMany);
    }

    String heading(int column) {
        return headings.cell(column).strip();
    }
}
