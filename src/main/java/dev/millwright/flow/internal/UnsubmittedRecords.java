package dev.millwright.flow.internal;

import dev.millwright.app.Action;
import dev.millwright.app.App;
import dev.millwright.app.Apps;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApp.PublishedDefinition;
import dev.millwright.app.PublishedApps;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.flow.internal.FlowTasks.Place;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Person;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordQuery;
import dev.millwright.workspace.EntryDrafts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a person entered and has not handed in yet: records of all forms that are handed in, and what they saved before it was complete
 * enough to be one.
 */
@Component
class UnsubmittedRecords {

    /** Records that are looked at in one go. */
    private static final int CHUNK = 500;

    private final Apps apps;
    private final PublishedApps published;
    private final FlowDesign design;
    private final AccessibleForms access;
    private final RecordQuery query;
    private final RunStore runs;
    private final EntryDrafts incomplete;
    private final SpokenNames names;

    UnsubmittedRecords(
            Apps apps,
            PublishedApps published,
            FlowDesign design,
            AccessibleForms access,
            RecordQuery query,
            RunStore runs,
            EntryDrafts incomplete,
            SpokenNames names) {
        this.apps = apps;
        this.published = published;
        this.design = design;
        this.access = access;
        this.query = query;
        this.runs = runs;
        this.incomplete = incomplete;
        this.names = names;
    }

    /**
     * The newest first, or the oldest, whatever was handed in between them.
     *
     * @param after where the page before ended
     */
    List<FlowTask> of(Person person, TaskFilter filter, @Nullable Place after, int limit) {
        List<FlowTask> found = new ArrayList<>();
        for (App app : apps.visible()) {
            if (filter.app().isEmpty() || filter.app().equals(app.key())) {
                published.find(app.key()).ifPresent(one -> {
                    found.addAll(of(one, person, filter, after, limit));
                    incomplete(one, person, filter)
                            .filter(task -> after == null || isAfter(task, after, filter))
                            .forEach(found::add);
                });
            }
        }
        return found.stream().sorted(order(filter)).limit(limit).toList();
    }

    private static Comparator<FlowTask> order(TaskFilter filter) {
        Comparator<FlowTask> oldest = Comparator.comparing(FlowTask::arrivedAt).thenComparing(FlowTask::id);
        return isOldestFirst(filter) ? oldest : oldest.reversed();
    }

    private static boolean isOldestFirst(TaskFilter filter) {
        return filter.sort() == TaskFilter.Sort.OLDEST;
    }

    private List<FlowTask> of(PublishedApp app, Person person, TaskFilter filter, @Nullable Place after, int limit) {
        List<FlowTask> found = new ArrayList<>();
        for (FlowDefinition flow : app.all(FlowDefinition.KIND, FlowDefinition.class)) {
            FormRef form = form(app, flow.form());
            boolean wanted = filter.flow().isEmpty() || filter.flow().equals(flow.key());
            if (wanted
                    && form != null
                    && access.allows(form, Action.SEE)
                    && design.subscription(flow)
                            .filter(Subscription.Submitted.class::isInstance)
                            .isPresent()) {
                found.addAll(of(flow, form, person, filter, after, limit));
            }
        }
        return found;
    }

    /** Whoever may no longer make records of a form cannot go on with what they began. */
    private Stream<FlowTask> incomplete(PublishedApp app, Person person, TaskFilter filter) {
        List<UUID> forms = app.all(FormDefinition.KIND).stream()
                .filter(form -> access.allows(new FormRef(app.app().key(), form.key()), Action.CREATE))
                .map(PublishedDefinition::id)
                .toList();
        String wanted = filter.text().strip().toLowerCase(Locale.ROOT);
        PersonRef me = new PersonRef(person.id(), person.name());
        return incomplete.of(forms).stream().flatMap(draft -> {
            FlowDefinition flow = flowOf(app, draft.form()).orElse(null);
            boolean isOfFlow =
                    filter.flow().isEmpty() || flow != null && filter.flow().equals(flow.key());
            FlowTask task = task(app, flow, draft, me);
            boolean isFound = Stream.of(task.title(), task.flow())
                    .anyMatch(words -> words.toLowerCase(Locale.ROOT).contains(wanted));
            return isOfFlow && isFound ? Stream.of(task) : Stream.empty();
        });
    }

    /** By which records of the form are handed in; nothing where that was switched off since. */
    private Optional<FlowDefinition> flowOf(PublishedApp app, UUID form) {
        return app.all(FlowDefinition.KIND, FlowDefinition.class).stream()
                .filter(flow -> form.equals(flow.form())
                        && design.subscription(flow)
                                .filter(Subscription.Submitted.class::isInstance)
                                .isPresent())
                .findFirst();
    }

    private static @Nullable FormRef form(PublishedApp app, @Nullable UUID id) {
        return app.all(FormDefinition.KIND).stream()
                .filter(form -> form.id().equals(id))
                .findFirst()
                .map(form -> new FormRef(app.app().key(), form.key()))
                .orElse(null);
    }

    private List<FlowTask> of(
            FlowDefinition flow, FormRef form, Person person, TaskFilter filter, @Nullable Place after, int limit) {
        PersonRef me = new PersonRef(person.id(), person.name());
        ListRequest request = request(form, me, filter, after);
        List<FlowTask> found = new ArrayList<>();
        while (true) {
            RecordPage page = query.list(request);
            Set<UUID> handedIn =
                    runs.handedIn(page.items().stream().map(RecordData::id).toList());
            page.items().stream()
                    .filter(record -> !handedIn.contains(record.id()))
                    .map(record -> task(flow, form, record, me))
                    .filter(task -> after == null || isAfter(task, after, filter))
                    .forEach(found::add);
            if (page.next() == null || found.size() >= limit) {
                return found;
            }
            request = request.after(page.next());
        }
    }

    private static ListRequest request(FormRef form, PersonRef me, TaskFilter filter, @Nullable Place after) {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(new Condition.Compare("created_by", Condition.Operator.EQ, List.of(me)));
        boolean oldest = isOldestFirst(filter);
        if (after != null && after.at() != null) {
            conditions.add(new Condition.Compare(
                    "created_at", oldest ? Condition.Operator.GE : Condition.Operator.LE, List.of(after.at())));
        }
        return new ListRequest(
                form,
                new Condition.And(conditions),
                filter.text(),
                List.of(new ListRequest.Sort("created_at", !oldest)),
                Set.of(),
                CHUNK,
                null,
                false);
    }

    private static boolean isAfter(FlowTask task, Place place, TaskFilter filter) {
        int byMoment = task.arrivedAt().compareTo(Objects.requireNonNullElse(place.at(), Instant.EPOCH));
        int order = byMoment == 0 ? task.id().compareTo(place.id()) : byMoment;
        return isOldestFirst(filter) ? order > 0 : order < 0;
    }

    private FlowTask task(PublishedApp app, @Nullable FlowDefinition flow, EntryDrafts.Saved draft, PersonRef me) {
        PublishedDefinition form = app.all(FormDefinition.KIND).stream()
                .filter(one -> one.id().equals(draft.form()))
                .findFirst()
                .orElseThrow();
        String key = app.app().key();
        String label = names.text(key, form.label());
        return new FlowTask(
                draft.id(),
                draft.id(),
                key,
                flow == null ? label : flow.label(),
                flow == null ? draft.form() : flow.id(),
                "",
                FlowTask.Kind.FILL,
                new FormRef(key, form.key()),
                null,
                draft.title().isEmpty() ? label : draft.title(),
                List.of(),
                me,
                me,
                null,
                null,
                List.of(),
                FlowTask.State.OPEN,
                1,
                "",
                draft.at(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static FlowTask task(FlowDefinition flow, FormRef form, RecordData record, PersonRef me) {
        return new FlowTask(
                record.id(),
                record.id(),
                form.app(),
                flow.label(),
                flow.id(),
                "",
                FlowTask.Kind.FILL,
                form,
                record.id(),
                record.title(),
                List.of(),
                me,
                me,
                null,
                null,
                List.of(),
                FlowTask.State.OPEN,
                1,
                "",
                record.createdAt(),
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
