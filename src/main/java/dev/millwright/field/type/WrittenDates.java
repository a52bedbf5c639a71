package dev.millwright.field.type;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Dates with words in them: {@code Jan 1 2000}, {@code Sat, 1st January 2000}, {@code 二〇二五年三月十五日}. */
final class WrittenDates {

    private static final int LONGEST = 40;
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final List<String> ENDINGS = List.of("st", "nd", "rd", "th", "of");
    private static final String CHINESE = "〇一二三四五六七八九";
    private static final int SHORTEST_NAME = 3;

    private WrittenDates() {}

    static Optional<LocalDate> read(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        return text.indexOf('年') > 0 ? chinese(text) : english(text.toLowerCase(Locale.ROOT));
    }

    /** The day before or behind the month by its name, the year with four digits at the end. */
    private static Optional<LocalDate> english(String text) {
        int month = 0;
        List<Integer> numbers = new ArrayList<>();
        for (String word : words(text)) {
            if (Character.isDigit(word.charAt(0))) {
                if (word.length() > 4) {
                    return Optional.empty();
                }
                numbers.add(Integer.parseInt(word));
            } else if (monthOf(word) > 0 && month == 0) {
                month = monthOf(word);
            } else if (!isName(word, DAYS) && !(ENDINGS.contains(word) && numbers.size() == 1)) {
                return Optional.empty();
            }
        }
        boolean known = month > 0 && numbers.size() == 2;
        return known && numbers.get(1) > 999 ? date(numbers.get(1), month, numbers.get(0)) : Optional.empty();
    }

    /** Runs of digits and runs of letters; nothing when there are other signs than those that dates are written with. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            boolean digit = c >= '0' && c <= '9';
            boolean goesOn = !word.isEmpty() && Character.isDigit(word.charAt(0)) == digit && (letter || digit);
            if (!goesOn && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (letter || digit) {
                word.append(c);
            } else if (" ,.-/".indexOf(c) < 0) {
                return List.of();
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    private static int monthOf(String word) {
        for (int i = 0; i < MONTHS.size(); i++) {
            boolean begins = word.length() >= SHORTEST_NAME && MONTHS.get(i).startsWith(word);
            if (begins || (i == 8 && word.equals("sept"))) {
                return i + 1;
            }
        }
        return 0;
    }

    private static boolean isName(String word, List<String> names) {
        return word.length() >= SHORTEST_NAME && names.stream().anyMatch(name -> name.startsWith(word));
    }

    private static Optional<LocalDate> chinese(String text) {
        int year = text.indexOf('年');
        int month = text.indexOf('月', year);
        int end = Math.max(text.indexOf('日', month), text.indexOf('号', month));
        if (month < 0 || end != text.length() - 1) {
            return Optional.empty();
        }
        int years = year == 4 ? digits(text.substring(0, year).replace('零', '〇').replace('○', '〇')) : -1;
        return date(years, number(text.substring(year + 1, month)), number(text.substring(month + 1, end)));
    }

    /** Digit by digit, as years are written. */
    private static int digits(String text) {
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = CHINESE.indexOf(text.charAt(i));
            if (digit < 0) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** With tens, as months and days are written: up to 三十一. */
    private static int number(String text) {
        String plain = text.strip();
        int ten = plain.indexOf('十');
        if (ten < 0) {
            return plain.length() == 1 ? digits(plain) : -1;
        }
        int tens = ten == 0 ? 1 : ten == 1 ? digits(plain.substring(0, 1)) : -1;
        int ones = ten + 1 == plain.length() ? 0 : ten + 2 == plain.length() ? digits(plain.substring(ten + 1)) : -1;
        return tens < 0 || ones < 0 ? -1 : tens * 10 + ones;
    }

    private static Optional<LocalDate> date(int year, int month, int day) {
        try {
            return year < 1 ? Optional.empty() : Optional.of(LocalDate.of(year, month, day));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
