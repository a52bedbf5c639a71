package dev.millwright.files.internal;

import dev.millwright.files.FilePlace;
import dev.millwright.files.MediaTypes;
import dev.millwright.files.StoredFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code platform.file} and {@code platform.file_place}. */
@Repository
class FileTable {

    private static final String COLUMNS = "id, name, size, type, by, thumbnail is not null as small, located";

    private final JdbcClient jdbc;

    FileTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static String[] array(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    void insert(StoredFile file, byte @Nullable [] thumbnail, Instant at, String store) {
        jdbc.sql("""
                        insert into platform.file (id, name, size, type, by, at, thumbnail, store, located)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(file.id())
                .param(file.name())
                .param(file.size())
                .param(file.type())
                .param(file.by())
                .param(at.atOffset(ZoneOffset.UTC))
                .param(thumbnail)
                .param(store)
                .param(file.located())
                .update();
    }

    /** Key of the store that has the file. */
    Optional<String> store(UUID id) {
        return jdbc.sql("select store from platform.file where id = ?")
                .param(id)
                .query(String.class)
                .optional();
    }

    /** Keys of stores that have files and are none of these. */
    List<String> storesBeside(Collection<String> known) {
        return jdbc.sql("select distinct store from platform.file where store <> all(?::text[])")
                .param(known.toArray(String[]::new))
                .query((row, line) -> row.getString(1))
                .list();
    }

    Optional<StoredFile> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from platform.file where id = ?")
                .param(id)
                .query(FileTable::file)
                .optional();
    }

    /** In one order for everybody, so that nobody waits for one another. */
    List<StoredFile> hold(Collection<UUID> ids) {
        return jdbc.sql("select " + COLUMNS + " from platform.file where id = any(?::uuid[]) order by id for key share")
                .param(array(ids))
                .query(FileTable::file)
                .list();
    }

    /** Into a picture that came before anybody looked nobody looks now: it may tell. */
    private static StoredFile file(ResultSet row, int line) throws SQLException {
        boolean located = row.getBoolean("located") || row.wasNull() && MediaTypes.isPicture(row.getString("type"));
        return new StoredFile(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getLong("size"),
                row.getString("type"),
                row.getString("by"),
                row.getBoolean("small"),
                located);
    }

    Optional<byte[]> thumbnail(UUID id) {
        return jdbc.sql("select thumbnail from platform.file where id = ? and thumbnail is not null")
                .param(id)
                .query((row, line) -> row.getBytes(1))
                .optional();
    }

    void put(Collection<FilePlace> places) {
        List<UUID> files = new ArrayList<>();
        List<UUID> apps = new ArrayList<>();
        List<UUID> forms = new ArrayList<>();
        List<UUID> records = new ArrayList<>();
        List<UUID> fields = new ArrayList<>();
        for (FilePlace place : places) {
            files.add(place.file());
            apps.add(place.app());
            forms.add(place.form());
            records.add(place.record());
            fields.add(place.field());
        }
        jdbc.sql("""
                        insert into platform.file_place (file, app, form, record, field)
                        select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[])
                        on conflict do nothing
                        """)
                .param(array(files))
                .param(array(apps))
                .param(array(forms))
                .param(array(records))
                .param(array(fields))
                .update();
    }

    Map<UUID, List<FilePlace>> places(Collection<UUID> files) {
        Map<UUID, List<FilePlace>> places = new HashMap<>();
        jdbc.sql("""
                        select file, app, form, record, field from platform.file_place
                        where file = any(?::uuid[]) order by record desc
                        """)
                .param(array(files))
                .query((row, line) -> new FilePlace(
                        row.getObject("file", UUID.class),
                        row.getObject("app", UUID.class),
                        row.getObject("form", UUID.class),
                        row.getObject("record", UUID.class),
                        row.getObject("field", UUID.class)))
                .list()
                .forEach(place -> places.computeIfAbsent(place.file(), file -> new ArrayList<>())
                        .add(place));
        return places;
    }

    void forgetApp(UUID app) {
        jdbc.sql("delete from platform.file_place where app = ?").param(app).update();
    }

    /** How many bytes a person has brought since then that were put nowhere. */
    long unplaced(String person, Instant since) {
        return jdbc.sql("""
                        select coalesce(sum(f.size), 0) from platform.file f
                        where f.by = ? and f.at > ? and not exists (select from platform.file_place p where p.file = f.id)
                        """)
                .param(person)
                .param(since.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** How many bytes a person has brought since then. */
    long brought(String person, Instant since) {
        return jdbc.sql("select coalesce(sum(size), 0) from platform.file where by = ? and at > ?")
                .param(person)
                .param(since.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** Files that were put nowhere, from the one after the given on. */
    List<UUID> unplaced(Instant before, UUID after, int limit) {
        return jdbc.sql("""
                        select f.id from platform.file f
                        where f.id > ? and f.at < ?
                        and not exists (select from platform.file_place p where p.file = f.id)
                        order by f.id limit ?
                        """)
                .param(after)
                .param(before.atOffset(ZoneOffset.UTC))
                .param(limit)
                .query((row, line) -> row.getObject(1, UUID.class))
                .list();
    }

    /** A file that is known no more, and the key of the store that has its bytes. */
    record Removed(UUID file, String store) {}

    /** Removes those of the files that were put nowhere meanwhile and that nobody is about to put somewhere. */
    List<Removed> removeUnplaced(Collection<UUID> files) {
        return jdbc.sql("""
                        delete from platform.file where id in (
                            select f.id from platform.file f where f.id = any(?::uuid[])
                            and not exists (select from platform.file_place p where p.file = f.id)
                            for update skip locked)
                        and not exists (select from platform.file_place p where p.file = platform.file.id)
                        returning id, store
                        """)
                .param(array(files))
                .query((row, line) -> new Removed(row.getObject(1, UUID.class), row.getString(2)))
                .list();
    }
}
