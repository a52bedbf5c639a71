package dev.millwright.extension;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A definition while it is designed, with every edit since it was opened, to undo and redo. Designers' editors are made around one;
 * it knows nothing of screens and of what the definition is.
 *
 * @param <E> an edit
 * @param <D> the definition: an immutable value
 * @param <S> what is selected
 */
public final class EditHistory<E, D, S> {

    private static final int MOST_STEPS = 1000;

    private final Deque<Step<E, D, S>> done = new ArrayDeque<>();
    private final Deque<Step<E, D, S>> undone = new ArrayDeque<>();
    private D definition;
    private S selection;
    private @Nullable Object typingInto;

    public EditHistory(D definition, S selection) {
        this.definition = definition;
        this.selection = selection;
    }

    public D definition() {
        return definition;
    }

    public S selection() {
        return selection;
    }

    public void select(S wanted) {
        selection = wanted;
        typingInto = null;
    }

    /** What is typed next starts a step of its own. */
    public void endTyping() {
        typingInto = null;
    }

    /**
     * Takes note of an edit.
     *
     * @param subject what is typed into, so that typing into the same is one step; null for an edit that is a step by itself
     * @return false when it changes nothing but what is selected
     */
    public boolean add(E edit, D after, S selected, @Nullable Object subject) {
        D before = definition;
        if (after.equals(before)) {
            selection = selected;
            typingInto = null;
            return false;
        }
        boolean continues = subject != null && subject.equals(typingInto);
        Step<E, D, S> last = continues ? done.poll() : null;
        Step<E, D, S> step = new Step<>(
                edit,
                last == null ? before : last.before(),
                after,
                last == null ? selection : last.selectedBefore(),
                selected);
        definition = after;
        selection = selected;
        typingInto = subject;
        undone.clear();
        if (step.before().equals(after)) {
            typingInto = null;
        } else {
            done.push(step);
            if (done.size() > MOST_STEPS) {
                done.removeLast();
            }
        }
        return true;
    }

    public boolean canUndo() {
        return !done.isEmpty();
    }

    public boolean canRedo() {
        return !undone.isEmpty();
    }

    /** Takes back the last edit; what was selected before it is selected again. */
    public Optional<E> undo() {
        typingInto = null;
        Step<E, D, S> step = done.poll();
        if (step == null) {
            return Optional.empty();
        }
        undone.push(step);
        definition = step.before();
        selection = step.selectedBefore();
        return Optional.of(step.edit());
    }

    /** Does again what was last undone. */
    public Optional<E> redo() {
        typingInto = null;
        Step<E, D, S> step = undone.poll();
        if (step == null) {
            return Optional.empty();
        }
        done.push(step);
        definition = step.after();
        selection = step.selectedAfter();
        return Optional.of(step.edit());
    }

    /**
     * Goes on with another definition, for example the one that went live; edits of before can still be undone.
     *
     * @param adapted what a definition of before has to be now
     */
    public void goOn(D now, UnaryOperator<D> adapted) {
        definition = now;
        typingInto = null;
        List.of(done, undone).forEach(steps -> {
            List<Step<E, D, S>> kept = steps.stream()
                    .map(step -> new Step<>(
                            step.edit(),
                            adapted.apply(step.before()),
                            adapted.apply(step.after()),
                            step.selectedBefore(),
                            step.selectedAfter()))
                    .filter(step -> !Objects.equals(step.before(), step.after()))
                    .toList();
            steps.clear();
            steps.addAll(kept);
        });
    }

    private record Step<E, D, S>(E edit, D before, D after, S selectedBefore, S selectedAfter) {}
}
