package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millwright.app.Action;
import dev.millwright.app.FieldGrant;
import dev.millwright.app.Limit;
import dev.millwright.app.Rights;
import dev.millwright.field.Deletion;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.Consequences;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of links when a customer, a project or a task goes into the recycle bin and comes back. */
class LinkedDeletionsIntegrationTests {

    private static final Principal STAFF = Principal.role(Role.STAFF);
    private static final FormRef CUSTOMER = ref("work", "customer");
    private static final FormRef INVOICE = ref("work", "invoice");
    private static final FormRef PROJECT = ref("work", "project");
    private static final FormRef TASK = ref("work", "task");
    private static final FormRef BADGE = ref("work", "badge");
    private static final FormRef NOTE = ref("work", "note");
    private static final UUID CUSTOMER_ID = Ids.next();
    private static final UUID PROJECT_ID = Ids.next();
    private static final UUID TASK_ID = Ids.next();
    private static final UUID LINE_ID = Ids.next();

    private static FieldDefinition text(String key) {
        return field(key, "text", "{}", "required");
    }

    private static FieldDefinition link(String key, String type, UUID form, String deletion) {
        return field(key, type, "{\"form\": \"%s\", \"deletion\": \"%s\"}".formatted(form, deletion), "");
    }

    private static final FieldDefinition OWNER =
            field("project", "link", "{\"form\": \"" + PROJECT_ID + "\"}", "required");
    private static final FieldDefinition POSITION = field("position", "integer");

    private static Gate gate;

    @BeforeAll
    static void publish() {
        gate = new Gate();
        FieldDefinition name = text("name");
        FieldDefinition title = text("title");
        FieldDefinition task = text("task");
        FieldDefinition item = text("item");
        gate.publish(
                "work",
                EnumSet.allOf(Action.class),
                form(CUSTOMER_ID, "customer", name.id(), null, List.of(), name),
                form("invoice", text("number"), link("customer", "link", CUSTOMER_ID, "block")),
                form(
                        PROJECT_ID,
                        "project",
                        title.id(),
                        null,
                        List.of(),
                        title,
                        link("customer", "link", CUSTOMER_ID, "cascade"),
                        field("lines", "subform", "{\"form\": \"" + LINE_ID + "\"}", "")),
                form(LINE_ID, "project_line", item.id(), null, List.of(), item, OWNER, POSITION)
                        .withPartOf(new PartOf(PROJECT_ID, OWNER.id(), POSITION.id())),
                form(
                        TASK_ID,
                        "task",
                        task.id(),
                        null,
                        List.of(),
                        task,
                        link("project", "link", PROJECT_ID, "cascade"),
                        link("after", "link", TASK_ID, "cascade"),
                        link("under", "link", TASK_ID, "clear")),
                form("badge", field("code", "text", "{}", "unique"), link("customer", "link", CUSTOMER_ID, "cascade")),
                form(
                        "note",
                        text("words"),
                        link("customer", "link", CUSTOMER_ID, "clear"),
                        link("customers", "links", CUSTOMER_ID, "clear"),
                        link("kept", "link", CUSTOMER_ID, "keep")));
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @BeforeEach
    void everybodyMayEverything() {
        gate.share("work", EnumSet.allOf(Action.class));
    }

    private static Rights rights(Map<String, Set<Action>> staff, Map<String, Limit> limits) {
        Rights plain = new Rights(
                List.of(Principal.person(TestPeople.DANA.id())), List.of(), List.of(STAFF), Map.of(STAFF, staff));
        Rights limited = plain;
        for (Map.Entry<String, Limit> limit : limits.entrySet()) {
            limited = limited.withLimit(STAFF, limit.getKey(), limit.getValue());
        }
        return limited;
    }

    private static RecordRef made(FormRef form, Object... pairs) {
        RecordData record = gate.records().create(form, values(pairs), Via.SCREEN);
        return new RecordRef(record.id(), null, record.title());
    }

    private static UUID id(RecordRef ref) {
        return Objects.requireNonNull(ref.id());
    }

    private static void delete(FormRef form, RecordRef ref) {
        gate.records().delete(form, id(ref), null, Via.SCREEN);
    }

    private static List<Problem> refused(Runnable work) {
        InvalidException refused = catchThrowableOfType(InvalidException.class, work::run);
        return refused == null ? List.of() : List.copyOf(refused.problems().items());
    }

    private static RecordData get(FormRef form, RecordRef ref) {
        return gate.query().get(form, id(ref));
    }

    private static boolean lives(FormRef form, RecordRef ref) {
        return get(form, ref).deletedAt() == null;
    }

    private static long lines(RecordRef project, boolean deleted) {
        return gate.dsl.fetchCount(
                org.jooq.impl.DSL.table("app_work.project_line"),
                org.jooq.impl.DSL.condition(
                        "project = ?::uuid and (deleted_at is not null) = ?", id(project), deleted));
    }

    @Test
    void staysAsLongAsARecordLinksThatBlocks() {
        RecordRef acme = made(CUSTOMER, "name", "Blocked");
        RecordRef one = made(INVOICE, "number", "1", "customer", acme);
        RecordRef two = made(INVOICE, "number", "2", "customer", acme);
        assertThat(refused(() -> delete(CUSTOMER, acme)))
                .containsExactly(Problem.error("record.error.deleteBlocked", "", 2, "invoice", "The customer"));
        assertThat(lives(CUSTOMER, acme)).isTrue();
        assertThat(refused(() -> gate.records()
                        .batch(
                                CUSTOMER,
                                List.of(
                                        new RecordChange.Delete(id(made(CUSTOMER, "name", "Free")), null),
                                        new RecordChange.Delete(id(acme), null)),
                                Via.API)))
                .extracting(Problem::path)
                .containsExactly("1");
        delete(INVOICE, one);
        gate.records().update(INVOICE, id(two), null, values("customer", null), Via.SCREEN);
        delete(CUSTOMER, acme);
        assertThat(lives(CUSTOMER, acme)).isFalse();
    }

    @Test
    void tellsOfRecordsThatAreNotSharedNoMoreThanThatThereAreSome() {
        RecordRef acme = made(CUSTOMER, "name", "Secretly blocked");
        made(INVOICE, "number", "mine", "customer", acme);
        made(INVOICE, "number", "other", "customer", acme);
        gate.share("work", rights(Map.of("customer", EnumSet.allOf(Action.class)), Map.of()));
        Gate.run(
                TestPeople.SAM,
                () -> assertThat(refused(() -> delete(CUSTOMER, acme)))
                        .containsExactly(Problem.error("record.error.deleteBlocked.others", "")));
        gate.share(
                "work",
                rights(
                        Map.of("customer", EnumSet.allOf(Action.class), "invoice", EnumSet.of(Action.SEE)),
                        Map.of("invoice", Limit.NONE.with(Action.SEE, "number = \"mine\""))));
        Gate.run(
                TestPeople.SAM,
                () -> assertThat(refused(() -> delete(CUSTOMER, acme)))
                        .containsExactly(
                                Problem.error("record.error.deleteBlocked.some", "", 1, "invoice", "The customer")));
    }

    @Test
    void tellsNothingOfALinkThatIsHidden() {
        RecordRef acme = made(CUSTOMER, "name", "Hidden link");
        made(INVOICE, "number", "h", "customer", acme);
        gate.share(
                "work",
                rights(
                        Map.of("customer", EnumSet.allOf(Action.class), "invoice", EnumSet.of(Action.SEE)),
                        Map.of("invoice", Limit.NONE.with(Map.of("number", FieldGrant.READ_ONLY)))));
        Gate.run(TestPeople.SAM, () -> {
            assertThat(refused(() -> delete(CUSTOMER, acme)))
                    .containsExactly(Problem.error("record.error.deleteBlocked.others", ""));
            assertThat(gate.records().consequences(CUSTOMER, List.of(id(acme))).linked())
                    .allSatisfy(one -> {
                        assertThat(one.form()).isNull();
                        assertThat(one.number()).isZero();
                        assertThat(one.others()).isTrue();
                    })
                    .isNotEmpty();
        });
    }

    @Test
    void tellsNothingOfWhatLinksToARecordThatIsNotSeen() {
        RecordRef acme = made(CUSTOMER, "name", "Hidden");
        made(INVOICE, "number", "9", "customer", acme);
        gate.share(
                "work",
                rights(
                        Map.of("customer", EnumSet.allOf(Action.class), "invoice", EnumSet.allOf(Action.class)),
                        Map.of("customer", Limit.NONE.with(Action.SEE, "name = \"Mine\""))));
        Gate.run(
                TestPeople.SAM,
                () -> assertThat(gate.records().consequences(CUSTOMER, List.of(id(acme))))
                        .satisfies(told -> assertThat(told.linked()).isEmpty())
                        .satisfies(told -> assertThat(told.problems())
                                .extracting(Problem::code)
                                .containsExactly("record.error.unknownRecord")));
    }

    @Test
    void emptiesLinksWithAHistoryAndFillsThemAgain() {
        RecordRef acme = made(CUSTOMER, "name", "Cleared");
        RecordRef other = made(CUSTOMER, "name", "Left");
        RecordRef note = made(
                NOTE, "words", "a", "customer", acme, "customers", new RecordRefs(List.of(acme, other)), "kept", acme);
        RecordRef changed = made(NOTE, "words", "b", "customer", acme);
        delete(CUSTOMER, acme);
        assertThat(get(NOTE, note).values())
                .doesNotContainKey("customer")
                .containsEntry("customers", new RecordRefs(List.of(other)))
                .containsKey("kept");
        HistoryEntry entry = gate.query().history(NOTE, id(note), 10).getFirst();
        assertThat(entry.changes())
                .extracting(HistoryEntry.FieldChange::field)
                .containsExactly("customer", "customers");
        gate.records().update(NOTE, id(changed), null, values("customer", other), Via.SCREEN);
        gate.records().update(NOTE, id(changed), null, values("customer", null), Via.SCREEN);
        gate.records().restore(CUSTOMER, id(acme), Via.SCREEN);
        assertThat(get(NOTE, note).values())
                .containsEntry("customer", acme)
                .containsEntry("customers", new RecordRefs(List.of(acme, other)));
        // Somebody has decided otherwise meanwhile.
        assertThat(get(NOTE, changed).values()).doesNotContainKey("customer");
        assertThat(gate.dsl.fetchCount(org.jooq.impl.DSL.table("platform.cleared_link")))
                .isZero();
    }

    @Test
    void takesRecordsAlongToAnyDepthAndBringsBackJustThese() {
        RecordRef acme = made(CUSTOMER, "name", "Cascade");
        RecordRef before = made(PROJECT, "title", "Thrown away before", "customer", acme);
        delete(PROJECT, before);
        RecordData project = gate.records()
                .write(
                        PROJECT,
                        new RecordChange.Create(
                                values("title", "Goes along", "customer", acme),
                                Map.of("lines", List.of(new RecordChange.Create(values("item", "x"))))),
                        Via.SCREEN);
        RecordRef along = new RecordRef(project.id(), null, project.title());
        RecordRef first = made(TASK, "task", "first", "project", along);
        RecordRef second = made(TASK, "task", "second", "after", first);
        delete(CUSTOMER, acme);
        assertThat(lives(PROJECT, along)).isFalse();
        assertThat(lives(TASK, first)).isFalse();
        assertThat(lives(TASK, second)).isFalse();
        assertThat(lines(along, true)).isEqualTo(1);
        gate.records().restore(CUSTOMER, id(acme), Via.SCREEN);
        assertThat(lives(PROJECT, along)).isTrue();
        assertThat(lives(TASK, first)).isTrue();
        assertThat(lives(TASK, second)).isTrue();
        assertThat(lines(along, false)).isEqualTo(1);
        assertThat(lives(PROJECT, before)).isFalse();
    }

    @Test
    void asksForTheRightToDeleteWhatGoesAlong() {
        RecordRef acme = made(CUSTOMER, "name", "Guarded");
        RecordRef project = made(PROJECT, "title", "Not yours", "customer", acme);
        gate.share(
                "work",
                rights(Map.of("customer", EnumSet.allOf(Action.class), "project", EnumSet.of(Action.SEE)), Map.of()));
        Gate.run(TestPeople.SAM, () -> {
            assertThat(refused(() -> delete(CUSTOMER, acme)))
                    .containsExactly(Problem.error("record.error.deleteAlong", "", 1, "project", "The customer"));
            assertThat(gate.records().consequences(CUSTOMER, List.of(id(acme))).problems())
                    .extracting(Problem::code)
                    .containsExactly("record.error.deleteAlong");
        });
        assertThat(lives(PROJECT, project)).isTrue();
    }

    @Test
    void saysBeforehandWhatWouldBecomeOfWhatLinks() {
        RecordRef acme = made(CUSTOMER, "name", "Asked");
        RecordRef project = made(PROJECT, "title", "P", "customer", acme);
        made(TASK, "task", "T1", "project", project);
        made(TASK, "task", "T2", "project", project);
        made(NOTE, "words", "n", "customer", acme);
        Consequences told = gate.records().consequences(CUSTOMER, List.of(id(acme)));
        assertThat(told.problems()).isEmpty();
        assertThat(told.linked())
                .extracting(one -> one.what() + " " + one.number())
                .containsExactlyInAnyOrder(Deletion.CASCADE + " 1", Deletion.CASCADE + " 2", Deletion.CLEAR + " 1");
        assertThat(lives(PROJECT, project)).isTrue();
        assertThat(gate.records().consequences(NOTE, List.of(id(made(NOTE, "words", "alone")))))
                .isEqualTo(Consequences.NONE);
    }

    @Test
    void asksAndWritesForManyRecordsAtOnce() {
        RecordRef few = made(CUSTOMER, "name", "few");
        made(NOTE, "words", "n", "customer", few);
        RecordRef many = made(CUSTOMER, "name", "many");
        List<RecordChange> notes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            notes.add(new RecordChange.Create(values("words", "n" + i, "customer", many)));
        }
        gate.records().batch(NOTE, notes, Via.API);
        int one = statements(() -> delete(CUSTOMER, few));
        assertThat(statements(() -> delete(CUSTOMER, many))).isEqualTo(one);
        assertThat(gate.dsl.fetchCount(
                        org.jooq.impl.DSL.table("app_work.note"),
                        org.jooq.impl.DSL.condition("customer = ?::uuid", id(many))))
                .isZero();
    }

    @Test
    void fillsAgainWhatSeveralDeletionsEmptied() {
        RecordRef one = made(CUSTOMER, "name", "One of two");
        RecordRef two = made(CUSTOMER, "name", "Two of two");
        for (List<RecordRef> order : List.of(List.of(one, two), List.of(two, one))) {
            RecordRef note = made(NOTE, "words", "both", "customers", links(one, two));
            RecordRef decided = made(NOTE, "words", "decided", "customers", links(one, two));
            delete(CUSTOMER, one);
            gate.records().update(NOTE, id(decided), null, values("customers", null), Via.SCREEN);
            delete(CUSTOMER, two);
            order.forEach(ref -> gate.records().restore(CUSTOMER, id(ref), Via.SCREEN));
            assertThat(get(NOTE, note).values())
                    .extractingByKey("customers")
                    .isInstanceOfSatisfying(
                            RecordRefs.class,
                            refs -> assertThat(refs.ids()).containsExactlyInAnyOrder(id(one), id(two)));
            assertThat(get(NOTE, decided).values()).doesNotContainKey("customers");
        }
        assertThat(gate.dsl.fetchCount(
                        org.jooq.impl.DSL.table("platform.cleared_link"),
                        org.jooq.impl.DSL.condition("deleted in (?, ?)", id(one), id(two))))
                .isZero();
    }

    /** Each write took its moment before it waited for the others. */
    @Test
    void fillsAgainWhateverTheMomentsSay() {
        RecordRef acme = made(CUSTOMER, "name", "Late");
        RecordRef note = made(NOTE, "words", "n", "customer", acme);
        delete(CUSTOMER, acme);
        gate.records().restore(CUSTOMER, id(acme), Via.SCREEN);
        gate.dsl.execute("update app_work._history set at = at + interval '1 minute' where record = ?", id(note));
        delete(CUSTOMER, acme);
        gate.records().restore(CUSTOMER, id(acme), Via.SCREEN);
        assertThat(get(NOTE, note).values()).containsEntry("customer", acme);
    }

    @Test
    void comesBackWithoutWhatCannotAndSaysNoMoreOfItThanMayBeSeen() {
        RecordRef acme = made(CUSTOMER, "name", "Comes back");
        RecordRef badge = made(BADGE, "code", "S4", "customer", acme);
        RecordRef other = made(BADGE, "code", "S5", "customer", acme);
        delete(CUSTOMER, acme);
        made(BADGE, "code", "S4");
        gate.share("work", rights(Map.of("customer", EnumSet.allOf(Action.class)), Map.of()));
        Gate.run(
                TestPeople.SAM,
                () -> assertThat(gate.records().restore(CUSTOMER, List.of(id(acme)), Via.SCREEN))
                        .containsExactly(Problem.warning("record.left.along.others", "")));
        assertThat(lives(CUSTOMER, acme)).isTrue();
        // Who may not delete them does not bring them back.
        assertThat(List.of(lives(BADGE, badge), lives(BADGE, other))).containsOnly(false);
        everybodyMayEverything();
        gate.records().restore(BADGE, id(other), Via.SCREEN);
        delete(CUSTOMER, acme);
        gate.records().update(BADGE, id(made(BADGE, "code", "S6")), null, values("code", "S7"), Via.SCREEN);
        made(BADGE, "code", "S5");
        assertThat(gate.records().restore(CUSTOMER, List.of(id(acme)), Via.SCREEN))
                .containsExactly(Problem.warning("record.left.along", "", 1, "badge", "The customer"));
        assertThat(lives(CUSTOMER, acme)).isTrue();
    }

    @Test
    void doesNotFillALinkThatWouldCloseARing() {
        RecordRef top = made(TASK, "task", "D");
        RecordRef middle = made(TASK, "task", "B", "under", top);
        RecordRef low = made(TASK, "task", "A", "under", middle);
        delete(TASK, middle);
        gate.records().update(TASK, id(top), null, values("under", low), Via.SCREEN);
        assertThat(gate.records().restore(TASK, List.of(id(middle)), Via.SCREEN))
                .containsExactly(Problem.warning("record.left.empty", "", 1, "task", "The under"));
        assertThat(lives(TASK, middle)).isTrue();
        assertThat(get(TASK, low).values()).doesNotContainKey("under");
    }

    @Test
    void findsWhatWentAlongAmongMuchThatWasDeletedBefore() {
        RecordRef acme = made(CUSTOMER, "name", "Long history");
        RecordRef last = made(PROJECT, "title", "Last", "customer", acme);
        gate.dsl.execute(
                "insert into app_work.project (id, version, created_at, created_by, created_by_name, updated_at,"
                        + " updated_by, updated_by_name, title, customer, deleted_at, deleted_by, deleted_by_name)"
                        + " select overlay(gen_random_uuid()::text placing '00000000' from 1 for 8)::uuid, 1, created_at,"
                        + " created_by, created_by_name, updated_at, updated_by, updated_by_name, title, customer, created_at,"
                        + " created_by, created_by_name from app_work.project, generate_series(1, " + (Gone.MOST + 1)
                        + ") where id = '" + id(last) + "'");
        delete(CUSTOMER, acme);
        assertThat(lives(PROJECT, last)).isFalse();
        gate.records().restore(CUSTOMER, id(acme), Via.SCREEN);
        assertThat(lives(PROJECT, last)).isTrue();
    }

    /** Somebody is moving records to another customer, and holds them, when their first customer is deleted. */
    @Test
    void leavesAloneWhatLeadsElsewhereByThen() throws Exception {
        RecordRef from = made(CUSTOMER, "name", "Moved from");
        RecordRef to = made(CUSTOMER, "name", "Moved to");
        RecordRef third = made(CUSTOMER, "name", "Third");
        RecordRef project = made(PROJECT, "title", "Moving", "customer", from);
        RecordRef note = made(NOTE, "words", "Moving", "customer", from, "customers", links(from, to));
        CountDownLatch moved = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService people = Executors.newFixedThreadPool(2)) {
            Future<?> moving = people.submit(() -> gate.transaction().executeWithoutResult(status -> {
                gate.records().update(PROJECT, id(project), null, values("customer", to), Via.API);
                gate.records()
                        .update(
                                NOTE,
                                id(note),
                                null,
                                values("customer", to, "customers", links(from, to, third)),
                                Via.API);
                moved.countDown();
                await(end);
            }));
            await(moved);
            Future<?> deleting = people.submit(() -> delete(CUSTOMER, from));
            assertThatThrownBy(() -> deleting.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            end.countDown();
            moving.get(20, TimeUnit.SECONDS);
            deleting.get(20, TimeUnit.SECONDS);
        }
        assertThat(lives(CUSTOMER, from)).isFalse();
        assertThat(lives(PROJECT, project)).isTrue();
        assertThat(get(NOTE, note).values()).containsEntry("customer", to).containsEntry("customers", links(to, third));
    }

    private static RecordRefs links(RecordRef... to) {
        return new RecordRefs(List.of(to));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void countsOnlyWhatGoesAlongBesideWhatWasNamed() {
        RecordRef root = made(TASK, "task", "root");
        UUID[] children = gate.dsl
                .fetchMany(
                        "insert into app_work.task (id, version, created_at, created_by, created_by_name, updated_at,"
                                + " updated_by, updated_by_name, task, after) select gen_random_uuid(), version, created_at,"
                                + " created_by, created_by_name, updated_at, updated_by, updated_by_name, 'child', id"
                                + " from app_work.task, generate_series(1, 6000) where id = '" + id(root)
                                + "' returning id")
                .getFirst()
                .getValues("id", UUID.class)
                .toArray(UUID[]::new);
        Arrays.sort(children, Comparator.comparing(UUID::toString));
        List<RecordChange> named = new ArrayList<>();
        named.add(new RecordChange.Delete(id(root), null));
        // Those that would be found first.
        Arrays.stream(children)
                .limit(2_000)
                .map(child -> new RecordChange.Delete(child, null))
                .forEach(named::add);
        gate.records().batch(TASK, named, Via.API);
        assertThat(gate.dsl.fetchCount(
                        org.jooq.impl.DSL.table("app_work.task"),
                        org.jooq.impl.DSL.condition("after = ?::uuid and deleted_at is null", id(root))))
                .isZero();
    }

    @Test
    void endsWhereRecordsLeadInACircle() {
        RecordRef acme = made(CUSTOMER, "name", "Circle");
        RecordRef a = made(PROJECT, "title", "a", "customer", acme);
        RecordRef one = made(TASK, "task", "one", "project", a);
        RecordRef two = made(TASK, "task", "two", "project", a, "after", one);
        delete(CUSTOMER, acme);
        assertThat(List.of(lives(TASK, one), lives(TASK, two))).containsOnly(false);
        gate.records().restore(CUSTOMER, id(acme), Via.SCREEN);
        assertThat(List.of(lives(TASK, one), lives(TASK, two))).containsOnly(true);
    }

    private static int statements(Runnable work) {
        gate.statements.clear();
        work.run();
        return gate.statements.size();
    }
}
