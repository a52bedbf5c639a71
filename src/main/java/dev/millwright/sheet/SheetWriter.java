package dev.millwright.sheet;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongFunction;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Writes a table row by row, in constant memory. Cells are texts, numbers, days and local times; null is an empty cell. */
public abstract class SheetWriter implements AutoCloseable {

    /** What makes a spreadsheet take a text for a formula. */
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    public abstract void row(List<? extends @Nullable Object> cells) throws IOException;

    /**
     * What is written from now on stands on another sheet.
     *
     * @throws UnsupportedOperationException in a file that has no sheets
     */
    public void sheet(String name) throws IOException {
        throw new UnsupportedOperationException(name);
    }

    @Override
    public abstract void close() throws IOException;

    /** Separated values in UTF-8 with the mark that Excel wants. The stream stays open. */
    public static SheetWriter csv(OutputStream out, char separator) throws IOException {
        out.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        return new Csv(out, separator);
    }

    /** An Excel file. The stream stays open. */
    public static SheetWriter xlsx(OutputStream out, String sheet) {
        return xlsx(out, sheet, cells -> "");
    }

    /**
     * An Excel file. The stream stays open.
     *
     * @param cut what to say of so many cells that could not hold their texts; it stands on a sheet of its own, above where they are
     */
    public static SheetWriter xlsx(OutputStream out, String sheet, LongFunction<String> cut) {
        return new Xlsx(out, sheet, cut);
    }

    private static final class Csv extends SheetWriter {

        private final CsvWriter writer;

        Csv(OutputStream out, char separator) {
            Writer text = new OutputStreamWriter(new Open(out), StandardCharsets.UTF_8);
            writer = CsvWriter.builder().fieldSeparator(separator).build(text);
        }

        @Override
        public void row(List<? extends @Nullable Object> cells) {
            List<String> texts = new ArrayList<>(cells.size());
            for (Object cell : cells) {
                texts.add(
                        switch (cell) {
                            case null -> "";
                            case String text -> harmless(text);
                            case BigDecimal number -> number.toPlainString();
                            case LocalDateTime moment -> MOMENT.format(moment);
                            default -> cell.toString();
                        });
            }
            writer.writeRecord(texts);
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }

    /** A text that begins like a formula gets an apostrophe in front; import takes it away again. */
    public static String harmless(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /** A text as it was before {@link #harmless}. */
    public static String original(String text) {
        return text.length() > 1 && text.charAt(0) == '\'' && FORMULA_STARTS.indexOf(text.charAt(1)) >= 0
                ? text.substring(1)
                : text;
    }

    /** How a cell ends that could not hold its text, so that nobody takes it for the whole. */
    private static final String CUT = "…✂";

    /** Whether a text is only the beginning of one that a cell could not hold. */
    public static boolean isCut(String text) {
        return text.endsWith(CUT);
    }

    /** A text in a cell of its own kind is never a formula, so nothing has to be made harmless. */
    private static final class Xlsx extends SheetWriter {

        private static final int FLUSH = 1_000;
        private static final int LONGEST = 32_767;
        private static final int EXACT_DIGITS = 15;
        private static final int MOST_CUT = 1_000;
        private static final String CUT_SHEET = "✂";
        private static final HexFormat HEX = HexFormat.of().withUpperCase();

        private final Workbook workbook;
        private String name;
        private Worksheet sheet;
        private @Nullable List<? extends @Nullable Object> heading;
        private int sheets = 1;
        private int line;
        private final LongFunction<String> cut;
        private final List<List<Object>> cutCells = new ArrayList<>();
        private long cutCount;

        Xlsx(OutputStream out, String name, LongFunction<String> cut) {
            this.cut = cut;
            workbook = new Workbook(new Open(out), "Millwright", "01.0000");
            this.name = name;
            sheet = workbook.newWorksheet(name);
        }

        @Override
        public void sheet(String next) throws IOException {
            sheet.finish();
            name = next;
            sheet = workbook.newWorksheet(next);
            sheets = 1;
            line = 0;
            heading = null;
        }

        @Override
        public void row(List<? extends @Nullable Object> cells) throws IOException {
            if (line == Worksheet.MAX_ROWS) {
                sheet.finish();
                sheet = workbook.newWorksheet(name.substring(0, Math.min(name.length(), 26)) + " " + ++sheets);
                line = 0;
                List<? extends @Nullable Object> again = heading;
                if (again != null) {
                    write(again);
                }
            }
            write(cells);
        }

        private void write(List<? extends @Nullable Object> cells) throws IOException {
            for (int column = 0; column < cells.size(); column++) {
                write(column, cells.get(column));
            }
            if (heading == null || line == 0) {
                heading = heading == null ? List.copyOf(texts(cells)) : heading;
                sheet.freezePane(0, 1);
                for (int column = 0; column < cells.size(); column++) {
                    sheet.style(0, column).bold().set();
                    sheet.width(column, 18);
                }
            }
            line++;
            if (line % FLUSH == 0) {
                sheet.flush();
            }
        }

        private static List<String> texts(List<? extends @Nullable Object> cells) {
            List<String> texts = new ArrayList<>();
            cells.forEach(cell -> texts.add(cell == null ? "" : cell.toString()));
            return texts;
        }

        private void write(int column, @Nullable Object cell) {
            switch (cell) {
                case null -> {}
                case LocalDate day -> {
                    if (day.getYear() < 1900 || day.getYear() > 9999) {
                        sheet.inlineString(line, column, day.toString());
                    } else {
                        sheet.value(line, column, day);
                        sheet.style(line, column).format("yyyy-mm-dd").set();
                    }
                }
                case LocalDateTime moment -> {
                    if (moment.getYear() < 1900 || moment.getYear() > 9999) {
                        sheet.inlineString(line, column, MOMENT.format(moment));
                    } else {
                        sheet.value(line, column, moment);
                        sheet.style(line, column).format("yyyy-mm-dd hh:mm:ss").set();
                    }
                }
                case BigDecimal number -> number(column, number);
                case Long number -> number(column, BigDecimal.valueOf(number));
                default -> {
                    String whole = cell.toString();
                    if (whole.length() > LONGEST) {
                        remember(column, whole.length());
                    }
                    String text = cell(whole);
                    if (!text.isEmpty()) {
                        sheet.inlineString(line, column, text);
                    }
                }
            }
        }

        private void remember(int column, int length) {
            cutCount++;
            if (cutCells.size() < MOST_CUT) {
                List<? extends @Nullable Object> names = heading;
                Object name = names == null || column >= names.size() ? "" : names.get(column);
                cutCells.add(List.of(sheet.getName(), line + 1L, name == null ? "" : name, (long) length));
            }
        }

        /** A spreadsheet keeps fifteen digits; what has more stays whole as a text. */
        private void number(int column, BigDecimal number) {
            if (number.stripTrailingZeros().precision() > EXACT_DIGITS) {
                sheet.inlineString(line, column, number.toPlainString());
            } else {
                sheet.value(line, column, number);
            }
        }

        /**
         * The text as a cell can hold it: what XML 1.0 has no place for is written {@code _x001F_}, and so is the sign that begins such a
         * writing; what is too long says so at its end.
         */
        private static String cell(String text) {
            String kept = text.length() > LONGEST ? cut(text) : text;
            if (kept.indexOf("_x") < 0 && kept.chars().allMatch(c -> (c >= 0x20 && c < 0xD800) || c == '\n')) {
                return kept;
            }
            StringBuilder cell = new StringBuilder(kept.length());
            for (int i = 0; i < kept.length(); i++) {
                char c = kept.charAt(i);
                boolean half = Character.isSurrogate(c)
                        && !Character.isSurrogatePair(c, i + 1 < kept.length() ? kept.charAt(i + 1) : ' ')
                        && !(i > 0 && Character.isSurrogatePair(kept.charAt(i - 1), c));
                boolean control = c < 0x20 && c != '\t' && c != '\n';
                if (half || control || c >= 0xFFFE || isEscape(kept, i)) {
                    cell.append("_x").append(HEX.toHexDigits(c)).append('_');
                } else {
                    cell.append(c);
                }
            }
            return cell.toString();
        }

        /** What a spreadsheet would take for a character written by its number. */
        private static boolean isEscape(String text, int at) {
            if (text.length() < at + 7
                    || text.charAt(at) != '_'
                    || text.charAt(at + 1) != 'x'
                    || text.charAt(at + 6) != '_') {
                return false;
            }
            for (int i = at + 2; i < at + 6; i++) {
                if (!HexFormat.isHexDigit(text.charAt(i))) {
                    return false;
                }
            }
            return true;
        }

        private static String cut(String text) {
            int end = LONGEST - CUT.length();
            return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
        }

        @Override
        public void close() throws IOException {
            if (cutCount > 0) {
                sheet.finish();
                sheet = workbook.newWorksheet(CUT_SHEET);
                sheet.inlineString(0, 0, cut.apply(cutCount));
                for (line = 1; line <= cutCells.size(); line++) {
                    List<Object> where = cutCells.get(line - 1);
                    for (int column = 0; column < where.size(); column++) {
                        write(column, where.get(column));
                    }
                }
            }
            workbook.finish();
            workbook.close();
        }
    }

    /** Whoever made the stream closes it. */
    private static final class Open extends FilterOutputStream {

        Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
