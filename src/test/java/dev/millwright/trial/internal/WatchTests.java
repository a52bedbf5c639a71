package dev.millwright.trial.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.trial.TrialException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchTests {

    /** Fails so many times to start, for a reason that the next launch avoids or not. */
    private static final class Failing implements Server {

        private final int failures;
        private final boolean avoidable;
        private int launches;

        Failing(int failures, boolean avoidable) {
            this.failures = failures;
            this.avoidable = avoidable;
        }

        @Override
        public String name() {
            return "Failing";
        }

        @Override
        public ProcessHandle launch() {
            launches++;
            try {
                return new ProcessBuilder("sleep", "60").start().toHandle();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void awaitReady(ProcessHandle process, Duration patience) {
            if (launches <= failures) {
                throw new TrialException("Somebody took the port.");
            }
        }

        @Override
        public boolean startsBetterNextTime() {
            return avoidable;
        }

        @Override
        public void stop(ProcessHandle process) {
            process.destroy();
        }
    }

    @Test
    void startsAgainWhenTheReasonOfAFailureIsAvoided() {
        Failing server = new Failing(2, true);

        try (Watch watch = Watch.over(server, message -> {})) {
            watch.ready().join();
        }

        assertThat(server.launches).isEqualTo(3);
    }

    @Test
    void givesUpAtOnceWhenItIsNot() {
        Failing server = new Failing(2, false);

        try (Watch watch = Watch.over(server, message -> {})) {
            assertThatThrownBy(() -> watch.ready().join()).hasMessageContaining("Somebody took the port.");
        }
        assertThat(server.launches).isEqualTo(1);
    }
}
