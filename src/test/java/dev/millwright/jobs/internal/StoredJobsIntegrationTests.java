package dev.millwright.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.jobs.Job;
import dev.millwright.jobs.Job.State;
import dev.millwright.jobs.JobCancelledException;
import dev.millwright.jobs.JobProgress;
import dev.millwright.jobs.Jobs;
import dev.millwright.shared.BusyException;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class StoredJobsIntegrationTests {

    private final Jobs jobs;
    private final JdbcClient database;
    private final TransactionTemplate transaction;

    @Autowired
    StoredJobsIntegrationTests(Jobs jobs, JdbcClient database, PlatformTransactionManager transactions) {
        this.jobs = jobs;
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
    }

    @BeforeEach
    void signIn() {
        TestPeople.as(TestPeople.SAM);
    }

    @AfterEach
    void signOut() {
        TestPeople.nobody();
    }

    @Test
    void staysDoneWhateverGoesWrongAfterItsTransaction() throws Exception {
        Job job = over(progress -> {
            transaction.executeWithoutResult(status -> progress.done(Map.of("rows", 3)));
            throw new IllegalStateException("The result cannot be delivered");
        });
        assertThat(job.state()).isEqualTo(State.DONE);
        assertThat(job.result()).containsEntry("rows", 3);
    }

    @Test
    void isNotDoneWhenItsTransactionIsNot() throws Exception {
        Job job = over(progress -> transaction.executeWithoutResult(status -> {
            progress.done(Map.of());
            throw new IllegalStateException("The transaction fails");
        }));
        assertThat(job.state()).isEqualTo(State.FAILED);
    }

    @Test
    void cannotBeDoneAfterItWasGivenUp() throws Exception {
        var refused = new ArrayList<Class<?>>();
        Job job = over(progress -> {
            database.sql("update platform.job set alive_at = now() - interval '1 hour' where state = 'running'")
                    .update();
            UUID id = database.sql("select id from platform.job where state = 'running' and owner = :owner")
                    .param("owner", TestPeople.SAM.id())
                    .query(UUID.class)
                    .single();
            assertThat(jobs.get(id).state()).isEqualTo(State.FAILED);
            try {
                transaction.executeWithoutResult(status -> progress.done(Map.of()));
            } catch (JobCancelledException e) {
                refused.add(e.getClass());
                throw e;
            }
        });
        assertThat(refused).hasSize(1);
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.problems().items())
                .extracting(problem -> problem.code())
                .containsExactly("jobs.error.interrupted");
    }

    @Test
    void cannotBeDoneAfterItWasCancelled() throws Exception {
        Job job = over(progress -> {
            database.sql("update platform.job set cancel = true where state = 'running'")
                    .update();
            transaction.executeWithoutResult(status -> progress.done(Map.of()));
        });
        assertThat(job.state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void makesOthersWaitAndRefusesMoreThanCanWait() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch full = new CountDownLatch(4);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<UUID> started = new ArrayList<>();
        CountDownLatch ends = new CountDownLatch(104);
        for (int i = 0; i < 104; i++) {
            started.add(jobs.start(
                    "many",
                    progress -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        full.countDown();
                        await(go);
                        running.decrementAndGet();
                        return Map.of();
                    },
                    ends::countDown));
        }
        assertThatExceptionOfType(BusyException.class).isThrownBy(() -> jobs.start("many", progress -> Map.of()));
        UUID last = started.getLast();
        assertThat(jobs.get(last).state()).isEqualTo(State.QUEUED);
        jobs.cancel(last);
        await(full);
        go.countDown();
        await(ends);
        assertThat(most).hasValue(4);
        assertThat(jobs.get(last).state()).isEqualTo(State.CANCELLED);
        assertThat(started.subList(0, 103)).allMatch(id -> jobs.get(id).state() == State.DONE);
    }

    private Job over(Consumer<JobProgress> body) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        UUID id = jobs.start(
                "test",
                progress -> {
                    body.accept(progress);
                    return Map.of();
                },
                end::countDown);
        await(end);
        return jobs.get(id);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
