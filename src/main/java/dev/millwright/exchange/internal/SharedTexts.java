package dev.millwright.exchange.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The texts that the cells of an Excel file refer to, kept as bytes, of which there may only be so many. */
final class SharedTexts {

    private static final int LONG = 2_048;

    private final long most;
    private byte[] bytes = new byte[1 << 12];
    private int[] ends = new int[1 << 8];
    private int used;
    private int count;
    private final Map<Integer, String> longOnes = new HashMap<>();

    SharedTexts(long most) {
        this.most = most;
    }

    void add(String text) {
        byte[] added = text.getBytes(StandardCharsets.UTF_8);
        long needed = (long) used + added.length + (count + 1L) * Integer.BYTES;
        if (needed > most) {
            throw UnreadableFile.because("record.import.error.tooLarge");
        }
        if (used + added.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(bytes.length * 2L, used + added.length)));
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, ends.length * 2);
        }
        System.arraycopy(added, 0, bytes, used, added.length);
        used += added.length;
        ends[count++] = used;
    }

    /** The text of that number; empty when there is none. */
    String get(int number) {
        if (number < 0 || number >= count) {
            return "";
        }
        int from = number == 0 ? 0 : ends[number - 1];
        // A million cells may refer to the same long text; they get one and the same.
        return ends[number] - from < LONG ? decoded(number) : longOnes.computeIfAbsent(number, this::decoded);
    }

    private String decoded(int number) {
        int from = number == 0 ? 0 : ends[number - 1];
        return new String(bytes, from, ends[number] - from, StandardCharsets.UTF_8);
    }
}
