package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.millwright.app.Action;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.UniqueSet;
import dev.millwright.form.WorkedOut;
import dev.millwright.record.Attempt;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches with numbered lines, of which each is there once. */
class UniqueSetsIntegrationTests {

    private static final Set<Action> ALL = EnumSet.allOf(Action.class);
    private static final FormRef LINE = ref("works", "line");

    private static final FieldDefinition NAME = field("name", "text");
    private static final FieldDefinition BATCH = field("batch", "text");
    private static final FieldDefinition NO = field("line_no", "integer");
    private static final FieldDefinition DAY = field("day", "date");
    private static final FieldDefinition CODE = field("code", "text").withUnique(true);

    private static Gate gate;

    private FormDefinition line;

    @BeforeAll
    static void open() {
        gate = new Gate();
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @BeforeEach
    void clean() {
        gate.itIs(null);
        gate.apps.byKey.remove("works");
        gate.dsl.execute("drop schema if exists app_works cascade");
        line = form("line", NAME, BATCH, NO, DAY, CODE);
    }

    private void publish(UniqueSet... sets) {
        gate.publish("works", ALL, line.withTogether(List.of(sets)));
    }

    private static UniqueSet refuse(String message) {
        return new UniqueSet(Ids.next(), List.of(BATCH.id(), NO.id()), true, message);
    }

    private static UniqueSet warn() {
        return new UniqueSet(Ids.next(), List.of(BATCH.id(), DAY.id()), false, "");
    }

    private static UUID create(@Nullable Object... pairs) {
        return gate.records().create(LINE, values(pairs), Via.API).id();
    }

    private static List<Problem> taken(org.assertj.core.api.ThrowableAssert.ThrowingCallable write) {
        List<Problem> problems = new ArrayList<>();
        assertThatThrownBy(write)
                .asInstanceOf(type(UniqueValueTakenException.class))
                .satisfies(refused -> problems.addAll(refused.problems().items()));
        return problems;
    }

    @Test
    void refusesTheSameValuesTogetherAtEachFieldAndNamesTheOtherRecord() {
        publish(refuse(""));
        UUID first = create("name", "First", "batch", "B1", "line_no", 1L);
        create("name", "Second", "batch", "B1", "line_no", 2L);
        create("name", "Third", "batch", "B2", "line_no", 1L);
        assertThat(taken(() -> create("name", "Again", "batch", "B1", "line_no", 1L)))
                .extracting(Problem::path)
                .containsExactly("batch", "line_no");
        assertThat(taken(() -> create("name", "Again", "batch", "B1", "line_no", 1L)))
                .allSatisfy(problem -> {
                    assertThat(problem.code()).isEqualTo("record.error.valuesTakenBy");
                    assertThat(problem.arguments())
                            .containsExactly("The batch + The line_no", "First", new RecordRef(first, null, "First"));
                });
    }

    @Test
    void countsNeitherEmptyValuesNorWhatIsInTheBin() {
        publish(refuse(""));
        create("batch", "B1");
        create("batch", "B1");
        create("line_no", 1L);
        create("line_no", 1L);
        UUID gone = create("batch", "B1", "line_no", 1L);
        gate.records().delete(LINE, gone, null, Via.API);
        create("batch", "B1", "line_no", 1L);
        assertThatThrownBy(() -> gate.records().restore(LINE, gone, Via.API))
                .isInstanceOf(UniqueValueTakenException.class);
    }

    @Test
    void saysItInTheWordsOfTheDesigner() {
        publish(refuse("This line was recorded already."));
        create("batch", "B1", "line_no", 1L);
        assertThat(taken(() -> create("batch", "B1", "line_no", 1L)))
                .allSatisfy(problem -> assertThat(problem.arguments()).startsWith("This line was recorded already."));
    }

    @Test
    void namesTheRecordThatHasAUniqueValue() {
        publish();
        UUID first = create("name", "First", "code", "C1");
        assertThat(taken(() -> create("code", "C1")))
                .containsExactly(Problem.error(
                        "record.error.valueTakenBy", "code", "C1", "First", new RecordRef(first, null, "First")));
    }

    @Test
    void refusesTwoOfOneBatch() {
        publish(refuse(""));
        List<RecordChange> twice = List.of(
                new RecordChange.Create(values("batch", "B1", "line_no", 1L)),
                new RecordChange.Create(values("batch", "B1", "line_no", 1L)));
        assertThat(taken(() -> gate.records().batch(LINE, twice, Via.API)))
                .extracting(Problem::path)
                .containsExactly("1.batch", "1.line_no");
    }

    @Test
    void letsTwoRecordsOfABatchChangePlaces() {
        publish(refuse(""));
        UUID first = create("batch", "B1", "line_no", 1L);
        UUID second = create("batch", "B1", "line_no", 2L);
        assertThat(gate.records()
                        .check(
                                LINE,
                                List.of(
                                        new RecordChange.Update(first, null, values("line_no", 3L)),
                                        new RecordChange.Update(second, null, values("line_no", 1L)))))
                .isEmpty();
    }

    @Test
    void warnsOfWhatIsThereAndLetsItPass() {
        publish(warn());
        LocalDate day = LocalDate.of(2026, 11, 30);
        UUID first = create("name", "First", "batch", "B1", "day", day);
        WorkedOut worked = gate.records().workedOut(LINE, null, values("batch", "B1", "day", day));
        assertThat(worked.shared().items()).hasSize(2).allSatisfy(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            assertThat(problem.arguments()).contains(new RecordRef(first, null, "First"));
        });
        UUID second = create("name", "Second", "batch", "B1", "day", day);
        assertThat(gate.records().warnings(LINE, List.of(second), Set.of()))
                .containsOnlyKeys(second)
                .extractingByKey(second)
                .satisfies(problems ->
                        assertThat(problems).extracting(Problem::path).containsExactly("batch", "day"));
        assertThat(gate.records().warnings(LINE, List.of(second), Set.of("name")))
                .isEmpty();
        assertThat(gate.records()
                        .workedOut(LINE, second, values("name", "Other"))
                        .shared())
                .isEmpty();
    }

    @Test
    void countsForAnImportWhatItWarnsOf() {
        publish(warn());
        LocalDate day = LocalDate.of(2026, 11, 30);
        create("batch", "B1", "day", day);
        Attempt attempt = gate.records()
                .attempt(
                        LINE,
                        List.of(
                                new RecordChange.Create(values("batch", "B1", "day", day)),
                                new RecordChange.Create(values("batch", "B2", "day", day)),
                                new RecordChange.Create(values("batch", "B2", "day", day))),
                        Via.IMPORT,
                        Instant.now(),
                        true);
        assertThat(attempt.kept()).isTrue();
        assertThat(attempt.warnings()).extracting(found -> found.change()).containsOnly(0, 2);
    }

    @Test
    void findsWhatOccursTwiceTogether() {
        publish(warn());
        LocalDate day = LocalDate.of(2026, 11, 30);
        UUID first = create("batch", "B1", "day", day);
        UUID second = create("batch", "B1", "day", day);
        create("batch", "B1", "day", day.plusDays(1));
        create("batch", "B1");
        ListRequest request = ListRequest.of(LINE, 50).and(new Condition.Duplicated(List.of("batch", "day")));
        assertThat(gate.query().list(request).items())
                .extracting(RecordData::id)
                .containsExactlyInAnyOrder(first, second);
    }

    @Test
    void letsOneOfSixteenHaveTheValuesAndTellsTheOthersWhoHasThem() throws Exception {
        publish(refuse(""));
        List<Callable<String>> writers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String name = "Writer " + i;
            writers.add(() -> {
                try {
                    create("name", name, "batch", "B1", "line_no", 1L);
                    return "won";
                } catch (UniqueValueTakenException refused) {
                    return refused.problems().items().getFirst().code();
                }
            });
        }
        List<String> told = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
            for (Future<String> one : pool.invokeAll(writers)) {
                told.add(one.get());
            }
        }
        assertThat(told).filteredOn("won"::equals).hasSize(1);
        assertThat(told).filteredOn("record.error.valuesTakenBy"::equals).hasSize(15);
    }
}
