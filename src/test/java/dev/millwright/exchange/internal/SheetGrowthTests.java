package dev.millwright.exchange.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.field.CellContext;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.type.PlainFieldTypes;
import dev.millwright.shared.InvalidException;
import dev.millwright.testing.Growth;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twice as much of a hostile file takes twice as long, wherever in the file it stands. */
class SheetGrowthTests {

    private static final FormatContext FORMAT = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"(", "（", "[", "a(", "\"\"\"", "x\t", "1,", "x;", "a b", "0", "\n"})
    void headingsOfAnyLength(String one) {
        Growth.isLinear(60_000, size -> csv(one.repeat(size / one.length()) + "\n1,2\n3,4\n"), this::survey);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines", "明细", "l", "(", "."})
    void headingsOfLinesOfAnyNumber(String one) {
        List<Headings.Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            wanted.add(new Headings.Wanted("lines.f" + i, List.of(), Set.of("lines", "明细", "l")));
        }
        Growth.isLinear(
                1_000,
                size -> {
                    List<String> headings = new ArrayList<>();
                    for (int i = 0; i < size; i++) {
                        headings.add(one.repeat(200 / one.length()) + i);
                    }
                    return headings;
                },
                headings -> Headings.of(wanted, Map.of()).matched(headings));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", ")", "0", "9", "1,", "1 ", "0\n", "-", "2025-", "年", "0:", " ", "%", "￥", "e1"})
    void cellsOfAnyLengthForAnyType(String one) {
        for (FieldType<?, ?> type : PlainFieldTypes.all().all()) {
            Growth.isLinear(
                    50_000,
                    size -> one.repeat(size / one.length()) + (one.equals("(") ? ")".repeat(size) : "x"),
                    cell -> read(type, cell));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "\"", "\\", "[h", "_", "0", "[$-804]", ";"})
    void formatsOfAnyLength(String one) {
        Growth.isLinear(
                40_000,
                size -> styled(
                        "<numFmt numFmtId='164' formatCode='" + one.repeat(size).replace("\"", "&quot;") + "'/>",
                        "<xf numFmtId='164'/>".repeat(200)),
                this::survey);
    }

    @Test
    void formatsOfAnyNumber() {
        Growth.isLinear(
                2_000,
                size -> {
                    StringBuilder formats = new StringBuilder();
                    StringBuilder styles = new StringBuilder();
                    for (int i = 0; i < size; i++) {
                        formats.append("<numFmt numFmtId='").append(200 + i).append("' formatCode='[[[[[[[[[0'/>");
                        styles.append("<xf numFmtId='").append(200 + i).append("'/>");
                    }
                    return styled(formats.toString(), styles.toString());
                },
                this::survey);
    }

    @Test
    void attributesOfAnyNumber() {
        Growth.isLinear(
                20_000,
                size -> {
                    StringBuilder row = new StringBuilder("<row r='1'");
                    for (int i = 0; i < size; i++) {
                        row.append(" a").append(i).append("='1'");
                    }
                    return excel(Map.of("xl/worksheets/sheet1.xml", sheet(row + "><c><v>1</v></c></row>")));
                },
                this::survey);
    }

    @Test
    void rowsFarToTheRight() {
        Growth.isLinear(
                20_000,
                size -> excel(
                        Map.of("xl/worksheets/sheet1.xml", sheet("<row><c r='ALK1'><v>1</v></c></row>".repeat(size)))),
                this::survey);
        Growth.isLinear(50_000, size -> csv("a" + ",b".repeat(900) + "\n" + "1\n".repeat(size)), this::survey);
    }

    @Test
    void refusesAFewBytesThatReferToALongTextAgainAndAgain() {
        Path file = excel(Map.of(
                "xl/sharedStrings.xml",
                "<sst><si><t>" + "a".repeat(500_000) + "</t></si><si><t>" + "b".repeat(500_000) + "</t></si></sst>",
                "xl/worksheets/sheet1.xml",
                sheet("<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row>".repeat(50_000))));
        assertThat(file).satisfies(path -> assertThat(Files.size(path)).isLessThan(120_000));
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> survey(file))
                .satisfies(refused -> assertThat(
                                refused.problems().items().getFirst().code())
                        .isEqualTo("record.import.error.tooLarge"));
    }

    private void survey(Path file) {
        SheetSource source = SheetSource.open(file);
        List<SheetRow> first = new ArrayList<>();
        source.read(0, row -> {
            first.add(row);
            return first.size() < Headings.LAST_LINE;
        });
        SheetRow heading = new Headings(List.of(), Map.of()).heading(first);
        ColumnSurvey survey = new ColumnSurvey(heading.cells());
        source.read(0, row -> {
            survey.add(row);
            return true;
        });
        assertThat(survey.profiles(FORMAT, name -> name)).isNotNull();
    }

    private static <C> void read(FieldType<C, ?> type, String cell) {
        CellContext context = new CellContext(FORMAT, DateOrder.UNKNOWN);
        assertThat(type.fit(new ColumnProfile("x", List.of(cell), Map.of(cell, 1), context)))
                .isNotNull();
        type.read(cell, type.defaultConfig(), context);
    }

    private Path csv(String text) {
        try {
            return Files.writeString(Files.createTempFile(folder, "file", ".csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path styled(String formats, String styles) {
        return excel(Map.of(
                "xl/styles.xml",
                "<styleSheet><numFmts>" + formats + "</numFmts><cellXfs>" + styles + "</cellXfs></styleSheet>",
                "xl/worksheets/sheet1.xml",
                sheet("<row><c t='inlineStr'><is><t>a</t></is></c></row><row><c s='1'><v>1</v></c></row>")));
    }

    private static String sheet(String rows) {
        return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
    }

    private Path excel(Map<String, String> parts) {
        Map<String, String> all = new LinkedHashMap<>(parts);
        all.put(
                "xl/workbook.xml",
                "<workbook xmlns:r='r'><sheets><sheet name='One' sheetId='1' r:id='a'/></sheets></workbook>");
        all.put(
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id='a' Target='worksheets/sheet1.xml'/></Relationships>");
        try {
            Path path = Files.createTempFile(folder, "file", ".xlsx");
            try (OutputStream out = Files.newOutputStream(path);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, String> part : all.entrySet()) {
                    zip.putNextEntry(new ZipEntry(part.getKey()));
                    zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                    zip.closeEntry();
                }
            }
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
