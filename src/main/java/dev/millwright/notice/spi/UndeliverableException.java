package dev.millwright.notice.spi;

import org.jspecify.annotations.Nullable;

/** A channel could not carry a parcel. */
public final class UndeliverableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean lasting;
    private final boolean closing;

    private UndeliverableException(String reason, @Nullable Throwable cause, boolean lasting, boolean closing) {
        super(reason, cause);
        this.lasting = lasting;
        this.closing = closing;
    }

    /** It may work later: it is tried again, with growing pauses. */
    public static UndeliverableException forNow(String reason, @Nullable Throwable cause) {
        return new UndeliverableException(reason, cause, false, false);
    }

    /** The channel carries nothing at the moment, whatever it is and to whomever: all else that waits for it is left waiting for a while. */
    public static UndeliverableException closed(String reason, @Nullable Throwable cause) {
        return new UndeliverableException(reason, cause, false, true);
    }

    /** It never will, as when there is no address: it is not tried again. */
    public static UndeliverableException forGood(String reason) {
        return new UndeliverableException(reason, null, true, false);
    }

    public boolean isLasting() {
        return lasting;
    }

    /** Whether nothing else would get through either. */
    public boolean isClosing() {
        return closing;
    }
}
