package dev.millwright.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Texts;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class ApiQueueTests {

    private final ApiRefusals refusals = new ApiRefusals(
            new Texts(Map.of(), Map.of()),
            JsonMapper.shared(),
            new RefusedTokens(
                    new SignInAudit(new SecurityCurrentPerson(), told -> {}),
                    new BusinessTime(Clock.systemUTC(), ZoneOffset.UTC)));

    @Test
    void asksToComeAgainWhoWaitsInVainAndServesTheNextOne() throws Exception {
        ApiQueue queue = new ApiQueue(1, Duration.ofMillis(10), refusals);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Thread first = Thread.ofVirtual()
                .start(() -> call(queue, () -> {
                    inside.countDown();
                    await(go);
                }));
        await(inside);
        MockHttpServletResponse second = call(queue, () -> {});
        assertThat(second.getStatus()).isEqualTo(503);
        assertThat(second.getHeader("Retry-After")).isEqualTo("5");
        assertThat(second.getContentType()).startsWith("application/problem+json");
        go.countDown();
        first.join();
        assertThat(call(queue, () -> {}).getStatus()).isEqualTo(200);
    }

    @Test
    void letsOthersInAfterACallThatFailed() {
        ApiQueue queue = new ApiQueue(1, Duration.ofMillis(10), refusals);
        try {
            call(queue, () -> {
                throw new IllegalStateException();
            });
        } catch (IllegalStateException e) {
            assertThat(call(queue, () -> {}).getStatus()).isEqualTo(200);
        }
    }

    private static MockHttpServletResponse call(ApiQueue queue, Runnable work) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        try {
            queue.doFilter(
                    new MockHttpServletRequest("GET", "/api/v1/apps"), response, (asked, answered) -> work.run());
        } catch (java.io.IOException | jakarta.servlet.ServletException e) {
            throw new IllegalStateException(e);
        }
        return response;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
