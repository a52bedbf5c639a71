package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millwright.app.Action;
import dev.millwright.app.App;
import dev.millwright.app.AppDeleted;
import dev.millwright.app.Limit;
import dev.millwright.app.Rights;
import dev.millwright.field.FileList;
import dev.millwright.field.FileRef;
import dev.millwright.files.FileLimits;
import dev.millwright.files.StoredFile;
import dev.millwright.files.StoredFiles;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.AttachedFiles;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.record.spi.Authorities;
import dev.millwright.record.spi.Authority;
import dev.millwright.record.spi.Cause;
import dev.millwright.record.spi.FieldAccess;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files in records: staff may do everything with repairs and nothing with contracts. */
class GatedFilesIntegrationTests {

    private static final FormRef REPAIR = ref("service", "repair");
    private static final FormRef CONTRACT = ref("legal", "contract");

    private static Gate gate;
    private static LimitsForTests limits;

    @BeforeAll
    static void publish() {
        gate = new Gate();
        limits = new LimitsForTests("repair");
        gate.context.getBeanFactory().registerSingleton("limits", limits);
        FieldDefinition photos = field("photos", "attachments", "{\"most\": 3}", "");
        gate.publish(
                "service",
                EnumSet.allOf(Action.class),
                form("repair", field("name", "text"), photos, field("papers", "attachments")));
        gate.publish("legal", Set.of(), form("contract", field("name", "text"), field("papers", "attachments")));
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @Test
    void completesWhatIsKnownOfAFile() {
        StoredFile file = upload(TestPeople.SAM, "../a photo.txt");
        RecordData record = create(TestPeople.SAM, new FileRef(file.id(), "lies.png", 1, "image/png"));
        assertThat(record.values().get("photos"))
                .isEqualTo(new FileList(List.of(new FileRef(file.id(), "a photo.txt", 5, "text/plain"))));
        assertThat(read(record)).isEqualTo(record.values().get("photos"));
    }

    @Test
    void showsAFreshFileOnlyToWhoBroughtIt() {
        StoredFile file = upload(TestPeople.SAM, "mine.txt");
        assertThat(see(TestPeople.SAM, file)).isEqualTo(file);
        assertHidden(TestPeople.DANA, file);
        assertHidden(TestPeople.ADMIN, file);
    }

    @Test
    void showsAFileToWhoSeesARecordThatHoldsIt() {
        StoredFile file = upload(TestPeople.SAM, "shared.txt");
        create(TestPeople.SAM, FileRef.to(file.id()));
        assertThat(see(TestPeople.DANA, file)).isEqualTo(file);
        assertHidden(TestPeople.MIA, file);
        StoredFile secret = upload(TestPeople.DANA, "secret.txt");
        Gate.run(
                TestPeople.DANA,
                () -> gate.records()
                        .create(CONTRACT, values("papers", new FileList(List.of(FileRef.to(secret.id())))), Via.API));
        assertHidden(TestPeople.SAM, secret);
    }

    @Test
    void refusesToPutAFileOfAnotherIntoARecord() {
        StoredFile secret = upload(TestPeople.DANA, "secret.txt");
        assertUnknown(TestPeople.SAM, secret.id());
        Gate.run(
                TestPeople.DANA,
                () -> gate.records()
                        .create(CONTRACT, values("papers", new FileList(List.of(FileRef.to(secret.id())))), Via.API));
        assertUnknown(TestPeople.SAM, secret.id());
        assertUnknown(TestPeople.SAM, UUID.randomUUID());
        RecordData own = create(
                TestPeople.SAM, FileRef.to(upload(TestPeople.SAM, "own.txt").id()));
        InvalidException refused = catchThrowableOfType(
                InvalidException.class, () -> change(TestPeople.SAM, own, FileRef.to(secret.id())));
        assertThat(refused.problems().items()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("record.error.fileUnknown");
            assertThat(problem.path()).isEqualTo("photos");
        });
    }

    @Test
    void letsTwoRecordsHoldTheSameFile() {
        StoredFile file = upload(TestPeople.SAM, "both.txt");
        RecordData one = create(TestPeople.SAM, FileRef.to(file.id()));
        RecordData other = create(TestPeople.DANA, FileRef.to(file.id()));
        change(TestPeople.SAM, one);
        assertThat(see(TestPeople.SAM, file)).isEqualTo(file);
        change(TestPeople.SAM, other);
        assertHidden(TestPeople.SAM, file);
    }

    @Test
    void putsBackWhatTheSameFieldHeld() {
        StoredFile file = upload(TestPeople.SAM, "back.txt");
        RecordData record = create(TestPeople.SAM, FileRef.to(file.id()));
        RecordData emptied = change(TestPeople.SAM, record);
        assertThat(emptied.values()).doesNotContainKey("photos");
        assertThat(change(TestPeople.DANA, emptied, FileRef.to(file.id())).values())
                .isEqualTo(record.values());
    }

    @Test
    void hidesAFileWithItsField() {
        StoredFile file = upload(TestPeople.DANA, "hidden.txt");
        create(TestPeople.DANA, FileRef.to(file.id()));
        assertThat(see(TestPeople.SAM, file)).isEqualTo(file);
        limits.rights = new FieldRights(Map.of("photos", FieldAccess.HIDDEN), FieldAccess.EDITABLE);
        try {
            assertHidden(TestPeople.SAM, file);
        } finally {
            limits.rights = FieldRights.ALL;
        }
    }

    @Test
    void hidesAFileWithTheRecordsThatALineOfTheMatrixDoesNotReach() {
        StoredFile file = upload(TestPeople.DANA, "row.txt");
        RecordData record = create(TestPeople.DANA, FileRef.to(file.id()));
        assertThat(see(TestPeople.SAM, file)).isEqualTo(file);
        Principal staff = Principal.role(Role.STAFF);
        gate.share(
                "service",
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(staff),
                        Map.of(staff, Map.of("repair", EnumSet.allOf(Action.class))),
                        Map.of(staff, Map.of("repair", Limit.NONE.with(Action.SEE, "name = \"open\"")))));
        try {
            assertHidden(TestPeople.SAM, file);
            assertUnknown(TestPeople.SAM, file.id());
            Gate.run(
                    TestPeople.DANA,
                    () -> gate.records().update(REPAIR, record.id(), null, values("name", "open"), Via.API));
            assertThat(see(TestPeople.SAM, file)).isEqualTo(file);
        } finally {
            gate.share("service", EnumSet.allOf(Action.class));
        }
    }

    @Test
    void keepsFilesInTheBinForThoseWhoSeeTheBin() {
        StoredFile file = upload(TestPeople.SAM, "bin.txt");
        RecordData record = create(TestPeople.SAM, FileRef.to(file.id()));
        Gate.run(TestPeople.SAM, () -> gate.records().delete(REPAIR, record.id(), null, Via.SCREEN));
        assertThat(see(TestPeople.SAM, file)).isEqualTo(file);
        RecordData restored = Gate.as(TestPeople.SAM, () -> gate.records().restore(REPAIR, record.id(), Via.SCREEN));
        assertThat(restored.values()).isEqualTo(record.values());
    }

    @Test
    void tellsInTheHistoryWhatCameAndWent() {
        StoredFile one = upload(TestPeople.SAM, "one.txt");
        StoredFile two = upload(TestPeople.SAM, "two.txt");
        RecordData record = create(TestPeople.SAM, FileRef.to(one.id()));
        change(TestPeople.SAM, record, FileRef.to(two.id()));
        HistoryEntry newest = Gate.as(
                TestPeople.SAM,
                () -> gate.query().history(REPAIR, record.id(), 10).getFirst());
        assertThat(newest.changes()).singleElement().satisfies(change -> {
            assertThat(names(change.from())).containsExactly("one.txt");
            assertThat(names(change.to())).containsExactly("two.txt");
        });
    }

    @Test
    void leavesARecordAloneWhoseFilesStayAsTheyAre() {
        StoredFile file = upload(TestPeople.SAM, "same.txt");
        RecordData record = create(TestPeople.SAM, FileRef.to(file.id()));
        assertThat(change(TestPeople.DANA, record, FileRef.to(file.id())).version())
                .isEqualTo(record.version());
    }

    @Test
    void refusesMoreFilesThanTheFieldTakes() {
        FileRef[] four = new FileRef[4];
        Arrays.setAll(four, i -> FileRef.to(upload(TestPeople.SAM, i + ".txt").id()));
        InvalidException refused = catchThrowableOfType(InvalidException.class, () -> create(TestPeople.SAM, four));
        assertThat(refused.problems().items()).extracting(Problem::code).containsExactly("field.error.files.tooMany");
    }

    @Test
    void findsRecordsWithFilesAndWithout() {
        StoredFile file = upload(TestPeople.SAM, "found.txt");
        RecordData with = create(TestPeople.SAM, FileRef.to(file.id()));
        RecordData without = create(TestPeople.SAM);
        assertThat(list("photos != null")).contains(with.id()).doesNotContain(without.id());
        assertThat(list("photos = null")).contains(without.id()).doesNotContain(with.id());
        assertThat(list("ISEMPTY(photos)")).contains(without.id()).doesNotContain(with.id());
    }

    @Test
    void letsAnAppHandOnTheFilesOfItsOwnRecords() {
        StoredFile file = upload(TestPeople.SAM, "flow.txt");
        RecordData record = create(TestPeople.SAM, FileRef.to(file.id()));
        StoredFile secret = upload(TestPeople.DANA, "secret.txt");
        Gate.run(
                TestPeople.DANA,
                () -> gate.records()
                        .create(CONTRACT, values("papers", new FileList(List.of(FileRef.to(secret.id())))), Via.API));
        Authorities authorities = gate.context.getBean(Authorities.class);
        Authority app = new Authority.App("service", cause());
        RecordData copy = authorities.as(
                app,
                () -> gate.records()
                        .create(REPAIR, values("papers", record.values().get("photos")), Via.FLOW));
        assertThat(copy.values().get("papers")).isEqualTo(record.values().get("photos"));
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> authorities.as(
                        app,
                        () -> gate.records()
                                .create(
                                        REPAIR,
                                        values("papers", new FileList(List.of(FileRef.to(secret.id())))),
                                        Via.FLOW)));
    }

    @Test
    void forgetsWhereFilesWereWhenAnAppIsDeleted() {
        gate.publish("short", EnumSet.allOf(Action.class), form("note", field("files", "attachments")));
        StoredFile file = upload(TestPeople.SAM, "short.txt");
        Gate.run(
                TestPeople.SAM,
                () -> gate.records()
                        .create(
                                ref("short", "note"),
                                values("files", new FileList(List.of(FileRef.to(file.id())))),
                                Via.API));
        StoredFiles files = gate.context.getBean(StoredFiles.class);
        assertThat(files.places(file.id())).hasSize(1);
        App app = gate.context
                .getBean(PublishedForms.class)
                .find("short", "note")
                .orElseThrow()
                .app();
        gate.context.publishEvent(new AppDeleted(app));
        assertThat(files.places(file.id())).isEmpty();
    }

    @Test
    void asksNothingAboutFilesWhereThereAreNone() {
        gate.statements.clear();
        create(TestPeople.SAM);
        assertThat(gate.statements)
                .noneSatisfy(statement -> assertThat(statement).contains("platform.file"));
    }

    private static Cause cause() {
        return new Cause("flow", UUID.randomUUID(), "Flow", null);
    }

    private static List<String> names(@Nullable Object value) {
        return value instanceof FileList files
                ? files.files().stream().map(FileRef::shown).toList()
                : List.of();
    }

    private static @Nullable Object read(RecordData record) {
        return Gate.as(TestPeople.DANA, () -> gate.query().get(REPAIR, record.id()))
                .values()
                .get("photos");
    }

    private static List<UUID> list(String filter) {
        ListRequest request =
                new ListRequest(REPAIR, new Condition.Matches(filter), "", List.of(), Set.of(), 1_000, null, false);
        return Gate.as(TestPeople.SAM, () -> gate.query().list(request)).items().stream()
                .map(RecordData::id)
                .toList();
    }

    private static RecordData create(Person person, FileRef... photos) {
        return Gate.as(person, () -> gate.records().create(REPAIR, photos(photos), Via.API));
    }

    private static RecordData change(Person person, RecordData record, FileRef... photos) {
        return Gate.as(person, () -> gate.records().update(REPAIR, record.id(), null, photos(photos), Via.API));
    }

    private static Map<String, @Nullable Object> photos(FileRef... photos) {
        return values("photos", photos.length == 0 ? null : new FileList(List.of(photos)));
    }

    private static StoredFile see(Person person, StoredFile file) {
        return Gate.as(person, () -> gate.context.getBean(AttachedFiles.class).get(file.id()));
    }

    private static void assertHidden(Person person, StoredFile file) {
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> see(person, file));
    }

    private static void assertUnknown(Person person, UUID file) {
        InvalidException refused = catchThrowableOfType(
                InvalidException.class,
                () -> Gate.as(person, () -> gate.records().create(REPAIR, photos(FileRef.to(file)), Via.API)));
        assertThat(refused).isNotNull();
        assertThat(refused.problems().items()).extracting(Problem::code).contains("record.error.fileUnknown");
    }

    private static StoredFile upload(Person person, String name) {
        try {
            Path content = Files.createTempFile("upload", "");
            try {
                Files.write(content, "words".getBytes(StandardCharsets.UTF_8));
                StoredFiles files = gate.context.getBean(StoredFiles.class);
                return Gate.as(person, () -> files.keep(content, name, FileLimits.NONE));
            } finally {
                Files.delete(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
