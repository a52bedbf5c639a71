package dev.millwright.shared;

/** What a person gave has errors; carries all of them. */
public class InvalidException extends DomainException implements HasProblems {

    private final transient Problems problems;

    public InvalidException(Problems problems) {
        super("shared.error.invalid", problems.items().size());
        this.problems = problems;
    }

    @Override
    public Problems problems() {
        return problems;
    }
}
