package dev.millwright.workspace.ui;

import dev.millwright.form.PublishedForm;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.shared.NotFoundException;
import dev.millwright.ui.spi.NavigationEntry;
import dev.millwright.ui.spi.NavigationProvider;
import dev.millwright.ui.spi.Place;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts the lists of an app's forms into its navigation. */
@Component
record FormLinks(AccessibleForms forms) implements NavigationProvider {

    @Override
    public List<NavigationEntry> entries(Place place) {
        String app = place.app();
        return app == null
                ? List.of()
                : visible(app).stream()
                        .map(form -> new NavigationEntry(
                                NavigationEntry.Group.WORK,
                                form.label(),
                                form.definition().icon(),
                                RecordsNavigation.list(new FormRef(app, form.key())),
                                0))
                        .toList();
    }

    private List<PublishedForm> visible(String app) {
        try {
            // Lines are worked with on the records that they belong to.
            return forms.all(app).stream()
                    .filter(form -> form.partOf().isEmpty())
                    .toList();
        } catch (NotFoundException notThere) {
            return List.of();
        }
    }
}
