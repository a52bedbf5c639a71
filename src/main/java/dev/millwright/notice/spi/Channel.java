package dev.millwright.notice.spi;

import dev.millwright.shared.Label;
import java.util.List;

/**
 * A way by which notices reach people outside the product, such as mail; one class and its test, a Spring component, found by the
 * scan. What is to be carried waits in a table until the channel has it, also over a restart; one node carries it. The bell is no such
 * channel: it shows what is stored.
 */
public interface Channel {

    /** Stable, such as {@code mail}. */
    String key();

    Label label();

    /** Place on the page where people choose, smaller first. */
    int order();

    /** Whether the installation has what the channel needs; nothing is kept for one that is not ready. */
    boolean isReady();

    /** What to set so that it becomes ready; for administrators. */
    Label setUp();

    /** How soon it can carry things, the first being what kinds mean by default; without {@link Pace#OFF}. */
    List<Pace> paces();

    /**
     * Carries the parcel. It may have been carried before, when a node died before it could say so: what lies outside should know it
     * by the ids of its notices. Whatever takes longer than half a minute is interrupted and counts as not carried.
     */
    void deliver(Parcel parcel) throws UndeliverableException;
}
