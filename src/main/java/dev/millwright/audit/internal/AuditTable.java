package dev.millwright.audit.internal;

import dev.millwright.audit.AuditEntry;
import dev.millwright.audit.AuditEntry.Actor;
import dev.millwright.audit.AuditQuery;
import dev.millwright.identity.Origin;
import dev.millwright.identity.Origin.Way;
import dev.millwright.shared.AuditableEvent.AppName;
import dev.millwright.shared.AuditableEvent.Kind;
import dev.millwright.shared.PhraseCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code platform.audit_entry}. */
@Repository
class AuditTable {

    /** One who has the lock removes old entries. */
    private static final long REMOVAL_LOCK = 0x6d77_6175_6469_7400L;

    private final JdbcClient jdbc;

    AuditTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a page ended. */
    record Place(Instant at, UUID id) {}

    void insert(AuditEntry entry, Duration oneEntryFor) {
        String unlessThere = oneEntryFor.isZero() ? "" : """
             where not exists (select from platform.audit_entry
                where action = :action and at > :since
                    and person is not distinct from :person::text and app is not distinct from :app::text
                    and object is not distinct from :object::text)
            """;
        Actor by = entry.by();
        AppName app = entry.app();
        var statement = jdbc.sql("""
            insert into platform.audit_entry (id, at, kind, action, person, person_name, app, app_label, object,
                subject, arguments, details, way, address)
            select :id, :at, :kind, :action, :person::text, :personName::text, :app::text, :appLabel::text,
                :object::text, :subject, :arguments::json, :details::json, :way, :address::text
            """ + unlessThere)
                .param("id", entry.id())
                .param("at", sql(entry.at()))
                .param("kind", entry.kind().key())
                .param("action", entry.action())
                .param("person", by == null ? null : by.id())
                .param("personName", by == null ? null : by.name())
                .param("app", app == null ? null : app.key())
                .param("appLabel", app == null ? null : app.label())
                .param("object", entry.object())
                .param("subject", entry.subject().replace("\u0000", ""))
                .param("arguments", PhraseCodec.write(entry.arguments()))
                .param("details", PhraseCodec.write(entry.details()))
                .param("way", entry.origin().way().key())
                .param("address", entry.origin().address());
        if (!oneEntryFor.isZero()) {
            statement = statement.param("since", sql(entry.at().minus(oneEntryFor)));
        }
        statement.update();
    }

    List<AuditEntry> page(AuditQuery query, @Nullable Place after, int limit) {
        Map<String, Object> values = new LinkedHashMap<>();
        String where = where(query, values);
        if (after != null) {
            where += " and (at, id) < (:afterAt, :afterId)";
            values.put("afterAt", sql(after.at()));
            values.put("afterId", after.id());
        }
        return jdbc.sql("select * from platform.audit_entry where " + where + " order by at desc, id desc limit :limit")
                .params(values)
                .param("limit", limit)
                .query(AuditTable::read)
                .list();
    }

    long count(AuditQuery query) {
        Map<String, Object> values = new LinkedHashMap<>();
        return jdbc.sql("select count(*) from platform.audit_entry where " + where(query, values))
                .params(values)
                .query(Long.class)
                .single();
    }

    private static String where(AuditQuery query, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Instant from = query.from();
        if (from != null) {
            conditions.add("at >= :from");
            values.put("from", sql(from));
        }
        Instant to = query.to();
        if (to != null) {
            conditions.add("at < :to");
            values.put("to", sql(to));
        }
        equal(conditions, values, "person", query.person());
        equal(conditions, values, "app", query.app());
        Kind kind = query.kind();
        equal(conditions, values, "kind", kind == null ? null : kind.key());
        equal(conditions, values, "action", query.action());
        return String.join(" and ", conditions);
    }

    private static void equal(
            List<String> conditions, Map<String, Object> values, String column, @Nullable String wanted) {
        if (wanted != null) {
            conditions.add(column + " = :" + column);
            values.put(column, wanted.replace("\u0000", ""));
        }
    }

    /** Goes from person to person by the index, so that it takes as many steps as there are people. */
    List<Actor> people() {
        return jdbc.sql("""
            with recursive one as (
                (select person from platform.audit_entry where person is not null order by person limit 1)
                union all
                select (select e.person from platform.audit_entry e where e.person > one.person
                    order by e.person limit 1)
                from one where one.person is not null)
            select one.person, (select e.person_name from platform.audit_entry e where e.person = one.person
                order by e.at desc, e.id desc limit 1) as name
            from one where one.person is not null order by name, one.person
            """)
                .query((row, number) -> new Actor(row.getString("person"), row.getString("name")))
                .list();
    }

    List<AppName> apps() {
        return jdbc.sql("""
            with recursive one as (
                (select app from platform.audit_entry where app is not null order by app limit 1)
                union all
                select (select e.app from platform.audit_entry e where e.app > one.app order by e.app limit 1)
                from one where one.app is not null)
            select one.app, (select e.app_label from platform.audit_entry e where e.app = one.app
                order by e.at desc, e.id desc limit 1) as label
            from one where one.app is not null order by label, one.app
            """)
                .query((row, number) -> new AppName(row.getString("app"), row.getString("label")))
                .list();
    }

    /** Whether this transaction is the one that may remove old entries. */
    boolean mayRemove() {
        boolean first = jdbc.sql("select pg_try_advisory_xact_lock(?)")
                .param(REMOVAL_LOCK)
                .query(Boolean.class)
                .single();
        if (first) {
            jdbc.sql("select set_config('millwright.audit_retention', 'on', true)")
                    .query(String.class)
                    .single();
        }
        return first;
    }

    /** Removes some of what is older; how many it were. */
    int remove(Instant before, int limit) {
        return jdbc.sql("""
            delete from platform.audit_entry where id in (
                select id from platform.audit_entry where at < ? order by at, id limit ?)
            """).params(sql(before), limit).update();
    }

    private static AuditEntry read(ResultSet row, int number) throws SQLException {
        String person = row.getString("person");
        String app = row.getString("app");
        return new AuditEntry(
                row.getObject("id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("action"),
                person == null ? null : new Actor(person, row.getString("person_name")),
                app == null ? null : new AppName(app, row.getString("app_label")),
                row.getString("object"),
                row.getString("subject"),
                PhraseCodec.read(row.getString("arguments")),
                PhraseCodec.phrases(row.getString("details")),
                new Origin(Way.valueOf(row.getString("way").toUpperCase(Locale.ROOT)), row.getString("address")));
    }

    private static OffsetDateTime sql(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
