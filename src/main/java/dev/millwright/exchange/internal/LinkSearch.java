package dev.millwright.exchange.internal;

import dev.millwright.exchange.Workbooks.Link;
import dev.millwright.exchange.Workbooks.Nature;
import dev.millwright.exchange.internal.TableSample.Spelling;
import dev.millwright.jobs.JobProgress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds columns whose cells stand in the unique column of a table: those that may be are found in a sample, what fits is counted over
 * all rows. Each table is referred to by one of its columns only, the one that most others name.
 */
final class LinkSearch {

    private static final int TRIED = 300;
    private static final double MAY_BE = 0.5;
    private static final double NUMBERS_MAY_BE = 0.9;
    private static final double LIKELY = 0.8;
    private static final double LIKELY_BY_NAME = 0.6;
    private static final int MOST_OF_A_COLUMN = 4;
    private static final int MOST_RESPELLED = 1_000;

    /** One likely link says more about a table than many columns of numbers that happen to be in it. */
    private static final long LIKELY_VOTE = 10_000;

    /** So many columns are compared with columns that others may name: a workbook for people has far fewer. */
    static final int MOST_PAIRS = 1_000_000;

    /** So many different texts are kept at hand of one sheet, and so many values of which rows are seen to stand together. */
    private static final int MOST_TEXTS = 1_000_000;

    private static final int MOST_VALUES = 2_000_000;
    private static final int ROWS_BETWEEN_REPORTS = 1_000;

    private final SheetSource source;
    private final List<LookedTable> tables;
    private final JobProgress progress;
    private final List<Column> columns = new ArrayList<>();
    private final List<Key> keys = new ArrayList<>();

    /** By sheet and column, where they stand in the lists. */
    private final Map<Place, Integer> columnAt = new HashMap<>();

    private final Map<Place, Integer> keyAt = new HashMap<>();
    private final int tried;
    private final boolean cut;
    private double done = 0.5;

    /** Which columns may name which keys: one row of bits for each column. */
    private final BitSet fitting = new BitSet();

    /**
     * @param progress told how far the search is, and may end it
     */
    LinkSearch(SheetSource source, List<LookedTable> tables, JobProgress progress) {
        this.source = source;
        this.tables = tables;
        this.progress = progress;
        for (LookedTable from : tables) {
            int own = from.ownKey();
            for (int column : from.natures().keySet()) {
                if (from.nature(column) != Nature.OTHER) {
                    columnAt.put(new Place(from.sheet(), column), columns.size());
                    columns.add(new Column(from, column, own == column, about(from, column)));
                }
            }
        }
        List<List<Integer>> all = tables.stream().map(LookedTable::keys).toList();
        tried = tried(columns.size(), all);
        for (int i = 0; i < tables.size(); i++) {
            LookedTable to = tables.get(i);
            int first = to.firstKey();
            String sheet = Likeness.ofSheet(shortened(to.name()));
            for (int key : all.get(i).stream().limit(tried).toList()) {
                keyAt.put(new Place(to.sheet(), key), keys.size());
                keys.add(new Key(to, key, key == first, about(to, key), sheet));
            }
        }
        cut = all.stream().anyMatch(some -> some.size() > tried);
    }

    /** How many keys of each table can be tried. */
    private static int tried(int columns, List<List<Integer>> keys) {
        int most = keys.stream().mapToInt(List::size).max().orElse(0);
        while (most > 1 && (long) columns * together(keys, most) > MOST_PAIRS) {
            most--;
        }
        return most;
    }

    private static long together(List<List<Integer>> keys, int most) {
        return keys.stream().mapToLong(some -> Math.min(some.size(), most)).sum();
    }

    private static String about(LookedTable table, int column) {
        return Likeness.ofHeading(shortened(table.heading(column)));
    }

    private static String shortened(String name) {
        return name.length() > TableSample.LONGEST ? name.substring(0, TableSample.LONGEST) : name;
    }

    /** How many columns of each sheet, from the left, were tried as what others name; 0 when all of them were. */
    int tried() {
        return cut ? tried : 0;
    }

    private record Place(int sheet, int column) {}

    /** A column that may name records. */
    private record Column(LookedTable table, int column, boolean isOwnKey, String about) {

        Nature nature() {
            return table.nature(column);
        }
    }

    /**
     * A column by which records may be named.
     *
     * @param about what its heading is about
     * @param sheet what its sheet is about
     */
    private record Key(LookedTable table, int column, boolean isFirst, String about, String sheet) {

        Nature nature() {
            return table.nature(column);
        }
    }

    /**
     * A column that may name records of a table.
     *
     * @param from number of the column
     * @param key number of the other one
     * @param share of the sample that stands there
     * @param likely unless too much of it does not stand there: no numbers that may do so by chance, and not the key of the column's own table
     */
    private record Candidate(int from, int key, boolean alike, double share, boolean likely) {}

    /** What a column is most likely meant for: the column by which a table names its rows, then what is called alike. */
    private int likeliest(Candidate one, Candidate other) {
        return Comparator.comparing(
                        (Candidate candidate) -> keys.get(candidate.key()).isFirst())
                .thenComparing(Candidate::alike)
                .thenComparingDouble(Candidate::share)
                .thenComparing(candidate -> -keys.get(candidate.key()).table().sheet())
                .compare(one, other);
    }

    /** By the number of the sheet, the likest of each column first. */
    Map<Integer, List<Link>> links() {
        Map<Integer, Integer> chosen = new HashMap<>();
        Map<Integer, Integer> named = new HashMap<>();
        choose(searched(), chosen, named);
        Map<Integer, List<Link>> links = new HashMap<>();
        for (int i = 0; i < tables.size(); i++) {
            LookedTable table = tables.get(i);
            List<Candidate> mine = new ArrayList<>();
            for (int from = 0; from < columns.size(); from++) {
                Column column = columns.get(from);
                if (column.table() == table && named.getOrDefault(table.sheet(), -1) != column.column()) {
                    mine.addAll(best(from, chosen));
                }
            }
            links.put(table.sheet(), mine.isEmpty() ? List.of() : counted(table, mine));
            done = 0.5 + 0.5 * (i + 1) / tables.size();
            progress.report(done);
        }
        return links;
    }

    /**
     * Finds out which columns fit which keys, of which nothing more is kept: there may be a million.
     *
     * @return what each column most likely names; null for nothing
     */
    private @Nullable Candidate[] searched() {
        @Nullable Candidate[] best = new Candidate[columns.size()];
        for (int from = 0; from < columns.size(); from++) {
            List<Spelling> some = some(columns.get(from));
            for (int key = 0; key < keys.size(); key++) {
                Candidate one = candidate(from, some, key);
                if (one != null) {
                    fitting.set(from * keys.size() + key);
                    Candidate former = best[from];
                    boolean isOther = columns.get(from).table() != keys.get(key).table();
                    if (one.likely() && isOther && (former == null || likeliest(former, one) < 0)) {
                        best[from] = one;
                    }
                }
            }
            progress.report(0.5 * (from + 1) / columns.size());
        }
        return best;
    }

    private static List<Spelling> some(Column column) {
        return column.table().sample().some(column.column(), TRIED).stream()
                .map(Spelling::of)
                .toList();
    }

    private @Nullable Candidate candidate(int from, List<Spelling> some, int key) {
        Column column = columns.get(from);
        Key to = keys.get(key);
        boolean itself = column.table() == to.table() && column.column() == to.column();
        if (itself || some.isEmpty()) {
            return null;
        }
        boolean alike = Likeness.stemsAreAlike(column.about(), to.about(), to.sheet());
        if (to.nature() != column.nature() && !alike) {
            return null;
        }
        double needed = to.nature() == Nature.NUMBER && !alike ? NUMBERS_MAY_BE : MAY_BE;
        int found = 0;
        int missing = 0;
        for (Spelling text : some) {
            if (to.table().sample().has(to.column(), text)) {
                found++;
            } else if (some.size() - ++missing < needed * some.size()) {
                return null;
            }
        }
        boolean numbers = to.nature() == Nature.NUMBER || column.nature() == Nature.NUMBER;
        double share = (double) found / some.size();
        return new Candidate(from, key, alike, share, (alike || !numbers) && !column.isOwnKey());
    }

    /** What a column may name of the keys that were chosen: one of each table, of which the likest are enough. */
    private List<Candidate> best(int from, Map<Integer, Integer> chosen) {
        List<Candidate> best = new ArrayList<>();
        List<Spelling> some = null;
        for (LookedTable to : tables) {
            Integer column = chosen.get(to.sheet());
            Integer key = column == null ? null : keyAt.get(new Place(to.sheet(), column));
            if (key != null && fitting.get(from * keys.size() + key)) {
                some = some == null ? some(columns.get(from)) : some;
                Candidate one = candidate(from, some, key);
                if (one != null) {
                    best.add(one);
                }
            }
        }
        return best.stream()
                .sorted(Comparator.comparing(Candidate::alike)
                        .thenComparingDouble(Candidate::share)
                        .reversed())
                .limit(MOST_OF_A_COLUMN)
                .toList();
    }

    /**
     * The column by which each table is referred to.
     *
     * @param best what each column most likely names
     * @param chosen by sheet
     * @param named only those that another table is likely to refer to, which so are no links themselves
     */
    private void choose(@Nullable Candidate[] best, Map<Integer, Integer> chosen, Map<Integer, Integer> named) {
        Map<Integer, TreeMap<Integer, Long>> votes = new HashMap<>();
        for (int bit = fitting.nextSetBit(0); bit >= 0; bit = fitting.nextSetBit(bit + 1)) {
            int from = bit / keys.size();
            int key = bit % keys.size();
            Column column = columns.get(from);
            Key to = keys.get(key);
            // Of two tables with the same keys the first one is referred to.
            boolean returned = column.table().sheet() < to.table().sheet() && fits(to, column);
            if (!returned) {
                Candidate likeliest = best[from];
                votes.computeIfAbsent(to.table().sheet(), _ -> new TreeMap<>())
                        .merge(to.column(), likeliest != null && likeliest.key() == key ? LIKELY_VOTE : 1L, Long::sum);
            }
        }
        votes.forEach((sheet, columnsOf) -> {
            int most = columnsOf.firstKey();
            for (Map.Entry<Integer, Long> one : columnsOf.entrySet()) {
                most = one.getValue() > columnsOf.getOrDefault(most, 0L) ? one.getKey() : most;
            }
            chosen.put(sheet, most);
            if (columnsOf.getOrDefault(most, 0L) >= LIKELY_VOTE) {
                named.put(sheet, most);
            }
        });
    }

    /** Whether the key may name the column as well. */
    private boolean fits(Key from, Column to) {
        Integer column = columnAt.get(new Place(from.table().sheet(), from.column()));
        Integer key = keyAt.get(new Place(to.table().sheet(), to.column()));
        return column != null && key != null && fitting.get(column * keys.size() + key);
    }

    private List<Link> counted(LookedTable from, List<Candidate> candidates) {
        Map<Integer, Run> runs = new TreeMap<>();
        List<Tally> tallies = new ArrayList<>();
        Kept kept = new Kept();
        for (Candidate one : candidates) {
            Column column = columns.get(one.from());
            Run run = runs.computeIfAbsent(column.column(), number -> new Run(number, kept));
            tallies.add(new Tally(one, run, keys.get(one.key()), kept));
        }
        long[] rows = new long[1];
        from.each(source, row -> {
            runs.values().forEach(run -> run.add(row));
            tallies.forEach(Tally::add);
            if (++rows[0] % ROWS_BETWEEN_REPORTS == 0) {
                progress.report(done);
            }
        });
        canonical(tallies);
        Map<Integer, List<Link>> links = new TreeMap<>();
        for (Tally tally : tallies) {
            Link link = tally.isNone ? null : tally.link();
            if (link != null && link.fits() + link.respelled() > 0) {
                links.computeIfAbsent(link.column(), _ -> new ArrayList<>()).add(link);
            }
        }
        List<Link> all = new ArrayList<>();
        links.values().forEach(some -> {
            some.sort(Comparator.comparing(Link::isProposed).reversed());
            for (int i = 0; i < some.size(); i++) {
                // A column becomes one link, whatever else it may be.
                all.add(i == 0 ? some.get(i) : some.get(i).proposed(false));
            }
        });
        return all;
    }

    /** Finds what the cells that are written differently are called in the other tables, each of which is read once. */
    private void canonical(List<Tally> tallies) {
        Map<LookedTable, List<Tally>> byTable = new LinkedHashMap<>();
        for (Tally tally : tallies) {
            if (!tally.isNone && !tally.respelledAs.isEmpty()) {
                byTable.computeIfAbsent(tally.key.table(), _ -> new ArrayList<>())
                        .add(tally);
            }
        }
        byTable.forEach((table, some) -> {
            // A table is referred to by one of its columns only.
            int column = some.getFirst().key.column();
            Set<String> wanted = new HashSet<>();
            some.forEach(tally -> wanted.addAll(tally.respelledAs.values()));
            Map<String, String> called = new HashMap<>();
            table.each(source, row -> {
                String text = TableSample.text(row, column);
                String plain = Likeness.plain(text);
                if (wanted.contains(plain)) {
                    called.put(plain, text);
                }
            });
            some.forEach(tally -> tally.respelledAs.replaceAll((text, plain) -> called.getOrDefault(plain, text)));
        });
    }

    /** How much is kept at hand of one sheet. */
    private static final class Kept {
        private long texts;
        private long values;
    }

    /** The cells of a column, one after the other. */
    private static final class Run {

        private final int column;
        private final Kept kept;
        private FirstLines groups = new FirstLines();
        private boolean together = true;
        private String text = "";
        private String before = "";
        private long run;
        private long most;

        Run(int column, Kept kept) {
            this.column = column;
            this.kept = kept;
        }

        void add(SheetRow row) {
            text = TableSample.text(row, column);
            if (text.isEmpty()) {
                return;
            }
            if (text.equals(before)) {
                run++;
            } else {
                if (together) {
                    if (kept.values < MOST_VALUES && groups.add(text, row.line()) == 0) {
                        kept.values++;
                    } else {
                        together = false;
                        kept.values -= groups.size();
                        groups = new FirstLines();
                    }
                }
                run = 1;
                before = text;
            }
            most = Math.max(most, run);
        }
    }

    /** How the cells of a column fit. */
    private static final class Tally {

        private final Candidate candidate;
        private final Run run;
        private final Key key;
        private final Kept kept;
        private final Map<String, String> respelledAs = new LinkedHashMap<>();
        private final Set<String> strangers = new HashSet<>();
        private boolean isNone;
        private long fits;
        private long respelled;
        private long unknown;
        private long empty;

        Tally(Candidate candidate, Run run, Key key, Kept kept) {
            this.candidate = candidate;
            this.run = run;
            this.key = key;
            this.kept = kept;
        }

        /** Adds the cell at which its column is. */
        void add() {
            String text = run.text;
            if (isNone) {
                return;
            }
            if (text.isEmpty()) {
                empty++;
                return;
            }
            switch (key.table().sample().find(key.column(), text)) {
                case SAME -> fits++;
                case RESPELLED -> {
                    if (respelledAs.containsKey(text)) {
                        respelled++;
                    } else if (respelledAs.size() < MOST_RESPELLED) {
                        respelledAs.put(text, Likeness.plain(text));
                        respelled++;
                        keep();
                    } else {
                        stranger(text);
                    }
                }
                case NONE -> stranger(text);
            }
        }

        private void stranger(String text) {
            unknown++;
            if (strangers.add(text)) {
                keep();
            }
        }

        /** A column with so many texts that are not there names something else. */
        private void keep() {
            kept.texts++;
            if (strangers.size() > Link.MOST_STRANGERS || kept.texts > MOST_TEXTS) {
                isNone = true;
                kept.texts -= strangers.size() + respelledAs.size();
                strangers.clear();
                respelledAs.clear();
            }
        }

        Link link() {
            double share = (double) (fits + respelled) / Math.max(1, fits + respelled + unknown);
            boolean likely = candidate.likely() && share >= (candidate.alike() ? LIKELY_BY_NAME : LIKELY);
            return new Link(
                    run.column,
                    key.table().sheet(),
                    key.column(),
                    fits,
                    respelled,
                    unknown,
                    empty,
                    respelledAs,
                    strangers,
                    likely,
                    run.together ? run.most : 0);
        }
    }
}
