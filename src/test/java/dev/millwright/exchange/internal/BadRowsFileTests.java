package dev.millwright.exchange.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.shared.ScratchFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadRowsFileTests {

    @TempDir
    private Path folder;

    @Test
    void saysSoWhereThereIsNoRoomForReasons() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), "name\na\nb\nc\n");
        SheetSource source = SheetSource.open(file);
        List<SheetRow> rows = new ArrayList<>();
        source.read(0, rows::add);
        String much = "x".repeat(9 << 20);
        try (BadRowsFile bad = new BadRowsFile(ScratchFiles.in(folder), source, "Wrong", "No room left")) {
            for (SheetRow row : rows.subList(1, rows.size())) {
                bad.addLater(0, List.of("name"), row, List.of(much));
            }
            assertThat(bad.isCut()).as("all rows are there").isFalse();
            Path written = Objects.requireNonNull(bad.finish("rows.csv")).path();
            assertThat(Files.readAllLines(written))
                    .extracting(line -> line.substring(line.lastIndexOf(',') + 1))
                    .containsExactly("Wrong", much, "No room left", "No room left");
        }
    }
}
