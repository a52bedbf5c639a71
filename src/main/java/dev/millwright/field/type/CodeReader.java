package dev.millwright.field.type;

import dev.millwright.field.ValueFormatException;
import dev.millwright.field.ValueGenerator.Numbered;
import dev.millwright.field.type.CodeFieldType.Config;
import dev.millwright.field.type.CodeFieldType.DatePart;
import dev.millwright.field.type.CodeFieldType.FieldPart;
import dev.millwright.field.type.CodeFieldType.FixedText;
import dev.millwright.field.type.CodeFieldType.Part;
import dev.millwright.field.type.CodeFieldType.RunningNumber;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Function;

/** Finds the running number in a code that was made before, piece by piece as the code is made. */
final class CodeReader {

    private static final int CENTURY = 2000;

    private final String code;
    private int position;
    private int year;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;

    private CodeReader(String code) {
        this.code = code;
    }

    /**
     * @param valueOf what stands for a field in codes of that record
     * @return empty when the code has another form
     */
    static Optional<Numbered> read(Config config, String code, Function<FieldPart, String> valueOf) {
        try {
            return new CodeReader(code).read(config, valueOf);
        } catch (DateTimeException | NumberFormatException | ValueFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<Numbered> read(Config config, Function<FieldPart, String> valueOf) {
        StringBuilder sequence = new StringBuilder();
        long number = -1;
        for (Part part : config.parts()) {
            switch (part) {
                case FixedText text -> {
                    if (!takes(text.text())) {
                        return Optional.empty();
                    }
                }
                case DatePart date -> {
                    if (!takesDate(date.pattern())) {
                        return Optional.empty();
                    }
                }
                case FieldPart field -> {
                    if (!takes(valueOf.apply(field))) {
                        return Optional.empty();
                    }
                }
                case RunningNumber ignored -> number = takesNumber();
            }
        }
        if (position != code.length() || number < 1) {
            return Optional.empty();
        }
        // The sequence is named by all of the date, wherever in the code its pieces stand.
        ZonedDateTime moment = moment();
        for (Part part : config.parts()) {
            switch (part) {
                case DatePart date
                when date.ownSequence() ->
                    CodeFieldType.append(sequence, CodeFieldType.written(date.pattern(), moment));
                case FieldPart field when field.ownSequence() -> CodeFieldType.append(sequence, valueOf.apply(field));
                case RunningNumber running ->
                    CodeFieldType.append(sequence, running.reset().period(moment));
                case FixedText ignored -> {}
                case DatePart ignored -> {}
                case FieldPart ignored -> {}
            }
        }
        return Optional.of(new Numbered(sequence.toString(), number));
    }

    private ZonedDateTime moment() {
        LocalDate date = dayOfYear > 0 ? LocalDate.ofYearDay(year, dayOfYear) : LocalDate.of(year, month, day);
        return date.atStartOfDay(ZoneOffset.UTC);
    }

    private boolean takes(String text) {
        boolean there = code.startsWith(text, position);
        position += text.length();
        return there;
    }

    /** Each letter of the pattern stands for one digit, each sign for itself. */
    private boolean takesDate(String pattern) {
        int i = 0;
        while (i < pattern.length()) {
            char letter = pattern.charAt(i);
            int end = i;
            while (end < pattern.length() && pattern.charAt(end) == letter) {
                end++;
            }
            if (Character.isLetter(letter)) {
                if (position + end - i > code.length()) {
                    return false;
                }
                int value = Integer.parseInt(code, position, position + end - i, 10);
                position += end - i;
                switch (letter) {
                    case 'y' -> year = end - i > 2 ? value : CENTURY + value;
                    case 'M' -> month = value;
                    case 'd' -> day = value;
                    case 'D' -> dayOfYear = value;
                    default -> {}
                }
            } else if (!takes(pattern.substring(i, end))) {
                return false;
            }
            i = end;
        }
        return true;
    }

    private long takesNumber() {
        int end = position;
        while (end < code.length() && code.charAt(end) >= '0' && code.charAt(end) <= '9') {
            end++;
        }
        boolean isNumber = end > position && end - position <= CodeFieldType.MOST_DIGITS;
        long number = isNumber ? Long.parseLong(code, position, end, 10) : -1;
        position = end;
        return number;
    }
}
