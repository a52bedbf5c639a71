package dev.millwright.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.internal.UIInternals;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveEvent.ContinueNavigationAction;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.NavigationTrigger;

/** A way out of a page that waits for an answer: it is taken, or the person stays and every way out is open as before. */
public final class Leaving {

    private final UI ui;
    private final NavigationTrigger trigger;
    private final Location to;
    private final ContinueNavigationAction action;
    private boolean stayed;

    private Leaving(BeforeLeaveEvent event) {
        ui = event.getUI();
        trigger = event.getTrigger();
        to = event.getLocation();
        action = event.postpone();
    }

    /** Whether the page is left, and not only drawn anew: in the other language, say. */
    public static boolean leaves(BeforeLeaveEvent event) {
        return event.getTrigger() != NavigationTrigger.REFRESH && event.getTrigger() != NavigationTrigger.REFRESH_ROUTE;
    }

    /** Holds what would leave the page. */
    public static Leaving hold(BeforeLeaveEvent event) {
        return new Leaving(event);
    }

    /** Leaves after all, be it after having stayed for a while. */
    public void proceed() {
        if (isOfTheBrowser() && !stayed) {
            action.proceed();
        } else {
            // The browser waits for nothing here, and must not be told that it may go on.
            ui.navigate(to.getPath(), to.getQueryParameters());
        }
    }

    /** Stays. */
    public void stay() {
        stayed = true;
        if (isOfTheBrowser()) {
            action.cancel();
            // Else the same way, tried again, would count as one that was taken already.
            UIInternals internals = ui.getInternals();
            internals.setLastHandledNavigation(internals.getActiveViewLocation());
        }
    }

    private boolean isOfTheBrowser() {
        return switch (trigger) {
            case PAGE_LOAD, ROUTER_LINK, HISTORY, CLIENT_SIDE -> true;
            case PROGRAMMATIC, UI_NAVIGATE, REFRESH, REFRESH_ROUTE -> false;
        };
    }
}
