package dev.millwright.exchange.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.exchange.Imports.Note;
import dev.millwright.exchange.Imports.Reading;
import dev.millwright.exchange.internal.SheetRow.Remark;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.sheet.SheetWriter;
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
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheetSourceTests {

    private static final String WORKBOOK =
            "<workbook xmlns:r='r'><sheets><sheet name='One' sheetId='1' r:id='a'/></sheets></workbook>";
    private static final String RELATIONS =
            "<Relationships><Relationship Id='a' Target='worksheets/sheet1.xml'/></Relationships>";

    @TempDir
    private Path folder;

    @Test
    void showsNumbersAsTheirFormatsDo() throws IOException {
        String styles = "<styleSheet><numFmts><numFmt numFmtId='164'"
                + " formatCode='yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;'/><numFmt numFmtId='165'"
                + " formatCode='00000'/><numFmt numFmtId='166'"
                + " formatCode='[$-804]h:mm'/></numFmts><cellStyleXfs><xf"
                + " numFmtId='9'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf"
                + " numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='10'/><xf numFmtId='22'/><xf"
                + " numFmtId='166'/></cellXfs></styleSheet>";
        String row = "<row r='4'><c r='A4' s='1'><v>45717</v></c><c r='B4' s='2'><v>45717</v></c><c r='C4'"
                + " s='3'><v>123</v></c><c r='D4' s='4'><v>0.125</v></c><c r='E4'"
                + " s='5'><v>45717.5868055556</v></c><c r='F4'><v>0.30000000000000004</v></c><c r='H4'"
                + " t='b'><v>1</v></c><c r='I4' t='str'><f>1+1</f><v>two</v></c><c r='J4' s='6'><v>0.5</v></c><c"
                + " r='K4' t='inlineStr'><is><r><t>a</t></r><rPh><t>x</t></rPh><r><t>b</t></r></is></c></row>";
        List<SheetRow> rows = read(excel(Map.of("xl/styles.xml", styles, "xl/worksheets/sheet1.xml", sheet(row))));
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
        SheetRow row = new SheetRow(2, List.of("10248", "NULL", " \\N ", "Null Gallery", "null"), 1);
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
        assertThat(refusal(file(new byte[] {'a', ',', 'b', '\n', 0, 1, 2, 0, 3, (byte) 0xFF, 0, 0})))
                .isEqualTo("record.import.error.notText");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        GB18030      | 编号,客户,金额        | 1,北京某公司,3
        GB18030      | 姓名,城市             | 张三,深圳
        Big5         | 編號,客戶,金額        | 1,臺北某公司,3
        Big5         | 姓名,電話             | 陳小明,123
        Shift_JIS    | 番号,お客様,金額      | 1,東京のカメラ,3
        EUC-KR       | 번호,고객 이름,금액   | 1,서울 전자,3
        windows-1252 | name,job              | Müller,Gärtner
        windows-1252 | nom,métier            | Léa,élève à Orléans
        windows-1251 | имя,город             | Иванов,Москва
        UTF-16LE     | name,city             | Ann,Berlin
        UTF-16BE     | name,city             | Ann,Berlin
        """)
    void findsTheEncoding(String charset, String heading, String row) throws IOException {
        String text = heading + "\n" + row + "\n";
        List<SheetRow> rows = read(file(text.getBytes(Charset.forName(charset))));
        assertThat(String.join(",", rows.getFirst().cells())).isEqualTo(heading);
        assertThat(String.join(",", rows.get(1).cells())).isEqualTo(row);
    }

    @Test
    void readsAsItIsToldTo() throws IOException {
        Path file = file("name;job\nMüller;x\n".getBytes(Charset.forName("windows-1252")));
        List<SheetRow> rows = new ArrayList<>();
        SheetSource.open(file, new Reading("windows-1250", ',')).read(0, rows::add);
        assertThat(rows.get(1).cells()).containsExactly("Müller;x");
    }

    @Test
    void oneBrokenCharacterSpoilsNothingElse() throws IOException {
        byte[] text = "\uFEFFname,remark\n张三,ok\n李四,cut 北\n王五,北京\n".getBytes(StandardCharsets.UTF_8);
        int cut = new String(text, StandardCharsets.ISO_8859_1).indexOf("cut ") + 6;
        byte[] broken = new byte[text.length - 1];
        System.arraycopy(text, 0, broken, 0, cut);
        System.arraycopy(text, cut + 1, broken, cut, text.length - cut - 1);
        for (byte[] bytes : List.of(broken, Arrays.copyOfRange(broken, 3, broken.length))) {
            List<SheetRow> rows = read(file(bytes));
            assertThat(rows).extracting(row -> row.cell(0)).containsExactly("name", "张三", "李四", "王五");
            assertThat(rows.get(2).cell(1)).isEqualTo("cut \uFFFD");
            assertThat(rows.get(2).remarks()).containsExactly(new Remark(1, "record.import.note.broken", false));
            assertThat(rows.get(3).remarks()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        id;price;weight\\n1;12,50;3,20\\n2;1,75;0,5\\n                        | id/price/weight | 1/12,50/3,20
        name;remark\\nalpha;red, green, blue, and black\\nbeta;one, two\\n    | name/remark     | alpha/red, green, blue, and black
        no\\t,name\\t,sum\\t\\n2024010100001\\t,A\\t,12.50\\t\\n               | no\\t/name\\t/sum\\t | 2024010100001\\t/A\\t/12.50\\t
        name,remark\\na,"x;y;z"\\nb,"1;2;3"\\n                               | name/remark     | a/x;y;z
        sep=;\\na;b\\n1,5;2,5\\n                                             | a/b             | 1,5/2,5
        """)
    void findsWhatPartsTheCells(String text, String heading, String first) throws IOException {
        List<SheetRow> rows = read(file(escaped(text).getBytes(StandardCharsets.UTF_8)));
        assertThat(String.join("/", rows.getFirst().cells())).isEqualTo(escaped(heading));
        assertThat(String.join("/", rows.get(1).cells())).isEqualTo(escaped(first));
    }

    private static String escaped(String text) {
        return text.replace("\\n", "\n").replace("\\t", "\t");
    }

    @Test
    void namesTheLineOfAStrayQuoteAndReadsTheOthers() throws IOException {
        List<SheetRow> rows =
                read(file("name,size\na,1\nb,\"3\"inch\nc,2\nd,\"4\" \ne,5\"\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(rows).extracting(row -> row.cell(0)).containsExactly("name", "a", "b", "c", "d", "e");
        assertThat(rows)
                .filteredOn(SheetRow::isBroken)
                .extracting(SheetRow::line)
                .containsExactly(3L);
        assertThat(rows.get(4).cell(1)).isEqualTo("4");
        assertThat(rows.get(5).cell(1)).isEqualTo("5\"");
    }

    @Test
    void takesNoLineForAPartOfOneWithAStrayQuote() throws IOException {
        List<SheetRow> rows = read(file("name,size\na,\"1\nb,2\nc,3 \"x\nd,4\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(rows).extracting(row -> row.cell(0)).containsExactly("name", "a", "b", "c", "d");
        assertThat(rows)
                .filteredOn(SheetRow::isBroken)
                .extracting(SheetRow::line)
                .containsExactly(2L);
        assertThat(rows).extracting(SheetRow::line).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void refusesAnOpenQuoteByItsLine() throws IOException {
        Path file = file("name,remark\na,\"open\nb,x\nc,y\n".getBytes(StandardCharsets.UTF_8));
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> read(file))
                .satisfies(refused -> {
                    Problem problem = refused.problems().items().getFirst();
                    assertThat(problem.code()).isEqualTo("record.import.error.openQuote");
                    assertThat(problem.arguments()).containsExactly(2L);
                });
    }

    @Test
    void readsTextsThatWereProtectedFromSpreadsheets() throws IOException {
        List<SheetRow> rows =
                read(file("no,x\n=\"00123\",1\n\"=\"\"00124\"\"\",2\n=\"a,b\",3\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(rows).extracting(row -> row.cell(0)).containsExactly("no", "00123", "00124", "a,b");
    }

    @Test
    void leavesOutWhatNobodySeesAndSaysSo() throws IOException {
        List<SheetRow> rows =
                read(file("name\n\u200BAnn\u00A0B\u202C\nline\u0001\n\"x\r\ny\"\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(rows).extracting(row -> row.cell(0)).containsExactly("name", "Ann\u00A0B", "line", "x\ny");
        assertThat(rows).extracting(row -> row.remarks().size()).containsExactly(0, 1, 1, 0);
    }

    @Test
    void namesWhatOnlyCallsItselfATable() throws IOException {
        assertThat(refusal(file("\n<html xmlns:x='a'><body><table><tr><td>1, 2</td></tr></table>"
                        .getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("record.import.error.page");
        assertThat(refusal(file("<?xml version='1.0'?><Workbook/>".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("record.import.error.xml");
        assertThat(refusal(zip(
                        Map.of("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<a/>"))))
                .isEqualTo("record.import.error.openDocument");
        assertThat(refusal(zip(Map.of(
                        "xl/workbook.bin",
                        "x",
                        "_rels/.rels",
                        "<Relationships><Relationship Id='a' Type='x/officeDocument'"
                                + " Target='xl/workbook.bin'/></Relationships>"))))
                .isEqualTo("record.import.error.xlsb");
        byte[] secret = "\u00D0\u00CF\u0011\u00E0........EncryptedPackage".getBytes(StandardCharsets.ISO_8859_1);
        byte[] wide = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        byte[] whole = Arrays.copyOf(secret, secret.length + wide.length);
        System.arraycopy(wide, 0, whole, secret.length, wide.length);
        assertThat(refusal(file(whole))).isEqualTo("record.import.error.protected");
    }

    @Test
    void findsPartsByTheirRelationsWhateverTheCase() throws IOException {
        List<SheetRow> rows = read(zip(Map.of(
                "_rels/.rels",
                "<Relationships><Relationship Id='w' Type='x/officeDocument' Target='/Book/Main.xml'/></Relationships>",
                "book/main.xml",
                WORKBOOK,
                "book/_rels/main.xml.rels",
                "<Relationships><Relationship Id='a' Type='x/worksheet' Target='../sheets/One.xml'/>"
                        + "<Relationship Id='s' Type='x/sharedStrings' Target='Texts.xml'/></Relationships>",
                "Sheets/one.xml",
                sheet("<row><c t='s'><v>0</v></c></row>"),
                "book/texts.xml",
                "<sst><si><t>甲</t></si></sst>")));
        assertThat(rows)
                .singleElement()
                .satisfies(row -> assertThat(row.cell(0)).isEqualTo("甲"));
    }

    @Test
    void readsCharactersThatXmlCannotHold() throws IOException {
        List<SheetRow> rows = read(excel(Map.of(
                "xl/worksheets/sheet1.xml",
                sheet("<row r='1'><c t='inlineStr'><is><t>x&#x1F;y</t></is></c></row>"
                        + "<row r='2'><c t='inlineStr'><is><t>a\u0002b&#0;&#xFFFF;&amp;&#65;</t></is></c></row>"
                        + "<row r='3'><c t='inlineStr'><is><t>one_x000D_\ntwo</t></is></c></row>"
                        + "<row r='4'><c t='inlineStr'><is><t>_x005F_x000D_ _x00e9_ _x12_</t></is></c></row>"))));
        assertThat(rows)
                .extracting(row -> row.cell(0))
                .containsExactly("xy", "ab\uFFFD&A", "one\ntwo", "_x000D_ é _x12_");
        assertThat(rows.getFirst().remarks()).containsExactly(new Remark(0, "record.import.note.invisible", false));
    }

    @Test
    void readsReferencesAcrossTheEndsOfItsBuffer() throws IOException {
        String one = "<row><c t='inlineStr'><is><t>&#x1F;é&#x4E2D;&amp;</t></is></c></row>";
        List<SheetRow> rows = read(excel(Map.of("xl/worksheets/sheet1.xml", sheet(one.repeat(20_000)))));
        assertThat(rows)
                .hasSize(20_000)
                .allSatisfy(row -> assertThat(row.cell(0)).isEqualTo("é中&"));
    }

    @Test
    void keepsTheDigitsOfLongNumbersAndSaysWhereSpreadsheetsDidNot() throws IOException {
        List<SheetRow> rows = read(
                excel(
                        Map.of(
                                "xl/worksheets/sheet1.xml",
                                sheet(
                                        "<row><c><v>110101199003071234</v></c><c><v>6222021234567891</v></c><c><v>1.10101199003071E+17</v></c>"
                                                + "<c><v>1.5E+17</v></c><c><v>0.33333333333333331</v></c><c><v>12345678901234567.891</v></c></row>"))));
        assertThat(rows.getFirst().cells())
                .containsExactly(
                        "110101199003071234",
                        "6222021234567891",
                        "110101199003071000",
                        "150000000000000000",
                        "0.333333333333333",
                        "12345678901234567.891");
        assertThat(rows.getFirst().remarks())
                .extracting(Remark::column)
                .contains(2)
                .doesNotContain(0, 1, 3, 4);
    }

    @Test
    void namesFormulasThatNobodyHasWorkedOut() throws IOException {
        List<SheetRow> rows = read(excel(Map.of(
                "xl/worksheets/sheet1.xml",
                sheet("<row><c><v>1</v></c><c><f>A1*2</f></c><c"
                        + " t='str'><f>\"\"</f><v></v></c><c><f>A1</f><v>1</v></c></row>"))));
        assertThat(rows.getFirst().remarks()).containsExactly(new Remark(1, "record.import.error.formula", true));
    }

    @Test
    void showsTimeThatHasPassed() throws IOException {
        String styles = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='[h]:mm'/><numFmt numFmtId='165'"
                + " formatCode='[mm]:ss'/></numFmts><cellXfs><xf numFmtId='164'/><xf numFmtId='46'/><xf"
                + " numFmtId='165'/></cellXfs></styleSheet>";
        List<SheetRow> rows = read(excel(Map.of(
                "xl/styles.xml",
                styles,
                "xl/worksheets/sheet1.xml",
                sheet("<row><c s='0'><v>1.1041666666666667</v></c><c s='0'><v>0.5</v></c><c"
                        + " s='0'><v>4.1666666666666670</v></c><c s='1'><v>1.5</v></c><c"
                        + " s='2'><v>0.0625</v></c></row>"))));
        assertThat(rows.getFirst().cells()).containsExactly("26:30", "12:00", "100:00", "36:00:00", "90:00");
    }

    @Test
    void fillsMergedCellsDownwardsAndMentionsWhatIsHidden() throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "xl/worksheets/sheet1.xml",
                "<worksheet><cols><col min='2' max='2' hidden='1'/></cols><sheetData>"
                        + "<row r='1'><c r='A1' t='str'><v>部门</v></c><c r='B1' t='str'><v>姓名</v></c></row>"
                        + "<row r='2'><c r='A2' t='str'><v>销售部</v></c><c r='B2' t='str'><v>甲</v></c></row>"
                        + "<row r='3' hidden='1'><c r='B3' t='str'><v>乙</v></c></row><row r='4'><c r='A4'/></row>"
                        + "<row r='5'><c r='B5' t='str'><v>丙</v></c></row></sheetData>"
                        + "<mergeCells><mergeCell ref='A1:B1'/><mergeCell ref='A2:A4'/></mergeCells></worksheet>");
        Path file = excel(parts);
        assertThat(read(file))
                .extracting(row -> String.join("/", row.cells()))
                .containsExactly("部门/姓名", "销售部/甲", "销售部/乙", "/丙");
        assertThat(SheetSource.open(file).notes(0, 1))
                .containsExactly(
                        Note.of("record.import.note.hiddenRows", 1L),
                        Note.of("record.import.note.hiddenColumns", 1L),
                        Note.of("record.import.note.merged", 2L));
    }

    @Test
    void rowsWithTheSameMergedColumnsShareWhatIsSaidOfThem() throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        StringBuilder rows = new StringBuilder();
        for (int row = 2; row < 12; row++) {
            rows.append("<row r='").append(row).append("'><c r='A").append(row).append("' t='str'><v>x</v></c></row>");
        }
        parts.put(
                "xl/worksheets/sheet1.xml",
                "<worksheet><sheetData><row r='1'><c r='A1' t='str'><v>a</v></c><c r='B1' t='str'><v>b</v></c>"
                        + "<c r='C1' t='str'><v>c</v></c></row>" + rows
                        + "</sheetData><mergeCells><mergeCell ref='B1:B9'/><mergeCell ref='C1:C11'/></mergeCells>"
                        + "</worksheet>");
        List<SheetRow> read = read(excel(parts));
        assertThat(read.get(1).merged().below()).containsExactlyInAnyOrder(1, 2);
        assertThat(read.get(8).merged().below()).isSameAs(read.get(1).merged().below());
        assertThat(read.get(10).merged().below()).containsExactly(2);
    }

    @Test
    void readsWhatItsOwnExportWrites() throws IOException {
        Path path = Files.createTempFile(folder, "file", ".xlsx");
        List<String> texts = List.of("name", "one\ntwo", "_x000D_", "_x005F_x000D_", "tab\tand _x00", "😀𠮷");
        try (OutputStream out = Files.newOutputStream(path);
                SheetWriter writer = SheetWriter.xlsx(out, "One", cells -> cells + " cut")) {
            for (String text : texts) {
                writer.row(List.of(text));
            }
            writer.row(List.of("x".repeat(40_000)));
        }
        List<SheetRow> rows = read(path);
        assertThat(rows.subList(0, 6)).extracting(row -> row.cell(0)).isEqualTo(texts);
        assertThat(rows.get(6).cell(0)).hasSize(32_767).endsWith("…✂");
        assertThat(rows.get(6).remarks()).containsExactly(new Remark(0, "record.import.error.cut", true));
        List<SheetRow> said = new ArrayList<>();
        SheetSource.open(path).read(1, said::add);
        assertThat(said).extracting(row -> String.join("/", row.cells())).containsExactly("1 cut", "One/7/name/40000");
    }

    /** Any byte of a file may be anything; a refusal is an answer, an error is none. */
    @Test
    void answersOrRefusesWhateverIsInAFile() throws IOException {
        byte[] book = Files.readAllBytes(excel(Map.of(
                "xl/worksheets/sheet1.xml",
                sheet("<row r='1'><c r='A1' t='s'><v>0</v></c><c s='1'><v>45717.5</v></c></row>"),
                "xl/sharedStrings.xml",
                "<sst><si><t>甲</t></si></sst>",
                "xl/styles.xml",
                "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='22'/></cellXfs></styleSheet>")));
        byte[] text = "no,name\r\n1,\"甲\"\r\n=\"2\",乙\r\n".getBytes(StandardCharsets.UTF_8);
        Random random = new Random(13);
        for (int i = 0; i < 4_000; i++) {
            byte[] damaged = (i % 2 == 0 ? book : text).clone();
            for (int times = random.nextInt(1, 6); times > 0; times--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            answersOrRefuses(
                    file(random.nextInt(10) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged));
        }
    }

    /** Within the parts of a workbook, where damage does not end at the archive. */
    @Test
    void answersOrRefusesWhateverIsInAPart() throws IOException {
        String row = "<row r='1'><c r='A1' t='inlineStr'><is><t>&#x4E2D;a</t></is></c><c"
                + " s='1'><f>1</f><v>45717.5</v></c></row>";
        Random random = new Random(14);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder damaged = new StringBuilder(sheet(row));
            for (int times = random.nextInt(1, 5); times > 0; times--) {
                int at = random.nextInt(damaged.length());
                String odd = List.of(
                                "<",
                                ">",
                                "&",
                                "&#x0;",
                                "&#xD800;",
                                "\u0000",
                                "\uFFFF",
                                "'",
                                "]]>",
                                "<!--",
                                "<![CDATA[",
                                "<?",
                                "é",
                                "9",
                                "")
                        .get(random.nextInt(15));
                damaged.replace(at, Math.min(at + random.nextInt(3), damaged.length()), odd);
            }
            answersOrRefuses(excel(Map.of("xl/worksheets/sheet1.xml", damaged.toString())));
        }
    }

    private static void answersOrRefuses(Path file) throws IOException {
        try {
            assertThat(read(file)).isNotNull();
        } catch (InvalidException e) {
            assertThat(e.problems().items()).hasSize(1);
        }
        Files.delete(file);
    }

    private static List<SheetRow> read(Path path) {
        List<SheetRow> rows = new ArrayList<>();
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
