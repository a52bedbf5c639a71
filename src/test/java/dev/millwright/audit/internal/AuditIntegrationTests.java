package dev.millwright.audit.internal;

import static dev.millwright.record.internal.Gate.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.app.Action;
import dev.millwright.app.AppProfile;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.Drafts;
import dev.millwright.app.Packages;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.Rights;
import dev.millwright.app.Translations;
import dev.millwright.audit.AuditEntry;
import dev.millwright.audit.AuditLog;
import dev.millwright.audit.AuditPage;
import dev.millwright.audit.AuditQuery;
import dev.millwright.exchange.Exports;
import dev.millwright.exchange.Imports;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FormatContext;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Origin;
import dev.millwright.identity.Person;
import dev.millwright.identity.PersonSignedIn;
import dev.millwright.identity.PersonSignedOut;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.AuditableEvent.Kind;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.Texts;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;

@IntegrationTest
class AuditIntegrationTests {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    @Autowired
    private AuditLog log;

    @Autowired
    private AuditRemoval removal;

    @Autowired
    private Apps apps;

    @Autowired
    private AppRights rights;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Translations translations;

    @Autowired
    private Publishing publishing;

    @Autowired
    private Packages packages;

    @Autowired
    private Records records;

    @Autowired
    private Exports exports;

    @Autowired
    private Imports imports;

    @Autowired
    private DefinitionCodec codec;

    @Autowired
    private Texts texts;

    @Autowired
    private CurrentPerson currentPerson;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private BusinessTime time;

    @Autowired
    private PlatformTransactionManager transactions;

    private final String app = "audited_" + COUNTER.incrementAndGet();

    @BeforeEach
    void signIn() {
        TestPeople.as(TestPeople.DANA);
    }

    @AfterEach
    void signOut() {
        TestPeople.nobody();
    }

    @Test
    void designsLeaveOneEntryForEachDeed() {
        apps.create(app, AppProfile.labelled("Old name"));
        apps.update(app, AppProfile.labelled("Tools"));
        apps.update(app, new AppProfile("Tools", "For the shop", "vaadin:tools", "teal"));
        apps.update(app, new AppProfile("Tools", "For the shop", "vaadin:tools", "teal"));
        Draft draft = drafts.save(app, FormDefinition.KIND, form(), 0);
        Draft again = drafts.save(app, FormDefinition.KIND, draft.json(), draft.version());
        publish();
        drafts.delete(
                app,
                again.ref(),
                drafts.find(app, FormDefinition.KIND, draft.id()).orElseThrow().version());
        drafts.revert(app, draft.ref());
        translations.translate(app, Locale.SIMPLIFIED_CHINESE, "Name", "名称");
        publish();
        publishing.publish(
                app,
                ReleaseRequest.backTo(1),
                publishing.plan(app, ReleaseRequest.backTo(1)).fingerprint());
        byte[] zip = packages.write(app, false);
        packages.write(app, true);
        packages.apply(app, new ByteArrayInputStream(zip), true);
        apps.delete(app, Apps.Tables.KEEP);

        assertThat(told(Locale.ENGLISH))
                .containsExactly(
                        "app.created: Created the app “Old name”",
                        "app.renamed: Renamed the app “Old name” to “Tools”",
                        "app.changed: Changed how the app “Tools” looks",
                        "app.draftSaved: Worked on the draft “part” (Form)",
                        "app.published: Published release 1 of “Tools”",
                        "app.draftDeleted: Deleted the draft “part” (Form)",
                        "app.draftReverted: Set the draft “part” (Form) back to what is published",
                        "app.draftSaved: Worked on the draft “中文” (Translation)",
                        "app.published: Published release 2 of “Tools”",
                        "app.wentBack: Took “Tools” back to release 1, as release 3",
                        "app.packageRead: Took “Tools” away as a package",
                        "app.draftsRead: Took the drafts of “Tools” away as a package",
                        "app.packageApplied: Applied a package to “Tools”: 0 drafts changed, 0 removed",
                        "app.deleted: Deleted the app “Tools”; its records stay in the database");
        assertThat(told(Locale.SIMPLIFIED_CHINESE))
                .contains("app.created: 新建了应用“Old name”", "app.published: 发布了“Tools”第 1 版")
                .allSatisfy(sentence -> assertThat(sentence).containsPattern("\\p{IsHan}"));
        assertThat(entries()).allSatisfy(entry -> {
            assertThat(entry.by()).isEqualTo(new AuditEntry.Actor("dana-id", "Dana Designer"));
            assertThat(entry.kind()).isEqualTo(Kind.DESIGN);
        });
        assertThat(entry("app.published").details())
                .isNotEmpty()
                .allSatisfy(
                        detail -> assertThat(texts.text(Locale.ENGLISH, detail)).startsWith("Form “part”: "));
        assertThat(entry("app.draftSaved").object()).isEqualTo("form/part");
    }

    @Test
    void rightsAreToldFromAndTo() {
        apps.create(app, AppProfile.labelled("Tools"));
        Principal staff = Principal.role(Role.STAFF);
        Rights first = rights.of(app).rights();
        save(new Rights(first.owners(), List.of(), List.of(staff), Map.of(staff, all(Action.SEE))));
        save(new Rights(
                first.owners(),
                List.of(Principal.department("/Production")),
                List.of(staff),
                Map.of(staff, all(Action.SEE, Action.EXPORT))));
        save(new Rights(first.owners(), List.of(), List.of(), Map.of()));
        save(new Rights(first.owners(), List.of(), List.of(), Map.of()));

        List<AuditEntry> changes =
                entries().stream().filter(entry -> entry.kind() == Kind.RIGHTS).toList();
        assertThat(changes).hasSize(3);
        assertThat(details(changes.get(0), Locale.ENGLISH))
                .containsExactly("New member: Staff", "Staff, all other forms: nothing → See");
        assertThat(details(changes.get(1), Locale.SIMPLIFIED_CHINESE))
                .containsExactly("新增设计者：/Production", "员工，其他所有表单：查看 → 查看、导出");
        assertThat(details(changes.get(2), Locale.ENGLISH))
                .contains("No longer designer: /Production", "No longer member: Staff");
    }

    @Test
    void exportsAndImportsTellHowManyAndWhich(@TempDir Path folder) throws IOException {
        publishedForm();
        FormRef ref = new FormRef(app, "part");
        records.create(ref, Map.of("name", "Bolt"), Via.SCREEN);
        records.create(ref, Map.of("name", "Nut"), Via.SCREEN);
        FormatContext format = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
        ListRequest bolts = new ListRequest(
                ref,
                new Condition.And(List.of(
                        new Condition.Compare("name", Condition.Operator.CONTAINS, List.of("Bo")),
                        new Condition.Compare("price", Condition.Operator.EMPTY, List.of()))),
                "",
                List.of(),
                Set.of(),
                1,
                null,
                false);
        exports.write(
                bolts,
                List.of(new Exports.Column("name", "Name")),
                Exports.Format.CSV,
                format,
                new ByteArrayOutputStream());
        Path file = Files.writeString(folder.resolve("parts.csv"), "name\nWasher\nScrew\n");
        Imports.Source source = new Imports.Source(file, "parts.csv");
        Imports.Preview preview = imports.preview(ref, file, 0, null, format);
        Imports.Plan plan = new Imports.Plan(
                0, preview.heading(), preview.mapping(), Map.of(), Imports.Mode.ADD, null, false, format);
        imports.dryRun(ref, source, plan, part -> {});
        UUID done = imports.run(ref, source, plan, part -> {}).id();
        assertThat(done).isNotNull();
        imports.undo(ref, done, part -> {});

        assertThat(told(Locale.ENGLISH))
                .endsWith(
                        "record.exported: Exported 1 record of “part” as CSV",
                        "record.imported: Imported “parts.csv” into “part”: 2 added, 0 changed",
                        "record.importUndone: Took back the import of “parts.csv” into “part”: 2 removed, 0 put back");
        assertThat(details(entry("record.exported"), Locale.ENGLISH))
                .containsExactly("Condition: The name contains Bo", "Condition: The price is empty", "Columns: Name");
        assertThat(entries()).extracting(AuditEntry::action).doesNotContain("record.created");
    }

    @Test
    void refusedExportsLeaveNone() {
        publishedForm();
        TestPeople.as(TestPeople.SAM);
        assertThatThrownBy(() -> exports.write(
                        ListRequest.of(new FormRef(app, "part"), 1),
                        List.of(),
                        Exports.Format.CSV,
                        new FormatContext(Locale.ENGLISH, ZoneOffset.UTC),
                        new ByteArrayOutputStream()))
                .isInstanceOf(RuntimeException.class);
        assertThat(entries()).extracting(AuditEntry::action).doesNotContain("record.exported");
    }

    @Test
    void whatIsRolledBackLeavesNone() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            apps.create(app, AppProfile.labelled("Never"));
            drafts.save(app, FormDefinition.KIND, form(), 0);
            status.setRollbackOnly();
        });
        assertThat(entries()).isEmpty();
    }

    @Test
    void aRefusedPublishLeavesNone() {
        apps.create(app, AppProfile.labelled("Tools"));
        drafts.save(app, FormDefinition.KIND, form(), 0);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> publishing.publish(app, ReleaseRequest.all(), "another plan"));
        assertThat(entries()).extracting(AuditEntry::action).doesNotContain("app.published");
    }

    @Test
    void nothingIsDoneThatCannotBeWrittenDown() {
        apps.create(app, AppProfile.labelled("Tools"));
        drafts.save(app, FormDefinition.KIND, form(), 0);
        jdbc.sql("alter table platform.audit_entry add constraint full_disk check (app <> '" + app + "') not valid")
                .update();
        try {
            assertThatExceptionOfType(DataAccessException.class).isThrownBy(this::publish);
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> apps.update(app, AppProfile.labelled("Other")));
            assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> packages.write(app, true));
        } finally {
            jdbc.sql("alter table platform.audit_entry drop constraint full_disk")
                    .update();
        }
        assertThat(publishing.releases(app)).isEmpty();
        assertThat(apps.byKey(app).label()).isEqualTo("Tools");
    }

    @Test
    void signInsAreToldWithTheirPerson() {
        Person person = new Person("visitor-" + UUID.randomUUID(), "Vera Visitor", null, Set.of(), List.of());
        TestPeople.nobody();
        currentPerson.run(person, () -> events.publishEvent(new PersonSignedIn(person)));
        currentPerson.run(person, () -> events.publishEvent(new PersonSignedOut(person, false)));
        currentPerson.run(person, () -> events.publishEvent(new PersonSignedOut(person, true)));
        List<AuditEntry> seen = asAdministrator(new AuditQuery(null, null, person.id(), null, Kind.SIGN_IN, null));
        assertThat(seen.reversed())
                .extracting(entry -> texts.text(Locale.ENGLISH, entry.sentence()))
                .containsExactly("Signed in", "Signed out", "Signed out by Keycloak");
        assertThat(log(() -> log.people("VERA")))
                .extracting(AuditEntry.Actor::name)
                .contains("Vera Visitor");
    }

    @Test
    void whatGoesOnElsewhereKeepsPersonAndOrigin() throws InterruptedException {
        Origin[] origin = new Origin[1];
        Thread.ofVirtual()
                .start(currentPerson.carried(() -> origin[0] = currentPerson.origin()))
                .join();
        assertThat(origin[0].way()).isEqualTo(Origin.Way.SCREEN);
        TestPeople.nobody();
        RequestContextHolder.resetRequestAttributes();
        assertThat(currentPerson.origin()).isEqualTo(Origin.BACKGROUND);
    }

    @Test
    void entriesStayAsTheyAre() {
        apps.create(app, AppProfile.labelled("Tools"));
        for (String statement : List.of(
                "update platform.audit_entry set person = 'somebody' where app = '" + app + "'",
                "delete from platform.audit_entry where app = '" + app + "'",
                "truncate platform.audit_entry")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> jdbc.sql(statement).update())
                    .withMessageContaining("stay as they are");
        }
        assertThat(entries()).hasSize(1);
    }

    @Test
    void removesWhatIsTooOldAndTellsSo() {
        Instant first = time.today().minusDays(365).atStartOfDay(time.zone()).toInstant();
        Instant begun = time.now();
        insert(first.minusSeconds(1));
        insert(first.minus(90, ChronoUnit.DAYS));
        UUID kept = insert(first);

        removal.remove();
        removal.remove();

        assertThat(entries()).extracting(AuditEntry::id).containsExactly(kept);
        List<AuditEntry> told = asAdministrator(new AuditQuery(begun, null, null, null, Kind.SYSTEM, "audit.removed"));
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().by()).isNotNull();
        assertThat(texts.text(Locale.ENGLISH, told.getFirst().sentence()))
                .isEqualTo("Removed 2 entries of the audit log from before "
                        + time.today().minusDays(365));
    }

    @Test
    void pagesGoByKeyAndMissNothing() {
        List<UUID> made = new ArrayList<>();
        Instant at = time.now();
        for (int i = 0; i < 25; i++) {
            made.addFirst(insert(at));
        }
        AuditQuery query = new AuditQuery(null, null, null, app, null, null);
        List<UUID> seen = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            String from = cursor;
            AuditPage page = log(() -> log.page(query, from, 10));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(10);
            page.items().forEach(entry -> seen.add(entry.id()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen).containsExactlyElementsOf(made);
    }

    @Test
    void onlyAdministratorsRead() {
        for (Person person : List.of(TestPeople.DANA, TestPeople.SAM, TestPeople.MIA)) {
            TestPeople.as(person);
            assertThatExceptionOfType(NotAllowedException.class).isThrownBy(() -> log.page(AuditQuery.ALL, null, 1));
            assertThatExceptionOfType(NotAllowedException.class).isThrownBy(() -> log.people(""));
            assertThatExceptionOfType(NotAllowedException.class).isThrownBy(() -> log.apps());
            assertThatExceptionOfType(NotAllowedException.class)
                    .isThrownBy(() -> log.export(
                            AuditQuery.ALL, AuditLog.Format.CSV, Locale.ENGLISH, new ByteArrayOutputStream()));
        }
    }

    @Test
    void theLogCanBeTakenAwayAndSaysSo() throws IOException {
        apps.create(app, AppProfile.labelled("=HYPERLINK(1)"));
        AuditQuery query = new AuditQuery(null, null, null, app, null, null);
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        ByteArrayOutputStream xlsx = new ByteArrayOutputStream();
        Instant begun = time.now();
        TestPeople.as(TestPeople.ADMIN);
        log.export(query, AuditLog.Format.CSV, Locale.SIMPLIFIED_CHINESE, csv);
        log.export(query, AuditLog.Format.XLSX, Locale.ENGLISH, xlsx);
        assertThat(csv.toString(StandardCharsets.UTF_8))
                .contains("时间,人员,人员 ID,事项")
                .contains("Dana Designer,dana-id,新建了应用“=HYPERLINK(1)”")
                .contains(",'=HYPERLINK(1) (" + app + "),");
        assertThat(xlsx.toByteArray()).startsWith('P', 'K');
        List<AuditEntry> told =
                asAdministrator(new AuditQuery(begun, null, "admin-id", null, Kind.SYSTEM, "audit.exported"));
        assertThat(told)
                .extracting(entry -> texts.text(Locale.ENGLISH, entry.sentence()))
                .containsExactly(
                        "Exported 1 entry of the audit log as XLSX", "Exported 1 entry of the audit log as CSV");
        assertThat(details(told.getFirst(), Locale.ENGLISH)).containsExactly("App: " + app);
    }

    private UUID insert(Instant at) {
        UUID id = Ids.next();
        jdbc.sql("""
                        insert into platform.audit_entry (id, at, kind, action, app, app_label, subject, arguments, details, way)
                        values (?, ?, 'design', 'app.created', ?, 'Tools', 'Tools', '[]', '[]', 'job')
                        """).params(id, at.atOffset(ZoneOffset.UTC), app).update();
        return id;
    }

    private void save(Rights wanted) {
        rights.save(app, wanted, rights.of(app).version());
    }

    private static Map<String, Set<Action>> all(Action... actions) {
        return Map.of(Rights.ANY_FORM, Set.of(actions));
    }

    private String form() {
        return codec.write(Gate.form("part", field("name", "text"), field("price", "decimal")));
    }

    private void publishedForm() {
        apps.create(app, AppProfile.labelled("Tools"));
        drafts.save(app, FormDefinition.KIND, form(), 0);
        publish();
    }

    private void publish() {
        publishing.publish(
                app,
                ReleaseRequest.all(),
                publishing.plan(app, ReleaseRequest.all()).fingerprint());
    }

    private AuditEntry entry(String action) {
        return entries().stream()
                .filter(entry -> entry.action().equals(action))
                .findFirst()
                .orElseThrow();
    }

    /** The entries of this test's app, oldest first. */
    private List<AuditEntry> entries() {
        return asAdministrator(new AuditQuery(null, null, null, app, null, null))
                .reversed();
    }

    private List<String> told(Locale language) {
        return entries().stream()
                .map(entry -> entry.action() + ": " + texts.text(language, entry.sentence()))
                .toList();
    }

    private List<String> details(AuditEntry entry, Locale language) {
        return entry.details().stream()
                .map(detail -> texts.text(language, detail))
                .toList();
    }

    private List<AuditEntry> asAdministrator(AuditQuery query) {
        return log(() -> log.page(query, null, 1_000)).items();
    }

    private <T> T log(Supplier<T> question) {
        return currentPerson.as(TestPeople.ADMIN, question);
    }
}
