package dev.millwright.print.ui;

import com.vaadin.flow.server.VaadinSession;
import dev.millwright.print.PrintEdit.Placed;
import java.util.List;

/** What a person copied, for all print designers that they have open. */
record PrintClipboard(List<Placed> elements) {

    static void keep(List<Placed> elements) {
        if (!elements.isEmpty()) {
            VaadinSession.getCurrent().setAttribute(PrintClipboard.class, new PrintClipboard(elements));
        }
    }

    static List<Placed> content() {
        PrintClipboard kept = VaadinSession.getCurrent().getAttribute(PrintClipboard.class);
        return kept == null ? List.of() : kept.elements();
    }
}
