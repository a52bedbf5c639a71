package dev.millwright.record.internal;

import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.RepeatedRequests;
import dev.millwright.secret.Secrets;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the names of requests in the table {@code platform.request_key}. */
@Repository
class JdbcRepeatedRequests implements RepeatedRequests {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final int BETWEEN_CLEARINGS = 1_000;

    private final JdbcClient jdbc;
    private final FormAccess access;
    private final Secrets secrets;
    private final BusinessTime time;
    private final TransactionTemplate transaction;
    private final AtomicLong count = new AtomicLong();

    JdbcRepeatedRequests(
            JdbcClient jdbc,
            FormAccess access,
            Secrets secrets,
            BusinessTime time,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.access = access;
        this.secrets = secrets;
        this.time = time;
        this.transaction = new TransactionTemplate(transactions);
    }

    private record Done(byte[] digest, List<UUID> ids) {}

    @Override
    public List<UUID> once(FormRef form, String key, byte[] request, Supplier<List<UUID>> work) {
        if (key.isBlank() || key.length() > LONGEST_KEY || !Columns.isStorable(key)) {
            throw new InvalidRequestException("record.error.requestKey", LONGEST_KEY);
        }
        String person = access.actor().id();
        List<byte[]> digests = digests(form, request);
        if (count.incrementAndGet() % BETWEEN_CLEARINGS == 0) {
            clear();
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            if (!claim(person, key, digests.getFirst())) {
                Done done = done(person, key);
                if (digests.stream().noneMatch(digest -> Arrays.equals(done.digest(), digest))) {
                    throw new InvalidRequestException("record.error.requestKeyTaken");
                }
                return done.ids();
            }
            List<UUID> ids = work.get();
            jdbc.sql("update platform.request_key set ids = ? where person = ? and key = ?")
                    .params(ids.toArray(UUID[]::new), person, key)
                    .update();
            return ids;
        }));
    }

    /** Waits for somebody who does the same at this moment. */
    private boolean claim(String person, String key, byte[] digest) {
        try {
            return jdbc.sql("""
                            insert into platform.request_key (person, key, digest, ids, at)
                            values (?, ?, ?, '{}', ?) on conflict (person, key) do nothing
                            """).params(person, key, digest, now()).update() == 1;
        } catch (DataAccessException e) {
            if (SqlFailure.in(e).filter(SqlFailure::isLockTimeout).isPresent()) {
                throw new ConflictException("record.error.requestKeyBusy");
            }
            throw e;
        }
    }

    private Done done(String person, String key) {
        return jdbc.sql("select digest, ids from platform.request_key where person = ? and key = ?")
                .params(person, key)
                .query(JdbcRepeatedRequests::read)
                .single();
    }

    private static Done read(ResultSet row, int number) throws SQLException {
        return new Done(
                row.getBytes("digest"), List.of((UUID[]) row.getArray("ids").getArray()));
    }

    private void clear() {
        jdbc.sql("delete from platform.request_key where at < ?")
                .param(now().minus(KEPT))
                .update();
    }

    private OffsetDateTime now() {
        return time.now().atOffset(ZoneOffset.UTC);
    }

    /** A request may hold what is to be kept encrypted, and few enough texts to try them all. */
    private List<byte[]> digests(FormRef form, byte[] request) {
        byte[] to = (form.app() + "/" + form.form() + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(to, to.length + request.length);
        System.arraycopy(request, 0, whole, to.length, request.length);
        return secrets.marks("platform.request_key", whole);
    }
}
