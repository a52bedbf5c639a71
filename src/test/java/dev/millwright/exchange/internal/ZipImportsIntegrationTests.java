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
import dev.millwright.exchange.Imports;
import dev.millwright.exchange.Imports.BadCell;
import dev.millwright.exchange.Imports.Mode;
import dev.millwright.exchange.Imports.Note;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.Imports.Preview;
import dev.millwright.exchange.Imports.Report;
import dev.millwright.exchange.Imports.Source;
import dev.millwright.field.FileList;
import dev.millwright.field.FileRef;
import dev.millwright.field.FormatContext;
import dev.millwright.files.FileLimits;
import dev.millwright.files.StoredFiles;
import dev.millwright.jobs.JobProgress;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records come with the files that their table names. */
class ZipImportsIntegrationTests {

    private static final FormRef VISIT = ref("plant", "visit");
    private static final FormatContext FORMAT = new FormatContext(Locale.ENGLISH, ZoneId.of("Asia/Shanghai"));
    private static final JobProgress PROGRESS = progress -> {};

    @TempDir
    private Path folder;

    private Gate gate;
    private Imports imports;

    @BeforeEach
    void publish() {
        gate = new Gate("dev.millwright.exchange.internal");
        imports = gate.context.getBean(Imports.class);
        gate.publish(
                "plant",
                EnumSet.allOf(Action.class),
                form(
                        Ids.next(),
                        "visit",
                        null,
                        null,
                        List.of(),
                        field("name", "text", "{}", "required unique"),
                        field(
                                "photos",
                                "attachments",
                                "{\"kinds\": [\"document\"], \"megabytes\": 1, \"most\": 2}",
                                ""),
                        field("papers", "attachments")));
    }

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void whatWasExportedComesBackWithItsFiles() throws IOException {
        gate.records()
                .create(
                        VISIT,
                        values("name", "pump", "photos", files("a.txt", "b.txt"), "papers", files("论文.txt")),
                        Via.SCREEN);
        gate.records().create(VISIT, values("name", "none"), Via.SCREEN);
        Path zip = folder.resolve("export.zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            gate.context
                    .getBean(FileExports.class)
                    .write(
                            ListRequest.of(VISIT, 1),
                            List.of(
                                    new Column("name", "The name"),
                                    new Column("photos", "The photos"),
                                    new Column("papers", "The papers")),
                            FORMAT,
                            out);
        }
        records().forEach(record -> gate.records().delete(VISIT, record.id(), null, Via.SCREEN));
        Preview preview = imports.preview(VISIT, zip, 0, null, FORMAT);
        assertThat(preview.files()).isTrue();
        assertThat(preview.mapping()).containsValues("name", "photos", "papers");
        assertThat(codes(preview.notes())).containsExactly("record.import.note.zip");
        long kept = kept();
        Report tried = imports.dryRun(VISIT, source(zip), plan(preview), PROGRESS);
        assertThat(tried.bad()).isEmpty();
        assertThat(tried.added()).isEqualTo(2);
        assertThat(kept()).isEqualTo(kept);
        Report report = imports.run(VISIT, source(zip), plan(preview), PROGRESS);
        assertThat(report.added()).isEqualTo(2);
        assertThat(report.notes()).isEmpty();
        RecordData pump = record("pump");
        assertThat(contents(pump, "photos"))
                .containsExactly(Map.entry("a.txt", "it is a.txt"), Map.entry("b.txt", "it is b.txt"));
        assertThat(contents(pump, "papers")).containsExactly(Map.entry("论文.txt", "it is 论文.txt"));
        assertThat(record("none").values()).doesNotContainKey("photos");
        imports.undo(VISIT, Objects.requireNonNull(report.id()), PROGRESS);
        assertThat(records()).isEmpty();
    }

    @Test
    void tellsWhatIsMissingUnusedOrRefusedBeforeAnythingIsKept() throws IOException {
        byte[] large = new byte[(1 << 20) + 1];
        java.util.Arrays.fill(large, (byte) 'x');
        Path zip = zip(Map.of(
                "visits.csv",
                bytes("The name,The photos\nA,files/1/a.txt\nB,files/1/b.txt\nC,files/large.txt\nD,files/exe.txt\n"
                        + "E,../a.txt\nF,same.txt\nG,a.txt; files/1/a.txt; other.txt\n"),
                "files/1/a.txt",
                bytes("a"),
                "files/large.txt",
                large,
                "files/exe.txt",
                new byte[] {'M', 'Z', 0, 1, 2, 3, 0, 0},
                "x/same.txt",
                bytes("1"),
                "y/same.txt",
                bytes("2"),
                "other.txt",
                bytes("o"),
                "unused.txt",
                bytes("u"),
                "../out.txt",
                bytes("out"),
                "/etc/passwd",
                bytes("root")));
        Preview preview = imports.preview(VISIT, zip, 0, null, FORMAT);
        assertThat(codes(preview.notes())).containsExactly("record.import.note.zip", "record.import.note.zip.outside");
        Report report = imports.dryRun(VISIT, source(zip), plan(preview), PROGRESS);
        assertThat(report.bad())
                .extracting(cell -> cell.line() + " " + cell.column() + " " + cell.code())
                .containsExactly(
                        "3 The photos record.import.error.zip.missing",
                        "4 The photos files.error.tooLarge",
                        "5 The photos files.error.otherKind",
                        "6 The photos record.import.error.zip.missing",
                        "7 The photos record.import.error.zip.several",
                        "8 The photos field.error.files.tooMany");
        assertThat(report.notes()).anySatisfy(note -> {
            assertThat(note.code()).isEqualTo("record.import.note.zip.left");
            assertThat(note.arguments().toString()).contains("unused.txt", "same.txt");
        });
        assertThat(kept()).isZero();
        Report kept = imports.run(VISIT, source(zip), plan(preview).onlyGood(true), PROGRESS);
        assertThat(kept.added()).isEqualTo(1);
        assertThat(contents(record("A"), "photos")).containsExactly(Map.entry("a.txt", "a"));
    }

    @Test
    void aFileThatUnpacksToMoreThanTheZipSaysIsCutOff() throws IOException {
        byte[] zeros = new byte[64 << 20];
        Path zip = zip(Map.of("t.csv", bytes("The name,The photos\nA,bomb.txt\n"), "bomb.txt", zeros));
        byte[] packed = Files.readAllBytes(zip);
        // The central directory says that it is small.
        for (int i = packed.length - 4; i > 0; i--) {
            if (packed[i] == 'P' && packed[i + 1] == 'K' && packed[i + 2] == 1 && packed[i + 3] == 2) {
                int name = (packed[i + 28] & 0xFF);
                if (new String(packed, i + 46, name, StandardCharsets.UTF_8).equals("bomb.txt")) {
                    packed[i + 24] = 10;
                    packed[i + 25] = 0;
                    packed[i + 26] = 0;
                    packed[i + 27] = 0;
                }
            }
        }
        Files.write(zip, packed);
        Report report =
                imports.dryRun(VISIT, source(zip), plan(imports.preview(VISIT, zip, 0, null, FORMAT)), PROGRESS);
        assertThat(report.bad())
                .singleElement()
                .satisfies(cell ->
                        assertThat(cell.code()).isIn("files.error.tooLarge", "record.import.error.zip.unreadable"));
    }

    @Test
    void namesOfOtherSystemsAreTheSameNames() throws IOException {
        String mac = Normalizer.normalize("Prüfung é.txt", Normalizer.Form.NFD);
        Path made = zip(Map.of(
                "Export/t.csv",
                bytes("The name,The photos\nA,Prüfung é.txt\nB,Files\\UPPER.TXT\n"),
                "Export/" + mac,
                bytes("m"),
                "Export/files/upper.txt",
                bytes("u"),
                "__MACOSX/Export/._t.csv",
                bytes("junk"),
                "Export/.DS_Store",
                bytes("junk")));
        run(made);
        assertThat(contents(record("A"), "photos")).containsExactly(Map.entry("Prüfung é.txt", "m"));
        assertThat(contents(record("B"), "photos")).containsExactly(Map.entry("upper.txt", "u"));
        Map<String, byte[]> chinese = new LinkedHashMap<>();
        chinese.put("表.csv", bytes("The name,The photos\nC,照片/检查.txt\n"));
        chinese.put("照片/检查.txt", bytes("好"));
        run(zip(chinese, Charset.forName("GB18030")));
        assertThat(contents(record("C"), "photos")).containsExactly(Map.entry("检查.txt", "好"));
    }

    @Test
    void refusesZipsWithoutOneTable() throws IOException {
        assertThat(refusal(zip(Map.of("a.jpg", bytes("x"))))).isEqualTo("record.import.error.zip.noTable");
        assertThat(refusal(zip(Map.of("inner.zip", Files.readAllBytes(zip(Map.of("t.csv", bytes("name\nA"))))))))
                .isEqualTo("record.import.error.zip.noTable");
        assertThat(refusal(zip(Map.of("a.csv", bytes("name\nA\n"), "b.csv", bytes("name\nB\n")))))
                .isEqualTo("record.import.error.zip.tables");
        Map<String, byte[]> many = new LinkedHashMap<>();
        many.put("t.csv", bytes("name\nA\n"));
        for (int i = 0; i <= FileBundle.MOST_ENTRIES; i++) {
            many.put("f/" + i, new byte[0]);
        }
        assertThat(refusal(zip(many))).isEqualTo("record.import.error.zip.entries");
    }

    private String refusal(Path zip) {
        List<Problem> problems = new ArrayList<>();
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> imports.preview(VISIT, zip, 0, null, FORMAT))
                .satisfies(e -> problems.addAll(e.problems().items()));
        return problems.getFirst().code();
    }

    private void run(Path zip) {
        Preview preview = imports.preview(VISIT, zip, 0, null, FORMAT);
        Report report = imports.run(VISIT, source(zip), plan(preview), PROGRESS);
        assertThat(report.bad()).extracting(BadCell::code).isEmpty();
        assertThat(report.notes()).isEmpty();
    }

    private static Source source(Path zip) {
        return new Source(zip, "visits.zip");
    }

    private static Plan plan(Preview preview) {
        return new Plan(0, preview.heading(), preview.mapping(), Map.of(), Mode.ADD, null, false, FORMAT);
    }

    private static List<String> codes(List<Note> notes) {
        return notes.stream().map(Note::code).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        return zip(entries, StandardCharsets.UTF_8);
    }

    private Path zip(Map<String, byte[]> entries, Charset names) throws IOException {
        Path file = Files.createTempFile(folder, "import", ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), names)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    private long kept() {
        return gate.context
                .getBean(JdbcClient.class)
                .sql("select count(*) from platform.file")
                .query(Long.class)
                .single();
    }

    private List<RecordData> records() {
        return gate.query().list(ListRequest.of(VISIT, 100)).items();
    }

    private RecordData record(String name) {
        return records().stream()
                .filter(record -> name.equals(record.values().get("name")))
                .findFirst()
                .orElseThrow();
    }

    private List<Map.Entry<String, String>> contents(RecordData record, String field) throws IOException {
        List<Map.Entry<String, String>> contents = new ArrayList<>();
        StoredFiles stored = gate.context.getBean(StoredFiles.class);
        for (FileRef file : ((FileList) Objects.requireNonNull(
                        (@Nullable Object) record.values().get(field)))
                .files()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            stored.write(stored.find(file.id()).orElseThrow(), out);
            contents.add(Map.entry(file.shown(), out.toString(StandardCharsets.UTF_8)));
        }
        return contents;
    }

    private FileList files(String... names) throws IOException {
        List<FileRef> refs = new ArrayList<>();
        for (String name : names) {
            Path content = Files.writeString(Files.createTempFile(folder, "upload", ""), "it is " + name);
            refs.add(FileRef.to(gate.context
                    .getBean(StoredFiles.class)
                    .keep(content, name, FileLimits.NONE)
                    .id()));
        }
        return new FileList(refs);
    }
}
