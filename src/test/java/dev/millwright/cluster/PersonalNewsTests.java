package dev.millwright.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PersonalNewsTests {

    private final PersonalNews news = new PersonalNews(mock(Nodes.class), "test");

    @Test
    void whatComesWhileAListenerIsAtWorkIsToldOnceMore() {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        news.listen("mia", () -> {
            waitFor(go);
            times.incrementAndGet();
        });

        news.tell(Collections.nCopies(10_000, "mia"));
        go.countDown();

        await().during(Duration.ofMillis(50)).until(() -> times.get() == 2);
    }

    @Test
    void fewAreAtWorkAtATime() {
        AtomicInteger present = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<String> people = IntStream.range(0, 200).mapToObj(i -> "p" + i).toList();
        people.forEach(person -> news.listen(person, () -> {
            most.accumulateAndGet(present.incrementAndGet(), Math::max);
            LockSupport.parkNanos(100_000);
            present.decrementAndGet();
            done.incrementAndGet();
        }));

        news.tell(people);

        await().until(() -> done.get() == 200);
        assertThat(most).hasValueLessThanOrEqualTo(4);
    }

    @Test
    void oneThatFailsHearsTheNextAgain() {
        AtomicInteger times = new AtomicInteger();
        news.listen("mia", () -> {
            if (times.incrementAndGet() == 1) {
                throw new IllegalStateException("The page is gone");
            }
        });
        news.tell(List.of("mia"));
        await().until(() -> times.get() == 1);

        news.tell(List.of("mia"));

        await().until(() -> times.get() == 2);
    }

    @Test
    void whoStoppedListeningHearsNothing() {
        AtomicInteger times = new AtomicInteger();
        news.listen("mia", times::incrementAndGet).run();

        news.tell(List.of("mia"));

        assertThat(times).hasValue(0);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
