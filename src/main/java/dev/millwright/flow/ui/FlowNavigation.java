package dev.millwright.flow.ui;

import dev.millwright.app.Access;
import dev.millwright.app.AppRights;
import dev.millwright.app.PublishedApps;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowFigures;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Role;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Texts;
import dev.millwright.ui.spi.NavigationEntry;
import dev.millwright.ui.spi.NavigationProvider;
import dev.millwright.ui.spi.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The pages about the flows of an app: what one can start, how they do, and the runs that are under way. */
@Component
public final class FlowNavigation implements NavigationProvider {

    static final String APP = "app";
    static final String FIGURES = "app/:app/flows";
    static final String RUNS = "app/:app/runs";
    static final String START = "app/:app/start";
    private static final int AFTER_FORMS = 5;
    private static final int AFTER_BOARDS = 20;
    private static final int LATE = 710;

    private final PublishedApps apps;
    private final AppRights rights;
    private final FlowFigures figures;
    private final FlowStarts starts;
    private final CurrentPerson person;
    private final Texts texts;

    FlowNavigation(
            PublishedApps apps,
            AppRights rights,
            FlowFigures figures,
            FlowStarts starts,
            CurrentPerson person,
            Texts texts) {
        this.person = person;
        this.apps = apps;
        this.rights = rights;
        this.figures = figures;
        this.starts = starts;
        this.texts = texts;
    }

    static String figures(String app) {
        return "app/" + app + "/flows";
    }

    static String runs(String app) {
        return "app/" + app + "/runs";
    }

    static String start(String app) {
        return "app/" + app + "/start";
    }

    @Override
    public List<NavigationEntry> entries(Place place) {
        List<NavigationEntry> general = person.find()
                .filter(one -> one.has(Role.ADMINISTRATOR))
                .map(one -> List.of(new NavigationEntry(
                        NavigationEntry.Group.GENERAL,
                        texts.text(place.locale(), "work.handOver.nav"),
                        "vaadin:exchange",
                        WorkNavigation.HAND_OVER,
                        LATE)))
                .orElse(List.of());
        return Stream.concat(ofApp(place).stream(), general.stream()).toList();
    }

    private List<NavigationEntry> ofApp(Place place) {
        String app = place.app();
        if (app == null
                || apps.find(app)
                        .filter(found -> !found.all(FlowDefinition.KIND).isEmpty())
                        .isEmpty()) {
            return List.of();
        }
        List<NavigationEntry> entries = new ArrayList<>();
        try {
            if (!starts.of(app).isEmpty()) {
                entries.add(entry(place, "work.start.title", "vaadin:paperplane-o", start(app), AFTER_FORMS));
            }
            if (figures.areFor(app)) {
                entries.add(entry(place, "work.figures.title", "vaadin:chart-timeline", figures(app), AFTER_BOARDS));
            }
            Access access = rights.access(app);
            if (access.designs() || access.manages()) {
                entries.add(entry(place, "work.runs.title", "vaadin:road-branches", runs(app), AFTER_BOARDS + 1));
            }
        } catch (NotFoundException notThere) {
            return List.of();
        }
        return entries;
    }

    private NavigationEntry entry(Place place, String text, String icon, String href, int order) {
        return new NavigationEntry(NavigationEntry.Group.WORK, texts.text(place.locale(), text), icon, href, order);
    }
}
