package dev.millwright.flow.internal;

import dev.millwright.app.PublishedApps;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.Flows.FailedStart;
import dev.millwright.flow.Flows.StartPage;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.RecordData;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotFoundException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What could not begin or go on by itself, kept for those who administer the app. */
@Component
class FailedBeginnings {

    private static final int MOST = 200;

    private final RunAccess access;
    private final PublishedApps apps;
    private final RunRecords records;
    private final DueStore dues;
    private final DueWork dueWork;
    private final Schedules schedules;
    private final FlowNotices notices;
    private final TransactionTemplate transaction;

    FailedBeginnings(
            RunAccess access,
            PublishedApps apps,
            RunRecords records,
            DueStore dues,
            DueWork dueWork,
            Schedules schedules,
            FlowNotices notices,
            PlatformTransactionManager transactions) {
        this.access = access;
        this.apps = apps;
        this.records = records;
        this.dues = dues;
        this.dueWork = dueWork;
        this.schedules = schedules;
        this.notices = notices;
        this.transaction = new TransactionTemplate(transactions);
    }

    StartPage page(String app, @Nullable String cursor, int limit) {
        access.requireAdministrator(app);
        int most = Math.clamp(limit, 1, MOST);
        UUID after = cursor == null
                ? null
                : Ids.parse(cursor).orElseThrow(() -> new InvalidRequestException("record.error.cursor"));
        List<DueStore.Failed> found = dues.failed(app, after, most + 1);
        List<FailedStart> shown = shown(app, found.subList(0, Math.min(most, found.size())));
        return new StartPage(
                shown, found.size() <= most ? null : shown.getLast().id().toString());
    }

    private List<FailedStart> shown(String app, List<DueStore.Failed> found) {
        Map<UUID, String> flows = new HashMap<>();
        apps.designed(app)
                .ifPresent(published -> published
                        .all(FlowDefinition.KIND, FlowDefinition.class)
                        .forEach(flow -> flows.put(flow.id(), flow.label())));
        Map<FormRef, Set<UUID>> wanted = new HashMap<>();
        found.forEach(one -> {
            FormRef form = one.due().form();
            UUID record = one.due().record();
            if (form != null && record != null) {
                wanted.computeIfAbsent(form, ignored -> new LinkedHashSet<>()).add(record);
            }
        });
        Map<UUID, RecordData> about = new HashMap<>();
        wanted.forEach((form, ids) -> about.putAll(records.all(form, ids)));
        return found.stream()
                .map(one -> {
                    DueStore.Due due = one.due();
                    String flow =
                            Objects.requireNonNullElse(due.flow() == null ? one.label() : flows.get(due.flow()), "");
                    RecordData data = due.record() == null ? null : about.get(due.record());
                    String title = due.instance() != null ? one.title() : data == null ? flow : data.title();
                    return new FailedStart(
                            due.id(),
                            due.app(),
                            flow,
                            due.instance(),
                            due.form(),
                            due.record(),
                            Objects.requireNonNullElse(title, flow),
                            due.person() == null
                                    ? null
                                    : new PersonRef(due.person(), Objects.requireNonNullElse(due.personName(), "")),
                            one.at(),
                            one.failure());
                })
                .toList();
    }

    /** The start, for this transaction alone, of an app that the person administers. */
    private DueStore.Due requireFailed(String app, UUID start) {
        DueStore.Due due = dues.lockFailed(start).orElseThrow(() -> new NotFoundException(start.toString()));
        if (!due.app().equals(app) || !access.administers(app)) {
            throw new NotFoundException(start.toString());
        }
        return due;
    }

    void retry(String app, UUID start) {
        transaction.executeWithoutResult(status -> {
            requireFailed(app, start);
            dues.afresh(start);
            notices.settled(start);
            dueWork.wakeAfterCommit();
        });
    }

    int retryAll(String app) {
        access.requireAdministrator(app);
        return Objects.requireNonNull(transaction.execute(status -> {
            List<UUID> all = dues.allAfresh(app);
            all.forEach(notices::settled);
            dueWork.wakeAfterCommit();
            return all.size();
        }));
    }

    void dismiss(String app, UUID start) {
        transaction.executeWithoutResult(status -> {
            DueStore.Due due = requireFailed(app, start);
            dues.done(start);
            UUID flow = due.flow();
            if (due.unasked() && due.record() == null && flow != null) {
                schedules.passOver(flow);
            }
            notices.settled(start);
            UUID caller = due.parent();
            if (caller != null && due.parentStep() != null) {
                // Whoever waited for it goes on without it.
                dues.wake(caller);
                dueWork.wakeAfterCommit();
            }
        });
    }
}
