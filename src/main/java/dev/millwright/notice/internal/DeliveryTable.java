package dev.millwright.notice.internal;

import static dev.millwright.notice.internal.NoticeTable.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code platform.notice_delivery}. */
@Repository
class DeliveryTable {

    private static final int LONGEST_ERROR = 500;

    private final JdbcClient jdbc;

    DeliveryTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What this node has taken upon itself to carry.
     *
     * @param attempts how often it was tried, this time included
     */
    record Claim(UUID notice, String channel, String person, boolean summary, int attempts) {}

    /** How a channel does. */
    record State(long waiting, long failed, Optional<String> lastError) {}

    /** Takes what is due first; nobody else takes it before the moment given. */
    Optional<Claim> claim(Collection<String> channels, Instant now, Instant mine) {
        return jdbc.sql("""
            update platform.notice_delivery set attempts = attempts + 1, due_at = :mine
            where (notice, channel) = (
                select notice, channel from platform.notice_delivery
                where state = 'waiting' and due_at <= :now and channel = any(:channels::text[])
                order by due_at limit 1 for update skip locked)
            returning notice, channel, person, summary, attempts
            """)
                .param("mine", sql(mine))
                .param("now", sql(now))
                .param("channels", channels.toArray(String[]::new))
                .query(DeliveryTable::read)
                .optional();
    }

    /** Takes all else that is due for the same summary. */
    List<Claim> claimRest(Claim first, Instant now, Instant mine) {
        return jdbc.sql("""
            update platform.notice_delivery set attempts = attempts + 1, due_at = :mine
            where (notice, channel) in (
                select notice, channel from platform.notice_delivery
                where state = 'waiting' and summary and person = :person and channel = :channel
                    and due_at <= :now
                for update skip locked)
            returning notice, channel, person, summary, attempts
            """)
                .param("mine", sql(mine))
                .param("now", sql(now))
                .param("person", first.person())
                .param("channel", first.channel())
                .query(DeliveryTable::read)
                .list();
    }

    void sent(Collection<UUID> notices, String channel) {
        jdbc.sql("""
            update platform.notice_delivery set state = 'sent', error = null
            where notice = any(?::uuid[]) and channel = ?
            """).params(texts(notices), channel).update();
    }

    void tryAgain(Collection<UUID> notices, String channel, Instant at, String error) {
        jdbc.sql("""
            update platform.notice_delivery set due_at = ?, error = ?
            where notice = any(?::uuid[]) and channel = ?
            """).params(sql(at), shortened(error), texts(notices), channel).update();
    }

    void failed(Collection<UUID> notices, String channel, String error) {
        jdbc.sql("""
            update platform.notice_delivery set state = 'failed', error = ?
            where notice = any(?::uuid[]) and channel = ?
            """).params(shortened(error), texts(notices), channel).update();
    }

    State state(String channel) {
        return jdbc.sql("""
            select
                (select count(*) from platform.notice_delivery where channel = :channel and state = 'waiting'),
                (select count(*) from platform.notice_delivery where channel = :channel and state = 'failed'),
                (select error from platform.notice_delivery
                    where channel = :channel and error is not null order by due_at desc limit 1)
            """)
                .param("channel", channel)
                .query((row, number) ->
                        new State(row.getLong(1), row.getLong(2), Optional.ofNullable(row.getString(3))))
                .single();
    }

    private static Claim read(ResultSet row, int number) throws SQLException {
        return new Claim(
                row.getObject("notice", UUID.class),
                row.getString("channel"),
                row.getString("person"),
                row.getBoolean("summary"),
                row.getInt("attempts"));
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    private static String shortened(String error) {
        String clean = error.replace("\u0000", "");
        return clean.substring(0, Math.min(clean.length(), LONGEST_ERROR));
    }
}
