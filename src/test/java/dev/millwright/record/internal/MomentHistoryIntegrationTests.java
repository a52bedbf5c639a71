package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.app.Action;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry.Event;
import dev.millwright.record.MomentHistory;
import dev.millwright.record.MomentHistory.Standing;
import dev.millwright.record.MomentHistory.Written;
import dev.millwright.record.RecordChange.Create;
import dev.millwright.record.RecordChange.Update;
import dev.millwright.record.RecordData;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.Via;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MomentHistoryIntegrationTests {

    private static final FormRef PART = ref("depot", "part");
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");

    private static Gate gate;
    private static MomentHistory history;

    @BeforeAll
    static void open() {
        gate = new Gate();
        history = gate.context.getBean(MomentHistory.class);
        gate.publish(
                "depot",
                EnumSet.allOf(Action.class),
                form("part", field("name", "text"), field("weight", "decimal", "{}", "unique")));
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @BeforeEach
    void shareEverything() {
        gate.share("depot", EnumSet.allOf(Action.class));
    }

    private static RecordData part(String name, String weight) {
        return gate.records().create(PART, values("name", name, "weight", new BigDecimal(weight)), Via.SCREEN);
    }

    @Test
    void tellsWhatWasWrittenAtAMomentAndWhatStoodThereBefore() {
        RecordData bolt = part("Bolt", "1.5");
        gate.records()
                .attempt(
                        PART,
                        List.of(
                                new Update(bolt.id(), null, values("name", "Screw")),
                                new Create(values("name", "Nut"))),
                        Via.IMPORT,
                        AT,
                        true);
        List<Written> written = history.written(PART, AT, Via.IMPORT, TestPeople.DANA.id());
        assertThat(written)
                .hasSize(2)
                .contains(new Written(bolt.id(), 2, Event.CHANGED))
                .anySatisfy(one -> assertThat(one.event()).isEqualTo(Event.CREATED));
        assertThat(history.before(PART, AT, List.of(bolt.id())))
                .containsExactly(Map.entry(bolt.id(), Map.of("name", "Bolt")));
        assertThat(history.written(PART, AT, Via.SCREEN, TestPeople.DANA.id())).isEmpty();
        assertThat(history.written(PART, AT, Via.IMPORT, TestPeople.SAM.id())).isEmpty();
        gate.records().delete(PART, bolt.id(), null, Via.SCREEN);
        Map<UUID, Standing> now = gate.transaction().execute(status -> history.hold(PART, List.of(bolt.id())));
        assertThat(now)
                .hasEntrySatisfying(
                        bolt.id(), standing -> assertThat(standing.deleted()).isTrue());
    }

    @Test
    void tellsNothingToThoseWhoMayNotWrite() {
        gate.share("depot", Set.of(Action.SEE));
        Gate.run(
                TestPeople.SAM,
                () -> assertThatThrownBy(() -> history.written(PART, AT, Via.IMPORT, TestPeople.DANA.id()))
                        .isInstanceOf(NotAllowedException.class));
    }

    @Test
    void findsLivingRecordsByTheValueOfAUniqueField() {
        RecordData nail = part("Nail", "2.50");
        RecordData gone = part("Gone", "2.75");
        gate.records().delete(PART, gone.id(), null, Via.SCREEN);
        List<Object> asked = Arrays.asList(new BigDecimal("2.5"), new BigDecimal("2.750"), new BigDecimal("9"));
        assertThat(gate.query().identify(PART, "weight", asked))
                .containsExactly(Map.entry(new BigDecimal("2.5"), nail.id()));
        assertThatThrownBy(() -> gate.query().identify(PART, "name", List.of("Nail")))
                .as("several records may have that name")
                .isInstanceOf(UnknownFieldException.class);
        gate.share("depot", Set.of(Action.SEE));
        Gate.run(
                TestPeople.SAM,
                () -> assertThatThrownBy(() -> gate.query().identify(PART, "weight", asked))
                        .isInstanceOf(NotAllowedException.class));
    }
}
