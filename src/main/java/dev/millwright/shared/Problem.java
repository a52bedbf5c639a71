package dev.millwright.shared;

import java.util.List;

/**
 * One expected thing that is wrong with what a person gave us.
 *
 * @param code stable, and the key of its text in the message bundles, for example {@code record.error.required}
 * @param path where it is: a field key, or steps joined by dots; empty for the whole
 * @param arguments what the text names, in order
 */
public record Problem(Severity severity, String code, String path, List<Object> arguments) {

    public Problem {
        arguments = List.copyOf(arguments);
    }

    public static Problem error(String code, String path, Object... arguments) {
        return new Problem(Severity.ERROR, code, path, List.of(arguments));
    }

    public static Problem warning(String code, String path, Object... arguments) {
        return new Problem(Severity.WARNING, code, path, List.of(arguments));
    }

    /** The same problem at another place. */
    public Problem at(String elsewhere) {
        return new Problem(severity, code, elsewhere, arguments);
    }

    /** The same problem seen from one level further out. */
    public Problem under(String prefix) {
        return new Problem(severity, code, path.isEmpty() ? prefix : prefix + "." + path, arguments);
    }
}
