package dev.millwright.exchange.internal;

import java.nio.charset.StandardCharsets;

/**
 * The line where each value of a column first stood, for a million of them and more: kept by a hash of 64 bits, of which two values
 * among a million have the same once in thirty million files. While it is empty it takes nearly no memory.
 */
final class FirstLines {

    private static final int FEWEST = 8;
    private static final long[] NO_HASHES = {};
    private static final int[] NO_LINES = {};

    private long[] hashes = NO_HASHES;
    private int[] lines = NO_LINES;
    private int size;

    /** Takes in the value and gives the line where it stood before; 0 for a new one. */
    long add(Object value, long line) {
        if (size * 2 >= hashes.length) {
            grow();
        }
        long hash = hash(value);
        int place = place(hashes, hash);
        if (lines[place] != 0) {
            return lines[place];
        }
        hashes[place] = hash;
        lines[place] = (int) Math.min(line, Integer.MAX_VALUE);
        size++;
        return 0;
    }

    boolean contains(Object value) {
        return containsHash(hash(value));
    }

    /** Whether a value of this hash was taken in. */
    boolean containsHash(long hash) {
        return size > 0 && lines[place(hashes, hash)] != 0;
    }

    int size() {
        return size;
    }

    private int place(long[] table, long hash) {
        int place = (int) (hash & (table.length - 1));
        while (lines[place] != 0 && table[place] != hash) {
            place = (place + 1) & (table.length - 1);
        }
        return place;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldLines = lines;
        int length = Math.max(FEWEST, oldHashes.length * 2);
        hashes = new long[length];
        lines = new int[length];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldLines[i] != 0) {
                int place = place(hashes, oldHashes[i]);
                hashes[place] = oldHashes[i];
                lines[place] = oldLines[i];
            }
        }
    }

    /** FNV-1a, mixed once more because its low bits are weak. */
    static long hash(Object value) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : value.toString().getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        return hash ^ (hash >>> 29);
    }
}
