package dev.millwright.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.router.AfterNavigationEvent;
import dev.millwright.shared.DomainException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short messages that come up at the edge of the page, until they are outdated: by the next one, or with the page that they are about. */
public final class Notices {

    private static final int SHORT = 4_000;
    private static final int LONG = 8_000;

    private Notices() {}

    /** Something went well. */
    public static void success(String text) {
        open(text, null, SHORT, "vaadin:check-circle", NotificationVariant.LUMO_SUCCESS);
    }

    /** Something went well and can be taken back for a while, until the next such thing. */
    public static void undoable(String text, Runnable undo) {
        UI ui = UI.getCurrent();
        LastUndoable former = ComponentUtil.getData(ui, LastUndoable.class);
        if (former != null) {
            former.notification().close();
        }
        Button button = new Button(t("ui.action.undo"));
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        Notification notification = open(text, button, LONG, "vaadin:check-circle", NotificationVariant.LUMO_SUCCESS);
        ComponentUtil.setData(ui, LastUndoable.class, new LastUndoable(notification));
        button.addClickListener(click -> {
            notification.close();
            undo.run();
        });
    }

    /** Something was done, and somebody should look at it. */
    public static void warning(String text) {
        open(text, null, LONG, "vaadin:warning", NotificationVariant.LUMO_WARNING);
    }

    /** Something did not work; the text says what to do. */
    public static void error(String text) {
        open(text, null, LONG, "vaadin:exclamation-circle", NotificationVariant.LUMO_ERROR);
    }

    /** What the page said before is seen to, though there is nothing else to say. */
    public static void settled() {
        Passing passing = ComponentUtil.getData(UI.getCurrent(), Passing.class);
        if (passing != null) {
            passing.closeSeen();
        }
    }

    public static void error(DomainException refusal) {
        error(t(refusal));
    }

    /** A bug: calm words and the id under which the log has the details. */
    static void incident(String id) {
        Span number = new Span(t("ui.incident.id", id));
        number.addClassName("mw-incident-id");
        open(t("ui.incident.text"), number, 0, "vaadin:exclamation-circle", NotificationVariant.LUMO_ERROR);
    }

    private static Notification open(
            String text, @Nullable Component extra, int duration, String icon, NotificationVariant variant) {
        Notification notification = new Notification();
        notification.setPosition(Notification.Position.BOTTOM_CENTER);
        notification.setDuration(duration);
        notification.addThemeVariants(variant);
        Div content = new Div(Icons.of(icon), new Span(text));
        content.addClassName("mw-notice");
        if (extra != null) {
            content.add(extra);
        }
        if (duration == 0) {
            Button close = new Button(Icons.of("vaadin:close-small"), click -> notification.close());
            close.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
            close.setAriaLabel(t("ui.action.close"));
            content.add(close);
        }
        notification.add(content);
        notification.open();
        if (duration > 0 && extra == null) {
            replaceOutdated(notification);
        }
        return notification;
    }

    private static void replaceOutdated(Notification notification) {
        UI ui = UI.getCurrent();
        Passing passing = ComponentUtil.getData(ui, Passing.class);
        if (passing == null) {
            passing = new Passing();
            ComponentUtil.setData(ui, Passing.class, passing);
            ui.addAfterNavigationListener(passing::leave);
        }
        passing.show(ui, notification);
    }

    /** The notices that a page shows and that nobody has to answer. */
    private static final class Passing {

        private final List<Notification> seen = new ArrayList<>();

        void show(UI ui, Notification notification) {
            closeSeen();
            ui.beforeClientResponse(ui, sent -> seen.add(notification));
        }

        /** What is said along with going to another page is about that one. */
        void leave(AfterNavigationEvent left) {
            closeSeen();
        }

        private void closeSeen() {
            seen.forEach(Notification::close);
            seen.clear();
        }
    }

    /** The undoable notice that a page shows. */
    private record LastUndoable(Notification notification) {}
}
