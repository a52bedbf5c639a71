package dev.millwright.print.spi;

import com.google.zxing.BarcodeFormat;
import java.util.Locale;

/** A code that machines read. */
public enum CodeKind {
    QR(BarcodeFormat.QR_CODE, true),
    CODE128(BarcodeFormat.CODE_128, false),
    EAN13(BarcodeFormat.EAN_13, false);

    private final BarcodeFormat format;
    private final boolean square;

    CodeKind(BarcodeFormat format, boolean square) {
        this.format = format;
        this.square = square;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public BarcodeFormat format() {
        return format;
    }

    /** Whether it keeps its shape; bars fill whatever place they get. */
    public boolean isSquare() {
        return square;
    }

    public static CodeKind of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
