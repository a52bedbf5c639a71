package dev.millwright.shared;

import java.util.List;

/**
 * Words to be said later, in the language of whoever reads them then.
 *
 * @param code key of the text
 * @param arguments what is put into it: texts, numbers, truth values, {@link Label}s, other phrases, or lists of these
 */
public record Phrase(String code, List<Object> arguments) {

    public Phrase {
        arguments = List.copyOf(arguments);
    }

    public static Phrase of(String code, Object... arguments) {
        return new Phrase(code, List.of(arguments));
    }
}
