package dev.millwright.print.spi;

import java.util.Locale;

/** A code that machines read. */
public enum CodeKind {
    QR,
    CODE128,
    EAN13;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static CodeKind of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
