package dev.millwright.notice;

import java.util.Collection;

/** Tells people what concerns them, by the channels that each of them chose. */
public interface Notices {

    /**
     * Tells it within the caller's transaction: everybody is told once it is through, and nobody if it is not.
     *
     * @throws IllegalArgumentException when nobody declares its kind
     */
    void tell(Notice notice);

    /** What was told about it to the person is read: they saw to it. What was not sent yet is not sent any more. */
    void settle(String origin, String person);

    /** What was told about it is gone for the people, as when somebody else did the work; what was not sent yet is not sent any more. */
    void takeBack(String origin, Collection<String> people);

    /** As {@link #takeBack(String, Collection)}, for everybody. */
    void takeBack(String origin);
}
