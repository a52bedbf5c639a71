package dev.millwright.record.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The texts that the cells of an Excel file refer to, kept as bytes, of which there may only be so many. */
final class SharedTexts {

    private final long most;
    private byte[] bytes = new byte[1 << 12];
    private int[] ends = new int[1 << 8];
    private int used;
    private int count;

    SharedTexts(long most) {
        this.most = most;
    }

    void add(String text) {
        byte[] added = text.getBytes(StandardCharsets.UTF_8);
        long needed = (long) used + added.length + (count + 1L) * Integer.BYTES;
        if (needed > most) {
            throw SheetSource.refused("record.import.error.tooLarge");
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
        return new String(bytes, from, ends[number] - from, StandardCharsets.UTF_8);
    }
}
