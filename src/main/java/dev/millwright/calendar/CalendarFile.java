package dev.millwright.calendar;

import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Special days as lines of text: {@code 2027-02-05, holiday, Spring Festival, 春节} or {@code 2027/2/20 班 春节调休}. A day, what it is
 * ({@code holiday}, {@code working}, 休, 班), its name, its name in Chinese if that differs, {@code provisional} if it is not settled yet.
 * Two days with two dots between them stand for all from one to the other. What follows {@code #} is not read.
 */
public final class CalendarFile {

    private static final Set<String> HOLIDAY = Set.of("holiday", "off", "休", "放假", "假", "休息");
    private static final Set<String> WORKING = Set.of("working", "work", "班", "上班", "调休上班", "补班");
    private static final Set<String> PROVISIONAL = Set.of("provisional", "暂定");
    private static final int LONGEST_NAME = 60;
    private static final int MOST_IN_A_LINE = 60;
    private static final int MOST_LINES = 5_000;

    /** The years in which there can be special days. */
    public static final int FIRST_YEAR = 2000;

    public static final int LAST_YEAR = 2199;

    private CalendarFile() {}

    /** What was read, and what could not be. */
    public record Result(NavigableMap<LocalDate, SpecialDay> days, Problems problems) {}

    public static Result read(String text) {
        NavigableMap<LocalDate, SpecialDay> days = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        List<String> lines = text.lines().limit(MOST_LINES + 1L).toList();
        if (lines.size() > MOST_LINES) {
            problems.add(Problem.error("calendar.error.lines", "", MOST_LINES));
            lines = List.of();
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = Normalizer.normalize(lines.get(i), Normalizer.Form.NFKC)
                    .replace("\uFEFF", "")
                    .strip();
            line = (line.indexOf('#') < 0 ? line : line.substring(0, line.indexOf('#'))).strip();
            if (line.isEmpty()) {
                continue;
            }
            switch (readLine(line, days)) {
                case READ -> {}
                case UNREADABLE -> problems.add(Problem.error("calendar.error.line", "", i + 1, line));
                // Without the separator of thousands.
                case OTHER_YEARS ->
                    problems.add(Problem.error(
                            "calendar.error.year",
                            "",
                            i + 1,
                            line,
                            String.valueOf(FIRST_YEAR),
                            String.valueOf(LAST_YEAR)));
            }
        }
        return new Result(days, new Problems(problems));
    }

    private enum Outcome {
        READ,
        UNREADABLE,
        OTHER_YEARS
    }

    private static Outcome readLine(String line, NavigableMap<LocalDate, SpecialDay> days) {
        List<String> parts = Arrays.stream(line.contains(",") ? line.split(",") : line.split("\\s+"))
                .map(String::strip)
                .toList();
        if (parts.size() < 2 || parts.size() > 5) {
            return Outcome.UNREADABLE;
        }
        String[] ends = parts.getFirst().split("\\.\\.", -1);
        Optional<LocalDate> from = date(ends[0]);
        Optional<LocalDate> to = ends.length == 2 ? date(ends[1]) : from;
        Optional<SpecialDay.Kind> kind = kind(parts.get(1));
        if (ends.length > 2 || from.isEmpty() || to.isEmpty() || kind.isEmpty()) {
            return Outcome.UNREADABLE;
        }
        List<String> rest = new ArrayList<>(parts.subList(2, parts.size()));
        boolean provisional = rest.removeIf(word -> PROVISIONAL.contains(word.toLowerCase(Locale.ROOT)));
        if (rest.stream().anyMatch(name -> name.length() > LONGEST_NAME) || rest.size() > 2) {
            return Outcome.UNREADABLE;
        }
        String name = rest.isEmpty() ? "" : rest.getFirst();
        SpecialDay day = new SpecialDay(
                kind.get(), Label.of(name, rest.size() == 2 ? rest.getLast() : name), provisional, List.of());
        LocalDate last = to.get();
        if (last.isBefore(from.get()) || ChronoUnit.DAYS.between(from.get(), last) > MOST_IN_A_LINE) {
            return Outcome.UNREADABLE;
        }
        if (from.get().getYear() < FIRST_YEAR || last.getYear() > LAST_YEAR) {
            return Outcome.OTHER_YEARS;
        }
        from.get().datesUntil(last.plusDays(1)).forEach(one -> days.put(one, day));
        return Outcome.READ;
    }

    private static Optional<SpecialDay.Kind> kind(String word) {
        String plain = word.toLowerCase(Locale.ROOT);
        if (HOLIDAY.contains(plain)) {
            return Optional.of(SpecialDay.Kind.HOLIDAY);
        }
        return WORKING.contains(plain) ? Optional.of(SpecialDay.Kind.WORKING) : Optional.empty();
    }

    private static Optional<LocalDate> date(String text) {
        String[] parts = text.strip().split("[-/.年月日]");
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDate.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
