package dev.millwright.jobs;

import java.util.Map;

/** How a job says how far it is and learns that nobody wants it any more. */
public interface JobProgress {

    /**
     * @param part from 0 to 1
     * @throws JobCancelledException when the job was cancelled; let it pass, so that transactions roll back
     */
    void report(double part);

    /**
     * Says within the caller's transaction that the work is done, so that both are kept or neither. Whoever was told that a job has
     * failed may so rely on it. Work that needs no such promise just returns.
     *
     * @param result facts about what was done, which JSON can hold
     * @throws JobCancelledException when the job was cancelled, or given up because nothing was heard of it
     */
    default void done(Map<String, Object> result) {}
}
