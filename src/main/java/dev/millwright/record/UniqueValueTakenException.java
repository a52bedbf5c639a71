package dev.millwright.record;

import dev.millwright.shared.ConflictException;
import dev.millwright.shared.HasProblems;
import dev.millwright.shared.Problems;

/** The only thing wrong is that unique values are taken; names the fields. */
public final class UniqueValueTakenException extends ConflictException implements HasProblems {

    private final transient Problems problems;

    public UniqueValueTakenException(Problems problems) {
        super("record.error.taken");
        this.problems = problems;
    }

    @Override
    public Problems problems() {
        return problems;
    }
}
