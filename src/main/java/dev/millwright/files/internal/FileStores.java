package dev.millwright.files.internal;

import dev.millwright.files.StoredFile;
import dev.millwright.files.spi.FileStore;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.BusyException;
import dev.millwright.shared.NotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** All stores of the installation: new files go into one of them, and each file is read where it lies. */
@Component
class FileStores {

    private static final Logger LOG = LoggerFactory.getLogger(FileStores.class);

    /** Within so long the bytes that went into a store belong to a file, or never will. */
    private static final Duration ARRIVAL = Duration.ofDays(1);

    private static final int BATCH = 50;

    private final Map<String, FileStore> stores;
    private final FileStore current;
    private final FileTable table;
    private final Leftovers leftovers;
    private final BusinessTime time;
    private final TransactionTemplate transaction;
    private final TransactionTemplate apart;

    FileStores(
            List<FileStore> stores,
            FileTable table,
            Leftovers leftovers,
            BusinessTime time,
            PlatformTransactionManager transactions,
            @Value("${millwright.files.store:" + PostgresFileStore.KEY + "}") String current) {
        this.stores = stores.stream().collect(Collectors.toUnmodifiableMap(FileStore::key, Function.identity()));
        FileStore chosen = this.stores.get(current);
        if (chosen == null) {
            throw new IllegalArgumentException("millwright.files.store names the store " + current
                    + ", which is not set up; there are " + this.stores.keySet()
                    + (current.equals(S3FileStore.KEY) ? ". Set millwright.files.s3.bucket as well" : ""));
        }
        this.current = chosen;
        this.table = table;
        this.leftovers = leftovers;
        this.time = time;
        this.transaction = new TransactionTemplate(transactions);
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        List<String> missing = table.storesBeside(stores.keySet());
        if (!missing.isEmpty()) {
            LOG.error("Files lie in stores that are not set up, and cannot be opened until they are: {}", missing);
        }
    }

    /**
     * Keeps the bytes of a new file.
     *
     * @param known makes the file known as lying in the store of that key, in the transaction after which it is there
     */
    void keep(UUID file, Path content, Consumer<String> known) {
        if (current.isTransactional()) {
            transaction.executeWithoutResult(status -> {
                known.accept(current.key());
                put(file, content);
            });
            return;
        }
        apart.executeWithoutResult(
                status -> leftovers.add(List.of(file), current.key(), time.now().plus(ARRIVAL)));
        try {
            put(file, content);
            transaction.executeWithoutResult(status -> {
                if (!leftovers.claim(file)) {
                    throw new BusyException("files.error.away");
                }
                known.accept(current.key());
            });
        } catch (RuntimeException e) {
            giveUp(file, e);
            throw e;
        }
    }

    private void put(UUID file, Path content) {
        try {
            current.keep(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What did not arrive whole goes with the next round, not only when it could no longer arrive. */
    private void giveUp(UUID file, RuntimeException why) {
        try {
            apart.executeWithoutResult(status -> leftovers.expire(file, time.now()));
        } catch (RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    /** Writes all of it or fails: half a file must not look like one. */
    void write(StoredFile file, OutputStream out) throws IOException {
        String key = table.store(file.id())
                .orElseThrow(() -> new NotFoundException(file.id().toString()));
        FileStore store = Optional.ofNullable(stores.get(key)).orElseThrow(() -> {
            LOG.error("File {} lies in the store {}, which is not set up", file.id(), key);
            return new BusyException("files.error.away");
        });
        Counted counted = new Counted(out);
        store.write(file.id(), counted);
        if (counted.count != file.size()) {
            throw new IOException("The store " + key + " has " + counted.count + " of the " + file.size()
                    + " bytes of the file " + file.id());
        }
    }

    /** Takes away what is known no more, in the transaction that forgot it. */
    void remove(Collection<FileTable.Removed> gone) {
        gone.stream()
                .collect(Collectors.groupingBy(
                        FileTable.Removed::store, Collectors.mapping(FileTable.Removed::file, Collectors.toList())))
                .forEach((key, files) -> {
                    FileStore store = stores.get(key);
                    if (store != null && store.isTransactional()) {
                        store.remove(files);
                    } else {
                        leftovers.add(files, key, time.now());
                    }
                });
    }

    /** Takes away what no file refers to, a batch in each transaction; a store that does not answer is asked again the next time. */
    void removeLeftovers() {
        stores.values().stream().filter(store -> !store.isTransactional()).forEach(store -> {
            while (removeSome(store) == BATCH) {
                // There may be more.
            }
        });
    }

    private int removeSome(FileStore store) {
        Integer removed = transaction.execute(status -> {
            List<UUID> due = leftovers.due(store.key(), time.now(), BATCH);
            if (!due.isEmpty()) {
                store.remove(due);
                leftovers.forget(due);
            }
            return due.size();
        });
        return removed == null ? 0 : removed;
    }

    private static final class Counted extends FilterOutputStream {

        private long count;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            count += length;
        }
    }
}
