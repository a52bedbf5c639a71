package dev.millwright.shared;

/** There is more to do at this moment than can be done; worth another try in a while. */
public class BusyException extends DomainException {

    public BusyException(String code, Object... arguments) {
        super(code, arguments);
    }
}
