package dev.millwright.shared;

/** The thing is not there, or not there for this person: the two are told apart to nobody. */
public final class NotFoundException extends DomainException {

    public NotFoundException(String what) {
        super("shared.error.notFound", what);
    }
}
