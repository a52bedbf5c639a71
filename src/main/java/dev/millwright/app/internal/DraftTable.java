package dev.millwright.app.internal;

import dev.millwright.app.Author;
import dev.millwright.identity.Person;
import dev.millwright.shared.BusinessTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code platform.draft}. */
@Repository
class DraftTable {

    private static final String COLUMNS = """
             app, kind, id, key, label, json::text as json, version, based_on, updated_at, updated_by, updated_by_name
            """;

    private final JdbcClient jdbc;
    private final BusinessTime time;

    DraftTable(JdbcClient jdbc, BusinessTime time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** A draft as it is kept. */
    record Row(
            UUID app,
            String kind,
            UUID id,
            String key,
            String label,
            String json,
            long version,
            long basedOn,
            Instant updatedAt,
            Author updatedBy) {}

    /** What a draft is to hold. */
    record Content(UUID app, String kind, UUID id, String key, String label, String json) {}

    /** What no two drafts have in common. */
    record Identity(String kind, UUID id) {

        static Identity of(Row row) {
            return new Identity(row.kind(), row.id());
        }

        static Identity of(Content content) {
            return new Identity(content.kind(), content.id());
        }
    }

    List<Row> of(UUID app) {
        return jdbc.sql("select" + COLUMNS + "from platform.draft where app = ? order by kind, id")
                .param(app)
                .query(this::row)
                .list();
    }

    /** A draft of any app. */
    Optional<Row> find(String kind, UUID id) {
        return jdbc.sql("select" + COLUMNS + "from platform.draft where kind = ? and id = ?")
                .params(kind, id)
                .query(this::row)
                .optional();
    }

    Optional<Row> findByKey(UUID app, String kind, String key) {
        return jdbc.sql("select" + COLUMNS
                        + "from platform.draft where app = ? and kind = ? and key = ? order by id limit 1")
                .params(app, kind, key)
                .query(this::row)
                .optional();
    }

    /** Whether another app, a deleted one too, has drafts or published definitions of these ids. */
    boolean anyElsewhere(List<UUID> ids, UUID app) {
        return !ids.isEmpty()
                && jdbc.sql("""
                        select exists (select from platform.draft where id in (:ids) and app <> :app)
                            or exists (select from platform.definition where id in (:ids) and app <> :app)
                        """)
                        .param("ids", ids)
                        .param("app", app)
                        .query(Boolean.class)
                        .single();
    }

    /** Nothing when the id is taken by a draft, or by something that another app has published. */
    Optional<Row> insert(Content content, long basedOn, Person by) {
        return jdbc.sql("""
                        insert into platform.draft
                            (app, kind, id, key, label, json, version, based_on, updated_at, updated_by, updated_by_name)
                        select :app, :kind, :id, :key, :label, :json::json, 1, :basedOn, :at, :by, :byName
                        where not exists (select from platform.definition d
                            where d.kind = :kind and d.id = :id and d.app <> :app)
                        on conflict do nothing
                        returning""" + COLUMNS)
                .param("app", content.app())
                .param("kind", content.kind())
                .param("id", content.id())
                .param("key", content.key())
                .param("label", content.label())
                .param("json", content.json())
                .param("basedOn", basedOn)
                .param("at", time.now().atOffset(ZoneOffset.UTC))
                .param("by", by.id())
                .param("byName", by.name())
                .query(this::row)
                .optional();
    }

    /** Nothing when the draft is gone or no longer has the version. */
    Optional<Row> update(Content content, long version, Person by) {
        return jdbc.sql("""
                        update platform.draft set key = :key, label = :label, json = :json::json, version = version + 1,
                            updated_at = :at, updated_by = :by, updated_by_name = :byName
                        where app = :app and kind = :kind and id = :id and version = :version
                        returning""" + COLUMNS)
                .param("app", content.app())
                .param("kind", content.kind())
                .param("id", content.id())
                .param("key", content.key())
                .param("label", content.label())
                .param("json", content.json())
                .param("version", version)
                .param("at", time.now().atOffset(ZoneOffset.UTC))
                .param("by", by.id())
                .param("byName", by.name())
                .query(this::row)
                .optional();
    }

    boolean delete(UUID app, String kind, UUID id, long version) {
        return jdbc.sql("delete from platform.draft where app = ? and kind = ? and id = ? and version = ?")
                        .params(app, kind, id, version)
                        .update()
                == 1;
    }

    /** Notes that the draft went live; its content and version follow only if nobody saved since. */
    void published(Content content, long version, long release) {
        int followed = jdbc.sql("""
                        update platform.draft set key = :key, label = :label, json = :json::json, based_on = :release,
                            version = version + case when json::text = :json then 0 else 1 end
                        where kind = :kind and id = :id and version = :version
                        """)
                .param("key", content.key())
                .param("label", content.label())
                .param("json", content.json())
                .param("release", release)
                .param("kind", content.kind())
                .param("id", content.id())
                .param("version", version)
                .update();
        if (followed == 0) {
            jdbc.sql("update platform.draft set based_on = ? where kind = ? and id = ?")
                    .params(release, content.kind(), content.id())
                    .update();
        }
    }

    private Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("app", UUID.class),
                row.getString("kind"),
                row.getObject("id", UUID.class),
                row.getString("key"),
                row.getString("label"),
                row.getString("json"),
                row.getLong("version"),
                row.getLong("based_on"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                new Author(row.getString("updated_by"), row.getString("updated_by_name")));
    }
}
