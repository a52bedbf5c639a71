package dev.millwright.exchange.internal;

import dev.millwright.jobs.JobProgress;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.shared.BusyException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How much of files is kept at hand at the same time. Most is read row by row; but lines wait for their record, and records for what they
 * link to. Each import may keep a part of the memory, and only one at a time more than a little.
 */
@Component
final class LargeFiles {

    /** As a text, as a value, and their places in a list and a map; measured with short cells. */
    private static final int BYTES_OF_A_CELL = 120;

    private static final int PART_OF_THE_MEMORY = 4;
    private static final int CELLS_OF_A_ROW = 3;
    private static final int LETTERS_OF_A_CELL = 40;
    private static final int ROUND = 100_000;

    /** All may keep so much at the same time. */
    private static final int SMALL = 200_000;

    private static final long BETWEEN_REPORTS = 500;

    private final long most;
    private final Semaphore place = new Semaphore(1, true);

    @Autowired
    LargeFiles() {
        this(Runtime.getRuntime().maxMemory() / PART_OF_THE_MEMORY / BYTES_OF_A_CELL);
    }

    /** @param most how many cells may be kept */
    LargeFiles(long most) {
        this.most = most;
    }

    /** What a job keeps, which waits for its turn when that is much. */
    Share share(JobProgress progress) {
        return new Share(progress);
    }

    /** What is kept while a person waits, which is refused when somebody else keeps much at this moment. */
    Share shareAtOnce() {
        return new Share(null);
    }

    /** What one import keeps, until it is closed. */
    final class Share implements AutoCloseable {

        private final @Nullable JobProgress progress;
        private long cells;
        private boolean begun;
        private boolean hasPlace;

        private Share(@Nullable JobProgress progress) {
            this.progress = progress;
        }

        /** Keeps a row. */
        void hold(SheetRow row) {
            hold(CELLS_OF_A_ROW + row.filled() + row.length() / LETTERS_OF_A_CELL);
        }

        /**
         * Keeps as much as so many cells take.
         *
         * @throws InvalidRequestException when it is more than may be kept
         */
        void hold(long more) {
            cells += more;
            if (cells > most) {
                throw new InvalidRequestException("record.import.error.manyCells", rounded(most));
            }
            expect(cells);
        }

        /** Waits for its turn when it will keep so much. */
        void expect(long much) {
            if (much > SMALL && !hasPlace && !begun) {
                enter();
            }
        }

        /** From now on never waits: who holds locks of the database would wait for somebody who waits for them. */
        void begin() {
            begun = true;
        }

        long cells() {
            return cells;
        }

        private void enter() {
            JobProgress job = progress;
            try {
                while (!place.tryAcquire(job == null ? 0 : BETWEEN_REPORTS, TimeUnit.MILLISECONDS)) {
                    if (job == null) {
                        throw new BusyException("record.import.error.othersLarge");
                    }
                    job.report(0);
                }
                hasPlace = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BusyException("record.import.error.othersLarge");
            }
        }

        @Override
        public void close() {
            if (hasPlace) {
                hasPlace = false;
                place.release();
            }
        }
    }

    private static long rounded(long number) {
        return number < ROUND ? number : number / ROUND * ROUND;
    }
}
