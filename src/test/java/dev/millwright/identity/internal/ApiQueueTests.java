package dev.millwright.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Texts;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void takesFewLargeBodiesAtOnceAndSmallOnesMeanwhile() throws Exception {
        ApiQueue queue = new ApiQueue(10, Duration.ofMillis(10), refusals);
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> both = new ArrayList<>();
        for (MockHttpServletRequest request : List.of(large("application/json"), chunked())) {
            both.add(Thread.ofVirtual()
                    .start(() -> call(queue, request, () -> {
                        inside.countDown();
                        await(go);
                    })));
        }
        await(inside);
        assertThat(call(queue, large("application/json"), () -> {}).getStatus()).isEqualTo(503);
        assertThat(call(queue, chunked(), () -> {}).getStatus()).isEqualTo(503);
        assertThat(call(queue, large("multipart/form-data; boundary=x"), () -> {})
                        .getStatus())
                .as("a file")
                .isEqualTo(200);
        assertThat(call(queue, () -> {}).getStatus()).isEqualTo(200);
        go.countDown();
        for (Thread one : both) {
            one.join();
        }
        assertThat(call(queue, large("application/json"), () -> {}).getStatus()).isEqualTo(200);
    }

    private static MockHttpServletRequest large(String type) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/apps");
        request.setContentType(type);
        request.setContent(new byte[ApiQueue.LARGE + 1]);
        return request;
    }

    private static MockHttpServletRequest chunked() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/apps");
        request.addHeader("Transfer-Encoding", "chunked");
        return request;
    }

    private static MockHttpServletResponse call(ApiQueue queue, Runnable work) {
        return call(queue, new MockHttpServletRequest("GET", "/api/v1/apps"), work);
    }

    private static MockHttpServletResponse call(ApiQueue queue, MockHttpServletRequest request, Runnable work) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        try {
            queue.doFilter(request, response, (asked, answered) -> work.run());
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
