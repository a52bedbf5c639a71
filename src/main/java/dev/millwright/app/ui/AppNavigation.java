package dev.millwright.app.ui;

import dev.millwright.app.Access;
import dev.millwright.app.AppRights;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Texts;
import dev.millwright.ui.spi.NavigationEntry;
import dev.millwright.ui.spi.NavigationHeading;
import dev.millwright.ui.spi.NavigationProvider;
import dev.millwright.ui.spi.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The addresses of an app's own pages, and their entries in its navigation. */
@Component
@Order(0)
public final class AppNavigation implements NavigationProvider {

    static final String DESIGN = "app/:app/design";
    static final String SETTINGS = "app/:app/settings";
    static final String LANGUAGES = "app/:app/languages";
    static final String SHARING = "app/:app/sharing";

    private final AppRights rights;
    private final Texts texts;

    AppNavigation(AppRights rights, Texts texts) {
        this.rights = rights;
        this.texts = texts;
    }

    public static String app(String app) {
        return "app/" + app;
    }

    /** The overview of what the app is made of. */
    public static String design(String app) {
        return "app/" + app + "/design";
    }

    /** The designer of one definition; each kind brings its own. */
    public static String design(String app, String kind, String key) {
        return design(app) + "/" + kind + "/" + key;
    }

    static String settings(String app) {
        return "app/" + app + "/settings";
    }

    static String languages(String app) {
        return "app/" + app + "/languages";
    }

    static String sharing(String app) {
        return "app/" + app + "/sharing";
    }

    @Override
    public Optional<NavigationHeading> heading(Place place) {
        return access(place)
                .map(Access::app)
                .map(app -> new NavigationHeading(app.label(), app.icon(), app.colour(), app(app.key())));
    }

    @Override
    public List<NavigationEntry> entries(Place place) {
        return access(place).map(access -> entries(access, place)).orElse(List.of());
    }

    private List<NavigationEntry> entries(Access access, Place place) {
        String app = access.app().key();
        List<NavigationEntry> entries = new ArrayList<>();
        if (access.designs()) {
            entries.add(entry(place, "app.ui.design", "vaadin:pencil", design(app), 0));
        }
        if (access.designs() || access.manages()) {
            entries.add(entry(place, "app.ui.sharing", "vaadin:users", sharing(app), 10));
        }
        if (access.designs()) {
            entries.add(entry(place, "app.words.title", "vaadin:globe", languages(app), 15));
            entries.add(entry(place, "app.ui.settings", "vaadin:cog", settings(app), 20));
        }
        return entries;
    }

    private NavigationEntry entry(Place place, String text, String icon, String href, int order) {
        return new NavigationEntry(NavigationEntry.Group.DESIGN, texts.text(place.locale(), text), icon, href, order);
    }

    private Optional<Access> access(Place place) {
        String app = place.app();
        if (app == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(rights.access(app));
        } catch (NotFoundException notThere) {
            return Optional.empty();
        }
    }
}
