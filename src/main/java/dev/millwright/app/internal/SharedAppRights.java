package dev.millwright.app.internal;

import dev.millwright.app.Access;
import dev.millwright.app.Action;
import dev.millwright.app.AppEvent.RightsChanged;
import dev.millwright.app.AppRights;
import dev.millwright.app.Limit;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.Rights;
import dev.millwright.app.spi.LimitCheck;
import dev.millwright.identity.Principal;
import dev.millwright.shared.AuditableEvent.Kind;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Rights as they are kept with each app. */
@Service
class SharedAppRights implements AppRights {

    private final Gatekeeper gatekeeper;
    private final SpokenApps spoken;
    private final AppTable table;
    private final RightsChanges changes;
    private final Signals signals;
    private final ApplicationEventPublisher events;
    private final SnapshotCache apps;
    private final ObjectProvider<LimitCheck> limits;
    private final TransactionTemplate writing;

    SharedAppRights(
            Gatekeeper gatekeeper,
            SpokenApps spoken,
            AppTable table,
            RightsChanges changes,
            Signals signals,
            ApplicationEventPublisher events,
            SnapshotCache apps,
            ObjectProvider<LimitCheck> limits,
            Transactions transactions) {
        this.apps = apps;
        this.limits = limits;
        this.gatekeeper = gatekeeper;
        this.spoken = spoken;
        this.table = table;
        this.changes = changes;
        this.signals = signals;
        this.events = events;
        this.writing = transactions.writing();
    }

    @Override
    public Access access(String app) {
        Access access = gatekeeper.access(app);
        return new Access(spoken.inReadersLanguage(access.app()), access.rights(), access.person());
    }

    @Override
    public VersionedRights of(String app) {
        Access access = gatekeeper.access(app);
        if (!access.designs() && !access.manages()) {
            throw new NotAllowedException("app.error.ownersOnly", access.app().label());
        }
        return read(app);
    }

    @Override
    public VersionedRights save(String app, Rights rights, long version) {
        Access access = gatekeeper.manager(app);
        Rights tidy = tidy(rights);
        if (tidy.owners().isEmpty()) {
            Problems.of(Problem.error("app.error.noOwner", "owners")).throwIfErrors();
        }
        check(app, rights);
        // The version says that these are the ones that are changed.
        List<Phrase> changed = changes.between(read(app).rights(), tidy);
        return writing.execute(status -> {
            if (!table.updateRights(access.app().id(), tidy, version)) {
                throw new ConflictException("app.error.rightsChanged");
            }
            signals.send(new RightsChanged(app));
            if (!changed.isEmpty()) {
                events.publishEvent(AppDeed.toApp(Kind.RIGHTS, "app.rightsChanged", access.app(), changed));
            }
            return new VersionedRights(tidy, version + 1);
        });
    }

    /** Of limits on forms that are not published nothing is known; they open nothing until they mean something. */
    private void check(String app, Rights rights) {
        Optional<PublishedApp> published = apps.find(app);
        Problems problems = Problems.NONE;
        for (Map.Entry<Principal, Map<String, Limit>> member : rights.limits().entrySet()) {
            for (Map.Entry<String, Limit> form : member.getValue().entrySet()) {
                String path = "limits." + member.getKey() + "." + form.getKey();
                if (!rights.members().contains(member.getKey())
                        || !rights.matrix()
                                .getOrDefault(member.getKey(), Map.of())
                                .containsKey(form.getKey())) {
                    // Dropping it would open everything.
                    problems = problems.and(Problems.of(Problem.error(
                            "app.error.limitWithoutLine", path, form.getKey(), String.valueOf(member.getKey()))));
                } else if (form.getKey().equals(Rights.ANY_FORM)) {
                    problems = problems.and(Problems.of(Problem.error("app.error.limitOfAnyForm", path)));
                } else if (published.isPresent()) {
                    problems = problems.and(limits.stream()
                            .map(check -> check.check(published.get(), form.getKey(), form.getValue()))
                            .reduce(Problems.NONE, Problems::and)
                            .under(path));
                }
            }
        }
        problems.throwIfErrors();
    }

    @Override
    public void requireDesigner(String app) {
        gatekeeper.designer(app);
    }

    @Override
    public void requireManager(String app) {
        gatekeeper.manager(app);
    }

    private VersionedRights read(String app) {
        return table.find(app)
                .map(row -> new VersionedRights(row.rights(), row.rightsVersion()))
                .orElseThrow(() -> new NotFoundException(app));
    }

    /** Nobody twice, no row of the matrix without a member, and no limit without a line. */
    private static Rights tidy(Rights rights) {
        List<Principal> members = rights.members().stream().distinct().toList();
        Map<Principal, Map<String, Set<Action>>> matrix = new HashMap<>(rights.matrix());
        matrix.keySet().retainAll(members);
        Map<Principal, Map<String, Limit>> limits = new HashMap<>();
        matrix.forEach((member, forms) -> {
            Map<String, Limit> kept = new HashMap<>(rights.limits().getOrDefault(member, Map.of()));
            kept.keySet().retainAll(forms.keySet());
            limits.put(member, kept);
        });
        return new Rights(
                rights.owners().stream().distinct().toList(),
                rights.designers().stream().distinct().toList(),
                members,
                matrix,
                limits);
    }
}
