package dev.millwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import dev.millwright.testing.RunningTrial.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** An app goes from one installation to another one as a package, and is the same there. */
@EndToEndTest
class SecondInstallationTests {

    private static final String APP = "packed";
    private static final String SAMPLE = "/templates/serials/";

    @Test
    void aPackageGivesTheSameAppAndIsTheSameWhenReadAgain(RunningTrial trial) throws Exception {
        ApiClient first = new ApiClient(trial, "dana");
        first.require(first.upload("/apps/" + APP + "/package", sample()));
        publish(first);
        byte[] read = first.download("/apps/" + APP + "/package");
        try (Node node = trial.startInstallation("elsewhere")) {
            ApiClient second = new ApiClient(trial, "dana", List.of(node.address()));
            assertThat(second.call("GET", "/apps/" + APP, null).status()).isEqualTo(404);
            second.require(second.upload("/apps/" + APP + "/package", read));
            assertThat(second.download("/apps/" + APP + "/package?drafts=true")).isEqualTo(read);
            publish(second);
            assertThat(second.download("/apps/" + APP + "/package")).isEqualTo(read);
            for (String same : List.of("/forms", "/forms/serial", "/rights", "/openapi.json")) {
                assertThat(second.require("GET", "/apps/" + APP + same, null))
                        .isEqualTo(first.require("GET", "/apps/" + APP + same, null));
            }
            assertThat(second.call("POST", "/apps/" + APP + "/forms/customer/records", "{\"name\": \"Ada\"}")
                            .status())
                    .isEqualTo(201);
        }
    }

    private static void publish(ApiClient api) {
        String fingerprint = api.require("POST", "/apps/" + APP + "/releases:plan", "{}")
                .path("fingerprint")
                .asString();
        api.require("POST", "/apps/" + APP + "/releases", "{\"fingerprint\": \"" + fingerprint + "\"}");
    }

    private static byte[] sample() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath:" + SAMPLE + "**/*.json")) {
                String path = file.getURL().getPath();
                zip.putNextEntry(new ZipEntry(path.substring(path.indexOf(SAMPLE) + SAMPLE.length())));
                zip.write(file.getContentAsByteArray());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
