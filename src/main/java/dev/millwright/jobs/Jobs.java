package dev.millwright.jobs;

import java.util.UUID;

/** Starts, shows and cancels jobs. A person sees their own. */
public interface Jobs {

    /** Starts the work in the background, in the name of the person who acts. */
    default UUID start(String kind, JobBody body) {
        return start(kind, body, () -> {});
    }

    /**
     * As {@link #start(String, JobBody)}.
     *
     * @param afterwards runs last, whatever became of the job, even if its turn never came
     * @throws dev.millwright.shared.BusyException when too many are waiting already; then nothing of it runs
     */
    UUID start(String kind, JobBody body, Runnable afterwards);

    /** The job as it stands; throws {@code NotFoundException} when it is not the person's. */
    Job get(UUID id);

    /** Asks a job to end; it does at its next step, and what it did in a transaction is undone. */
    void cancel(UUID id);
}
