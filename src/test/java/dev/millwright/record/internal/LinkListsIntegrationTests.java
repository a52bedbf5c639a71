package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millwright.app.Action;
import dev.millwright.app.Rights;
import dev.millwright.app.spi.DefinitionKind.Question;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Principal;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Compare;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists of links: spare parts and the machines that they fit, which are not shared with staff. */
class LinkListsIntegrationTests {

    private static final FormRef MACHINE = ref("plant", "machine");
    private static final FormRef PART = ref("parts", "part");

    private static final FieldDefinition NAME = field("name", "text", "{}", "required");
    private static final FieldDefinition NUMBER = field("number", "text", "{}", "unique");
    private static final FormDefinition MACHINE_FORM =
            form(Ids.next(), "machine", NAME.id(), NUMBER.id(), List.of(), NAME, NUMBER);
    private static final String CONFIG = "{\"form\": \"%s\"}".formatted(MACHINE_FORM.id());
    private static final FieldDefinition TITLE = field("title", "text");
    private static final FieldDefinition FITS = field("fits", "links", CONFIG, "");
    private static final FieldDefinition SPARES = field("spares", "links", CONFIG, "");

    private static Gate gate;

    @BeforeAll
    static void publish() {
        gate = new Gate();
        gate.publish("plant", Set.of(), MACHINE_FORM);
        gate.publish("parts", EnumSet.allOf(Action.class), form("part", TITLE, FITS, SPARES));
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @Test
    void keepsLinksInTheirOrderAndGivesTheirTitles() {
        RecordRef lathe = machine("Lathe", "M-1");
        RecordRef mill = machine("Mill", "M-2");
        RecordData part = part("belt", mill, lathe);
        assertThat(part.values()).containsEntry("fits", new RecordRefs(List.of(mill, lathe)));
        assertThat(gate.query().get(PART, part.id()).values())
                .containsEntry("fits", new RecordRefs(List.of(mill, lathe)));
        assertThat(pairs(part)).containsExactly(mill.id(), lathe.id());
    }

    @Test
    void keepsTheTableOfPairsAsTheListsAre() {
        RecordRef a = machine("Pair a", null);
        RecordRef b = machine("Pair b", null);
        RecordRef c = machine("Pair c", null);
        RecordData part = part("pairs", a, b);
        update(part, c, a);
        assertThat(pairs(part)).containsExactly(c.id(), a.id());
        update(part, a, c);
        assertThat(pairs(part)).containsExactly(a.id(), c.id());
        gate.records().update(PART, part.id(), null, values("title", "only the title"), Via.SCREEN);
        assertThat(pairs(part)).containsExactly(a.id(), c.id());
        gate.records().update(PART, part.id(), null, values("fits", null), Via.SCREEN);
        assertThat(pairs(part)).isEmpty();
        assertThat(gate.query().get(PART, part.id()).values()).doesNotContainKey("fits");
    }

    @Test
    void letsNobodyTakeAwayARowThatIsLinkedTo() {
        RecordRef machine = machine("Fast", null);
        part("held", machine);
        assertThatThrownBy(() -> gate.dsl.execute("delete from app_plant.machine where id = ?", machine.id()))
                .hasMessageContaining("violates foreign key");
    }

    @Test
    void findsRecordsByKeyTitleAndId() {
        RecordRef byKey = machine("By its key", "K-1");
        RecordRef byTitle = machine("By its title", "K-2");
        RecordData part = part("named", RecordRef.byKey("By its title"), RecordRef.byKey("K-1"));
        assertThat(part.values()).containsEntry("fits", new RecordRefs(List.of(byTitle, byKey)));
        RecordData changed = gate.records()
                .update(
                        PART,
                        part.id(),
                        null,
                        values("fits", new RecordRefs(List.of(byTitle, byKey, RecordRef.byKey(key(3))))),
                        Via.API);
        assertThat(changed.values().get("fits"))
                .isInstanceOfSatisfying(
                        RecordRefs.class, links -> assertThat(links.records()).hasSize(3));
    }

    private static String key(int number) {
        machine("Keyed " + number, "KEY-" + number);
        return "KEY-" + number;
    }

    @Test
    void namesTheFieldAndTheRecordThatIsUnknownAmbiguousOrThereTwice() {
        RecordRef known = machine("Known", "N-1");
        machine("Twin machine", "N-2");
        machine("Twin machine", "N-3");
        RecordRef gone = machine("Gone machine", "N-4");
        gate.records().delete(MACHINE, id(gone), null, Via.SCREEN);
        assertThat(problems(RecordRef.byKey("Nothing")))
                .containsExactly(Problem.error("record.error.linkUnknown", "fits", "Nothing", "machine"));
        assertThat(problems(RecordRef.byKey("Twin machine")))
                .extracting(Problem::code)
                .containsExactly("record.error.linkAmbiguous");
        assertThat(problems(known, RecordRef.byKey("N-1")))
                .containsExactly(Problem.error("record.error.linkTwice", "fits", "Known"));
        assertThat(problems(RecordRef.to(Ids.next()), gone))
                .extracting(Problem::code)
                .containsExactly("record.error.linkUnknown", "record.error.linkUnknown");
    }

    @Test
    void refusesMoreThanAThousandLinks() {
        List<RecordRef> many = new ArrayList<>();
        for (int i = 0; i < 1_001; i++) {
            many.add(RecordRef.to(Ids.next()));
        }
        assertThat(problems(many.toArray(RecordRef[]::new)))
                .extracting(Problem::code)
                .containsExactly("field.error.links.tooMany");
    }

    @Test
    void asksForLinkedRecordsByWhichAreAmongThem() {
        RecordRef a = machine("Filter alpha", null);
        RecordRef b = machine("Filter beta", null);
        RecordRef c = machine("Filter gamma", null);
        UUID ab = part("ab", a, b).id();
        UUID bc = part("bc", b, c).id();
        assertThat(ids(new Compare("fits", Operator.EQ, List.of(b)))).containsExactlyInAnyOrder(ab, bc);
        assertThat(ids(new Compare("fits", Operator.IN, List.of(a, c)))).containsExactlyInAnyOrder(ab, bc);
        assertThat(ids(both(a, b))).containsExactly(ab);
        assertThat(ids(both(a, c))).isEmpty();
        assertThat(ids(new Condition.And(List.of(
                        new Compare("title", Operator.IN, List.of("ab", "bc")),
                        new Condition.Not(new Compare("fits", Operator.IN, List.of(a)))))))
                .containsExactly(bc);
        assertThat(ids(new Compare("fits", Operator.CONTAINS, List.of("ALPHA"))))
                .containsExactly(ab);
        assertThat(ids(new Compare("fits", Operator.EQ, List.of("Filter gamma"))))
                .containsExactly(bc);
        assertThat(ids(new Compare("fits", Operator.EMPTY, List.of()))).doesNotContain(ab, bc);
        assertThat(ids(new Compare("fits", Operator.NOT_EMPTY, List.of()))).contains(ab, bc);
        assertThatThrownBy(() -> gate.query()
                        .list(new ListRequest(
                                PART,
                                Condition.ALL,
                                "",
                                List.of(new ListRequest.Sort("fits", false)),
                                Set.of(),
                                10,
                                null,
                                false)))
                .isInstanceOf(UnknownFieldException.class);
    }

    private static Condition both(RecordRef one, RecordRef other) {
        return new Condition.And(List.of(
                new Compare("fits", Operator.EQ, List.of(one)), new Compare("fits", Operator.EQ, List.of(other))));
    }

    @Test
    void givesNoTitleToWhoMayNotSeeTheRecords() {
        RecordRef secret = machine("Secret machine", null);
        RecordData part = part("for sam", secret);
        Gate.run(TestPeople.SAM, () -> {
            RecordRefs hidden = new RecordRefs(List.of(RecordRef.to(id(secret))));
            assertThat(gate.query().get(PART, part.id()).values()).containsEntry("fits", hidden);
            assertThat(ids(new Compare("fits", Operator.CONTAINS, List.of("Secret"))))
                    .isEmpty();
            RecordData changed =
                    gate.records().update(PART, part.id(), null, values("title", "sam's", "fits", hidden), Via.SCREEN);
            assertThat(changed.values()).containsEntry("fits", hidden);
            assertThat(problems(secret)).extracting(Problem::code).containsExactly("record.error.linkNotShared");
            assertThat(gate.query().history(PART, part.id(), 10))
                    .noneMatch(entry -> entry.toString().contains("Secret"));
        });
        assertThat(gate.query().get(PART, part.id()).values())
                .containsEntry("title", "sam's")
                .containsEntry("fits", new RecordRefs(List.of(secret)));
    }

    @Test
    void tellsInTheHistoryWhatWasThereBeforeAndAfter() {
        RecordRef first = machine("First of history", null);
        RecordRef second = machine("Second of history", null);
        RecordData part = part("told", first);
        update(part, first, second);
        HistoryEntry entry = gate.query().history(PART, part.id(), 10).getFirst();
        assertThat(entry.changes())
                .containsExactly(new HistoryEntry.FieldChange(
                        "fits", "The fits", new RecordRefs(List.of(first)), new RecordRefs(List.of(first, second))));
    }

    @Test
    void writesAndReadsAnyNumberOfLinksByTheSameNumberOfStatements() {
        List<RecordRef> machines = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            machines.add(machine("Many " + i, null));
        }
        part("warm", machines.getFirst());
        int few = statements(() -> part("few", machines.getFirst()));
        int many = statements(() -> part("many", machines.toArray(RecordRef[]::new)));
        assertThat(many).isEqualTo(few);
        List<RecordChange> batch = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            batch.add(new RecordChange.Create(
                    values("title", "batch", "fits", new RecordRefs(machines.subList(i, i + 10)))));
        }
        assertThat(statements(() -> gate.records().batch(PART, batch, Via.API))).isLessThanOrEqualTo(few + 2);
        assertThat(statements(() -> list(10))).isEqualTo(statements(() -> list(1)));
    }

    private static void list(int limit) {
        gate.query()
                .list(new ListRequest(
                        PART,
                        new Compare("title", Operator.EQ, List.of("batch")),
                        "",
                        List.of(),
                        Set.of(),
                        limit,
                        null,
                        false));
    }

    private static int statements(Runnable work) {
        gate.statements.clear();
        work.run();
        return gate.statements.size();
    }

    @Test
    void linksRecordsOfTheSameFormThatAreMadeTogether() {
        UUID id = Ids.next();
        FieldDefinition name = field("name", "text");
        FieldDefinition next = field("next", "links", "{\"form\": \"%s\"}".formatted(id), "");
        gate.publish("chain", EnumSet.allOf(Action.class), form(id, "step", name.id(), null, List.of(), name, next));
        FormRef step = ref("chain", "step");
        gate.records()
                .batch(
                        step,
                        List.of(
                                new RecordChange.Create(
                                        values("name", "one", "next", new RecordRefs(List.of(RecordRef.byKey("two"))))),
                                new RecordChange.Create(values("name", "two"))),
                        Via.IMPORT);
        assertThat(gate.query()
                        .list(new ListRequest(
                                step,
                                new Compare("next", Operator.CONTAINS, List.of("two")),
                                "",
                                List.of(),
                                Set.of(),
                                10,
                                null,
                                false))
                        .items())
                .hasSize(1);
    }

    @Test
    void linksThatAreRemovedAndReturnedAreAsTheyWere() {
        RecordRef machine = machine("Kept machine", null);
        FieldDefinition title = field("title", "text");
        FieldDefinition fits = field("fits", "links", CONFIG, "");
        UUID id = Ids.next();
        FormRef form = ref("returning", "thing");
        gate.publish("returning", EnumSet.allOf(Action.class), form(id, "thing", null, null, List.of(), title, fits));
        RecordData thing =
                gate.records().create(form, values("title", "t", "fits", new RecordRefs(List.of(machine))), Via.SCREEN);
        gate.publish("returning", EnumSet.allOf(Action.class), form(id, "thing", null, null, List.of(fits), title));
        assertThat(tables("app_returning")).noneMatch(table -> table.startsWith("ln_"));
        gate.records().update(form, thing.id(), null, values("title", "meanwhile"), Via.SCREEN);
        gate.publish("returning", EnumSet.allOf(Action.class), form(id, "thing", null, null, List.of(), title, fits));
        assertThat(gate.query().get(form, thing.id()).values()).containsEntry("fits", new RecordRefs(List.of(machine)));
        assertThat(gate.dsl.fetch("select target from app_returning."
                        + tables("app_returning").stream()
                                .filter(table -> table.startsWith("ln_"))
                                .findFirst()
                                .orElseThrow()))
                .hasSize(1);
    }

    @Test
    void oneLinkBecomesSeveralAndSeveralOne() {
        RecordRef a = machine("Type a", null);
        RecordRef b = machine("Type b", null);
        FieldDefinition title = field("title", "text");
        FieldDefinition one = field("fits", "link", CONFIG, "");
        FieldDefinition several = new FieldDefinition(
                one.id(), one.key(), one.label(), "links", one.config(), false, false, "", "", null);
        UUID id = Ids.next();
        FormDefinition single = form(id, "thing", null, null, List.of(), title, one);
        FormDefinition many = form(id, "thing", null, null, List.of(), title, several);
        FormRef form = ref("retyped", "thing");
        gate.publish("retyped", EnumSet.allOf(Action.class), single);
        RecordData thing = gate.records().create(form, values("title", "first", "fits", a), Via.SCREEN);
        RecordData other = gate.records().create(form, values("title", "second", "fits", b), Via.SCREEN);
        assertThat(gate.questions("retyped", Map.of(), many)).isEmpty();
        gate.publish("retyped", EnumSet.allOf(Action.class), many);
        assertThat(gate.query().get(form, thing.id()).values()).containsEntry("fits", new RecordRefs(List.of(a)));
        gate.records().update(form, thing.id(), null, values("fits", new RecordRefs(List.of(a, b))), Via.SCREEN);

        Question question = gate.questions("retyped", Map.of(), single).getFirst();
        assertThat(question.rows()).isEqualTo(1);
        assertThat(question.examples()).singleElement().satisfies(example -> {
            assertThat(example.record()).isEqualTo(thing.id());
            assertThat(example.problem().code()).isEqualTo("field.error.links.several");
        });
        gate.publish(
                "retyped",
                new Rights(List.of(Principal.person(TestPeople.DANA.id())), List.of(), List.of(), Map.of()),
                Map.of(question.id(), ""),
                single);
        assertThat(gate.query().get(form, other.id()).values()).containsEntry("fits", b);
    }

    private static List<String> tables(String schema) {
        return gate.dsl
                .fetch("select tablename from pg_tables where schemaname = ?", schema)
                .getValues(0, String.class);
    }

    private static List<UUID> pairs(RecordData part) {
        String table = tables("app_parts").stream()
                .filter(name -> name.startsWith("ln_part_fits"))
                .findFirst()
                .orElseThrow();
        return gate.dsl
                .fetch("select target from app_parts." + table + " where source = ? order by place", part.id())
                .getValues(0, UUID.class);
    }

    private static List<UUID> ids(Condition condition) {
        return gate
                .query()
                .list(new ListRequest(PART, condition, "", List.of(), Set.of(), 100, null, false))
                .items()
                .stream()
                .map(RecordData::id)
                .toList();
    }

    private static List<Problem> problems(RecordRef... fits) {
        InvalidException refused = catchThrowableOfType(InvalidException.class, () -> part("refused", fits));
        return refused.problems().stream().toList();
    }

    private static UUID id(RecordRef machine) {
        return java.util.Objects.requireNonNull(machine.id());
    }

    private static RecordRef machine(String name, @Nullable String number) {
        RecordData made = gate.records().create(MACHINE, values("name", name, "number", number), Via.SCREEN);
        return new RecordRef(made.id(), null, name);
    }

    private static RecordData part(String title, RecordRef... fits) {
        return gate.records().create(PART, values("title", title, "fits", new RecordRefs(List.of(fits))), Via.SCREEN);
    }

    private static void update(RecordData part, RecordRef... fits) {
        gate.records().update(PART, part.id(), null, values("fits", new RecordRefs(List.of(fits))), Via.SCREEN);
    }
}
