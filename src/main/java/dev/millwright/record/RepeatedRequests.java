package dev.millwright.record;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Does once what a client asks for twice because it never saw the first answer; remembers that for a day. */
public interface RepeatedRequests {

    /** The header in which a client names its request. */
    String HEADER = "Idempotency-Key";

    /** The longest name that a client may give to a request. */
    int LONGEST_KEY = 200;

    /**
     * Does the work in one transaction with the note that it is done.
     *
     * @param key how the client names its request, among its own
     * @param request what was asked for, to tell apart two requests of one name
     * @param work gives the ids of the records that it changed
     * @return those ids, also when it was done before
     * @throws InvalidRequestException when the name is too long, or was used for something else
     */
    List<UUID> once(FormRef form, String key, byte[] request, Supplier<List<UUID>> work);
}
