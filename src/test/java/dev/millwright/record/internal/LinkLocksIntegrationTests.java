package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.app.Action;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.form.FormDefinition;
import dev.millwright.record.FormRef;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People who link records of one form to each other at the same moment. */
class LinkLocksIntegrationTests {

    private static final FormRef STEP = ref("steps", "step");
    private static final UUID ID = Ids.next();
    private static final String TO_ITSELF = "{\"form\": \"%s\"}".formatted(ID);
    private static final FormDefinition FORM = form(
            ID,
            "step",
            null,
            null,
            List.of(),
            field("name", "text"),
            field("others", "links", TO_ITSELF, ""),
            field("next", "link", TO_ITSELF, ""));

    private static final ExecutorService PEOPLE = Executors.newFixedThreadPool(12);
    private static Gate gate;

    @BeforeAll
    static void publish() {
        gate = new Gate();
        gate.publish("steps", EnumSet.allOf(Action.class), FORM);
    }

    @AfterAll
    static void close() {
        PEOPLE.shutdownNow();
        gate.close();
    }

    private static UUID step(String name) {
        return gate.records().create(STEP, values("name", name), Via.API).id();
    }

    private static void link(UUID from, UUID... to) {
        List<RecordRef> others = new ArrayList<>();
        for (UUID one : to) {
            others.add(RecordRef.to(one));
        }
        gate.records().update(STEP, from, null, values("others", new RecordRefs(others)), Via.API);
    }

    private static void rename(UUID step, String name) {
        gate.records().update(STEP, step, null, values("name", name), Via.API);
    }

    /** Each holds its own record before it links to that of the other. */
    @Test
    void doNotWaitForEachOther() throws Exception {
        UUID one = step("one");
        UUID two = step("two");
        CyclicBarrier both = new CyclicBarrier(2);
        List<Future<?>> running = new ArrayList<>();
        for (List<UUID> way : List.of(List.of(one, two), List.of(two, one))) {
            running.add(PEOPLE.submit(() -> gate.transaction().executeWithoutResult(status -> {
                rename(way.getFirst(), "held");
                await(both);
                link(way.getFirst(), way.getLast());
            })));
        }
        for (Future<?> each : running) {
            each.get(20, TimeUnit.SECONDS);
        }
        assertThat(gate.query().get(STEP, one).values()).containsKey("others");
        assertThat(gate.query().get(STEP, two).values()).containsKey("others");
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void twelveOfThemWriteSixRecordsWithoutADeadlock() throws Exception {
        List<UUID> steps = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            steps.add(step("step " + i));
        }
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Random random = new Random(i);
            running.add(PEOPLE.submit(() -> {
                for (int j = 0; j < 10; j++) {
                    List<UUID> others = new ArrayList<>(steps);
                    Collections.shuffle(others, random);
                    link(steps.get(random.nextInt(6)), others.get(0), others.get(1), others.get(2));
                }
            }));
        }
        for (Future<?> each : running) {
            each.get(60, TimeUnit.SECONDS);
        }
        assertThat(gate.dsl.fetchValue(
                        "select deadlocks::int from pg_stat_database where datname = current_database()"))
                .isEqualTo(0);
    }

    @Test
    void findARecordGoneThatIsDeletedMeanwhile() throws Exception {
        for (String by : List.of("others", "next")) {
            UUID from = step("from");
            UUID gone = step("gone");
            CountDownLatch deleted = new CountDownLatch(1);
            CountDownLatch waiting = new CountDownLatch(1);
            Future<?> deleting = PEOPLE.submit(() -> gate.transaction().executeWithoutResult(status -> {
                gate.records().delete(STEP, gone, null, Via.API);
                deleted.countDown();
                await(waiting);
            }));
            await(deleted);
            Object value = by.equals("next") ? RecordRef.to(gone) : new RecordRefs(List.of(RecordRef.to(gone)));
            Future<?> linking =
                    PEOPLE.submit(() -> gate.records().update(STEP, from, null, values(by, value), Via.API));
            assertThatThrownBy(() -> linking.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            waiting.countDown();
            deleting.get(20, TimeUnit.SECONDS);
            assertThatThrownBy(() -> linking.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InvalidException.class);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
