package dev.millwright.workspace.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer that a page gets when it is known. */
final class LateAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(LateAnswer.class);

    private LateAnswer() {}

    /** Somebody who has left the page needs no answer any more. */
    static void give(UI ui, Command answer) {
        try {
            ui.access(answer);
        } catch (UIDetachedException e) {
            LOG.debug("Nobody waits for it any more", e);
        }
    }
}
