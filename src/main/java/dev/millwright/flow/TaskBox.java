package dev.millwright.flow;

import java.util.Locale;

/** The boxes of somebody's work. */
public enum TaskBox {
    /** Waits for the person, or for those whom the person asked to answer first: that comes back. */
    TODO,
    /** Waits for whoever claims it first. */
    QUEUE,
    /** Was answered by the person. */
    DONE,
    /** Runs that the person started. */
    STARTED,
    /** Copied to the person. */
    CC,
    /** What the person began and has not submitted: records, and what is not complete enough to be one. */
    DRAFTS;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
