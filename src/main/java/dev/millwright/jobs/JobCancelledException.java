package dev.millwright.jobs;

import dev.millwright.shared.DomainException;

/** Ends a job that was cancelled. */
public final class JobCancelledException extends DomainException {

    public JobCancelledException() {
        super("jobs.error.cancelled");
    }
}
