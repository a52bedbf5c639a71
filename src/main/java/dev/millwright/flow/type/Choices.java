package dev.millwright.flow.type;

import dev.millwright.flow.RecordChoice;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.shared.Problems;
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
}
