package dev.millwright.flow.spi;

import dev.millwright.extension.Extension;
import dev.millwright.shared.Problems;

/**
 * A type of trigger, found by the scan: one class and its test.
 *
 * @param <C> its configuration: an immutable record that Jackson writes and reads
 */
public interface TriggerType<C> extends Extension<C> {

    /** Whether a flow that starts so is about a record of its form. */
    default boolean needsForm() {
        return true;
    }

    /** What is wrong with it; paths name the property. Also what {@link Extension#validate} finds is told. */
    default Problems validateIn(C config, NodeContext context) {
        return Problems.NONE;
    }

    /** When it starts the flow, in one line, such as "When status changes to sold". */
    String summary(C config, NodeContext context);

    /** What starts a run. */
    Subscription subscription(C config);
}
