package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Span;
import dev.millwright.workspace.spi.RecordOffer.Happening;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryPanelTests {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static Happening at(long millis, String what) {
        return new Happening(NOON.plusMillis(millis), new Span(what));
    }

    private static List<String> shown(List<Happening> changes, List<Happening> others) {
        return HistoryPanel.inOrder(changes, others).stream()
                .map(one -> one.shown().getElement().getText())
                .toList();
    }

    @Test
    void whatAnAnswerChangedStandsBeforeWhatCameOfIt() {
        assertThat(shown(
                        List.of(at(40, "price"), at(30, "remark"), at(-60_000, "created")),
                        List.of(at(0, "ended"), at(0, "told"), at(0, "approved"), at(-50_000, "started"))))
                .containsExactly("ended", "told", "price", "remark", "approved", "started", "created");
    }

    @Test
    void whatWasChangedLongAfterwardsStandsAboveIt() {
        assertThat(shown(List.of(at(60_000, "price")), List.of(at(0, "ended"), at(0, "approved"))))
                .containsExactly("price", "ended", "approved");
    }

    @Test
    void changesAloneAreTheNewestFirst() {
        assertThat(shown(List.of(at(0, "created"), at(5, "price")), List.of())).containsExactly("price", "created");
    }
}
