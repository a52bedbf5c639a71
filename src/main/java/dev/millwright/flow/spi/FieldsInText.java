package dev.millwright.flow.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts that name fields by their keys in braces, such as "Please pay {amount}". */
public final class FieldsInText {

    private static final Pattern NAMED = Pattern.compile("\\{([a-z][a-z0-9_]*)}");

    private FieldsInText() {}

    /** How a field is named in a text. */
    public static String name(String key) {
        return "{" + key + "}";
    }

    /** The keys that the text names, in order. */
    public static List<String> keys(String text) {
        return NAMED.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    /** The text with something in place of the fields; what is nothing stays as it is. */
    public static String filled(String text, Function<String, Optional<String>> value) {
        return NAMED.matcher(text)
                .replaceAll((MatchResult found) ->
                        Matcher.quoteReplacement(value.apply(found.group(1)).orElse(found.group())));
    }
}
