package dev.millwright.shared;

/** JSON from outside that has something no part of the product takes. */
public final class UnacceptableJsonException extends DomainException {

    UnacceptableJsonException(String code, Object... arguments) {
        super(code, arguments);
    }
}
