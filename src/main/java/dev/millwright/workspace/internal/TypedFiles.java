package dev.millwright.workspace.internal;

import dev.millwright.files.spi.FileUse;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Files in what people have typed and not saved yet, which waits for them for as long as it takes. */
@Component
class TypedFiles implements FileUse {

    private final JdbcClient jdbc;

    TypedFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<UUID> among(Collection<UUID> files) {
        return new HashSet<>(jdbc.sql("""
                        select f.id from unnest(?::uuid[]) as f (id)
                        where exists (
                            select from platform.unsaved_entry e where position(f.id::text in e.values::text) > 0)
                        """)
                .param(files.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, line) -> row.getObject(1, UUID.class))
                .list());
    }
}
