package dev.millwright.shared;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads parameters of calls. Calls take them as text, so that who has no business there is turned away before anybody looks at what they
 * wrote.
 */
public final class Parameters {

    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"(-?[0-9]{1,18})\"|(-?[0-9]{1,18})");

    private Parameters() {}

    /**
     * @param text nothing or an empty text when it was left out
     * @throws InvalidParameterException for anything but a whole number of at least 0
     */
    public static int number(String name, @Nullable String text, int otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new InvalidParameterException("shared.error.parameter.number", name);
        }
        throw new InvalidParameterException("shared.error.parameter.number", name);
    }

    /**
     * The version in the header {@code If-Match}: in quotation marks, weak or not, or as a bare number; nothing when it was left out, or
     * any will do.
     *
     * @throws InvalidParameterException for anything else
     */
    public static @Nullable Long version(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return null;
        }
        Matcher tag = VERSION.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw new InvalidParameterException("shared.error.parameter.ifMatch", "If-Match");
        }
        return Long.valueOf(tag.group(1) != null ? tag.group(1) : tag.group(2));
    }

    /**
     * @param text nothing or an empty text when it was left out
     * @throws InvalidParameterException for anything but {@code true} and {@code false}
     */
    public static boolean flag(String name, @Nullable String text) {
        return switch (text) {
            case null -> false;
            case "", "false" -> false;
            case "true" -> true;
            default -> throw new InvalidParameterException("shared.error.parameter.flag", name);
        };
    }
}
