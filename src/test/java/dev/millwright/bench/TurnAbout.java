package dev.millwright.bench;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Several ways to do the same, done in turn so that another load of the machine meets all of them, with what each takes beside the first. */
final class TurnAbout {

    /** Something that is measured. */
    interface Work {
        void run() throws SQLException;
    }

    private TurnAbout() {}

    /** Prints the median of the rounds, after one that is not counted. */
    static void print(Map<String, Work> works, int rounds, int times) throws SQLException {
        Map<String, long[]> nanos = new LinkedHashMap<>();
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, Work> work : works.entrySet()) {
                long start = System.nanoTime();
                for (int i = 0; i < times; i++) {
                    work.getValue().run();
                }
                if (round >= 0) {
                    nanos.computeIfAbsent(work.getKey(), _ -> new long[rounds])[round] =
                            (System.nanoTime() - start) / times;
                }
            }
        }
        double first = median(nanos.values().iterator().next());
        nanos.forEach(
                (name, of) -> System.out.printf("%-50s %8.3f ms  %5.2f%n", name, median(of) / 1e6, median(of) / first));
    }

    private static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
