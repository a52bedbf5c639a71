package dev.millwright.trial.internal;

import dev.millwright.trial.TrialException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Operating-system processes. */
final class Spawn {

    private Spawn() {}

    /**
     * Starts a server in a session of its own: Ctrl-C in the terminal then reaches only us, and we stop the servers in
     * the right order.
     */
    static ProcessHandle detached(List<String> command, Map<String, String> environment, Path log) {
        try {
            return builder(apart(command), environment, log).start().toHandle();
        } catch (IOException e) {
            throw new TrialException("Cannot start " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    /** Runs a command to its end; an error names its log. */
    static void run(List<String> command, Map<String, String> environment, Path log) throws InterruptedException {
        int code;
        try {
            Process process = builder(command, environment, log).start();
            try {
                code = process.waitFor();
            } catch (InterruptedException e) {
                process.destroy();
                throw e;
            }
        } catch (IOException e) {
            throw new TrialException("Cannot start " + command.getFirst() + ": " + e.getMessage(), e);
        }
        if (code != 0) {
            throw new TrialException("%s ended with code %d; see %s."
                    .formatted(Path.of(command.getFirst()).getFileName(), code, log));
        }
    }

    static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends a signal, waits, and kills what does not obey. */
    static void stop(ProcessHandle process, String signal, int seconds) {
        succeeds("sh", "-c", "kill -" + signal + " " + process.pid());
        if (!endsWithin(process, Duration.ofSeconds(seconds))) {
            process.destroyForcibly();
            endsWithin(process, Duration.ofSeconds(10));
        }
    }

    static boolean endsWithin(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private static List<String> apart(List<String> command) {
        var all = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            all.add("/usr/bin/setsid");
        } else if (Files.isExecutable(Path.of("/usr/bin/perl"))) {
            all.addAll(List.of("/usr/bin/perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV"));
        }
        all.addAll(command);
        return all;
    }

    private static ProcessBuilder builder(List<String> command, Map<String, String> environment, Path log) {
        var builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder;
    }
}
