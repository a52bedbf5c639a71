package dev.millwright;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.theme.lumo.Lumo;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Millwright. */
@SpringBootApplication
@Push
@StyleSheet(Lumo.STYLESHEET)
@StyleSheet("themes/millwright/styles.css")
@ColorScheme(ColorScheme.Value.SYSTEM)
public class Application implements AppShellConfigurator {

    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.setPageTitle("Millwright");
        // From the root: browsers look for it again at every page, while the base of what is relative stays that of the
        // first.
        settings.addLink("icon", VaadinRequest.getCurrent().getContextPath() + "/themes/millwright/mark.svg");
        settings.setViewport("width=device-width, initial-scale=1, viewport-fit=cover");
    }
}
