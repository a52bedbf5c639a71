package dev.millwright.app.internal;

import dev.millwright.app.Access;
import dev.millwright.app.App;
import dev.millwright.app.AppEvent.AppPublished;
import dev.millwright.app.Author;
import dev.millwright.app.PublishPlan;
import dev.millwright.app.PublishPlan.Part;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.Publishing;
import dev.millwright.app.Release;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.identity.Person;
import dev.millwright.schema.SchemaPlan;
import dev.millwright.schema.SchemaRetry;
import dev.millwright.schema.Schemas;
import dev.millwright.shared.AuditableEvent.Kind;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Phrase;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Publishes in one transaction; only what takes long and does not change what people may do runs before and after it. */
@Service
class TransactionalPublishing implements Publishing {

    private final Gatekeeper gatekeeper;
    private final ReleasePlanner planner;
    private final ReleaseGate gate;
    private final Schemas schemas;
    private final AppTable apps;
    private final ReleaseTables releases;
    private final DraftTable drafts;
    private final Kinds kinds;
    private final Signals signals;
    private final FollowUps followUps;
    private final ApplicationEventPublisher events;
    private final BusinessTime time;
    private final TransactionTemplate writing;

    TransactionalPublishing(
            Gatekeeper gatekeeper,
            ReleasePlanner planner,
            ReleaseGate gate,
            Schemas schemas,
            AppTable apps,
            ReleaseTables releases,
            DraftTable drafts,
            Kinds kinds,
            Signals signals,
            FollowUps followUps,
            ApplicationEventPublisher events,
            BusinessTime time,
            Transactions transactions) {
        this.gatekeeper = gatekeeper;
        this.planner = planner;
        this.gate = gate;
        this.schemas = schemas;
        this.apps = apps;
        this.releases = releases;
        this.drafts = drafts;
        this.kinds = kinds;
        this.signals = signals;
        this.followUps = followUps;
        this.events = events;
        this.time = time;
        this.writing = transactions.writing();
    }

    @Override
    public PublishPlan plan(String app, ReleaseRequest request) {
        Access access = gatekeeper.designer(app);
        return SchemaRetry.retrying(() -> planner.prepare(access, request).plan());
    }

    @Override
    public Release publish(String app, ReleaseRequest request, String fingerprint) {
        Access access = gatekeeper.designer(app);
        Published done = gate.asPublisher(access.app(), () -> {
            SchemaPlan ahead = SchemaRetry.retrying(() -> confirmed(access, request, fingerprint))
                    .tables();
            schemas.prepare(ahead);
            try {
                return SchemaRetry.retrying(() ->
                        Objects.requireNonNull(writing.execute(status -> publishNow(access, request, fingerprint))));
            } catch (RuntimeException e) {
                abandon(ahead, e);
                throw e;
            }
        });
        followUps.later(app, done.prepared().tables());
        return done.release();
    }

    private void abandon(SchemaPlan ahead, RuntimeException cause) {
        try {
            schemas.abandon(ahead);
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public List<Release> releases(String app) {
        return releases.releases(gatekeeper.designer(app).app().id());
    }

    private record Published(Release release, ReleasePlanner.Prepared prepared) {}

    /** The plan as it is now, if it is the one that the person saw and nothing stands in its way. */
    private ReleasePlanner.Prepared confirmed(Access access, ReleaseRequest request, String fingerprint) {
        ReleasePlanner.Prepared prepared = planner.prepare(access, request);
        PublishPlan plan = prepared.plan();
        if (plan.isEmpty()) {
            throw new ConflictException("app.error.nothingToPublish");
        }
        if (!plan.fingerprint().equals(fingerprint)) {
            throw new ConflictException("app.error.planChanged");
        }
        plan.problems().throwIfErrors();
        return prepared;
    }

    private Published publishNow(Access access, ReleaseRequest request, String fingerprint) {
        ReleasePlanner.Prepared prepared = confirmed(access, request, fingerprint);
        App app = prepared.plan().app();
        holdOthers(prepared.others());
        gate.close(app.id());
        schemas.apply(prepared.tables());
        Release release = write(prepared.plan(), prepared.works(), access.person());
        prepared.works().forEach(work -> work.apply(prepared.context()));
        signals.send(new AppPublished(app.key()));
        events.publishEvent(deed(app, request, release));
        return new Published(release, prepared);
    }

    private AppDeed deed(App app, ReleaseRequest request, Release release) {
        List<Phrase> changes = release.notes().stream()
                .map(note -> Phrase.of(
                        "app.audit.change",
                        kinds.find(note.kind())
                                .<Object>map(kind -> kind.label())
                                .orElse(note.kind()),
                        note.label(),
                        new Phrase(note.code(), note.arguments())))
                .toList();
        return request.from()
                .map(from -> AppDeed.toApp(Kind.DESIGN, "app.wentBack", app, changes, release.number(), from))
                .orElseGet(() -> AppDeed.toApp(Kind.DESIGN, "app.published", app, changes, release.number()));
    }

    /** In one order, so that two releases which count on each other's apps do not wait for each other. */
    private void holdOthers(List<PublishedApp> others) {
        boolean same = others.stream()
                .sorted(Comparator.comparing(other -> other.app().id()))
                .allMatch(other -> apps.lockRelease(other.app().id())
                        .filter(latest -> latest == other.release())
                        .isPresent());
        if (!same) {
            throw new ConflictException("app.error.planChanged");
        }
    }

    private Release write(PublishPlan plan, List<Work<?>> works, Person person) {
        App app = plan.app();
        Release release = new Release(
                app.release() + 1,
                time.now(),
                Author.of(person),
                plan.parts().stream().flatMap(part -> notes(part).stream()).toList(),
                plan.fingerprint());
        releases.insert(app.id(), release);
        apps.release(app.id(), release.number());
        // First all that ends: a key may pass from one definition to another.
        works.forEach(work -> releases.end(app.id(), work.kind().key(), work.id(), release.number()));
        works.forEach(work -> write(app, work, release.number(), person));
        return release;
    }

    private void write(App app, Work<?> work, long release, Person person) {
        String kind = work.kind().key();
        Object definition = work.after();
        DraftTable.Row draft = work.draft();
        if (definition == null) {
            if (draft != null && work.draftFollows()) {
                drafts.delete(app.id(), kind, work.id(), draft.version());
            }
            return;
        }
        String json = kinds.encode(definition);
        releases.begin(app.id(), kind, work.id(), work.key(), json, release);
        if (work.draftFollows()) {
            var content = new DraftTable.Content(app.id(), kind, work.id(), work.key(), work.label(), json);
            if (draft == null) {
                drafts.insert(content, release, person);
            } else {
                drafts.published(content, draft.version(), release);
            }
        }
    }

    private static List<Release.Note> notes(Part part) {
        return part.changes().stream()
                .map(change -> new Release.Note(
                        part.ref().kind(), part.key(), part.label(), change.code(), change.arguments()))
                .toList();
    }
}
