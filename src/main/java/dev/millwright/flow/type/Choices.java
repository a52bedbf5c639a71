package dev.millwright.flow.type;

import dev.millwright.flow.RecordChoice;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.shared.Problems;
import java.util.OptionalLong;
import java.util.UUID;

/** How nodes speak of the records that they choose. */
final class Choices {

    private Choices() {}

    static Problems problems(RecordChoice choice, NodeContext context, String path) {
        Problems problems = Needed.match(choice.form(), choice.match(), context, path);
        UUID form = choice.form();
        return form == null || choice.condition().isBlank()
                ? problems
                : problems.and(context.condition(form, choice.condition(), path));
    }

    static String words(String key, RecordChoice choice, NodeContext context) {
        return Needed.text(context, key, Needed.form(choice.form(), context));
    }

    /** What trying the flow out says: how many it would be now, where that is known. */
    static String foretold(String key, RecordChoice choice, NodeContext context) {
        OptionalLong found = context.found(choice);
        return found.isEmpty() ? "" : Needed.text(context, key, found.getAsLong(), Needed.form(choice.form(), context));
    }
}
