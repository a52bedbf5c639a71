package dev.millwright.field.type;

import dev.millwright.shared.Texts;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How several values stand in one text, and one value in the list that keeps several. */
final class Listed {

    /** So many are named in one field; who needs more has lines of their own for them. */
    static final int MOST = 100;

    private static final String SEPARATORS = ",，、;；\n\r";

    private Listed() {}

    /** The parts of a text, without those that are blank. */
    static List<String> parts(String text) {
        StringBuilder even = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            even.append(SEPARATORS.indexOf(sign) < 0 ? sign : '\n');
        }
        return Arrays.stream(even.toString().split("\n", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    static String joined(Stream<String> parts, Locale locale) {
        return parts.collect(Collectors.joining(Texts.language(locale).equals(Locale.ENGLISH) ? ", " : "、"));
    }

    /** Each once, in the order given; null for none. */
    static <T> @Nullable List<T> orNothing(Collection<T> several) {
        return several.isEmpty() ? null : List.copyOf(new LinkedHashSet<>(several));
    }
}
