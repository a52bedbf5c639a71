package dev.millwright.workspace.ui;

import dev.millwright.app.AppRights;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Texts;
import dev.millwright.ui.spi.NavigationEntry;
import dev.millwright.ui.spi.NavigationProvider;
import dev.millwright.ui.spi.Place;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts the page of an app's HTTP API into its navigation. */
@Component
record ApiLink(AppRights rights, Texts texts) implements NavigationProvider {

    @Override
    public List<NavigationEntry> entries(Place place) {
        String app = place.app();
        if (app == null) {
            return List.of();
        }
        try {
            return ApiView.shows(rights.access(app))
                    ? List.of(new NavigationEntry(
                            NavigationEntry.Group.DESIGN,
                            texts.text(place.locale(), "record.api"),
                            "vaadin:code",
                            RecordsNavigation.api(app),
                            30))
                    : List.of();
        } catch (NotFoundException notThere) {
            return List.of();
        }
    }
}
