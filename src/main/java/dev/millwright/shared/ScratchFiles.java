package dev.millwright.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Files that live no longer than the process that made them: in a folder of its own, which another process takes away when this one
 * ended without doing so.
 */
public final class ScratchFiles implements AutoCloseable {

    private static final String PREFIX = "millwright-files-";
    private static final String LOCK = "in-use";

    /** What this process holds; to open the lock of one of these a second time would give it up. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel lock;

    private ScratchFiles(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Makes the folder of this process in the parent, and deletes those of processes that are no more. */
    public static ScratchFiles in(Path parent) {
        // One at a time, so that nobody takes a folder for left behind whose maker is about to lock it.
        try (FileChannel door = open(parent.resolve(PREFIX + System.getProperty("user.name") + ".lock"))) {
            synchronized (HELD) {
                door.lock();
                sweep(parent);
                Path folder = Files.createTempDirectory(parent, PREFIX).toRealPath();
                FileChannel lock = open(folder.resolve(LOCK));
                lock.lock();
                HELD.add(folder);
                return new ScratchFiles(folder, lock);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                try {
                    Path lock = folder.resolve(LOCK);
                    if (!HELD.contains(folder.toRealPath()) && Files.isWritable(lock) && isFree(lock)) {
                        delete(folder);
                    }
                } catch (NoSuchFileException e) {
                    // Its process just took it away itself, which needs no door.
                }
            }
        }
    }

    private static boolean isFree(Path lock) throws IOException {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        }
    }

    /** Deletes all that is there, whoever else takes something of it away meanwhile. */
    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException e) throws IOException {
                if (e != null && !(e instanceof NoSuchFileException)) {
                    throw e;
                }
                Files.deleteIfExists(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    public Path folder() {
        return folder;
    }

    /** An empty file; whoever asked for it deletes it when it is no longer needed. */
    public Path create(String purpose) throws IOException {
        Files.createDirectories(folder);
        return Files.createTempFile(folder, purpose + "-", "");
    }

    /** A folder of this name within {@link #folder}. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        HELD.remove(folder);
        try (lock) {
            delete(folder);
        }
    }
}
