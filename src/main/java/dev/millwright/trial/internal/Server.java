package dev.millwright.trial.internal;

import java.time.Duration;

/** A server that runs as a process of its own and is looked after by a {@link Watch}. */
public interface Server {

    /** The name people know it by. */
    String name();

    /** Starts the process, or takes over the one that an earlier trial left behind; returns without waiting for it. */
    ProcessHandle launch() throws InterruptedException;

    /** Waits until it answers. */
    void awaitReady(ProcessHandle process, Duration patience) throws InterruptedException;

    /** Stops the process in an orderly way and waits for its end. */
    void stop(ProcessHandle process);

    /** Whether a start that failed fails for a reason that the next launch avoids. */
    default boolean startsBetterNextTime() {
        return false;
    }
}
