package dev.millwright.flow.internal;

import dev.millwright.app.PublishedApps;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.TaskEvent;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.flow.internal.RunStore.Happened;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.spi.RecordListener;
import dev.millwright.record.spi.WrittenRecords;
import dev.millwright.record.spi.WrittenRecords.WrittenRecord;
import dev.millwright.shared.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Whoever may change records may change one that was accepted, too; but not unseen: its run says so from then on, its timeline says who
 * and what, and those who agreed to it are told.
 */
@Component
class ChangedSinceAccepted implements RecordListener {

    /** Of more records at once, as of an import, people are not told one by one. */
    private static final int FEW = 50;

    private final PublishedApps apps;
    private final FlowDesign design;
    private final RunStore runs;
    private final FlowFields fields;
    private final ApplicationEventPublisher events;

    ChangedSinceAccepted(
            PublishedApps apps, FlowDesign design, RunStore runs, FlowFields fields, ApplicationEventPublisher events) {
        this.apps = apps;
        this.design = design;
        this.runs = runs;
        this.fields = fields;
        this.events = events;
    }

    /** Also while the flow is switched off: what it accepted stays accepted. */
    @Override
    public boolean listensTo(PublishedForm form) {
        return apps.designed(form.app().key()).stream()
                .flatMap(app -> app.all(FlowDefinition.KIND, FlowDefinition.class).stream())
                .filter(flow -> form.id().equals(flow.form()))
                .flatMap(flow -> design.whenOn(flow).stream())
                .anyMatch(Subscription.Submitted.class::isInstance);
    }

    @Override
    public void written(WrittenRecords written) {
        boolean byFlow = written.context()
                .cause()
                .filter(cause -> cause.kind().equals(FlowDefinition.KIND))
                .isPresent();
        Map<UUID, WrittenRecord> changed = byFlow
                ? Map.of()
                : written.records().stream()
                        .filter(record ->
                                !record.changed().isEmpty() && !record.before().isEmpty())
                        .collect(Collectors.toMap(WrittenRecord::id, Function.identity()));
        if (changed.isEmpty()) {
            return;
        }
        List<Run> accepted = runs.accepted(changed.keySet());
        if (accepted.isEmpty()) {
            return;
        }
        PersonRef by = PeopleFinder.ref(written.by());
        Map<UUID, List<Happened>> happened = new HashMap<>();
        for (Run run : accepted) {
            WrittenRecord record = Objects.requireNonNull(changed.get(Objects.requireNonNull(run.record)));
            List<Object> fields = record.changed().stream()
                    .<Object>map(key -> written.form()
                            .field(key)
                            .<String>map(PublishedField::label)
                            .orElse(key))
                    .sorted()
                    .toList();
            happened.put(
                    run.id,
                    List.of(new Happened(
                            Ids.next(),
                            written.at(),
                            TimelineEntry.Kind.CHANGED,
                            null,
                            null,
                            "",
                            by,
                            null,
                            "flow.event.changedSince",
                            List.of(fields),
                            "",
                            null,
                            null)));
        }
        runs.insertEvents(happened);
        runs.changedSince(happened.keySet(), written.at());
        fields.changed(written.form(), accepted, written.at());
        if (accepted.size() <= FEW) {
            Map<UUID, List<PersonRef>> agreed = runs.agreed(happened.keySet());
            accepted.forEach(run -> tell(run, agreed.getOrDefault(run.id, List.of()), by));
        }
    }

    private void tell(Run run, List<PersonRef> agreed, PersonRef by) {
        List<PersonRef> concerned = new ArrayList<>(agreed);
        concerned.add(run.starter);
        TaskEvent.Names names = new TaskEvent.Names(run.appKey, run.label, run.title, null, run.outcome);
        concerned.stream()
                .distinct()
                .forEach(person -> events.publishEvent(
                        new TaskEvent(TaskEvent.Kind.CHANGED, run.id, null, person, by, "", names, null)));
    }
}
