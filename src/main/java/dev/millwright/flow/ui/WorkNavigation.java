package dev.millwright.flow.ui;

import java.util.UUID;

/** The addresses of the screens on which people work, without leading slash. */
public final class WorkNavigation {

    private static final String UUID_PATTERN = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})";

    static final String WORK = "work";
    static final String START = "work/start";
    static final String HAND_OVER = "work/hand-over";
    static final String TASK = "work/task/:task" + UUID_PATTERN;
    static final String RUN = "work/run/:run" + UUID_PATTERN;
    static final String ID_OF_TASK = "task";
    static final String ID_OF_RUN = "run";

    private WorkNavigation() {}

    /** The inbox. */
    public static String work() {
        return WORK;
    }

    /** What one can start, of all apps. */
    public static String start() {
        return START;
    }

    public static String task(UUID task) {
        return "work/task/" + task;
    }

    /** Where a run stands. */
    public static String run(UUID instance) {
        return "work/run/" + instance;
    }
}
