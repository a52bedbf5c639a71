package dev.millwright.shared;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One expected thing that is wrong with what a person gave us.
 *
 * @param code stable, and the key of its text in the message bundles, for example {@code record.error.required}
 * @param path where it is: a field key, or steps joined by dots; empty for the whole
 * @param arguments what the text names, in order
 * @param position where it is in the text that stands there; null where that is no text, or all of it is wrong
 */
public record Problem(
        Severity severity,
        String code,
        String path,
        List<Object> arguments,
        @Nullable TextPosition position) {

    public Problem {
        arguments = List.copyOf(arguments);
    }

    public Problem(Severity severity, String code, String path, List<Object> arguments) {
        this(severity, code, path, arguments, null);
    }

    public static Problem error(String code, String path, Object... arguments) {
        return new Problem(Severity.ERROR, code, path, List.of(arguments));
    }

    public static Problem warning(String code, String path, Object... arguments) {
        return new Problem(Severity.WARNING, code, path, List.of(arguments));
    }

    /** What a text at a path was refused for. */
    public static Problem of(DomainException refusal, String path) {
        return new Problem(
                Severity.ERROR,
                refusal.code(),
                path,
                refusal.arguments(),
                refusal instanceof HasPosition placed ? placed.position() : null);
    }

    /** The same problem at another place. */
    public Problem at(String elsewhere) {
        return new Problem(severity, code, elsewhere, arguments, position);
    }

    /** The same problem seen from one level further out. */
    public Problem under(String prefix) {
        return at(path.isEmpty() ? prefix : prefix + "." + path);
    }
}
