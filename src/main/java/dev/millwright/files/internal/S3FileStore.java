package dev.millwright.files.internal;

import dev.millwright.files.spi.FileStore;
import dev.millwright.shared.BusyException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The bytes as objects of a bucket, named by the ids of the files. They are read in pieces, so that no connection waits for a slow reader. */
class S3FileStore implements FileStore {

    static final String KEY = "s3";

    static final int PIECE = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(S3FileStore.class);

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    /**
     * @param prefix what the names of all objects begin with; may be empty
     */
    S3FileStore(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /** Who sets up a store wants to know before the first file comes whether it works. */
    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        Thread.ofVirtual().name("file-store").start(() -> {
            String name = prefix + "writable";
            try {
                client.putObject(put(name), RequestBody.fromString("millwright"));
                client.deleteObject(request -> request.bucket(bucket).key(name));
                LOG.info("Files can be kept in the bucket {}", bucket);
            } catch (SdkException e) {
                LOG.error("Files cannot be kept in the bucket {}: {}", bucket, e.getMessage());
            }
        });
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public boolean isTransactional() {
        return false;
    }

    @Override
    public void keep(UUID file, Path content) {
        try {
            client.putObject(put(name(file)), content);
        } catch (SdkException e) {
            throw away("kept", file, e);
        }
    }

    private PutObjectRequest put(String name) {
        return PutObjectRequest.builder()
                .bucket(bucket)
                .key(name)
                .contentType(ContentType.UNKNOWN)
                .build();
    }

    @Override
    public void write(UUID file, OutputStream out) throws IOException {
        long total = Long.MAX_VALUE;
        for (long from = 0; from < total; from += PIECE) {
            ResponseBytes<GetObjectResponse> piece = piece(file, from);
            total = total(piece.response());
            out.write(piece.asByteArrayUnsafe());
        }
    }

    private ResponseBytes<GetObjectResponse> piece(UUID file, long from) {
        try {
            return client.getObjectAsBytes(request ->
                    request.bucket(bucket).key(name(file)).range("bytes=" + from + "-" + (from + PIECE - 1)));
        } catch (SdkException e) {
            throw away("read", file, e);
        }
    }

    /** How long all of it is: what follows the slash of {@code bytes 0-99/1234}. */
    private static long total(GetObjectResponse response) throws IOException {
        String range = response.contentRange();
        if (range == null) {
            throw new IOException("The store of files answers with no range where one was asked for");
        }
        return Long.parseLong(range, range.indexOf('/') + 1, range.length(), 10);
    }

    @Override
    public void remove(Collection<UUID> files) {
        for (UUID file : files) {
            try {
                client.deleteObject(request -> request.bucket(bucket).key(name(file)));
            } catch (SdkException e) {
                throw away("removed", file, e);
            }
        }
    }

    private String name(UUID file) {
        return prefix + file;
    }

    /** What exactly is wrong is for the log: people can only wait or tell somebody. */
    private static BusyException away(String done, UUID file, SdkException why) {
        LOG.error("File {} cannot be {} in the store of files: {}", file, done, why.getMessage());
        BusyException away = new BusyException("files.error.away");
        away.initCause(why);
        return away;
    }
}
