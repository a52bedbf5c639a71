package dev.millwright.record.internal;

import dev.millwright.form.PublishedField;
import dev.millwright.record.internal.SheetSource.Row;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the headings of a table and the fields that they mean. */
final class Headings {

    /** Titles, dates of printing and the like stand above them, but no more than that. */
    static final int LAST_LINE = 30;

    private static final Pattern BRACKETS = Pattern.compile("[(（\\[【].*?[)）\\]】]");

    private static final Pattern NO_DIGITS = Pattern.compile("\\P{Nd}+");

    private final List<Wanted> wanted;
    private final Map<String, String> remembered;

    /**
     * @param remembered keys of fields by plain heading, as the person chose them before; an empty key for none
     */
    Headings(Collection<PublishedField<?, ?>> fields, Map<String, String> remembered) {
        this.wanted = fields.stream().map(Wanted::of).toList();
        this.remembered = remembered;
    }

    private record Wanted(String key, Set<String> names) {

        static Wanted of(PublishedField<?, ?> field) {
            Set<String> names = new LinkedHashSet<>(Headings.names(field.label()));
            names.add(plain(field.key()));
            names.remove("");
            return new Wanted(field.key(), names);
        }
    }

    /** The fields that headings mean, by the number of the column; the likest pair first, none twice. */
    Map<Integer, String> match(List<String> headings) {
        Map<Integer, String> found = new HashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (int column = 0; column < headings.size(); column++) {
            String chosen = remembered.get(plain(headings.get(column)));
            if (chosen != null) {
                if (wanted.stream().anyMatch(w -> w.key().equals(chosen))) {
                    pairs.add(new Pair(column, chosen, -1));
                }
                continue;
            }
            for (Wanted field : wanted) {
                int distance = distance(names(headings.get(column)), field.names());
                if (distance < NONE) {
                    pairs.add(new Pair(column, field.key(), distance));
                }
            }
        }
        pairs.sort((a, b) -> Integer.compare(a.distance(), b.distance()));
        for (Pair pair : pairs) {
            boolean alike = pairs.stream()
                    .anyMatch(other -> other != pair
                            && other.distance() == pair.distance()
                            && pair.distance() > 0
                            && other.column() == pair.column()
                            && !found.containsValue(other.field()));
            if (!alike && !found.containsKey(pair.column()) && !found.containsValue(pair.field())) {
                found.put(pair.column(), pair.field());
            }
        }
        Map<Integer, String> ordered = new LinkedHashMap<>();
        found.keySet().stream().sorted().forEach(column -> ordered.put(column, found.get(column)));
        return ordered;
    }

    /** The line whose cells are most like the form's fields; the first one that is not a title when none is. */
    Row heading(List<Row> lines) {
        Row best = lines.getFirst();
        double bestScore = 0;
        for (Row line : lines) {
            long filled = filled(line);
            double score = match(line.cells()).size()
                    + (filled == 0 ? 0 : 0.5 * match(line.cells()).size() / filled);
            if (score > bestScore) {
                best = line;
                bestScore = score;
            }
        }
        return bestScore > 0 ? best : widest(lines);
    }

    /** The first line that has as many cells as the table is wide; a title has one or two. */
    static Row widest(List<Row> lines) {
        long most = lines.stream().mapToLong(Headings::filled).max().orElse(0);
        return lines.stream()
                .filter(line -> filled(line) * 4 >= most * 3)
                .findFirst()
                .orElse(lines.getFirst());
    }

    private static long filled(Row line) {
        return line.cells().stream().filter(cell -> !cell.isBlank()).count();
    }

    private record Pair(int column, String field, int distance) {}

    private static final int NONE = 100;

    private static int distance(Set<String> one, Set<String> other) {
        int best = NONE;
        for (String a : one) {
            for (String b : other) {
                int allowed = Math.min(a.length(), b.length()) >= 8 ? 2 : Math.min(a.length(), b.length()) >= 4 ? 1 : 0;
                // Numbers that differ mean something: "Phone 1" is not "Phone 2".
                if (Math.abs(a.length() - b.length()) <= allowed && digits(a).equals(digits(b))) {
                    int distance = edits(a, b);
                    best = distance <= allowed ? Math.min(best, distance) : best;
                }
            }
        }
        return best;
    }

    private static String digits(String name) {
        return NO_DIGITS.matcher(name).replaceAll("");
    }

    /** How many letters have to be changed, added, taken away or exchanged with their neighbour. */
    private static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }

    /** A heading whatever its case, width, spaces and signs, with and without what stands in brackets. */
    private static Set<String> names(String heading) {
        Set<String> names = new LinkedHashSet<>();
        names.add(plain(heading));
        names.add(plain(BRACKETS.matcher(heading).replaceAll("")));
        names.remove("");
        return names;
    }

    static String plain(String name) {
        return Normalizer.normalize(name.length() > 200 ? name.substring(0, 200) : name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
