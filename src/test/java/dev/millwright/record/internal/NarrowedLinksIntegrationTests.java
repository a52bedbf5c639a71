package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millwright.app.Action;
import dev.millwright.app.FieldGrant;
import dev.millwright.app.Limit;
import dev.millwright.app.Rights;
import dev.millwright.field.EnteredField;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.form.WorkedOut;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Links that may lead to some records only: to active customers, and to contacts of the customer that is chosen. */
class NarrowedLinksIntegrationTests {

    private static final FormRef CUSTOMER = ref("trade", "customer");
    private static final FormRef CONTACT = ref("trade", "contact");
    private static final FormRef ORDER = ref("trade", "order_form");
    private static final FormRef LINE = ref("trade", "order_line");
    private static final UUID CUSTOMER_ID = Ids.next();
    private static final UUID CONTACT_ID = Ids.next();
    private static final UUID ORDER_ID = Ids.next();
    private static final UUID LINE_ID = Ids.next();

    private static final FieldDefinition NAME = field("name", "text", "{}", "required");
    private static final FormDefinition CUSTOMERS = form(
            CUSTOMER_ID,
            "customer",
            NAME.id(),
            null,
            List.of(),
            NAME,
            field("active", "yes-no"),
            field("city", "text"));
    private static final FieldDefinition CALLED = field("called", "text", "{}", "required");
    private static final FormDefinition CONTACTS =
            form(CONTACT_ID, "contact", CALLED.id(), null, List.of(), CALLED, link("customer", CUSTOMER_ID, ""));
    private static final FieldDefinition NUMBER = field("number", "text", "{}", "required");
    private static final FormDefinition ORDERS = form(
            ORDER_ID,
            "order_form",
            NUMBER.id(),
            null,
            List.of(),
            NUMBER,
            link("customer", CUSTOMER_ID, "active = true"),
            link("contact", CONTACT_ID, "customer = this.customer"),
            field("copies", "links", config(CONTACT_ID, "customer = this.customer"), ""),
            link("nearby", CUSTOMER_ID, "city = this.customer.city and name != this.customer"),
            field("lines", "subform", "{\"form\": \"" + LINE_ID + "\"}", ""));
    private static final FieldDefinition OWNER =
            link("order_form", ORDER_ID, "").withRequired(true);
    private static final FieldDefinition POSITION = field("position", "integer");
    private static final FieldDefinition ITEM = field("item", "text", "{}", "required");
    private static final FormDefinition LINES = form(
                    LINE_ID,
                    "order_line",
                    ITEM.id(),
                    null,
                    List.of(),
                    ITEM,
                    link("receiver", CONTACT_ID, "customer = this.order_form.customer"),
                    OWNER,
                    POSITION)
            .withPartOf(new PartOf(ORDER_ID, OWNER.id(), POSITION.id()));

    private static Gate gate;

    private static FieldDefinition link(String key, UUID form, String condition) {
        return field(key, "link", config(form, condition), "");
    }

    private static String config(UUID form, String condition) {
        return condition.isEmpty()
                ? "{\"form\": \"%s\"}".formatted(form)
                : "{\"form\": \"%s\", \"options\": \"%s\"}".formatted(form, condition);
    }

    @BeforeAll
    static void publish() {
        gate = new Gate();
        gate.publish("trade", EnumSet.allOf(Action.class), CUSTOMERS, CONTACTS, ORDERS, LINES);
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    private static RecordRef customer(String name, boolean active) {
        return made(CUSTOMER, values("name", name, "active", active, "city", "Hefei"));
    }

    private static RecordRef contact(String name, RecordRef customer) {
        return made(CONTACT, values("called", name, "customer", customer));
    }

    private static UUID id(RecordRef ref) {
        return Objects.requireNonNull(ref.id());
    }

    private static RecordRef made(FormRef form, Map<String, @Nullable Object> values) {
        RecordData record = gate.records().create(form, values, Via.SCREEN);
        return new RecordRef(record.id(), null, record.title());
    }

    private static List<Problem> problems(Runnable write) {
        InvalidException refused = catchThrowableOfType(InvalidException.class, write::run);
        return refused == null ? List.of() : List.copyOf(refused.problems().items());
    }

    private static RecordData order(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> all = new HashMap<>(values);
        all.put("number", "N" + Ids.next());
        return gate.records().create(ORDER, all, Via.API);
    }

    private static List<String> offered(String key, Map<String, @Nullable Object> values) {
        FieldDefinition field =
                ORDERS.fields().filter(one -> one.key().equals(key)).findFirst().orElseThrow();
        return gate
                .query()
                .find(new EnteredField(ORDER_ID, field.key(), null, () -> values, EnteredField::nothing), "", 0, 50)
                .stream()
                .map(RecordRef::title)
                .toList();
    }

    @Test
    void refusesWhatTheFormDoesNotOfferAndSaysWhy() {
        RecordRef asleep = customer("Asleep", false);
        assertThat(problems(() -> order(values("customer", asleep))))
                .containsExactly(
                        Problem.error("record.error.linkOutside", "customer", "The customer", "Asleep", "The active"));
        RecordRef acme = customer("Acme", true);
        RecordRef other = contact("Of others", customer("Others", true));
        assertThat(problems(() -> order(values("customer", acme, "contact", other))))
                .containsExactly(Problem.error(
                        "record.error.linkOutsideOf", "contact", "The contact", "Of others", "The customer"));
        assertThat(problems(() -> order(values("contact", contact("Nobody's", acme)))))
                .extracting(Problem::code)
                .containsExactly("record.error.linkOutsideOf");
    }

    @Test
    void namesNoFieldThatIsHiddenFromWhoWrites() {
        RecordRef asleep = customer("Hidden sleeper", false);
        Principal staff = Principal.role(Role.STAFF);
        gate.share(
                "trade",
                new Rights(
                                List.of(Principal.person(TestPeople.DANA.id())),
                                List.of(),
                                List.of(staff),
                                Map.of(
                                        staff,
                                        Map.of(
                                                "customer", EnumSet.of(Action.SEE),
                                                "order_form", EnumSet.allOf(Action.class))))
                        .withLimit(staff, "customer", Limit.NONE.with(Map.of("name", FieldGrant.READ_ONLY))));
        try {
            Gate.run(
                    TestPeople.SAM,
                    () -> assertThat(problems(() -> order(values("customer", asleep))))
                            .containsExactly(Problem.error(
                                    "record.error.linkNotOffered", "customer", "The customer", "Hidden sleeper")));
        } finally {
            gate.share("trade", EnumSet.allOf(Action.class));
        }
    }

    @Test
    void takesWhatIsOfferedNamedByItsTitleToo() {
        RecordRef acme = customer("Takes", true);
        contact("Li Wei of Takes", acme);
        RecordData order = order(values("customer", acme, "contact", RecordRef.byKey("Li Wei of Takes")));
        assertThat(order.values().get("contact"))
                .isInstanceOfSatisfying(
                        RecordRef.class, ref -> assertThat(ref.title()).isEqualTo("Li Wei of Takes"));
    }

    @Test
    void leavesWhatWasThereUntilSomethingChangesByWhichItIsOffered() {
        RecordRef acme = customer("Sleeps later", true);
        RecordRef contact = contact("Stays", acme);
        RecordData order = order(values("customer", acme, "contact", contact));
        gate.records().update(CUSTOMER, id(acme), null, values("active", false), Via.SCREEN);
        assertThat(problems(() -> gate.records().update(ORDER, order.id(), null, values("number", "x"), Via.API)))
                .isEmpty();
        RecordRef other = customer("Instead", true);
        assertThat(problems(() -> gate.records().update(ORDER, order.id(), null, values("customer", other), Via.API)))
                .extracting(Problem::path)
                .containsExactly("contact");
        assertThat(problems(() -> gate.records()
                        .update(ORDER, order.id(), null, values("customer", other, "contact", null), Via.API)))
                .isEmpty();
    }

    @Test
    void checksOnlyWhatIsNewInAList() {
        RecordRef acme = customer("Of a list", true);
        RecordRef first = contact("First", acme);
        RecordData order = order(values("customer", acme, "copies", new RecordRefs(List.of(first))));
        gate.records().update(CONTACT, id(first), null, values("customer", customer("Moved to", true)), Via.SCREEN);
        RecordRef second = contact("Second", acme);
        RecordRef wrong = contact("Wrong", customer("Elsewhere", true));
        assertThat(problems(() -> gate.records()
                        .update(
                                ORDER,
                                order.id(),
                                null,
                                values("copies", new RecordRefs(List.of(first, second))),
                                Via.API)))
                .isEmpty();
        assertThat(problems(() -> gate.records()
                        .update(
                                ORDER,
                                order.id(),
                                null,
                                values("copies", new RecordRefs(List.of(first, wrong))),
                                Via.API)))
                .extracting(problem -> problem.arguments().get(1))
                .containsExactly("Wrong");
    }

    @Test
    void comparesWithFieldsOfTheRecordThatAnotherLinkLeadsTo() {
        RecordRef here = customer("Here", true);
        RecordRef near = made(CUSTOMER, values("name", "Near", "active", true, "city", "Hefei"));
        RecordRef far = made(CUSTOMER, values("name", "Far", "active", true, "city", "Paris"));
        assertThat(problems(() -> order(values("customer", here, "nearby", near))))
                .isEmpty();
        assertThat(problems(() -> order(values("customer", here, "nearby", far))))
                .extracting(Problem::path)
                .containsExactly("nearby");
        assertThat(problems(() -> order(values("customer", here, "nearby", here))))
                .extracting(Problem::path)
                .containsExactly("nearby");
        assertThat(offered("nearby", values("customer", here))).contains("Near").doesNotContain("Here", "Far");
    }

    @Test
    void offersInPickersWhatItTakes() {
        RecordRef acme = customer("Picks", true);
        contact("Of picks", acme);
        contact("Of another", customer("Another", true));
        customer("Not active", false);
        assertThat(offered("contact", values("customer", acme))).containsExactly("Of picks");
        assertThat(offered("contact", values("customer", null))).isEmpty();
        assertThat(offered("copies", values("customer", acme))).containsExactly("Of picks");
        assertThat(offered("customer", Map.of())).contains("Picks", "Another").doesNotContain("Not active");
        // Where the record is not known, what does not go by it still counts, and the rest is for the gate to say.
        assertThat(offered("contact", Map.of())).contains("Of picks", "Of another");
    }

    @Test
    void readsByTheIndexOfTheLinkWhatGoesByIt() {
        RecordRef acme = customer("Indexed", true);
        gate.statements.clear();
        offered("contact", values("customer", acme));
        assertThat(gate.statements.getLast()).containsPattern("\"r\"\\.\"customer\" = ");
        gate.dsl.execute("""
                insert into app_trade.contact
                        (id, version, created_at, created_by, created_by_name, updated_at, updated_by, updated_by_name, called, customer)
                select gen_random_uuid(), 1, now(), 'd', 'D', now(), 'd', 'D', 'c' || n, c.id
                from generate_series(1, 2000) as n, (select id from app_trade.customer limit 10) as c""");
        gate.dsl.execute("analyze app_trade.contact");
        String plan = gate.dsl
                .fetch(
                        "explain select id from app_trade.contact as r where r.deleted_at is null"
                                + " and r.customer = ? order by r.id desc limit 51",
                        id(acme))
                .format();
        gate.dsl.execute("delete from app_trade.contact where created_by = 'd'");
        assertThat(plan).contains("using ix_contact_customer").doesNotContain("Seq Scan", "Sort");
    }

    @Test
    void keepsLinesToWhatTheirRecordOffers() {
        RecordRef acme = customer("With lines", true);
        RecordRef fits = contact("Fits", acme);
        RecordRef not = contact("Fits not", customer("Without", true));
        List<Problem> wrong = problems(() -> gate.records()
                .write(
                        ORDER,
                        new RecordChange.Create(
                                values("number", "L1", "customer", acme),
                                Map.of(
                                        "lines",
                                        List.of(
                                                new RecordChange.Create(values("item", "a", "receiver", fits)),
                                                new RecordChange.Create(values("item", "b", "receiver", not))))),
                        Via.SCREEN));
        assertThat(wrong).extracting(Problem::path).containsExactly("lines.1.receiver");
        RecordData order = gate.records()
                .write(
                        ORDER,
                        new RecordChange.Create(
                                values("number", "L2", "customer", acme),
                                Map.of(
                                        "lines",
                                        List.of(new RecordChange.Create(values("item", "a", "receiver", fits))))),
                        Via.SCREEN);
        RecordRef owner = new RecordRef(order.id(), null, order.title());
        assertThat(problems(() -> gate.records()
                        .create(LINE, values("order_form", owner, "item", "c", "receiver", not), Via.API)))
                .extracting(Problem::path)
                .containsExactly("receiver");
        // Nothing is said of the line, and yet it would not fit any more.
        assertThat(problems(() -> gate.records()
                        .update(ORDER, order.id(), null, values("customer", customer("Third", true)), Via.API)))
                .extracting(Problem::path)
                .containsExactly("lines");
    }

    @Test
    void readsKeptLinesInPagesAndOnlyUntilOneDoesNotFit() {
        RecordRef acme = customer("Many lines", true);
        RecordRef fits = contact("Fits them all", acme);
        RecordData order = order(values("customer", acme));
        gate.records()
                .create(
                        LINE,
                        values(
                                "order_form",
                                new RecordRef(order.id(), null, order.title()),
                                "item",
                                "0",
                                "receiver",
                                fits),
                        Via.API);
        lines(order, 2_500);
        RecordData without = order(values("customer", acme));
        int plain = statements(() ->
                gate.records().update(ORDER, without.id(), null, values("customer", customer("Else", true)), Via.API));
        RecordRef other = customer("Other of many", true);
        List<Problem> wrong = new ArrayList<>();
        int stopped = statements(() -> wrong.addAll(
                problems(() -> gate.records().update(ORDER, order.id(), null, values("customer", other), Via.API))));
        assertThat(wrong).extracting(Problem::path).containsExactly("lines");
        assertThat(stopped - plain).as("one page").isLessThan(8);
        gate.records().update(CONTACT, id(fits), null, values("customer", other), Via.API);
        assertThat(problems(() -> gate.records().update(ORDER, order.id(), null, values("customer", other), Via.API)))
                .isEmpty();
        lines(order, KeptLines.MOST);
        assertThat(problems(() -> gate.records().update(ORDER, order.id(), null, values("customer", acme), Via.API)))
                .containsExactly(Problem.error("record.error.tooManyKeptLines", "lines", KeptLines.MOST));
        gate.dsl.execute("delete from app_trade.order_line where order_form = ?", order.id());
    }

    private static void lines(RecordData order, int number) {
        gate.dsl.execute(
                "insert into app_trade.order_line (id, version, created_at, created_by, created_by_name, updated_at,"
                        + " updated_by, updated_by_name, item, receiver, order_form, position)"
                        + " select gen_random_uuid(), 1, created_at, created_by, created_by_name, updated_at, updated_by,"
                        + " updated_by_name, item, receiver, order_form, position + n from (select * from"
                        + " app_trade.order_line where order_form = ? limit 1) as one, generate_series(1, ?) as n",
                order.id(),
                number);
    }

    @Test
    void saysWhileItIsEnteredWhatNoLongerFits() {
        RecordRef acme = customer("While entered", true);
        RecordRef contact = contact("Chosen", acme);
        RecordRef other = customer("Changed to", true);
        WorkedOut fits = gate.records().workedOut(ORDER, null, values("customer", acme, "contact", contact), Map.of());
        assertThat(fits.shared().items()).isEmpty();
        WorkedOut told = gate.records().workedOut(ORDER, null, values("customer", other, "contact", contact), Map.of());
        assertThat(told.shared().items()).extracting(Problem::path).containsExactly("contact");
    }

    @Test
    void asksOnceForAllRecordsOfAWriteAndNothingWhereNoLinkIsWritten() {
        RecordRef acme = customer("Batch", true);
        RecordRef contact = contact("Of batch", acme);
        order(values("customer", acme, "contact", contact));
        int one = statements(() -> order(values("customer", acme, "contact", contact)));
        List<RecordChange> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            many.add(new RecordChange.Create(values("number", "B" + i, "customer", acme, "contact", contact)));
        }
        assertThat(statements(() -> gate.records().batch(ORDER, many, Via.API))).isLessThanOrEqualTo(one + 1);
        int without = statements(() -> order(values()));
        assertThat(one - without).isLessThanOrEqualTo(4);
    }

    private static int statements(Runnable work) {
        gate.statements.clear();
        work.run();
        return gate.statements.size();
    }
}
