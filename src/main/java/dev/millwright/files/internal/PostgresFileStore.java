package dev.millwright.files.internal;

import dev.millwright.files.spi.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bytes in pieces in {@code platform.file_piece}: one at a time is in memory, and none keeps a connection while somebody reads slowly. */
@Component
class PostgresFileStore implements FileStore {

    /** Of the files that were there before there was another store, too. */
    static final String KEY = "database";

    static final int PIECE = 256 << 10;

    private final JdbcClient jdbc;

    PostgresFileStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public boolean isTransactional() {
        return true;
    }

    @Override
    public void keep(UUID file, Path content) throws IOException {
        try (InputStream in = Files.newInputStream(content)) {
            int number = 0;
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                jdbc.sql("insert into platform.file_piece (file, number, bytes) values (?, ?, ?)")
                        .param(file)
                        .param(number)
                        .param(piece)
                        .update();
                number++;
            }
        }
    }

    @Override
    public void write(UUID file, OutputStream out) throws IOException {
        int number = 0;
        for (Optional<byte[]> piece = piece(file, number); piece.isPresent(); piece = piece(file, number)) {
            out.write(piece.get());
            number++;
        }
    }

    private Optional<byte[]> piece(UUID file, int number) {
        return jdbc.sql("select bytes from platform.file_piece where file = ? and number = ?")
                .params(List.of(file, number))
                .query((row, line) -> row.getBytes(1))
                .optional();
    }

    @Override
    public void remove(Collection<UUID> files) {
        jdbc.sql("delete from platform.file_piece where file = any(?::uuid[])")
                .param(FileTable.array(files))
                .update();
    }
}
