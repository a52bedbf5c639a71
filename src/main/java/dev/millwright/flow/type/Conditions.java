package dev.millwright.flow.type;

import dev.millwright.flow.spi.NodeContext;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.UUID;

/** How nodes and triggers speak of conditions about the flow's record. */
final class Conditions {

    private Conditions() {}

    static Problems problems(String condition, NodeContext context, String path) {
        UUID form = context.flow().form();
        if (condition.isBlank()) {
            return Problems.NONE;
        }
        return form == null
                ? Problems.of(Problem.error("flow.node.error.noRecord", path))
                : context.condition(form, condition, path);
    }

    static String words(String condition, NodeContext context) {
        UUID form = context.flow().form();
        return form == null || condition.isBlank() ? condition : context.inWords(form, condition);
    }
}
