package dev.millwright.exchange;

import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.field.FormatContext;
import dev.millwright.form.PublishedField;
import dev.millwright.jobs.JobProgress;
import dev.millwright.record.FormRef;
import dev.millwright.shared.Problem;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Brings the rows of a CSV or Excel file into a form, through the gate, in one transaction; an import can be undone as a whole. */
public interface Imports {

    /** Of so many rows a flat sheet may be: they are kept at hand until their record has its turn. */
    int MOST_FLAT_ROWS = 100_000;

    /**
     * The beginning of a file and how its columns fit the form.
     *
     * @param heading line of the headings as the person chose it; null to have it found
     * @throws dev.millwright.shared.InvalidException when the file cannot be read as a table
     */
    Preview preview(FormRef form, Source source, int sheet, @Nullable Long heading, FormatContext format);

    /** A file that is read as it is found. */
    default Preview preview(FormRef form, Path file, int sheet, @Nullable Long heading, FormatContext format) {
        return preview(form, new Source(file, file.getFileName().toString()), sheet, heading, format);
    }

    /** Tries the import without keeping anything. */
    Report dryRun(FormRef form, Source source, Plan plan, JobProgress progress);

    default Report run(FormRef form, Source source, Plan plan, JobProgress progress) {
        return run(form, source, plan, progress, kept -> {});
    }

    /**
     * Imports all rows if every one of them is good, else none or only the good ones, as the plan says.
     *
     * @param kept told in the transaction that keeps the rows; not called when none are kept
     */
    default Report run(FormRef form, Source source, Plan plan, JobProgress progress, Consumer<Report> kept) {
        return run(form, source, plan, progress, kept, id -> id);
    }

    /**
     * As {@link #run(FormRef, Source, Plan, JobProgress, Consumer)}.
     *
     * @param once told first in the transaction of the import which id that is to have; gives another one when an import of that id did
     *     all this before, of which then only the counts are reported again
     */
    Report run(
            FormRef form,
            Source source,
            Plan plan,
            JobProgress progress,
            Consumer<Report> kept,
            UnaryOperator<UUID> once);

    /** The imports into a form, latest first. */
    List<PastImport> past(FormRef form, int limit);

    PastImport past(FormRef form, UUID id);

    /** The rows that an import refused, as a file to correct and import; nothing when there were none. */
    Optional<BadRows> badRows(FormRef form, UUID id);

    default Undone undo(FormRef form, UUID id, JobProgress progress) {
        return undo(form, id, progress, kept -> {});
    }

    /**
     * Takes an import back as far as nobody has changed its records since; the rest stays.
     *
     * @param kept told in the transaction that takes it back
     */
    Undone undo(FormRef form, UUID id, JobProgress progress, Consumer<Undone> kept);

    /**
     * How the rows of a flat sheet come together, counted without reading their values as the gate would.
     *
     * @throws dev.millwright.record.InvalidRequestException when the plan fits neither the form nor the file
     */
    Grouped grouped(FormRef form, Source source, Plan plan);

    /** What the lines are called that records of the form may have, by the key of their part. */
    Map<String, String> kinds(FormRef form);

    /** An Excel file with the headings of a form, for people to fill in. */
    default void template(FormRef form, FormatContext format, OutputStream out) {
        template(form, null, format, out);
    }

    /**
     * An Excel file with the headings of a form.
     *
     * @param part key of the lines that are to stand beside their record, a row for each; null for records alone
     */
    void template(FormRef form, @Nullable String part, FormatContext format, OutputStream out);

    /**
     * Looks at a file that is to become a form of its own.
     *
     * @param heading line of the headings as the person chose it; null to have it found
     * @throws dev.millwright.shared.InvalidException when the file cannot be read as a table
     */
    Survey survey(Source source, int sheet, @Nullable Long heading, FormatContext format);

    /**
     * A file without a form.
     *
     * @param reading how its text is read
     * @param columns by their number from 0; one without a heading is called by its number
     * @param distinct columns whose values are all there and all different
     * @param title what stands above the table by itself; empty when there is no such line
     * @param totals rows that sum up others
     * @param notes what is to be said before anything is made of it
     */
    record Survey(
            List<String> sheets,
            int sheet,
            Reading reading,
            long heading,
            List<Line> above,
            long rows,
            Map<Integer, ColumnProfile> columns,
            Set<Integer> distinct,
            Set<Integer> openDates,
            String title,
            List<Line> totals,
            List<Note> notes) {}

    /** Tries to read a cell as what its column is to become. */
    @FunctionalInterface
    interface CellCheck {

        /**
         * @throws dev.millwright.field.ValueFormatException when it cannot be read
         */
        void read(String cell);
    }

    /**
     * Cells that do not fit what their columns are to become.
     *
     * @param count how many there are
     * @param cells the first of them, in the order of the file; the field is empty
     */
    record Misfits(long count, List<BadCell> cells) {}

    /**
     * Looks at all cells below the headings.
     *
     * @param leftOut lines that do not count
     */
    Misfits misfits(
            Source source,
            int sheet,
            long heading,
            Map<Integer, CellCheck> checks,
            Set<Long> leftOut,
            FormatContext format);

    /**
     * A file and what it is called.
     *
     * @param reading how its text is to be read
     */
    record Source(Path file, String name, Reading reading) {

        /** Read as it is found. */
        public Source(Path file, String name) {
            this(file, name, Reading.FOUND);
        }

        public Source reading(Reading wanted) {
            return new Source(file, name, wanted);
        }
    }

    /**
     * How the bytes of a text become cells.
     *
     * @param charset one of {@link #CHARSETS}; null to have it found, or for a file that says so itself
     * @param separator null to have it found, or for a file without any
     */
    record Reading(@Nullable String charset, @Nullable Character separator) {

        /** As a file is found. */
        public static final Reading FOUND = new Reading(null, null);

        public static final List<String> CHARSETS = List.of(
                "UTF-8",
                "GB18030",
                "Big5",
                "Shift_JIS",
                "EUC-JP",
                "EUC-KR",
                "windows-1252",
                "windows-1250",
                "windows-1251",
                "UTF-16LE",
                "UTF-16BE");

        public static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');
    }

    /**
     * What is to be said of a file before it becomes records.
     *
     * @param code of the text that says it, with its arguments
     * @param cells how many cells it is about; 0 for the table as a whole
     * @param places the first of them
     */
    record Note(String code, List<Object> arguments, long cells, List<CellPlace> places) {

        public static Note of(String code, Object... arguments) {
            return new Note(code, List.of(arguments), 0, List.of());
        }
    }

    /**
     * Where a cell stands.
     *
     * @param column heading of the column; empty for the row as a whole
     */
    record CellPlace(long line, String column) {}

    /** What becomes of rows whose key a record has already, and of the others. */
    enum Mode {
        /** Every row becomes a record. */
        ADD,
        /** Every row changes the record of its key. */
        UPDATE,
        /** A row changes the record of its key, or becomes one. */
        BOTH
    }

    /**
     * What is wanted of a file.
     *
     * @param heading line of the headings
     * @param mapping keys of fields by the number of their column, from 0
     * @param dates how dates are read that end with the year, by column; a column that is left out is looked at as a whole
     * @param key of the field by which records are found; null when rows are only added
     * @param onlyGood whether good rows are kept when others are bad
     * @param emptyClears whether an empty cell empties the field of a record that is there already; else it leaves the value
     * @param odd what becomes of rows and cells that are not like the others
     * @param lines where the lines of the records stand, when that is on sheets of their own
     * @param flat what of the sheet belongs to lines, when each row is one; null when each is a record
     */
    record Plan(
            int sheet,
            long heading,
            Map<Integer, String> mapping,
            Map<Integer, DateOrder> dates,
            Mode mode,
            @Nullable String key,
            boolean onlyGood,
            boolean emptyClears,
            Odd odd,
            FormatContext format,
            List<LinesPlan> lines,
            @Nullable Flat flat) {

        public Plan {
            mapping = Map.copyOf(mapping);
            dates = Map.copyOf(dates);
            lines = List.copyOf(lines);
        }

        /** Without lines. */
        public Plan(
                int sheet,
                long heading,
                Map<Integer, String> mapping,
                Map<Integer, DateOrder> dates,
                Mode mode,
                @Nullable String key,
                boolean onlyGood,
                boolean emptyClears,
                Odd odd,
                FormatContext format) {
            this(sheet, heading, mapping, dates, mode, key, onlyGood, emptyClears, odd, format, List.of(), null);
        }

        /** Takes all rows, and refuses those with cells that cannot be read. */
        public Plan(
                int sheet,
                long heading,
                Map<Integer, String> mapping,
                Map<Integer, DateOrder> dates,
                Mode mode,
                @Nullable String key,
                boolean onlyGood,
                boolean emptyClears,
                FormatContext format) {
            this(sheet, heading, mapping, dates, mode, key, onlyGood, emptyClears, Odd.REFUSED, format);
        }

        /** Leaves values where cells are empty. */
        public Plan(
                int sheet,
                long heading,
                Map<Integer, String> mapping,
                Map<Integer, DateOrder> dates,
                Mode mode,
                @Nullable String key,
                boolean onlyGood,
                FormatContext format) {
            this(sheet, heading, mapping, dates, mode, key, onlyGood, false, format);
        }

        public Plan onlyGood(boolean wanted) {
            return new Plan(sheet, heading, mapping, dates, mode, key, wanted, emptyClears, odd, format, lines, flat);
        }

        public Plan emptyClears(boolean wanted) {
            return new Plan(sheet, heading, mapping, dates, mode, key, onlyGood, wanted, odd, format, lines, flat);
        }

        public Plan odd(Odd wanted) {
            return new Plan(
                    sheet, heading, mapping, dates, mode, key, onlyGood, emptyClears, wanted, format, lines, flat);
        }

        public Plan lines(List<LinesPlan> wanted) {
            return new Plan(
                    sheet, heading, mapping, dates, mode, key, onlyGood, emptyClears, odd, format, wanted, flat);
        }

        public Plan flat(@Nullable Flat wanted) {
            return new Plan(
                    sheet, heading, mapping, dates, mode, key, onlyGood, emptyClears, odd, format, lines, wanted);
        }
    }

    /**
     * Where the lines of one part stand.
     *
     * @param part its key on the form
     * @param mapping keys of the lines' fields by the number of their column, from 0
     * @param owner the column that names the record that a line belongs to
     * @param named the column of the records' own sheet in which that name stands
     */
    record LinesPlan(String part, int sheet, long heading, Map<Integer, String> mapping, int owner, int named) {

        public LinesPlan {
            mapping = Map.copyOf(mapping);
        }
    }

    /**
     * One sheet of which each row is a line, with the values of its record beside it: in every row of the record, or in its first.
     *
     * @param part key of the lines on the form
     * @param mapping keys of the lines' fields by the number of their column, from 0
     * @param by the column that says which rows belong to one record: those with the same value, and those below with none; null when
     *     they stand next to each other with the same values
     * @param takesFirst whether, where rows of one record differ in a value of the record, its first one is taken; else the record is
     *     refused
     */
    record Flat(
            String part,
            Map<Integer, String> mapping,
            @Nullable Integer by,
            boolean takesFirst) {

        public Flat {
            mapping = Map.copyOf(mapping);
        }

        public Flat takesFirst(boolean wanted) {
            return new Flat(part, mapping, by, wanted);
        }
    }

    /**
     * Lines that a record of the form may have.
     *
     * @param part their key on the form
     * @param label what they are called there
     * @param fields that a file may fill, with the labels of the reader's language
     * @param filled keys of those that their form itself may fill where the file does not
     */
    record LineKind(String part, String label, List<PublishedField<?, ?>> fields, Set<String> filled) {}

    /**
     * What a flat sheet comes to.
     *
     * @param differing how many cells hold another value than the first one of their record
     * @param torn how many records have such cells
     * @param cells the first of them
     * @param refused why the rest of it cannot be read, for instance that it is too much; null when the counts are of all of it
     */
    record Grouped(
            long records,
            long lines,
            long differing,
            long torn,
            List<BadCell> cells,
            @Nullable Problem refused) {}

    /**
     * Lines that were found beside the records.
     *
     * @param label what the lines are called on the form
     * @param sheet what their sheet is called
     * @param by heading of the column that names their record
     * @param left headings of columns that go nowhere
     */
    record FoundLines(LinesPlan plan, String label, String sheet, long rows, String by, List<String> left) {}

    /**
     * What becomes of rows and cells that are not like the others.
     *
     * @param leftOut lines that are no records, such as totals
     * @param emptied whether a cell that cannot be read leaves its field empty; else its row is refused
     * @param readAs texts that are read as others, by the number of their column; one that is read as empty is not taken
     */
    record Odd(Set<Long> leftOut, boolean emptied, Map<Integer, Map<String, String>> readAs) {

        public static final Odd REFUSED = new Odd(Set.of(), false);

        public Odd {
            leftOut = Set.copyOf(leftOut);
            readAs = Map.copyOf(readAs);
        }

        /** Takes each text as it stands. */
        public Odd(Set<Long> leftOut, boolean emptied) {
            this(leftOut, emptied, Map.of());
        }

        /** What is meant by a cell. */
        public String meant(int column, String cell) {
            Map<String, String> known = readAs.get(column);
            return known == null ? cell : known.getOrDefault(cell.strip(), cell);
        }
    }

    /**
     * A file before it is imported.
     *
     * @param sheets what its tables are called
     * @param heading line of the headings
     * @param reading how its text is read
     * @param columns the headings; a column without one is called by its number
     * @param sample the first rows below them
     * @param above the first rows of the file, from which another heading may be chosen
     * @param rows how many there are below the heading
     * @param mapping proposed keys of fields by the number of their column
     * @param openDates columns with dates of which nobody can say whether day or month comes first
     * @param keys of the fields by which records may be found
     * @param mode as the person chose it the last time
     * @param key as the person chose it the last time; null for none
     * @param emptyClears as the person chose it the last time
     * @param totals rows that sum up others
     * @param notes what is to be said before anything is stored
     * @param lines of the records, on other sheets
     * @param kinds the lines that records of the form may have
     * @param flat what of the sheet belongs to lines, proposed by its headings; null when each row is a record
     * @param files whether files lie beside the table, which its cells name
     */
    record Preview(
            List<String> sheets,
            int sheet,
            Reading reading,
            long heading,
            List<String> columns,
            List<List<String>> sample,
            List<Line> above,
            long rows,
            Map<Integer, String> mapping,
            Set<Integer> openDates,
            List<String> keys,
            Mode mode,
            @Nullable String key,
            boolean emptyClears,
            List<Line> totals,
            List<Note> notes,
            List<FoundLines> lines,
            List<LineKind> kinds,
            @Nullable Flat flat,
            boolean files) {

        /** Whether a column may go to the field. */
        public boolean fills(PublishedField<?, ?> field) {
            return field.takesImported() || keys.contains(field.key()) || files && field.takesImportedFiles();
        }

        /** With the answers that a plan gives, instead of the proposed ones. */
        public Preview with(Plan plan) {
            return new Preview(
                    sheets,
                    sheet,
                    reading,
                    heading,
                    columns,
                    sample,
                    above,
                    rows,
                    plan.mapping(),
                    openDates,
                    keys,
                    plan.mode(),
                    plan.key(),
                    plan.emptyClears(),
                    totals,
                    notes,
                    lines,
                    kinds,
                    plan.flat(),
                    files);
        }
    }

    /** A line of a file. */
    record Line(long number, List<String> cells) {}

    /**
     * What an import did or would do.
     *
     * @param id of the import; null when nothing was kept
     * @param rows of the file that were looked at; of a flat sheet, the records that its rows come to
     * @param bad what is wrong, row by row; at most {@link #MOST_BAD}
     * @param badRows how many rows have something wrong
     * @param badFile those rows as a file of the same kind, with a column that says what is wrong; null when there are none. Whoever asked
     *     deletes it
     * @param notes what is to be said of rows that were taken
     */
    record Report(
            @Nullable UUID id,
            long rows,
            long added,
            long changed,
            long unchanged,
            List<BadCell> bad,
            long badRows,
            @Nullable BadFile badFile,
            List<Note> notes) {

        /** So many are named; a file with more is better looked at as a whole. */
        public static final int MOST_BAD = 10_000;
    }

    /** Bad rows in a file of this node. */
    record BadFile(Path path, String name) {}

    /** Bad rows as they are kept with an import. */
    record BadRows(String name, byte[] content) {}

    /**
     * One thing that is wrong.
     *
     * @param line of the file, from 1
     * @param field key of the field, empty for the whole row
     * @param column heading of the column, or the field's label when no column is mapped to it
     * @param value what stands there
     * @param code of the text that says what to do, with its arguments
     * @param sheet what the sheet of a line is called; empty for the records' own
     */
    record BadCell(
            long line, String field, String column, String value, String code, List<Object> arguments, String sheet) {

        /** On the sheet of the records. */
        public BadCell(long line, String field, String column, String value, String code, List<Object> arguments) {
            this(line, field, column, value, code, arguments, "");
        }
    }

    /**
     * An import that was made.
     *
     * @param undone when it was taken back; null while it stands
     * @param undoneRows how many of its records were taken back
     */
    record PastImport(
            UUID id,
            Instant at,
            String by,
            String byName,
            String file,
            long added,
            long changed,
            long unchanged,
            long badRows,
            @Nullable Instant undone,
            @Nullable String undoneBy,
            long undoneRows) {}

    /**
     * What became of an import that was to be taken back.
     *
     * @param removed records that lie in the recycle bin now
     * @param restored records that have their former values again
     * @param kept records that somebody has changed since
     * @param refused records whose former values are not allowed any more
     * @param examples titles of some that stayed as they are
     */
    record Undone(long removed, long restored, long kept, long refused, List<String> examples) {}
}
