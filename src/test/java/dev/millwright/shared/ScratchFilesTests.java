package dev.millwright.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFilesTests {

    @Test
    void takesAwayWhatAProcessLeftThatIsNoMore(@TempDir Path parent) throws IOException {
        Path left = Files.createDirectory(parent.resolve("millwright-files-left"));
        Files.createFile(left.resolve("in-use"));
        Files.writeString(left.resolve("upload-1"), "left");
        Files.writeString(Files.createDirectories(left.resolve("server/work")).resolve("page"), "left");
        Path others = Files.createDirectory(parent.resolve("somebody-else"));
        try (ScratchFiles files = ScratchFiles.in(parent)) {
            assertThat(left).doesNotExist();
            assertThat(others).exists();
            assertThat(files.create("upload")).exists().hasParent(files.folder());
        }
    }

    @Test
    void leavesAloneWhatIsInUse(@TempDir Path parent) throws IOException {
        Path folder;
        try (ScratchFiles first = ScratchFiles.in(parent)) {
            Path file = first.create("upload");
            folder = first.folder();
            try (ScratchFiles second = ScratchFiles.in(parent)) {
                assertThat(file).exists();
                assertThat(second.folder()).isNotEqualTo(folder);
            }
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void beginsThoughAnotherProcessIsJustTakingItsFolderAway(@TempDir Path parent) throws IOException {
        // Listed and not there, as a folder is whose process ends between the two.
        Files.createSymbolicLink(parent.resolve("millwright-files-ending"), parent.resolve("ended"));
        Path left = Files.createDirectory(parent.resolve("millwright-files-left"));
        Files.createFile(left.resolve("in-use"));
        try (ScratchFiles files = ScratchFiles.in(parent)) {
            assertThat(files.create("upload")).exists();
            assertThat(left).doesNotExist();
        }
    }

    @Test
    void endsThoughSomebodyTookItsFilesAway(@TempDir Path parent) throws IOException {
        ScratchFiles files = ScratchFiles.in(parent);
        Files.delete(files.folder().resolve("in-use"));
        Files.delete(files.folder());
        assertThatCode(files::close).doesNotThrowAnyException();
    }
}
