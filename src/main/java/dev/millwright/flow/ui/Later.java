package dev.millwright.flow.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a page what happened elsewhere. */
final class Later {

    private static final Logger LOG = LoggerFactory.getLogger(Later.class);

    private Later() {}

    /** Somebody who has left the page hears nothing. */
    static void tell(UI ui, Command news) {
        try {
            ui.access(news);
        } catch (UIDetachedException e) {
            LOG.debug("Nobody listens any more", e);
        }
    }
}
