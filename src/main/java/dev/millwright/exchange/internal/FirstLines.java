package dev.millwright.exchange.internal;

import java.nio.charset.StandardCharsets;

/**
 * The line where each value of a column first stood, for a million of them and more: kept by a hash of 64 bits, of which two values
 * among a million have the same once in thirty million files.
 */
final class FirstLines {

    private long[] hashes = new long[1 << 10];
    private int[] lines = new int[1 << 10];
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
        return lines[place(hashes, hash(value))] != 0;
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
        hashes = new long[oldHashes.length * 2];
        lines = new int[oldLines.length * 2];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldLines[i] != 0) {
                int place = place(hashes, oldHashes[i]);
                hashes[place] = oldHashes[i];
                lines[place] = oldLines[i];
            }
        }
    }

    /** FNV-1a, mixed once more because its low bits are weak. */
    private static long hash(Object value) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : value.toString().getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        return hash ^ (hash >>> 29);
    }
}
