package dev.millwright.app.internal;

import dev.millwright.app.Author;
import dev.millwright.app.PublishedApp.PublishedDefinition;
import dev.millwright.app.Release;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.shared.PhraseCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The tables {@code platform.release} and {@code platform.definition}. */
@Repository
class ReleaseTables {

    private static final String DEFINITIONS =
            "select kind, id, key, since, json::text as json from platform.definition where app = ?";

    private final JdbcClient jdbc;
    private final Kinds kinds;
    private final DefinitionCodec codec;

    ReleaseTables(JdbcClient jdbc, Kinds kinds, DefinitionCodec codec) {
        this.jdbc = jdbc;
        this.kinds = kinds;
        this.codec = codec;
    }

    /** The definitions of the latest release, by kind and in the order of making. */
    List<PublishedDefinition> latest(UUID app) {
        return jdbc.sql(DEFINITIONS + " and until is null order by kind, id")
                .param(app)
                .query(this::definition)
                .list();
    }

    /** The definitions of any release. */
    List<PublishedDefinition> of(UUID app, long release) {
        return jdbc.sql(DEFINITIONS + " and since <= ? and (until is null or until > ?) order by kind, id")
                .params(app, release, release)
                .query(this::definition)
                .list();
    }

    /** Another definition that had the key in an earlier release and so still has its tables. */
    Optional<PublishedDefinition> formerOwner(UUID app, String kind, String key, UUID other) {
        return jdbc.sql(DEFINITIONS + " and kind = ? and key = ? and id <> ? order by since desc limit 1")
                .params(app, kind, key, other)
                .query(this::definition)
                .optional();
    }

    /** The definition as it was published last, also when it has left the app since. */
    Optional<PublishedDefinition> last(UUID app, String kind, UUID id) {
        return jdbc.sql(DEFINITIONS + " and kind = ? and id = ? order by since desc limit 1")
                .params(app, kind, id)
                .query(this::definition)
                .optional();
    }

    /** Ends the definition with this release. */
    void end(UUID app, String kind, UUID id, long release) {
        jdbc.sql("update platform.definition set until = ? where app = ? and kind = ? and id = ? and until is null")
                .params(release, app, kind, id)
                .update();
    }

    void begin(UUID app, String kind, UUID id, String key, String json, long release) {
        jdbc.sql("insert into platform.definition (app, kind, id, key, since, json) values (?, ?, ?, ?, ?, ?::json)")
                .params(app, kind, id, key, release, json)
                .update();
    }

    void insert(UUID app, Release release) {
        jdbc.sql("""
                        insert into platform.release (app, number, at, by_id, by_name, notes, fingerprint)
                        values (?, ?, ?, ?, ?, ?::json, ?)
                        """)
                .params(
                        app,
                        release.number(),
                        release.at().atOffset(ZoneOffset.UTC),
                        release.by().id(),
                        release.by().name(),
                        notes(release.notes()),
                        release.fingerprint())
                .update();
    }

    List<Release> releases(UUID app) {
        return jdbc.sql("""
                        select number, at, by_id, by_name, notes::text as notes, fingerprint
                        from platform.release where app = ? order by number desc
                        """).param(app).query(this::release).list();
    }

    private PublishedDefinition definition(ResultSet row, int number) throws SQLException {
        String kind = row.getString("kind");
        String key = row.getString("key");
        Object definition = kinds.decode(kind, row.getString("json"));
        String label = kinds.find(kind)
                .map(known -> label(known, definition))
                .orElseGet(() ->
                        definition instanceof JsonNode json ? json.path("label").asString(key) : key);
        return new PublishedDefinition(
                row.getObject("id", UUID.class), kind, key, label, row.getLong("since"), definition);
    }

    private static <D> String label(DefinitionKind<D> kind, Object definition) {
        return kind.labelOf(kind.type().cast(definition));
    }

    private Release release(ResultSet row, int number) throws SQLException {
        return new Release(
                row.getLong("number"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new Author(row.getString("by_id"), row.getString("by_name")),
                notes(row.getString("notes")),
                row.getString("fingerprint"));
    }

    /** What stands in the notes is told in the language of whoever reads them, so labels and phrases are kept as such. */
    private String notes(List<Release.Note> notes) {
        ArrayNode array = codec.mapper().createArrayNode();
        for (Release.Note note : notes) {
            ObjectNode json = (ObjectNode) codec.tree(note);
            json.set("arguments", codec.read(PhraseCodec.write(note.arguments()), JsonNode.class));
            array.add(json);
        }
        return array.toString();
    }

    private List<Release.Note> notes(String json) {
        List<Release.Note> notes = new ArrayList<>();
        codec.read(json, JsonNode.class)
                .forEach(note -> notes.add(new Release.Note(
                        note.path("kind").asString(""),
                        note.path("key").asString(""),
                        note.path("label").asString(""),
                        note.path("code").asString(""),
                        PhraseCodec.read(note.path("arguments").toString()))));
        return notes;
    }
}
