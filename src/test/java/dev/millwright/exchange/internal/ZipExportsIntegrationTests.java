package dev.millwright.exchange.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.app.Action;
import dev.millwright.exchange.Exports.Column;
import dev.millwright.exchange.FileExports;
import dev.millwright.exchange.FileExports.Contents;
import dev.millwright.field.FileList;
import dev.millwright.field.FileRef;
import dev.millwright.field.FormatContext;
import dev.millwright.files.FileLimits;
import dev.millwright.files.StoredFiles;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.testing.TestPeople;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records leave with the files that they hold. */
class ZipExportsIntegrationTests {

    private static final FormRef VISIT = ref("plant", "visit");
    private static final FormatContext FORMAT = new FormatContext(Locale.ENGLISH, ZoneId.of("Asia/Shanghai"));
    private static final List<Column> COLUMNS =
            List.of(new Column("name", "Name"), new Column("photos", "Photos"), new Column("papers", "Papers"));

    @TempDir
    private Path folder;

    private Gate gate;
    private FileExports exports;

    @BeforeEach
    void publish() {
        gate = new Gate("dev.millwright.exchange.internal");
        exports = gate.context.getBean(FileExports.class);
        UUID visit = Ids.next();
        UUID line = Ids.next();
        FieldDefinition owner = field("visit", "link", "{\"form\": \"" + visit + "\"}", "required");
        FieldDefinition position = field("position", "integer");
        gate.publish(
                "plant",
                EnumSet.of(Action.SEE, Action.CREATE),
                form(
                        visit,
                        "visit",
                        null,
                        null,
                        List.of(),
                        field("name", "text"),
                        field("photos", "attachments"),
                        field("papers", "attachments"),
                        field("defects", "subform", "{\"form\": \"" + line + "\"}", "")),
                form(line, "defect", null, null, List.of(), field("photo", "attachments"), owner, position)
                        .withPartOf(new PartOf(visit, owner.id(), position.id())));
    }

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void putsEveryFileBesideATableThatNamesIt() throws IOException {
        visit("pump", files("photo.jpg", "Photo.JPG"), files("photo.jpg"));
        visit("none", null, null);
        visit("valve", files("../..\\a:b*c.txt"), null);
        ListRequest request = ListRequest.of(VISIT, 1);
        assertThat(exports.contents(request)).isEqualTo(new Contents(3, 4, 66, List.of("The defects")));
        Map<String, byte[]> zip = zip(request);
        assertThat(zip.keySet().stream().filter(path -> path.startsWith("files/")))
                .hasSize(4)
                .allMatch(path -> path.matches("files/0000[13]/[^/\\\\:*]+"))
                .anyMatch(path -> path.endsWith("/photo.jpg"))
                .anyMatch(path -> path.endsWith("/Photo (2).JPG"))
                .anyMatch(path -> path.endsWith("/photo (3).jpg"));
        String table = text(Objects.requireNonNull(zip.get("visit.xlsx")));
        zip.keySet().stream()
                .filter(path -> path.startsWith("files/"))
                .forEach(path -> assertThat(table).contains(path));
        assertThat(zip.values().stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                .contains("it is photo.jpg", "it is Photo.JPG");
    }

    @Test
    void exportsOnlyForThoseWhoMay() {
        visit("pump", files("photo.jpg"), null);
        assertThat(exports.hasFiles(ListRequest.of(VISIT, 1))).isTrue();
        assertThatExceptionOfType(NotAllowedException.class)
                .isThrownBy(() -> Gate.as(TestPeople.SAM, () -> exports.contents(ListRequest.of(VISIT, 1))));
    }

    private void visit(String name, @Nullable FileList photos, @Nullable FileList papers) {
        gate.records().create(VISIT, values("name", name, "photos", photos, "papers", papers), Via.SCREEN);
    }

    private FileList files(String... names) {
        return new FileList(java.util.stream.Stream.of(names)
                .map(name -> FileRef.to(upload(name)))
                .toList());
    }

    private UUID upload(String name) {
        try {
            Path content = Files.writeString(Files.createTempFile(folder, "upload", ""), "it is " + name);
            return gate.context
                    .getBean(StoredFiles.class)
                    .keep(content, name, FileLimits.NONE)
                    .id();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, byte[]> zip(ListRequest request) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exports.write(request, COLUMNS, FORMAT, out);
        return unzip(out.toByteArray());
    }

    private static Map<String, byte[]> unzip(byte[] bytes) throws IOException {
        Map<String, byte[]> found = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(found).doesNotContainKey(entry.getName());
                found.put(entry.getName(), zip.readAllBytes());
            }
        }
        return found;
    }

    /** A stream of a workbook does not say how long its parts are. */
    private String text(byte[] workbook) throws IOException {
        Path file = Files.write(folder.resolve("table.xlsx"), workbook);
        StringBuilder all = new StringBuilder();
        try (ZipFile parts = new ZipFile(file.toFile())) {
            for (ZipEntry part : Collections.list(parts.entries())) {
                all.append(new String(parts.getInputStream(part).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }
}
