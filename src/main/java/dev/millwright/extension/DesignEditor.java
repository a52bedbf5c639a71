package dev.millwright.extension;

import dev.millwright.shared.Problems;

/**
 * A definition while it is designed, with the edits since it was opened. It knows nothing of screens.
 *
 * @param <D> the definition: an immutable value
 */
public interface DesignEditor<D> {

    /** As it is designed now. */
    D definition();

    /** What would be refused if it were published now. */
    Problems problems();

    boolean canUndo();

    boolean canRedo();
}
