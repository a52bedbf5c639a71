package dev.millwright.record.internal;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import dev.millwright.shared.InvalidException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;
import org.jspecify.annotations.Nullable;

/**
 * The visible sheets of an Excel file (ECMA-376), row by row. Whatever is in the file, it takes no more memory than its texts may:
 * how much it unpacks, how many columns, texts and formats it may have is limited. Formulas are never worked out, what the file says
 * they came to is taken.
 */
final class XlsxFile implements SheetSource {

    private static final long MOST_UNPACKED = 4L << 30;
    private static final long MOST_TEXT = 192L << 20;
    private static final long RATIO_FROM = 32L << 20;

    /** Real sheets pack to a tenth or a thirtieth; a bomb to a thousandth. */
    private static final long MOST_RATIO = 300;

    private static final long SHOWN_FROM = 64L << 20;
    private static final long MOST_EMPTY = 200_000_000;

    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_FORMATS = 64_000;
    private static final int MOST_SHEETS = 200;
    private static final int LONGEST_CELL = 1 << 20;
    private static final int LONGEST_TAG = 1 << 20;
    private static final int MOST_ATTRIBUTES = 1_000;
    private static final int DEEPEST = 100;
    private static final int MOST_NAMES = 5_000;

    private static final XMLInputFactory XML = xml();

    private final Path path;
    private final List<Sheet> sheets;
    private final boolean from1904;
    private @Nullable SharedTexts texts;
    private @Nullable List<CellFormat> formats;

    private XlsxFile(Path path, List<Sheet> sheets, boolean from1904) {
        this.path = path;
        this.sheets = sheets;
        this.from1904 = from1904;
    }

    private record Sheet(String name, String entry) {}

    private static XMLInputFactory xml() {
        XMLInputFactory factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /**
     * @throws InvalidException when it is another kind of archive or damaged
     */
    static XlsxFile open(Path path) {
        return unpacking(path, zip -> {
            if (zip.size() > MOST_ENTRIES || zip.getEntry("xl/workbook.xml") == null) {
                throw SheetSource.refused("record.import.error.notTable");
            }
            Map<String, String> targets = new HashMap<>();
            elements(zip, "xl/_rels/workbook.xml.rels", MOST_TEXT, reader -> {
                if (reader.getLocalName().equals("Relationship")) {
                    targets.put(attribute(reader, "Id"), attribute(reader, "Target"));
                }
            });
            List<Sheet> sheets = new ArrayList<>();
            boolean[] from1904 = new boolean[1];
            elements(zip, "xl/workbook.xml", MOST_TEXT, reader -> {
                String element = reader.getLocalName();
                if (element.equals("workbookPr")) {
                    String date1904 = attribute(reader, "date1904");
                    from1904[0] = date1904.equals("1") || date1904.equals("true");
                } else if (element.equals("sheet") && isVisible(attribute(reader, "state"))) {
                    String target = targets.getOrDefault(attribute(reader, "id"), "");
                    String entry = target.startsWith("/") ? target.substring(1) : "xl/" + target;
                    if (zip.getEntry(entry) != null && sheets.size() < MOST_SHEETS) {
                        sheets.add(new Sheet(attribute(reader, "name"), entry));
                    }
                }
            });
            if (sheets.isEmpty()) {
                throw SheetSource.refused("record.import.error.empty");
            }
            return new XlsxFile(path, List.copyOf(sheets), from1904[0]);
        });
    }

    @Override
    public List<String> sheets() {
        return sheets.stream().map(Sheet::name).toList();
    }

    @Override
    public void read(int sheet, Predicate<Row> more) {
        if (sheet < 0 || sheet >= sheets.size()) {
            throw SheetSource.refused("record.import.error.noSheet");
        }
        unpacking(path, zip -> {
            SharedTexts known = texts == null ? readTexts(zip) : texts;
            texts = known;
            List<CellFormat> styles = formats == null ? readFormats(zip) : formats;
            formats = styles;
            ZipEntry entry = zip.getEntry(sheets.get(sheet).entry());
            try (Unpacked bytes = new Unpacked(zip, entry, MOST_UNPACKED)) {
                XMLStreamReader reader = new Careful(XML.createXMLStreamReader(bytes));
                new SheetReader(reader, known, styles, bytes, entry.getSize()).read(more);
                reader.close();
            }
            return true;
        });
    }

    /** One way through a sheet. */
    private final class SheetReader {

        private final XMLStreamReader reader;
        private final SharedTexts shared;
        private final List<CellFormat> styles;
        private final Unpacked bytes;
        private final long size;
        private long shown;
        private long empty;

        SheetReader(XMLStreamReader reader, SharedTexts shared, List<CellFormat> styles, Unpacked bytes, long size) {
            this.reader = reader;
            this.shared = shared;
            this.styles = styles;
            this.bytes = bytes;
            this.size = size;
        }

        void read(Predicate<Row> more) throws XMLStreamException {
            long line = 0;
            boolean wanted = true;
            while (wanted && reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("row")) {
                    line = number(attribute(reader, "r"), line + 1);
                    List<String> cells = SheetSource.trimmed(row());
                    if (!cells.isEmpty()) {
                        double part = size <= 0 ? 0 : Math.min(1, (double) bytes.count / size);
                        wanted = more.test(new Row(line, cells, part));
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && reader.getLocalName().equals("sheetData")) {
                    return;
                }
            }
        }

        private List<String> row() throws XMLStreamException {
            List<String> cells = new ArrayList<>();
            int column = 0;
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.END_ELEMENT
                        && reader.getLocalName().equals("row")) {
                    return cells;
                }
                if (event == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("c")) {
                    column = columnOf(attribute(reader, "r"), column);
                    String text = cell();
                    if (!text.isEmpty()) {
                        if (column >= MOST_COLUMNS) {
                            throw SheetSource.refused("record.import.error.columns", MOST_COLUMNS);
                        }
                        shown += text.length();
                        empty += Math.max(column - cells.size(), 0);
                        // A few bytes may refer to a long text, or stand far to the right, again and again.
                        if (empty > MOST_EMPTY || (shown > SHOWN_FROM && shown / bytes.packed > MOST_RATIO)) {
                            throw new Unpacked.TooLarge();
                        }
                        while (cells.size() < column) {
                            cells.add("");
                        }
                        if (cells.size() == column) {
                            cells.add(text);
                        } else {
                            cells.set(column, text);
                        }
                    }
                    column++;
                }
            }
            return cells;
        }

        private String cell() throws XMLStreamException {
            String type = attribute(reader, "t");
            long style = number(attribute(reader, "s"), 0);
            String value = "";
            StringBuilder inline = new StringBuilder();
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.END_ELEMENT) {
                    if (reader.getLocalName().equals("c")) {
                        break;
                    }
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (reader.getLocalName()) {
                        case "v" -> value = text(reader, LONGEST_CELL);
                        case "is" -> richText(reader, "is", inline, LONGEST_CELL);
                        default -> {}
                    }
                }
            }
            return switch (type) {
                case "s" -> shared.get((int) Math.min(number(value, -1), Integer.MAX_VALUE));
                case "inlineStr" -> inline.toString();
                case "b" -> value.equals("1") ? "TRUE" : "FALSE";
                case "str", "e", "d" -> value;
                default ->
                    value.isEmpty()
                            ? ""
                            : (style >= 0 && style < styles.size() ? styles.get((int) style) : CellFormat.GENERAL)
                                    .text(value, from1904);
            };
        }
    }

    private static SharedTexts readTexts(ZipFile zip) throws IOException, XMLStreamException {
        SharedTexts shared = new SharedTexts(MOST_TEXT);
        elements(zip, "xl/sharedStrings.xml", MOST_UNPACKED, reader -> {
            if (reader.getLocalName().equals("si")) {
                StringBuilder text = new StringBuilder();
                richText(reader, "si", text, LONGEST_CELL);
                shared.add(text.toString());
            }
        });
        return shared;
    }

    private static List<CellFormat> readFormats(ZipFile zip) throws IOException, XMLStreamException {
        Map<Long, String> patterns = new HashMap<>();
        Map<Long, CellFormat> known = new HashMap<>();
        List<CellFormat> formats = new ArrayList<>();
        boolean[] inCells = new boolean[1];
        elements(zip, "xl/styles.xml", MOST_TEXT, reader -> {
            switch (reader.getLocalName()) {
                case "numFmt" -> {
                    if (patterns.size() < MOST_FORMATS) {
                        patterns.put(number(attribute(reader, "numFmtId"), 0), attribute(reader, "formatCode"));
                    }
                }
                case "cellXfs" -> inCells[0] = true;
                case "cellStyles", "dxfs" -> inCells[0] = false;
                case "xf" -> {
                    if (inCells[0] && formats.size() < MOST_FORMATS) {
                        long id = number(attribute(reader, "numFmtId"), 0);
                        formats.add(
                                known.computeIfAbsent(id, one -> CellFormat.of(one, patterns.getOrDefault(one, ""))));
                    }
                }
                default -> {}
            }
        });
        return formats;
    }

    /** The texts of all parts, without how they are spoken. */
    private static void richText(XMLStreamReader reader, String end, StringBuilder text, int longest)
            throws XMLStreamException {
        int phonetic = 0;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                if (reader.getLocalName().equals(end)) {
                    return;
                }
                phonetic -= reader.getLocalName().equals("rPh") ? 1 : 0;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                phonetic += reader.getLocalName().equals("rPh") ? 1 : 0;
                if (reader.getLocalName().equals("t")) {
                    String part = text(reader, longest);
                    if (phonetic == 0 && text.length() + part.length() <= longest) {
                        text.append(part);
                    }
                }
            }
        }
    }

    private static String text(XMLStreamReader reader, int longest) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.END_ELEMENT -> {
                    return text.toString();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (text.length() + reader.getTextLength() > longest) {
                        throw SheetSource.refused("record.import.error.unreadableExcel");
                    }
                    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                }
                default -> {}
            }
        }
        return text.toString();
    }

    /** Column of an address such as {@code AB12}, from 0. */
    private static int columnOf(String address, int expected) {
        int column = 0;
        int letters = 0;
        while (letters < address.length() && address.charAt(letters) >= 'A' && address.charAt(letters) <= 'Z') {
            column = column * 26 + address.charAt(letters++) - 'A' + 1;
            if (letters > 3) {
                throw SheetSource.refused("record.import.error.columns", MOST_COLUMNS);
            }
        }
        return letters == 0 ? expected : column - 1;
    }

    private static long number(String digits, long otherwise) {
        if (digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return otherwise;
        }
        return Long.parseLong(digits);
    }

    private static boolean isVisible(String state) {
        return state.isEmpty() || state.equals("visible");
    }

    private static String attribute(XMLStreamReader reader, String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                return reader.getAttributeValue(i);
            }
        }
        return "";
    }

    private static void elements(ZipFile zip, String name, long most, ElementReader consumer)
            throws IOException, XMLStreamException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return;
        }
        try (Unpacked bytes = new Unpacked(zip, entry, most)) {
            XMLStreamReader reader = new Careful(XML.createXMLStreamReader(bytes));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                    consumer.read(reader);
                }
            }
            reader.close();
        }
    }

    private static <T> T unpacking(Path path, Unpacking<T> work) {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                if (entries.nextElement().getName().contains("..")) {
                    throw SheetSource.refused("record.import.error.notTable");
                }
            }
            return work.with(zip);
        } catch (ZipException | XMLStreamException e) {
            throw SheetSource.refused("record.import.error.unreadableExcel");
        } catch (Unpacked.TooLarge e) {
            throw SheetSource.refused("record.import.error.tooLarge");
        } catch (IOException e) {
            if (e.getCause() instanceof XMLStreamException) {
                throw SheetSource.refused("record.import.error.unreadableExcel");
            }
            throw new UncheckedIOException(e);
        }
    }

    /** Ends where no spreadsheet goes: the parser remembers every open element and every name that it ever saw. */
    private static final class Careful extends StreamReaderDelegate {

        private final Set<String> names = new HashSet<>();
        private int depth;

        Careful(XMLStreamReader reader) {
            super(reader);
        }

        @Override
        public int next() throws XMLStreamException {
            int event = super.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                names.add(getLocalName());
                for (int i = 0; i < getAttributeCount(); i++) {
                    names.add(getAttributeLocalName(i));
                }
                if (depth > DEEPEST || names.size() > MOST_NAMES) {
                    throw SheetSource.refused("record.import.error.unreadableExcel");
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
            return event;
        }
    }

    /** Something done with an open archive. */
    private interface Unpacking<T> {
        T with(ZipFile zip) throws IOException, XMLStreamException;
    }

    /** Takes the start of an element. */
    private interface ElementReader {
        void read(XMLStreamReader reader) throws XMLStreamException;
    }

    /** An entry that ends when it grows beyond all measure, whatever the archive says of its size. */
    private static final class Unpacked extends FilterInputStream {

        private final long most;
        private final long packed;
        private long count;
        private int tag;
        private int attributes;

        Unpacked(ZipFile zip, ZipEntry entry, long most) throws IOException {
            super(new BufferedInputStream(zip.getInputStream(entry), 1 << 16));
            this.most = most;
            this.packed = Math.max(entry.getCompressedSize(), 1);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                grown(1);
                look(read);
            }
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                grown(read);
                for (int i = offset; i < offset + read; i++) {
                    look(buffer[i]);
                }
            }
            return read;
        }

        /** The parser keeps a tag whole, with all that is in its quotation marks, and compares its attributes each with each. */
        private void look(int character) {
            if (character == '<') {
                tag = 1;
                attributes = 0;
            } else if (character == '>') {
                tag = 0;
            } else if (tag > 0 && (++tag > LONGEST_TAG || (character == '=' && ++attributes > MOST_ATTRIBUTES))) {
                throw new TooLarge();
            }
        }

        private void grown(int by) {
            count += by;
            if (count > most || (count > RATIO_FROM && count / packed > MOST_RATIO)) {
                throw new TooLarge();
            }
        }

        /** Passes through the parser, which would wrap what it knows. */
        private static final class TooLarge extends RuntimeException {

            TooLarge() {
                super("An archive that unpacks to more than anybody needs");
            }
        }
    }
}
