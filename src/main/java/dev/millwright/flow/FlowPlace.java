package dev.millwright.flow;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a flow, where nodes can be put.
 *
 * @param branch null for the flow's own line
 * @param index how many nodes of the branch stand before it, as the flow is before the edit
 */
public record FlowPlace(@Nullable UUID branch, int index) {}
