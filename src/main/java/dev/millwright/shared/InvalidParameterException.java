package dev.millwright.shared;

/** A parameter of a call that cannot be read. */
public final class InvalidParameterException extends DomainException {

    InvalidParameterException(String code, String parameter) {
        super(code, parameter);
    }
}
