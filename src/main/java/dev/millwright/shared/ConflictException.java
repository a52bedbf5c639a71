package dev.millwright.shared;

/** What the person saw has changed meanwhile, or what they want is taken. */
public class ConflictException extends DomainException {

    public ConflictException(String code, Object... arguments) {
        super(code, arguments);
    }
}
