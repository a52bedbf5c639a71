package dev.millwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Calls that no client library would send are refused by the real server, too; none of them ends as an error of ours. */
@EndToEndTest
class MalformedCallsE2eTests {

    private static final String APPS = "/api/v1/apps";

    @Test
    void refusesWhatIsNoProperRequest(RunningTrial trial) throws IOException {
        String token = trial.token("dana");
        for (String query : new String[] {"?drafts=%zz", "?drafts=%ff%fe", "?%=x", "?=&&;=", "?drafts=%00"}) {
            assertThat(status(trial, token, "GET " + APPS + "/nowhere/forms/x/records" + query, "", ""))
                    .as(query)
                    .isIn(400, 404);
        }
        for (String path : new String[] {"/%00", "/%2f", "/%zz", "//x", "/x;y=1", "/../apps", "/%2e%2e", "/a\\b"}) {
            assertThat(status(trial, token, "GET " + APPS + path, "", ""))
                    .as(path)
                    .isIn(400, 404);
        }
        for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE"}) {
            for (String type : new String[] {
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "multipart/form-data; boundary=x",
                "nonsense",
                "a/b; charset=utf-99"
            }) {
                for (String path : new String[] {
                    "", "/nowhere/package", "/nowhere/forms/x/records", "/nowhere/forms/x/records:import"
                }) {
                    assertThat(status(trial, token, method + " " + APPS + path, type, "%zz=1&{\"a\": \"50%\"}"))
                            .as(method + " " + path + " as " + type)
                            .isBetween(400, 499);
                }
            }
        }
    }

    private static int status(RunningTrial trial, String token, String call, String type, String body)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), trial.port())) {
            String request = """
                    %s HTTP/1.1\r
                    Host: localhost:%d\r
                    Authorization: Bearer %s\r
                    Content-Type: %s\r
                    Content-Length: %d\r
                    Connection: close\r
                    \r
                    %s""".formatted(
                            call, trial.port(), token, type.isEmpty() ? "application/json" : type, body.length(), body);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).doesNotContainPattern("Exception|\\tat |(org|java)\\.[a-z]+\\.");
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }
}
