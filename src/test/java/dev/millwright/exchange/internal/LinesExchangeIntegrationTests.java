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
import dev.millwright.exchange.Imports.Mode;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.Imports.Preview;
import dev.millwright.exchange.Imports.Report;
import dev.millwright.exchange.Imports.Source;
import dev.millwright.field.FormatContext;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordChange.Create;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records leave with their lines and come back with them. */
class LinesExchangeIntegrationTests {

    private static final FormRef ORDER = ref("sales", "order");
    private static final FormRef COPY = ref("copy", "order");
    private static final FormatContext FORMAT = new FormatContext(Locale.ENGLISH, ZoneId.of("Asia/Shanghai"));
    private static final List<Column> COLUMNS =
            List.of(new Column("state", "The state"), new Column("number", "The number"), new Column("sum", "The sum"));

    private Gate gate;

    @TempDir
    private Path folder;

    @BeforeEach
    void publish() {
        gate = new Gate("dev.millwright.exchange.internal");
        for (String app : List.of("sales", "copy")) {
            gate.publish(app, EnumSet.allOf(Action.class), forms());
        }
    }

    private static FormDefinition[] forms() {
        UUID orderId = Ids.next();
        UUID lineId = Ids.next();
        FieldDefinition owner = field("order", "link", "{\"form\": \"" + orderId + "\"}", "required");
        FieldDefinition position = field("position", "integer");
        FieldDefinition number = field("number", "text", "{}", "unique required");
        FormDefinition lines = form(
                        lineId,
                        "order_line",
                        null,
                        null,
                        List.of(),
                        field("item", "text", "{}", "required"),
                        field("quantity", "integer"),
                        field("price", "decimal"),
                        field("amount", "decimal").withFormula("quantity * price"),
                        owner,
                        position)
                .withPartOf(new PartOf(orderId, owner.id(), position.id()));
        FormDefinition orders = form(
                orderId,
                "order",
                number.id(),
                number.id(),
                List.of(),
                number,
                field("state", "text"),
                field("sum", "decimal"),
                field("items", "subform", "{\"form\": \"" + lineId + "\"}", ""));
        return new FormDefinition[] {orders, lines};
    }

    @AfterEach
    void close() {
        gate.close();
    }

    private RecordData order(String number, Object[]... lines) {
        List<RecordChange> wanted = new ArrayList<>();
        for (Object[] line : lines) {
            wanted.add(new Create(values(line)));
        }
        return gate.records().write(ORDER, new Create(values("number", number), Map.of("items", wanted)), Via.SCREEN);
    }

    private static Object[] line(String item, long quantity, String price) {
        return new Object[] {"item", item, "quantity", quantity, "price", new BigDecimal(price)};
    }

    private Path export(Lines lines, Format format) throws IOException {
        Path file = folder.resolve("export." + format.extension());
        try (OutputStream out = Files.newOutputStream(file)) {
            gate.context.getBean(Exports.class).write(ListRequest.of(ORDER, 100), COLUMNS, lines, format, FORMAT, out);
        }
        return file;
    }

    private static List<List<String>> rows(Path file, int sheet) {
        List<List<String>> rows = new ArrayList<>();
        SheetSource.open(file).read(sheet, row -> rows.add(List.copyOf(row.cells())));
        return rows;
    }

    private Imports imports() {
        return gate.context.getBean(Imports.class);
    }

    private Plan plan(FormRef form, Path file, Mode mode) {
        Preview preview = imports().preview(form, source(file), 0, null, FORMAT);
        return new Plan(
                        0,
                        preview.heading(),
                        preview.mapping(),
                        Map.of(),
                        mode,
                        mode == Mode.ADD ? null : "number",
                        false,
                        FORMAT)
                .lines(preview.lines().stream().map(Imports.FoundLines::plan).toList());
    }

    private Report run(FormRef form, Path file, Mode mode) {
        return imports().run(form, source(file), plan(form, file, mode), part -> {});
    }

    private static Source source(Path file) {
        return new Source(file, file.getFileName().toString());
    }

    private List<RecordData> lines(FormRef form, String number) {
        RecordData order = order(form, number);
        return gate.query().lines(form, "items", List.of(order)).getOrDefault(order.id(), List.of());
    }

    private RecordData order(FormRef form, String number) {
        return gate.query().list(ListRequest.of(form, 100)).items().stream()
                .filter(one -> one.title().equals(number))
                .findFirst()
                .orElseThrow();
    }

    /** Two sheets, as people make them. */
    private Path sheets(List<List<Object>> orders, List<List<Object>> lines) throws IOException {
        Path file = folder.resolve("orders.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "Test", "1.0")) {
            fill(workbook.newWorksheet("Orders"), orders);
            fill(workbook.newWorksheet("Positions"), lines);
        }
        return file;
    }

    private static void fill(Worksheet sheet, List<List<Object>> rows) {
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                switch (rows.get(row).get(column)) {
                    case Number number -> sheet.value(row, column, number);
                    case Object text -> sheet.value(row, column, text.toString());
                }
            }
        }
    }

    @Test
    void linesStandOnASheetOfTheirOwnWithTheKeyOfTheirRecord() throws IOException {
        order("A-1", line("bolt", 2, "1.50"), line("nut", 1, "0.25"));
        order("A-2");
        order("A-3", line("washer", 10, "0.10"));
        Path file = export(Lines.SHEETS, Format.XLSX);
        assertThat(SheetSource.open(file).sheets()).containsExactly("order", "The items");
        assertThat(rows(file, 0)).hasSize(4);
        assertThat(rows(file, 1))
                .containsExactlyInAnyOrder(
                        List.of("The number", "The position", "The item", "The quantity", "The price", "The amount"),
                        List.of("A-1", "1", "bolt", "2", "1.5", "3"),
                        List.of("A-1", "2", "nut", "1", "0.25", "0.25"),
                        List.of("A-3", "1", "washer", "10", "0.1", "1"));
    }

    @Test
    void whatWasExportedComesBackUnchanged() throws IOException {
        order("A-1", line("bolt", 2, "1.50"), line("nut", 1, "0.25"));
        order("A-2");
        Path file = export(Lines.SHEETS, Format.XLSX);
        Preview preview = imports().preview(ORDER, source(file), 0, null, FORMAT);
        assertThat(preview.lines()).singleElement().satisfies(found -> {
            assertThat(found.by()).isEqualTo("The number");
            assertThat(found.rows()).isEqualTo(2);
            assertThat(found.left()).containsExactly("The amount");
        });
        long version = order(ORDER, "A-1").version();
        Report same = run(ORDER, file, Mode.BOTH);
        assertThat(same.bad()).isEmpty();
        assertThat(tuple(same.added(), same.changed(), same.unchanged())).isEqualTo(tuple(0L, 0L, 2L));
        assertThat(order(ORDER, "A-1").version()).isEqualTo(version);
        Report elsewhere = run(COPY, file, Mode.ADD);
        assertThat(elsewhere.added()).isEqualTo(2);
        assertThat(lines(COPY, "A-1"))
                .extracting(
                        line -> line.values().get("item"), line -> line.values().get("amount"))
                .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .containsExactly(tuple("bolt", new BigDecimal("3.00")), tuple("nut", new BigDecimal("0.25")));
        assertThat(lines(COPY, "A-2")).isEmpty();
    }

    @Test
    void aBadLineIsNamedByItsSheetAndRowAndNothingOfItsRecordIsKept() throws IOException {
        Path file = sheets(
                List.of(
                        List.of("The number", "The state"),
                        List.of("A", "new"),
                        List.of("B", "new"),
                        List.of("C", "new")),
                List.of(
                        List.of("The number", "The item", "The quantity"),
                        List.of("A", "bolt", 2),
                        List.of("B", "nut", "many"),
                        List.of("B", "washer", 1),
                        List.of("C", "", 7),
                        List.of("X", "lost", 1),
                        List.of("", "nobody's", 1)));
        Report tried = imports().dryRun(COPY, source(file), plan(COPY, file, Mode.ADD), part -> {});
        assertThat(tried.bad())
                .extracting(BadCell::sheet, BadCell::line, BadCell::column, BadCell::code)
                .containsExactlyInAnyOrder(
                        tuple("Positions", 3L, "The quantity", "field.error.integer"),
                        tuple("Positions", 5L, "The item", "record.error.required"),
                        tuple("Positions", 6L, "", "record.import.error.lineOwner"),
                        tuple("Positions", 7L, "", "record.import.error.lineKey"));
        Report report =
                imports().run(COPY, source(file), plan(COPY, file, Mode.ADD).onlyGood(true), part -> {});
        assertThat(report.added()).isEqualTo(1);
        assertThat(gate.query().list(ListRequest.of(COPY, 100)).items())
                .extracting(RecordData::title)
                .containsExactly("A");
        BadFile bad = Objects.requireNonNull(report.badFile());
        assertThat(rows(bad.path(), 0)).extracting(List::getFirst).containsExactly("The number", "B", "C");
        assertThat(rows(bad.path(), 1))
                .extracting(row -> row.get(1))
                .containsExactlyInAnyOrder("The item", "nut", "washer", "", "lost", "nobody's");
        Files.delete(bad.path());
    }

    @Test
    void linesAreChangedByTheirNumberAndTheRestStays() throws IOException {
        order("A-1", line("bolt", 2, "1.50"), line("nut", 1, "0.25"));
        Path file = sheets(
                List.of(List.of("The number"), List.of("A-1")),
                List.of(
                        List.of("The number", "The position", "The item", "The quantity"),
                        List.of("A-1", 2, "nut", 9),
                        List.of("A-1", 3, "washer", 4)));
        Report report = run(ORDER, file, Mode.BOTH);
        assertThat(report.bad()).isEmpty();
        assertThat(report.changed()).isEqualTo(1);
        assertThat(lines(ORDER, "A-1"))
                .extracting(
                        line -> line.values().get("item"), line -> line.values().get("quantity"))
                .containsExactly(tuple("bolt", 2L), tuple("nut", 9L), tuple("washer", 4L));
        imports().undo(ORDER, Objects.requireNonNull(report.id()), part -> {});
        assertThat(lines(ORDER, "A-1"))
                .extracting(
                        line -> line.values().get("item"), line -> line.values().get("quantity"))
                .as("taken back")
                .containsExactly(tuple("bolt", 2L), tuple("nut", 1L));
    }

    @Test
    void aRecordThatIsThereAlreadyNeedsNoRowForItsLines() throws IOException {
        order("A-1", line("bolt", 2, "1.50"));
        Path file = sheets(
                List.of(List.of("The number", "The state"), List.of("B-1", "new")),
                List.of(
                        List.of("The number", "The position", "The item"),
                        List.of("A-1", 2, "nut"),
                        List.of("B-1", 1, "washer")));
        Report report = run(ORDER, file, Mode.BOTH);
        assertThat(report.bad()).isEmpty();
        assertThat(tuple(report.added(), report.changed())).isEqualTo(tuple(1L, 1L));
        assertThat(lines(ORDER, "A-1"))
                .extracting(line -> line.values().get("item"))
                .containsExactly("bolt", "nut");
        assertThat(lines(ORDER, "B-1"))
                .extracting(line -> line.values().get("item"))
                .containsExactly("washer");
    }

    @Test
    void aRecordWithFarTooManyLinesOnTheirSheetIsRefusedAndTheOthersAreNot() throws IOException {
        order("A-1", line("bolt", 2, "1.50"));
        List<List<Object>> lines = new ArrayList<>(List.of(List.of("The number", "The item")));
        for (int i = 0; i < 50_001; i++) {
            lines.add(List.of(i % 2 == 0 ? "big" : "A-1", "nut"));
        }
        lines.add(List.of("B-1", "washer"));
        Path file = sheets(List.of(List.of("The number"), List.of("big"), List.of("B-1")), lines);
        Report report =
                imports().run(ORDER, source(file), plan(ORDER, file, Mode.BOTH).onlyGood(true), part -> {});
        assertThat(report.added()).isEqualTo(1);
        assertThat(report.bad())
                .extracting(BadCell::sheet, BadCell::code)
                .containsExactlyInAnyOrder(
                        tuple("", "record.error.tooManyLines"), tuple("Positions", "record.error.tooManyLines"));
        assertThat(lines(ORDER, "B-1")).hasSize(1);
        assertThat(lines(ORDER, "A-1")).hasSize(1);
        Files.delete(Objects.requireNonNull(report.badFile()).path());
    }

    @Test
    void aFlatTableHasARowForEachLine() throws IOException {
        order("A-1", line("bolt", 2, "1.50"), line("nut", 1, "0.25"));
        order("A-2");
        assertThat(rows(export(Lines.ROWS, Format.CSV), 0))
                .containsExactlyInAnyOrder(
                        List.of(
                                "The state",
                                "The number",
                                "The sum",
                                "The position",
                                "The item",
                                "The quantity",
                                "The price",
                                "The amount"),
                        List.of("", "A-1", "", "1", "bolt", "2", "1.50", "3.00"),
                        List.of("", "A-1", "", "2", "nut", "1", "0.25", "0.25"),
                        List.of("", "A-2"));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> export(Lines.SHEETS, Format.CSV))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains("record.export.error.noSheets"));
    }

    @Test
    void linesThatAreHiddenAreNotExported() throws IOException {
        order("A-1", line("bolt", 2, "1.50"));
        Principal staff = Principal.role(Role.STAFF);
        gate.share(
                "sales",
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(staff),
                        Map.of(staff, Map.of("order", EnumSet.of(Action.SEE, Action.EXPORT))),
                        Map.of(
                                staff,
                                Map.of(
                                        "order",
                                        Limit.NONE.with(Map.of(
                                                "number",
                                                FieldGrant.EDITABLE,
                                                "state",
                                                FieldGrant.EDITABLE,
                                                "sum",
                                                FieldGrant.EDITABLE))))));
        Map<String, String> seen = Gate.as(
                TestPeople.SAM, () -> gate.context.getBean(Exports.class).lines(ORDER));
        assertThat(seen).isEmpty();
    }
}
