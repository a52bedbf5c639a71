package dev.millwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import dev.millwright.testing.RunningTrial.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** An app goes from one installation to another one as a package, and is the same there. */
@EndToEndTest
class SecondInstallationTests {

    private static final String APP = "packed";
    private static final List<String> SAMPLE = List.of(
            "app.json",
            "dashboard/overview.json",
            "flow/mark_and_receive.json",
            "flow/repair_a_product.json",
            "form/customer.json",
            "form/place.json",
            "form/product.json",
            "form/receipt.json",
            "form/repair.json",
            "form/serial.json",
            "picture/logo.json",
            "print/delivery_note.json",
            "print/label.json",
            "print/repair_report.json",
            "print/warranty_card.json",
            "rights.json",
            "view/all_serials.json",
            "view/stock_by_location.json",
            "words/zh.json");

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
            for (String name : SAMPLE) {
                zip.putNextEntry(new ZipEntry(name));
                try (InputStream in = SecondInstallationTests.class.getResourceAsStream("/templates/serials/" + name)) {
                    Objects.requireNonNull(in, name).transferTo(zip);
                }
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
