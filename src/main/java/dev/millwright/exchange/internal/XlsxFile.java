package dev.millwright.exchange.internal;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import dev.millwright.exchange.Imports.Note;
import dev.millwright.exchange.Imports.Reading;
import dev.millwright.shared.InvalidException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The visible sheets of an Excel file (ECMA-376), row by row. Whatever is in the file, it takes no more memory than its texts may:
 * how much it unpacks, how many columns, texts and formats it may have is limited. Formulas are never worked out, what the file says
 * they came to is taken.
 */
final class XlsxFile implements SheetSource {

    private static final long MOST_UNPACKED = 4L << 30;
    private static final long MOST_TEXT = 192L << 20;
    private static final long SHOWN_FROM = 64L << 20;
    private static final long MOST_EMPTY = 200_000_000;

    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_FORMATS = 64_000;
    private static final int MOST_SHEETS = 200;
    private static final int MOST_MERGED = 100_000;
    private static final int LONGEST_CELL = 1 << 20;

    private static final XMLInputFactory XML = xml();

    private final Path path;
    private final Book book;
    private final Map<Integer, Layout> layouts = new HashMap<>();
    private @Nullable SharedTexts texts;
    private @Nullable List<CellFormat> formats;

    private XlsxFile(Path path, Book book) {
        this.path = path;
        this.book = book;
    }

    private record Sheet(String name, String entry) {}

    /**
     * What a workbook says of its parts.
     *
     * @param hidden names of the sheets that nobody sees
     */
    private record Book(List<Sheet> sheets, List<String> hidden, boolean from1904, String texts, String styles) {}

    /**
     * What stands outside the rows of a sheet, and is known only at its end.
     *
     * @param merged by their first line: the cells that are one from there down, each with its last line
     * @param wide first lines of the cells that are one across columns
     */
    private record Layout(Map<Long, List<Merged>> merged, List<Long> wide, long hiddenRows, long hiddenColumns) {

        long filledBelow(long heading) {
            return merged.entrySet().stream()
                    .filter(one -> one.getKey() > heading)
                    .flatMap(one -> one.getValue().stream().map(cell -> cell.last() - one.getKey()))
                    .mapToLong(Long::longValue)
                    .sum();
        }

        long wideBelow(long heading) {
            return wide.stream().filter(line -> line > heading).count();
        }
    }

    private record Merged(int column, long last) {}

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
            Parts parts = new Parts(zip);
            String workbook = parts.workbook();
            Map<String, Relation> relations = parts.relations(workbook);
            List<Sheet> sheets = new ArrayList<>();
            List<String> hidden = new ArrayList<>();
            boolean[] from1904 = new boolean[1];
            parts.elements(workbook, MOST_TEXT, reader -> {
                String element = reader.getLocalName();
                if (element.equals("workbookPr")) {
                    from1904[0] = isTrue(attribute(reader, "date1904"));
                } else if (element.equals("sheet") && sheets.size() + hidden.size() < MOST_SHEETS) {
                    Relation relation = relations.get(attribute(reader, "id"));
                    if (relation != null && relation.is("worksheet") && parts.has(relation.target())) {
                        String name = ExcelText.decoded(attribute(reader, "name"));
                        if (isVisible(attribute(reader, "state"))) {
                            sheets.add(new Sheet(name, relation.target()));
                        } else {
                            hidden.add(name);
                        }
                    }
                }
            });
            if (sheets.isEmpty()) {
                throw UnreadableFile.because("record.import.error.empty");
            }
            return new XlsxFile(
                    path,
                    new Book(
                            List.copyOf(sheets),
                            List.copyOf(hidden),
                            from1904[0],
                            parts.named(relations, workbook, "sharedStrings"),
                            parts.named(relations, workbook, "styles")));
        });
    }

    @Override
    public List<String> sheets() {
        return book.sheets().stream().map(Sheet::name).toList();
    }

    @Override
    public Reading reading() {
        return Reading.FOUND;
    }

    @Override
    public List<Note> notes(int sheet, long heading) {
        Layout layout = layout(sheet);
        List<Note> notes = new ArrayList<>();
        if (!book.hidden().isEmpty()) {
            notes.add(Note.of("record.import.note.hiddenSheets", String.join(", ", book.hidden())));
        }
        if (layout.hiddenRows() > 0) {
            notes.add(Note.of("record.import.note.hiddenRows", layout.hiddenRows()));
        }
        if (layout.hiddenColumns() > 0) {
            notes.add(Note.of("record.import.note.hiddenColumns", layout.hiddenColumns()));
        }
        if (layout.filledBelow(heading) > 0) {
            notes.add(Note.of("record.import.note.merged", layout.filledBelow(heading)));
        }
        if (layout.wideBelow(heading) > 0) {
            notes.add(Note.of("record.import.note.mergedBesides", layout.wideBelow(heading)));
        }
        return notes;
    }

    private Sheet sheet(int number) {
        if (number < 0 || number >= book.sheets().size()) {
            throw UnreadableFile.because("record.import.error.noSheet");
        }
        return book.sheets().get(number);
    }

    /** Once through the sheet for what stands at its end. */
    private Layout layout(int number) {
        Layout known = layouts.get(number);
        if (known != null) {
            return known;
        }
        Sheet sheet = sheet(number);
        Layout read = unpacking(path, zip -> {
            Map<Long, List<Merged>> merged = new HashMap<>();
            List<Long> wide = new ArrayList<>();
            long[] counts = new long[3];
            new Parts(zip).elements(sheet.entry(), MOST_UNPACKED, reader -> {
                switch (reader.getLocalName()) {
                    case "row" -> counts[0] += isTrue(attribute(reader, "hidden")) ? 1 : 0;
                    case "col" -> {
                        if (isTrue(attribute(reader, "hidden"))) {
                            long from = number(attribute(reader, "min"), 1);
                            long to = Math.min(number(attribute(reader, "max"), from), SheetRow.MOST_COLUMNS);
                            counts[1] += Math.max(to - from + 1, 0);
                        }
                    }
                    case "mergeCell" -> {
                        Range range = Range.of(attribute(reader, "ref"));
                        if (range != null && counts[2]++ < MOST_MERGED) {
                            if (range.lastColumn() > range.column()) {
                                wide.add(range.first());
                            }
                            if (range.last() > range.first() && range.column() < SheetRow.MOST_COLUMNS) {
                                merged.computeIfAbsent(range.first(), line -> new ArrayList<>())
                                        .add(new Merged(range.column(), range.last()));
                            }
                        }
                    }
                    default -> {}
                }
            });
            return new Layout(merged, wide, counts[0], counts[1]);
        });
        layouts.put(number, read);
        return read;
    }

    @Override
    public void read(int sheet, Predicate<SheetRow> more) {
        Sheet wanted = sheet(sheet);
        Layout layout = layout(sheet);
        unpacking(path, zip -> {
            Parts parts = new Parts(zip);
            SharedTexts known = texts == null ? readTexts(parts) : texts;
            texts = known;
            List<CellFormat> styles = formats == null ? readFormats(parts) : formats;
            formats = styles;
            ZipEntry entry = parts.entry(wanted.entry());
            try (PartBytes bytes = new PartBytes(zip, entry, MOST_UNPACKED)) {
                XMLStreamReader reader = CarefulReader.of(XML, bytes);
                new SheetReader(reader, known, styles, layout, bytes, entry.getSize()).read(more);
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
        private final Layout layout;
        private final PartBytes bytes;
        private final long size;
        private final Map<Integer, Below> merged = new HashMap<>();

        /** The columns of these, one set for all rows in which they are the same. */
        private Set<Integer> going = Set.of();

        private long shown;
        private long empty;

        SheetReader(
                XMLStreamReader reader,
                SharedTexts shared,
                List<CellFormat> styles,
                Layout layout,
                PartBytes bytes,
                long size) {
            this.reader = reader;
            this.shared = shared;
            this.styles = styles;
            this.layout = layout;
            this.bytes = bytes;
            this.size = size;
        }

        /** What stands in the cells below that are one with it. */
        private record Below(String text, long last) {}

        void read(Predicate<SheetRow> more) throws XMLStreamException {
            long line = 0;
            boolean wanted = true;
            while (wanted && reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("row")) {
                    line = number(attribute(reader, "r"), line + 1);
                    List<SheetRow.Remark> remarks = new ArrayList<>();
                    List<String> cells = row(remarks);
                    SheetRow.Merged over = fill(line, cells);
                    double part = size <= 0 ? 0 : Math.min(1, (double) bytes.count() / size);
                    SheetRow row = SheetRow.of(line, cells, part, remarks, false, over);
                    if (row != null) {
                        wanted = more.test(row);
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && reader.getLocalName().equals("sheetData")) {
                    return;
                }
            }
        }

        /** A row that has nothing of its own is none, merged cells or not. */
        private SheetRow.Merged fill(long line, List<String> cells) {
            Set<Integer> tops = Set.of();
            Set<Integer> from = Set.of();
            if (!merged.isEmpty()) {
                if (merged.values().removeIf(below -> below.last() < line)) {
                    going = Set.copyOf(merged.keySet());
                }
                if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
                    merged.forEach((column, below) -> {
                        if (column >= cells.size() || cells.get(column).isEmpty()) {
                            put(cells, column, below.text());
                        }
                    });
                    from = going;
                }
            }
            List<Merged> beginning = layout.merged().getOrDefault(line, List.of());
            if (!beginning.isEmpty()) {
                tops = beginning.stream().map(Merged::column).collect(Collectors.toSet());
                for (Merged one : beginning) {
                    if (one.column() < cells.size()) {
                        merged.put(one.column(), new Below(cells.get(one.column()), one.last()));
                    }
                }
                going = Set.copyOf(merged.keySet());
            }
            return tops.isEmpty() && from.isEmpty() ? SheetRow.Merged.NONE : new SheetRow.Merged(tops, from);
        }

        private void put(List<String> cells, int column, String text) {
            shown += text.length();
            empty += Math.max(column - cells.size(), 0);
            // A few bytes may refer to a long text, or stand far to the right, again and again.
            if (empty > MOST_EMPTY || (shown > SHOWN_FROM && shown / bytes.packed() > PartBytes.MOST_RATIO)) {
                throw UnreadableFile.because("record.import.error.tooLarge");
            }
            while (cells.size() <= column) {
                cells.add("");
            }
            cells.set(column, text);
        }

        private List<String> row(List<SheetRow.Remark> remarks) throws XMLStreamException {
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
                    String text = cell(column, remarks);
                    if (!text.isEmpty()) {
                        if (column >= SheetRow.MOST_COLUMNS) {
                            throw UnreadableFile.because("record.import.error.columns", SheetRow.MOST_COLUMNS);
                        }
                        put(cells, column, text);
                    }
                    column++;
                }
            }
            return cells;
        }

        private String cell(int column, List<SheetRow.Remark> remarks) throws XMLStreamException {
            String type = attribute(reader, "t");
            long style = number(attribute(reader, "s"), 0);
            String value = "";
            boolean hasValue = false;
            boolean hasFormula = false;
            StringBuilder inline = new StringBuilder();
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.END_ELEMENT) {
                    if (reader.getLocalName().equals("c")) {
                        break;
                    }
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (reader.getLocalName()) {
                        case "v" -> {
                            value = text(reader, LONGEST_CELL);
                            hasValue = true;
                        }
                        case "f" -> hasFormula = true;
                        case "is" -> richText(reader, "is", inline, LONGEST_CELL);
                        default -> {}
                    }
                }
            }
            // A formula that came to an empty text says so; one that nobody has worked out says nothing.
            if (hasFormula && (!hasValue || (value.isEmpty() && !type.equals("str")))) {
                remarks.add(new SheetRow.Remark(column, "record.import.error.formula", true));
            }
            return switch (type) {
                case "s" -> shared.get((int) Math.min(number(value, -1), Integer.MAX_VALUE));
                case "inlineStr" -> ExcelText.decoded(inline.toString());
                case "b" -> value.isEmpty() ? "" : value.equals("1") ? "TRUE" : "FALSE";
                case "str" -> ExcelText.decoded(value);
                case "d" -> value.length() > 10 && value.charAt(10) == 'T' ? value.replace('T', ' ') : value;
                case "e" -> value;
                default -> value.isEmpty() ? "" : shown(column, value, style, remarks);
            };
        }

        private String shown(int column, String value, long style, List<SheetRow.Remark> remarks) {
            if (CellFormat.isCut(value)) {
                remarks.add(new SheetRow.Remark(column, "record.import.note.digits", false));
            }
            return (style >= 0 && style < styles.size() ? styles.get((int) style) : CellFormat.GENERAL)
                    .text(value, book.from1904());
        }
    }

    private SharedTexts readTexts(Parts parts) throws IOException, XMLStreamException {
        SharedTexts shared = new SharedTexts(MOST_TEXT);
        parts.elements(book.texts(), MOST_UNPACKED, reader -> {
            if (reader.getLocalName().equals("si")) {
                StringBuilder text = new StringBuilder();
                richText(reader, "si", text, LONGEST_CELL);
                shared.add(ExcelText.decoded(text.toString()));
            }
        });
        return shared;
    }

    private List<CellFormat> readFormats(Parts parts) throws IOException, XMLStreamException {
        Map<Long, String> patterns = new HashMap<>();
        Map<Long, CellFormat> known = new HashMap<>();
        List<CellFormat> formats = new ArrayList<>();
        boolean[] inCells = new boolean[1];
        parts.elements(book.styles(), MOST_TEXT, reader -> {
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
                    if (phonetic == 0) {
                        if (text.length() + part.length() > longest) {
                            throw UnreadableFile.because("record.import.error.unreadableExcel");
                        }
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
                        throw UnreadableFile.because("record.import.error.unreadableExcel");
                    }
                    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                }
                default -> {}
            }
        }
        return text.toString();
    }

    /**
     * Cells from one corner to the other, such as {@code A2:B4}.
     *
     * @param column from 0
     * @param first line, from 1
     */
    private record Range(int column, long first, int lastColumn, long last) {

        static @Nullable Range of(String address) {
            int colon = address.indexOf(':');
            if (colon < 0 || address.length() > 40) {
                return null;
            }
            String from = address.substring(0, colon);
            String to = address.substring(colon + 1);
            long first = number(digits(from), -1);
            long last = number(digits(to), -1);
            return first < 1 || last < first ? null : new Range(columnOf(from, 0), first, columnOf(to, 0), last);
        }

        private static String digits(String corner) {
            int letters = 0;
            while (letters < corner.length() && !Character.isDigit(corner.charAt(letters))) {
                letters++;
            }
            return corner.substring(letters);
        }
    }

    /** Column of an address such as {@code AB12}, from 0. */
    private static int columnOf(String address, int expected) {
        int column = 0;
        int letters = 0;
        while (letters < address.length() && address.charAt(letters) >= 'A' && address.charAt(letters) <= 'Z') {
            column = column * 26 + address.charAt(letters++) - 'A' + 1;
            if (letters > 3) {
                throw UnreadableFile.because("record.import.error.columns", SheetRow.MOST_COLUMNS);
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

    private static boolean isTrue(String word) {
        return word.equals("1") || word.equals("true");
    }

    private static String attribute(XMLStreamReader reader, String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                return reader.getAttributeValue(i);
            }
        }
        return "";
    }

    /**
     * What a part has to do with another.
     *
     * @param type the end of the name that the standard gives it
     */
    private record Relation(String type, String target) {

        boolean is(String wanted) {
            return type.isEmpty() || type.equals(wanted);
        }
    }

    /** The parts of an archive by their names, which mean the same in small and capital letters. */
    private static final class Parts {

        private static final String WORKBOOK = "xl/workbook.xml";

        private final ZipFile zip;
        private final Map<String, ZipEntry> entries = new HashMap<>();

        Parts(ZipFile zip) {
            this.zip = zip;
            if (zip.size() > MOST_ENTRIES) {
                throw UnreadableFile.because("record.import.error.notTable");
            }
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                if (entry.getName().contains("..")) {
                    throw UnreadableFile.because("record.import.error.notTable");
                }
                entries.putIfAbsent(plain(entry.getName()), entry);
            }
        }

        private static String plain(String name) {
            String slashes = name.replace('\\', '/').toLowerCase(Locale.ROOT);
            return slashes.startsWith("/") ? slashes.substring(1) : slashes;
        }

        boolean has(String part) {
            return entries.containsKey(plain(part));
        }

        ZipEntry entry(String part) {
            ZipEntry entry = entries.get(plain(part));
            if (entry == null) {
                throw UnreadableFile.because("record.import.error.unreadableExcel");
            }
            return entry;
        }

        String workbook() throws IOException, XMLStreamException {
            String named = relations("").values().stream()
                    .filter(relation -> relation.type().equals("officeDocument"))
                    .map(Relation::target)
                    .findFirst()
                    .orElse(WORKBOOK);
            if (plain(named).endsWith(".bin")) {
                throw UnreadableFile.because("record.import.error.xlsb");
            }
            boolean isText = plain(named).startsWith("word/") || plain(named).startsWith("ppt/");
            if (has(named) && !isText) {
                return named;
            }
            if (has(WORKBOOK)) {
                return WORKBOOK;
            }
            throw UnreadableFile.because(
                    has("content.xml") && has("mimetype")
                            ? "record.import.error.openDocument"
                            : "record.import.error.notTable");
        }

        /** What a part refers to, by id; of the archive itself for an empty name. */
        Map<String, Relation> relations(String part) throws IOException, XMLStreamException {
            int slash = part.lastIndexOf('/');
            String folder = part.substring(0, slash + 1);
            Map<String, Relation> relations = new HashMap<>();
            elements(folder + "_rels/" + part.substring(slash + 1) + ".rels", MOST_TEXT, reader -> {
                if (reader.getLocalName().equals("Relationship")) {
                    String type = attribute(reader, "Type");
                    relations.put(
                            attribute(reader, "Id"),
                            new Relation(
                                    type.substring(type.lastIndexOf('/') + 1),
                                    resolved(folder, attribute(reader, "Target"))));
                }
            });
            return relations;
        }

        /** The part that a workbook says it keeps something in, or the one that usually has it. */
        String named(Map<String, Relation> relations, String workbook, String type) {
            return relations.values().stream()
                    .filter(relation -> relation.type().equals(type))
                    .map(Relation::target)
                    .findFirst()
                    .orElseGet(() -> workbook.substring(0, workbook.lastIndexOf('/') + 1) + type + ".xml");
        }

        private static String resolved(String folder, String target) {
            Deque<String> steps = new ArrayDeque<>();
            String whole = target.startsWith("/") ? target : folder + target;
            int start = 0;
            while (start <= whole.length()) {
                int slash = whole.indexOf('/', start);
                String step = whole.substring(start, slash < 0 ? whole.length() : slash);
                if (step.equals("..")) {
                    steps.pollLast();
                } else if (!step.isEmpty() && !step.equals(".")) {
                    steps.add(step);
                }
                start = slash < 0 ? whole.length() + 1 : slash + 1;
            }
            return String.join("/", steps);
        }

        void elements(String part, long most, ElementReader consumer) throws IOException, XMLStreamException {
            ZipEntry entry = entries.get(plain(part));
            if (entry == null) {
                return;
            }
            try (PartBytes bytes = new PartBytes(zip, entry, most)) {
                XMLStreamReader reader = CarefulReader.of(XML, bytes);
                while (reader.hasNext()) {
                    if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                        consumer.read(reader);
                    }
                }
                reader.close();
            }
        }
    }

    private static <T> T unpacking(Path path, Unpacking<T> work) {
        try (ZipFile zip = open(path.toString())) {
            return work.with(zip);
        } catch (PartBytes.TooLargeException e) {
            throw UnreadableFile.because("record.import.error.tooLarge");
        } catch (XMLStreamException | IOException e) {
            throw UnreadableFile.because("record.import.error.unreadableExcel");
        }
    }

    /** The archive tells of some of its faults by unchecked exceptions. */
    private static ZipFile open(String path) throws IOException {
        try {
            return new ZipFile(path);
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
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
}
