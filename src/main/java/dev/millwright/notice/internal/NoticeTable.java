package dev.millwright.notice.internal;

import dev.millwright.notice.Notice;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.PhraseCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code platform.notice}. */
@Repository
class NoticeTable {

    /** One who has the lock removes old notices. */
    private static final long REMOVAL_LOCK = 0x6d77_6e6f_7469_6365L;

    private final JdbcClient jdbc;

    NoticeTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One of the people whom a notice is for. */
    record Recipient(UUID id, String person, boolean bell) {}

    /** What a channel is to carry. */
    record Errand(UUID notice, String channel, String person, boolean summary, Instant dueAt) {}

    /** A notice as it is kept. */
    record Row(
            UUID id,
            Phrase text,
            List<Phrase> details,
            String link,
            @Nullable String origin,
            boolean urgent,
            Instant at,
            boolean unread) {}

    /** One statement, however many are told and by whichever way: notices are part of the transactions that people wait for. */
    void insert(Notice notice, Instant now, List<Recipient> recipients, List<Errand> errands) {
        String insert = """
            insert into platform.notice (id, person, kind, phrase, arguments, details, link, origin, urgent, bell, told_at)
            select r.id, r.person, :kind, :phrase, :arguments::json, :details::json, :link, :origin::text, :urgent,
                r.bell, :now
            from unnest(:ids::uuid[], :people::text[], :bells::boolean[]) as r (id, person, bell)
            """;
        String text = errands.isEmpty() ? insert : "with told as (" + insert + """
            )
            insert into platform.notice_delivery (notice, channel, person, summary, state, due_at, attempts)
            select e.notice, e.channel, e.person, e.summary, 'waiting', e.due_at, 0
            from unnest(:notices::uuid[], :channels::text[], :receivers::text[], :summaries::boolean[],
                :dues::timestamptz[]) as e (notice, channel, person, summary, due_at)
            """;
        var statement = jdbc.sql(text)
                .param("kind", notice.kind())
                .param("phrase", clean(notice.text().code()))
                .param("arguments", PhraseCodec.write(notice.text().arguments()))
                .param("details", PhraseCodec.write(notice.details()))
                .param("link", notice.link())
                .param("origin", notice.origin())
                .param("urgent", notice.urgent())
                .param("now", sql(now))
                .param(
                        "ids",
                        recipients.stream().map(one -> one.id().toString()).toArray(String[]::new))
                .param("people", recipients.stream().map(Recipient::person).toArray(String[]::new))
                .param("bells", recipients.stream().map(Recipient::bell).toArray(Boolean[]::new));
        if (!errands.isEmpty()) {
            statement = statement
                    .param(
                            "notices",
                            errands.stream().map(one -> one.notice().toString()).toArray(String[]::new))
                    .param("channels", errands.stream().map(Errand::channel).toArray(String[]::new))
                    .param("receivers", errands.stream().map(Errand::person).toArray(String[]::new))
                    .param("summaries", errands.stream().map(Errand::summary).toArray(Boolean[]::new))
                    .param(
                            "dues",
                            errands.stream().map(one -> one.dueAt().toString()).toArray(String[]::new));
        }
        statement.update();
    }

    /** Marks what was told about it as read; whether there was anything. */
    boolean settle(String origin, String person, Instant now) {
        return jdbc.sql("""
            with read as (
                update platform.notice set read_at = coalesce(read_at, :now)
                where origin = :origin and person = :person
                returning id),
            dropped as (
                delete from platform.notice_delivery
                where notice in (select id from read) and state = 'waiting')
            select count(*) from read
            """)
                        .param("now", sql(now))
                        .param("origin", origin)
                        .param("person", person)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Removes what was told about it; whom it was told. */
    List<String> remove(String origin, @Nullable Collection<String> people) {
        String text = "delete from platform.notice where origin = :origin"
                + (people == null ? "" : " and person = any(:people::text[])") + " returning person";
        var statement = jdbc.sql(text).param("origin", origin);
        if (people != null) {
            statement = statement.param("people", people.toArray(String[]::new));
        }
        return statement.query((row, number) -> row.getString("person")).list();
    }

    int unread(String person, int most) {
        return jdbc.sql("""
            select count(*) from (
                select from platform.notice where person = ? and bell and read_at is null
                group by coalesce(origin, id::text) limit ?) thing
            """).params(person, most).query(Integer.class).single();
    }

    List<Row> newest(String person, int limit) {
        return jdbc.sql("""
            select * from platform.notice where person = ? and bell order by told_at desc, id desc limit ?
            """).params(person, limit).query(NoticeTable::read).list();
    }

    List<Row> all(Collection<UUID> ids) {
        return jdbc.sql("select * from platform.notice where id = any(?::uuid[]) order by told_at, id")
                .param(ids.stream().map(UUID::toString).toArray(String[]::new))
                .query(NoticeTable::read)
                .list();
    }

    void markRead(String person, UUID id, Instant now) {
        jdbc.sql("""
            update platform.notice set read_at = :now
            where person = :person and read_at is null and (id = :id or origin = (
                select origin from platform.notice where id = :id and person = :person))
            """)
                .param("now", sql(now))
                .param("person", person)
                .param("id", id)
                .update();
    }

    void markAllRead(String person, Instant now) {
        jdbc.sql("update platform.notice set read_at = ? where person = ? and bell and read_at is null")
                .params(sql(now), person)
                .update();
    }

    /** Removes some of what is older, if nobody else does; how many it were. Runs in a transaction. */
    int removeOld(Instant before, int limit) {
        boolean first = jdbc.sql("select pg_try_advisory_xact_lock(?)")
                .param(REMOVAL_LOCK)
                .query(Boolean.class)
                .single();
        return first ? jdbc.sql("""
            delete from platform.notice where id in (
                select id from platform.notice where told_at < ? order by told_at limit ?)
            """).params(sql(before), limit).update() : 0;
    }

    private static Row read(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                new Phrase(row.getString("phrase"), PhraseCodec.read(row.getString("arguments"))),
                PhraseCodec.phrases(row.getString("details")),
                row.getString("link"),
                row.getString("origin"),
                row.getBoolean("urgent"),
                row.getObject("told_at", OffsetDateTime.class).toInstant(),
                row.getObject("read_at") == null);
    }

    private static String clean(String text) {
        return text.replace("\u0000", "");
    }

    static OffsetDateTime sql(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
