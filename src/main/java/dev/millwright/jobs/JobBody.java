package dev.millwright.jobs;

import java.util.Map;

/** The work of a job; runs in the name of the person who started it. */
@FunctionalInterface
public interface JobBody {

    /** Does the work and gives facts about what was done, which JSON can hold. */
    Map<String, Object> run(JobProgress progress);
}
