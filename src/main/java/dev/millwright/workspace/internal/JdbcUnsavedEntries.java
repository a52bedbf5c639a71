package dev.millwright.workspace.internal;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.workspace.UnsavedEntries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Unsaved entries in the table {@code platform.unsaved_entry}. */
@Repository
class JdbcUnsavedEntries implements UnsavedEntries {

    private static final UUID NEW = new UUID(0, 0);
    private static final TypeReference<Map<String, JsonNode>> VALUES = new TypeReference<>() {};

    private final CurrentPerson currentPerson;
    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    JdbcUnsavedEntries(CurrentPerson currentPerson, JdbcClient jdbc) {
        this.currentPerson = currentPerson;
        this.jdbc = jdbc;
    }

    @Override
    public Optional<UnsavedEntry> find(UUID form, @Nullable UUID record) {
        return jdbc.sql("""
                        select version, values::text as values, at
                        from platform.unsaved_entry where person = ? and form = ? and record = ?
                        """)
                .params(currentPerson.get().id(), form, idOf(record))
                .query(this::entry)
                .optional();
    }

    @Override
    public void keep(UUID form, @Nullable UUID record, UnsavedEntry entry) {
        jdbc.sql("""
                        insert into platform.unsaved_entry (person, form, record, version, values, at)
                        values (?, ?, ?, ?, ?::json, ?)
                        on conflict (person, form, record)
                        do update set version = excluded.version, values = excluded.values, at = excluded.at
                        """)
                .param(currentPerson.get().id())
                .param(form)
                .param(idOf(record))
                .param(entry.version())
                .param(json.writeValueAsString(entry.values()))
                .param(entry.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public void forget(UUID form, @Nullable UUID record) {
        jdbc.sql("delete from platform.unsaved_entry where person = ? and form = ? and record = ?")
                .params(currentPerson.get().id(), form, idOf(record))
                .update();
    }

    private UnsavedEntry entry(ResultSet row, int number) throws SQLException {
        return new UnsavedEntry(
                row.getObject("version", Long.class),
                json.readValue(row.getString("values"), VALUES),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    private static UUID idOf(@Nullable UUID record) {
        return record == null ? NEW : record;
    }
}
