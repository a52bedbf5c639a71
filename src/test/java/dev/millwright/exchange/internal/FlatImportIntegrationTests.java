package dev.millwright.exchange.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.millwright.app.Action;
import dev.millwright.app.FieldGrant;
import dev.millwright.app.Limit;
import dev.millwright.app.Rights;
import dev.millwright.exchange.Exports;
import dev.millwright.exchange.Exports.Column;
import dev.millwright.exchange.Exports.Format;
import dev.millwright.exchange.Exports.Lines;
import dev.millwright.exchange.Imports;
import dev.millwright.exchange.Imports.BadCell;
import dev.millwright.exchange.Imports.BadFile;
import dev.millwright.exchange.Imports.CellPlace;
import dev.millwright.exchange.Imports.Flat;
import dev.millwright.exchange.Imports.Grouped;
import dev.millwright.exchange.Imports.LinesPlan;
import dev.millwright.exchange.Imports.Mode;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.Imports.Preview;
import dev.millwright.exchange.Imports.Report;
import dev.millwright.exchange.Imports.Source;
import dev.millwright.field.CellContext;
import dev.millwright.field.DateOrder;
import dev.millwright.field.DecimalMark;
import dev.millwright.field.FormatContext;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordChange.Create;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One sheet with a row for each line and the values of its record beside it. */
class FlatImportIntegrationTests {

    private static final FormRef ORDER = ref("flat", "order");
    private static final FormRef LOOSE = ref("flat", "loose");
    private static final FormRef CODED = ref("flat", "coded");
    private static final FormatContext FORMAT = new FormatContext(Locale.ENGLISH, ZoneId.of("Asia/Shanghai"));
    private static final List<Column> COLUMNS = List.of(
            new Column("state", "The state"), new Column("number", "The number"), new Column("note", "The note"));

    private static final UUID BUYER = Ids.next();

    private Gate gate;

    @TempDir
    private Path folder;

    @BeforeEach
    void publish() {
        gate = new Gate("dev.millwright.exchange.internal");
        List<FormDefinition> forms = new ArrayList<>();
        forms.add(form(BUYER, "buyer", null, null, List.of(), field("name", "text")));
        forms.addAll(forms("order", field("number", "text", "{}", "unique required")));
        forms.addAll(forms("loose", field("number", "text")));
        forms.addAll(forms("coded", field("number", "code", CODE, "")));
        gate.publish("flat", EnumSet.allOf(Action.class), forms.toArray(FormDefinition[]::new));
    }

    private static final String CODE =
            "{\"parts\": [{\"part\": \"text\", \"text\": \"C-\"}, {\"part\": \"number\", \"width\": 3, \"reset\": \"never\"}]}";

    private static List<FormDefinition> forms(String key, FieldDefinition number) {
        UUID orderId = Ids.next();
        UUID lineId = Ids.next();
        FieldDefinition owner = field("owner", "link", "{\"form\": \"" + orderId + "\"}", "required");
        FieldDefinition position = field("position", "integer");
        FormDefinition lines = form(
                        lineId,
                        key + "_line",
                        null,
                        null,
                        List.of(),
                        field("item", "text", "{}", "required"),
                        field("quantity", "integer"),
                        field("price", "decimal"),
                        field("amount", "decimal").withFormula("quantity * price"),
                        field("note", "text"),
                        owner,
                        position)
                .withPartOf(new PartOf(orderId, owner.id(), position.id()));
        boolean isKey = !key.equals("loose");
        FormDefinition orders = form(
                orderId,
                key,
                number.id(),
                isKey ? number.id() : null,
                List.of(),
                number,
                field("state", "text"),
                field("day", "date"),
                field("sold_to", "link", "{\"form\": \"" + BUYER + "\"}", ""),
                field("note", "text"),
                field("items", "subform", "{\"form\": \"" + lineId + "\"}", ""));
        return List.of(orders, lines);
    }

    @AfterEach
    void close() {
        gate.close();
    }

    private Imports imports() {
        return gate.context.getBean(Imports.class);
    }

    private static Source source(Path file) {
        return new Source(file, file.getFileName().toString());
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("orders.csv"), text);
    }

    private Plan plan(FormRef form, Path file) {
        Preview preview = imports().preview(form, source(file), 0, null, FORMAT);
        return new Plan(0, preview.heading(), preview.mapping(), Map.of(), preview.mode(), preview.key(), false, FORMAT)
                .flat(preview.flat());
    }

    private Report run(FormRef form, Path file) {
        return run(form, file, plan(form, file));
    }

    private Report run(FormRef form, Path file, Plan plan) {
        return imports().run(form, source(file), plan, part -> {});
    }

    private RecordData order(FormRef form, String number) {
        return orders(form).stream()
                .filter(one -> number.equals(one.values().get("number")))
                .findFirst()
                .orElseThrow();
    }

    private List<RecordData> orders(FormRef form) {
        return gate.query().list(ListRequest.of(form, 100)).items();
    }

    private List<String> items(FormRef form, RecordData order) {
        return gate.query().lines(form, "items", List.of(order)).getOrDefault(order.id(), List.of()).stream()
                .map(line -> line.values().get("quantity") + " " + line.values().get("item"))
                .toList();
    }

    private List<String> items(String number) {
        return items(ORDER, order(ORDER, number));
    }

    private void order(String number, Object[]... lines) {
        List<RecordChange> wanted = new ArrayList<>();
        for (Object[] line : lines) {
            wanted.add(new Create(values(line)));
        }
        gate.records().write(ORDER, new Create(values("number", number), Map.of("items", wanted)), Via.SCREEN);
    }

    private static Object[] line(String item, long quantity) {
        return new Object[] {"item", item, "quantity", quantity, "price", new BigDecimal("1.50")};
    }

    private static List<List<String>> rows(Path file) {
        List<List<String>> rows = new ArrayList<>();
        SheetSource.open(file).read(0, row -> rows.add(List.copyOf(row.cells())));
        return rows;
    }

    @Test
    void rowsOfOneKeyAreOneRecordWhereverTheyStand() throws IOException {
        Path file = csv("""
                The number,The state,The item,The quantity
                A,new,bolt,2
                A,new,nut,1
                B,,washer,5
                ,,pin,6
                A,,screw,3
                """);
        Grouped counted = imports().grouped(ORDER, source(file), plan(ORDER, file));
        assertThat(tuple(counted.records(), counted.lines(), counted.differing()))
                .isEqualTo(tuple(2L, 5L, 0L));
        Report report = run(ORDER, file);
        assertThat(report.bad()).isEmpty();
        assertThat(tuple(report.rows(), report.added())).isEqualTo(tuple(2L, 2L));
        assertThat(items("A")).containsExactly("2 bolt", "1 nut", "3 screw");
        assertThat(items("B")).containsExactly("5 washer", "6 pin");
        assertThat(order(ORDER, "A").values()).containsEntry("state", "new");
        assertThat(report.notes())
                .anySatisfy(note -> assertThat(note.arguments()).containsExactly(5, 2, 5L, "The items"));
        imports().undo(ORDER, Objects.requireNonNull(report.id()), part -> {});
        assertThat(orders(ORDER)).isEmpty();
    }

    @Test
    void headingsNameLinesInManyWays() throws IOException {
        for (String heading : List.of(
                "items.item",
                "The items: The item",
                "The items．item",
                "明细。item",
                "Lines: The item",
                "order_line.item",
                "The item (items)")) {
            Preview preview =
                    imports().preview(ORDER, source(csv("The number,\"" + heading + "\"\nA,bolt\n")), 0, null, FORMAT);
            assertThat(preview.flat()).as(heading).isEqualTo(new Flat("items", Map.of(1, "item"), 0, false));
            assertThat(preview.mapping()).as(heading).containsExactly(Map.entry(0, "number"));
        }
        Preview both = imports()
                .preview(ORDER, source(csv("The number,The note,The items.note\nA,one,two\n")), 0, null, FORMAT);
        assertThat(both.mapping()).containsEntry(1, "note");
        assertThat(Objects.requireNonNull(both.flat()).mapping()).containsOnly(Map.entry(2, "note"));
        Preview plain = imports().preview(ORDER, source(csv("The number,The quantity\nA,1\n")), 0, null, FORMAT);
        assertThat(plain.flat())
                .as("one column of that name may be there by chance")
                .isNull();
    }

    @Test
    void aLinkIsCalledAsWhatItLeadsTo() throws IOException {
        Preview preview =
                imports().preview(ORDER, source(csv("The number,Buyer,items.item\nA,Alfki,bolt\n")), 0, null, FORMAT);
        assertThat(preview.mapping()).containsEntry(1, "sold_to");
    }

    @Test
    void linesThatSomebodyMayNotFillInAreNotProposed() throws IOException {
        Principal staff = Principal.role(Role.STAFF);
        gate.share(
                "flat",
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(staff),
                        Map.of(staff, Map.of("order", EnumSet.of(Action.SEE, Action.CREATE))),
                        Map.of(
                                staff,
                                Map.of(
                                        "order",
                                        Limit.NONE.with(Map.of(
                                                "number", FieldGrant.EDITABLE, "items", FieldGrant.READ_ONLY))))));
        Path file = csv("The number,items.item\nA,bolt\n");
        Preview preview = Gate.as(TestPeople.SAM, () -> imports().preview(ORDER, source(file), 0, null, FORMAT));
        assertThat(preview.flat()).isNull();
        Plan plan = new Plan(0, 1, Map.of(0, "number"), Map.of(), Mode.ADD, null, false, FORMAT)
                .flat(new Flat("items", Map.of(1, "item"), 0, false));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> Gate.as(TestPeople.SAM, () -> run(ORDER, file, plan)));
    }

    @Test
    void aSecondValueIsRefusedUntilSomebodyTakesTheFirst() throws IOException {
        Path file = csv("""
                The number,The state,The day,The item,The quantity
                A,new,2026-01-05,bolt,2
                A,old,2026/1/5,nut,1
                B,,,washer,5
                B,paid,,pin,6
                """);
        Plan plan = plan(ORDER, file);
        Grouped counted = imports().grouped(ORDER, source(file), plan);
        assertThat(tuple(counted.differing(), counted.torn())).isEqualTo(tuple(1L, 1L));
        Report refused = run(ORDER, file, plan);
        assertThat(refused.bad())
                .extracting(BadCell::line, BadCell::column, BadCell::value, BadCell::code, BadCell::arguments)
                .containsExactly(
                        tuple(3L, "The state", "old", "record.import.error.recordDiffers", List.of("old", "new", 2L)));
        assertThat(orders(ORDER)).isEmpty();
        BadFile bad = Objects.requireNonNull(refused.badFile());
        assertThat(rows(bad.path())).hasSize(3).satisfies(rows -> {
            assertThat(rows.get(1)).startsWith("A", "new").hasSize(5);
            assertThat(rows.get(2)).startsWith("A", "old").hasSize(6);
        });
        Files.delete(bad.path());
        Report first =
                run(ORDER, file, plan.flat(Objects.requireNonNull(plan.flat()).takesFirst(true)));
        assertThat(first.bad()).isEmpty();
        assertThat(first.notes()).anySatisfy(note -> {
            assertThat(note.code()).isEqualTo("record.import.note.first");
            assertThat(note.cells()).isEqualTo(1);
            assertThat(note.places()).containsExactly(new CellPlace(3, "The state"));
        });
        assertThat(order(ORDER, "A").values()).containsEntry("state", "new");
        assertThat(order(ORDER, "B").values()).as("empty is no other value").containsEntry("state", "paid");
    }

    @Test
    void aBadLineIsNamedByItsRowAndItsRecordComesBackWhole() throws IOException {
        Path file = csv("""
                The number,The state,The item,The quantity
                A,new,bolt,2
                B,new,nut,many
                A,new,,7
                C,new,pin,1
                B,new,washer,1
                """);
        Report tried = imports().dryRun(ORDER, source(file), plan(ORDER, file), part -> {});
        assertThat(tried.bad())
                .extracting(BadCell::sheet, BadCell::line, BadCell::column, BadCell::code)
                .containsExactly(
                        tuple("", 3L, "The quantity", "field.error.integer"),
                        tuple("", 4L, "The item", "record.error.required"));
        assertThat(tuple(tried.rows(), tried.badRows())).isEqualTo(tuple(3L, 2L));
        Files.delete(Objects.requireNonNull(tried.badFile()).path());
        Report report = run(ORDER, file, plan(ORDER, file).onlyGood(true));
        assertThat(report.added()).isEqualTo(1);
        assertThat(items("C")).containsExactly("1 pin");
        BadFile bad = Objects.requireNonNull(report.badFile());
        assertThat(rows(bad.path()))
                .extracting(row -> row.get(0) + row.get(2) + row.get(3) + (row.size() > 4 ? "!" : ""))
                .containsExactly("The numberThe itemThe quantity!", "Abolt2", "A7!", "Bnutmany!", "Bwasher1");
        Files.delete(bad.path());
    }

    @Test
    void linesAreChangedByTheirNumberOrTheirPlace() throws IOException {
        order("A", line("bolt", 2), line("nut", 1));
        Report numbered = run(ORDER, csv("""
                The number,The position,The item,The quantity
                A,2,nut,9
                A,3,washer,4
                """));
        assertThat(numbered.bad()).isEmpty();
        assertThat(numbered.changed()).isEqualTo(1);
        assertThat(items("A")).containsExactly("2 bolt", "9 nut", "4 washer");
        imports().undo(ORDER, Objects.requireNonNull(numbered.id()), part -> {});
        assertThat(items("A")).containsExactly("2 bolt", "1 nut");
        run(ORDER, csv("""
                The number,The item,The quantity
                A,bolt,2
                ,nut,3
                ,pin,4
                """));
        assertThat(items("A")).containsExactly("2 bolt", "3 nut", "4 pin");
        Report twice = run(ORDER, csv("""
                The number,The position,The item
                A,1,bolt
                A,1,nut
                """));
        assertThat(twice.bad())
                .extracting(BadCell::line, BadCell::code)
                .containsExactly(tuple(3L, "record.import.error.lineTwice"));
        Files.delete(Objects.requireNonNull(twice.badFile()).path());
    }

    @Test
    void whatWasExportedFlatComesBackUnchanged() throws IOException {
        order("A", line("bolt", 2), line("nut", 1));
        order("B");
        order("C", line("=1+1", 10));
        for (Format format : Format.values()) {
            Path file = folder.resolve("export." + format.extension());
            try (OutputStream out = Files.newOutputStream(file)) {
                gate.context
                        .getBean(Exports.class)
                        .write(ListRequest.of(ORDER, 100), COLUMNS, Lines.ROWS, format, FORMAT, out);
            }
            assertThat(rows(file).getFirst()).contains("The note", "The items.The note", "The item");
            long version = order(ORDER, "A").version();
            Report same = run(ORDER, file);
            assertThat(same.bad()).isEmpty();
            assertThat(tuple(same.rows(), same.added(), same.changed(), same.unchanged()))
                    .as(format.name())
                    .isEqualTo(tuple(3L, 0L, 0L, 3L));
            assertThat(order(ORDER, "A").version()).isEqualTo(version);
        }
    }

    @Test
    void withoutAKeyRowsWithTheSameValuesBesideEachOtherAreOneRecord() throws IOException {
        Path file = csv("""
                The number,The state,The item,The quantity
                X,new,bolt,2
                X,new,nut,1
                ,,pin,5
                Y,new,washer,6
                X,new,screw,many
                """);
        Plan plan = plan(LOOSE, file);
        assertThat(Objects.requireNonNull(plan.flat()).by()).isNull();
        Report tried = imports().dryRun(LOOSE, source(file), plan, part -> {});
        assertThat(tried.rows()).isEqualTo(3);
        Files.delete(Objects.requireNonNull(tried.badFile()).path());
        Plan byNumber =
                plan.flat(new Flat("items", Objects.requireNonNull(plan.flat()).mapping(), 0, false));
        Grouped counted = imports().grouped(LOOSE, source(file), byNumber);
        assertThat(tuple(counted.records(), counted.lines())).isEqualTo(tuple(2L, 5L));
    }

    @Test
    void refusedRecordsOfTheSameValuesStayApartInTheFileOfBadRows() throws IOException {
        Path file = csv("""
                The number,The state,The item,The quantity
                X,new,bolt,many
                Y,new,nut,1
                X,new,pin,few
                """);
        Report report = run(LOOSE, file, plan(LOOSE, file).onlyGood(true));
        assertThat(tuple(report.added(), report.badRows())).isEqualTo(tuple(1L, 2L));
        Path bad = Objects.requireNonNull(report.badFile()).path();
        String corrected = Files.readString(bad).replace("many", "3").replace("few", "4");
        Files.delete(bad);
        Report again = run(LOOSE, csv(corrected));
        assertThat(again.bad()).isEmpty();
        assertThat(again.added()).isEqualTo(2);
    }

    @Test
    void mergedCellsKeepRecordsApart() throws IOException {
        Path file = folder.resolve("merged.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "Test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Orders");
            String[][] rows = {
                {"The number", "The state", "The item", "The quantity"},
                {"X", "new", "bolt", "1"},
                {"X", "new", "nut", "2"},
                {"", "", "pin", "3"},
                {"X", "new", "washer", "4"},
                {"", "", "screw", "5"},
                {"X", "new", "rivet", "6"}
            };
            for (int row = 0; row < rows.length; row++) {
                for (int column = 0; column < rows[row].length; column++) {
                    if (!rows[row][column].isEmpty()) {
                        sheet.value(row, column, rows[row][column]);
                    }
                }
            }
            for (int column = 0; column < 2; column++) {
                sheet.range(2, column, 3, column).merge();
                sheet.range(4, column, 5, column).merge();
            }
        }
        Report report = run(LOOSE, file);
        assertThat(report.bad()).isEmpty();
        assertThat(orders(LOOSE).stream().map(order -> items(LOOSE, order)))
                .containsExactlyInAnyOrder(
                        List.of("1 bolt"),
                        List.of("2 nut", "3 pin"),
                        List.of("4 washer", "5 screw"),
                        List.of("6 rivet"));
    }

    @Test
    void aKeyThatIsMadeAnewStillSaysWhichRowsAreOneRecord() throws IOException {
        Path file = csv("""
                The number,The state,The item,The quantity
                10248,new,bolt,2
                10249,new,nut,1
                10248,new,pin,5
                """);
        Plan plan = plan(CODED, file);
        assertThat(plan.mode()).isEqualTo(Mode.ADD);
        assertThat(plan.mapping()).doesNotContainValue("number");
        Report report = run(CODED, file, plan);
        assertThat(report.bad()).isEmpty();
        assertThat(orders(CODED).stream().map(order -> items(CODED, order)))
                .containsExactlyInAnyOrder(List.of("2 bolt", "5 pin"), List.of("1 nut"));
        RecordData first = orders(CODED).getFirst();
        String known = String.valueOf(first.values().get("number"));
        Path again = csv("The number,The state,The item,The quantity\n" + known + ",old,rivet,2\n");
        assertThat(plan(CODED, again).mode())
                .as("there is such a record now, so that the number finds it")
                .isEqualTo(Mode.BOTH);
        Report changed = run(CODED, again);
        assertThat(tuple(changed.added(), changed.changed())).isEqualTo(tuple(0L, 1L));
    }

    @Test
    void moreRowsThanMayBeKeptAtHandAreToldBeforeAnythingIsStored() throws IOException {
        StringBuilder text = new StringBuilder("The number,The item,The quantity\n");
        for (int i = 0; i <= Imports.MOST_FLAT_ROWS; i++) {
            text.append(i / 10).append(",bolt,1\n");
        }
        Path file = csv(text.toString());
        Plan plan = plan(ORDER, file);
        assertThat(imports().grouped(ORDER, source(file), plan).refused())
                .isEqualTo(Problem.error("record.import.error.manyRows", "", Imports.MOST_FLAT_ROWS));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> run(ORDER, file, plan))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains("record.import.error.manyRows"));
    }

    @Test
    void columnsThatGoNowhereAreNotKeptButComeBackInTheFileOfBadRows() throws IOException {
        String other = ",left".repeat(300);
        StringBuilder text = new StringBuilder("The number,The item,The quantity" + other + "\n");
        for (int i = 0; i < 100; i++) {
            text.append(i / 10)
                    .append(",bolt,")
                    .append(i == 55 ? "many" : "1")
                    .append(other)
                    .append('\n');
        }
        Path file = csv(text.toString());
        Plan plan = plan(ORDER, file);
        LargeFiles.Share share = new LargeFiles(1_000_000).shareAtOnce();
        FlatRows flat = flat(plan, share);
        flat.read(SheetSource.open(file));
        assertThat(flat.groups())
                .hasSize(10)
                .allSatisfy(group -> assertThat(group.rows()).hasSize(10).noneMatch(SheetRow::isWhole));
        assertThat(share.cells()).isLessThanOrEqualTo(100 * 6);
        Report report = run(ORDER, file, plan.onlyGood(true));
        assertThat(tuple(report.added(), report.badRows())).isEqualTo(tuple(9L, 1L));
        BadFile bad = Objects.requireNonNull(report.badFile());
        assertThat(rows(bad.path()))
                .hasSize(11)
                .allSatisfy(row -> assertThat(row.get(302)).isEqualTo("left"));
        Files.delete(bad.path());
    }

    @Test
    void aRecordWithFarTooManyLinesIsRefusedAndTheOthersAreNot() throws IOException {
        StringBuilder text = new StringBuilder("The number,The item,The quantity\nA,nut,1\nB,nut,1\n");
        text.append("big,bolt,1\n".repeat(50_001)).append("C,nut,1\n");
        Path file = csv(text.toString());
        Report tried = imports().dryRun(ORDER, source(file), plan(ORDER, file), part -> {});
        assertThat(tried.bad())
                .extracting(BadCell::line, BadCell::code)
                .containsExactly(tuple(4L, "record.error.tooManyLines"));
        Report report = run(ORDER, file, plan(ORDER, file).onlyGood(true));
        assertThat(tuple(report.added(), report.badRows())).isEqualTo(tuple(3L, 1L));
        assertThat(orders(ORDER)).extracting(RecordData::title).containsExactlyInAnyOrder("A", "B", "C");
    }

    private FlatRows flat(Plan plan, LargeFiles.Share share) {
        AccessibleForms access = gate.context.getBean(AccessibleForms.class);
        Flat wanted = Objects.requireNonNull(plan.flat());
        CellContext context = new CellContext(FORMAT, DateOrder.UNKNOWN, DecimalMark.POINT);
        Map<Integer, CellContext> contexts = new HashMap<>();
        Stream.of(plan.mapping(), wanted.mapping())
                .forEach(some -> some.keySet().forEach(column -> contexts.put(column, context)));
        LineRows lines = new LineRows(
                new LinesPlan(wanted.part(), 0, plan.heading(), wanted.mapping(), -1, -1),
                Objects.requireNonNull(access.lines(ORDER).get(wanted.part())),
                "Items",
                "",
                contexts,
                false);
        return new FlatRows(plan, wanted, access.require(ORDER, Action.CREATE), contexts, lines, false, share);
    }

    @Test
    void moreCellsThanMayBeKeptAtHandAreToldBeforeAnythingIsStored() throws IOException {
        StringBuilder text = new StringBuilder("The number,The item,The quantity\n");
        for (int i = 0; i < 100; i++) {
            text.append(i / 10).append(",bolt,1\n");
        }
        Path file = csv(text.toString());
        FlatRows flat = flat(plan(ORDER, file), new LargeFiles(300).shareAtOnce());
        flat.readSome(SheetSource.open(file));
        assertThat(flat.counts().refused()).isEqualTo(Problem.error("record.import.error.manyCells", "", 300L));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> flat(plan(ORDER, file), new LargeFiles(300).shareAtOnce())
                        .read(SheetSource.open(file)));
    }

    @Test
    void aPlanThatFitsNeitherFormNorSheetIsRefused() throws IOException {
        Path file = csv("The number,The item,The quantity\nA,bolt,1\n");
        Plan plan = plan(ORDER, file);
        for (Flat wrong : List.of(
                new Flat("nothing", Map.of(1, "item"), 0, false),
                new Flat("items", Map.of(), 0, false),
                new Flat("items", Map.of(1, "amount"), 0, false),
                new Flat("items", Map.of(0, "item"), 0, false),
                new Flat("items", Map.of(1, "item"), 1, false),
                new Flat("items", Map.of(1, "item", 2, "item"), 0, false))) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .as(wrong.toString())
                    .isThrownBy(() -> run(ORDER, file, plan.flat(wrong)));
        }
    }

    @Test
    void aTemplateThatIsFilledInIsRecognisedInGbkToo() throws IOException {
        Path template = folder.resolve("template.xlsx");
        try (OutputStream out = Files.newOutputStream(template)) {
            imports().template(ORDER, "items", FORMAT, out);
        }
        List<String> headings = rows(template).getFirst();
        assertThat(headings).contains("The number *", "The items.The item *", "The items.The note");
        Path file = folder.resolve("gbk.csv");
        Files.write(
                file,
                "The number,The state,明细．The item,明细：The quantity\nA,新的,螺栓,2\n,,螺母,3\n"
                        .getBytes(Charset.forName("GBK")));
        Report report = run(ORDER, file);
        assertThat(report.bad()).isEmpty();
        assertThat(items("A")).containsExactly("2 螺栓", "3 螺母");
    }
}
