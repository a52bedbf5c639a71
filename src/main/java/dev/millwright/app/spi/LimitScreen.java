package dev.millwright.app.spi;

import dev.millwright.app.Action;
import dev.millwright.app.Limit;
import dev.millwright.identity.Principal;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Shows and asks to which records and fields a line of the matrix is kept; brought by the module that shows records. */
public interface LimitScreen {

    /**
     * A line of the matrix.
     *
     * @param form key of a published form
     * @param name of the member
     */
    record Line(String app, String form, Principal member, String name, Set<Action> actions, Limit limit) {}

    /** What the limit keeps the line to, in the reader's language; empty when to nothing. */
    List<String> words(Line line);

    /**
     * Opens a dialog.
     *
     * @param chosen hears of what was decided
     */
    void ask(Line line, Consumer<Limit> chosen);
}
