package dev.millwright.trial.internal;

import dev.millwright.trial.TrialException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts a server, starts it again when it dies, and stops it at the end. */
public final class Watch implements AutoCloseable {

    private static final int HOPELESS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Server server;
    private final Consumer<String> progress;
    private final CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
    private @Nullable ProcessHandle process;
    private boolean stopped;

    private Watch(Server server, Consumer<String> progress) {
        this.server = server;
        this.progress = progress;
    }

    /** Starts looking after a server; {@link #ready()} tells when it answers for the first time. */
    public static Watch over(Server server, Consumer<String> progress) {
        var watch = new Watch(server, progress);
        Thread.ofPlatform().daemon().name("watch-" + server.name()).start(watch::look);
        return watch;
    }

    public CompletableFuture<@Nullable Void> ready() {
        return ready;
    }

    private void look() {
        int failures = 0;
        while (true) {
            ProcessHandle launched = null;
            try {
                launched = launch();
                if (launched == null) {
                    return;
                }
                server.awaitReady(launched, PATIENCE);
                if (!ready.complete(null)) {
                    progress.accept(server.name() + " is back.");
                }
                failures = 0;
                launched.onExit().join();
            } catch (TrialException e) {
                failures++;
                if (failures < HOPELESS && !ready.isDone() && server.startsBetterNextTime()) {
                    stopIfAlive(launched);
                    continue;
                }
                if (ready.completeExceptionally(e) || isStopped()) {
                    return;
                }
                progress.accept(e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                ready.completeExceptionally(e);
                throw e;
            }
            if (isStopped()) {
                return;
            }
            if (failures >= HOPELESS) {
                progress.accept(server.name() + " does not come back; stop Millwright and look into its log.");
                return;
            }
            stopIfAlive(launched);
            if (!pause(failures)) {
                return;
            }
            progress.accept(server.name() + " has stopped by itself; starting it again.");
        }
    }

    private void stopIfAlive(@Nullable ProcessHandle launched) {
        if (launched != null && launched.isAlive()) {
            server.stop(launched);
        }
    }

    /** Longer after each failure, so that what stands in the way has time to go. */
    private static boolean pause(int seconds) {
        try {
            Thread.sleep(Duration.ofSeconds(seconds));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized @Nullable ProcessHandle launch() throws InterruptedException {
        if (stopped) {
            return null;
        }
        process = server.launch();
        return process;
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    @Override
    public void close() {
        ProcessHandle last;
        synchronized (this) {
            stopped = true;
            last = process;
        }
        if (last != null && last.isAlive()) {
            server.stop(last);
        }
    }
}
