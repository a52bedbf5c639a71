package dev.millwright.organisation.ui;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.identity.Role;
import dev.millwright.shared.Texts;
import dev.millwright.ui.spi.NavigationEntry;
import dev.millwright.ui.spi.NavigationProvider;
import dev.millwright.ui.spi.PersonMenuEntry;
import dev.millwright.ui.spi.PersonMenuProvider;
import dev.millwright.ui.spi.Place;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The addresses of the pages about the organisation, and how people get there. */
@Component
public final class OrganisationNavigation implements NavigationProvider, PersonMenuProvider {

    static final String DEPARTMENTS = "departments";
    static final String SUBSTITUTES = "substitutes";
    private static final int LATE = 700;

    private final CurrentPerson currentPerson;
    private final Texts texts;

    OrganisationNavigation(CurrentPerson currentPerson, Texts texts) {
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
                        texts.text(place.locale(), "organisation.departments"),
                        "vaadin:sitemap",
                        DEPARTMENTS,
                        LATE))
                : List.of();
    }

    @Override
    public List<PersonMenuEntry> entries(Locale locale) {
        return List.of(new PersonMenuEntry(
                texts.text(locale, "organisation.substitutes"), "vaadin:user-clock", SUBSTITUTES, LATE));
    }
}
