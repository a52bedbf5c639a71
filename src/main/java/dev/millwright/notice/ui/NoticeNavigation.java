package dev.millwright.notice.ui;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.notice.NoticeBoard;
import dev.millwright.notice.NoticeChoices;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Texts;
import dev.millwright.ui.spi.HeaderPart;
import dev.millwright.ui.spi.PersonMenuEntry;
import dev.millwright.ui.spi.PersonMenuProvider;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The bell on every page, and the address of the page on which each chooses what to hear. */
@Component
public final class NoticeNavigation implements HeaderPart, PersonMenuProvider {

    static final String NOTIFICATIONS = "notifications";
    private static final int ORDER = 500;

    private final NoticeBoard board;
    private final NoticeChoices choices;
    private final CurrentPerson currentPerson;
    private final Texts texts;
    private final BusinessTime time;

    NoticeNavigation(
            NoticeBoard board, NoticeChoices choices, CurrentPerson currentPerson, Texts texts, BusinessTime time) {
        this.board = board;
        this.choices = choices;
        this.currentPerson = currentPerson;
        this.texts = texts;
        this.time = time;
    }

    @Override
    public com.vaadin.flow.component.Component create() {
        return new Bell(board, choices, currentPerson, time);
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public List<PersonMenuEntry> entries(Locale locale) {
        return List.of(new PersonMenuEntry(texts.text(locale, "notice.title"), "vaadin:bell", NOTIFICATIONS, ORDER));
    }
}
