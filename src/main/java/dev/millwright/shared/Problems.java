package dev.millwright.shared;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** All problems found in one go, in the order they were found; an immutable value. */
public record Problems(List<Problem> items) implements Iterable<Problem> {

    public static final Problems NONE = new Problems(List.of());

    /** In one answer over HTTP; nobody reads more, and every one of them has its text. */
    public static final int MOST_TOLD = 1_000;

    public Problems {
        items = List.copyOf(items);
    }

    public static Problems of(Problem... problems) {
        return problems.length == 0 ? NONE : new Problems(List.of(problems));
    }

    public Problems and(Problem problem) {
        List<Problem> all = new ArrayList<>(items);
        all.add(problem);
        return new Problems(all);
    }

    public Problems and(Problems others) {
        if (others.items.isEmpty()) {
            return this;
        }
        if (items.isEmpty()) {
            return others;
        }
        List<Problem> all = new ArrayList<>(items);
        all.addAll(others.items);
        return new Problems(all);
    }

    public Problems under(String prefix) {
        return items.isEmpty()
                ? this
                : new Problems(items.stream().map(p -> p.under(prefix)).toList());
    }

    /** As many as one answer tells, the first ones. */
    public List<Problem> told() {
        return items.subList(0, Math.min(items.size(), MOST_TOLD));
    }

    /** How many others there are. */
    public int untold() {
        return items.size() - told().size();
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }

    public boolean hasErrors() {
        return items.stream().anyMatch(p -> p.severity() == Severity.ERROR);
    }

    public Stream<Problem> stream() {
        return items.stream();
    }

    @Override
    public Iterator<Problem> iterator() {
        return items.iterator();
    }

    /** Ends the work with all problems at once if one of them is an error. */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new InvalidException(this);
        }
    }
}
