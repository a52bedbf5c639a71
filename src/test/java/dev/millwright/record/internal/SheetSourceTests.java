package dev.millwright.record.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.record.internal.SheetSource.Row;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetSourceTests {

    private static final String WORKBOOK =
            "<workbook xmlns:r='r'><sheets><sheet name='One' sheetId='1' r:id='a'/></sheets></workbook>";
    private static final String RELATIONS =
            "<Relationships><Relationship Id='a' Target='worksheets/sheet1.xml'/></Relationships>";

    @TempDir
    private Path folder;

    @Test
    void showsNumbersAsTheirFormatsDo() throws IOException {
        String styles =
                "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;'/>"
                        + "<numFmt numFmtId='165' formatCode='00000'/><numFmt numFmtId='166' formatCode='[$-804]h:mm'/></numFmts>"
                        + "<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/>"
                        + "<xf numFmtId='165'/><xf numFmtId='10'/><xf numFmtId='22'/><xf numFmtId='166'/></cellXfs></styleSheet>";
        String row =
                "<row r='4'><c r='A4' s='1'><v>45717</v></c><c r='B4' s='2'><v>45717</v></c><c r='C4' s='3'><v>123</v></c>"
                        + "<c r='D4' s='4'><v>0.125</v></c><c r='E4' s='5'><v>45717.5868055556</v></c><c r='F4'><v>0.30000000000000004</v></c>"
                        + "<c r='H4' t='b'><v>1</v></c><c r='I4' t='str'><f>1+1</f><v>two</v></c><c r='J4' s='6'><v>0.5</v></c>"
                        + "<c r='K4' t='inlineStr'><is><r><t>a</t></r><rPh><t>x</t></rPh><r><t>b</t></r></is></c></row>";
        List<Row> rows = read(excel(Map.of("xl/styles.xml", styles, "xl/worksheets/sheet1.xml", sheet(row))));
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().line()).isEqualTo(4);
        assertThat(rows.getFirst().cells())
                .containsExactly(
                        "2025-03-01",
                        "2025-03-01",
                        "00123",
                        "12.5%",
                        "2025-03-01 14:05",
                        "0.3",
                        "",
                        "TRUE",
                        "two",
                        "12:00",
                        "ab");
    }

    @Test
    void refusesABombBeforeItUnpacks() throws IOException {
        Path bomb = excel(Map.of("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + " ".repeat(80 << 20)));
        assertThat(Files.size(bomb)).isLessThan(200_000);
        assertThat(refusal(bomb)).isEqualTo("record.import.error.tooLarge");
        Path texts = excel(Map.of(
                "xl/worksheets/sheet1.xml",
                sheet("<row><c t='s'><v>0</v></c></row>"),
                "xl/sharedStrings.xml",
                "<sst>" + "<si><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></si>".repeat(1_500_000) + "</sst>"));
        assertThat(refusal(texts)).isEqualTo("record.import.error.tooLarge");
    }

    @Test
    void refusesXmlThatFillsTheMemoryOfItsParser() throws IOException {
        String sheet = "xl/worksheets/sheet1.xml";
        assertThat(refusal(excel(Map.of(sheet, "<worksheet>" + "<a>".repeat(8 << 20)))))
                .isEqualTo("record.import.error.unreadableExcel");
        assertThat(refusal(
                        excel(Map.of(sheet, "<worksheet a='" + "x".repeat(30 << 20) + "'><sheetData/></worksheet>"))))
                .isEqualTo("record.import.error.tooLarge");
        StringBuilder names = new StringBuilder("<worksheet>");
        for (int i = 0; i < 1_000_000; i++) {
            names.append("<n").append(i).append("/>");
        }
        assertThat(refusal(excel(Map.of(sheet, names + "</worksheet>"))))
                .isEqualTo("record.import.error.unreadableExcel");
    }

    @Test
    void refusesColumnsBeyondNumber() throws IOException {
        assertThat(refusal(excel(
                        Map.of("xl/worksheets/sheet1.xml", sheet("<row r='1'><c r='ZZZZZZZ1'><v>1</v></c></row>")))))
                .isEqualTo("record.import.error.columns");
        assertThat(refusal(excel(Map.of(
                        "xl/worksheets/sheet1.xml", sheet("<row>" + "<c><v>1</v></c>".repeat(20_000) + "</row>")))))
                .isEqualTo("record.import.error.columns");
        assertThat(refusal(file("a".concat(",a".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("record.import.error.columns");
    }

    @Test
    void readsNoEntitiesFromOutside() throws IOException {
        String hostile =
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'><!ENTITY b 'bbbbbbbb'>]><worksheet><sheetData>"
                        + "<row><c t='inlineStr'><is><t>&e;&b;</t></is></c></row></sheetData></worksheet>";
        Path file = excel(Map.of("xl/worksheets/sheet1.xml", hostile));
        try {
            assertThat(read(file)).allSatisfy(row -> assertThat(row.cell(0)).doesNotContain("root", "bbbb"));
        } catch (InvalidException e) {
            assertThat(e.problems()).extracting(Problem::code).containsExactly("record.import.error.unreadableExcel");
        }
    }

    @Test
    void saysWhatIsWrongWithOtherFiles() throws IOException {
        byte[] old = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1};
        assertThat(refusal(file(old))).isEqualTo("record.import.error.oldExcel");
        assertThat(refusal(zip(Map.of("readme.txt", "no table")))).isEqualTo("record.import.error.notTable");
        assertThat(refusal(file(new byte[] {'P', 'K', 3, 4, 1, 2, 3})))
                .isEqualTo("record.import.error.unreadableExcel");
        assertThat(refusal(excel(Map.of("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c"))))
                .isEqualTo("record.import.error.unreadableExcel");
    }

    @Test
    void takesWhatDatabasesWriteForNothingAsNothing() {
        SheetSource.Row row = new SheetSource.Row(2, List.of("10248", "NULL", " \\N ", "Null Gallery", "null"), 1);
        assertThat(IntStream.range(0, 6).mapToObj(row::cell))
                .containsExactly("10248", "", "", "Null Gallery", "null", "");
    }

    @Test
    void readsTextInTheCharsetsOfSpreadsheets() throws IOException {
        assertThat(read(file("编号,名称\n1,硬盘\n".getBytes(Charset.forName("GBK"))))
                        .get(1)
                        .cells())
                .containsExactly("1", "硬盘");
        assertThat(read(file("\uFEFF编号\t名称\n1\t硬盘\n".getBytes(StandardCharsets.UTF_16LE)))
                        .get(1)
                        .cells())
                .containsExactly("1", "硬盘");
        byte[] broken = Arrays.copyOf("a,b\n1,\n".getBytes(StandardCharsets.UTF_8), 8);
        broken[7] = (byte) 0xFF;
        assertThat(refusal(file(broken))).isEqualTo("record.import.error.notText");
    }

    private static List<Row> read(Path path) {
        List<Row> rows = new ArrayList<>();
        SheetSource.open(path).read(0, rows::add);
        return rows;
    }

    private String refusal(Path path) {
        String[] code = {""};
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> read(path))
                .satisfies(refused ->
                        code[0] = refused.problems().items().getFirst().code());
        return code[0];
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "file", ".csv"), bytes);
    }

    private static String sheet(String rows) {
        return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
    }

    private Path excel(Map<String, String> parts) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(parts);
        all.put("xl/workbook.xml", WORKBOOK);
        all.put("xl/_rels/workbook.xml.rels", RELATIONS);
        return zip(all);
    }

    private Path zip(Map<String, String> parts) throws IOException {
        Path path = Files.createTempFile(folder, "file", ".xlsx");
        try (OutputStream out = Files.newOutputStream(path);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return path;
    }
}
