package dev.millwright.flow.internal;

import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.internal.DueStore.Origin;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.flow.spi.WaitFor;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry.Event;
import dev.millwright.record.spi.Cause;
import dev.millwright.record.spi.RecordListener;
import dev.millwright.record.spi.WrittenRecords;
import dev.millwright.record.spi.WrittenRecords.WrittenRecord;
import dev.millwright.shared.BusinessTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes flows begin, and runs go on that wait for a record, in the transaction that wrote the records. */
@Component
class RecordTriggers implements RecordListener {

    private final PublishedApps apps;
    private final FlowDesign design;
    private final DueStore store;
    private final DueWork work;
    private final RunStore runs;
    private final TriggerConditions conditions;
    private final BusinessTime time;
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();

    RecordTriggers(
            PublishedApps apps,
            FlowDesign design,
            DueStore store,
            DueWork work,
            RunStore runs,
            TriggerConditions conditions,
            BusinessTime time) {
        this.apps = apps;
        this.design = design;
        this.store = store;
        this.work = work;
        this.runs = runs;
        this.conditions = conditions;
        this.time = time;
    }

    /** A flow that something written may begin. */
    private record Armed(FlowDefinition flow, Subscription subscription) {}

    /**
     * What the flows of an app listen to; worked out once for a snapshot.
     *
     * @param waiting forms about whose records a run may wait for a condition
     */
    private record Known(PublishedApp app, Map<UUID, List<Armed>> armed, Set<UUID> waiting) {

        List<Armed> of(PublishedForm form) {
            return armed.getOrDefault(form.id(), List.of());
        }
    }

    @SuppressWarnings("ReferenceEquality") // a snapshot never changes
    private Optional<Known> known(PublishedForm form) {
        PublishedApp app = apps.designed(form.app().key()).orElse(null);
        if (app == null) {
            return Optional.empty();
        }
        Known before = known.get(app.app().id());
        if (before != null && before.app() == app) {
            return Optional.of(before);
        }
        Known now = read(app);
        known.put(app.app().id(), now);
        return Optional.of(now);
    }

    private Known read(PublishedApp app) {
        Map<UUID, List<Armed>> armed = new HashMap<>();
        Set<UUID> waiting = new HashSet<>();
        for (FlowDefinition flow : app.all(FlowDefinition.KIND, FlowDefinition.class)) {
            UUID form = flow.form();
            if (form == null) {
                continue;
            }
            design.subscription(flow)
                    .filter(subscription -> subscription instanceof Subscription.Created
                            || subscription instanceof Subscription.Changed
                            || subscription instanceof Subscription.Deleted)
                    .ifPresent(subscription -> armed.computeIfAbsent(form, ignored -> new ArrayList<>())
                            .add(new Armed(flow, subscription)));
            if (waits(design.chart(flow))) {
                waiting.add(form);
            }
        }
        // Runs stay on the version that they began with.
        for (FlowChart chart : runs.livingCharts(app.app().id())) {
            UUID form = chart.flow().form();
            if (form != null && waits(chart)) {
                waiting.add(form);
            }
        }
        return new Known(app, armed, waiting);
    }

    /** For something that a record may come to be. */
    private static boolean waits(FlowChart chart) {
        return chart.all().stream()
                .anyMatch(placed -> placed.behaviour() instanceof NodeBehaviour.Wait(WaitFor until)
                        && !(until instanceof WaitFor.Time));
    }

    @Override
    public boolean listensTo(PublishedForm form) {
        return known(form)
                .filter(all -> !all.of(form).isEmpty() || all.waiting().contains(form.id()))
                .isPresent();
    }

    @Override
    public void written(WrittenRecords written) {
        PublishedForm form = written.form();
        Known all = known(form).orElseThrow();
        boolean due = false;
        for (Armed armed : all.of(form)) {
            List<UUID> records = concerned(armed, written);
            if (records.isEmpty()) {
                continue;
            }
            FormRef ref = ref(form);
            // Whoever writes a record can do nothing about a condition that cannot be worked out for it.
            List<UUID> matching = conditions
                    .triedHolding(ref, armed.flow(), armed.subscription(), records, written.by())
                    .orElse(null);
            if (matching == null || !matching.isEmpty()) {
                UUID parent = written.context()
                        .cause()
                        .filter(cause -> cause.kind().equals(FlowDefinition.KIND))
                        .map(Cause::id)
                        .orElse(null);
                Origin origin = new Origin(written.by().id(), written.by().name(), parent, null);
                if (matching == null) {
                    store.ask(ref.app(), armed.flow().id(), ref, records, origin);
                } else {
                    store.begin(ref.app(), armed.flow().id(), ref, matching, origin);
                }
                due = true;
            }
        }
        if (all.waiting().contains(form.id())) {
            List<UUID> ids = written.records().stream().map(WrittenRecord::id).toList();
            due |= store.wakeThoseAbout(ids) > 0;
        }
        if (due) {
            work.wakeAfterCommit();
        }
    }

    private static FormRef ref(PublishedForm form) {
        return new FormRef(form.app().key(), form.key());
    }

    /** Those that the flow listens to, whatever its condition says of them. */
    private List<UUID> concerned(Armed armed, WrittenRecords written) {
        List<WrittenRecord> records = switch (armed.subscription()) {
            case Subscription.Created _ -> of(written, Event.CREATED);
            case Subscription.Deleted _ -> of(written, Event.DELETED);
            case Subscription.Changed changed ->
                of(written, Event.CHANGED).stream()
                        .filter(record -> changed(changed, record, written.form()))
                        .toList();
            case Subscription.Submitted _,
                    Subscription.Button _,
                    Subscription.Schedule _,
                    Subscription.DateField _,
                    Subscription.Called _,
                    Subscription.Api _ -> List.of();
        };
        return records.stream().map(WrittenRecord::id).toList();
    }

    private static List<WrittenRecord> of(WrittenRecords written, Event event) {
        return written.records().stream()
                .filter(record -> record.event() == event)
                .toList();
    }

    private boolean changed(Subscription.Changed changed, WrittenRecord record, PublishedForm form) {
        if (!changed.fields().isEmpty() && changed.fields().stream().noneMatch(record.changed()::contains)) {
            return false;
        }
        if (changed.fields().size() != 1) {
            return true;
        }
        String key = changed.fields().iterator().next();
        return is(changed.from(), record.before().get(key), form, key)
                && is(changed.to(), record.after().get(key), form, key);
    }

    private boolean is(@Nullable String wanted, @Nullable Object value, PublishedForm form, String key) {
        if (wanted == null) {
            return true;
        }
        if (value == null) {
            return wanted.isBlank();
        }
        return form.field(key).stream().anyMatch(field -> new WantedValue(field, time.zone()).is(wanted, value));
    }
}
