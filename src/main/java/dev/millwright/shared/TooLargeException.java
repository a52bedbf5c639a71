package dev.millwright.shared;

/** More was sent at once than is taken at once. */
public final class TooLargeException extends DomainException {

    public TooLargeException(String code, Object... arguments) {
        super(code, arguments);
    }
}
