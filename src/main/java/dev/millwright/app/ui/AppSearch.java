package dev.millwright.app.ui;

import com.ibm.icu.text.Normalizer2;
import dev.millwright.app.App;
import dev.millwright.app.Apps;
import dev.millwright.ui.spi.NavigationEntry;
import dev.millwright.ui.spi.NavigationProvider;
import dev.millwright.ui.spi.Place;
import dev.millwright.ui.spi.SearchHit;
import dev.millwright.ui.spi.SearchProvider;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Finds apps by name, key and description, and what their navigation leads to. */
@Component
final class AppSearch implements SearchProvider {

    private final Apps apps;
    private final ObjectProvider<NavigationProvider> navigation;

    AppSearch(Apps apps, ObjectProvider<NavigationProvider> navigation) {
        this.apps = apps;
        this.navigation = navigation;
    }

    @Override
    public List<SearchHit> find(String text, Locale locale, int limit) {
        String wanted = folded(text);
        List<App> visible = apps.visible();
        Stream<SearchHit> found = visible.stream()
                .filter(app -> matches(wanted, app.label(), app.key(), app.description()))
                .map(app -> new SearchHit(app.label(), app.description(), app.icon(), AppNavigation.app(app.key())));
        Stream<SearchHit> inside = visible.stream()
                .flatMap(app -> inside(app, locale)
                        .filter(entry -> matches(wanted, entry.label()))
                        .map(entry -> new SearchHit(entry.label(), app.label(), entry.icon(), entry.href())));
        return Stream.concat(found, inside).limit(limit).toList();
    }

    private Stream<NavigationEntry> inside(App app, Locale locale) {
        Place place = new Place(AppNavigation.app(app.key()), app.key(), locale);
        return navigation
                .orderedStream()
                .flatMap(provider -> provider.entries(place).stream())
                .filter(entry -> entry.group() == NavigationEntry.Group.WORK);
    }

    private static boolean matches(String wanted, String... texts) {
        return Stream.of(texts).anyMatch(text -> folded(text).contains(wanted));
    }

    private static String folded(String text) {
        return Normalizer2.getNFKCCasefoldInstance().normalize(text);
    }
}
