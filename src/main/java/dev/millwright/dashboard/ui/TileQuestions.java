package dev.millwright.dashboard.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import dev.millwright.dashboard.BoardFilter;
import dev.millwright.dashboard.Dashboards;
import dev.millwright.dashboard.TileAnswer;
import dev.millwright.dashboard.TileBatch;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.ui.UiTexts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
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

    /** Gives the answers to the page as they are known; somebody who has left it needs none any more. */
    void ask(
            UI ui,
            String app,
            List<TileDefinition> tiles,
            BoardFilter filter,
            BiConsumer<TileDefinition, TileAnswer> answered) {
        Person person = currentPerson.get();
        Locale language = UiTexts.locale();
        beside(person, language, () -> {
            List<TileBatch> batches;
            try {
                batches = dashboards.batches(app, tiles, filter, language);
            } catch (RuntimeException e) {
                tell(ui, tiles, failed(app, tiles, e), answered);
                return;
            }
            batches.forEach(batch -> beside(person, language, () -> {
                Function<TileDefinition, TileAnswer> answers;
                try {
                    Map<UUID, TileAnswer> known = batch.answers();
                    answers = tile -> Objects.requireNonNull(known.get(tile.id()));
                } catch (RuntimeException e) {
                    answers = failed(app, batch.tiles(), e);
                }
                tell(ui, batch.tiles(), answers, answered);
            }));
        });
    }

    private void beside(Person person, Locale language, Runnable work) {
        Thread.startVirtualThread(
                () -> CurrentLanguage.run(Optional.of(language), () -> currentPerson.run(person, work)));
    }

    private static Function<TileDefinition, TileAnswer> failed(
            String app, List<TileDefinition> tiles, RuntimeException reason) {
        LOG.error(
                "The figures of tiles {} of {} cannot be worked out",
                tiles.stream().map(TileDefinition::id).toList(),
                app,
                reason);
        return tile -> TileAnswer.Refused.because("dashboard.refused.error");
    }

    private static void tell(
            UI ui,
            List<TileDefinition> tiles,
            Function<TileDefinition, TileAnswer> answers,
            BiConsumer<TileDefinition, TileAnswer> answered) {
        try {
            // Each by itself within one visit of the page: a tile that cannot be drawn keeps no other from it.
            ui.access(() -> tiles.forEach(tile -> ui.access(() -> answered.accept(tile, answers.apply(tile)))));
        } catch (UIDetachedException e) {
            LOG.debug("Nobody waits for it any more", e);
        }
    }
}
