package dev.millwright.e2e;

import dev.millwright.testing.RunningTrial;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the HTTP API that may find the server away. When it knows several nodes it turns to each in its turn, and asks the next
 * one, once, when one gives no answer.
 */
final class ApiClient {

    private final RunningTrial trial;
    private final String user;
    private final List<String> nodes;
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private volatile String token;

    ApiClient(RunningTrial trial, String user) {
        this(trial, user, List.of(trial.address()));
    }

    ApiClient(RunningTrial trial, String user, List<String> nodes) {
        this.trial = trial;
        this.user = user;
        this.nodes = List.copyOf(nodes);
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
        String key = UUID.randomUUID().toString();
        int first = turn.getAndIncrement();
        Answer answer = call(node(first), method, path, body, key);
        return answer.isNone() && nodes.size() > 1 ? call(node(first + 1), method, path, body, key) : answer;
    }

    private String nextNode() {
        return node(turn.getAndIncrement());
    }

    private String node(int turn) {
        return nodes.get(Math.floorMod(turn, nodes.size()));
    }

    private Answer call(String node, String method, String path, @Nullable String body, String key) {
        return send(request(node, path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Sends a file as a form in a browser would. */
    Answer upload(String path, String name, String content) {
        String body =
                "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n%s\r\n--part--\r\n"
                        .formatted(name, content);
        return send(request(nextNode(), path)
                .header("Content-Type", "multipart/form-data; boundary=part")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Puts bytes as they are. */
    Answer upload(String path, byte[] content) {
        return send(request(nextNode(), path)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                .build());
    }

    /** The bytes of an answer that must be a good one. */
    byte[] download(String path) throws IOException, InterruptedException {
        var response = http.send(request(nextNode(), path).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("GET %s: %d".formatted(path, response.statusCode()));
        }
        return response.body();
    }

    private HttpRequest.Builder request(String node, String path) {
        return HttpRequest.newBuilder(URI.create(node + "/api/v1" + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) {
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
        return require(call(method, path, body));
    }

    /** The body of an answer that must be a good one. */
    JsonNode require(Answer answer) {
        if (answer.status() < 200 || answer.status() >= 300) {
            throw new IllegalStateException(answer.toString());
        }
        return answer.body();
    }
}
