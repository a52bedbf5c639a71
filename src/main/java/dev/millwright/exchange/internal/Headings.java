package dev.millwright.exchange.internal;

import dev.millwright.form.PublishedField;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the headings of a table and the fields that they mean. */
final class Headings {

    /** Titles, dates of printing and the like stand above them, but no more than that. */
    static final int LAST_LINE = 30;

    /** A longer text above a column is no name for it. */
    private static final int LONGEST = 500;

    /** So many letters of a name are compared. */
    private static final int COMPARED = 200;

    private static final int MOST_EDITS = 2;

    private final List<Wanted> wanted;
    private final Map<String, String> remembered;
    private final Set<String> before;
    private boolean linesAnew;

    /**
     * @param remembered keys of fields by plain heading, as the person chose them before; an empty key for none
     */
    Headings(Collection<PublishedField<?, ?>> fields, Map<String, String> remembered) {
        this(fields.stream().map(field -> Wanted.of(field, _ -> List.of())).toList(), remembered);
    }

    private Headings(List<Wanted> wanted, Map<String, String> remembered) {
        this.wanted = wanted;
        this.remembered = remembered;
        this.before = wanted.stream()
                .filter(Wanted::isOfLines)
                .findFirst()
                .map(Wanted::before)
                .orElse(Set.of());
    }

    /** Forgets what was left out before where it may be of lines, which nobody was asked about then. */
    void offerLinesAnew() {
        linesAnew = true;
    }

    /**
     * @param wanted fields of records, and of lines of one kind
     */
    static Headings of(List<Wanted> wanted, Map<String, String> remembered) {
        return new Headings(wanted, remembered);
    }

    /**
     * A field that a column may go into.
     *
     * @param key what columns of it are mapped to
     * @param names what it is called
     * @param before what may stand before its name, plain: what the lines are called that it is of; empty for a field of the record
     */
    record Wanted(String key, List<Name> names, Set<String> before) {

        /**
         * @param words what a label is called in the languages of the app
         */
        static Wanted of(PublishedField<?, ?> field, Function<PublishedField<?, ?>, List<String>> words) {
            return new Wanted(field.key(), called(field, words), Set.of());
        }

        /** A field of lines, which are called so. */
        static Wanted ofLines(
                String part,
                PublishedField<?, ?> field,
                Function<PublishedField<?, ?>, List<String>> words,
                Collection<String> before) {
            Set<String> plain = new HashSet<>();
            before.forEach(name -> plain.add(plain(name)));
            plain.remove("");
            return new Wanted(part + LINES + field.key(), called(field, words), plain);
        }

        private static List<Name> called(
                PublishedField<?, ?> field, Function<PublishedField<?, ?>, List<String>> words) {
            List<String> others = new ArrayList<>(words.apply(field));
            others.add(field.key());
            return Headings.names(field.label(), others);
        }

        boolean isOfLines() {
            return !before.isEmpty();
        }
    }

    /**
     * What headings mean.
     *
     * @param mapping fields by the number of their column
     * @param qualified columns that say that they are of lines
     */
    record Match(Map<Integer, String> mapping, Set<Integer> qualified) {}

    /** What stands between the lines and their field, in headings and in what columns are mapped to. */
    static final String LINES = ".";

    /** A heading for a field of lines that nobody takes for one of the record. */
    static String ofLines(String lines, String field) {
        return lines + LINES + field;
    }

    /** A name and what of it has to be the same, whatever was mistyped: numbers mean something, "Phone 1" is not "Phone 2". */
    record Name(String text, String digits) {

        static Name of(String text) {
            return new Name(
                    text,
                    text.codePoints()
                            .filter(Character::isDigit)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString());
        }
    }

    /** The fields that headings mean, by the number of the column; the likest pair first, none twice. */
    Map<Integer, String> match(List<String> headings) {
        return matched(headings).mapping();
    }

    /** As {@link #match}, with how sure that is. */
    Match matched(List<String> headings) {
        Set<Integer> qualified = new HashSet<>();
        Map<Integer, String> found = new HashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (int column = 0; column < headings.size(); column++) {
            String chosen = remembered.get(plain(headings.get(column)));
            boolean onlyLines = linesAnew && chosen != null && chosen.isEmpty();
            if (chosen != null && !onlyLines) {
                if (wanted.stream().anyMatch(w -> w.key().equals(chosen))) {
                    pairs.add(new Pair(column, chosen, -1));
                }
                continue;
            }
            List<Name> names = names(headings.get(column));
            List<Name> ofLines = within(headings.get(column));
            for (Wanted field : wanted) {
                if (onlyLines && !field.isOfLines()) {
                    continue;
                }
                int distance = distance(names, field.names());
                int within = field.isOfLines() ? distance(ofLines, field.names()) : NONE;
                if (within < NONE) {
                    qualified.add(column);
                    distance = Math.min(distance, within);
                }
                if (distance < NONE) {
                    pairs.add(new Pair(column, field.key(), distance));
                }
            }
        }
        pairs.sort((a, b) -> Integer.compare(a.distance(), b.distance()));
        Map<Integer, List<Pair>> ofColumn = pairs.stream().collect(Collectors.groupingBy(Pair::column));
        Set<String> taken = new HashSet<>();
        for (Pair pair : pairs) {
            if (found.containsKey(pair.column()) || taken.contains(pair.field())) {
                continue;
            }
            boolean alike = pair.distance() > 0
                    && ofColumn.getOrDefault(pair.column(), List.of()).stream()
                            .anyMatch(other -> other != pair
                                    && other.distance() == pair.distance()
                                    && !taken.contains(other.field()));
            if (!alike) {
                found.put(pair.column(), pair.field());
                taken.add(pair.field());
            }
        }
        Map<Integer, String> ordered = new LinkedHashMap<>();
        found.keySet().stream().sorted().forEach(column -> ordered.put(column, found.get(column)));
        qualified.removeIf(column -> !found.getOrDefault(column, "").contains(LINES));
        return new Match(ordered, qualified);
    }

    /** What is left of a heading behind what the lines are called. */
    private List<Name> within(String heading) {
        if (before.isEmpty()) {
            return List.of();
        }
        String whole = plain(heading);
        String bare = plain(withoutBrackets(heading.length() > LONGEST ? heading.substring(0, LONGEST) : heading));
        List<Name> rest = new ArrayList<>();
        for (String lines : before) {
            if (whole.startsWith(lines) && whole.length() > lines.length()) {
                rest.add(Name.of(whole.substring(lines.length())));
            }
            if (bare.startsWith(lines) && bare.length() > lines.length() && !bare.equals(whole)) {
                rest.add(Name.of(bare.substring(lines.length())));
            }
        }
        return rest;
    }

    /** The line whose cells are most like the form's fields; the first one that is not a title when none is. */
    SheetRow heading(List<SheetRow> lines) {
        SheetRow best = lines.getFirst();
        double bestScore = 0;
        for (SheetRow line : lines) {
            long filled = filled(line);
            int matched = match(line.cells()).size();
            double score = matched + (filled == 0 ? 0 : 0.5 * matched / filled);
            if (score > bestScore) {
                best = line;
                bestScore = score;
            }
        }
        return bestScore > 0 ? best : widest(lines);
    }

    /** The first line that is nearly as wide as the table, with a cell missing here and there; a title has one or two. */
    static SheetRow widest(List<SheetRow> lines) {
        long most = lines.stream().mapToLong(Headings::filled).max().orElse(0);
        return lines.stream()
                .filter(line -> line.cells().size() * 4L >= most * 3 && filled(line) * 3 >= most * 2 - 1)
                .findFirst()
                .orElse(lines.getFirst());
    }

    private static long filled(SheetRow line) {
        return line.cells().stream().filter(cell -> !cell.isBlank()).count();
    }

    private record Pair(int column, String field, int distance) {}

    private static final int NONE = 100;

    private static int distance(List<Name> one, List<Name> other) {
        int best = NONE;
        for (Name a : one) {
            for (Name b : other) {
                int shorter = Math.min(a.text().length(), b.text().length());
                int allowed = shorter >= 8 ? MOST_EDITS : shorter >= 4 ? 1 : 0;
                if (Math.abs(a.text().length() - b.text().length()) <= allowed
                        && a.digits().equals(b.digits())) {
                    int distance = edits(a.text(), b.text(), allowed);
                    best = distance <= allowed ? Math.min(best, distance) : best;
                }
            }
        }
        return best;
    }

    /**
     * How many letters have to be changed, added, taken away or exchanged with their neighbour; any number above for more than are
     * allowed, of which only the paths near the diagonal are looked at.
     */
    private static int edits(String a, String b, int allowed) {
        if (allowed == 0) {
            return a.equals(b) ? 0 : 1;
        }
        int[][] cost = new int[3][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            int[] row = cost[i % 3];
            int[] above = cost[(i + 2) % 3];
            Arrays.fill(row, NONE);
            int best = NONE;
            for (int j = Math.max(0, i - allowed); j <= Math.min(b.length(), i + allowed); j++) {
                if (i == 0 || j == 0) {
                    row[j] = i + j;
                } else {
                    int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                    row[j] = Math.min(Math.min(above[j], row[j - 1]) + 1, above[j - 1] + same);
                    if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                        row[j] = Math.min(row[j], cost[(i + 1) % 3][j - 2] + 1);
                    }
                }
                best = Math.min(best, row[j]);
            }
            // An exchange reaches back by two rows and adds one.
            if (best > allowed + 1) {
                return NONE;
            }
        }
        return cost[a.length() % 3][b.length()];
    }

    /** Names whatever their case, width, spaces and signs, with and without what stands in brackets. */
    private static List<Name> names(String heading) {
        return names(heading, List.of());
    }

    private static List<Name> names(String heading, List<String> others) {
        Set<String> names = new LinkedHashSet<>();
        String shortened = heading.length() > LONGEST ? heading.substring(0, LONGEST) : heading;
        names.add(plain(shortened));
        names.add(plain(withoutBrackets(shortened)));
        for (String other : others) {
            names.add(plain(other));
        }
        names.remove("");
        return names.stream().map(Name::of).toList();
    }

    /** From each opening bracket to the next closing one, of whatever kind. */
    private static String withoutBrackets(String heading) {
        StringBuilder rest = new StringBuilder(heading.length());
        int open = -1;
        for (int i = 0; i < heading.length(); i++) {
            char c = heading.charAt(i);
            if (open < 0 && "(（[【".indexOf(c) >= 0) {
                open = rest.length();
                rest.append(c);
            } else if (open >= 0 && ")）]】".indexOf(c) >= 0) {
                rest.setLength(open);
                open = -1;
            } else {
                rest.append(c);
            }
        }
        return rest.toString();
    }

    static String plain(String name) {
        return Normalizer.normalize(name.length() > COMPARED ? name.substring(0, COMPARED) : name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
