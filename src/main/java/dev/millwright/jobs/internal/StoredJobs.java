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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Runs each job on a thread of its own and keeps its state where every node can read it. */
@Service
class StoredJobs implements Jobs {

    private static final Logger LOG = LoggerFactory.getLogger(StoredJobs.class);

    /** A running job tells this often that it lives, so that one whose node died can be told from a slow one. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(300);
    private static final TypeReference<Map<String, Object>> RESULT = new TypeReference<>() {};

    private final JdbcClient database;
    private final CurrentPerson person;
    private final CurrentLanguage language;
    private final BusinessTime time;
    private final JsonMapper json = new JsonMapper();

    StoredJobs(JdbcClient database, CurrentPerson person, CurrentLanguage language, BusinessTime time) {
        this.database = database;
        this.person = person;
        this.language = language;
        this.time = time;
    }

    @Override
    public UUID start(String kind, JobBody body) {
        Person owner = person.get();
        UUID id = Ids.next();
        database.sql("""
                        INSERT INTO platform.job (id, kind, owner, state, progress, result, problems, created_at, alive_at)
                        VALUES (:id, :kind, :owner, 'running', 0, '{}', '[]', :now, :now)""")
                .param("id", id)
                .param("kind", kind)
                .param("owner", owner.id())
                .param("now", now())
                .update();
        Optional<Locale> spoken = language.find();
        Runnable work = person.carried(() -> run(id, body));
        Thread.ofVirtual().name("job-" + id).start(() -> CurrentLanguage.run(spoken, work));
        return id;
    }

    private void run(UUID id, JobBody body) {
        Thread heart = Thread.ofVirtual().start(() -> beat(id));
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
        } finally {
            heart.interrupt();
        }
    }

    private void beat(UUID id) {
        try {
            while (true) {
                Thread.sleep(HEARTBEAT);
                database.sql("UPDATE platform.job SET alive_at = :now WHERE id = :id AND state = 'running'")
                        .param("now", now())
                        .param("id", id)
                        .update();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(UUID id, Job.State state, Map<String, Object> result, Problems problems) {
        database.sql("""
                        UPDATE platform.job
                        SET state = :state, progress = CASE WHEN :state = 'done' THEN 1 ELSE progress END,
                            result = :result::jsonb, problems = :problems::jsonb, alive_at = :now
                        WHERE id = :id""")
                .param("state", state.key())
                .param("result", json.writeValueAsString(result))
                .param("problems", json.writeValueAsString(problems.items()))
                .param("now", now())
                .param("id", id)
                .update();
    }

    @Override
    public Job get(UUID id) {
        return database.sql("""
                        SELECT id, kind, owner, state, progress, result, problems, created_at, alive_at
                        FROM platform.job WHERE id = :id AND owner = :owner""")
                .param("id", id)
                .param("owner", person.get().id())
                .query((row, number) -> read(row))
                .optional()
                .orElseThrow(() -> new NotFoundException(id.toString()));
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

    private Job read(ResultSet row) throws SQLException {
        Job.State state = Job.State.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT));
        Instant alive = row.getObject("alive_at", OffsetDateTime.class).toInstant();
        Problems problems =
                new Problems(json.readValue(row.getString("problems"), new TypeReference<List<Problem>>() {}));
        if (state == Job.State.RUNNING && alive.plus(SILENCE).isBefore(time.now())) {
            state = Job.State.FAILED;
            problems = Problems.of(Problem.error("jobs.error.interrupted", ""));
        }
        return new Job(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("owner"),
                state,
                row.getDouble("progress"),
                json.readValue(row.getString("result"), RESULT),
                problems,
                row.getObject("created_at", OffsetDateTime.class).toInstant());
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

        // The job's thread holds its transaction's connection; another thread gets another one.
        private boolean inOtherThread(double part) {
            boolean[] cancelled = new boolean[1];
            Thread writer = Thread.ofVirtual()
                    .start(() -> cancelled[0] = database.sql(
                                    "UPDATE platform.job SET progress = :part, alive_at = :now WHERE id = :id RETURNING cancel")
                            .param("part", part)
                            .param("now", now())
                            .param("id", id)
                            .query(Boolean.class)
                            .single());
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
