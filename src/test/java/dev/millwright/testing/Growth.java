package dev.millwright.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Whether work on what came from outside grows no faster than what came, by the time of the processor, not of the clock. */
public final class Growth {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int TIMES = 4;
    private static final int TRIES = 3;

    /** Four times as much may take six times as long, not sixteen times. */
    private static final double MOST = 8;

    /** What takes less is not measured but guessed. */
    private static final long NOTHING = 40_000_000;

    private Growth() {}

    /** Fails when four times the size takes much more than four times the work; refusals are as good as answers. */
    public static <T> void isLinear(int size, IntFunction<T> input, Consumer<T> work) {
        T small = input.apply(size);
        T large = input.apply(TIMES * size);
        run(small, work);
        long one = best(small, work);
        long four = best(large, work);
        if (four > NOTHING) {
            assertThat((double) four / Math.max(one, NOTHING / TIMES))
                    .as("%d ms for %d, %d ms for %d", one / 1_000_000, size, four / 1_000_000, TIMES * size)
                    .isLessThan(MOST);
        }
    }

    private static <T> long best(T input, Consumer<T> work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long begun = THREADS.getCurrentThreadCpuTime();
            run(input, work);
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - begun);
        }
        return best;
    }

    private static <T> void run(T input, Consumer<T> work) {
        try {
            work.accept(input);
        } catch (RuntimeException e) {
            assertThat(e.getClass().getName()).as("a refusal").startsWith("dev.millwright.");
        }
    }
}
