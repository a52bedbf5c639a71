package dev.millwright.exchange;

import dev.millwright.exchange.Imports.Source;
import dev.millwright.exchange.Imports.Survey;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.FormatContext;
import dev.millwright.jobs.JobProgress;
import dev.millwright.shared.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at a file that is to become an app: what stands on its sheets, how they refer to each other, what is written again and again. */
public interface Workbooks {

    /** So many sheets become forms at once. */
    int MOST_SHEETS = 30;

    /** So many columns of all sheets together become fields at once: the page shows each of them. */
    int MOST_COLUMNS = 2_000;

    /** What the values of a column are good for when records are to be found by them. */
    enum Nature {
        /** Texts, which mean the same wherever they stand. */
        NAME,
        /** Whole numbers, which stand in many columns by chance. */
        NUMBER,
        /** Nothing, such as days, amounts and long texts. */
        OTHER
    }

    /**
     * How many sheets there are to look at.
     *
     * @throws dev.millwright.shared.InvalidException when the file cannot be read as a table
     */
    int sheets(Source source);

    /**
     * Looks at all sheets.
     *
     * @param headings lines of the headings by sheet, where a person chose them; the others are found
     * @param natures what a column is good for
     * @throws dev.millwright.shared.InvalidException when there is no table in the file
     */
    Workbook look(
            Source source,
            Map<Integer, Long> headings,
            Function<ColumnProfile, Nature> natures,
            FormatContext format,
            JobProgress progress);

    /**
     * Collects what columns say of each value of another, over all rows.
     *
     * @param leftOut lines that do not count
     * @param key the column whose values become records
     * @param members the columns that say something of them
     * @return nothing but counts when there are more than {@link Repetition#MOST} different values
     */
    Repetition repetition(Source source, int sheet, long heading, Set<Long> leftOut, int key, List<Integer> members);

    /**
     * A file before it becomes an app.
     *
     * @param unread names of sheets that are more than {@link #MOST_SHEETS}
     * @param tried how many columns of each sheet, from the left, were tried as what other columns name; 0 when all of them were
     */
    record Workbook(List<Sheet> sheets, List<String> unread, int tried) {

        public Workbook {
            sheets = List.copyOf(sheets);
            unread = List.copyOf(unread);
        }
    }

    /**
     * A sheet before it becomes a form.
     *
     * @param survey what stands on it; null for one that is no table
     * @param problem why it is none; null for one that is
     * @param links columns that name records of sheets, the likest first
     * @param repetitions columns that repeat together, all from different columns
     */
    record Sheet(
            int number,
            String name,
            @Nullable Survey survey,
            @Nullable Problem problem,
            List<Link> links,
            List<Repetition> repetitions) {

        public Sheet {
            links = List.copyOf(links);
            repetitions = List.copyOf(repetitions);
        }
    }

    /**
     * A column whose cells stand in another column, in which all values are there and different.
     *
     * @param sheet of that other column
     * @param key that other column
     * @param fits how many cells stand there exactly
     * @param respelled how many stand there but for spaces, width and case
     * @param unknown how many do not stand there
     * @param empty how many are empty
     * @param readAs what the respelled ones are called there
     * @param strangers the texts that do not stand there
     * @param isProposed whether it is likely meant so; else it may be so
     * @param most the most rows that name the same one; 0 when these do not stand together
     */
    record Link(
            int column,
            int sheet,
            int key,
            long fits,
            long respelled,
            long unknown,
            long empty,
            Map<String, String> readAs,
            Set<String> strangers,
            boolean isProposed,
            long most) {

        /** With so many different texts that do not stand there it is no link. */
        public static final int MOST_STRANGERS = 10_000;

        public Link {
            readAs = Map.copyOf(readAs);
            strangers = Set.copyOf(strangers);
        }

        /** Whether each row names one, as it is called there. */
        public boolean isWhole() {
            return respelled == 0 && unknown == 0 && empty == 0;
        }

        /** The same, likely meant so or not. */
        public Link proposed(boolean likely) {
            return new Link(column, sheet, key, fits, respelled, unknown, empty, readAs, strangers, likely, most);
        }
    }

    /**
     * Columns that say the same wherever the value of their key column stands.
     *
     * @param rows that have a value in the key column
     * @param keys how many different ones there are
     * @param readAs spellings of the key that differ by spaces, width and case only, and which of them is taken
     * @param respelled how many cells have another spelling than the one that is taken
     * @param frequent the records, key first, where rows differ with the most frequent value
     * @param first the records, key first, where rows differ with the first value
     * @param conflicts where rows differ; the first of them
     * @param lostByFrequent how many cells have another value than the most frequent one
     * @param lostByFirst how many cells have another value than the first one
     * @param keyless how many cells say something although the key is empty
     * @param keylessLines the first lines of these
     */
    record Repetition(
            int key,
            List<Integer> members,
            long rows,
            int keys,
            Map<String, String> readAs,
            long respelled,
            List<List<String>> frequent,
            List<List<String>> first,
            List<Conflict> conflicts,
            long lostByFrequent,
            long lostByFirst,
            long keyless,
            List<Long> keylessLines) {

        /** So many records are made of repeated values. */
        public static final int MOST = 20_000;

        /** So many places are named where rows differ. */
        public static final int MOST_CONFLICTS = 200;

        public Repetition {
            members = List.copyOf(members);
            readAs = Map.copyOf(readAs);
        }

        public boolean isPossible() {
            return keys <= MOST;
        }
    }

    /**
     * Rows of the same key that say different things.
     *
     * @param name the value of the key
     * @param column in which they differ
     * @param values what they say, the most frequent first, with how many rows do
     * @param first what the first row says
     */
    record Conflict(String name, int column, List<Said> values, String first) {}

    /**
     * A value that stands in some rows.
     *
     * @param line the first of them
     */
    record Said(String text, long rows, long line) {}
}
