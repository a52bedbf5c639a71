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
import dev.millwright.expression.ExpressionException;
import dev.millwright.field.Masked;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.ChangeProblem;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.ListRequest.Sort;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.Via;
import dev.millwright.record.spi.FieldAccess;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of the matrix that reach some records and fields only: whatever is asked of the gate is answered as if there were no others. */
class MatrixLimitsIntegrationTests {

    private static final FormRef PART = ref("plant", "part");
    private static final FormRef CUSTOMER = ref("plant", "customer");
    private static final Person SAM = TestPeople.SAM;
    private static final Principal STAFF = Principal.role(Role.STAFF);
    private static final Principal PRODUCTION = Principal.department("/Production");
    private static final Principal SAM_HIMSELF = Principal.person(TestPeople.SAM.id());
    private static final List<String> FIELDS = List.of("name", "line", "price", "inspector", "customer");

    private static final FieldDefinition CUSTOMER_NAME = field("name", "text");
    private static final FormDefinition CUSTOMERS = form(
            Ids.next(),
            "customer",
            CUSTOMER_NAME.id(),
            null,
            List.of(),
            CUSTOMER_NAME,
            field("keeper", "person"),
            field("credit", "integer"));

    private static Gate gate;
    private static final Map<UUID, Truth> TRUTH = new HashMap<>();

    /** A part as it is. */
    private record Truth(
            UUID id,
            String name,
            String line,
            @Nullable Long price,
            @Nullable String inspector,
            @Nullable UUID customer,
            @Nullable String keeper) {

        @Nullable Object value(String field) {
            return switch (field) {
                case "name" -> name;
                case "line" -> line;
                case "price" -> price;
                case "inspector" -> inspector;
                default -> customer;
            };
        }
    }

    /** A condition and what it means. */
    private record Rule(String text, Predicate<Truth> holds) {}

    private static final List<Rule> RULES = List.of(
            new Rule("", part -> true),
            new Rule("line = \"A\"", part -> part.line().equals("A")),
            new Rule("line in (\"B\", \"C\")", part -> Set.of("B", "C").contains(part.line())),
            new Rule("inspector = ME()", part -> SAM.id().equals(part.inspector())),
            new Rule("price > 50", part -> part.price() != null && part.price() > 50),
            new Rule(
                    "line = \"B\" or price < 20",
                    part -> part.line().equals("B") || part.price() != null && part.price() < 20),
            new Rule("not (line = \"A\")", part -> !part.line().equals("A")),
            new Rule("customer.keeper = ME()", part -> SAM.id().equals(part.keeper())),
            new Rule("ISEMPTY(customer.keeper)", part -> part.keeper() == null),
            new Rule(
                    "customer.credit > 10 and line = \"C\"",
                    part -> part.customer() != null && part.line().equals("C")),
            new Rule("created_by = ME()", part -> false));

    @BeforeAll
    static void publish() {
        gate = new Gate();
        gate.publish(
                "plant",
                rights(Map.of()),
                CUSTOMERS,
                form(
                        "part",
                        field("name", "text", "{}", "unique"),
                        field("line", "text"),
                        field("price", "integer"),
                        field("inspector", "person"),
                        field("customer", "link", "{\"form\": \"%s\"}".formatted(CUSTOMERS.id()), "")));
        List<RecordData> customers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            customers.add(gate.records()
                    .create(
                            CUSTOMER,
                            values(
                                    "name",
                                    "Customer " + i,
                                    "keeper",
                                    i == 0
                                            ? null
                                            : new PersonRef(
                                                    person(i).id(), person(i).name()),
                                    "credit",
                                    100L),
                            Via.API));
        }
        Random random = new Random(7);
        for (int i = 0; i < 80; i++) {
            String name = "P-%03d".formatted(i);
            String line = List.of("A", "B", "C").get(random.nextInt(3));
            Long price = random.nextInt(8) == 0 ? null : (long) random.nextInt(100);
            Person inspector = random.nextInt(4) == 0 ? null : person(random.nextInt(3));
            int customer = random.nextInt(5);
            UUID linked = customer == 4 ? null : customers.get(customer).id();
            RecordData made = gate.records()
                    .create(
                            PART,
                            values(
                                    "name",
                                    name,
                                    "line",
                                    line,
                                    "price",
                                    price,
                                    "inspector",
                                    inspector == null ? null : new PersonRef(inspector.id(), inspector.name()),
                                    "customer",
                                    linked == null ? null : RecordRef.to(linked)),
                            Via.API);
            TRUTH.put(
                    made.id(),
                    new Truth(
                            made.id(),
                            name,
                            line,
                            price,
                            inspector == null ? null : inspector.id(),
                            linked,
                            linked == null || customer == 0
                                    ? null
                                    : person(customer).id()));
        }
    }

    @AfterEach
    void onlyTheTruthStays() {
        gate.query().list(all()).items().stream()
                .map(RecordData::id)
                .filter(id -> !TRUTH.containsKey(id))
                .forEach(id -> gate.records().delete(PART, id, null, Via.API));
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    private static Person person(int i) {
        return List.of(TestPeople.MIA, SAM, TestPeople.DANA).get(i % 3);
    }

    /** Staff may do everything with customers; with parts what the limits say, by line. */
    private static Rights rights(Map<Principal, Limit> limits) {
        Map<Principal, Map<String, Set<Action>>> matrix = new HashMap<>();
        Map<Principal, Map<String, Limit>> limited = new HashMap<>();
        for (Principal principal : List.of(STAFF, PRODUCTION, SAM_HIMSELF)) {
            boolean has = limits.containsKey(principal);
            matrix.put(
                    principal,
                    Map.of(
                            "part",
                            has ? EnumSet.allOf(Action.class) : Set.<Action>of(),
                            "customer",
                            principal.equals(STAFF) ? EnumSet.allOf(Action.class) : Set.<Action>of()));
            limited.put(principal, Map.of("part", limits.getOrDefault(principal, Limit.NONE)));
        }
        return new Rights(
                List.of(Principal.person(TestPeople.DANA.id())),
                List.of(),
                List.of(STAFF, PRODUCTION, SAM_HIMSELF),
                matrix,
                limited);
    }

    private static Limit see(String condition) {
        return Limit.NONE.with(Action.SEE, condition);
    }

    private static ListRequest all() {
        return ListRequest.of(PART, 1_000);
    }

    private static Set<UUID> ids(List<RecordData> records) {
        return records.stream().map(RecordData::id).collect(Collectors.toSet());
    }

    private static Set<UUID> listed(ListRequest request) {
        return Gate.as(SAM, () -> ids(gate.query().list(request).items()));
    }

    private static RecordData any(Predicate<Truth> which) {
        UUID id = TRUTH.values().stream()
                .filter(which)
                .filter(part -> exists(part.id()))
                .map(Truth::id)
                .findFirst()
                .orElseThrow();
        return gate.query().get(PART, id);
    }

    private static boolean exists(UUID id) {
        return gate.query().get(PART, id).deletedAt() == null;
    }

    /** Random lines, and an oracle that knows the truth: lists, figures, orders, searches, pickers and single records agree with it. */
    @ParameterizedTest
    @ValueSource(
            longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26})
    void everythingThatIsReadAgrees(long seed) {
        Random random = new Random(seed);
        Map<Principal, Limit> limits = new HashMap<>();
        Map<Principal, Rule> rules = new HashMap<>();
        for (Principal principal : List.of(STAFF, PRODUCTION, SAM_HIMSELF)) {
            if (limits.isEmpty() || random.nextInt(3) > 0) {
                Rule rule = RULES.get(random.nextInt(RULES.size()));
                rules.put(principal, rule);
                limits.put(principal, see(rule.text()).with(grants(random)));
            }
        }
        gate.share("plant", rights(limits));

        Map<UUID, Set<String>> expected = new HashMap<>();
        Map<UUID, Set<String>> masked = new HashMap<>();
        for (Truth part : TRUTH.values()) {
            Set<String> shown = new HashSet<>();
            Set<String> masks = new HashSet<>();
            boolean reached = false;
            for (Map.Entry<Principal, Limit> line : limits.entrySet()) {
                if (Objects.requireNonNull(rules.get(line.getKey())).holds().test(part)) {
                    reached = true;
                    FIELDS.stream()
                            .filter(field -> line.getValue().field(field).compareTo(FieldGrant.READ_ONLY) >= 0)
                            .forEach(shown::add);
                    FIELDS.stream()
                            .filter(field -> line.getValue().field(field) == FieldGrant.MASKED)
                            .forEach(masks::add);
                }
            }
            if (reached) {
                masks.removeAll(shown);
                expected.put(part.id(), shown);
                masked.put(part.id(), masks);
            }
        }
        Set<String> named = limits.values().stream()
                .flatMap(limit -> FIELDS.stream().filter(field -> limit.field(field) != FieldGrant.HIDDEN))
                .collect(Collectors.toSet());
        Set<String> known = limits.values().stream()
                .flatMap(limit ->
                        FIELDS.stream().filter(field -> limit.field(field).compareTo(FieldGrant.READ_ONLY) >= 0))
                .collect(Collectors.toSet());

        Gate.run(SAM, () -> {
            AccessibleForms forms = gate.context.getBean(AccessibleForms.class);
            assertThat(forms.require(PART, Action.SEE).fields().stream().map(field -> field.key()))
                    .containsExactlyInAnyOrderElementsOf(named);
            List<RecordData> records = gate.query().list(all()).items();
            assertThat(ids(records)).isEqualTo(expected.keySet());
            records.forEach(record -> assertShows(record, expected, masked));
            assertThat(gate.query().count(all()).value()).isEqualTo(expected.size());
            assertThat(gate.query().exactCount(all())).isEqualTo(expected.size());
            TRUTH.keySet().forEach(id -> {
                if (expected.containsKey(id)) {
                    assertShows(gate.query().get(PART, id), expected, masked);
                    assertThat(gate.query().history(PART, id, 10).getFirst().changes())
                            .allSatisfy(change -> {
                                if (shown(masked, id).contains(change.field())) {
                                    assertThat(change.to()).isInstanceOf(Masked.class);
                                } else {
                                    assertThat(shown(expected, id)).contains(change.field());
                                }
                            });
                } else {
                    assertThatThrownBy(() -> gate.query().get(PART, id)).isInstanceOf(NotFoundException.class);
                    assertThatThrownBy(() -> gate.query().history(PART, id, 10)).isInstanceOf(NotFoundException.class);
                }
            });
            if (known.contains("price")) {
                assertPricesAgree(expected);
            } else {
                assertThatThrownBy(() -> gate.query().list(sorted("price"))).isInstanceOf(UnknownFieldException.class);
                assertThatThrownBy(() -> gate.query().list(all().and(new Condition.Matches("price > 1"))))
                        .isInstanceOf(ExpressionException.class);
                assertThatThrownBy(() -> gate.query()
                                .list(all().and(new Condition.Compare("price", Condition.Operator.GT, List.of(1L)))))
                        .isInstanceOf(UnknownFieldException.class);
                assertThatThrownBy(() -> gate.query().aggregate(sum("price")))
                        .isInstanceOf(UnknownFieldException.class);
            }
            if (known.contains("name")) {
                assertThat(ids(gate.query()
                                .list(new ListRequest(
                                        PART, Condition.ALL, "P-0", List.of(), Set.of(), 1_000, null, false))
                                .items()))
                        .isEqualTo(expected.keySet().stream()
                                .filter(id -> shown(expected, id).contains("name"))
                                .collect(Collectors.toSet()));
            }
            UUID form = forms.require(PART, Action.SEE).id();
            assertThat(gate.query().find(form, "", 0, 500).stream().map(RecordRef::id))
                    .containsExactlyInAnyOrderElementsOf(expected.keySet());
        });
    }

    private static Map<String, FieldGrant> grants(Random random) {
        if (random.nextInt(3) == 0) {
            return Map.of();
        }
        Map<String, FieldGrant> grants = new HashMap<>();
        for (String field : FIELDS) {
            int chosen = random.nextInt(5);
            if (chosen < FieldGrant.values().length) {
                grants.put(field, FieldGrant.values()[chosen]);
            }
        }
        grants.putIfAbsent("line", FieldGrant.READ_ONLY);
        return grants;
    }

    private static void assertShows(RecordData record, Map<UUID, Set<String>> expected, Map<UUID, Set<String>> masked) {
        Truth truth = Objects.requireNonNull(TRUTH.get(record.id()));
        Set<String> shown = FIELDS.stream()
                .filter(field -> truth.value(field) != null)
                .filter(shown(expected, record.id())::contains)
                .collect(Collectors.toSet());
        Set<String> masks = FIELDS.stream()
                .filter(field -> truth.value(field) != null)
                .filter(shown(masked, record.id())::contains)
                .collect(Collectors.toSet());
        Set<String> both = new HashSet<>(shown);
        both.addAll(masks);
        assertThat(record.values().keySet()).isEqualTo(both);
        both.forEach(field -> assertThat(record.values().get(field) instanceof Masked)
                .as(field)
                .isEqualTo(masks.contains(field)));
        masks.forEach(field -> assertThat(record.values().get(field)).isEqualTo(new Masked(Masked.ALL)));
        if (!shown(expected, record.id()).contains("name")) {
            assertThat(record.title()).isNotEqualTo(truth.name());
        }
    }

    private static Set<String> shown(Map<UUID, Set<String>> expected, UUID id) {
        return Objects.requireNonNull(expected.get(id));
    }

    private static void assertPricesAgree(Map<UUID, Set<String>> expected) {
        List<Truth> priced = expected.keySet().stream()
                .filter(id -> shown(expected, id).contains("price"))
                .map(TRUTH::get)
                .map(Objects::requireNonNull)
                .filter(part -> part.price() != null)
                .toList();
        assertThat(ids(gate.query()
                        .list(all().and(new Condition.Matches("price >= 0")))
                        .items()))
                .isEqualTo(priced.stream().map(Truth::id).collect(Collectors.toSet()));
        List<RecordData> sorted = gate.query().list(sorted("price")).items();
        assertThat(ids(sorted)).isEqualTo(expected.keySet());
        assertThat(sorted.stream()
                        .map(record -> record.values().get("price"))
                        .filter(Long.class::isInstance)
                        .map(Long.class::cast))
                .isSorted()
                .hasSize(priced.size());
        long sum = priced.stream()
                .mapToLong(part -> Objects.requireNonNull(part.price()))
                .sum();
        Object measured = gate.query()
                .aggregate(sum("price"))
                .rows()
                .getFirst()
                .measures()
                .getFirst();
        assertThat(measured == null ? BigDecimal.ZERO : new BigDecimal(measured.toString()))
                .isEqualByComparingTo(BigDecimal.valueOf(sum));
    }

    private static ListRequest sorted(String field) {
        return new ListRequest(PART, Condition.ALL, "", List.of(new Sort(field, false)), Set.of(), 1_000, null, false);
    }

    private static AggregateRequest sum(String field) {
        return new AggregateRequest(
                PART, Condition.ALL, "", List.of(), List.of(new Measure(Function.SUM, field)), List.of(), 10);
    }

    private static RecordData made(@Nullable Object... pairs) {
        return gate.records().create(PART, values(pairs), Via.API);
    }

    private static void change(UUID id, @Nullable Object... pairs) {
        Gate.run(SAM, () -> gate.records().update(PART, id, null, values(pairs), Via.API));
    }

    private static List<String> codes(Runnable work) {
        return catchThrowableOfType(InvalidException.class, () -> Gate.run(SAM, work)).problems().items().stream()
                .map(problem -> problem.code())
                .toList();
    }

    @Test
    void whatIsNotSeenIsNotThereForWhoWritesEither() {
        gate.share("plant", rights(Map.of(STAFF, see("line = \"A\""))));
        RecordData hidden = made("name", "hidden", "line", "B");
        assertThatThrownBy(() -> change(hidden.id(), "price", 1L)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> Gate.run(SAM, () -> gate.records().delete(PART, hidden.id(), null, Via.API)))
                .isInstanceOf(NotFoundException.class);
        List<ChangeProblem> problems = Gate.as(
                SAM,
                () -> gate.records()
                        .check(PART, List.of(new RecordChange.Update(hidden.id(), null, values("price", 1L)))));
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.problem().code()).isEqualTo("record.error.unknownRecord"));
        gate.records().delete(PART, hidden.id(), null, Via.API);
        assertThatThrownBy(() -> Gate.run(SAM, () -> gate.records().restore(PART, hidden.id(), Via.API)))
                .isInstanceOf(NotFoundException.class);
        ListRequest bin = new ListRequest(PART, Condition.ALL, "", List.of(), Set.of(), 100, null, true);
        assertThat(listed(bin)).doesNotContain(hidden.id());
    }

    @Test
    void someMayBeSeenAndNotChanged() {
        gate.share(
                "plant",
                rights(Map.of(
                        STAFF, Limit.NONE.with(Action.CHANGE, "line = \"A\"").with(Action.DELETE, "price = 0"))));
        RecordData seen = made("name", "seen only", "line", "B", "price", 3L);
        assertThat(listed(all())).contains(seen.id());
        assertThatThrownBy(() -> change(seen.id(), "price", 1L))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("outOfReach.change");
        assertThatThrownBy(() -> Gate.run(SAM, () -> gate.records().delete(PART, seen.id(), null, Via.API)))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("outOfReach.delete");
    }

    @Test
    void nobodyPushesARecordOutOfTheirOwnReachUnlessALineAllowsIt() {
        Limit ours = see("line = \"A\"");
        gate.share("plant", rights(Map.of(STAFF, ours)));
        RecordData part = made("name", "pushed", "line", "A");
        assertThat(codes(() -> change(part.id(), "line", "B"))).containsExactly("record.error.outOfReach.after");
        change(part.id(), "price", 5L);
        gate.share("plant", rights(Map.of(STAFF, ours.handingOn(true))));
        change(part.id(), "line", "B");
        assertThat(listed(all())).doesNotContain(part.id());
    }

    @Test
    void aRecordIsMadeOnlyWithinReach() {
        gate.share("plant", rights(Map.of(STAFF, see("line = \"A\" and inspector = ME()"))));
        assertThat(codes(() -> made("name", "elsewhere", "line", "B")))
                .containsExactly("record.error.outOfReach.create");
        RecordData here =
                Gate.as(SAM, () -> made("name", "here", "line", "A", "inspector", new PersonRef(SAM.id(), SAM.name())));
        assertThat(listed(all())).contains(here.id());
    }

    @Test
    void whatOneMadeOneselfIsOnesOwn() {
        gate.share("plant", rights(Map.of(STAFF, see("created_by = ME()"))));
        assertThat(listed(all())).isEmpty();
        RecordData own = Gate.as(SAM, () -> made("name", "own", "line", "C"));
        assertThat(listed(all())).containsExactly(own.id());
        change(own.id(), "line", "B");
    }

    @Test
    void fieldsAreReadOnlyWhereNoLineThatReachesTheRecordOpensThem() {
        Map<String, FieldGrant> fixed =
                Map.of("name", FieldGrant.EDITABLE, "line", FieldGrant.EDITABLE, "price", FieldGrant.READ_ONLY);
        gate.share("plant", rights(Map.of(STAFF, Limit.NONE.with(fixed), SAM_HIMSELF, see("line = \"C\""))));
        RecordData mine = made("name", "mine", "line", "C", "price", 1L);
        RecordData other = made("name", "other", "line", "B", "price", 1L);
        change(mine.id(), "price", 2L);
        assertThat(codes(() -> change(other.id(), "price", 2L))).containsExactly("record.error.fieldReadOnly");
        Gate.run(SAM, () -> {
            AccessibleForms forms = gate.context.getBean(AccessibleForms.class);
            assertThat(forms.fields(PART, mine.id()).of("price")).isEqualTo(FieldAccess.EDITABLE);
            assertThat(forms.fields(PART, other.id()).of("price")).isEqualTo(FieldAccess.READ_ONLY);
            assertThat(forms.fields(PART, other.id()).of("inspector")).isEqualTo(FieldAccess.HIDDEN);
        });
        assertThat(codes(() -> made("name", "new", "line", "B", "price", 3L)))
                .containsExactly("record.error.fieldReadOnly");
        Gate.run(SAM, () -> made("name", "new", "line", "C", "price", 3L));
    }

    @Test
    void aHiddenFieldCannotBeToldFromNone() {
        gate.share(
                "plant",
                rights(Map.of(
                        STAFF, Limit.NONE.with(Map.of("name", FieldGrant.EDITABLE, "price", FieldGrant.HIDDEN)))));
        Random random = new Random(11);
        List<String> wants = List.of(
                "%s > 3",
                "%s = null", "ISEMPTY(%s)", "%s + 1 > 2", "name = \"P\" and %s < 4", "%s in (1, 2)", "%s = ME()");
        for (int i = 0; i < 200; i++) {
            String want = wants.get(random.nextInt(wants.size()));
            assertThat(answer(want.formatted("price"), "price")).isEqualTo(answer(want.formatted("prize"), "prize"));
        }
        UUID id = any(part -> true).id();
        assertThat(refusal(() -> change(id, "price", 1L), "price"))
                .isEqualTo(refusal(() -> change(id, "prize", 1L), "prize"));
        assertThatThrownBy(() -> Gate.run(SAM, () -> made("name", "x", "price", 1L)))
                .isInstanceOf(UnknownFieldException.class);
    }

    /** What asking by a field in every way says, with the field's name taken out. */
    private static List<String> answer(String condition, String field) {
        List<Runnable> ways = List.of(
                () -> gate.query().list(all().and(new Condition.Matches(condition))),
                () -> gate.query().count(all().and(new Condition.Matches(condition))),
                () -> gate.query().list(sorted(field)),
                () -> gate.query().aggregate(sum(field)),
                () -> gate.query()
                        .list(new ListRequest(PART, Condition.ALL, "", List.of(), Set.of(field), 10, null, false)),
                () -> gate.query().list(all().and(new Condition.Compare(field, Condition.Operator.EQ, List.of(1L)))),
                () -> gate.query().workOut(PART, any(part -> true).id(), List.of(field)));
        return ways.stream()
                .map(way -> refusal(() -> Gate.run(SAM, way), field))
                .toList();
    }

    private static String refusal(Runnable work, String field) {
        DomainException refusal = catchThrowableOfType(DomainException.class, work::run);
        return refusal == null
                ? "answered"
                : String.valueOf(refusal.getMessage()).replace(field, "?");
    }

    @Test
    void aLinkToWhatIsNotSeenHasNoTitleAndCannotBeChosen() {
        Rights rights = rights(Map.of(STAFF, Limit.NONE));
        gate.share("plant", rights.withLimit(STAFF, "customer", see("keeper = ME()")));
        Truth kept = TRUTH.values().stream()
                .filter(part -> SAM.id().equals(part.keeper()) && exists(part.id()))
                .findFirst()
                .orElseThrow();
        Truth other = TRUTH.values().stream()
                .filter(part -> part.customer() != null && !SAM.id().equals(part.keeper()) && exists(part.id()))
                .findFirst()
                .orElseThrow();
        Gate.run(SAM, () -> {
            Map<UUID, RecordData> parts = gate.query().list(all()).items().stream()
                    .collect(Collectors.toMap(RecordData::id, record -> record));
            assertThat(title(parts.get(kept.id()))).isPresent();
            assertThat(title(parts.get(other.id()))).isEmpty();
            assertThat(title(gate.query().get(PART, other.id()))).isEmpty();
            // Neither by what it is called: conditions, orders and figures know no more than the list shows.
            Set<UUID> called = ids(gate.query()
                    .list(all().and(new Condition.Matches("CONTAINS(customer, \"Customer\")")))
                    .items());
            assertThat(called).contains(kept.id()).doesNotContain(other.id());
            assertThat(gate.query()
                            .aggregate(new AggregateRequest(
                                    PART,
                                    Condition.ALL,
                                    "",
                                    List.of(new AggregateRequest.Group("customer", null)),
                                    List.of(Measure.COUNT),
                                    List.of(),
                                    10))
                            .rows())
                    .hasSize(2);
            assertThat(gate.query().find(CUSTOMERS.id(), "", 0, 10)).hasSize(1);
        });
        assertThat(codes(() -> change(kept.id(), "customer", RecordRef.to(Objects.requireNonNull(other.customer())))))
                .containsExactly("record.error.linkUnknown");
        assertThat(codes(() -> change(kept.id(), "customer", RecordRef.byKey("Customer 0"))))
                .containsExactly("record.error.linkUnknown");
    }

    private static Optional<String> title(@Nullable RecordData part) {
        return Optional.ofNullable(part)
                .map(record -> (RecordRef) record.values().get("customer"))
                .map(RecordRef::title);
    }

    @Test
    void aConditionThatMeansNothingAnyMoreOpensNothing() {
        gate.share("plant", rights(Map.of(STAFF, see("colour = \"red\""))));
        assertThat(listed(all())).isEmpty();
    }

    @Test
    void whoDesignsIsKeptFromNothing() {
        gate.share("plant", rights(Map.of(STAFF, see("line = \"A\""))));
        assertThat(ids(gate.query().list(all()).items())).containsAll(TRUTH.keySet());
    }

    /** One statement may serve many people; what it reads of a link is theirs alone. */
    @Test
    void titlesThatOneSeesAreNotThoseOfAnother() {
        Rights open = rights(Map.of(STAFF, Limit.NONE));
        gate.share("plant", open.withLimit(STAFF, "customer", Limit.NONE.with(Map.of("keeper", FieldGrant.READ_ONLY))));
        Truth linked = TRUTH.values().stream()
                .filter(part -> part.customer() != null && exists(part.id()))
                .findFirst()
                .orElseThrow();
        assertThat(title(gate.query().get(PART, linked.id())))
                .hasValueSatisfying(title -> assertThat(title).startsWith("Customer"));
        Gate.run(SAM, () -> {
            assertThat(title(gate.query().get(PART, linked.id())))
                    .hasValueSatisfying(title -> assertThat(title).doesNotStartWith("Customer"));
            gate.query().list(all()).items().stream()
                    .flatMap(part -> title(part).stream())
                    .forEach(title -> assertThat(title).doesNotStartWith("Customer"));
            assertThat(title(gate.records().update(PART, linked.id(), null, values("line", linked.line()), Via.API)))
                    .hasValueSatisfying(title -> assertThat(title).doesNotStartWith("Customer"));
            assertThat(gate.query().history(PART, linked.id(), 10).getFirst().changes())
                    .noneMatch(change -> String.valueOf(change.to()).contains("Customer "));
        });
        assertThat(codes(() -> change(linked.id(), "customer", RecordRef.byKey("Customer 0"))))
                .containsExactly("record.error.linkUnknown");
    }

    @Test
    void duplicatesAreThoseThatAreSeen() {
        gate.share("plant", rights(Map.of(STAFF, see("line = \"A\""))));
        RecordData seen = made("name", "twin 1", "line", "A", "price", 777L);
        made("name", "twin 2", "line", "B", "price", 777L);
        assertThat(listed(all().and(new Condition.Duplicated("price")))).doesNotContain(seen.id());
        made("name", "twin 3", "line", "A", "price", 777L);
        assertThat(listed(all().and(new Condition.Duplicated("price")))).contains(seen.id());
    }

    @Test
    void aFieldIsNotOpenedByMovingTheRecord() {
        gate.share(
                "plant",
                rights(Map.of(
                        STAFF,
                        see("line = \"A\"").with(Map.of("name", FieldGrant.EDITABLE, "line", FieldGrant.EDITABLE)),
                        SAM_HIMSELF,
                        see("line = \"B\""))));
        RecordData part = made("name", "moved", "line", "A", "price", 5L);
        assertThat(codes(() -> change(part.id(), "line", "B"))).containsExactly("record.error.outOfReach.after");
    }

    @Test
    void aConditionMayChooseBetweenTruths() {
        gate.share("plant", rights(Map.of(STAFF, see("IF(price > 50, line = \"A\", line = \"B\")"))));
        Set<UUID> expected = TRUTH.values().stream()
                .filter(part -> part.price() != null && part.price() > 50
                        ? part.line().equals("A")
                        : part.line().equals("B"))
                .map(Truth::id)
                .collect(Collectors.toSet());
        assertThat(listed(all())).isEqualTo(expected);
    }
}
