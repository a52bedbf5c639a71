package dev.millwright.flow.ui;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.OtherWay;
import dev.millwright.flow.OtherWayException;
import dev.millwright.flow.StepAction;
import dev.millwright.flow.StepButton;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.Tasks;
import dev.millwright.form.WorkedOut;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Work that a test laid out, and what was done with it. */
final class TasksForTests implements Tasks {

    final Map<UUID, FlowTask> tasks = new LinkedHashMap<>();
    final List<FlowTask> drafts = new ArrayList<>();
    final Map<UUID, RecordData> records = new LinkedHashMap<>();
    final Map<UUID, Problems> refused = new LinkedHashMap<>();
    final List<TaskAction> done = new ArrayList<>();
    final List<TaskFilter> asked = new ArrayList<>();
    final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    List<StepButton> buttons = usual();
    Map<String, FieldRight> fields = Map.of();
    List<Target> targets = List.of();

    @Nullable String decidedBy;

    List<String> straightTo = List.of();

    /** Where a yes leads unless who says it agrees to that; null for straight on. */
    @Nullable OtherWay otherWay;

    static List<StepButton> usual() {
        return List.of(
                new StepButton(StepAction.APPROVE, "", false, false),
                new StepButton(StepAction.REJECT, "Say no", false, true),
                new StepButton(StepAction.RETURN, "", false, true),
                new StepButton(StepAction.COMMENT, "", false, false));
    }

    void clear() {
        tasks.clear();
        drafts.clear();
        records.clear();
        refused.clear();
        done.clear();
        asked.clear();
        buttons = usual();
        fields = Map.of();
        targets = List.of();
        decidedBy = null;
        straightTo = List.of();
        otherWay = null;
    }

    void tell() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public Map<String, List<RecordData>> lines(UUID task) {
        return Map.of();
    }

    @Override
    public WorkedOut workedOut(UUID task, Map<String, @Nullable Object> values, Map<String, List<RecordChange>> lines) {
        return WorkedOut.NOTHING;
    }

    @Override
    public TaskPage page(TaskBox box, TaskFilter filter, @Nullable String cursor, int limit) {
        asked.add(filter);
        if (box == TaskBox.DRAFTS) {
            return new TaskPage(drafts, null);
        }
        List<FlowTask> all = tasks.values().stream()
                .filter(task -> switch (box) {
                    case TODO ->
                        task.state() == FlowTask.State.OPEN || !task.waitsFor().isEmpty();
                    case QUEUE -> task.state() == FlowTask.State.CLAIMABLE;
                    case DONE -> task.state() == FlowTask.State.DONE;
                    case CC -> task.state() == FlowTask.State.COPY;
                    case STARTED, DRAFTS -> false;
                })
                .filter(task -> task.title().contains(filter.text()))
                .toList();
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(all.size(), from + limit);
        return new TaskPage(all.subList(from, to), to < all.size() ? String.valueOf(to) : null);
    }

    @Override
    public Counts counts() {
        int todo = page(TaskBox.TODO, TaskFilter.ALL, null, 10_000).tasks().size();
        return new Counts(todo, 0, 0, 0);
    }

    @Override
    public TaskDetail run(UUID instance) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TaskDetail get(UUID task) {
        FlowTask found = tasks.get(task);
        if (found == null) {
            throw new NotFoundException("task");
        }
        boolean open = found.state() == FlowTask.State.OPEN;
        UUID record = found.record();
        return new TaskDetail(
                found,
                record == null ? null : records.get(record),
                open ? buttons : List.of(),
                fields,
                targets,
                List.of(),
                false,
                false,
                false,
                null,
                false,
                false,
                false,
                straightTo,
                null);
    }

    @Override
    public List<FlowTask> ofRecord(FormRef form, UUID record) {
        return tasks.values().stream()
                .filter(task -> record.equals(task.record()) && task.state() == FlowTask.State.OPEN)
                .toList();
    }

    @Override
    public void read(UUID task) {}

    @Override
    public TaskDetail act(UUID task, TaskAction action) {
        String by = decidedBy;
        if (by != null) {
            tasks.computeIfPresent(task, (id, one) -> with(one, FlowTask.State.CLOSED, null));
            throw new ConflictException("flow.error.decided", by);
        }
        Problems problems = refused.get(task);
        if (problems != null) {
            throw new InvalidException(problems);
        }
        OtherWay way = otherWay;
        if (way != null
                && action instanceof TaskAction.Approve yes
                && !way.mark().equals(yes.otherWay())) {
            throw new OtherWayException(
                    way, way.next().stream().map(OtherWay.Next::step).toList());
        }
        done.add(action);
        FlowTask.Result result = switch (action) {
            case TaskAction.Approve approve -> FlowTask.Result.APPROVED;
            case TaskAction.Reject reject -> FlowTask.Result.REJECTED;
            case TaskAction.Return back -> FlowTask.Result.RETURNED;
            case TaskAction.Transfer transfer -> FlowTask.Result.TRANSFERRED;
            case TaskAction.Delegate delegate -> FlowTask.Result.DELEGATED;
            case TaskAction.AddSigners added -> null;
            case TaskAction.RemoveSigner removed -> null;
            case TaskAction.Claim claim -> null;
            case TaskAction.Release release -> null;
            case TaskAction.Copy copy -> null;
            case TaskAction.Comment comment -> null;
            case TaskAction.Retry retry -> FlowTask.Result.RETRIED;
        };
        FlowTask.State state = result == null ? FlowTask.State.OPEN : FlowTask.State.DONE;
        tasks.computeIfPresent(task, (id, one) -> with(one, state, result));
        return get(task);
    }

    @Override
    public Map<UUID, Problems> actAll(Map<UUID, TaskAction> actions) {
        Map<UUID, Problems> wrong = new LinkedHashMap<>();
        actions.forEach((task, action) -> {
            if (refused.containsKey(task)) {
                wrong.put(task, Problems.of(Problem.error("record.error.required", "", "Price")));
            } else {
                act(task, action);
            }
        });
        return wrong;
    }

    @Override
    public Subscription subscribe(String person, Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private static FlowTask with(FlowTask task, FlowTask.State state, FlowTask.@Nullable Result result) {
        return new FlowTask(
                task.id(),
                task.instance(),
                task.app(),
                task.flow(),
                task.node(),
                task.step(),
                task.kind(),
                task.form(),
                task.record(),
                task.title(),
                task.cards(),
                task.starter(),
                task.person(),
                task.standsInFor(),
                task.givenBy(),
                task.waitsFor(),
                state,
                task.round(),
                task.note(),
                task.arrivedAt(),
                task.dueAt(),
                task.readAt(),
                result == null ? null : Instant.now(),
                result,
                task.standing(),
                task.version());
    }

    static PersonRef person(dev.millwright.identity.Person person) {
        return new PersonRef(person.id(), person.name());
    }
}
