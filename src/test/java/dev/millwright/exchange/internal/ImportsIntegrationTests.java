package dev.millwright.exchange.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.millwright.app.Action;
import dev.millwright.app.Limit;
import dev.millwright.app.Rights;
import dev.millwright.exchange.Imports;
import dev.millwright.exchange.Imports.BadCell;
import dev.millwright.exchange.Imports.Mode;
import dev.millwright.exchange.Imports.Note;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.Imports.Preview;
import dev.millwright.exchange.Imports.Report;
import dev.millwright.exchange.Imports.Source;
import dev.millwright.exchange.Imports.Undone;
import dev.millwright.field.FormatContext;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.form.FieldDefinition;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.testing.TestPeople;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportsIntegrationTests {

    private static final FormRef DRIVE = ref("store", "drive");
    private static final FormatContext FORMAT = new FormatContext(Locale.ENGLISH, ZoneId.of("Asia/Shanghai"));

    private Gate gate;

    @TempDir
    private Path folder;

    @BeforeEach
    void publish() {
        gate = new Gate("dev.millwright.exchange.internal");
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
        Preview preview = preview(file("Serial Number,MODEL,the capacity,Colour\nA,M,1,red\n"));
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
    void saysAllThatIsWrongWithARowAtOnceInTheOrderOfTheFile() throws IOException {
        gate.records().create(DRIVE, values("serial_number", "B", "model", "M"), Via.SCREEN);
        Path file = file("""
            serial_number,model,capacity,failed_on
            A,,1,
            B,M,many,
            C,,2,soon
            D,M,3,
            """);
        assertThat(run(file).bad())
                .extracting(BadCell::line, BadCell::column)
                .containsExactly(
                        tuple(2L, "model"),
                        tuple(3L, "capacity"),
                        tuple(3L, "serial_number"),
                        tuple(4L, "failed_on"),
                        tuple(4L, "model"));
        Report kept = imports().run(DRIVE, source(file), plan(file).onlyGood(true), part -> {});
        assertThat(kept.badRows()).isEqualTo(3);
        assertThat(all()).extracting(RecordData::title).containsExactlyInAnyOrder("B", "D");
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
        Report report = imports().dryRun(DRIVE, source(file), plan(file), part -> {});
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
        assertThat(preview(file).columns()).containsExactly("serial_number", "model");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        Path file = folder.resolve("picture.csv");
        Files.write(file, new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 1});
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> preview(file))
                .satisfies(refused -> assertThat(refused.problems())
                        .extracting(problem -> problem.code())
                        .containsExactly("record.import.error.notText"));
    }

    @Test
    void proposesToUpdateByTheUniqueFieldSoThatASecondRunAddsNothing() throws IOException {
        Path file = file("serial_number,model,capacity\nA,M1,1\nB,M2,\n");
        Preview preview = preview(file);
        assertThat(preview.mode()).isEqualTo(Mode.BOTH);
        assertThat(preview.key()).isEqualTo("serial_number");
        Plan plan = by(plan(file), Mode.BOTH, "serial_number");
        Report first = imports().run(DRIVE, source(file), plan, part -> {});
        assertThat(first.added()).isEqualTo(2);
        Report second = imports().run(DRIVE, source(file), plan, part -> {});
        assertThat(second.added()).isZero();
        assertThat(second.unchanged()).isEqualTo(2);
        assertThat(all())
                .hasSize(2)
                .allSatisfy(record -> assertThat(record.version()).isEqualTo(1));
        Path changed = file("serial_number,model,capacity\nA,M9,\nC,M3,\n");
        Report third = imports().run(DRIVE, source(changed), by(plan(changed), Mode.BOTH, "serial_number"), part -> {});
        assertThat(third.added()).isEqualTo(1);
        assertThat(third.changed()).isEqualTo(1);
        assertThat(all())
                .filteredOn(record -> record.title().equals("A"))
                .singleElement()
                .satisfies(record ->
                        assertThat(record.values()).containsEntry("model", "M9").containsEntry("capacity", 1L));
    }

    @Test
    void updatesOnlyAndNamesRowsWithoutARecord() throws IOException {
        gate.records().create(DRIVE, values("serial_number", "B", "model", "M"), Via.SCREEN);
        Path file = file("serial_number,model\nA,M1\nB,M2\n");
        Report report = imports()
                .run(
                        DRIVE,
                        source(file),
                        by(plan(file), Mode.UPDATE, "serial_number").onlyGood(true),
                        part -> {});
        assertThat(report.changed()).isEqualTo(1);
        assertThat(report.bad())
                .extracting(BadCell::line, BadCell::code)
                .containsExactly(tuple(2L, "record.import.error.unknownKey"));
    }

    @Test
    void importsTheGoodRowsAndGivesTheBadOnesBackAsAFile() throws IOException {
        Path file = file("serial_number,model,capacity,note\nA,M1,12,keep\nB,M1,many,=1+1\n,M1,,x\nA,M2,,y\nD,M4,,z\n");
        Report report = imports().run(DRIVE, source(file), plan(file).onlyGood(true), part -> {});
        assertThat(report.added()).isEqualTo(2);
        assertThat(report.badRows()).isEqualTo(3);
        assertThat(all()).extracting(RecordData::title).containsExactlyInAnyOrder("A", "D");
        assertThat(report.badFile()).isNotNull();
        List<String> lines = Files.readAllLines(report.badFile().path());
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst()).isEqualTo("\uFEFFserial_number,model,capacity,note,What to correct");
        assertThat(lines.get(1)).startsWith("B,M1,many,'=1+1,").contains("capacity: ");
        assertThat(imports().badRows(DRIVE, Objects.requireNonNull(report.id())))
                .isPresent();
        Files.delete(report.badFile().path());
    }

    @Test
    void findsTheHeadingBelowATitleAndColumnsByLikeness() throws IOException {
        Path file =
                file("Drives of the store,,,\n2025,,,\nＳerial Numbr,The Model (type),failed-on,zzz\nA,M,2025年3月1日,1\n");
        Preview preview = preview(file);
        assertThat(preview.heading()).isEqualTo(3);
        assertThat(preview.mapping())
                .containsEntry(0, "serial_number")
                .containsEntry(1, "model")
                .containsEntry(2, "failed_on")
                .hasSize(3);
        assertThat(imports().preview(DRIVE, file, 0, 1L, FORMAT).columns())
                .containsExactly("Drives of the store", "Column 2", "Column 3", "Column 4");
        assertThat(run(file).added()).isEqualTo(1);
        assertThat(all().getFirst().values()).containsEntry("failed_on", LocalDate.of(2025, 3, 1));
    }

    @Test
    void leavesOrEmptiesWhatAnEmptyCellStandsForAsThePersonSays() throws IOException {
        run(file("serial_number,model,failed_on\nA,M,2025-03-01\n"));
        Path file = file("serial_number,model,failed_on\nA,M,\nB,N,\n");
        Plan leaving = by(plan(file), Mode.BOTH, "serial_number");
        assertThat(imports().run(DRIVE, source(file), leaving, part -> {}).unchanged())
                .isEqualTo(1);
        assertThat(preview(file).emptyClears()).isFalse();
        Report cleared = imports().run(DRIVE, source(file), leaving.emptyClears(true), part -> {});
        assertThat(cleared.changed()).isEqualTo(1);
        assertThat(drive("A").values()).doesNotContainKey("failed_on");
        assertThat(preview(file).emptyClears()).as("remembered").isTrue();
        imports().undo(DRIVE, Objects.requireNonNull(cleared.id()), part -> {});
        assertThat(drive("A").values()).containsEntry("failed_on", LocalDate.of(2025, 3, 1));
    }

    private RecordData drive(String title) {
        return all().stream()
                .filter(record -> record.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void remembersWhatThePersonChose() throws IOException {
        Path file = file("number,kind,whatever\nA,M,x\n");
        assertThat(preview(file).mapping()).isEmpty();
        Plan plan = new Plan(0, 1, Map.of(0, "serial_number", 1, "model"), Map.of(), Mode.ADD, null, false, FORMAT);
        imports().run(DRIVE, source(file), plan, part -> {});
        assertThat(preview(file).mapping()).containsEntry(0, "serial_number").containsEntry(1, "model");
    }

    @Test
    void asksForTheOrderOfDatesThatNobodyCanTell() throws IOException {
        Path open = file("serial_number,model,failed_on\nA,M,03/04/2025\n");
        assertThat(preview(open).openDates()).containsExactly(2);
        assertThat(run(open).bad()).extracting(BadCell::code).containsExactly("field.error.date.order");
        Path shown = file("serial_number,model,failed_on\nA,M,03/04/2025\nB,M,25/04/2025\n");
        assertThat(preview(shown).openDates()).isEmpty();
        assertThat(run(shown).badRows()).isZero();
        assertThat(all())
                .filteredOn(record -> record.title().equals("A"))
                .singleElement()
                .satisfies(record -> assertThat(record.values()).containsEntry("failed_on", LocalDate.of(2025, 4, 3)));
    }

    @Test
    void importsOfOthersAreClosedToWhoIsKeptToSomeRecords() throws IOException {
        Path file = file("serial_number,model,capacity\nA,M1,12\nB,M1,many\n");
        Report report = imports().run(DRIVE, source(file), plan(file).onlyGood(true), part -> {});
        UUID id = Objects.requireNonNull(report.id());
        Principal staff = Principal.role(Role.STAFF);
        gate.share(
                "store",
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(staff),
                        Map.of(staff, Map.of("drive", EnumSet.allOf(Action.class))),
                        Map.of(staff, Map.of("drive", Limit.NONE.with(Action.SEE, "model = \"M2\"")))));
        assertThat(Gate.as(TestPeople.SAM, () -> imports().badRows(DRIVE, id))).isEmpty();
        assertThatExceptionOfType(NotAllowedException.class)
                .isThrownBy(() -> Gate.run(TestPeople.SAM, () -> imports().undo(DRIVE, id, part -> {})));
        assertThat(imports().badRows(DRIVE, id)).isPresent();
        Files.delete(Objects.requireNonNull(report.badFile()).path());
    }

    @Test
    void takesAnImportBackAsFarAsNobodyHasChangedItsRecords() throws IOException {
        RecordData before =
                gate.records().create(DRIVE, values("serial_number", "B", "model", "old", "capacity", 7L), Via.SCREEN);
        Path file = file("serial_number,model,capacity\nA,M1,1\nB,new,8\nC,M3,\nD,M4,\n");
        Report report = imports().run(DRIVE, source(file), by(plan(file), Mode.BOTH, "serial_number"), part -> {});
        RecordData edited = all().stream()
                .filter(record -> record.title().equals("C"))
                .findFirst()
                .orElseThrow();
        gate.records().update(DRIVE, edited.id(), null, values("model", "edited"), Via.SCREEN);
        Undone undone = imports().undo(DRIVE, Objects.requireNonNull(report.id()), part -> {});
        assertThat(undone.removed()).isEqualTo(2);
        assertThat(undone.restored()).isEqualTo(1);
        assertThat(undone.kept()).isEqualTo(1);
        assertThat(undone.examples()).containsExactly("C");
        assertThat(all()).extracting(RecordData::title).containsExactlyInAnyOrder("B", "C");
        assertThat(gate.query().get(DRIVE, before.id()).values())
                .containsEntry("model", "old")
                .containsEntry("capacity", 7L);
        assertThat(imports().past(DRIVE, 5)).singleElement().satisfies(past -> {
            assertThat(past.undone()).isNotNull();
            assertThat(past.undoneRows()).isEqualTo(3);
        });
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> imports().undo(DRIVE, Objects.requireNonNull(report.id()), part -> {}));
    }

    @Test
    void readsExcelAsPeopleSeeIt() throws IOException {
        Path file = folder.resolve("drives.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "test", "01.0000")) {
            Worksheet sheet = workbook.newWorksheet("Drives");
            sheet.value(0, 0, "Report of drives");
            sheet.value(2, 0, "Serial number");
            sheet.value(2, 1, "Model");
            sheet.value(2, 2, "Capacity");
            sheet.value(2, 3, "Failed on");
            sheet.value(3, 0, 123);
            sheet.style(3, 0).format("00000").set();
            sheet.value(3, 1, "=SUM(1)");
            sheet.value(3, 2, 1_500_301_910_016L);
            sheet.value(3, 3, LocalDate.of(2025, 3, 1));
            sheet.style(3, 3).format("yyyy-mm-dd").set();
            sheet.value(4, 0, "00124");
            sheet.value(4, 1, 4.5);
            sheet.value(4, 3, 45_717);
            sheet.finish();
        }
        Preview preview = preview(file);
        assertThat(preview.heading()).isEqualTo(3);
        assertThat(run(file).bad()).isEmpty();
        assertThat(all()).extracting(RecordData::title).containsExactlyInAnyOrder("00123", "00124");
        assertThat(all())
                .allSatisfy(record -> assertThat(record.values()).containsEntry("failed_on", LocalDate.of(2025, 3, 1)));
        assertThat(all())
                .extracting(record -> record.values().get("model"))
                .containsExactlyInAnyOrder("=SUM(1)", "4.5");
    }

    @Test
    void readsItsOwnTemplate() throws IOException {
        Path file = folder.resolve("template.xlsx");
        try (OutputStream out = Files.newOutputStream(file)) {
            imports().template(DRIVE, FORMAT, out);
        }
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> preview(file))
                .satisfies(refused -> assertThat(refused.problems())
                        .extracting(problem -> problem.code())
                        .containsExactly("record.import.error.onlyHeading"));
    }

    @Test
    void refusesAnEmptyFile() {
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> preview(file("")))
                .satisfies(refused -> assertThat(refused.problems())
                        .extracting(problem -> problem.code())
                        .containsExactly("record.import.error.empty"));
    }

    @Test
    void linksTheRecordsOfOneFileToEachOtherInWhateverOrder() throws IOException {
        UUID node = Ids.next();
        FormRef tree = publish(
                "tree", node, field("name", "text"), field("parent", "link", "{\"form\": \"%s\"}".formatted(node), ""));
        Path small = file("name,parent\n根,\n分支,根\n叶,分支\n");
        Plan plan = plan(tree, small);
        assertThat(imports().dryRun(tree, source(small), plan, part -> {}).bad())
                .isEmpty();
        assertThat(imports().run(tree, source(small), plan, part -> {}).added()).isEqualTo(3);
        assertThat(gate.query().list(ListRequest.of(tree, 10)).items())
                .extracting(
                        record -> record.title() + "/" + title(record.values().get("parent")))
                .containsExactlyInAnyOrder("根/", "分支/根", "叶/分支");
        StringBuilder text = new StringBuilder("name,parent\nself,self\n");
        IntStream.range(0, 4_500).forEach(i -> text.append('n').append(i).append(",top\n"));
        Path large = file(text + "top,\nlost,nobody\n");
        Report dry = imports().dryRun(tree, source(large), plan, part -> {});
        assertThat(dry.bad()).extracting(BadCell::value).containsExactly("nobody");
        Report kept = imports().run(tree, source(large), plan.onlyGood(true), part -> {});
        assertThat(kept.added()).isEqualTo(4_502);
    }

    @Test
    void aCellNamesSeveralLinkedRecordsAndWhatItCannotNameIsTold() throws IOException {
        UUID id = Ids.next();
        FormRef machine = publish("machine_of_file", id, field("name", "text"));
        for (String name : List.of("Lathe", "Mill; old", "Twin", "Twin")) {
            gate.records().create(machine, values("name", name), Via.SCREEN);
        }
        FormRef part = publish(
                "part_of_file",
                Ids.next(),
                field("title", "text"),
                field("fits", "links", "{\"form\": \"%s\"}".formatted(id), ""));
        Path file = file("title,fits\nboth,\"Lathe；\"\"Mill; old\"\"\"\nnone,\nodd,Lathe;Nobody\ntwins,Twin\n");
        Plan plan = plan(part, file);
        Report dry = imports().dryRun(part, source(file), plan, _ -> {});
        assertThat(dry.bad()).extracting(BadCell::value).containsExactly("Lathe;Nobody", "Twin");
        assertThat(imports()
                        .run(part, source(file), plan.onlyGood(true), _ -> {})
                        .added())
                .isEqualTo(2);
        assertThat(gate.query().list(ListRequest.of(part, 10)).items().stream()
                        .map(record -> record.values().get("fits"))
                        .filter(RecordRefs.class::isInstance)
                        .flatMap(links -> ((RecordRefs) links).records().stream())
                        .map(RecordRef::title))
                .containsExactly("Lathe", "Mill; old");
    }

    private static String title(@Nullable Object link) {
        return link instanceof RecordRef ref ? String.valueOf(ref.title()) : "";
    }

    @Test
    void keepsTheCodesOfAFileOnlyWhereTheDesignerAllowsIt() throws IOException {
        Path file = file("name,code\n旧一,OLD-0007\n旧二,A-50\n新,\n");
        String parts = "{\"parts\": [{\"part\": \"text\", \"text\": \"A-\"}, {\"part\": \"number\", \"width\": 4}]%s}";
        FormRef refusing =
                publish("refusing", Ids.next(), field("name", "text"), field("code", "code", parts.formatted(""), ""));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> imports().run(refusing, source(file), plan(refusing, file), part -> {}));
        FormRef keeping = publish(
                "keeping",
                Ids.next(),
                field("name", "text"),
                field("code", "code", parts.formatted(", \"keepsGiven\": true"), ""));
        Report report = imports().run(keeping, source(file), plan(keeping, file), part -> {});
        assertThat(report.bad()).isEmpty();
        assertThat(codes(keeping)).containsExactlyInAnyOrder("OLD-0007", "A-50", "A-0051");
        gate.records().create(keeping, values("name", "next"), Via.SCREEN);
        assertThat(codes(keeping)).contains("A-0052");
        assertThat(imports()
                        .run(keeping, source(file), plan(keeping, file), part -> {})
                        .bad())
                .extracting(BadCell::value)
                .containsExactly("OLD-0007", "A-50");
    }

    private List<Object> codes(FormRef form) {
        return gate.query().list(ListRequest.of(form, 10)).items().stream()
                .map(record -> record.values().getOrDefault("code", ""))
                .toList();
    }

    @Test
    void keepsNoRefusedTextThatIsToBeEncrypted() throws IOException {
        FormRef staff = publish(
                "refused_secrets",
                Ids.next(),
                field("name", "text", "{\"maxLength\": 5}", ""),
                field("account", "encrypted-text", "{\"shown\": 4}", ""));
        Path file = file("name,account\nMuch too long," + "6222".repeat(600) + "\n");
        Report report = imports().run(staff, source(file), plan(staff, file), part -> {});
        assertThat(report.bad())
                .extracting(BadCell::column, BadCell::value)
                .containsExactlyInAnyOrder(tuple("name", "Much too long"), tuple("account", ""));
    }

    private FormRef publish(String app, UUID id, FieldDefinition... fields) {
        gate.publish(app, EnumSet.allOf(Action.class), form(id, "node", null, null, List.of(), fields));
        return new FormRef(app, "node");
    }

    private Plan plan(FormRef form, Path file) {
        Preview preview = imports().preview(form, file, 0, null, FORMAT);
        return new Plan(0, preview.heading(), preview.mapping(), Map.of(), Mode.ADD, null, false, FORMAT);
    }

    @Test
    void takesColumnsWithoutHeadingsAndThoseWhoseHeadingIsEmpty() throws IOException {
        assertThat(preview(file(",serial_number,model\n0,Ann,3\n1,Bob,4\n")).columns())
                .containsExactly("Column 1", "serial_number", "model");
        assertThat(preview(file("serial_number,model,capacity\na,1,2,first note\nb,2,3,second note\n"))
                        .columns())
                .containsExactly("serial_number", "model", "capacity", "Column 4");
    }

    @Test
    void readsNumbersWithADecimalComma() throws IOException {
        Path file = file("serial_number;model;capacity\nA;x;12,0\nB;y;1.234,00\n");
        assertThat(run(file).bad()).isEmpty();
        assertThat(all()).extracting(record -> record.values().get("capacity")).containsExactlyInAnyOrder(12L, 1234L);
    }

    @Test
    void namesOddCellsBeforeAnythingIsStoredAndAgainAfterwards() throws IOException {
        Path file = file("serial_number,model\n\u200BA,x\nB,\"y\"z\nC,\uFFFD\n");
        assertThat(preview(file).notes())
                .extracting(Note::code)
                .containsExactlyInAnyOrder(
                        "record.import.note.invisible", "record.import.error.strayQuote", "record.import.note.broken");
        Report report = imports().run(DRIVE, source(file), plan(file).onlyGood(true), part -> {});
        assertThat(report.bad()).extracting(BadCell::line).containsExactly(3L);
        assertThat(report.notes())
                .extracting(note -> note.code() + note.places())
                .containsExactlyInAnyOrder(
                        "record.import.note.invisible[CellPlace[line=2, column=serial_number]]",
                        "record.import.note.broken[CellPlace[line=4, column=model]]");
        assertThat(all()).extracting(RecordData::title).containsExactlyInAnyOrder("A", "C");
    }

    private Imports imports() {
        return gate.context.getBean(Imports.class);
    }

    private Report run(Path file) {
        return imports().run(DRIVE, source(file), plan(file), part -> {});
    }

    private Preview preview(Path file) {
        return imports().preview(DRIVE, file, 0, null, FORMAT);
    }

    private static Source source(Path file) {
        return new Source(file, file.getFileName().toString());
    }

    /** Only adding, as the preview proposes the columns. */
    private Plan plan(Path file) {
        Preview preview = preview(file);
        return new Plan(0, preview.heading(), preview.mapping(), Map.of(), Mode.ADD, null, false, FORMAT);
    }

    private static Plan by(Plan plan, Mode mode, String key) {
        return new Plan(
                plan.sheet(), plan.heading(), plan.mapping(), plan.dates(), mode, key, plan.onlyGood(), plan.format());
    }

    private List<RecordData> all() {
        return gate.query().list(ListRequest.of(DRIVE, 100)).items();
    }

    private Path file(String text) throws IOException {
        return Files.write(folder.resolve("rows.csv"), text.getBytes(StandardCharsets.UTF_8));
    }
}
