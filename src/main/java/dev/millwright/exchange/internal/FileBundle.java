package dev.millwright.exchange.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A ZIP with one table and the files that its cells name, such as an export with files. Nothing of it is ever put where its names say:
 * a file is unpacked when a cell names it, into a file of this process, and no further than whoever asks allows.
 */
final class FileBundle implements AutoCloseable {

    /** So many entries are looked at; the names of more would have to be kept, and nobody could correct them. */
    static final int MOST_ENTRIES = 20_000;

    /** So much is unpacked of the table; its reader has limits of its own. */
    private static final long LARGEST_TABLE = 1L << 30;

    private static final String CONTENT_OF_EXCEL = "[Content_Types].xml";

    /** Endings of tables, the likeliest first. */
    private static final List<Set<String>> TABLES =
            List.of(Set.of("xlsx", "xlsm"), Set.of("csv"), Set.of("tsv"), Set.of("txt"));

    /** What systems put into folders for themselves. */
    private static final Set<String> OF_SYSTEMS = Set.of(".ds_store", "thumbs.db", "desktop.ini");

    /** What Windows in China calls files in, where a ZIP does not say that it is UTF-8. */
    private static final Charset CHINESE = Charset.forName("GB18030");

    private final ZipFile zip;
    private final Entry table;
    private final String folder;
    private final List<Entry> files = new ArrayList<>();
    private final Map<String, List<Entry>> byPath = new HashMap<>();
    private final Map<String, List<Entry>> byName = new HashMap<>();
    private int outside;

    /**
     * A file in the ZIP.
     *
     * @param path as people write it: composed characters, and slashes between folders
     */
    record Entry(ZipEntry entry, String path) {

        /** What it is called without its folders. */
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        private String ending() {
            return name().substring(name().lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        }

        private long depth() {
            return path.chars().filter(c -> c == '/').count();
        }
    }

    private FileBundle(ZipFile zip) {
        this.zip = zip;
        if (zip.size() > MOST_ENTRIES) {
            throw UnreadableFile.because("record.import.error.zip.entries", MOST_ENTRIES);
        }
        List<Entry> all = new ArrayList<>();
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            Entry known = new Entry(entry, plain(entry.getName()));
            if (entry.isDirectory() || known.path().endsWith("/") || isOfSystem(known)) {
                continue;
            }
            if (leadsOutside(known.path())) {
                outside++;
            } else {
                all.add(known);
            }
        }
        table = table(all);
        folder = table.path().substring(0, table.path().length() - table.name().length());
        all.stream().filter(entry -> entry != table).forEach(this::know);
    }

    /** Whether it is a ZIP and no workbook, which is one, too. */
    static boolean isOne(Path path) {
        try (InputStream start = Files.newInputStream(path)) {
            byte[] first = start.readNBytes(4);
            if (first.length < 4 || first[0] != 'P' || first[1] != 'K' || first[2] != 3 || first[3] != 4) {
                return false;
            }
        } catch (IOException e) {
            return false;
        }
        try (ZipFile zip = opened(path)) {
            return zip.getEntry(CONTENT_OF_EXCEL) == null;
        } catch (IOException e) {
            // Damaged, which the reader of workbooks says.
            return false;
        }
    }

    /**
     * @throws dev.millwright.shared.InvalidException when it has no table or several, or is more than anybody needs
     */
    static FileBundle open(Path path) {
        try {
            ZipFile zip = opened(path);
            try {
                return new FileBundle(zip);
            } catch (RuntimeException e) {
                zip.close();
                throw e;
            }
        } catch (IOException e) {
            throw UnreadableFile.because("record.import.error.zip.damaged");
        }
    }

    private static ZipFile opened(Path path) throws IOException {
        try {
            return new ZipFile(path.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException e) {
            return new ZipFile(path.toFile(), CHINESE);
        }
    }

    /** A Mac writes an accent behind its letter, Windows a backslash between folders. */
    private static String plain(String name) {
        String path = Normalizer.normalize(name, Normalizer.Form.NFC).replace('\\', '/');
        int from = 0;
        while (path.startsWith("./", from)) {
            from += 2;
        }
        return path.substring(from);
    }

    private static boolean isOfSystem(Entry entry) {
        return entry.path().startsWith("__MACOSX/")
                || entry.name().startsWith("._")
                || OF_SYSTEMS.contains(entry.name().toLowerCase(Locale.ROOT));
    }

    private static boolean leadsOutside(String path) {
        return path.startsWith("/")
                || path.indexOf(':') >= 0
                || List.of(path.split("/", -1)).contains("..");
    }

    private static Entry table(List<Entry> all) {
        List<Entry> tables = all.stream()
                .filter(entry -> TABLES.stream().anyMatch(endings -> endings.contains(entry.ending())))
                .sorted(Comparator.comparingLong(Entry::depth))
                .toList();
        if (tables.isEmpty()) {
            throw UnreadableFile.because("record.import.error.zip.noTable");
        }
        long depth = tables.getFirst().depth();
        for (Set<String> endings : TABLES) {
            List<Entry> some = tables.stream()
                    .filter(entry -> entry.depth() == depth && endings.contains(entry.ending()))
                    .toList();
            if (some.size() > 1) {
                throw UnreadableFile.because(
                        "record.import.error.zip.tables",
                        some.stream().limit(5).map(Entry::path).toList());
            }
            if (some.size() == 1) {
                return some.getFirst();
            }
        }
        throw UnreadableFile.because("record.import.error.zip.noTable");
    }

    private void know(Entry entry) {
        files.add(entry);
        byPath.computeIfAbsent(alike(entry.path()), _ -> new ArrayList<>(1)).add(entry);
        byName.computeIfAbsent(alike(entry.name()), _ -> new ArrayList<>(1)).add(entry);
    }

    private static String alike(String path) {
        return path.toLowerCase(Locale.ROOT);
    }

    /** The files beside the table, in the order of the ZIP. */
    List<Entry> files() {
        return List.copyOf(files);
    }

    /** How many entries have names that lead out of the ZIP; they are left out. */
    int outside() {
        return outside;
    }

    /** What the files unpack to, as the ZIP says. */
    long bytes() {
        return files.stream()
                .mapToLong(file -> Math.max(0, file.entry().getSize()))
                .sum();
    }

    /**
     * The files that a cell may mean: at its path from the table or from the top; without folders also anywhere, if only one is called so.
     *
     * @return several when it cannot be told which
     */
    List<Entry> find(String cell) {
        String path = plain(cell.strip());
        List<Entry> found = at(folder + path);
        if (found.isEmpty() && !folder.isEmpty()) {
            found = at(path);
        }
        return found.isEmpty() && path.indexOf('/') < 0 ? byName.getOrDefault(alike(path), List.of()) : found;
    }

    /** Large and small letters tell files apart where there are both. */
    private List<Entry> at(String path) {
        List<Entry> alike = byPath.getOrDefault(alike(path), List.of());
        List<Entry> same =
                alike.stream().filter(entry -> entry.path().equals(path)).toList();
        return same.isEmpty() ? alike : same;
    }

    /** What the table is called. */
    String tableName() {
        return table.name();
    }

    /** Unpacks the table. */
    void unpackTable(Path to) {
        try {
            if (!unpack(table, to, LARGEST_TABLE)) {
                throw UnreadableFile.because("record.import.error.tooLarge");
            }
        } catch (IOException e) {
            throw UnreadableFile.because("record.import.error.zip.damaged");
        }
    }

    /**
     * Unpacks a file as long as it is no larger, whatever the ZIP says of its size.
     *
     * @return whether all of it was unpacked
     * @throws IOException when it is damaged or has a password
     */
    boolean unpack(Entry file, Path to, long most) throws IOException {
        if (file.entry().getSize() > most) {
            return false;
        }
        InputStream packed = zip.getInputStream(file.entry());
        if (packed == null) {
            throw new IOException("An entry without content");
        }
        try (Bounded in = new Bounded(packed, most);
                OutputStream out = Files.newOutputStream(to)) {
            in.transferTo(out);
            return !in.isOver();
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends when there is more than it may give. */
    private static final class Bounded extends FilterInputStream {

        private long left;
        private boolean over;

        Bounded(InputStream in, long most) {
            super(in);
            left = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            if (read > left) {
                over = true;
                return -1;
            }
            left -= Math.max(0, read);
            return read;
        }

        boolean isOver() {
            return over;
        }
    }
}
