package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.millwright.app.Action;
import dev.millwright.field.FormatContext;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.Imports;
import dev.millwright.record.Imports.BadCell;
import dev.millwright.record.Imports.Preview;
import dev.millwright.record.Imports.Report;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.InvalidException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvImportsIntegrationTests {

    private static final FormRef DRIVE = ref("store", "drive");
    private static final FormatContext FORMAT = new FormatContext(Locale.ENGLISH, ZoneId.of("Asia/Shanghai"));

    private Gate gate;

    @TempDir
    private Path folder;

    @BeforeEach
    void publish() {
        gate = new Gate();
        gate.publish(
                "store",
                EnumSet.allOf(Action.class),
                form(
                        "drive",
                        field("serial_number", "text", "{}", "required unique"),
                        field("model", "text", "{}", "required"),
                        field("capacity", "integer"),
                        field("failed_on", "date")));
    }

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void matchesColumnsByNameWhateverTheirCaseAndSigns() throws IOException {
        Preview preview = imports().preview(DRIVE, file("Serial Number,MODEL,the capacity,Colour\nA,M,1,red\n"));
        assertThat(preview.mapping())
                .containsEntry(0, "serial_number")
                .containsEntry(1, "model")
                .containsEntry(2, "capacity")
                .hasSize(3);
        assertThat(preview.rows()).isEqualTo(1);
        assertThat(preview.sample()).containsExactly(List.of("A", "M", "1", "red"));
    }

    @Test
    void importsEveryRowAndSaysInTheHistoryHow() throws IOException {
        Path file = file("serial_number,model,capacity,failed_on\nA,M1,1500301910016,2013/5/1\nB,M2,,\n");
        Report report = run(file);
        assertThat(report.badRows()).isZero();
        assertThat(report.rows()).isEqualTo(2);
        List<RecordData> records = all();
        assertThat(records).extracting(RecordData::title).containsExactlyInAnyOrder("A", "B");
        List<HistoryEntry> history =
                gate.query().history(DRIVE, records.getFirst().id(), 5);
        assertThat(history).extracting(HistoryEntry::via).containsExactly(Via.IMPORT);
    }

    @Test
    void namesEveryBadRowAndKeepsNothing() throws IOException {
        Path file = file("""
                serial_number,model,capacity,failed_on
                A,M1,12,
                B,M1,many,
                ,M1,,
                C,,,soon
                A,M2,,
                """);
        Report report = run(file);
        assertThat(report.badRows()).isEqualTo(4);
        assertThat(report.bad())
                .extracting(BadCell::line, BadCell::column, BadCell::value)
                .contains(
                        tuple(3L, "capacity", "many"),
                        tuple(4L, "serial_number", ""),
                        tuple(5L, "failed_on", "soon"),
                        tuple(6L, "serial_number", "A"));
        assertThat(all()).isEmpty();
    }

    @Test
    void namesRowsWhoseUniqueValueIsTakenByARecord() throws IOException {
        gate.records().create(DRIVE, values("serial_number", "B", "model", "M"), Via.SCREEN);
        Report report = run(file("serial_number,model\nA,M\nB,M\n"));
        assertThat(report.bad()).singleElement().satisfies(bad -> {
            assertThat(bad.line()).isEqualTo(3);
            assertThat(bad.value()).isEqualTo("B");
        });
        assertThat(all()).hasSize(1);
    }

    @Test
    void keepsNothingOfADryRun() throws IOException {
        Path file = file("serial_number,model\nA,M\n");
        Report report =
                imports().dryRun(DRIVE, file, imports().preview(DRIVE, file).mapping(), FORMAT, part -> {});
        assertThat(report.badRows()).isZero();
        assertThat(all()).isEmpty();
    }

    @Test
    void importsMoreRowsThanOneBatchHolds() throws IOException {
        StringBuilder text = new StringBuilder("serial_number,model\n");
        IntStream.range(0, 4_500)
                .forEach(i ->
                        text.append('S').append(i).append(",M").append(i % 7).append('\n'));
        Report report = run(file(text.toString()));
        assertThat(report.badRows()).isZero();
        assertThat(gate.query().exactCount(ListRequest.of(DRIVE, 1))).isEqualTo(4_500);
    }

    @Test
    void readsWhatChineseSpreadsheetsWrite() throws IOException {
        Path file = folder.resolve("gbk.csv");
        Files.write(file, "serial_number;model\nA;硬盘\n".getBytes(Charset.forName("GBK")));
        assertThat(run(file).badRows()).isZero();
        assertThat(all().getFirst().values()).containsEntry("model", "硬盘");
    }

    @Test
    void readsUtf8WithMark() throws IOException {
        Path file = file("\uFEFFserial_number,model\nA,硬盘\n");
        assertThat(imports().preview(DRIVE, file).columns()).containsExactly("serial_number", "model");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        Path file = folder.resolve("picture.csv");
        Files.write(file, new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 1});
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> imports().preview(DRIVE, file))
                .satisfies(refused -> assertThat(refused.problems())
                        .extracting(problem -> problem.code())
                        .containsExactly("record.import.error.notText"));
    }

    @Test
    void refusesAnEmptyFile() {
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> imports().preview(DRIVE, file("")))
                .satisfies(refused -> assertThat(refused.problems())
                        .extracting(problem -> problem.code())
                        .containsExactly("record.import.error.empty"));
    }

    private Imports imports() {
        return gate.context.getBean(Imports.class);
    }

    private Report run(Path file) {
        return imports().run(DRIVE, file, imports().preview(DRIVE, file).mapping(), FORMAT, part -> {});
    }

    private List<RecordData> all() {
        return gate.query().list(ListRequest.of(DRIVE, 100)).items();
    }

    private Path file(String text) throws IOException {
        return Files.write(folder.resolve("rows.csv"), text.getBytes(StandardCharsets.UTF_8));
    }
}
