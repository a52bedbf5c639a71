package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millwright.app.Action;
import dev.millwright.expression.ExpressionException;
import dev.millwright.field.Secret;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.record.Attempt;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.Via;
import dev.millwright.secret.UnopenedException;
import dev.millwright.shared.AuditableEvent;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Texts;
import dev.millwright.testing.TestPeople;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.core.JdbcTemplate;

/** Employees whose bank accounts are encrypted. */
class EncryptedTextIntegrationTests {

    private static final FormRef EMPLOYEE = ref("staffing", "employee");
    private static final String CLEAR = "6222001234567890";
    private static final String OTHER = "9558885555444433";
    private static final FormDefinition FORM =
            form("employee", field("name", "text"), field("account", "encrypted-text", "{\"shown\": 4}", ""));

    private static Gate gate;

    @BeforeAll
    static void open() {
        gate = new Gate();
        gate.publish("staffing", EnumSet.complementOf(EnumSet.of(Action.UNMASK)), FORM);
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    private static Secret entered(String text) {
        return new Secret.Entered(text, text.substring(text.length() - 4));
    }

    private static RecordData create(String name) {
        return gate.records().create(EMPLOYEE, values("name", name, "account", entered(CLEAR)), Via.API);
    }

    private static String unmasked(RecordData record) {
        return gate.records().unmask(EMPLOYEE, record.id(), "account", Via.SCREEN);
    }

    private static RecordData update(RecordData record, Object... values) {
        return gate.records().update(EMPLOYEE, record.id(), record.version(), values(values), Via.API);
    }

    private static RecordData read(RecordData record) {
        return gate.query().get(EMPLOYEE, record.id());
    }

    @Test
    void showsTheMaskToAllAndTheTextToThoseWhoMayUnmask() {
        RecordData record = create("Kim");
        Secret kept = (Secret) Objects.requireNonNull(read(record).values().get("account"));
        assertThat(kept).isInstanceOf(Secret.Kept.class);
        assertThat(kept.mask()).isEqualTo("••••7890");
        assertThat(unmasked(record)).isEqualTo(CLEAR);
        assertThatThrownBy(() -> Gate.run(TestPeople.SAM, () -> unmasked(record)))
                .isInstanceOf(NotAllowedException.class);
        assertThatThrownBy(() -> gate.records().unmask(EMPLOYEE, record.id(), "name", Via.API))
                .isInstanceOf(UnknownFieldException.class);
    }

    @Test
    void tellsInTheHistoryWhoSawWhichFieldAndNotTheText() {
        RecordData record = create("Mia");
        unmasked(record);
        HistoryEntry entry = gate.query().history(EMPLOYEE, record.id(), 10).getFirst();
        assertThat(entry.event()).isEqualTo(HistoryEntry.Event.UNMASKED);
        assertThat(entry.by().id()).isEqualTo(TestPeople.DANA.id());
        assertThat(entry.changes()).singleElement().satisfies(change -> {
            assertThat(change.field()).isEqualTo("account");
            assertThat(change.from()).isNull();
            assertThat(change.to()).isNull();
        });
        assertThat(read(record).version()).isEqualTo(record.version());
    }

    @Test
    void tellsTheAuditLogWhoSawWhichFieldAndShowsNothingThatItCannotTell() {
        RecordData record = create("Lee");
        List<AuditableEvent> told = new ArrayList<>();
        boolean[] full = new boolean[1];
        ApplicationListener<PayloadApplicationEvent<?>> log = event -> {
            if (event.getPayload() instanceof AuditableEvent deed) {
                if (full[0]) {
                    throw new IllegalStateException("The disk is full");
                }
                told.add(deed);
            }
        };
        gate.context.addApplicationListener(log);
        try {
            unmasked(record);
            assertThat(told).singleElement().satisfies(deed -> {
                assertThat(deed.kind()).isEqualTo(AuditableEvent.Kind.DATA);
                assertThat(deed.action()).isEqualTo("record.unmasked");
                assertThat(deed.app().orElseThrow().key()).isEqualTo("staffing");
                assertThat(deed.object()).contains("form/employee");
                List<Object> arguments = new ArrayList<>(List.of(deed.subject()));
                arguments.addAll(deed.arguments());
                assertThat(gate.context
                                .getBean(Texts.class)
                                .text(Locale.ENGLISH, "record.audit.unmasked", arguments.toArray()))
                        .isEqualTo("Saw the encrypted text “The account” of a record of “employee” (id " + record.id()
                                + ")");
            });
            full[0] = true;
            int before = gate.query().history(EMPLOYEE, record.id(), 10).size();
            assertThatThrownBy(() -> unmasked(record)).hasMessage("The disk is full");
            assertThat(gate.query().history(EMPLOYEE, record.id(), 10)).hasSize(before);
        } finally {
            gate.context.removeApplicationListener(log);
        }
    }

    @Test
    void keepsWhatNobodyTypedOver() {
        RecordData record = create("Sam");
        Object kept = Objects.requireNonNull(record.values().get("account"));
        RecordData renamed = update(record, "name", "Sam 2", "account", new Secret.Masked("••••7890"));
        assertThat(renamed.values().get("account")).isEqualTo(kept);
        RecordData again = update(renamed, "account", entered(CLEAR));
        assertThat(again.values().get("account")).isEqualTo(kept);
        assertThat(again.version()).isEqualTo(renamed.version());
        RecordData changed = update(again, "account", entered(OTHER));
        assertThat(unmasked(changed)).isEqualTo(OTHER);
        assertThatThrownBy(() -> update(changed, "account", new Secret.Masked("••••7890")))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> update(changed, "account", new Secret.Lost())).isInstanceOf(InvalidException.class);
    }

    @Test
    void tellsNobodyWhoMayNotReadATextThatTheyGuessedIt() {
        RecordData record = create("Guessed");
        Object first = Objects.requireNonNull(record.values().get("account"));
        for (String guess : List.of(CLEAR, OTHER.substring(0, 12) + CLEAR.substring(12), CLEAR)) {
            RecordChange change = new RecordChange.Update(record.id(), null, values("account", entered(guess)));
            Attempt attempt = Gate.as(
                    TestPeople.SAM,
                    () -> gate.records().attempt(EMPLOYEE, List.of(change), Via.IMPORT, Instant.now(), false));
            assertThat(attempt.fates()).as(guess).containsExactly(Attempt.Fate.CHANGED);
        }
        RecordData guessed = Gate.as(TestPeople.SAM, () -> update(record, "account", entered(CLEAR)));
        assertThat(guessed.version()).isEqualTo(record.version() + 1);
        assertThat(guessed.values().get("account")).isNotEqualTo(first);
        assertThat(unmasked(guessed)).isEqualTo(CLEAR);
        RecordData masked = Gate.as(TestPeople.SAM, () -> update(guessed, "account", new Secret.Masked("••••7890")));
        assertThat(masked.version()).isEqualTo(guessed.version());
    }

    @Test
    void namesNoRecordAndFindsNone() {
        FieldDefinition account = FORM.fields()
                .filter(one -> one.key().equals("account"))
                .findFirst()
                .orElseThrow();
        FieldDefinition name = field("name", "text");
        FieldDefinition where = field("places", "departments");
        FieldDefinition plain = field("plain", "text");
        // As releases were before this was refused.
        FormDefinition named = form(Ids.next(), "named", account.id(), account.id(), List.of(), account, name);
        gate.publish("named", EnumSet.allOf(Action.class), named);
        RecordData record =
                gate.records().create(ref("named", "named"), values("name", "Ann", "account", entered(CLEAR)), Via.API);
        assertThat(record.title()).isEqualTo("Ann");
        assertThat(problems(named)).containsExactly("form.problem.titleFieldUnusable", "form.problem.keyFieldUnusable");
        FormDefinition placed = form(Ids.next(), "placed", where.id(), where.id(), List.of(), where);
        assertThat(problems(placed))
                .containsExactly("form.problem.titleFieldUnusable", "form.problem.keyFieldUnusable");
        FormDefinition keyed = form(Ids.next(), "keyed", plain.id(), plain.id(), List.of(), plain);
        assertThat(problems(keyed)).containsExactly("form.problem.keyFieldUnusable");
        FieldDefinition code = field("code", "text", "{}", "unique");
        gate.publish(
                "coded", EnumSet.allOf(Action.class), form(Ids.next(), "coded", code.id(), code.id(), List.of(), code));
    }

    private static List<String> problems(FormDefinition form) {
        String app = form.key() + "_again";
        gate.publish(app, EnumSet.allOf(Action.class), form);
        return catchThrowableOfType(InvalidException.class, () -> gate.publish(app, EnumSet.allOf(Action.class), form))
                .problems()
                .items()
                .stream()
                .map(Problem::code)
                .toList();
    }

    @Test
    void opensNowhereButInItsOwnRecord() {
        RecordData one = create("One");
        RecordData two = create("Two");
        Secret.Kept stolen = (Secret.Kept) Objects.requireNonNull(one.values().get("account"));
        assertThatThrownBy(() -> update(two, "account", stolen)).isInstanceOf(InvalidException.class);
        JdbcTemplate jdbc = gate.context.getBean(JdbcTemplate.class);
        jdbc.update("update app_staffing.employee set account = ? where id = ?", stolen.sealed(), two.id());
        assertThatThrownBy(() -> unmasked(two)).isInstanceOf(UnopenedException.class);
    }

    @Test
    void canOnlyBeAskedWhetherItIsEmpty() {
        create("Asked");
        assertThat(list(new Condition.Compare("account", Operator.NOT_EMPTY, List.of())))
                .isNotEmpty();
        for (Operator operator : List.of(Operator.EQ, Operator.NE, Operator.CONTAINS, Operator.STARTS_WITH)) {
            assertThatThrownBy(() -> list(new Condition.Compare("account", operator, List.of("6"))))
                    .isInstanceOf(UnknownFieldException.class);
        }
        assertThatThrownBy(() -> list(new Condition.Matches("account = \"6\"")))
                .isInstanceOf(ExpressionException.class);
        assertThatThrownBy(() -> gate.query()
                        .list(new ListRequest(
                                EMPLOYEE,
                                Condition.ALL,
                                "",
                                List.of(new ListRequest.Sort("account", false)),
                                java.util.Set.of(),
                                10,
                                null,
                                false)))
                .isInstanceOf(UnknownFieldException.class);
    }

    private static List<RecordData> list(Condition condition) {
        return gate.query().list(ListRequest.of(EMPLOYEE, 50).and(condition)).items();
    }

    @Test
    void refusesToBecomeTextAndTextToBecomeIt() {
        gate.publish("typing", EnumSet.allOf(Action.class), form("typed", field("a", "text"), field("b", "text")));
        FormDefinition text = form("typed2", field("a", "text"), field("b", "text"));
        gate.publish("typing2", EnumSet.allOf(Action.class), text);
        FormDefinition sealed = text.withFields(one -> one.key().equals("b")
                ? one.withType(
                        "encrypted-text",
                        field("b", "encrypted-text", "{\"shown\": 0}", "").config())
                : one);
        assertThatThrownBy(() -> gate.publish("typing2", EnumSet.allOf(Action.class), sealed))
                .isInstanceOfSatisfying(
                        InvalidException.class,
                        refusal -> assertThat(
                                        refusal.problems().items().getFirst().code())
                                .isEqualTo("form.problem.typeSealed"));
    }

    /** Whatever is done with a text, no table of the database has it. */
    @Test
    void standsNowhereInTheDatabase() {
        RecordData record = create("Everywhere");
        RecordData changed = update(record, "account", entered(OTHER));
        unmasked(changed);
        gate.records().workedOut(EMPLOYEE, changed.id(), new HashMap<>(Map.of("account", entered(CLEAR))), Map.of());
        gate.records().delete(EMPLOYEE, changed.id(), null, Via.SCREEN);
        RecordData back = gate.records().restore(EMPLOYEE, changed.id(), Via.SCREEN);
        assertThat(unmasked(back)).isEqualTo(OTHER);
        JdbcTemplate jdbc = gate.context.getBean(JdbcTemplate.class);
        List<@Nullable String> tables = jdbc.queryForList("""
                select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
                """, String.class);
        assertThat(tables)
                .hasSizeGreaterThan(10)
                .anyMatch(table -> String.valueOf(table).contains("employee"));
        for (String table : tables) {
            for (String clear : List.of(CLEAR, OTHER)) {
                assertThat(jdbc.queryForObject(
                                "select count(*) from " + table + " t where t::text like ?",
                                Long.class,
                                "%" + clear + "%"))
                        .as("%s in %s", clear, table)
                        .isZero();
            }
        }
        assertThat(gate.statements).noneMatch(sent -> sent.contains(CLEAR) && !sent.contains("t::text like"));
    }
}
