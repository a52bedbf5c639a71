package dev.millwright.trial.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.trial.TrialException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTests {

    @TempDir
    Path temporary;

    @Test
    void keepsSecretsToItselfAndForLater() throws IOException {
        String secret;
        try (DataFolder folder = DataFolder.open(temporary)) {
            secret = folder.secret("door");
        }
        try (DataFolder folder = DataFolder.open(temporary)) {
            assertThat(folder.secret("door")).isEqualTo(secret);
            assertThat(folder.secret("window")).isNotEqualTo(secret);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve("trial.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    void servesOneTrialAtATime() {
        try (DataFolder first = DataFolder.open(temporary)) {
            assertThat(first.path()).isDirectory();
            assertThatThrownBy(() -> DataFolder.open(temporary))
                    .isInstanceOf(TrialException.class)
                    .hasMessageContaining("already running");
        }
        DataFolder.open(temporary).close();
    }
}
