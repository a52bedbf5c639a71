package dev.millwright.app.internal;

import dev.millwright.app.Access;
import dev.millwright.app.App;
import dev.millwright.app.AppDeleted;
import dev.millwright.app.AppEvent.CatalogueChanged;
import dev.millwright.app.AppProfile;
import dev.millwright.app.Apps;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApp.PublishedDefinition;
import dev.millwright.app.Rights;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.shared.Characters;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Keys;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The catalogue in the table {@code platform.app}. */
@Service
class CatalogueApps implements Apps {

    private static final int ATTEMPTS = 5;

    private static final int LONGEST_LABEL = 100;
    private static final int LONGEST_DESCRIPTION = 2000;
    private static final int LONGEST_WORD = 60;

    private final Gatekeeper gatekeeper;
    private final AppTable table;
    private final SnapshotCache snapshots;
    private final SpokenApps spoken;
    private final Kinds kinds;
    private final ReleaseGate gate;
    private final Signals signals;
    private final ApplicationEventPublisher events;
    private final DSLContext sql;
    private final TransactionTemplate writing;

    CatalogueApps(
            Gatekeeper gatekeeper,
            AppTable table,
            SnapshotCache snapshots,
            SpokenApps spoken,
            Kinds kinds,
            ReleaseGate gate,
            Signals signals,
            ApplicationEventPublisher events,
            DSLContext sql,
            Transactions transactions) {
        this.gatekeeper = gatekeeper;
        this.table = table;
        this.snapshots = snapshots;
        this.spoken = spoken;
        this.kinds = kinds;
        this.gate = gate;
        this.signals = signals;
        this.events = events;
        this.sql = sql;
        this.writing = transactions.writing();
    }

    @Override
    public List<App> visible() {
        Person person = gatekeeper.person();
        return table.keys().stream()
                .flatMap(key -> snapshots.find(key).stream())
                .filter(app -> new Access(app.app(), app.rights(), person).sees())
                .map(app -> spoken.spoken(app).app())
                .sorted(Comparator.comparing(App::label, spoken.alphabet()).thenComparing(App::key))
                .toList();
    }

    @Override
    public App byKey(String key) {
        return spoken.inReadersLanguage(gatekeeper.access(key).app());
    }

    @Override
    public boolean canCreate() {
        Person person = gatekeeper.person();
        return person.has(Role.DESIGNER) || person.has(Role.ADMINISTRATOR);
    }

    @Override
    public String proposeKey(String label) {
        Set<String> taken = new HashSet<>(table.keys());
        return Keys.propose(label, "app", taken::contains);
    }

    @Override
    public App create(@Nullable String key, AppProfile profile) {
        if (!canCreate()) {
            throw new NotAllowedException("app.error.mayNotCreate");
        }
        AppProfile clean = validated(profile, key);
        String chosen = key == null ? proposeKey(clean.label()) : key;
        Person person = gatekeeper.person();
        App app = new App(Ids.next(), chosen, clean.label(), clean.description(), clean.icon(), clean.colour(), 0);
        try {
            writing.executeWithoutResult(status -> {
                table.insert(app, Rights.ownedBy(Principal.person(person.id())), person);
                signals.send(new CatalogueChanged(chosen));
                events.publishEvent(AppDeed.toApp("app.created", app));
            });
        } catch (DuplicateKeyException e) {
            throw new ConflictException("app.error.keyTaken", chosen);
        }
        return app;
    }

    @Override
    public App update(String key, AppProfile profile) {
        App app = gatekeeper.designer(key).app();
        AppProfile clean = validated(profile, null);
        App after =
                new App(app.id(), key, clean.label(), clean.description(), clean.icon(), clean.colour(), app.release());
        writing.executeWithoutResult(status -> {
            table.update(app.id(), clean);
            signals.send(new CatalogueChanged(key));
            if (!after.label().equals(app.label())) {
                events.publishEvent(AppDeed.toApp("app.renamed", after, app.label()));
            } else if (!after.equals(app)) {
                events.publishEvent(AppDeed.toApp("app.changed", after));
            }
        });
        return after;
    }

    @Override
    public void delete(String key, Tables fate) {
        Access access = gatekeeper.access(key);
        if (!access.owns()) {
            throw new NotAllowedException("app.error.ownersOnly", access.app().label());
        }
        App app = access.app();
        refuseWhileLinked(app);
        // Flows that begin at this moment hold what is deleted here, and wait at the gate. One of the two has to give
        // way.
        for (int attempt = 1; ; attempt++) {
            try {
                delete(app, access, fate);
                return;
            } catch (PessimisticLockingFailureException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void delete(App app, Access access, Tables fate) {
        writing.executeWithoutResult(status -> {
            if (!gate.enterAsPublisher(app.id())) {
                throw new ConflictException("app.error.publishing", app.label());
            }
            gate.close(app.id());
            events.publishEvent(new AppDeleted(app));
            boolean hasTables = hasSchema(app.schema());
            switch (fate) {
                case KEEP -> {
                    if (hasTables) {
                        sql.alterSchema(DSL.name(app.schema()))
                                .renameTo(DSL.name(keptSchema(app)))
                                .execute();
                    }
                    table.markDeleted(app.id(), access.person());
                }
                case DROP -> {
                    if (hasTables) {
                        sql.dropSchema(DSL.name(app.schema())).cascade().execute();
                    }
                    table.delete(app.id());
                }
            }
            signals.send(new CatalogueChanged(app.key()));
            events.publishEvent(AppDeed.toApp(
                    "app.deleted",
                    app,
                    Phrase.of(
                            switch (fate) {
                                case KEEP -> "app.audit.tables.kept";
                                case DROP -> "app.audit.tables.dropped";
                            })));
        });
    }

    /** Where the tables of a deleted app stay; the id is what tells two apps of the same key apart. */
    static String keptSchema(App app) {
        String id = app.id().toString().replace("-", "");
        return "deleted_" + app.key().substring(0, Math.min(app.key().length(), 22)) + "_" + id;
    }

    private boolean hasSchema(String schema) {
        return sql.fetchExists(DSL.select(DSL.one())
                .from(DSL.table(DSL.name("pg_catalog", "pg_namespace")))
                .where(DSL.field(DSL.name("nspname"), String.class).eq(schema)));
    }

    private void refuseWhileLinked(App app) {
        PublishedApp published = snapshots.find(app.key()).orElseThrow(() -> new NotFoundException(app.key()));
        Set<UUID> own = new HashSet<>();
        published.definitions().values().forEach(all -> all.forEach(definition -> own.add(definition.id())));
        table.keys().stream()
                .filter(other -> !other.equals(app.key()))
                .flatMap(other -> snapshots.find(other).stream())
                .filter(other -> other.definitions().values().stream()
                        .flatMap(List::stream)
                        .anyMatch(definition -> references(definition).anyMatch(own::contains)))
                .findFirst()
                .ifPresent(other -> {
                    throw new ConflictException(
                            "app.error.linkedFrom", app.label(), other.app().label());
                });
    }

    private Stream<UUID> references(PublishedDefinition definition) {
        return kinds.find(definition.kind()).stream()
                .flatMap(kind -> references(kind, definition.definition()))
                .map(DefinitionKind.Reference::id);
    }

    private static <D> Stream<DefinitionKind.Reference> references(DefinitionKind<D> kind, Object definition) {
        return kind.references(kind.type().cast(definition)).stream();
    }

    private static AppProfile validated(AppProfile profile, @Nullable String key) {
        Problems problems = Problems.NONE;
        String label = profile.label().strip();
        if (label.isEmpty()) {
            problems = problems.and(Problem.error("app.error.labelMissing", "label"));
        }
        problems = problems.and(tooLong("label", label, LONGEST_LABEL))
                .and(tooLong("description", profile.description(), LONGEST_DESCRIPTION))
                .and(tooLong("icon", profile.icon(), LONGEST_WORD))
                .and(tooLong("colour", profile.colour(), LONGEST_WORD));
        if (!Stream.of(label, profile.description(), profile.icon(), profile.colour())
                .allMatch(Characters::areStorable)) {
            problems = problems.and(Problem.error("app.error.characters", ""));
        }
        if (key != null && !Keys.isValid(key)) {
            problems = problems.and(Problem.error("app.error.keyInvalid", "key", key));
        }
        problems.throwIfErrors();
        return new AppProfile(label, profile.description().strip(), profile.icon(), profile.colour());
    }

    private static Problems tooLong(String path, String text, int longest) {
        return text.length() <= longest
                ? Problems.NONE
                : Problems.of(Problem.error("app.error.tooLong", path, longest));
    }
}
