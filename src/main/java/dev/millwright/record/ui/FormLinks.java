package dev.millwright.record.ui;

import dev.millwright.app.Action;
import dev.millwright.app.PublishedApps;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.ui.spi.NavigationEntry;
import dev.millwright.ui.spi.NavigationProvider;
import dev.millwright.ui.spi.Place;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts the lists of an app's forms into its navigation. */
@Component
record FormLinks(PublishedApps apps, PublishedForms forms, CurrentPerson person) implements NavigationProvider {

    @Override
    public List<NavigationEntry> entries(Place place) {
        String key = place.app();
        if (key == null) {
            return List.of();
        }
        Person me = person.get();
        return apps.find(key).stream()
                .flatMap(app ->
                        forms.all(app).stream().filter(form -> app.rights().allows(me, form.key(), Action.SEE)))
                .map(form -> new NavigationEntry(
                        NavigationEntry.Group.WORK,
                        form.label(),
                        form.definition().icon(),
                        RecordsNavigation.list(new FormRef(key, form.key())),
                        0))
                .toList();
    }
}
