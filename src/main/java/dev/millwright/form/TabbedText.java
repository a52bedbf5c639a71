package dev.millwright.form;

import java.util.ArrayList;
import java.util.List;

/** A block of cells as spreadsheets put it on the clipboard: tabs between cells, lines between rows, quotes around cells that hold either. */
public final class TabbedText {

    private TabbedText() {}

    /** The cells of each row; the empty row behind the last line break is none. */
    public static List<List<String>> read(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && !begun && isClosed(text, i)) {
                quoted = true;
                begun = true;
            } else if (c == '\t') {
                row.add(cell.toString());
                cell.setLength(0);
                begun = false;
            } else if (c == '\n' || c == '\r') {
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                row.add(cell.toString());
                rows.add(row);
                row = new ArrayList<>();
                cell.setLength(0);
                begun = false;
            } else {
                cell.append(c);
                begun = true;
            }
        }
        if (!row.isEmpty() || begun || !cell.isEmpty()) {
            row.add(cell.toString());
            rows.add(row);
        }
        return rows;
    }

    /** A quotation mark at the beginning of a cell that no other ends is one that somebody typed: 12" say, or a mark alone. */
    private static boolean isClosed(String text, int open) {
        return text.indexOf('"', open + 1) > 0;
    }
}
