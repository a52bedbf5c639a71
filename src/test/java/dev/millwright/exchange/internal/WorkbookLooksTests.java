package dev.millwright.exchange.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.millwright.exchange.Imports.Source;
import dev.millwright.exchange.Workbooks;
import dev.millwright.exchange.Workbooks.Link;
import dev.millwright.exchange.Workbooks.Nature;
import dev.millwright.exchange.Workbooks.Repetition;
import dev.millwright.exchange.Workbooks.Workbook;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.FormatContext;
import dev.millwright.jobs.JobCancelledException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.sheet.SheetWriter;
import dev.millwright.testing.Growth;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookLooksTests {

    private static final FormatContext FORMAT = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final Map<String, List<List<String>>> sheets = new LinkedHashMap<>();

    private WorkbookLooksTests sheet(String name, String... rows) {
        List<List<String>> cells = new ArrayList<>();
        for (String row : rows) {
            cells.add(List.of(row.split(",", -1)));
        }
        sheets.put(name, cells);
        return this;
    }

    private Path file() {
        Path file = folder.resolve("book-" + sheets.hashCode() + ".xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                SheetWriter writer =
                        SheetWriter.xlsx(out, sheets.keySet().iterator().next())) {
            boolean first = true;
            for (Map.Entry<String, List<List<String>>> sheet : sheets.entrySet()) {
                if (!first) {
                    writer.sheet(sheet.getKey());
                }
                first = false;
                for (List<String> row : sheet.getValue()) {
                    writer.row(row);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    @SuppressWarnings("NullAway") // to look at a file nothing of a form is needed
    private static WorkbookLooks looks() {
        return new WorkbookLooks(new ImportLooks(null, null, null, null, null, null));
    }

    private Workbook look() {
        return looks().look(source(), Map.of(), WorkbookLooksTests::nature, FORMAT, part -> {});
    }

    private Source source() {
        return new Source(file(), "book.xlsx");
    }

    /** As field types would see it: numbers, days and else texts. */
    private static Nature nature(ColumnProfile column) {
        if (column.distinct().isEmpty()
                || column.distinct().keySet().stream()
                        .anyMatch(text -> text.matches("\\d{4}-\\d{2}-\\d{2}|\\d+\\.\\d+"))) {
            return Nature.OTHER;
        }
        return column.distinct().keySet().stream().allMatch(text -> text.matches("\\d+")) ? Nature.NUMBER : Nature.NAME;
    }

    private static final String[] CUSTOMERS = {
        "code,name,city", "C1,Ann,Rome", "C2,Bob,Rome", "C3,Cid,Oslo", "C4,Dan,Oslo"
    };

    private static List<Link> proposed(Workbook book, int sheet) {
        return book.sheets().get(sheet).links().stream()
                .filter(Link::isProposed)
                .toList();
    }

    @Test
    void linksAColumnToTheSheetWhoseUniqueColumnHasItsValues() {
        sheet("Customers", CUSTOMERS)
                .sheet("Orders", "number,customer,day", "1,Ann,2025-01-01", "2,Bob,2025-01-02", "3,Ann,2025-01-03");
        Workbook book = look();
        assertThat(proposed(book, 1))
                .extracting(Link::column, Link::sheet, Link::key, Link::fits, Link::unknown)
                .containsExactly(tuple(1, 0, 1, 3L, 0L));
        assertThat(proposed(book, 0)).isEmpty();
    }

    @Test
    void saysWhichCellsNameNobodyAndWhichAreSpelledDifferently() {
        sheet("Customers", CUSTOMERS)
                .sheet("Orders", "number,customer", "1,Ann", "2, ＢＯＢ", "3,Zoe", "4,", "5,Cid", "6,ann");
        Link link = proposed(look(), 1).getFirst();
        assertThat(link.fits()).isEqualTo(2);
        assertThat(link.respelled()).isEqualTo(2);
        assertThat(link.readAs()).isEqualTo(Map.of("ＢＯＢ", "Bob", "ann", "Ann"));
        assertThat(link.strangers()).containsExactly("Zoe");
        assertThat(link.unknown()).isEqualTo(1);
        assertThat(link.empty()).isEqualTo(1);
    }

    @Test
    void readsNothingAsTheSameThatTwoRowsOfTheOtherSheetMayMean() {
        sheet("Customers", "name", "ACME", "Acme", "Bob", "Cid")
                .sheet("Orders", "number,customer", "1,acme", "2,Bob", "3,ACME", "4,Cid", "5,Bob");
        Link link = proposed(look(), 1).getFirst();
        assertThat(link.readAs()).isEmpty();
        assertThat(link.strangers()).containsExactly("acme");
    }

    @Test
    void takesNumbersForLinksOnlyByTheirHeadings() {
        sheet("Products", "productID,stock", "1,5", "2,5", "3,9", "4,9")
                .sheet("Lines", "productID,quantity", "1,1", "1,2", "2,3", "4,4", "4,1");
        assertThat(proposed(look(), 1)).extracting(Link::column).containsExactly(0);
        assertThat(look().sheets().get(1).links())
                .as("may still be meant so")
                .extracting(Link::column)
                .contains(1);
    }

    @Test
    void linksWithinASheetAndInRings() {
        sheet("People", "name,boss,desk", "Ann,,D1", "Bob,Ann,D2", "Cid,Ann,D3", "Dan,Bob,D1")
                .sheet("Desks", "desk,owner", "D1,Ann", "D2,Bob", "D3,Ann");
        Workbook book = look();
        assertThat(proposed(book, 0))
                .extracting(Link::column, Link::sheet)
                .containsExactlyInAnyOrder(tuple(1, 0), tuple(2, 1));
        assertThat(proposed(book, 1)).extracting(Link::column, Link::sheet).containsExactly(tuple(1, 0));
    }

    @Test
    void doesNotLinkSheetsThatOnlyCountAlike() {
        sheet("2024", "id,what", "1,a", "2,b", "3,c").sheet("2025", "id,what", "1,d", "2,e", "3,f");
        Workbook book = look();
        assertThat(proposed(book, 0)).isEmpty();
        assertThat(proposed(book, 1)).isEmpty();
    }

    @Test
    void refersToTheTableThatIsNamedByTheColumn() {
        sheet("Orders", "order,customer", "S1,Ann", "S2,Bob", "S3,Ann")
                .sheet("Lines", "order,item", "S1,a", "S1,b", "S2,a", "S3,b")
                .sheet("Deliveries", "note,order", "D1,S1", "D2,S2", "D3,S3");
        Workbook book = look();
        assertThat(proposed(book, 0)).isEmpty();
        assertThat(proposed(book, 1)).extracting(Link::column, Link::sheet).containsExactly(tuple(0, 0));
        assertThat(proposed(book, 2))
                .as("although no two are alike")
                .extracting(Link::column, Link::sheet)
                .containsExactly(tuple(1, 0));
    }

    @Test
    void seesWhetherRowsOfOneRecordStandTogether() {
        sheet("Orders", "order,customer", "S1,Ann", "S2,Bob", "S3,Ann")
                .sheet("Lines", "order,item", "S1,a", "S1,b", "S1,c", "S2,a", "S3,b")
                .sheet("Mixed", "order,item", "S1,a", "S2,b", "S1,a");
        Workbook book = look();
        assertThat(proposed(book, 1)).extracting(Link::most).containsExactly(3L);
        assertThat(proposed(book, 2)).extracting(Link::most).containsExactly(0L);
    }

    @Test
    void saysWhatIsNoTable() {
        sheet("Data", "a,b", "1,2").sheet("Heading only", "a,b").sheet("Nothing");
        Workbook book = look();
        assertThat(book.sheets()).extracting(sheet -> sheet.problem() == null).containsExactly(true, false, false);
        sheets.clear();
        sheet("Nothing");
        assertThatExceptionOfType(InvalidException.class).isThrownBy(this::look);
    }

    @Test
    void offersColumnsThatRepeatTogether() {
        List<String> rows = new ArrayList<>(List.of("order,customer,city,phone,day,pieces"));
        for (int i = 0; i < 60; i++) {
            int who = i % 7;
            rows.add("S" + i + ",Customer " + who + ",City " + who % 3 + ",0" + who + "-55,2025-01-" + (10 + i % 19)
                    + "," + i * 7 % 11);
        }
        rows.set(11, rows.get(11).replace("-55", "-66"));
        sheet("Orders", rows.toArray(String[]::new));
        List<Repetition> found = look().sheets().getFirst().repetitions();
        assertThat(found).hasSize(1);
        Repetition one = found.getFirst();
        assertThat(one.key()).isEqualTo(1);
        assertThat(one.members()).containsExactly(2, 3);
        assertThat(one.rows()).isEqualTo(60);
        assertThat(one.keys()).isEqualTo(7);
        assertThat(one.conflicts()).hasSize(1);
        assertThat(one.lostByFrequent()).isEqualTo(1);
        assertThat(one.lostByFirst()).isEqualTo(1);
        assertThat(one.frequent()).contains(List.of("Customer 3", "City 0", "03-55"));
    }

    @Test
    void offersNothingWhereNothingRepeatsOrAllIsTheSame() {
        sheet("Different", "a,b", "x1,y1", "x2,y2", "x3,y3", "x4,y4", "x5,y5");
        assertThat(look().sheets().getFirst().repetitions()).isEmpty();
        sheets.clear();
        sheet("Same", "a,b", "x,y", "x,y", "x,y", "x,y", "x,y");
        assertThat(look().sheets().getFirst().repetitions()).isEmpty();
        sheets.clear();
        sheet("Independent", "a,b", "x,1z", "y,2z", "x,2z", "y,1z", "x,3z", "y,3z", "x,1z", "y,2z");
        assertThat(look().sheets().getFirst().repetitions()).isEmpty();
        sheets.clear();
        sheet("Nearly constant", "a,b", "x,on", "y,on", "z,on", "x,on", "y,on", "z,on", "x,on", "y,off", "z,on");
        assertThat(look().sheets().getFirst().repetitions()).isEmpty();
    }

    @Test
    void decidesWhereRowsDifferAndSaysWhatIsLost() {
        sheet("Orders", "customer,phone", "Ann,1-1", "Bob,2-1", "Ann,1-2", " ａｎｎ,1-2", "Bob,", ",9-9", "Ann,1-2");
        Repetition found = looks().repetition(source(), 0, 1, Set.of(), 0, List.of(1));
        assertThat(found.frequent()).containsExactly(List.of("Ann", "1-2"), List.of("Bob", "2-1"));
        assertThat(found.first()).containsExactly(List.of("Ann", "1-1"), List.of("Bob", "2-1"));
        assertThat(found.lostByFrequent()).isEqualTo(1);
        assertThat(found.lostByFirst()).isEqualTo(3);
        assertThat(found.readAs()).isEqualTo(Map.of("ａｎｎ", "Ann"));
        assertThat(found.respelled()).isEqualTo(1);
        assertThat(found.keyless()).isEqualTo(1);
        assertThat(found.keylessLines()).containsExactly(7L);
        assertThat(found.conflicts().getFirst().values())
                .extracting(said -> said.text() + " " + said.rows() + " " + said.line())
                .containsExactly("1-2 3 4", "1-1 1 2");
    }

    @Test
    void leavesTotalsOutOfAllOfIt() {
        sheet("Customers", CUSTOMERS).sheet("Orders", "customer,pieces", "Ann,1", "Bob,2", "Ann,3", "Total,6");
        Link link = proposed(look(), 1).getFirst();
        assertThat(link.unknown()).isZero();
        assertThat(link.fits()).isEqualTo(3);
    }

    @Test
    void takesTwiceAsLongForTwiceAsManyRows() {
        Growth.isLinear(
                4_000,
                this::large,
                book -> looks().look(
                                new Source(book, "book.xlsx"),
                                Map.of(),
                                WorkbookLooksTests::nature,
                                FORMAT,
                                part -> {}));
    }

    private Path large(int rows) {
        sheets.clear();
        String[] people = new String[rows / 8 + 1];
        String[] orders = new String[rows + 1];
        people[0] = "name,phone";
        orders[0] = "order,customer,seller,seller phone";
        for (int i = 1; i < people.length; i++) {
            people[i] = "Customer " + i + ",0" + i;
        }
        for (int i = 1; i < orders.length; i++) {
            orders[i] = "S" + i + ",Customer " + (i % (people.length - 1) + 1) + ",Seller " + i % 40 + ",9" + i % 40;
        }
        sheet("Customers", people).sheet("Orders", orders);
        return file();
    }

    /** Each column of such a workbook stands in each other one. */
    private void alike(int tables, int columns) {
        sheets.clear();
        for (int i = 0; i < tables; i++) {
            String[] rows = new String[4];
            for (int row = 0; row < rows.length; row++) {
                String cell = row == 0 ? ",h" : ",name " + "abc".charAt(row - 1);
                rows[row] = cell.repeat(columns).substring(1);
            }
            sheet("S" + i, rows);
        }
    }

    @Test
    void keepsFewOfTheColumnsThatAnotherMayNameAndSaysWhatItDidNotTry() {
        alike(8, 200);
        Workbook book = look();
        assertThat(book.tried()).isBetween(1, LinkSearch.MOST_PAIRS / (8 * 200) / 8);
        for (Workbooks.Sheet sheet : book.sheets()) {
            Map<Integer, Long> ofColumn =
                    sheet.links().stream().collect(Collectors.groupingBy(Link::column, Collectors.counting()));
            assertThat(ofColumn.values()).allMatch(count -> count <= 4);
        }
        alike(3, 8);
        assertThat(look().tried()).isZero();
    }

    @Test
    void readsNoMoreColumnsThanAPageCanShowAndSaysWhichSheetsAreLeftOut() {
        alike(11, 200);
        Workbook book = look();
        assertThat(book.sheets().get(9).survey()).isNotNull();
        assertThat(book.sheets().get(10).survey()).isNull();
        assertThat(book.sheets().get(10).problem())
                .isEqualTo(Problem.error("record.newApp.sheet.columns", "", Workbooks.MOST_COLUMNS));
    }

    @Test
    void stopsInTheMiddleOfTheSearchWhenNobodyWantsItAnyMore() {
        alike(2, 40);
        List<Double> heard = new ArrayList<>();
        assertThatExceptionOfType(JobCancelledException.class)
                .isThrownBy(() -> looks().look(source(), Map.of(), WorkbookLooksTests::nature, FORMAT, part -> {
                    heard.add(part);
                    if (part > 0.5) {
                        throw new JobCancelledException();
                    }
                }));
        assertThat(heard.getLast()).isLessThan(0.51);
    }
}
