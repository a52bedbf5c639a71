package dev.millwright.app.internal;

import dev.millwright.app.App;
import dev.millwright.app.AppProfile;
import dev.millwright.app.Rights;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.identity.Person;
import dev.millwright.shared.BusinessTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code platform.app}. */
@Repository
class AppTable {

    private static final String SELECT =
            "select id, key, label, description, icon, colour, release, rights::text as rights, rights_version from platform.app";

    private final JdbcClient jdbc;
    private final DefinitionCodec codec;
    private final BusinessTime time;

    AppTable(JdbcClient jdbc, DefinitionCodec codec, BusinessTime time) {
        this.jdbc = jdbc;
        this.codec = codec;
        this.time = time;
    }

    /** An app with its rights. */
    record Row(App app, Rights rights, long rightsVersion) {}

    List<String> keys() {
        return jdbc.sql("select key from platform.app where deleted_at is null")
                .query((row, number) -> row.getString("key"))
                .list();
    }

    Optional<Row> find(String key) {
        return jdbc.sql(SELECT + " where key = ? and deleted_at is null")
                .param(key)
                .query(this::row)
                .optional();
    }

    Optional<String> keyOfDefinition(String kind, UUID id) {
        return jdbc.sql("""
                        select a.key from platform.definition d join platform.app a on a.id = d.app
                        where d.kind = ? and d.id = ? and d.until is null and a.deleted_at is null
                        """).params(kind, id).query(String.class).optional();
    }

    void insert(App app, Rights rights, Person by) {
        jdbc.sql("""
                        insert into platform.app (id, key, label, description, icon, colour, rights,
                            created_at, created_by, created_by_name)
                        values (?, ?, ?, ?, ?, ?, ?::json, ?, ?, ?)
                        """)
                .params(
                        app.id(),
                        app.key(),
                        app.label(),
                        app.description(),
                        app.icon(),
                        app.colour(),
                        codec.write(rights),
                        time.now().atOffset(ZoneOffset.UTC),
                        by.id(),
                        by.name())
                .update();
    }

    void update(UUID id, AppProfile profile) {
        jdbc.sql("update platform.app set label = ?, description = ?, icon = ?, colour = ? where id = ?")
                .params(profile.label(), profile.description(), profile.icon(), profile.colour(), id)
                .update();
    }

    boolean isCurrent(UUID id, long release, long rightsVersion) {
        return jdbc.sql(
                        "select release = ? and rights_version = ? from platform.app where id = ? and deleted_at is null")
                .params(release, rightsVersion, id)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Whether the rights still had that version. */
    boolean updateRights(UUID id, Rights rights, long version) {
        return jdbc.sql("""
                        update platform.app set rights = ?::json, rights_version = rights_version + 1
                        where id = ? and rights_version = ? and deleted_at is null
                        """).params(codec.write(rights), id, version).update() == 1;
    }

    void delete(UUID id) {
        jdbc.sql("delete from platform.app where id = ?").param(id).update();
    }

    void markDeleted(UUID id, Person by) {
        jdbc.sql("update platform.app set deleted_at = ?, deleted_by = ?, deleted_by_name = ? where id = ?")
                .params(time.now().atOffset(ZoneOffset.UTC), by.id(), by.name(), id)
                .update();
    }

    /** Locks the app against releases of its own until the transaction ends, and gives the number of the latest. */
    Optional<Long> lockRelease(UUID id) {
        return jdbc.sql("select release from platform.app where id = ? and deleted_at is null for share")
                .param(id)
                .query(Long.class)
                .optional();
    }

    void release(UUID id, long number) {
        jdbc.sql("update platform.app set release = ? where id = ?")
                .params(number, id)
                .update();
    }

    private Row row(ResultSet row, int number) throws SQLException {
        App app = new App(
                row.getObject("id", UUID.class),
                row.getString("key"),
                row.getString("label"),
                row.getString("description"),
                row.getString("icon"),
                row.getString("colour"),
                row.getLong("release"));
        return new Row(app, codec.read(row.getString("rights"), Rights.class), row.getLong("rights_version"));
    }
}
