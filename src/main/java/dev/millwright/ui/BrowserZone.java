package dev.millwright.ui;

import com.vaadin.flow.component.UI;
import java.time.ZoneId;

/** The time zone in which a page tells moments: that of its browser. */
public final class BrowserZone {

    private BrowserZone() {}

    /** @param otherwise where no browser tells its zone, or one that is not known here */
    public static ZoneId or(ZoneId otherwise) {
        UI ui = UI.getCurrent();
        if (ui == null) {
            return otherwise;
        }
        String id = ui.getPage().getExtendedClientDetails().getTimeZoneId();
        return id != null && ZoneId.getAvailableZoneIds().contains(id) ? ZoneId.of(id) : otherwise;
    }
}
