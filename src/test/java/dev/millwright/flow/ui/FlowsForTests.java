package dev.millwright.flow.ui;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowDocument;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.record.FormRef;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotFoundException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs that a test laid out. */
final class FlowsForTests implements Flows {

    final List<TimelineEntry> timeline = new ArrayList<>();
    final Map<UUID, FlowInstance> runs = new LinkedHashMap<>();

    @Nullable SubmitFlow submitFlow;

    final Map<UUID, NodeState> path = new LinkedHashMap<>();
    final List<FlowTask> open = new ArrayList<>();
    final List<UUID> retried = new ArrayList<>();
    FlowDefinition definition = new FlowDefinition(
            Ids.next(),
            "purchase",
            "Purchase",
            null,
            dev.millwright.flow.TriggerDefinition.NONE,
            List.of(),
            dev.millwright.flow.FlowSettings.DEFAULT);

    void clear() {
        timeline.clear();
        runs.clear();
        submitFlow = null;
        path.clear();
        open.clear();
        retried.clear();
    }

    @Override
    public Optional<SubmitFlow> submitFlow(FormRef form) {
        return Optional.ofNullable(submitFlow);
    }

    @Override
    public FlowInstance submit(FormRef form, UUID record, @Nullable Long version, Map<UUID, List<PersonRef>> chosen) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Offered> offered(String app, @Nullable FormRef form, @Nullable UUID record) {
        return List.of();
    }

    @Override
    public FlowInstance start(String app, String flow, @Nullable UUID record, Map<UUID, List<PersonRef>> chosen) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FlowInstance get(UUID instance) {
        FlowInstance run = runs.get(instance);
        if (run == null) {
            throw new NotFoundException("run");
        }
        return run;
    }

    @Override
    public FlowDocument document(UUID instance, UUID document) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<FlowInstance> ofRecord(FormRef form, UUID record) {
        return List.of();
    }

    @Override
    public Map<UUID, FlowInstance> submissions(Collection<UUID> records) {
        return Map.of();
    }

    @Override
    public List<TimelineEntry> history(UUID instance) {
        return timeline.stream().filter(entry -> entry.at() != null).toList();
    }

    @Override
    public List<TimelineEntry> timeline(UUID instance) {
        return timeline;
    }

    @Override
    public Map<UUID, List<NodeState.Called>> called(String app, Set<UUID> instances) {
        return Map.of();
    }

    @Override
    public Map<UUID, NodeState> path(UUID instance) {
        return path;
    }

    @Override
    public FlowDefinition definition(UUID instance) {
        return definition;
    }

    @Override
    public Map<UUID, String> steps(UUID instance) {
        Map<UUID, String> steps = new LinkedHashMap<>();
        definition.allNodes().forEach(node -> steps.put(node.id(), node.label()));
        return steps;
    }

    @Override
    public boolean mayWithdraw(UUID instance) {
        return definition.settings().withdrawable();
    }

    @Override
    public UUID runOf(UUID id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void withdraw(UUID instance, String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void takeBack(UUID task, String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void urge(UUID instance, String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String bpmn(String app, String flow) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RunPage runs(String app, RunFilter filter, @Nullable String cursor, int limit) {
        return new RunPage(List.of(), null);
    }

    @Override
    public List<FlowTask> openTasks(UUID instance) {
        return open;
    }

    @Override
    public Map<UUID, List<FlowTask>> openTasks(String app, Set<UUID> instances) {
        return Map.of();
    }

    @Override
    public List<SwitchedOff> switchedOff(String app) {
        return List.of();
    }

    @Override
    public void comment(UUID instance, String text, List<PersonRef> mentioned) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void suspend(UUID instance, String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resume(UUID instance) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void retry(UUID instance) {
        retried.add(instance);
    }

    @Override
    public void end(UUID instance, String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void move(UUID instance, UUID node, String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void reassign(UUID task, PersonRef to, String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int handOver(String app, PersonRef from, PersonRef to, String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<OpenWork> openWork(PersonRef person) {
        return openWork;
    }

    @Override
    public List<PersonRef> withOpenWork(String text, int limit) {
        return withOpenWork;
    }

    @Override
    public List<HandedOver> handOverAll(Set<String> apps, PersonRef from, PersonRef to, String reason) {
        return apps.stream().sorted().map(app -> new HandedOver(app, 2, 1)).toList();
    }

    @Override
    public Map<String, String> flowsOf(String app) {
        return flowsOf;
    }

    List<OpenWork> openWork = List.of();
    List<PersonRef> withOpenWork = List.of();
    Map<String, String> flowsOf = Map.of();

    @Override
    public StartPage failedStarts(String app, @Nullable String cursor, int limit) {
        return new StartPage(List.of(), null);
    }

    @Override
    public void retryStart(String app, UUID start) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int retryStarts(String app) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void dismissStart(String app, UUID start) {
        throw new UnsupportedOperationException();
    }
}
