package dev.millwright.calendar.ui;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.identity.Role;
import dev.millwright.shared.Texts;
import dev.millwright.ui.spi.NavigationEntry;
import dev.millwright.ui.spi.NavigationProvider;
import dev.millwright.ui.spi.Place;
import java.util.List;
import org.springframework.stereotype.Component;

/** The address of working calendars, and their entry in the navigation of administrators. */
@Component
public final class CalendarNavigation implements NavigationProvider {

    static final String CALENDARS = "calendars";
    private static final int LATE = 710;

    private final CurrentPerson currentPerson;
    private final Texts texts;

    CalendarNavigation(CurrentPerson currentPerson, Texts texts) {
        this.currentPerson = currentPerson;
        this.texts = texts;
    }

    @Override
    public List<NavigationEntry> entries(Place place) {
        boolean administers = currentPerson
                .find()
                .filter((Person person) -> person.has(Role.ADMINISTRATOR))
                .isPresent();
        return administers
                ? List.of(new NavigationEntry(
                        NavigationEntry.Group.GENERAL,
                        texts.text(place.locale(), "calendar.title"),
                        "vaadin:calendar-clock",
                        CALENDARS,
                        LATE))
                : List.of();
    }
}
