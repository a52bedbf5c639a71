package dev.millwright.flow;

import dev.millwright.form.WorkedOut;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.shared.Problems;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The work of the one who is signed in: boxes over all apps, single tasks and what can be done with them.
 *
 * <p>A task that is not the person's is not found ({@code NotFoundException}). One that was decided meanwhile is a
 * {@code ConflictException} that says by whom; nothing runs twice.
 */
public interface Tasks {

    TaskPage page(TaskBox box, TaskFilter filter, @Nullable String cursor, int limit);

    /** How much waits for the person, for badges; what waits for those whom they asked does not. */
    Counts counts();

    TaskDetail get(UUID task);

    /** A run as the box of what one started shows it, for who started it and who administers its app; its id is that of the task, too. */
    TaskDetail run(UUID instance);

    /** What the person can do now about a record, the oldest first, and behind it what waits for those whom they asked. */
    List<FlowTask> ofRecord(FormRef form, UUID record);

    /** The lines of the task's record, by the key of their part, as far as its step shows them. */
    Map<String, List<RecordData>> lines(UUID task);

    /**
     * What formulas and rules of its form make of the task's record with what the person entered; nothing is written, and nothing is said of fields that
     * the step hides.
     *
     * @param values by key of the field
     * @param lines what is to become of lines, by the key of their part
     */
    WorkedOut workedOut(UUID task, Map<String, @Nullable Object> values, Map<String, List<RecordChange>> lines);

    /** Remembers that the person has seen it. */
    void read(UUID task);

    /**
     * Does it, with everything that follows from it up to the next people, in one transaction.
     *
     * @throws dev.millwright.shared.InvalidException when values are refused or a reason is missing; paths are field keys
     * @throws dev.millwright.record.StaleRecordException when the record is not in the {@link TaskAction#version} that the person saw; what it
     *     carries is the record as the step shows it
     */
    TaskDetail act(UUID task, TaskAction action);

    /** The same with many, in their order; each stands for itself. What became of those that were refused, by task. */
    Map<UUID, Problems> actAll(Map<UUID, TaskAction> actions);

    /** The same with one action for all. */
    default Map<UUID, Problems> actAll(List<UUID> tasks, TaskAction action) {
        Map<UUID, TaskAction> actions = new LinkedHashMap<>();
        tasks.forEach(task -> actions.put(task, action));
        return actAll(actions);
    }

    /** Calls the listener, on a thread of its own, after the person's boxes changed, on any node. */
    Subscription subscribe(String person, Runnable listener);

    /** A listener that can be taken away again. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * @param text found in title, flow, step, starter; empty for all
     * @param app key; empty for all
     * @param flow key; empty for all
     */
    record TaskFilter(String text, String app, String flow, boolean overdue, Sort sort) {

        /** Nothing that is found is longer; more would only make the search slow. */
        private static final int LONGEST = 300;

        public static final TaskFilter ALL = new TaskFilter("", "", "", false, Sort.NEWEST);

        public TaskFilter {
            text = findable(text);
            app = findable(app);
            flow = findable(flow);
        }

        /** No text of the database has the character NUL. */
        private static String findable(String given) {
            String storable = given.replace("\0", "");
            return storable.length() > LONGEST ? storable.substring(0, LONGEST) : storable;
        }

        /** In which order. */
        public enum Sort {
            NEWEST,
            OLDEST,
            DUE
        }
    }

    /** @param next cursor of the next page; null when this is the last */
    record TaskPage(List<FlowTask> tasks, @Nullable String next) {
        public TaskPage {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * @param overdue of those to do
     * @param copies not read yet
     */
    record Counts(int todo, int queue, int overdue, int copies) {}

    /**
     * A task with all that its page shows.
     *
     * @param record as the step shows it: without hidden fields, also to people who cannot reach its form otherwise; null for a run that is
     *     about none
     * @param buttons what can be done now, in order, as the designer named it; none when there is nothing to do
     * @param fields what may be done with fields of the record, by key; what is not named can be read
     * @param targets steps that the run passed and that it can go back to
     * @param removable tasks of people whom the person added and who have not answered
     * @param choosesNext whether the person has to choose the people of a later step
     * @param choosesRejection whether who says no chooses where it goes: to one of the targets, or to the end
     * @param rejectionGoesOn whether a no of the step goes on in a branch of its own, which does not end the run
     * @param rejectionGoesTo name of the step that a no leads back to; null where it ends the run or is left to the person
     * @param canRelease whether the person took it out of a pool and may give it back
     * @param canTakeBack whether the person may take back what they did last
     * @param straightTo names of steps that the run goes straight to once the step is through, since it was sent back from there; none where it
     *     just goes on
     * @param otherWay where it goes instead if the record stays as it is; null when it does come straight back
     */
    record TaskDetail(
            FlowTask task,
            @Nullable RecordData record,
            List<StepButton> buttons,
            Map<String, FieldRight> fields,
            List<Target> targets,
            List<FlowTask> removable,
            boolean choosesNext,
            boolean choosesRejection,
            boolean rejectionGoesOn,
            @Nullable String rejectionGoesTo,
            boolean canRelease,
            boolean canTakeBack,
            boolean canUrge,
            List<String> straightTo,
            @Nullable OtherWay otherWay) {

        public TaskDetail {
            buttons = List.copyOf(buttons);
            fields = Map.copyOf(fields);
            targets = List.copyOf(targets);
            removable = List.copyOf(removable);
            straightTo = List.copyOf(straightTo);
        }

        /** The keys of fields that can be entered. */
        public Set<String> editable() {
            return fields.entrySet().stream()
                    .filter(entry -> entry.getValue().opens())
                    .map(Map.Entry::getKey)
                    .collect(java.util.stream.Collectors.toUnmodifiableSet());
        }
    }

    /** A step that was passed. */
    record Target(UUID node, String label, Instant passedAt) {}
}
