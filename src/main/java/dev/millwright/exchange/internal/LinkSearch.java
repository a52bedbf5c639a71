package dev.millwright.exchange.internal;

import dev.millwright.exchange.Workbooks.Link;
import dev.millwright.exchange.Workbooks.Nature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

    private final SheetSource source;
    private final List<LookedTable> tables;

    LinkSearch(SheetSource source, List<LookedTable> tables) {
        this.source = source;
        this.tables = tables;
    }

    /**
     * A column that may name records of a table.
     *
     * @param share of the sample that stands there
     * @param likely unless too much of it does not stand there: no numbers that may do so by chance, and not the key of the column's own table
     */
    private record Candidate(
            LookedTable from, int column, LookedTable to, int key, boolean alike, double share, boolean likely) {

        boolean isWithinOneTable() {
            return from.sheet() == to.sheet();
        }

        /** Sheet and column of both ends. */
        List<Integer> ends() {
            return List.of(from.sheet(), column, to.sheet(), key);
        }

        List<Integer> endsReturned() {
            return List.of(to.sheet(), key, from.sheet(), column);
        }
    }

    /** What a column is most likely meant for: the column by which a table names its rows, then what is called alike. */
    private static final Comparator<Candidate> LIKELIEST = Comparator.comparing(
                    (Candidate one) -> one.to().firstKey() == one.key())
            .thenComparing(Candidate::alike)
            .thenComparingDouble(Candidate::share)
            .thenComparing(one -> -one.to().sheet());

    /** By the number of the sheet, the likest of each column first. */
    Map<Integer, List<Link>> links() {
        List<Candidate> candidates = candidates();
        Map<Integer, Integer> keys = new HashMap<>();
        Map<Integer, Integer> named = new HashMap<>();
        choose(candidates, keys, named);
        Map<Integer, List<Link>> links = new HashMap<>();
        for (LookedTable table : tables) {
            List<Candidate> mine = candidates.stream()
                    .filter(one -> one.from().sheet() == table.sheet()
                            && keys.getOrDefault(one.to().sheet(), -1) == one.key()
                            && named.getOrDefault(table.sheet(), -1) != one.column())
                    .toList();
            links.put(table.sheet(), mine.isEmpty() ? List.of() : counted(table, mine));
        }
        return links;
    }

    private List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        for (LookedTable from : tables) {
            int own = from.ownKey();
            for (int column : from.natures().keySet()) {
                if (from.nature(column) != Nature.OTHER) {
                    Set<String> some = from.sample().some(column, TRIED);
                    tables.forEach(to -> candidates.addAll(candidates(from, column, own == column, some, to)));
                }
            }
        }
        return candidates;
    }

    private static List<Candidate> candidates(
            LookedTable from, int column, boolean isOwnKey, Set<String> some, LookedTable to) {
        List<Candidate> candidates = new ArrayList<>();
        for (int key : to.natures().keySet()) {
            Nature nature = to.nature(key);
            boolean itself = from.sheet() == to.sheet() && column == key;
            if (nature == Nature.OTHER || !to.sample().isKey(key) || itself || some.isEmpty()) {
                continue;
            }
            boolean alike = Likeness.areAlike(from.heading(column), to.heading(key), to.name());
            if (nature != from.nature(column) && !alike) {
                continue;
            }
            long found = some.stream()
                    .filter(text -> to.sample().find(key, text) != TableSample.Place.NONE)
                    .count();
            double share = (double) found / some.size();
            if (share >= (nature == Nature.NUMBER && !alike ? NUMBERS_MAY_BE : MAY_BE)) {
                boolean numbers = nature == Nature.NUMBER || from.nature(column) == Nature.NUMBER;
                candidates.add(new Candidate(from, column, to, key, alike, share, (alike || !numbers) && !isOwnKey));
            }
        }
        return candidates;
    }

    /**
     * The column by which each table is referred to.
     *
     * @param keys by sheet
     * @param named only those that another table is likely to refer to, which so are no links themselves
     */
    private static void choose(List<Candidate> candidates, Map<Integer, Integer> keys, Map<Integer, Integer> named) {
        Map<List<Integer>, Candidate> best = new HashMap<>();
        candidates.stream()
                .filter(one -> one.likely() && !one.isWithinOneTable())
                .forEach(one -> best.merge(
                        List.of(one.from().sheet(), one.column()), one, (a, b) -> LIKELIEST.compare(a, b) < 0 ? b : a));
        Set<List<Integer>> likeliest =
                best.values().stream().map(Candidate::ends).collect(Collectors.toSet());
        Set<List<Integer>> known = candidates.stream().map(Candidate::ends).collect(Collectors.toSet());
        Map<Integer, TreeMap<Integer, Long>> votes = new HashMap<>();
        for (Candidate one : candidates) {
            // Of two tables with the same keys the first one is referred to.
            boolean returned = one.from().sheet() < one.to().sheet() && known.contains(one.endsReturned());
            if (!returned) {
                votes.computeIfAbsent(one.to().sheet(), _ -> new TreeMap<>())
                        .merge(one.key(), likeliest.contains(one.ends()) ? LIKELY_VOTE : 1L, Long::sum);
            }
        }
        votes.forEach((sheet, columns) -> {
            int chosen = columns.firstKey();
            for (Map.Entry<Integer, Long> one : columns.entrySet()) {
                chosen = one.getValue() > columns.getOrDefault(chosen, 0L) ? one.getKey() : chosen;
            }
            keys.put(sheet, chosen);
            if (columns.getOrDefault(chosen, 0L) >= LIKELY_VOTE) {
                named.put(sheet, chosen);
            }
        });
    }

    private List<Link> counted(LookedTable from, List<Candidate> candidates) {
        Map<Integer, List<Candidate>> byColumn = candidates.stream()
                .collect(Collectors.groupingBy(Candidate::column, TreeMap::new, Collectors.toList()));
        List<Tally> tallies = new ArrayList<>();
        byColumn.values()
                .forEach(some -> some.stream()
                        .sorted(Comparator.comparing(Candidate::alike)
                                .thenComparingDouble(Candidate::share)
                                .reversed())
                        .limit(MOST_OF_A_COLUMN)
                        .forEach(one -> tallies.add(new Tally(one))));
        from.each(source, row -> tallies.forEach(tally -> tally.add(row)));
        Map<Integer, List<Link>> links = new TreeMap<>();
        for (Tally tally : tallies) {
            Link link = tally.strangers.size() > Link.MOST_STRANGERS ? null : tally.link(canonical(tally));
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

    /** What the cells that are written differently are called in the other table, by how they are written. */
    private Map<String, String> canonical(Tally tally) {
        if (tally.respelledAs.isEmpty()) {
            return Map.of();
        }
        Set<String> wanted = new HashSet<>(tally.respelledAs.values());
        Map<String, String> called = new HashMap<>();
        tally.candidate.to().each(source, row -> {
            String text = TableSample.text(row, tally.candidate.key());
            String plain = Likeness.plain(text);
            if (wanted.contains(plain)) {
                called.put(plain, text);
            }
        });
        Map<String, String> readAs = new LinkedHashMap<>();
        tally.respelledAs.forEach((text, plain) -> readAs.put(text, called.getOrDefault(plain, text)));
        return readAs;
    }

    /** How the cells of a column fit. */
    private static final class Tally {

        private final Candidate candidate;
        private final Map<String, String> respelledAs = new LinkedHashMap<>();
        private final Set<String> strangers = new HashSet<>();
        private final FirstLines groups = new FirstLines();
        private long fits;
        private long respelled;
        private long unknown;
        private long empty;
        private boolean together = true;
        private String before = "";
        private long run;
        private long most;

        Tally(Candidate candidate) {
            this.candidate = candidate;
        }

        void add(SheetRow row) {
            String text = TableSample.text(row, candidate.column());
            if (text.isEmpty()) {
                empty++;
                return;
            }
            if (text.equals(before)) {
                run++;
            } else {
                together = together && groups.add(text, row.line()) == 0;
                run = 1;
                before = text;
            }
            most = Math.max(most, run);
            switch (candidate.to().sample().find(candidate.key(), text)) {
                case SAME -> fits++;
                case RESPELLED -> {
                    if (respelledAs.containsKey(text) || respelledAs.size() < MOST_RESPELLED) {
                        respelledAs.computeIfAbsent(text, Likeness::plain);
                        respelled++;
                    } else {
                        stranger(text);
                    }
                }
                case NONE -> stranger(text);
            }
        }

        private void stranger(String text) {
            unknown++;
            if (strangers.size() <= Link.MOST_STRANGERS) {
                strangers.add(text);
            }
        }

        Link link(Map<String, String> readAs) {
            double share = (double) (fits + respelled) / Math.max(1, fits + respelled + unknown);
            boolean likely = candidate.likely() && share >= (candidate.alike() ? LIKELY_BY_NAME : LIKELY);
            return new Link(
                    candidate.column(),
                    candidate.to().sheet(),
                    candidate.key(),
                    fits,
                    respelled,
                    unknown,
                    empty,
                    readAs,
                    strangers,
                    likely,
                    together ? most : 0);
        }
    }
}
