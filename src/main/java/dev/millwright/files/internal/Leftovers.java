package dev.millwright.files.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code platform.file_leftover}: bytes in stores without transactions that are to go once they are due. */
@Repository
class Leftovers {

    private final JdbcClient jdbc;

    Leftovers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Collection<UUID> files, String store, Instant due) {
        jdbc.sql("""
                        insert into platform.file_leftover (file, store, due)
                        select file, ?, ? from unnest(?::uuid[]) as file
                        """)
                .param(store)
                .param(due.atOffset(ZoneOffset.UTC))
                .param(FileTable.array(files))
                .update();
    }

    void expire(UUID file, Instant due) {
        jdbc.sql("update platform.file_leftover set due = ? where file = ?")
                .param(due.atOffset(ZoneOffset.UTC))
                .param(file)
                .update();
    }

    /** Whether the bytes were still there to be used; they are no leftover from now on. */
    boolean claim(UUID file) {
        return jdbc.sql("delete from platform.file_leftover where file = ?")
                        .param(file)
                        .update()
                == 1;
    }

    /** Some that are due, which nobody else takes or claims until the transaction ends. */
    List<UUID> due(String store, Instant now, int limit) {
        return jdbc.sql("""
                        select file from platform.file_leftover where store = ? and due <= ?
                        order by due, file limit ? for update skip locked
                        """)
                .param(store)
                .param(now.atOffset(ZoneOffset.UTC))
                .param(limit)
                .query((row, line) -> row.getObject(1, UUID.class))
                .list();
    }

    void forget(Collection<UUID> files) {
        jdbc.sql("delete from platform.file_leftover where file = any(?::uuid[])")
                .param(FileTable.array(files))
                .update();
    }
}
