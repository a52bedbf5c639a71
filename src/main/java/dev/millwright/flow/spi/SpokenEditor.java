package dev.millwright.flow.spi;

import dev.millwright.extension.PropertyKind;
import org.jspecify.annotations.Nullable;

/** An editor of the flow designer that can say what is set, so that publishing tells what becomes of it. */
public interface SpokenEditor<T extends @Nullable Object> extends PropertyKind.Editor<T> {

    /** The value in words, in the language of the context; empty for nothing. */
    String words(T value, NodeContext context);

    /** What of a value is worth telling beside the other: of a table the rows that differ. */
    default T apart(T value, T other) {
        return value;
    }
}
