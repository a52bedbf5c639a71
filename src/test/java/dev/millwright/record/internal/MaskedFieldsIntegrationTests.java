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
import dev.millwright.field.Masked;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.AccessReasons;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.ListRequest;
import dev.millwright.record.ListRequest.Sort;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.Via;
import dev.millwright.record.spi.FieldAccess;
import dev.millwright.record.spi.RecordInput;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.testing.TestPeople;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A line of the matrix that masks a field shows that there is a value and tells nothing of it, in whatever way it is asked for. */
class MaskedFieldsIntegrationTests {

    private static final FormRef CLIENT = ref("desk", "client");
    private static final FormRef ORDER = ref("desk", "order");
    private static final Person SAM = TestPeople.SAM;
    private static final Principal STAFF = Principal.role(Role.STAFF);
    private static final Principal SAM_HIMSELF = Principal.person(SAM.id());

    private static final FieldDefinition NAME = field("name", "text");
    private static final FieldDefinition PHONE = field("phone", "phone", "{}", "unique");
    private static final FormDefinition CLIENTS = form(
            Ids.next(),
            "client",
            NAME.id(),
            PHONE.id(),
            List.of(),
            NAME,
            PHONE,
            field("mail", "email"),
            field("salary", "integer"),
            field("double", "integer").withFormula("salary * 2"),
            field("vip", "yes-no"));

    private static Gate gate;
    private static RecordData ann;
    private static RecordData ben;

    @BeforeAll
    static void publish() {
        gate = new Gate();
        gate.publish(
                "desk",
                EnumSet.allOf(Action.class),
                CLIENTS,
                form(
                        "order",
                        field("title", "text"),
                        field("client", "link", "{\"form\": \"%s\"}".formatted(CLIENTS.id()), "")));
        ann = client("Ann", "13812340000", "ann@firm.test", 100L);
        ben = client("Ben", "13987650001", "ben@firm.test", 200L);
        gate.records().create(ORDER, values("title", "One", "client", RecordRef.to(ann.id())), Via.API);
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @BeforeEach
    void mask() {
        gate.share("desk", rights(Map.of(STAFF, masking("phone", "mail", "salary", "double", "vip"))));
    }

    private static RecordData client(String name, String phone, String mail, Long salary) {
        return gate.records()
                .create(
                        CLIENT,
                        values("name", name, "phone", phone, "mail", mail, "salary", salary, "vip", true),
                        Via.API);
    }

    private static Limit masking(String... keys) {
        Map<String, FieldGrant> grants = new java.util.HashMap<>();
        CLIENTS.fields().forEach(field -> grants.put(field.key(), FieldGrant.EDITABLE));
        Set.of(keys).forEach(key -> grants.put(key, FieldGrant.MASKED));
        return Limit.NONE.with(grants);
    }

    private static Rights rights(Map<Principal, Limit> limits) {
        return rights(limits, EnumSet.complementOf(EnumSet.of(Action.UNMASK)));
    }

    private static Rights rights(Map<Principal, Limit> limits, Set<Action> actions) {
        Map<Principal, Map<String, Set<Action>>> matrix = new java.util.HashMap<>();
        Map<Principal, Map<String, Limit>> limited = new java.util.HashMap<>();
        limits.forEach((principal, limit) -> {
            matrix.put(principal, Map.of("client", actions, "order", actions));
            limited.put(principal, Map.of("client", limit));
        });
        return new Rights(
                List.of(Principal.person(TestPeople.DANA.id())),
                List.of(),
                List.copyOf(limits.keySet()),
                matrix,
                limited);
    }

    private static ListRequest all() {
        return ListRequest.of(CLIENT, 100);
    }

    private static ListRequest where(Condition condition) {
        return all().and(condition);
    }

    private static ListRequest search(FormRef form, String text) {
        return new ListRequest(form, Condition.ALL, text, List.of(), Set.of(), 100, null, false);
    }

    private static List<String> codes(Runnable work) {
        return Objects.requireNonNull(catchThrowableOfType(InvalidException.class, () -> Gate.run(SAM, work)))
                .problems()
                .items()
                .stream()
                .map(problem -> problem.code())
                .toList();
    }

    private static void change(UUID id, @Nullable Object... pairs) {
        gate.records().update(CLIENT, id, null, values(pairs), Via.API);
    }

    @Test
    void aMaskStandsWhereTheValueWouldStand() {
        change(ann.id(), "salary", 101L);
        change(ann.id(), "salary", 100L);
        Gate.run(SAM, () -> {
            RecordData read = gate.query().get(CLIENT, ann.id());
            assertThat(read.values())
                    .containsEntry("phone", new Masked("138****0000"))
                    .containsEntry("mail", new Masked("a***@firm.test"))
                    .containsEntry("salary", new Masked("***"))
                    .containsEntry("double", new Masked("***"))
                    .containsEntry("vip", new Masked("***"))
                    .containsEntry("name", "Ann");
            assertThat(gate.query().list(all()).items()).contains(read);
            assertThat(gate.query().history(CLIENT, ann.id(), 100))
                    .flatMap(HistoryEntry::changes)
                    .filteredOn(change -> change.field().equals("salary"))
                    .hasSizeGreaterThan(1)
                    .allSatisfy(change -> {
                        assertThat(change.from()).isEqualTo(new Masked("***"));
                        assertThat(change.to()).isEqualTo(new Masked("***"));
                    });
            RecordData renamed = gate.records().update(CLIENT, ann.id(), null, values("name", "Ann"), Via.API);
            assertThat(renamed.values()).containsEntry("phone", new Masked("138****0000"));
            StaleRecordException stale = catchThrowableOfType(
                    StaleRecordException.class,
                    () -> gate.records().update(CLIENT, ann.id(), 99L, values("name", "x"), Via.API));
            assertThat(Objects.requireNonNull(stale).current().values()).containsEntry("salary", new Masked("***"));
            assertThat(gate.query().workOut(CLIENT, ann.id(), List.of("salary")))
                    .containsExactly(new Masked("***"));
        });
    }

    @Test
    void nothingCanBeAskedByIt() {
        List<Condition> conditions = List.of(
                new Condition.Compare("phone", Operator.EQ, List.of("13812340000")),
                new Condition.Compare("phone", Operator.STARTS_WITH, List.of("138")),
                new Condition.Compare("phone", Operator.IN, List.of("13812340000")),
                new Condition.Compare("salary", Operator.GT, List.of(150L)),
                new Condition.Compare("vip", Operator.EQ, List.of(true)),
                new Condition.Duplicated(List.of("phone")),
                new Condition.Duplicated(List.of("name", "salary")),
                new Condition.Matches("salary > 150"),
                new Condition.Matches("phone = \"13812340000\""),
                new Condition.Matches("name = \"Ann\" and LEFT(phone, 3) = \"138\""));
        for (Condition condition : conditions) {
            assertThatThrownBy(() -> Gate.run(SAM, () -> gate.query().list(where(condition))))
                    .as(condition.toString())
                    .isInstanceOf(DomainException.class);
        }
        for (String key : List.of("phone", "mail", "salary", "double", "vip")) {
            assertThatThrownBy(() -> Gate.run(
                            SAM,
                            () -> gate.query()
                                    .list(new ListRequest(
                                            CLIENT,
                                            Condition.ALL,
                                            "",
                                            List.of(new Sort(key, false)),
                                            Set.of(),
                                            10,
                                            null,
                                            false))))
                    .isInstanceOf(UnknownFieldException.class);
            assertThatThrownBy(() -> Gate.run(
                            SAM,
                            () -> gate.query()
                                    .aggregate(new AggregateRequest(
                                            CLIENT,
                                            Condition.ALL,
                                            "",
                                            List.of(Group.by(key)),
                                            List.of(Measure.COUNT),
                                            List.of(),
                                            10))))
                    .as("group by " + key)
                    .isInstanceOf(DomainException.class);
            for (Function function : Function.values()) {
                if (function == Function.COUNT) {
                    continue;
                }
                assertThatThrownBy(() -> Gate.run(
                                SAM,
                                () -> gate.query()
                                        .aggregate(new AggregateRequest(
                                                CLIENT,
                                                Condition.ALL,
                                                "",
                                                List.of(),
                                                List.of(new Measure(function, key)),
                                                List.of(),
                                                10))))
                        .as(function + " of " + key)
                        .isInstanceOf(DomainException.class);
            }
        }
        Gate.run(SAM, () -> {
            assertThat(gate.query().list(search(CLIENT, "13812340000")).items()).isEmpty();
            assertThat(gate.query().list(search(CLIENT, "ann@firm")).items()).isEmpty();
            assertThat(gate.query().find(CLIENTS.id(), "1381234", 0, 10)).isEmpty();
            assertThat(gate.query().find(CLIENTS.id(), "Ann", 0, 10)).hasSize(1);
            assertThat(gate.query()
                            .list(where(new Condition.Compare("salary", Operator.NOT_EMPTY, List.of())))
                            .items())
                    .hasSize(2);
            assertThatThrownBy(() -> gate.query().identify(CLIENT, "phone", List.of("13812340000")))
                    .isInstanceOf(UnknownFieldException.class);
        });
    }

    @Test
    void nothingCanBeAskedByItBehindALink() {
        for (String condition : List.of("client.salary > 150", "client.phone = \"13812340000\"")) {
            assertThatThrownBy(() -> Gate.run(
                            SAM,
                            () -> gate.query().list(ListRequest.of(ORDER, 10).and(new Condition.Matches(condition)))))
                    .as(condition)
                    .isInstanceOf(DomainException.class);
        }
        assertThat(codes(() -> gate.records()
                        .create(
                                ORDER,
                                values("title", "Two", "client", new RecordRef(null, "13812340000", null)),
                                Via.API)))
                .isNotEmpty();
    }

    @Test
    void onlyTheMaskMayComeBack() {
        for (Object guess : List.of("13812340000", "13999999999", "***", new Masked("139****0000"))) {
            assertThat(codes(() -> change(ann.id(), "phone", guess)))
                    .as(guess.toString())
                    .containsExactly("record.error.fieldMasked");
        }
        for (Object guess : List.of(100L, 101L)) {
            assertThat(codes(() -> change(ann.id(), "salary", guess))).containsExactly("record.error.fieldMasked");
        }
        assertThat(codes(() -> change(ann.id(), "phone", null))).containsExactly("record.error.fieldMasked");
        assertThat(codes(() -> gate.records().create(CLIENT, values("name", "New", "phone", "13812340000"), Via.API)))
                .containsExactly("record.error.fieldMasked");
        assertThat(codes(() -> gate
                        .records()
                        .attempt(
                                CLIENT,
                                List.of(new RecordChange.Update(ann.id(), null, values("salary", 100L))),
                                Via.IMPORT,
                                Instant.now(),
                                false)
                        .problems()
                        .stream()
                        .findFirst()
                        .ifPresent(problem -> {
                            throw new InvalidException(new dev.millwright.shared.Problems(List.of(problem.problem())));
                        })))
                .containsExactly("record.error.fieldMasked");
        Gate.run(SAM, () -> change(ann.id(), "phone", new Masked("138****0000"), "salary", new Masked("***")));
        assertThat(gate.query().get(CLIENT, ann.id()).values())
                .containsEntry("phone", "13812340000")
                .containsEntry("salary", 100L);
    }

    @Test
    void theFormSaysSoAndNamesNothingByIt() {
        gate.share("desk", rights(Map.of(STAFF, masking("name", "phone", "mail"))));
        Gate.run(SAM, () -> {
            PublishedForm form = gate.context.getBean(AccessibleForms.class).require(CLIENT, Action.SEE);
            assertThat(form.titleField()).isEmpty();
            assertThat(form.keyField()).isEmpty();
            assertThat(form.fields())
                    .filteredOn(PublishedField::isMasked)
                    .extracting(PublishedField::key)
                    .containsExactly("name", "phone", "mail");
            assertThat(gate.query().get(CLIENT, ann.id()).title()).doesNotContain("Ann");
            RecordData order =
                    gate.query().list(ListRequest.of(ORDER, 10)).items().getFirst();
            assertThat(order.values().get("client"))
                    .isInstanceOfSatisfying(
                            RecordRef.class,
                            link -> assertThat(String.valueOf(link.title())).doesNotContain("Ann"));
            assertThat(gate.query().find(CLIENTS.id(), "Ann", 0, 10)).isEmpty();
            ListRequest byClient = new ListRequest(
                    ORDER,
                    new Condition.Compare("client", Operator.CONTAINS, List.of("Ann")),
                    "",
                    List.of(),
                    Set.of(),
                    10,
                    null,
                    false);
            assertThat(gate.query().list(byClient).items()).isEmpty();
        });
    }

    @Test
    void whatIsWorkedOutWhileEnteringIsMaskedToo() {
        Gate.run(SAM, () -> {
            Map<String, ?> worked = gate.records()
                    .workedOut(CLIENT, ann.id(), values("name", "Ann"))
                    .values();
            assertThat(worked.get("double")).isEqualTo(new Masked("***"));
        });
    }

    @Test
    void linesAddUpRecordByRecord() {
        gate.share(
                "desk",
                rights(Map.of(
                        STAFF,
                        masking("phone", "salary"),
                        SAM_HIMSELF,
                        Limit.NONE.with(Action.SEE, "name = \"Ann\""))));
        Gate.run(SAM, () -> {
            AccessibleForms forms = gate.context.getBean(AccessibleForms.class);
            assertThat(forms.maskedInSome(CLIENT)).containsExactlyInAnyOrder("phone", "salary");
            List<RecordData> listed = gate.query().list(all()).items();
            assertThat(value(listed, ann, "phone")).isEqualTo("13812340000");
            assertThat(value(listed, ben, "phone")).isEqualTo(new Masked("139****0001"));
            assertThat(value(listed, ann, "salary")).isEqualTo(100L);
            assertThat(value(listed, ben, "salary")).isEqualTo(new Masked("***"));
            assertThat(gate.query().get(CLIENT, ben.id()).values()).containsEntry("salary", new Masked("***"));
            assertThat(forms.fields(CLIENT, ann.id()).of("salary")).isEqualTo(FieldAccess.EDITABLE);
            assertThat(forms.fields(CLIENT, ben.id()).of("salary")).isEqualTo(FieldAccess.MASKED);
            assertThat(gate.query()
                            .list(where(new Condition.Compare("salary", Operator.GT, List.of(1L))))
                            .items())
                    .extracting(RecordData::id)
                    .containsExactly(ann.id());
            assertThat(gate.query().list(search(CLIENT, "13987650001")).items()).isEmpty();
            assertThat(gate.query().identify(CLIENT, "phone", List.of("13812340000", "13987650001")))
                    .containsOnlyKeys("13812340000");
            change(ann.id(), "salary", 100L);
            // A number is shown in some records, so that its mask is none; it may come back all the same.
            PublishedForm form = forms.require(CLIENT, Action.SEE);
            Map<String, @Nullable Object> read = new RecordInput(form, Map.of())
                    .read((ObjectNode) JsonMapper.shared().readTree("{\"salary\": \"***\"}"))
                    .values();
            gate.records().update(CLIENT, ben.id(), null, read, Via.API);
            assertThat(codes(() -> gate.records().update(CLIENT, ann.id(), null, read, Via.API)))
                    .containsExactly("record.error.maskGiven");
        });
        assertThat(gate.query().get(CLIENT, ben.id()).values()).containsEntry("salary", 200L);
        // That somebody else has the number is told, and not who.
        assertThat(catchThrowableOfType(
                                DomainException.class,
                                () -> Gate.run(SAM, () -> change(ann.id(), "phone", "13987650001")))
                        .toString())
                .doesNotContain("Ben");
    }

    private static @Nullable Object value(List<RecordData> records, RecordData of, String key) {
        return records.stream()
                .filter(record -> record.id().equals(of.id()))
                .findFirst()
                .map(record -> record.values().get(key))
                .orElse(null);
    }

    @Test
    void whoMayUnmaskSeesOneValueAndTheHistoryTellsIt() {
        assertThatThrownBy(() -> Gate.run(SAM, () -> gate.records().unmask(CLIENT, ben.id(), "salary", Via.API)))
                .isInstanceOf(NotAllowedException.class);
        gate.share("desk", rights(Map.of(STAFF, masking("phone", "salary")), EnumSet.allOf(Action.class)));
        Gate.run(SAM, () -> {
            assertThat(gate.records().unmask(CLIENT, ben.id(), "salary", Via.API))
                    .isEqualTo("200");
            assertThat(gate.records().unmask(CLIENT, ben.id(), "phone", Via.API))
                    .isEqualTo("13987650001");
            assertThat(gate.query().get(CLIENT, ben.id()).values()).containsEntry("salary", new Masked("***"));
            List<HistoryEntry> history = gate.query().history(CLIENT, ben.id(), 5);
            assertThat(history.getFirst().event()).isEqualTo(HistoryEntry.Event.UNMASKED);
            assertThat(history.getFirst().changes()).singleElement().satisfies(change -> {
                assertThat(change.field()).isEqualTo("phone");
                assertThat(change.to()).isNull();
            });
            assertThatThrownBy(() -> gate.records().unmask(CLIENT, ben.id(), "name", Via.API))
                    .isInstanceOf(UnknownFieldException.class);
        });
    }

    @Test
    void theExplanationNamesTheMaskAndTellsNoConditionOnIt() {
        gate.share("desk", rights(Map.of(STAFF, masking("salary").with(Action.CHANGE, "salary > 150"))));
        AccessReasons.Answer answer = Gate.as(
                SAM,
                () -> gate.context
                        .getBean(AccessReasons.class)
                        .why(
                                new AccessReasons.Question(
                                        CLIENT, Optional.of(ann.id().toString()), Optional.empty()),
                                UnaryOperator.identity()));
        assertThat(answer.fields()).singleElement().satisfies(reason -> {
            assertThat(reason.access()).isEqualTo(FieldAccess.MASKED);
            assertThat(reason.sentence().code()).isEqualTo("record.why.field.masked");
        });
        assertThat(new ArrayList<>(answer.actions()).toString()).doesNotContain("150");
    }
}
