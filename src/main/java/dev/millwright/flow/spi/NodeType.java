package dev.millwright.flow.spi;

import dev.millwright.app.spi.DefinitionKind.Reference;
import dev.millwright.extension.Extension;
import dev.millwright.shared.Problems;
import java.util.Set;
import java.util.UUID;

/**
 * A type of node, found by the scan: one class and its test. It describes itself to the designer and says what happens when a run
 * reaches it.
 *
 * @param <C> its configuration: an immutable record that Jackson writes and reads
 */
public interface NodeType<C> extends Extension<C> {

    /** How it stands in the tree as it begins. */
    NodeShape shape();

    /** How it stands in the tree with this configuration; most types stand in one way only. */
    default NodeShape shape(C config) {
        return shape();
    }

    /** What is wrong with it where it stands; paths name the property. Also what {@link Extension#validate} finds is told. */
    default Problems validateIn(C config, NodeContext context) {
        return Problems.NONE;
    }

    /** What it does, in one line, in the language of the context, such as "Head of the starter's department, 2 working days". */
    String summary(C config, NodeContext context);

    /** What trying the flow out says of it, in one line; empty where there is no more to say than that it happens by itself. */
    default String foretold(C config, NodeContext context) {
        return "";
    }

    /** What happens when a run reaches it. */
    NodeBehaviour behaviour(C config);

    /** Ids of forms that it needs: they must be published. */
    default Set<UUID> needs(C config) {
        return Set.of();
    }

    /** Ids of flows that it needs: they must be published. */
    default Set<UUID> needsFlows(C config) {
        return Set.of();
    }

    /** What it needs of other kinds: it must be published, and stays as long as the flow does. */
    default Set<Reference> needsOthers(C config) {
        return Set.of();
    }
}
