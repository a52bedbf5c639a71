package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millwright.app.Action;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.Via;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecordsIntegrationTests {

    private static final FormRef PART = ref("shop", "part");

    private static Gate gate;

    @BeforeAll
    static void publish() {
        gate = new Gate();
        gate.publish(
                "shop",
                EnumSet.allOf(Action.class),
                form(
                        "part",
                        field("name", "text", "{}", "required"),
                        field("serial", "text", "{}", "unique"),
                        field("price", "decimal"),
                        field("stock", "integer"),
                        field("made", "date"),
                        field("ok", "yes-no")));
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @Test
    void createsAndReadsBack() {
        RecordData created = gate.records()
                .create(
                        PART,
                        values(
                                "name",
                                "Bolt",
                                "serial",
                                "S-1",
                                "price",
                                new BigDecimal("1.50"),
                                "stock",
                                7L,
                                "made",
                                LocalDate.of(2026, 1, 2),
                                "ok",
                                true),
                        Via.SCREEN);
        RecordData read = gate.query().get(PART, created.id());
        assertThat(read).isEqualTo(created);
        assertThat(read.title()).isEqualTo("Bolt");
        assertThat(read.version()).isEqualTo(1);
        assertThat(gate.query().history(PART, created.id(), 10)).hasSize(1);
    }

    @Test
    void listsNewestFirst() {
        RecordData one = gate.records().create(PART, values("name", "One"), Via.SCREEN);
        RecordData two = gate.records().create(PART, values("name", "Two"), Via.SCREEN);
        RecordPage page = gate.query().list(ListRequest.of(PART, 2));
        assertThat(page.items()).containsExactly(two, one);
        assertThat(page.next()).isNotNull();
    }

    @Test
    void tellsAllProblemsAtOnceATakenUniqueValueAmongThem() {
        gate.records().create(PART, values("name", "Nut", "serial", "S-2"), Via.SCREEN);
        InvalidException refused = catchThrowableOfType(
                InvalidException.class,
                () -> gate.records()
                        .create(PART, values("serial", "S-2", "price", new BigDecimal("1.2345678")), Via.API));
        assertThat(refused.problems().stream().map(Problem::path)).contains("name", "serial", "price");
    }

    @Test
    void refusesOnlyATakenValueAsAConflict() {
        gate.records().create(PART, values("name", "Nut", "serial", "S-3"), Via.SCREEN);
        UniqueValueTakenException refused = catchThrowableOfType(
                UniqueValueTakenException.class,
                () -> gate.records().create(PART, values("name", "Other", "serial", "S-3"), Via.SCREEN));
        assertThat(refused.problems().items()).extracting(Problem::path).containsExactly("serial");
    }

    @Test
    void changesOnlyNamedFieldsAndTellsTheSecondWriter() {
        RecordData old = gate.records().create(PART, values("name", "Cog", "stock", 1L), Via.SCREEN);
        RecordData changed = gate.records().update(PART, old.id(), old.version(), values("stock", 2L), Via.SCREEN);
        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.values()).containsEntry("name", "Cog").containsEntry("stock", 2L);
        assertThat(gate.query().get(PART, old.id())).isEqualTo(changed);
        assertThatThrownBy(() -> gate.records().update(PART, old.id(), 1L, values("stock", 3L), Via.SCREEN))
                .isInstanceOfSatisfying(
                        StaleRecordException.class, e -> assertThat(e.current()).isEqualTo(changed));
    }
}
