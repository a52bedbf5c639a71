package dev.millwright.dashboard.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import dev.millwright.dashboard.BoardFilter;
import dev.millwright.dashboard.Dashboards;
import dev.millwright.dashboard.TileAnswer;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.ui.UiTexts;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks the questions of tiles beside the page. */
@Component
class TileQuestions {

    private static final Logger LOG = LoggerFactory.getLogger(TileQuestions.class);

    private final Dashboards dashboards;
    private final CurrentPerson currentPerson;

    TileQuestions(Dashboards dashboards, CurrentPerson currentPerson) {
        this.dashboards = dashboards;
        this.currentPerson = currentPerson;
    }

    /** Gives the answer to the page when it is known; somebody who has left it needs none any more. */
    void ask(UI ui, String app, TileDefinition tile, BoardFilter filter, Consumer<TileAnswer> answered) {
        Person person = currentPerson.get();
        Locale language = UiTexts.locale();
        Thread.startVirtualThread(() -> CurrentLanguage.run(Optional.of(language), () -> {
            TileAnswer answer;
            try {
                answer = currentPerson.as(person, () -> dashboards.ask(app, tile, filter, language));
            } catch (RuntimeException e) {
                LOG.error("The figures of tile {} of {} cannot be worked out", tile.id(), app, e);
                answer = TileAnswer.Refused.because("dashboard.refused.error");
            }
            TileAnswer known = answer;
            try {
                ui.access(() -> answered.accept(known));
            } catch (UIDetachedException e) {
                LOG.debug("Nobody waits for it any more", e);
            }
        }));
    }
}
