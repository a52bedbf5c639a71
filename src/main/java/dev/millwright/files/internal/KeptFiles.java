package dev.millwright.files.internal;

import dev.millwright.files.FileLimits;
import dev.millwright.files.FilePlace;
import dev.millwright.files.MediaTypes;
import dev.millwright.files.StoredFile;
import dev.millwright.files.StoredFiles;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ByteSize;
import dev.millwright.shared.FileKind;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ScratchFiles;
import dev.millwright.shared.TooLargeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.unit.DataSize;

/** Files with what is known of them in {@link FileTable} and their bytes in {@link FileStores}. */
@Component
class KeptFiles implements StoredFiles {

    /** What is older and was saved with nothing is about to be removed, or kept for what somebody typed. */
    private static final Duration RECENT = Duration.ofDays(2);

    private static final Duration DAY = Duration.ofDays(1);

    private final FileTable table;
    private final FileStores stores;
    private final Thumbnails thumbnails;
    private final ScratchFiles scratch;
    private final CurrentPerson currentPerson;
    private final BusinessTime time;
    private final long largest;
    private final long mostUnsaved;
    private final long mostADay;

    KeptFiles(
            FileTable table,
            FileStores stores,
            Thumbnails thumbnails,
            ScratchFiles scratch,
            CurrentPerson currentPerson,
            BusinessTime time,
            @Value("${millwright.files.largest:50MB}") String largest,
            @Value("${millwright.files.most-unsaved:2GB}") String mostUnsaved,
            @Value("${millwright.files.most-a-day:20GB}") String mostADay) {
        this.table = table;
        this.stores = stores;
        this.thumbnails = thumbnails;
        this.scratch = scratch;
        this.currentPerson = currentPerson;
        this.time = time;
        this.largest = DataSize.parse(largest).toBytes();
        this.mostUnsaved = DataSize.parse(mostUnsaved).toBytes();
        this.mostADay = DataSize.parse(mostADay).toBytes();
    }

    @Override
    public long largest() {
        return largest;
    }

    @Override
    public StoredFile keep(Path content, String name, FileLimits limits) {
        return keep(content, name, limits, this::keep);
    }

    @Override
    public StoredFile tried(Path content, String name, FileLimits limits) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A file is tried within a transaction that is taken back");
        }
        return keep(content, name, limits, (bytes, called, type) -> {
            StoredFile file = known(bytes, called, type, false);
            table.insert(file, null, time.now(), PostgresFileStore.KEY);
            return file;
        });
    }

    /** What becomes of a file that may be kept. */
    @FunctionalInterface
    private interface Keeping {

        StoredFile keep(Path content, String name, String type) throws IOException;
    }

    private StoredFile keep(Path content, String name, FileLimits limits, Keeping keeping) {
        try {
            return keepChecked(content, FileName.clean(name), limits, keeping);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StoredFile keepChecked(Path content, String name, FileLimits limits, Keeping keeping) throws IOException {
        String type = checked(content, name, limits);
        if (!limits.withoutLocation()
                || !MediaTypes.isPicture(type)
                || PictureLocation.in(content, type) == PictureLocation.Finding.NONE) {
            return keeping.keep(content, name, type);
        }
        // Whoever brought it may need it as it was.
        Path bare = scratch.create("picture");
        try {
            Files.copy(content, bare, StandardCopyOption.REPLACE_EXISTING);
            if (PictureLocation.remove(bare, type) == PictureLocation.Finding.UNCLEAR) {
                throw refused("files.error.locationStays", name);
            }
            return keeping.keep(bare, name, type);
        } finally {
            Files.deleteIfExists(bare);
        }
    }

    /** The type of what may be kept. */
    private String checked(Path content, String name, FileLimits limits) throws IOException {
        String person = currentPerson.get().id();
        long size = Files.size(content);
        long most = Math.min(largest, limits.largest());
        if (size > most) {
            throw new TooLargeException("files.error.tooLarge", name, words(most));
        }
        if (size == 0) {
            throw refused("files.error.empty", name);
        }
        if (table.unplaced(person, time.now().minus(RECENT)) + size > mostUnsaved) {
            throw new TooLargeException("files.error.tooMuch", name, words(mostUnsaved));
        }
        // What is put into records and taken out again stays for their history: the disk is everybody's.
        if (table.brought(person, time.now().minus(DAY)) + size > mostADay) {
            throw new TooLargeException("files.error.tooMuchADay", name, words(mostADay));
        }
        String type = type(content, name);
        FileKind kind = FileKind.of(type);
        if (!limits.kinds().isEmpty() && !limits.kinds().contains(kind)) {
            throw refused("files.error.otherKind", name, kind.one(), words(limits.kinds()));
        }
        return type;
    }

    private StoredFile keep(Path content, String name, String type) throws IOException {
        Optional<byte[]> thumbnail = thumbnails.of(content, type);
        StoredFile file = known(content, name, type, thumbnail.isPresent());
        stores.keep(file.id(), content, store -> table.insert(file, thumbnail.orElse(null), time.now(), store));
        return file;
    }

    private StoredFile known(Path content, String name, String type, boolean thumbnail) throws IOException {
        boolean located =
                MediaTypes.isPicture(type) && PictureLocation.in(content, type) != PictureLocation.Finding.NONE;
        return new StoredFile(
                Ids.next(), name, Files.size(content), type, currentPerson.get().id(), thumbnail, located);
    }

    /** What begins like a picture and does not even say how large it is, is none. */
    private static String type(Path content, String name) throws IOException {
        try (InputStream in = Files.newInputStream(content)) {
            String type = ContentType.of(in.readNBytes(ContentType.HEAD), name);
            return Thumbnails.look(content, type) instanceof Thumbnails.Broken ? ContentType.UNKNOWN : type;
        }
    }

    private static InvalidException refused(String code, Object... arguments) {
        return new InvalidException(Problems.of(Problem.error(code, "", arguments)));
    }

    /** In the order in which people know them. */
    private static List<Label> words(Set<FileKind> kinds) {
        return kinds.stream().sorted().map(FileKind::several).toList();
    }

    /** The same in both languages. */
    private static String words(long bytes) {
        return ByteSize.words(bytes, Locale.ENGLISH);
    }

    @Override
    public Optional<StoredFile> find(UUID id) {
        return table.find(id);
    }

    @Override
    public Map<UUID, StoredFile> hold(Collection<UUID> ids) {
        Map<UUID, StoredFile> files = new HashMap<>();
        table.hold(ids).forEach(file -> files.put(file.id(), file));
        return files;
    }

    @Override
    public void write(StoredFile file, OutputStream out) throws IOException {
        stores.write(file, out);
    }

    @Override
    public Optional<byte[]> thumbnail(UUID id) {
        return table.thumbnail(id);
    }

    @Override
    public void put(Collection<FilePlace> places) {
        table.put(places);
    }

    @Override
    public List<FilePlace> places(UUID file) {
        return table.places(List.of(file)).getOrDefault(file, List.of());
    }

    @Override
    public Map<UUID, List<FilePlace>> places(Collection<UUID> files) {
        return table.places(files);
    }

    @Override
    public void forgetApp(UUID app) {
        table.forgetApp(app);
    }
}
