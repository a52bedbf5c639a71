package dev.millwright.notice.spi;

import org.jspecify.annotations.Nullable;

/** A channel could not carry a parcel. */
public final class UndeliverableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean lasting;

    private UndeliverableException(String reason, @Nullable Throwable cause, boolean lasting) {
        super(reason, cause);
        this.lasting = lasting;
    }

    /** It may work later: it is tried again, with growing pauses. */
    public static UndeliverableException forNow(String reason, @Nullable Throwable cause) {
        return new UndeliverableException(reason, cause, false);
    }

    /** It never will, as when there is no address: it is not tried again. */
    public static UndeliverableException forGood(String reason) {
        return new UndeliverableException(reason, null, true);
    }

    public boolean isLasting() {
        return lasting;
    }
}
