package dev.millwright.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.app.App;
import dev.millwright.app.AppProfile;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.DraftRef;
import dev.millwright.app.Drafts;
import dev.millwright.app.PublishPlan;
import dev.millwright.app.PublishPlan.Asked;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.spi.DefinitionKind.Question;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import dev.millwright.field.FormatContext;
import dev.millwright.identity.Department;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Texts;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Random forms with records, changed at random, published and taken back: no value is lost but those that the plan said would be, and
 * what nobody wrote since is back as it was. Goes through {@code -Dmillwright.apps=1000} of them; a failure names the seed, which
 * {@code -Dmillwright.seed} repeats.
 */
@IntegrationTest(properties = "millwright.secret.keys=test:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
@Import(RandomReleasesIntegrationTests.Somebody.class)
class RandomReleasesIntegrationTests {

    private static final int APPS = Integer.getInteger("millwright.apps", 3);
    private static final int RELEASES = 5;

    @Autowired
    private Apps apps;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Publishing publishing;

    @Autowired
    private PublishedApps published;

    @Autowired
    private Records records;

    @Autowired
    private RecordQuery query;

    @Autowired
    private FieldTypes types;

    @Autowired
    private FormPartTypes parts;

    @Autowired
    private FieldResolver resolver;

    @Autowired
    private LinesDesign linesDesign;

    @Autowired
    private DefinitionCodec codec;

    @Autowired
    private BusinessTime time;

    @Autowired
    private Texts texts;

    @Autowired
    private JdbcTemplate jdbc;

    private final Map<String, Integer> told = new TreeMap<>();

    @BeforeEach
    void signIn() {
        TestPeople.as(TestPeople.DANA);
    }

    @AfterEach
    void signOut() {
        TestPeople.nobody();
    }

    /**
     * Where something was lost or failed once: options in an answer, a long key, a type that was changed and never published before its
     * field was taken away, several types between now and then, a form that came back.
     */
    @ParameterizedTest
    @ValueSource(longs = {115, 143, 170, 191, 316})
    void nothingIsLostWhereItWasOnce(long seed) {
        Trial trial = new Trial(seed);
        try {
            trial.run();
        } finally {
            trial.drop();
        }
    }

    @Test
    void noValueIsLostUnsaidAndEachIsBackWithItsRelease() {
        long first = Long.getLong("millwright.seed", System.nanoTime());
        List<AssertionError> failed = new ArrayList<>();
        for (int i = 0; i < APPS && failed.size() < Integer.getInteger("millwright.failures", 1); i++) {
            long seed = first + i;
            Trial trial = new Trial(seed);
            try {
                trial.run();
            } catch (RuntimeException | AssertionError e) {
                failed.add(new AssertionError(
                        "Seed " + seed + ": " + e.getMessage() + "\n" + String.join("\n", trial.deeds), e));
            } finally {
                trial.drop();
            }
        }
        System.getLogger(getClass().getName()).log(System.Logger.Level.INFO, "From seed {0}: {1}", first + "", told);
        if (!failed.isEmpty()) {
            failed.stream().skip(1).forEach(failed.getFirst()::addSuppressed);
            throw failed.getFirst();
        }
    }

    private static @Nullable Object read(ResultSet row, String name, ColumnType type) throws SQLException {
        Object value = switch (type) {
            case TEXT, JSONB -> row.getString(name);
            case BIGINT -> row.getLong(name);
            case NUMERIC -> row.getBigDecimal(name);
            case BOOLEAN -> row.getBoolean(name);
            case DATE -> row.getObject(name, LocalDate.class);
            case TIMESTAMPTZ -> row.getObject(name, OffsetDateTime.class);
            case UUID -> row.getObject(name, UUID.class);
            case TEXT_ARRAY, UUID_ARRAY -> {
                Array array = row.getArray(name);
                yield array == null ? null : List.of((Object[]) array.getArray());
            }
        };
        return row.wasNull() ? null : value;
    }

    /**
     * A row as it lies in its table, the recycle bin included.
     *
     * @param cells by the id of each field what its columns hold; nothing for an empty one
     */
    private record Row(long version, boolean deleted, Map<UUID, List<@Nullable Object>> cells) {}

    /**
     * What a record held in a field of a type that it no longer has.
     *
     * @param as what that became, as long as nobody changed it
     */
    private record Left(
            @Nullable List<@Nullable Object> held, @Nullable List<@Nullable Object> as, boolean meant) {}

    /** A form as it was published, and its rows. */
    private record Kept(FormDefinition form, Map<UUID, Row> rows) {}

    /** The people of the trial and two departments: Keycloak, which knows them, is away. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Somebody {

        @Bean
        @Primary
        People somebody() {
            List<Person> all = List.of(TestPeople.DANA, TestPeople.SAM, TestPeople.MIA);
            return new People() {
                @Override
                public List<Person> search(String text, int limit) {
                    return all.stream()
                            .filter(person -> person.name().contains(text))
                            .toList();
                }

                @Override
                public List<Person> called(String text) {
                    return all.stream()
                            .filter(person -> person.name().equals(text))
                            .toList();
                }

                @Override
                public Optional<Person> find(String id) {
                    return all.stream().filter(person -> person.id().equals(id)).findFirst();
                }

                @Override
                public Optional<Person> findActive(String id) {
                    return find(id);
                }

                @Override
                public List<Department> departments() {
                    return RandomForms.DEPARTMENTS.stream().map(Department::new).toList();
                }

                @Override
                public List<String> roles() {
                    return List.of();
                }
            };
        }
    }

    private final class Trial {

        private final List<String> deeds = new ArrayList<>();
        private final Random random;
        private final RandomForms chance;
        private final App app;
        private final Map<Long, Map<UUID, Kept>> releases = new LinkedHashMap<>();

        /** By field and type what records held when the field was last of that type. */
        private final Map<UUID, Map<String, Map<UUID, Left>>> before = new HashMap<>();

        private long release;

        Trial(long seed) {
            random = new Random(seed);
            chance = new RandomForms(random, types, parts, resolver, codec, time.zone());
            String key = "r" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
            app = apps.create(key, AppProfile.labelled("App " + key));
        }

        void drop() {
            apps.delete(app.key(), Apps.Tables.DROP);
        }

        void run() {
            design();
            for (int i = 0; i < RELEASES; i++) {
                write();
                change();
                if (release > 2 && chance.oneIn(2)) {
                    write();
                    back(1 + random.nextLong(release - 1));
                }
            }
            if (release > 1) {
                back(1);
            }
        }

        // --- Designing ---

        private void design() {
            List<FormDefinition> forms = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                FormDefinition empty = new FormDefinition(
                        new UUID(random.nextLong(), random.nextLong()),
                        "form" + i,
                        "Form " + i,
                        "vaadin:form",
                        null,
                        null,
                        List.of(new SectionDefinition(new UUID(random.nextLong(), random.nextLong()), "", List.of())),
                        List.of());
                forms.add(empty);
            }
            for (int i = 0; i < forms.size(); i++) {
                FormEditor editor = chance.editor(forms.get(i), null);
                for (int field = 0; field < 4; field++) {
                    chance.add(editor, forms);
                }
                forms.set(i, editor.definition());
            }
            if (chance.oneIn(2)) {
                lines(forms);
            }
            for (FormDefinition form : forms) {
                deeds.add("begins " + codec.write(form));
                drafts.save(app.key(), FormDefinition.KIND, codec.write(form), 0);
            }
            settle();
            publish(ReleaseRequest.all());
        }

        private void lines(List<FormDefinition> forms) {
            FormDefinition whole = forms.getFirst();
            FormDefinition lines = linesDesign.linesOf(whole, "Lines", Locale.ENGLISH, _ -> false);
            FormEditor editor = chance.editor(lines, null);
            chance.add(editor, forms);
            forms.add(editor.definition());
            FormEditor of = chance.editor(whole, null);
            of.apply(new FormEdit.AddMade(
                    linesDesign.partFor(whole, "Lines", lines.id()),
                    new Place.NewRow(whole.sections().getFirst().id(), 0)));
            forms.set(0, of.definition());
        }

        private List<FormDefinition> designed() {
            return drafts.list(app.key(), FormDefinition.KIND).stream()
                    .map(draft -> codec.read(draft.json(), FormDefinition.class))
                    .toList();
        }

        private @Nullable FormDefinition live(UUID form) {
            return published.find(app.key()).orElseThrow().all(FormDefinition.KIND, FormDefinition.class).stream()
                    .filter(one -> one.id().equals(form))
                    .findFirst()
                    .orElse(null);
        }

        private void change() {
            int edits = 1 + random.nextInt(4);
            for (int i = 0; i < edits; i++) {
                List<FormDefinition> all = designed();
                FormDefinition form = chance.any(all);
                FormEditor editor = chance.editor(form, live(form.id()));
                chance.edit(editor, all).ifPresent(deed -> save(editor.definition(), deed));
            }
            if (chance.oneIn(12)) {
                Draft gone = chance.any(drafts.list(app.key(), FormDefinition.KIND));
                deeds.add("deletes " + gone.key());
                drafts.delete(app.key(), new DraftRef(gone.kind(), gone.id()), gone.version());
            }
            settle();
            publish(ReleaseRequest.all());
        }

        private void save(FormDefinition form, String deed) {
            deeds.add(deed);
            long version = drafts.find(app.key(), FormDefinition.KIND, form.id())
                    .orElseThrow()
                    .version();
            drafts.save(app.key(), FormDefinition.KIND, codec.write(form), version);
        }

        /** What the plan refuses for a reason in words is mended as a designer would: the field that is wrong goes, or the edits do. */
        private void settle() {
            for (int i = 0; i < 30; i++) {
                PublishPlan plan = publishing.plan(app.key(), ReleaseRequest.all());
                List<PublishPlan.Part> wrong = plan.parts().stream()
                        .filter(part ->
                                part.problems().hasErrors() || !part.obstacles().isEmpty())
                        .toList();
                if (wrong.isEmpty()) {
                    return;
                }
                plan.problems().forEach(this::isTold);
                wrong.forEach(this::mend);
            }
            throw new AssertionError("Nothing helps: "
                    + publishing.plan(app.key(), ReleaseRequest.all()).problems());
        }

        private void mend(PublishPlan.Part part) {
            UUID id = part.ref().id();
            deeds.add("refused " + part.key() + ": " + part.problems() + part.obstacles());
            if (live(id) != null) {
                drafts.revert(app.key(), part.ref());
                return;
            }
            FormDefinition form = designed().stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElseThrow();
            FormDefinition mended = form;
            for (FieldDefinition field : form.fields().toList()) {
                boolean named = part.problems().stream()
                        .anyMatch(problem -> problem.path().contains(field.id().toString()));
                if (named) {
                    FieldType<?, ?> type = types.find("text").orElseThrow();
                    mended = mended.withFields(one -> one.id().equals(field.id())
                            ? one.withType(type.key(), (tools.jackson.databind.node.ObjectNode)
                                            codec.tree(type.defaultConfig()))
                                    .withUnique(false)
                            : one);
                }
            }
            save(mended, "mends " + part.key());
        }

        private void isTold(Problem problem) {
            told.merge(problem.code(), 1, Integer::sum);
            assertThat(texts.has(problem.code())).as(problem.code()).isTrue();
            for (Locale language : Texts.LANGUAGES) {
                assertThat(texts.text(language, problem)).isNotBlank();
            }
        }

        // --- Publishing ---

        private void back(long to) {
            deeds.add("goes back to " + to);
            PublishPlan plan = publishing.plan(app.key(), ReleaseRequest.backTo(to));
            if (plan.isEmpty()) {
                return;
            }
            if (plan.parts().stream()
                    .anyMatch(part ->
                            part.problems().hasErrors() || !part.obstacles().isEmpty())) {
                plan.problems().forEach(this::isTold);
                deeds.add("refused: " + plan.problems());
                return;
            }
            if (!publish(ReleaseRequest.backTo(to))) {
                return;
            }
            Map<UUID, Kept> then = Objects.requireNonNull(releases.get(to));
            Map<UUID, Kept> now = Objects.requireNonNull(releases.get(release));
            for (Kept former : then.values()) {
                Kept present = now.get(former.form().id());
                assertThat(present).as("%s is there again", former.form().key()).isNotNull();
                former.rows().forEach((id, row) -> {
                    Row is = Objects.requireNonNull(present.rows().get(id));
                    if (is.version() == row.version()) {
                        same(former, row, is, id);
                    }
                });
            }
        }

        /** What was not written since is as it was. */
        private void same(Kept then, Row before, Row after, UUID id) {
            then.form().fields().forEach(field -> {
                List<@Nullable Object> was = before.cells().get(field.id());
                if (was != null && field.formula() == null) {
                    assertThat(after.cells().get(field.id()))
                            .as("%s.%s of %s", then.form().key(), field, id)
                            .isEqualTo(was);
                }
            });
        }

        private boolean publish(ReleaseRequest request) {
            Map<String, String> answers = answers(request);
            ReleaseRequest answered = request.answering(answers);
            PublishPlan plan = publishing.plan(app.key(), answered);
            if (plan.isEmpty()) {
                return false;
            }
            if (!plan.isPublishable()) {
                plan.problems().forEach(this::isTold);
                deeds.add("refused when answered: " + plan.problems());
                drafts.list(app.key()).stream()
                        .filter(draft -> live(draft.id()) != null)
                        .forEach(draft -> drafts.revert(app.key(), new DraftRef(draft.kind(), draft.id())));
                return false;
            }
            Map<UUID, Kept> former = releases.getOrDefault(release, Map.of()).values().stream()
                    .map(kept -> look(kept.form()))
                    .collect(Collectors.toMap(kept -> kept.form().id(), kept -> kept));
            deeds.add("publishes " + answers + " "
                    + plan.parts().stream()
                            .flatMap(part -> part.changes().stream())
                            .map(change -> change.code() + change.arguments())
                            .toList());
            release =
                    publishing.publish(app.key(), answered, plan.fingerprint()).number();
            plan.parts().forEach(part -> part.changes().forEach(change -> told.merge(change.code(), 1, Integer::sum)));
            Map<UUID, Kept> after = new HashMap<>();
            for (FormDefinition form :
                    published.find(app.key()).orElseThrow().all(FormDefinition.KIND, FormDefinition.class)) {
                after.put(form.id(), look(form));
            }
            releases.put(release, after);
            former.values().forEach(kept -> {
                Kept present = after.get(kept.form().id());
                if (present != null) {
                    survived(kept, present, plan, answers);
                    leave(kept, present);
                }
            });
            after.values().forEach(this::isRead);
            return true;
        }

        private static String state(FieldDefinition field) {
            return field.type() + (field.formula() == null ? "" : " by formula");
        }

        private void leave(Kept was, Kept is) {
            was.form()
                    .fields()
                    .forEach(former -> is.form()
                            .field(former.id())
                            .filter(field -> !state(field).equals(state(former)))
                            .ifPresent(field -> {
                                Map<String, Map<UUID, Left>> of =
                                        before.computeIfAbsent(field.id(), ignored -> new HashMap<>());
                                of.remove(state(field));
                                Map<UUID, Left> left = new HashMap<>();
                                was.rows().forEach((id, row) -> {
                                    List<@Nullable Object> held = row.cells().get(field.id());
                                    List<@Nullable Object> now = Objects.requireNonNull(
                                                    is.rows().get(id))
                                            .cells()
                                            .get(field.id());
                                    of.values()
                                            .forEach(all -> all.computeIfPresent(
                                                    id,
                                                    (_, one) -> new Left(
                                                            one.held(),
                                                            now,
                                                            one.meant()
                                                                    && (former.formula() != null
                                                                            || Objects.equals(
                                                                                    exact(one.as()), exact(held))))));
                                    left.put(id, new Left(held, now, true));
                                });
                                of.put(state(former), left);
                            }));
        }

        private Map<String, String> answers(ReleaseRequest request) {
            Map<String, String> answers = new HashMap<>();
            for (PublishPlan.Part part : publishing.plan(app.key(), request).parts()) {
                for (Asked asked : part.questions()) {
                    answers.put(asked.question().id(), answer(part, asked.question()));
                }
            }
            return answers;
        }

        private String answer(PublishPlan.Part part, Question question) {
            if (!question.choices().isEmpty()) {
                return chance.any(question.choices()).answer();
            }
            if (chance.oneIn(2) || !(part.definition() instanceof FormDefinition form)) {
                return "";
            }
            return form.field(UUID.fromString(question.id()))
                    .flatMap(resolver::resolve)
                    .flatMap(field -> filled(field))
                    .orElse("");
        }

        private <C, V> Optional<String> filled(PublishedField<C, V> field) {
            return chance.value(field, this::ids)
                    .map(value ->
                            FillValues.write(field, field.type().valueType().cast(value), time.zone()));
        }

        /** Value by value: as it was, or what the plan says of its kind of change. */
        private void survived(Kept before, Kept after, PublishPlan plan, Map<String, String> answers) {
            assertThat(after.rows().keySet()).isEqualTo(before.rows().keySet());
            after.form().fields().forEach(field -> {
                FieldDefinition former = before.form().field(field.id()).orElse(null);
                if (former == null || field.formula() != null || former.formula() != null) {
                    return;
                }
                boolean retyped = !former.type().equals(field.type());
                boolean filled =
                        !answers.getOrDefault(field.id().toString(), "").isBlank();
                FieldDefinition aside = "aside".equals(answers.get(field.id() + ":type"))
                        ? after.form()
                                .fields()
                                .filter(one -> before.form().field(one.id()).isEmpty()
                                        && one.key().startsWith(field.key() + "_before"))
                                .findFirst()
                                .orElse(null)
                        : null;
                long misfits = plan.parts().stream()
                        .flatMap(part -> part.questions().stream())
                        .map(Asked::question)
                        .filter(question -> question.id().equals(field.id() + ":type"))
                        .mapToLong(Question::rows)
                        .sum();
                long lost = 0;
                for (Map.Entry<UUID, Row> entry : before.rows().entrySet()) {
                    List<@Nullable Object> was = entry.getValue().cells().get(field.id());
                    Row row = Objects.requireNonNull(after.rows().get(entry.getKey()));
                    List<@Nullable Object> is = row.cells().get(field.id());
                    List<@Nullable Object> wanted = retyped ? converted(entry.getKey(), former, field, was) : was;
                    if (wanted != null || !filled) {
                        assertThat(exact(is))
                                .as("%s.%s of %s, was %s as %s", after.form().key(), field, entry.getKey(), was, former)
                                .isEqualTo(exact(wanted));
                    }
                    // What answers of a release filled in makes room again for the emptiness of before.
                    boolean misfit = retyped
                            && was != null
                            && wanted == null
                            && carried(
                                            resolver.resolve(former).orElseThrow(),
                                            resolver.resolve(field).orElseThrow(),
                                            was)
                                    == null;
                    lost += misfit && !row.deleted() ? 1 : 0;
                    if (misfit && aside != null) {
                        assertThat(row.cells().get(aside.id()))
                                .as("%s is kept in %s", was, aside)
                                .isEqualTo(was);
                    }
                    if (retyped && was != null) {
                        told.merge(former.type() + (wanted == null ? " ≠ " : " → ") + field.type(), 1, Integer::sum);
                    }
                }
                boolean offered = "options".equals(answers.get(field.id() + ":type"));
                if (retyped && !offered) {
                    assertThat(lost)
                            .as("values that %s.%s does not take", after.form().key(), field)
                            .isLessThanOrEqualTo(misfits);
                }
            });
        }

        /**
         * What a value becomes in another type, as the plan says it: what the former type writes, read by the new one, and nothing where
         * that is none. A value from before, when the field was of the new type already, is back where it still says the same.
         */
        private @Nullable List<@Nullable Object> converted(
                UUID id, FieldDefinition former, FieldDefinition field, @Nullable List<@Nullable Object> was) {
            PublishedField<?, ?> from = resolver.resolve(former).orElseThrow();
            PublishedField<?, ?> to = resolver.resolve(field).orElseThrow();
            Left earlier = before.getOrDefault(field.id(), Map.of())
                    .getOrDefault(state(field), Map.of())
                    .get(id);
            if (earlier != null && earlier.meant() && Objects.equals(exact(earlier.as()), exact(was))) {
                return earlier.held();
            }
            return was == null ? null : carried(from, to, was);
        }

        private @Nullable List<@Nullable Object> carried(
                PublishedField<?, ?> from, PublishedField<?, ?> to, List<@Nullable Object> cells) {
            boolean chinese = (from.label() + to.label()).codePoints().anyMatch(Character::isIdeographic);
            FormatContext context =
                    new FormatContext(chinese ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH, time.zone());
            Object value = Objects.requireNonNull(from.fromColumns(columns(cells, from)));
            try {
                Object carried =
                        to.type().carried(value).map(one -> (Object) one).orElse(null);
                Object read = carried == null ? to.parse(from.format(value, context), context) : carried;
                if (read == null || to.validate(read).hasErrors()) {
                    return null;
                }
                List<@Nullable Object> columns = to.toColumns(read);
                return columns.getFirst() == null ? null : columns;
            } catch (DomainException unreadable) {
                return null;
            }
        }

        /** Columns so that equal values are equal: zeros at the end of a number say nothing. */
        private static @Nullable List<@Nullable Object> exact(@Nullable List<@Nullable Object> columns) {
            if (columns == null) {
                return null;
            }
            List<@Nullable Object> exact = new ArrayList<>();
            for (Object column : columns) {
                exact.add(
                        switch (column) {
                            case BigDecimal number -> number.stripTrailingZeros();
                            case Object[] many -> List.of(many);
                            case null, default -> column;
                        });
            }
            return exact;
        }

        /** Lists as the types want them. */
        private static List<@Nullable Object> columns(List<@Nullable Object> cells, PublishedField<?, ?> field) {
            List<@Nullable Object> columns = new ArrayList<>();
            for (int i = 0; i < cells.size(); i++) {
                columns.add(
                        cells.get(i) instanceof List<?> many
                                ? field.columns().get(i).type() == ColumnType.UUID_ARRAY
                                        ? many.toArray(UUID[]::new)
                                        : many.toArray(String[]::new)
                                : cells.get(i));
            }
            return columns;
        }

        /** What lies in the table is read through the gate, too, and written out in both languages. */
        private void isRead(Kept kept) {
            FormRef form = new FormRef(app.key(), kept.form().key());
            if (kept.form().partOf() != null) {
                return;
            }
            List<RecordData> all = query.list(ListRequest.of(form, 200)).items();
            assertThat(all).hasSize((int)
                    kept.rows().values().stream().filter(row -> !row.deleted()).count());
            for (RecordData record : all) {
                Row row = Objects.requireNonNull(kept.rows().get(record.id()));
                kept.form()
                        .fields()
                        .flatMap(field -> resolver.resolve(field).stream())
                        .forEach(field -> {
                            Object value = record.values().get(field.key());
                            assertThat(value == null)
                                    .as("%s.%s", kept.form().key(), field.definition())
                                    .isEqualTo(row.cells().get(field.id()) == null);
                            if (value != null) {
                                Texts.LANGUAGES.forEach(
                                        language -> field.format(value, new FormatContext(language, time.zone())));
                                field.toJson(value);
                            }
                        });
            }
        }

        // --- Records ---

        private List<UUID> ids(UUID form) {
            FormDefinition of = live(form);
            return of == null
                    ? List.of()
                    : look(of).rows().entrySet().stream()
                            .filter(row -> !row.getValue().deleted())
                            .map(Map.Entry::getKey)
                            .sorted()
                            .toList();
        }

        private void write() {
            for (FormDefinition form :
                    published.find(app.key()).orElseThrow().all(FormDefinition.KIND, FormDefinition.class)) {
                if (form.partOf() != null) {
                    continue;
                }
                for (int i = 0; i < 3; i++) {
                    attempt(form);
                }
            }
        }

        private void attempt(FormDefinition form) {
            FormRef ref = new FormRef(app.key(), form.key());
            List<UUID> ids = ids(form.id());
            try {
                switch (ids.size() < 3 ? 0 : random.nextInt(4)) {
                    case 0 ->
                        wrote(records.write(ref, new RecordChange.Create(values(form), lines(form)), Via.SCREEN)
                                .id());
                    case 1, 2 -> {
                        UUID id = chance.any(ids);
                        wrote(records.update(ref, id, null, values(form), Via.SCREEN)
                                .id());
                    }
                    default -> {
                        UUID id = chance.any(ids);
                        records.delete(ref, id, null, Via.SCREEN);
                        wrote(id);
                    }
                }
            } catch (DomainException refused) {
                told.merge("write: " + refused.code(), 1, Integer::sum);
                if (refused instanceof InvalidException invalid) {
                    invalid.problems().forEach(this::isTold);
                }
                assertThat(texts.has(refused.code())).as(refused.code()).isTrue();
            }
        }

        private void wrote(UUID id) {
            deeds.add("writes " + id);
            told.merge("write", 1, Integer::sum);
        }

        private Map<String, @Nullable Object> values(FormDefinition form) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            form.fields().flatMap(field -> resolver.resolve(field).stream()).forEach(field -> {
                if (field.isEntered()
                        && !form.keepsOfLine(field.id())
                        && (field.definition().required() || !chance.oneIn(4))) {
                    chance.value(field, this::ids).ifPresent(value -> values.put(field.key(), value));
                }
            });
            return values;
        }

        private Map<String, List<RecordChange>> lines(FormDefinition form) {
            Map<String, List<RecordChange>> lines = new HashMap<>();
            form.fields()
                    .flatMap(field -> resolver.part(field).stream())
                    .forEach(part -> part.lines().map(this::live).ifPresent(of -> {
                        lines.put(
                                part.key(),
                                List.of(new RecordChange.Create(values(of)), new RecordChange.Create(values(of))));
                    }));
            return lines;
        }

        private Kept look(FormDefinition form) {
            Map<UUID, Row> rows = new HashMap<>();
            List<PublishedField<?, ?>> fields = form.fields()
                    .<PublishedField<?, ?>>flatMap(field -> resolver.resolve(field).stream())
                    .toList();
            jdbc.query("select * from \"%s\".\"%s\"".formatted(app.schema(), form.key()), row -> {
                Map<UUID, List<@Nullable Object>> cells = new HashMap<>();
                for (PublishedField<?, ?> field : fields) {
                    List<@Nullable Object> columns = new ArrayList<>();
                    for (FieldType.Column column : field.columns()) {
                        columns.add(read(row, field.key() + column.suffix(), column.type()));
                    }
                    if (columns.getFirst() != null) {
                        cells.put(field.id(), columns);
                    }
                }
                rows.put(
                        row.getObject(SystemColumns.ID, UUID.class),
                        new Row(
                                row.getLong(SystemColumns.VERSION),
                                row.getObject(SystemColumns.DELETED_AT) != null,
                                cells));
            });
            return new Kept(form, rows);
        }
    }
}
