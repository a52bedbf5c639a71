package dev.millwright.e2e;

import dev.millwright.testing.RunningTrial;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the HTTP API that may find the server away. */
final class ApiClient {

    private final RunningTrial trial;
    private final String user;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private volatile String token;

    ApiClient(RunningTrial trial, String user) {
        this.trial = trial;
        this.user = user;
        this.token = trial.token(user);
    }

    /** An answer; status 0 when there was none. */
    record Answer(int status, JsonNode body) {

        /** Whether it says nothing about what was done. */
        boolean isNone() {
            return status == 0 || status >= 500;
        }
    }

    void signInAgain() {
        token = trial.token(user);
    }

    Answer call(String method, String path, @Nullable String body) {
        var request = HttpRequest.newBuilder(URI.create(trial.address() + "/api/v1" + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            boolean empty = response.body().isEmpty();
            return new Answer(
                    response.statusCode(),
                    empty
                            ? JsonMapper.shared().missingNode()
                            : JsonMapper.shared().readTree(response.body()));
        } catch (IOException e) {
            return new Answer(0, JsonMapper.shared().missingNode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The body of an answer that must be a good one. */
    JsonNode require(String method, String path, @Nullable String body) {
        Answer answer = call(method, path, body);
        if (answer.status() < 200 || answer.status() >= 300) {
            throw new IllegalStateException("%s %s: %s".formatted(method, path, answer));
        }
        return answer.body();
    }
}
