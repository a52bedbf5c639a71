package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millwright.app.Action;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Compare;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.Cursor;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Links between two apps: customers are not shared with staff, orders are. */
class LinkedRecordsIntegrationTests {

    private static final FormRef CUSTOMER = ref("crm", "customer");
    private static final FormRef ORDER = ref("orders", "order_form");

    private static final FieldDefinition NAME = field("name", "text", "{}", "required");
    private static final FieldDefinition NUMBER = field("number", "text", "{}", "unique");
    private static final FormDefinition CUSTOMER_FORM =
            form(Ids.next(), "customer", NAME.id(), NUMBER.id(), List.of(), NAME, NUMBER);

    private static Gate gate;

    @BeforeAll
    static void publish() {
        gate = new Gate();
        gate.publish("crm", Set.of(), CUSTOMER_FORM);
        gate.publish(
                "orders",
                EnumSet.allOf(Action.class),
                form(
                        "order_form",
                        field("title", "text"),
                        field("customer", "link", "{\"form\": \"%s\"}".formatted(CUSTOMER_FORM.id()), ""),
                        field("clerk", "person"),
                        field("tags", "multiple-choice", """
                                {"options": [
                                  {"key": "a", "label": "A", "colour": "blue"},
                                  {"key": "b \\"q\\", {x}", "label": "B", "colour": "blue"}]}
                                """, "")));
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @Test
    void findsTheLinkedRecordByKeyAndByTitle() {
        RecordData acme = customer("Acme", "C-1");
        assertThat(order("by key", RecordRef.byKey("C-1")).values().get("customer"))
                .isEqualTo(new RecordRef(acme.id(), null, "Acme"));
        assertThat(order("by title", RecordRef.byKey("Acme")).values().get("customer"))
                .isEqualTo(new RecordRef(acme.id(), null, "Acme"));
    }

    @Test
    void saysThatAKeyIsUnknownOrAmbiguous() {
        customer("Twin", "C-21");
        customer("Twin", "C-22");
        assertThat(codesOf(RecordRef.byKey("Twin"))).containsExactly("record.error.linkAmbiguous");
        assertThat(codesOf(RecordRef.byKey("Nobody"))).containsExactly("record.error.linkUnknown");
        assertThat(codesOf(RecordRef.to(Ids.next()))).containsExactly("record.error.linkUnknown");
    }

    @Test
    void refusesALinkToADeletedRecord() {
        RecordData gone = customer("Gone", "C-3");
        gate.records().delete(CUSTOMER, gone.id(), null, Via.SCREEN);
        assertThat(codesOf(RecordRef.to(gone.id()))).containsExactly("record.error.linkUnknown");
    }

    @Test
    void givesTheTitlesOfLinksOnEveryPageWhateverTheListIsSortedBy() {
        FormRef part = ref("pages", "part");
        gate.publish(
                "pages",
                EnumSet.allOf(Action.class),
                form(
                        "part",
                        field("code", "text", "{}", "unique"),
                        // Names that statements might give to columns of their own.
                        field("k0", "text"),
                        field("t0", "text"),
                        field("customer", "link", "{\"form\": \"%s\"}".formatted(CUSTOMER_FORM.id()), ""),
                        field("maker", "link", "{\"form\": \"%s\"}".formatted(CUSTOMER_FORM.id()), "")));
        RecordRef acme = RecordRef.to(customer("Acme of pages", "C-11").id());
        RecordRef bolt = RecordRef.to(customer("Bolt of pages", "C-12").id());
        for (int i = 0; i < 7; i++) {
            gate.records()
                    .create(
                            part,
                            values(
                                    "code", i < 5 ? "P-" + i : null,
                                    "k0", "k" + i % 2,
                                    "t0", "t",
                                    "customer", i % 3 == 0 ? null : i % 2 == 0 ? acme : bolt,
                                    "maker", i % 2 == 0 ? bolt : null),
                            Via.SCREEN);
        }
        List<String> expected = all(part, List.of());
        assertThat(expected)
                .hasSize(7)
                .contains("P-2 k0 Acme of pages Bolt of pages", "P-3 k1 - -", "- k1 Bolt of pages -");
        for (String field : List.of("code", "k0", "customer", "maker")) {
            for (boolean descending : List.of(false, true)) {
                List<ListRequest.Sort> sort = List.of(new ListRequest.Sort(field, descending));
                assertThat(all(part, sort))
                        .as("%s %s", field, descending)
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
        assertThat(all(part, List.of(new ListRequest.Sort("code", true))))
                .extracting(text -> text.split(" ")[0])
                .containsExactly("P-4", "P-3", "P-2", "P-1", "P-0", "-", "-");
    }

    /** What a list says, read two rows at a time. */
    private static List<String> all(FormRef form, List<ListRequest.Sort> sort) {
        ListRequest request = new ListRequest(form, Condition.ALL, "", sort, Set.of(), 2, null, false);
        List<String> rows = new ArrayList<>();
        for (@Nullable Cursor next = null; ; ) {
            RecordPage page = gate.query().list(request.after(next));
            page.items()
                    .forEach(record -> rows.add(String.join(
                            " ",
                            String.valueOf(record.values().getOrDefault("code", "-")),
                            String.valueOf(record.values().get("k0")),
                            title(record, "customer"),
                            title(record, "maker"))));
            next = page.next();
            if (next == null) {
                return rows;
            }
        }
    }

    private static String title(RecordData record, String link) {
        return record.values().get(link) instanceof RecordRef ref ? String.valueOf(ref.title()) : "-";
    }

    @Test
    void hidesTitlesFromReadersWhoMayNotSeeTheTarget() {
        RecordData acme = customer("Secret customer", "C-4");
        RecordData order = order("hidden", RecordRef.to(acme.id()));
        RecordData seen = Gate.as(TestPeople.SAM, () -> gate.query().get(ORDER, order.id()));
        assertThat(seen.values().get("customer")).isEqualTo(RecordRef.to(acme.id()));
        assertThat(Gate.as(TestPeople.SAM, () -> ids(new Compare("customer", Operator.CONTAINS, List.of("Secret")))))
                .isEmpty();
        assertThat(ids(new Compare("customer", Operator.CONTAINS, List.of("secret"))))
                .containsExactly(order.id());
        assertThat(Gate.as(TestPeople.SAM, () -> gate.query().find(CUSTOMER_FORM.id(), "", 0, 10)))
                .isEmpty();
    }

    @Test
    void refusesANewLinkThatIsNotSharedButKeepsTheOldOne() {
        RecordData acme = customer("Kept", "C-5");
        RecordData order = order("kept", RecordRef.to(acme.id()));
        Gate.run(TestPeople.SAM, () -> {
            assertThat(codesOf(RecordRef.to(acme.id()))).containsExactly("record.error.linkNotShared");
            RecordData changed = gate.records()
                    .update(
                            ORDER,
                            order.id(),
                            null,
                            values("title", "renamed", "customer", RecordRef.to(acme.id())),
                            Via.SCREEN);
            assertThat(changed.values()).containsEntry("customer", RecordRef.to(acme.id()));
        });
        assertThat(gate.query().get(ORDER, order.id()).values())
                .containsEntry("title", "renamed")
                .containsEntry("customer", new RecordRef(acme.id(), null, "Kept"));
    }

    @Test
    void sortsByTheTitleOfALinkWithEmptyOnesLast() {
        String mark = Ids.next().toString();
        RecordData b = customer("sort b", null);
        RecordData a = customer("sort a", null);
        RecordData second = order(mark, RecordRef.to(b.id()));
        RecordData first = order(mark, RecordRef.to(a.id()));
        RecordData last = order(mark, null);
        for (boolean descending : new boolean[] {false, true}) {
            ListRequest request = new ListRequest(
                    ORDER,
                    new Compare("title", Operator.EQ, List.of(mark)),
                    "",
                    List.of(new ListRequest.Sort("customer", descending)),
                    Set.of("title"),
                    1,
                    null,
                    false);
            assertThat(Pages.all(gate.query(), request).stream().map(RecordData::id))
                    .isEqualTo(Stream.of(descending ? second : first, descending ? first : second, last)
                            .map(RecordData::id)
                            .toList());
        }
    }

    @Test
    void tellsInTheHistoryWhichTitleBecameWhich() {
        RecordData from = customer("From", "C-61");
        RecordData to = customer("To", "C-62");
        RecordData order = order("moved", RecordRef.to(from.id()));
        gate.records().update(ORDER, order.id(), 1L, values("customer", RecordRef.byKey("C-62")), Via.API);
        HistoryEntry entry = gate.query().history(ORDER, order.id(), 10).getFirst();
        assertThat(entry.via()).isEqualTo(Via.API);
        assertThat(entry.by()).isEqualTo(new PersonRef(TestPeople.DANA.id(), TestPeople.DANA.name()));
        assertThat(entry.changes())
                .containsExactly(new HistoryEntry.FieldChange(
                        "customer",
                        "The customer",
                        new RecordRef(from.id(), null, "From"),
                        new RecordRef(to.id(), null, "To")));
        HistoryEntry hidden = Gate.as(
                TestPeople.SAM,
                () -> gate.query().history(ORDER, order.id(), 10).getFirst());
        assertThat(hidden.changes().getFirst().to()).isEqualTo(RecordRef.to(to.id()));
    }

    @Test
    void findsPeopleByIdAndByName() {
        RecordData order = gate.records()
                .create(ORDER, values("title", "p", "clerk", new PersonRef(null, "Mia Manager")), Via.SCREEN);
        assertThat(order.values()).containsEntry("clerk", new PersonRef("mia-id", "Mia Manager"));
        assertThat(ids(new Compare("clerk", Operator.STARTS_WITH, List.of("mia"))))
                .containsExactly(order.id());
        assertThat(ids(new Compare("clerk", Operator.EQ, List.of(new PersonRef("mia-id", "")))))
                .containsExactly(order.id());
        InvalidException refused = catchThrowableOfType(
                InvalidException.class,
                () -> gate.records()
                        .create(ORDER, values("title", "p", "clerk", new PersonRef("x", "Mia")), Via.SCREEN));
        assertThat(refused.problems().items()).extracting(Problem::code).containsExactly("record.error.personUnknown");
        InvalidException ambiguous = catchThrowableOfType(
                InvalidException.class,
                () -> gate.records()
                        .create(ORDER, values("title", "p", "clerk", new PersonRef(null, "twins")), Via.SCREEN));
        assertThat(ambiguous.problems().items())
                .containsExactly(Problem.error("record.error.personAmbiguous", "clerk", "twins", 2));
    }

    @Test
    void keepsAndComparesListsOfOptions() {
        String awkward = "b \"q\", {x}";
        RecordData both = gate.records().create(ORDER, values("title", "t", "tags", List.of("a", awkward)), Via.SCREEN);
        assertThat(gate.query().get(ORDER, both.id()).values()).containsEntry("tags", List.of("a", awkward));
        assertThat(ids(new Compare("tags", Operator.CONTAINS, List.of(awkward))))
                .containsExactly(both.id());
        assertThat(ids(new Compare("tags", Operator.EQ, List.of(List.of("a", awkward)))))
                .containsExactly(both.id());
        assertThat(ids(new Compare("tags", Operator.IN, List.of("nothing", "a"))))
                .containsExactly(both.id());
    }

    private static List<java.util.UUID> ids(Condition condition) {
        return gate
                .query()
                .list(new ListRequest(ORDER, condition, "", List.of(), Set.of(), 100, null, false))
                .items()
                .stream()
                .map(RecordData::id)
                .toList();
    }

    private static List<String> codesOf(RecordRef customer) {
        InvalidException refused = catchThrowableOfType(InvalidException.class, () -> order("x", customer));
        return refused.problems().stream().map(Problem::code).toList();
    }

    private static RecordData customer(String name, @Nullable String number) {
        return gate.records().create(CUSTOMER, values("name", name, "number", number), Via.SCREEN);
    }

    private static RecordData order(String title, @Nullable RecordRef customer) {
        return gate.records().create(ORDER, values("title", title, "customer", customer), Via.SCREEN);
    }
}
