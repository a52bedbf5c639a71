package dev.millwright.shared;

/** The person sees the thing but may not do this with it. */
public final class NotAllowedException extends DomainException {

    public NotAllowedException(String code, Object... arguments) {
        super(code, arguments);
    }
}
