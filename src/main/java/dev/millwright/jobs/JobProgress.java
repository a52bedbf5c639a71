package dev.millwright.jobs;

/** How a job says how far it is and learns that nobody wants it any more. */
public interface JobProgress {

    /**
     * @param part from 0 to 1
     * @throws JobCancelledException when the job was cancelled; let it pass, so that transactions roll back
     */
    void report(double part);
}
