package dev.millwright.calendar;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A stretch of work on a day.
 *
 * @param to when it ends; not after {@code from} when it ends on the day after, so that midnight to midnight is a whole day
 */
public record Shift(LocalTime from, LocalTime to) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    /** Whether it ends on the day after. */
    public boolean isOvernight() {
        return !to.isAfter(from);
    }

    @Override
    public String toString() {
        return from.format(TIME) + "–" + to.format(TIME);
    }

    /** As people write them, {@code 09:00–12:00, 13:00–18:00}; empty for none. */
    public static String write(List<Shift> shifts) {
        return shifts.stream().map(Shift::toString).collect(Collectors.joining(", "));
    }

    /** What people wrote, with any dash or comma, sorted; nothing when it is none or two overlap. */
    public static Optional<List<Shift>> read(String text) {
        List<Shift> shifts = new ArrayList<>();
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[–—~至]", "-")
                .replaceAll("[、;]", ",");
        for (String part : plain.split(",")) {
            if (part.isBlank()) {
                continue;
            }
            String[] ends = part.split("-", -1);
            if (ends.length != 2) {
                return Optional.empty();
            }
            Optional<LocalTime> from = time(ends[0]);
            Optional<LocalTime> to = time(ends[1]);
            if (from.isEmpty() || to.isEmpty()) {
                return Optional.empty();
            }
            shifts.add(new Shift(from.get(), to.get()));
        }
        shifts.sort(Comparator.comparing(Shift::from));
        return overlap(shifts) ? Optional.empty() : Optional.of(List.copyOf(shifts));
    }

    private static Optional<LocalTime> time(String text) {
        String typed = text.strip();
        if (typed.equals("24:00")) {
            return Optional.of(LocalTime.MIDNIGHT);
        }
        try {
            return Optional.of(LocalTime.parse(typed.length() == 4 ? "0" + typed : typed, TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether two of the sorted shifts of one day lie on each other. */
    static boolean overlap(List<Shift> shifts) {
        for (int i = 0; i < shifts.size() - 1; i++) {
            Shift shift = shifts.get(i);
            if (shift.isOvernight() || shift.to().isAfter(shifts.get(i + 1).from())) {
                return true;
            }
        }
        return false;
    }
}
