package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A crowd of programs is served, or asked to come again, and people go on working meanwhile. */
@EndToEndTest
class ManyRequestsTests {

    private static final int CALLS = 1_000;

    @Test
    void aThousandCallsAtOnceAreServedOrAskedToComeAgain(RunningTrial trial) throws Exception {
        ApiClient api = new ApiClient(trial, "dana");
        Page page = trial.windowOf("dana");
        try (PublishingClient designer = new PublishingClient(api, "crowd", "part")) {
            designer.begin("other");
        }
        String records = "/apps/crowd/forms/other/records";
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> answers = new ArrayList<>();
        Map<Integer, Integer> counts = new TreeMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLS; i++) {
                boolean writes = i % 2 == 0;
                answers.add(threads.submit(() -> {
                    start.await();
                    return (writes ? api.call("POST", records, "{\"tag\": \"x\"}") : api.call("GET", records, null))
                            .status();
                }));
            }
            start.countDown();
            page.navigate(trial.address() + "/app/crowd");
            assertThat(page.getByText("Tags").first()).isVisible();
            for (Future<Integer> answer : answers) {
                counts.merge(answer.get(), 1, Integer::sum);
            }
        }
        System.out.println("Answers to a thousand calls at once: " + counts);
        assertThat(counts.keySet()).isSubsetOf(200, 201, 429, 503);
        assertThat(counts.get(200)).isPositive();
        long stored = api.require("GET", records + "?count=exact&limit=1", null)
                .path("count")
                .asLong();
        assertThat(stored).isEqualTo(counts.getOrDefault(201, 0).longValue());
    }
}
