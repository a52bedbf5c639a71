package dev.millwright.testing;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.internal.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.notification.Notification;
import dev.millwright.identity.Person;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A test of screens without a browser, in the whole application context, in English unless told otherwise. */
@IntegrationTest
public abstract class ViewTest extends SpringBrowserlessTest {

    /** Opens an address, without leading slash, in a fresh page for whoever is signed in now. */
    protected final void open(String address) {
        UI.getCurrent().navigate(address);
        UI.getCurrent().refreshCurrentRoute(true);
    }

    protected final void in(Locale language) {
        UI.getCurrent().setLocale(language);
    }

    /** Somebody else goes on in the same browser. */
    protected final void become(Person person) {
        TestPeople.as(person);
    }

    protected final void click(String button) {
        test($(Button.class).withText(button).first()).click();
    }

    /** Waits for what happens on another thread. */
    protected static void waitFor(BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("It did not happen within 30 s");
            }
            MockVaadin.clientRoundtrip();
            Thread.onSpinWait();
        }
    }

    /** The address that is open, without leading slash. */
    protected static String currentPath() {
        return UI.getCurrent().getInternals().getActiveViewLocation().getPath();
    }

    /** All words on the page, in order. */
    protected final String page() {
        return String.join("\n", texts(UI.getCurrent()).toList());
    }

    /** The words of the notices that are shown. */
    protected final List<String> notices() {
        return $(Notification.class).all().stream()
                .map(notice -> String.join(" ", texts(notice).toList()))
                .toList();
    }

    private static Stream<String> texts(Component component) {
        if (component instanceof Text text) {
            return Stream.of(text.getText());
        }
        if (!component.isVisible()) {
            return Stream.empty();
        }
        String own = component.getElement().getText();
        return Stream.concat(
                own.isBlank() ? Stream.empty() : Stream.of(own),
                component.getChildren().flatMap(ViewTest::texts));
    }
}
