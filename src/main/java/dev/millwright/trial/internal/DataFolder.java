package dev.millwright.trial.internal;

import dev.millwright.trial.TrialException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The folder that holds all a trial remembers, locked while a trial runs in it. */
public final class DataFolder implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path path;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final Properties memory = new Properties();

    private DataFolder(Path path, FileChannel lockFile, FileLock lock) throws IOException {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
        Path file = memoryFile();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                memory.load(reader);
            }
        }
    }

    /** Opens the folder, making it when needed; refuses one that another trial runs in. */
    public static DataFolder open(Path folder) {
        try {
            Path path =
                    Files.createDirectories(folder.toAbsolutePath().normalize()).toRealPath();
            Files.createDirectories(path.resolve("logs"));
            FileChannel channel =
                    FileChannel.open(path.resolve("trial.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new TrialException("Millwright is already running on the data folder " + path
                        + ": stop it first, or give another folder with --data.");
            }
            return new DataFolder(path, channel, lock);
        } catch (IOException e) {
            throw new TrialException("The data folder " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    public Path path() {
        return path;
    }

    public Path log(String name) {
        return path.resolve("logs").resolve(name + ".log");
    }

    /** A secret of this folder, made up the first time it is asked for. */
    public String secret(String name) {
        String known = memory.getProperty(name);
        if (known != null) {
            return known;
        }
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        remember(name, secret);
        return secret;
    }

    /** A key of 32 bytes in Base64, made up the first time it is asked for. */
    public String key(String name) {
        String known = memory.getProperty(name);
        if (known != null) {
            return known;
        }
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        String key = Base64.getEncoder().encodeToString(bytes);
        remember(name, key);
        return key;
    }

    /** What was remembered under a name, or the given value. */
    public String recall(String name, String otherwise) {
        return memory.getProperty(name, otherwise);
    }

    /** Writes a value down for later starts. */
    public synchronized void remember(String name, String value) {
        memory.setProperty(name, value);
        try {
            Path draft = path.resolve("trial.properties.new");
            Files.deleteIfExists(draft);
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (var writer = Files.newBufferedWriter(draft)) {
                memory.store(writer, "Secrets and ports of this trial");
            }
            Files.move(draft, memoryFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path memoryFile() {
        return path.resolve("trial.properties");
    }

    @Override
    public void close() {
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
