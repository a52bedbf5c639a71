package dev.millwright.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.SystemMessages;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinServletResponse;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Preferences;
import dev.millwright.identity.RequestLanguage;
import dev.millwright.shared.Texts;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Language and light or dark of each page: what the person chose, else what the browser remembers or asks for. */
@Component
class Appearance implements VaadinServiceInitListener {

    /** Light, dark, or as the device has it. */
    enum Look {
        SYSTEM(ColorScheme.Value.SYSTEM),
        LIGHT(ColorScheme.Value.LIGHT),
        DARK(ColorScheme.Value.DARK);

        private final ColorScheme.Value scheme;

        Look(ColorScheme.Value scheme) {
            this.scheme = scheme;
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Look of(String key) {
            for (Look look : values()) {
                if (look.key().equals(key)) {
                    return look;
                }
            }
            return SYSTEM;
        }
    }

    private final transient CurrentPerson currentPerson;
    private final transient Preferences preferences;
    private final transient Texts texts;

    Appearance(CurrentPerson currentPerson, Preferences preferences, Texts texts) {
        this.currentPerson = currentPerson;
        this.preferences = preferences;
        this.texts = texts;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addUIInitListener(init -> setUp(init.getUI()));
        event.addIndexHtmlRequestListener(this::markPage);
        event.getSource().setSystemMessagesProvider(info -> systemMessages(info.getLocale()));
    }

    private void setUp(UI ui) {
        show(ui, language(VaadinRequest.getCurrent()));
    }

    private void show(UI ui, Locale language) {
        ui.getSession().setLocale(language);
        ui.setLocale(language);
        var reconnect = ui.getReconnectDialogConfiguration();
        reconnect.setDialogText(texts.text(language, "ui.connection.lost"));
        reconnect.setDialogTextGaveUp(texts.text(language, "ui.connection.gaveUp"));
        MonthTitles.show(ui, language, texts);
    }

    /** The first paint already has the right language and colours. */
    private void markPage(IndexHtmlResponse page) {
        Element html = page.getDocument().selectFirst("html");
        if (html == null) {
            return;
        }
        html.attr("lang", language(page.getVaadinRequest()).toLanguageTag());
        Look look = look();
        if (look != Look.SYSTEM) {
            html.attr("theme", look.key());
            html.attr("style", "color-scheme: " + look.key());
        }
    }

    Locale language(@Nullable VaadinRequest request) {
        Optional<String> chosen = remembered(Preferences.LANGUAGE);
        if (chosen.isPresent()) {
            return Texts.language(Locale.forLanguageTag(chosen.get()));
        }
        return request instanceof VaadinServletRequest servlet
                ? RequestLanguage.of(servlet.getHttpServletRequest())
                : Locale.ENGLISH;
    }

    Look look() {
        return Look.of(remembered(Preferences.THEME).orElse(""));
    }

    private Optional<String> remembered(String preference) {
        return currentPerson.find().flatMap(person -> preferences.read(preference, String.class));
    }

    /** Shows the page in the language from now on, here and the next time. */
    void choose(UI ui, Locale language) {
        currentPerson.find().ifPresent(person -> preferences.write(Preferences.LANGUAGE, language.toLanguageTag()));
        if (VaadinResponse.getCurrent() instanceof VaadinServletResponse response
                && VaadinRequest.getCurrent() instanceof VaadinServletRequest request) {
            response.addCookie(RequestLanguage.cookie(language, request.isSecure()));
        }
        show(ui, language);
        ui.getPage().executeJs("document.documentElement.lang = $0", language.toLanguageTag());
        ui.refreshCurrentRoute(true);
    }

    void choose(UI ui, Look look) {
        currentPerson.find().ifPresent(person -> preferences.write(Preferences.THEME, look.key()));
        ui.getPage().setColorScheme(look.scheme);
    }

    private SystemMessages systemMessages(Locale locale) {
        CustomizedSystemMessages messages = new CustomizedSystemMessages();
        messages.setSessionExpiredNotificationEnabled(true);
        messages.setSessionExpiredCaption(texts.text(locale, "ui.session.expired"));
        messages.setSessionExpiredMessage(texts.text(locale, "ui.session.expired.text"));
        messages.setInternalErrorCaption(texts.text(locale, "ui.session.broken"));
        messages.setInternalErrorMessage(texts.text(locale, "ui.session.broken.text"));
        messages.setCookiesDisabledCaption(texts.text(locale, "ui.cookies.off"));
        messages.setCookiesDisabledMessage(texts.text(locale, "ui.cookies.off.text"));
        return messages;
    }
}
