package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.millwright.app.Action;
import dev.millwright.form.FieldDefinition;
import dev.millwright.record.ChangeProblem;
import dev.millwright.record.Condition;
import dev.millwright.record.Cursor;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.ListRequest.Sort;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.Via;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many records at once: batches, codes under concurrency, pages. */
class ManyRecordsIntegrationTests {

    private static final FormRef SERIAL = ref("serials", "serial");
    private static final FormRef DRIVE = ref("serials", "drive");

    private static final FieldDefinition CATEGORY = choice("category", "PJC", "PJD");
    private static final FieldDefinition LINE = choice("line", "A01", "B02");

    private static Gate gate;

    @BeforeAll
    static void publish() {
        gate = new Gate();
        String code = """
            {"parts": [
              {"part": "field", "field": "%s", "ownSequence": true},
              {"part": "text", "text": "-"},
              {"part": "field", "field": "%s", "ownSequence": true},
              {"part": "text", "text": "-"},
              {"part": "number", "width": 5, "reset": "never"}]}
            """.formatted(CATEGORY.id(), LINE.id());
        gate.publish(
                "serials",
                EnumSet.allOf(Action.class),
                form("serial", CATEGORY, LINE, field("code", "code", code, "")),
                form(
                        "drive",
                        field("serial_number", "text", "{}", "required unique"),
                        field("model", "text"),
                        field("capacity", "integer"),
                        field("failed", "date")));
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    private static FieldDefinition choice(String key, String one, String other) {
        return field(key, "choice", """
            {"options": [{"key": "%s", "label": "x", "colour": "blue"}, {"key": "%s", "label": "y", "colour": "red"}]}
            """.formatted(one, other), "required");
    }

    @Test
    void givesEachOfSixteenWritersNumbersOfTheirOwn() throws Exception {
        int each = 24;
        try (ExecutorService writers = Executors.newFixedThreadPool(16)) {
            List<Future<List<String>>> made = new ArrayList<>();
            for (int writer = 0; writer < 16; writer++) {
                String category = writer % 2 == 0 ? "PJC" : "PJD";
                String line = writer % 4 < 2 ? "A01" : "B02";
                boolean batches = writer % 8 >= 4;
                Callable<List<String>> work =
                        () -> batches ? batch(category, line, each) : single(category, line, each);
                made.add(writers.submit(work));
            }
            List<String> codes = new ArrayList<>();
            for (Future<List<String>> future : made) {
                codes.addAll(future.get());
            }
            assertThat(codes).doesNotHaveDuplicates().hasSize(16 * each);
            Map<String, Long> bySequence =
                    codes.stream().collect(Collectors.groupingBy(code -> code.substring(0, 7), Collectors.counting()));
            assertThat(bySequence)
                    .containsOnlyKeys("PJC-A01", "PJC-B02", "PJD-A01", "PJD-B02")
                    .allSatisfy((sequence, count) -> assertThat(count).isEqualTo(4L * each));
            assertThat(codes)
                    .containsAll(IntStream.rangeClosed(1, 4 * each)
                            .mapToObj("PJC-A01-%05d"::formatted)
                            .toList());
        }
    }

    private static List<String> single(String category, String line, int count) {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            codes.add(code(gate.records().create(SERIAL, values("category", category, "line", line), Via.SCREEN)));
        }
        return codes;
    }

    private static List<String> batch(String category, String line, int count) {
        List<RecordChange> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(new RecordChange.Create(values("category", category, "line", line)));
        }
        return gate.records().batch(SERIAL, changes, Via.API).stream()
                .map(id -> code(gate.query().get(SERIAL, id)))
                .toList();
    }

    private static String code(RecordData record) {
        return String.valueOf(record.values().get("code"));
    }

    @Test
    void refusesToWriteACodeByHand() {
        InvalidException refused = catchThrowableOfType(
                InvalidException.class,
                () -> gate.records()
                        .create(SERIAL, values("category", "PJC", "line", "A01", "code", "PJC-1"), Via.API));
        assertThat(refused.problems().items()).extracting(Problem::code).containsExactly("record.error.generated");
    }

    @Test
    void takesNoNumberForARecordThatIsRefused() {
        RecordData before = gate.records().create(SERIAL, values("category", "PJC", "line", "B02"), Via.SCREEN);
        assertThatThrownBy(() -> gate.records().create(SERIAL, values("category", "PJC", "line", "Z99"), Via.SCREEN))
                .isInstanceOf(InvalidException.class);
        RecordData after = gate.records().create(SERIAL, values("category", "PJC", "line", "B02"), Via.SCREEN);
        assertThat(number(after)).isGreaterThan(number(before));
    }

    private static int number(RecordData record) {
        return Integer.parseInt(code(record).substring(8));
    }

    @Test
    void doesAllOfABatchOrNothing() {
        RecordData kept = drive("keep-1");
        RecordData deleted = drive("keep-2");
        List<UUID> ids = gate.records()
                .batch(
                        DRIVE,
                        List.of(
                                new RecordChange.Create(values("serial_number", "batch-1", "capacity", 1L)),
                                new RecordChange.Update(kept.id(), 1L, values("model", "M")),
                                new RecordChange.Delete(deleted.id(), null),
                                new RecordChange.Create(values("serial_number", "keep-2"))),
                        Via.API);
        assertThat(ids).hasSize(4).element(1).isEqualTo(kept.id());
        assertThat(gate.query().get(DRIVE, kept.id()).values()).containsEntry("model", "M");
        assertThat(gate.query().get(DRIVE, deleted.id()).deletedAt()).isNotNull();
        assertThat(gate.query().history(DRIVE, kept.id(), 5)).hasSize(2);

        InvalidException refused = catchThrowableOfType(
                InvalidException.class,
                () -> gate.records()
                        .batch(
                                DRIVE,
                                List.of(
                                        new RecordChange.Create(values("serial_number", "batch-2")),
                                        new RecordChange.Create(values("serial_number", "batch-2")),
                                        new RecordChange.Create(values("model", "no number")),
                                        new RecordChange.Create(values("serial_number", "batch-1"))),
                                Via.API));
        assertThat(refused.problems().items())
                .extracting(Problem::path)
                .containsExactlyInAnyOrder("1.serial_number", "2.serial_number", "3.serial_number");
        UniqueValueTakenException taken = catchThrowableOfType(
                UniqueValueTakenException.class,
                () -> gate.records()
                        .batch(
                                DRIVE,
                                List.of(
                                        new RecordChange.Create(values("serial_number", "batch-3")),
                                        new RecordChange.Create(values("serial_number", "batch-1")),
                                        new RecordChange.Update(kept.id(), null, values("serial_number", "batch-1"))),
                                Via.API));
        assertThat(taken.problems().items()).extracting(Problem::path).contains("1.serial_number", "2.serial_number");
        assertThat(gate.query()
                        .list(new ListRequest(
                                DRIVE,
                                new Condition.Compare(
                                        "serial_number", Condition.Operator.IN, List.of("batch-2", "batch-3")),
                                "",
                                List.of(),
                                Set.of(),
                                10,
                                null,
                                false))
                        .items())
                .isEmpty();
    }

    @Test
    void saysWhatABatchWouldBeRefusedForWithoutWriting() {
        drive("check-1");
        assertThat(gate.records()
                        .check(
                                DRIVE,
                                List.of(
                                        new RecordChange.Create(values("serial_number", "check-1")),
                                        new RecordChange.Create(values("serial_number", "check-2")),
                                        new RecordChange.Create(values()))))
                .extracting(ChangeProblem::change, found -> found.problem().path())
                .containsExactly(tuple(0, "serial_number"), tuple(2, "serial_number"));
        assertThat(gate.records().check(DRIVE, List.of(new RecordChange.Create(values("serial_number", "check-2")))))
                .isEmpty();
    }

    @Test
    void leavesTheLargerTransactionIntactWhenAWriteIsRefused() {
        drive("outer-1");
        gate.transaction().executeWithoutResult(status -> {
            assertThatThrownBy(() -> drive("outer-1")).isInstanceOf(UniqueValueTakenException.class);
            drive("outer-2");
        });
        assertThatThrownBy(() -> drive("outer-2")).isInstanceOf(UniqueValueTakenException.class);
    }

    @Test
    void visitsEachRecordOnceOnTwoHundredPagesWhileOthersWrite() {
        FormRef paged = ref("paged", "drive");
        gate.publish(
                "paged",
                EnumSet.allOf(Action.class),
                form("drive", field("model", "text"), field("capacity", "integer"), field("failed", "date")));
        List<RecordChange> changes = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            changes.add(new RecordChange.Create(values(
                    "model", i % 3 == 0 ? null : "model " + i % 7, "capacity", i % 5 == 0 ? null : (long) i % 50)));
        }
        List<UUID> ids = gate.records().batch(paged, changes, Via.IMPORT);
        List<List<Sort>> sorts = List.of(
                List.of(),
                List.of(new Sort("created_at", false)),
                List.of(new Sort("capacity", false)),
                List.of(new Sort("capacity", true)),
                List.of(new Sort("model", true), new Sort("capacity", false)),
                List.of(new Sort("failed", true)),
                List.of(new Sort("updated_by", false), new Sort("model", false)));
        gate.statements.clear();
        for (List<Sort> sort : sorts) {
            Set<UUID> seen = new HashSet<>();
            ListRequest request = new ListRequest(paged, Condition.ALL, "", sort, Set.of("model"), 10, null, false);
            Cursor cursor = null;
            int pages = 0;
            do {
                RecordPage page = gate.query().list(request.after(cursor));
                for (RecordData record : page.items()) {
                    assertThat(seen.add(record.id())).as("seen once").isTrue();
                }
                cursor = page.next();
                if (cursor != null) {
                    assertThat(gate.query().cursorAfter(request, page.items().getLast()))
                            .isEqualTo(cursor);
                }
                if (++pages % 40 == 0) {
                    gate.records().create(paged, values("model", "model 3", "capacity", 7L), Via.SCREEN);
                }
            } while (cursor != null);
            assertThat(pages).isGreaterThanOrEqualTo(200);
            assertThat(seen).containsAll(ids);
        }
        assertThat(gate.statements)
                .isNotEmpty()
                .noneMatch(sql -> sql.toLowerCase(java.util.Locale.ROOT).contains("offset"));
    }

    @Test
    void restoresManyOrSaysWhichValuesAreTaken() {
        RecordData first = drive("back-1");
        RecordData second = drive("back-2");
        List<RecordChange> deletes =
                List.of(new RecordChange.Delete(first.id(), null), new RecordChange.Delete(second.id(), null));
        List<RecordChange> restores =
                List.of(new RecordChange.Restore(first.id()), new RecordChange.Restore(second.id()));
        gate.records().batch(DRIVE, deletes, Via.SCREEN);
        RecordData other = drive("back-2");
        UniqueValueTakenException taken = catchThrowableOfType(
                UniqueValueTakenException.class, () -> gate.records().batch(DRIVE, restores, Via.SCREEN));
        assertThat(taken.problems().stream().map(Problem::path)).containsExactly("1.serial_number");
        gate.records().delete(DRIVE, other.id(), null, Via.SCREEN);
        gate.records().batch(DRIVE, restores, Via.SCREEN);
        for (RecordData record : List.of(first, second)) {
            assertThat(gate.query().get(DRIVE, record.id()).deletedAt()).isNull();
            assertThat(gate.query().history(DRIVE, record.id(), 1))
                    .extracting(entry -> entry.event().name())
                    .containsExactly("RESTORED");
        }
        gate.records().batch(DRIVE, restores, Via.SCREEN);
        assertThat(gate.query().get(DRIVE, first.id()).version())
                .as("is there already")
                .isEqualTo(3);
    }

    @Test
    void jumpsToTheSamePlaceThatPagesReach() {
        FormRef jumped = ref("jumped", "drive");
        gate.publish("jumped", EnumSet.allOf(Action.class), form("drive", field("capacity", "integer")));
        List<RecordChange> changes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            changes.add(new RecordChange.Create(values("capacity", i % 3 == 0 ? null : (long) i % 7)));
        }
        gate.records().batch(jumped, changes, Via.IMPORT);
        for (List<Sort> sort :
                List.of(List.<Sort>of(), List.of(new Sort("capacity", false)), List.of(new Sort("capacity", true)))) {
            ListRequest request = new ListRequest(jumped, Condition.ALL, "", sort, Set.of(), 10, null, false);
            List<RecordData> all = Pages.all(gate.query(), request);
            for (int to : List.of(1, 39, 40, 41, 59)) {
                Cursor there = gate.query().skip(request, to).orElseThrow();
                assertThat(gate.query().list(request.after(there)).items())
                        .isEqualTo(all.subList(to, Math.min(60, to + 10)));
            }
            Cursor twenty = gate.query().skip(request, 20).orElseThrow();
            assertThat(gate.query().skip(request.after(twenty), 25))
                    .isEqualTo(gate.query().skip(request, 45));
            assertThat(gate.query().skip(request.after(twenty), 45)).isEmpty();
            assertThat(gate.query().skip(request, 61)).isEmpty();
        }
    }

    @Test
    void putsEmptyValuesLastInBothDirections() {
        FormRef sorted = ref("sorted", "drive");
        gate.publish("sorted", EnumSet.allOf(Action.class), form("drive", field("capacity", "integer")));
        gate.records()
                .batch(
                        sorted,
                        List.of(
                                new RecordChange.Create(values()),
                                new RecordChange.Create(values("capacity", 2L)),
                                new RecordChange.Create(values("capacity", 1L))),
                        Via.API);
        for (boolean descending : new boolean[] {false, true}) {
            ListRequest request = new ListRequest(
                    sorted, Condition.ALL, "", List.of(new Sort("capacity", descending)), Set.of(), 1, null, false);
            assertThat(Pages.all(gate.query(), request))
                    .extracting(r -> r.values().getOrDefault("capacity", "none"))
                    .containsExactly(descending ? 2L : 1L, descending ? 1L : 2L, "none");
        }
    }

    @Test
    void refusesACursorThatWasTamperedWithOrBelongsToAnotherList() {
        drive("cursor-1");
        drive("cursor-2");
        ListRequest request = ListRequest.of(DRIVE, 1);
        Cursor cursor = gate.query().list(request).next();
        assertThat(cursor).isNotNull();
        String text = cursor.text();
        String other = text.substring(0, text.length() - 2) + (text.endsWith("A") ? "BB" : "AA");
        for (String bad : List.of(other, "", "%%%", "AAAA", text.substring(4))) {
            assertThatThrownBy(() -> gate.query().list(request.after(new Cursor(bad))))
                    .isInstanceOf(InvalidRequestException.class);
        }
        ListRequest byModel = new ListRequest(
                DRIVE, Condition.ALL, "", List.of(new Sort("model", false)), Set.of(), 1, cursor, false);
        assertThatThrownBy(() -> gate.query().list(byModel)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void countsExactlyWhileThereAreFew() {
        assertThat(gate.query().count(ListRequest.of(SERIAL, 1)).exact()).isTrue();
        assertThat(gate.query().count(ListRequest.of(SERIAL, 1)).value())
                .isEqualTo(gate.query().exactCount(ListRequest.of(SERIAL, 1)));
    }

    private static RecordData drive(String number) {
        return gate.records().create(DRIVE, values("serial_number", number), Via.SCREEN);
    }
}
