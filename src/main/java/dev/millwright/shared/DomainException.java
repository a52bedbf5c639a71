package dev.millwright.shared;

import java.util.List;

/** One expected refusal; its code is stable and the key of its text in the message bundles. */
public abstract class DomainException extends RuntimeException {

    private final String code;
    private final transient List<Object> arguments;

    protected DomainException(String code, Object... arguments) {
        super(code + " " + List.of(arguments));
        this.code = code;
        this.arguments = List.of(arguments);
    }

    public String code() {
        return code;
    }

    public List<Object> arguments() {
        return arguments;
    }
}
