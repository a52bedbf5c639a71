package dev.millwright.dashboard.ui;

import dev.millwright.dashboard.DashboardDefinition;
import dev.millwright.dashboard.Dashboards;
import dev.millwright.shared.NotFoundException;
import dev.millwright.ui.spi.NavigationEntry;
import dev.millwright.ui.spi.NavigationProvider;
import dev.millwright.ui.spi.Place;
import java.util.List;
import org.springframework.stereotype.Component;

/** The addresses of dashboards, and their entries in the navigation of their app, below its forms. */
@Component
public final class DashboardNavigation implements NavigationProvider {

    static final String BOARD = "app/:app/dashboard/:key";
    static final String DESIGNER = "app/:app/design/dashboard/:key";
    static final String APP = "app";
    static final String KEY = "key";

    private static final int AFTER_FORMS = 10;

    private final Dashboards dashboards;

    DashboardNavigation(Dashboards dashboards) {
        this.dashboards = dashboards;
    }

    /** The page of a dashboard, without leading slash. */
    public static String board(String app, String key) {
        return "app/" + app + "/dashboard/" + key;
    }

    static String designer(String app, String key) {
        return "app/" + app + "/design/dashboard/" + key;
    }

    @Override
    public List<NavigationEntry> entries(Place place) {
        String app = place.app();
        if (app == null) {
            return List.of();
        }
        try {
            return dashboards.all(app).stream().map(board -> entry(app, board)).toList();
        } catch (NotFoundException notThere) {
            return List.of();
        }
    }

    private static NavigationEntry entry(String app, DashboardDefinition board) {
        return new NavigationEntry(
                NavigationEntry.Group.WORK, board.label(), board.icon(), board(app, board.key()), AFTER_FORMS);
    }
}
