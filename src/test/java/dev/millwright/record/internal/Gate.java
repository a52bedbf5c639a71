package dev.millwright.record.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millwright.app.Action;
import dev.millwright.app.App;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApp.PublishedDefinition;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.Rights;
import dev.millwright.app.StaleReleaseException;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.app.spi.DefinitionKind.Change;
import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.app.spi.DefinitionKind.Question;
import dev.millwright.cluster.Nodes;
import dev.millwright.expression.WorkDaySource;
import dev.millwright.expression.WorkDays;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormPartTypes;
import dev.millwright.form.PublishedForms;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Department;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Preferences;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.schema.Schemas;
import dev.millwright.secret.Secrets;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ScratchFiles;
import dev.millwright.shared.Texts;
import dev.millwright.testing.Database;
import dev.millwright.testing.TestPeople;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The gate over a database of its own, with real field types, real tables and apps that a test publishes at will, but without drafts,
 * Keycloak and a web server.
 */
public final class Gate implements AutoCloseable {

    private static final ThreadLocal<Person> ACTING = ThreadLocal.withInitial(() -> TestPeople.DANA);

    public final HikariDataSource dataSource;
    public final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    public final DSLContext dsl;
    final FakeApps apps = new FakeApps();
    public final List<String> statements = new CopyOnWriteArrayList<>();
    private volatile boolean listening = true;

    /** Which days work is done on. */
    public volatile WorkDays workDays = WorkDays.MONDAY_TO_FRIDAY;

    private final SettableClock clock = new SettableClock();
    final Database database = Database.create();

    /**
     * @param beside packages of what goes through the gate and is to be there too
     */
    public Gate(String... beside) {
        this(Map.of(), beside);
    }

    /**
     * @param settings of the application that are not as they come
     */
    public Gate(Map<String, Object> settings, String... beside) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        HikariConfig hikari = new HikariConfig();
        hikari.setDataSource(database.dataSource());
        // As the product's own pool does: the process engine names its tables without their schema.
        hikari.setConnectionInitSql("SET search_path = flowable, public");
        hikari.setMaximumPoolSize(20);
        dataSource = new HikariDataSource(hikari);
        DataSource noting = noting(dataSource);
        Flyway.configure()
                .dataSource(dataSource)
                .schemas("platform")
                .defaultSchema("platform")
                .load()
                .migrate();
        DefaultConfiguration configuration = new DefaultConfiguration();
        configuration.set(SQLDialect.POSTGRES);
        configuration.set(new DataSourceConnectionProvider(new TransactionAwareDataSourceProxy(noting)));
        dsl = DSL.using(configuration);
        BusinessTime time = new BusinessTime(clock, ZoneId.of("Asia/Shanghai"));
        context.registerBean(DataSource.class, () -> noting);
        context.registerBean(DSLContext.class, () -> dsl);
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(noting));
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(noting));
        context.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(noting));
        context.registerBean(PublishedApps.class, () -> apps);
        context.registerBean(Nodes.class, OnlyNode::new);
        context.registerBean(CurrentPerson.class, FakeCurrentPerson::new);
        context.registerBean(
                CurrentLanguage.class,
                () -> () -> Optional.ofNullable(LocaleContextHolder.getLocaleContext())
                        .map(LocaleContext::getLocale));
        context.registerBean(People.class, FakePeople::new);
        context.registerBean(BusinessTime.class, () -> time);
        context.registerBean(WorkDaySource.class, () -> () -> workDays);
        context.registerBean(Preferences.class, FakePreferences::new);
        context.registerBean(Texts.class, Gate::texts);
        context.registerBean(ScratchFiles.class, () -> ScratchFiles.in(Path.of(System.getProperty("java.io.tmpdir"))));
        context.registerBean(Secrets.class, () -> new Secrets(SECRET_KEYS));
        context.register(FieldResolver.class, FormPartTypes.class, PublishedForms.class);
        context.scan(
                "dev.millwright.expression",
                "dev.millwright.extension",
                "dev.millwright.field",
                "dev.millwright.files.internal",
                "dev.millwright.form.internal",
                "dev.millwright.form.part",
                "dev.millwright.schema",
                "dev.millwright.record.internal");
        if (beside.length > 0) {
            context.scan(beside);
        }
        context.refresh();
    }

    /** It is so late for everybody from now on; as late as it is when there is nothing. */
    public void itIs(@Nullable Instant moment) {
        clock.set = moment;
    }

    private static final class SettableClock extends Clock {

        private volatile @Nullable Instant set;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            Instant moment = set;
            return moment == null ? Clock.systemUTC().instant() : moment;
        }
    }

    /** Measuring wants no listening. */
    public void listen(boolean wanted) {
        listening = wanted;
    }

    /** How PostgreSQL runs what the work asks. */
    public List<String> explain(Runnable work) {
        statements.clear();
        work.run();
        JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
        return List.copyOf(statements).stream()
                .flatMap(
                        sql -> jdbc
                                .queryForList("explain (analyze, buffers, costs off, timing off) " + sql, String.class)
                                .stream())
                .toList();
    }

    /** The same connections, each noting what is sent on it, values included. */
    private DataSource noting(DataSource plain) {
        return proxy(
                DataSource.class,
                plain,
                result -> result instanceof Connection connection
                        ? proxy(
                                Connection.class,
                                connection,
                                statement -> statement instanceof PreparedStatement prepared
                                        ? proxy(PreparedStatement.class, prepared, answer -> answer)
                                        : statement)
                        : result);
    }

    private <T> T proxy(Class<T> type, T target, UnaryOperator<@Nullable Object> results) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
                    if (listening
                            && target instanceof PreparedStatement
                            && method.getName().startsWith("execute")) {
                        String sent = target.toString();
                        statements.add(sent.substring(sent.indexOf("wrapping ") + "wrapping ".length()));
                    }
                    try {
                        return results.apply(method.invoke(target, args));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    public Records records() {
        return context.getBean(Records.class);
    }

    public RecordQuery query() {
        return context.getBean(RecordQuery.class);
    }

    public TransactionTemplate transaction() {
        return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    public static <T> T as(Person person, Supplier<T> work) {
        Person before = ACTING.get();
        ACTING.set(person);
        try {
            return work.get();
        } finally {
            ACTING.set(before);
        }
    }

    public static void run(Person person, Runnable work) {
        as(person, () -> {
            work.run();
            return true;
        });
    }

    /** Publishes an app with the forms as it is from now on; Dana designs it, the matrix says what staff may do. */
    public void publish(String app, Set<Action> staff, FormDefinition... forms) {
        Principal role = Principal.role(Role.STAFF);
        publish(
                app,
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(role),
                        Map.of(role, Map.of(Rights.ANY_FORM, staff))),
                forms);
    }

    public void publish(String app, Rights rights, FormDefinition... forms) {
        publish(app, rights, Map.of(), forms);
    }

    /** The same with answers to what publishing asks. */
    public void publish(String app, Rights rights, Map<String, String> answers, FormDefinition... drafts) {
        PublishedApp before = apps.byKey.get(app);
        UUID id = before == null ? Ids.next() : before.app().id();
        long release = before == null ? 1 : before.release() + 1;
        App published = new App(id, app, app, "", "vaadin:cube", "blue", release);
        DefinitionKind<FormDefinition> kind = kind();
        List<FormDefinition> forms = List.of(drafts).stream()
                .map(draft -> kind.answered(published(app, draft), draft, published, answers))
                .toList();
        List<PublishedDefinition> definitions = new ArrayList<>();
        for (FormDefinition form : forms) {
            definitions.add(
                    new PublishedDefinition(form.id(), FormDefinition.KIND, form.key(), form.label(), release, form));
        }
        PublishedApp after = new PublishedApp(
                published,
                rights,
                before == null ? 0 : before.rightsVersion() + 1,
                Map.of(FormDefinition.KIND, definitions));
        Schemas schemas = context.getBean(Schemas.class);
        PublishContext publishing = new Publishing(after, answers);
        forms.stream()
                .filter(form -> published(app, form) != null)
                .forEach(form ->
                        kind.validate(published(app, form), form, publishing).throwIfErrors());
        var plan = schemas.plan(
                forms.stream()
                        .flatMap(form -> kind.tables(form, publishing).stream())
                        .toList(),
                forms.stream()
                        .flatMap(form -> kind.fills(published(app, form), form, publishing).stream())
                        .toList(),
                forms.stream()
                        .flatMap(form -> kind.recasts(published(app, form), form, publishing).stream())
                        .toList());
        transaction().executeWithoutResult(status -> {
            schemas.apply(plan);
            forms.forEach(form -> kind.apply(published(app, form), form, publishing));
        });
        schemas.finish(plan);
        apps.byKey.put(app, after);
    }

    /** Gives an app other rights, without a release. */
    public void share(String app, Set<Action> staff) {
        PublishedApp before = Objects.requireNonNull(apps.byKey.get(app));
        Principal role = Principal.role(Role.STAFF);
        Rights rights = new Rights(
                before.rights().owners(),
                before.rights().designers(),
                List.of(role),
                Map.of(role, Map.of(Rights.ANY_FORM, staff)));
        share(app, rights);
    }

    /** The same with any rights. */
    public void share(String app, Rights rights) {
        PublishedApp before = Objects.requireNonNull(apps.byKey.get(app));
        apps.byKey.put(app, new PublishedApp(before.app(), rights, before.rightsVersion() + 1, before.definitions()));
    }

    /** What publishing a form as it is now would ask. */
    public List<Question> questions(String app, Map<String, String> answers, FormDefinition draft) {
        return changes(app, answers, draft).stream()
                .map(Change::question)
                .filter(Objects::nonNull)
                .toList();
    }

    /** What publishing a form as it is now would change. */
    List<Change> changes(String app, Map<String, String> answers, FormDefinition draft) {
        PublishedApp before = Objects.requireNonNull(apps.byKey.get(app));
        FormDefinition published = published(app, draft);
        FormDefinition form = kind().answered(published, draft, before.app(), answers);
        return kind().changes(published, form, new Publishing(before, answers));
    }

    /** What others would lack if the form left the app. */
    Problems removal(String app, FormDefinition form) {
        PublishedApp before = Objects.requireNonNull(apps.byKey.get(app));
        List<PublishedDefinition> left = before.all(FormDefinition.KIND).stream()
                .filter(other -> !other.id().equals(form.id()))
                .toList();
        PublishedApp after = new PublishedApp(
                before.app(), before.rights(), before.rightsVersion(), Map.of(FormDefinition.KIND, left));
        return kind().validateRemoval(form, new Publishing(after, Map.of()));
    }

    private @Nullable FormDefinition published(String app, FormDefinition draft) {
        PublishedApp before = apps.byKey.get(app);
        return before == null
                ? null
                : before.all(FormDefinition.KIND, FormDefinition.class).stream()
                        .filter(form -> form.id().equals(draft.id()))
                        .findFirst()
                        .orElse(null);
    }

    /** Adds definitions of another kind to what is published of the app, as a further release. */
    public void add(String app, String kind, PublishedDefinition... definitions) {
        PublishedApp before = Objects.requireNonNull(apps.byKey.get(app));
        Map<String, List<PublishedDefinition>> all = new HashMap<>(before.definitions());
        all.put(kind, List.of(definitions));
        App released = new App(
                before.app().id(),
                before.app().key(),
                before.app().label(),
                before.app().description(),
                before.app().icon(),
                before.app().colour(),
                before.release() + 1);
        apps.byKey.put(app, new PublishedApp(released, before.rights(), before.rightsVersion(), all));
    }

    @SuppressWarnings("unchecked")
    private DefinitionKind<FormDefinition> kind() {
        return context.getBeansOfType(DefinitionKind.class).values().stream()
                .filter(kind -> kind.key().equals(FormDefinition.KIND))
                .findFirst()
                .orElseThrow();
    }

    public static FormDefinition form(String key, FieldDefinition... fields) {
        return form(Ids.next(), key, null, null, List.of(), fields);
    }

    public static FormDefinition form(
            UUID id,
            String key,
            @Nullable UUID title,
            @Nullable UUID keyField,
            List<FieldDefinition> retired,
            FieldDefinition... fields) {
        List<RowDefinition> rows =
                List.of(fields).stream().map(f -> new RowDefinition(List.of(f))).toList();
        return new FormDefinition(
                id,
                key,
                key,
                "vaadin:form",
                title,
                keyField,
                List.of(new SectionDefinition(Ids.next(), "", rows)),
                retired);
    }

    public static FieldDefinition field(String key, String type) {
        return field(key, type, "{}", "");
    }

    /**
     * @param flags words {@code required} and {@code unique}
     */
    public static FieldDefinition field(String key, String type, String config, String flags) {
        return field(key, type, config, flags, null);
    }

    public static FieldDefinition field(
            String key, String type, String config, String flags, @Nullable String defaultValue) {
        JsonNode value = defaultValue == null ? null : JsonMapper.shared().readTree(defaultValue);
        return new FieldDefinition(
                Ids.next(),
                key,
                "The " + key,
                type,
                (ObjectNode) JsonMapper.shared().readTree(config),
                flags.contains("required"),
                flags.contains("unique"),
                "",
                "",
                value);
    }

    public static FormRef ref(String app, String form) {
        return new FormRef(app, form);
    }

    /** Values by key: {@code values("a", 1, "b", null)}. */
    public static Map<String, @Nullable Object> values(@Nullable Object... pairs) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return values;
    }

    @Override
    public void close() {
        context.close();
        dataSource.close();
    }

    /** The apps that tests publish. */
    static final class FakeApps implements PublishedApps {

        final Map<String, PublishedApp> byKey = new ConcurrentHashMap<>();

        private final AtomicReference<@Nullable Runnable> afterAsking = new AtomicReference<>();

        @Override
        public Optional<PublishedApp> find(String key) {
            Optional<PublishedApp> found = Optional.ofNullable(byKey.get(key));
            Optional.ofNullable(afterAsking.getAndSet(null)).ifPresent(Runnable::run);
            return found;
        }

        /** Does it once, right after somebody asked what is published and before they go on with it. */
        void afterAsking(Runnable change) {
            afterAsking.set(change);
        }

        @Override
        public Optional<PublishedApp> designed(String key) {
            return find(key);
        }

        @Override
        public List<PublishedApp> designed() {
            return List.copyOf(byKey.values());
        }

        @Override
        public Optional<PublishedApp> designedWith(String kind, UUID id) {
            return appOf(kind, id);
        }

        @Override
        public Optional<PublishedApp> appOf(String kind, UUID id) {
            return byKey.values().stream()
                    .filter(app -> app.all(kind).stream().anyMatch(d -> d.id().equals(id)))
                    .findFirst();
        }

        @Override
        public void holdRelease(PublishedApp snapshot) {
            PublishedApp now = byKey.get(snapshot.app().key());
            if (now == null || now.release() != snapshot.release() || now.rightsVersion() != snapshot.rightsVersion()) {
                throw new StaleReleaseException(snapshot.app().key());
            }
        }

        @Override
        public boolean isOvertaken(PublishedApp snapshot) {
            return false;
        }
    }

    /** Nobody else is there. */
    private static final class OnlyNode implements Nodes {

        @Override
        public void tell(String topic, String message) {
            // To whom?
        }

        @Override
        public void hear(String topic, Consumer<String> message, Runnable missed) {
            // From whom?
        }
    }

    private static final class FakeCurrentPerson implements CurrentPerson {

        @Override
        public Optional<Person> find() {
            return Optional.of(ACTING.get());
        }

        @Override
        public <T> T as(Person person, Supplier<T> work) {
            return Gate.as(person, work);
        }
    }

    private static Texts texts() {
        Map<String, String> english = new HashMap<>();
        for (String module : List.of("field", "files", "record", "workspace/ui", "exchange")) {
            Properties texts = new Properties();
            try (Reader file = new InputStreamReader(
                    Objects.requireNonNull(
                            Gate.class.getResourceAsStream("/dev/millwright/" + module + "/messages.properties")),
                    StandardCharsets.UTF_8)) {
                texts.load(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            texts.forEach((key, text) -> english.put((String) key, (String) text));
        }
        return new Texts(english, Map.of());
    }

    /** What people like, until the test ends. */
    private static final class FakePreferences implements Preferences {

        private final Map<String, Object> values = new ConcurrentHashMap<>();

        @Override
        public <T> Optional<T> read(String key, Class<T> type) {
            return Optional.ofNullable(values.get(ACTING.get().id() + " " + key))
                    .map(type::cast);
        }

        @Override
        public void write(String key, Object value) {
            values.put(ACTING.get().id() + " " + key, value);
        }
    }

    static final String SECRET_KEYS = "test:" + "A".repeat(43) + "=";

    /** Ids of people who may no longer sign in. */
    static final Set<String> LEFT = ConcurrentHashMap.newKeySet();

    private static final class FakePeople implements People {

        private static final List<Person> ALL =
                List.of(TestPeople.ADMIN, TestPeople.DANA, TestPeople.SAM, TestPeople.MIA);

        @Override
        public List<Person> search(String text, int limit) {
            return ALL.stream()
                    .filter(p -> p.name().contains(text))
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<Person> called(String text) {
            return text.equals("twins")
                    ? List.of(TestPeople.SAM, TestPeople.MIA)
                    : ALL.stream()
                            .filter(p -> p.name().equalsIgnoreCase(text) || text.equalsIgnoreCase(p.email()))
                            .toList();
        }

        @Override
        public Optional<Person> findActive(String id) {
            return find(id).filter(person -> !LEFT.contains(id));
        }

        @Override
        public Optional<Person> find(String id) {
            return ALL.stream().filter(p -> p.id().equals(id)).findFirst();
        }

        @Override
        public List<Department> departments() {
            return Stream.of("/Assembly", "/Assembly/Line 1", "/Production", "/Production/Line 1", "/Production/Line 2")
                    .map(Department::new)
                    .toList();
        }

        @Override
        public List<String> roles() {
            return List.of();
        }
    }

    /** What a form sees of its surroundings while it is published. */
    private final class Publishing implements PublishContext {

        private final PublishedApp after;
        private final Map<String, String> answers;

        Publishing(PublishedApp after, Map<String, String> answers) {
            this.after = after;
            this.answers = answers;
        }

        @Override
        public App app() {
            return after.app();
        }

        @Override
        public long release() {
            return after.release();
        }

        @Override
        public <R> Optional<Found<R>> find(String kind, UUID id, Class<R> type) {
            Map<String, PublishedApp> all = new HashMap<>(apps.byKey);
            all.put(after.app().key(), after);
            return all.values().stream()
                    .flatMap(app -> app.all(kind).stream()
                            .filter(d -> d.id().equals(id))
                            .map(d -> new Found<>(app.app(), type.cast(d.definition()))))
                    .findFirst();
        }

        @Override
        public <R> List<R> siblings(String kind, Class<R> type) {
            return after.all(kind, type);
        }

        @Override
        public Optional<String> answer(String question) {
            return Optional.ofNullable(answers.get(question));
        }
    }
}
