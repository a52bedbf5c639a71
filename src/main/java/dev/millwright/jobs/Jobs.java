package dev.millwright.jobs;

import java.util.UUID;

/** Starts, shows and cancels jobs. A person sees their own. */
public interface Jobs {

    /** Starts the work in the background, in the name of the person who acts. */
    UUID start(String kind, JobBody body);

    /** The job as it stands; throws {@code NotFoundException} when it is not the person's. */
    Job get(UUID id);

    /** Asks a job to end; it does at its next step, and what it did in a transaction is undone. */
    void cancel(UUID id);
}
