package dev.millwright.flow.spi;

import dev.millwright.flow.BranchDefinition;

/** What branches are called that the designer gave no name. */
public final class BranchNames {

    private BranchNames() {}

    /**
     * The text for it; its argument is the number of the branch, from 1.
     *
     * @param shape of the node that has the branch
     * @param index of the branch, from 0
     */
    public static String key(NodeShape shape, BranchDefinition branch, int index) {
        if (shape == NodeShape.ANSWER) {
            return index == 0 ? "flow.branch.agreed" : "flow.branch.refused";
        }
        return shape.asksConditions() && branch.condition().isBlank() ? "flow.canvas.else" : "flow.canvas.branch";
    }
}
