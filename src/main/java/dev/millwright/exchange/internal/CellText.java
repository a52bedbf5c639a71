package dev.millwright.exchange.internal;

import dev.millwright.exchange.internal.SheetRow.Remark;
import dev.millwright.sheet.SheetWriter;
import java.util.List;

/** Takes out of the text of a cell what nobody sees, and says so. */
final class CellText {

    /** Control characters that XML cannot hold are put here on their way through its parser: no text may have these. */
    static final char CONTROL = '\uFDD0';

    private CellText() {}

    static String clean(String text, int column, List<Remark> remarks) {
        int first = 0;
        while (first < text.length() && isPlain(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        boolean dropped = false;
        boolean broken = false;
        StringBuilder clean = new StringBuilder(text.length());
        clean.append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                // Spreadsheets end lines in two ways, people in one.
                if (i + 1 == text.length() || text.charAt(i + 1) != '\n') {
                    clean.append('\n');
                }
            } else if (isInvisible(c) || isHalf(text, i)) {
                dropped = true;
            } else {
                broken |= c == '\uFFFD';
                clean.append(c);
            }
        }
        if (dropped) {
            remarks.add(new Remark(column, "record.import.note.invisible", false));
        }
        if (broken) {
            remarks.add(new Remark(column, "record.import.note.broken", false));
        }
        String kept = clean.toString();
        if (SheetWriter.isCut(kept)) {
            remarks.add(new Remark(column, "record.import.error.cut", true));
        }
        return kept;
    }

    private static boolean isPlain(char c) {
        return (c >= 0x20 && c < 0x7F)
                || c == '\n'
                || c == '\t'
                || (c > 0xAD && c < 0x200B)
                || (c >= 0x3000 && c < 0xD800);
    }

    /** Controls, marks of direction and of order, spaces without width. What joins letters of some scripts stays. */
    private static boolean isInvisible(char c) {
        return (c < 0x20 && c != '\n' && c != '\t')
                || (c >= 0x7F && c < 0xA0)
                || c == 0xAD
                || c == 0x200B
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2060 && c <= 0x206F)
                || c == 0xFEFF
                || c == 0xFFFE
                || c == 0xFFFF
                || (c >= CONTROL && c <= 0xFDEF);
    }

    private static boolean isHalf(String text, int i) {
        char c = text.charAt(i);
        return (Character.isHighSurrogate(c)
                        && (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))))
                || (Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1))));
    }
}
