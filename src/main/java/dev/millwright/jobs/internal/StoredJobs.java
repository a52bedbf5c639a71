package dev.millwright.jobs.internal;

import dev.millwright.identity.CurrentLanguage;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.jobs.Job;
import dev.millwright.jobs.JobBody;
import dev.millwright.jobs.JobCancelledException;
import dev.millwright.jobs.JobProgress;
import dev.millwright.jobs.Jobs;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.BusyException;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Runs a few jobs at a time, each on a thread of its own, and keeps their state where every node can read it. */
@Service
class StoredJobs implements Jobs {

    private static final Logger LOG = LoggerFactory.getLogger(StoredJobs.class);

    /** A running job tells this often that it lives, so that one whose node died can be told from a slow one. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(4);

    private static final Duration SILENCE = Duration.ofSeconds(20);

    /** A job holds one connection throughout and another one now and then; screens and calls need the others. */
    private static final int AT_ONCE = 4;

    private static final int MOST_WAITING = 100;
    private static final int ATTEMPTS = 10;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(300);
    private static final TypeReference<Map<String, Object>> RESULT = new TypeReference<>() {};

    private final JdbcClient database;
    private final CurrentPerson person;
    private final CurrentLanguage language;
    private final BusinessTime time;
    private final JsonMapper json = new JsonMapper();
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final AtomicInteger present = new AtomicInteger();

    StoredJobs(JdbcClient database, CurrentPerson person, CurrentLanguage language, BusinessTime time) {
        this.database = database;
        this.person = person;
        this.language = language;
        this.time = time;
    }

    @Override
    public UUID start(String kind, JobBody body, Runnable afterwards) {
        Person owner = person.get();
        if (present.incrementAndGet() > AT_ONCE + MOST_WAITING) {
            present.decrementAndGet();
            throw new BusyException("jobs.error.busy");
        }
        try {
            UUID id = Ids.next();
            database.sql("""
                            INSERT INTO platform.job
                                (id, kind, owner, state, progress, result, problems, created_at, alive_at)
                            VALUES (:id, :kind, :owner, 'queued', 0, '{}', '[]', :now, :now)""")
                    .param("id", id)
                    .param("kind", kind)
                    .param("owner", owner.id())
                    .param("now", now())
                    .update();
            Optional<Locale> spoken = language.find();
            Runnable work = person.carried(() -> waitAndRun(id, body, afterwards));
            Thread.ofVirtual().name("job-" + id).start(() -> CurrentLanguage.run(spoken, work));
            return id;
        } catch (RuntimeException e) {
            present.decrementAndGet();
            throw e;
        }
    }

    private void waitAndRun(UUID id, JobBody body, Runnable afterwards) {
        Thread heart = Thread.ofVirtual().start(() -> beat(id));
        try {
            places.acquireUninterruptibly();
            try {
                if (begins(id)) {
                    run(id, body);
                }
            } finally {
                places.release();
            }
        } finally {
            heart.interrupt();
            present.decrementAndGet();
            afterwards.run();
        }
    }

    /** Whether anybody still wants it now that its turn has come. */
    private boolean begins(UUID id) {
        try {
            int begun = database.sql("""
                            UPDATE platform.job
                            SET state = CASE WHEN cancel THEN 'cancelled' ELSE 'running' END, alive_at = :now
                            WHERE id = :id AND state = 'queued'""").param("now", now()).param("id", id).update();
            return begun == 1 && !find(id).job().state().isOver();
        } catch (DataAccessException e) {
            LOG.error("Job {} cannot begin", id, e);
            return false;
        }
    }

    private void run(UUID id, JobBody body) {
        try {
            Map<String, Object> result = body.run(new Reporter(id));
            end(id, Job.State.DONE, result, Problems.NONE);
        } catch (JobCancelledException e) {
            end(id, Job.State.CANCELLED, Map.of(), Problems.NONE);
        } catch (InvalidException e) {
            end(id, Job.State.FAILED, Map.of(), e.problems());
        } catch (DomainException e) {
            Problem problem = Problem.error(e.code(), "", e.arguments().toArray());
            end(id, Job.State.FAILED, Map.of(), Problems.of(problem));
        } catch (RuntimeException e) {
            LOG.error("Job {} failed", id, e);
            end(id, Job.State.FAILED, Map.of(), Problems.of(Problem.error("jobs.error.failed", "", id.toString())));
        }
    }

    private void beat(UUID id) {
        try {
            while (true) {
                Thread.sleep(HEARTBEAT);
                beatOnce(id);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beatOnce(UUID id) {
        try {
            database.sql("UPDATE platform.job SET alive_at = :now WHERE id = :id AND state IN ('queued', 'running')")
                    .param("now", now())
                    .param("id", id)
                    .update();
        } catch (DataAccessException e) {
            LOG.warn("Job {} cannot tell that it lives: {}", id, e.getMessage());
        }
    }

    /** A job often ends because the database went away; it comes back in a moment, and then those who wait are told. */
    private void end(UUID id, Job.State state, Map<String, Object> result, Problems problems) {
        for (int attempt = 1; ; attempt++) {
            try {
                endNow(id, state, result, problems);
                return;
            } catch (DataAccessException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.warn("Job {} cannot tell that it is over: {}", id, e.getMessage());
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        }
    }

    /** Has no effect on a job that is over already: one said so in its transaction, another one was given up. */
    private void endNow(UUID id, Job.State state, Map<String, Object> result, Problems problems) {
        database.sql("""
                        UPDATE platform.job
                        SET state = :state, progress = CASE WHEN :state = 'done' THEN 1 ELSE progress END,
                            result = :result::jsonb, problems = :problems::jsonb, alive_at = :now
                        WHERE id = :id AND state IN ('queued', 'running')""")
                .param("state", state.key())
                .param("result", json.writeValueAsString(result))
                .param("problems", json.writeValueAsString(problems.items()))
                .param("now", now())
                .param("id", id)
                .update();
    }

    @Override
    public Job get(UUID id) {
        Found found = find(id);
        if (!found.job().state().isOver() && found.alive().plus(SILENCE).isBefore(time.now())) {
            giveUp(id);
            found = find(id);
        }
        return found.job();
    }

    private record Found(Job job, Instant alive) {}

    private Found find(UUID id) {
        return database.sql("""
                        SELECT id, kind, owner, state, progress, result, problems, created_at, alive_at
                        FROM platform.job WHERE id = :id AND owner = :owner""")
                .param("id", id)
                .param("owner", person.get().id())
                .query((row, number) -> read(row))
                .optional()
                .orElseThrow(() -> new NotFoundException(id.toString()));
    }

    /** The node that did it is gone. Should it only have been slow, it finds out when it wants to be done. */
    private void giveUp(UUID id) {
        Problems interrupted = Problems.of(Problem.error("jobs.error.interrupted", ""));
        database.sql("""
                        UPDATE platform.job SET state = 'failed', problems = :problems::jsonb
                        WHERE id = :id AND state IN ('queued', 'running') AND alive_at < :silent""")
                .param("problems", json.writeValueAsString(interrupted.items()))
                .param("id", id)
                .param("silent", now().minus(SILENCE))
                .update();
    }

    @Override
    public void cancel(UUID id) {
        int found = database.sql("UPDATE platform.job SET cancel = true WHERE id = :id AND owner = :owner")
                .param("id", id)
                .param("owner", person.get().id())
                .update();
        if (found == 0) {
            throw new NotFoundException(id.toString());
        }
    }

    private Found read(ResultSet row) throws SQLException {
        Job.State state = Job.State.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT));
        Instant alive = row.getObject("alive_at", OffsetDateTime.class).toInstant();
        Problems problems =
                new Problems(json.readValue(row.getString("problems"), new TypeReference<List<Problem>>() {}));
        Job job = new Job(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("owner"),
                state,
                row.getDouble("progress"),
                json.readValue(row.getString("result"), RESULT),
                problems,
                row.getObject("created_at", OffsetDateTime.class).toInstant());
        return new Found(job, alive);
    }

    private OffsetDateTime now() {
        return time.now().atOffset(ZoneOffset.UTC);
    }

    /** Writes progress on a connection of its own now and then, so that it is seen while the job's transaction is open. */
    private final class Reporter implements JobProgress {

        private final UUID id;
        private Instant last = Instant.EPOCH;

        Reporter(UUID id) {
            this.id = id;
        }

        @Override
        public void report(double part) {
            Instant now = time.now();
            if (last.plus(BETWEEN_REPORTS).isAfter(now)) {
                return;
            }
            last = now;
            boolean cancelled = inOtherThread(part);
            if (cancelled) {
                throw new JobCancelledException();
            }
        }

        @Override
        public void done(Map<String, Object> result) {
            int done = database.sql("""
                            UPDATE platform.job
                            SET state = 'done', progress = 1, result = :result::jsonb, alive_at = :now
                            WHERE id = :id AND state = 'running' AND NOT cancel""")
                    .param("result", json.writeValueAsString(result))
                    .param("now", now())
                    .param("id", id)
                    .update();
            if (done == 0) {
                throw new JobCancelledException();
            }
        }

        // The job's thread holds its transaction's connection; another thread gets another one.
        private boolean inOtherThread(double part) {
            boolean[] cancelled = new boolean[1];
            Thread writer = Thread.ofVirtual()
                    .start(() -> cancelled[0] = database.sql(
                                    "UPDATE platform.job SET progress = :part, alive_at = :now WHERE id = :id AND state = 'running' RETURNING cancel")
                            .param("part", part)
                            .param("now", now())
                            .param("id", id)
                            .query(Boolean.class)
                            .optional()
                            .orElse(true));
            try {
                writer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
            return cancelled[0];
        }
    }
}
