package dev.millwright.flow.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flowable.common.engine.impl.interceptor.Command;
import org.flowable.common.engine.impl.interceptor.CommandContext;
import org.flowable.engine.ManagementService;
import org.flowable.engine.impl.cmd.JobRetryCmd;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.job.api.Job;
import org.flowable.job.service.JobHandler;
import org.flowable.job.service.TimerJobService;
import org.flowable.job.service.impl.asyncexecutor.FailedJobCommandFactory;
import org.flowable.job.service.impl.persistence.entity.JobEntity;
import org.flowable.job.service.impl.persistence.entity.TimerJobEntity;
import org.flowable.variable.api.delegate.VariableScope;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Moments that a step waits for. They are Flowable's timer jobs: kept over restarts, taken by one node of a cluster, gone with the
 * token of their step.
 */
@Component
class Timers {

    static final String HANDLER = "millwright";

    /** So often the process engine tries what a timer sets going. */
    private static final int TRIES = 5;

    /** A run that somebody holds is looked at again after that long. */
    static final Duration WHILE_HELD = Duration.ofHours(1);

    /** What happens when a moment has come; found by the scan. */
    interface Purpose {

        /** One word, kept with the timer. */
        String key();

        /** In the transaction of the turn; the step is open. */
        void due(Turn turn, Step step, String detail);
    }

    private final ObjectProvider<ManagementService> management;

    Timers(ObjectProvider<ManagementService> management) {
        this.management = management;
    }

    /**
     * Sets a timer in the transaction that runs.
     *
     * @param detail kept for the purpose; no words that people typed
     */
    void at(Instant moment, Turn turn, Step step, Purpose purpose, String detail) {
        management.getObject().executeCommand(context -> {
            ExecutionEntity token =
                    CommandContextUtil.getExecutionEntityManager(context).findById(step.execution);
            TimerJobService jobs = CommandContextUtil.getTimerJobService(context);
            TimerJobEntity job = jobs.createTimerJob();
            job.setJobType(Job.JOB_TYPE_TIMER);
            job.setJobHandlerType(HANDLER);
            job.setJobHandlerConfiguration(purpose.key() + " " + turn.run().id + " " + step.id + " " + detail);
            job.setDuedate(Date.from(moment));
            job.setExclusive(false);
            job.setRevision(1);
            job.setRetries(TRIES);
            job.setExecutionId(step.execution);
            job.setProcessInstanceId(turn.run().id.toString());
            job.setProcessDefinitionId(token.getProcessDefinitionId());
            jobs.scheduleTimerJob(job);
            return null;
        });
    }

    /** Sets the timer of the purpose at the step anew: whatever it was set to is taken away. */
    void instead(Instant moment, Turn turn, Step step, Purpose purpose, String detail) {
        ManagementService jobs = management.getObject();
        String own = purpose.key() + " " + turn.run().id + " " + step.id + " ";
        jobs.createTimerJobQuery().executionId(step.execution).list().stream()
                .filter(job -> String.valueOf(job.getJobHandlerConfiguration()).startsWith(own))
                .forEach(job -> jobs.deleteTimerJob(job.getId()));
        at(moment, turn, step, purpose, detail);
    }

    /** Timers of the run that failed for good come again. */
    void again(UUID instance) {
        ManagementService jobs = management.getObject();
        jobs.createDeadLetterJobQuery()
                .processInstanceId(instance.toString())
                .list()
                .forEach(job -> jobs.moveDeadLetterJobToExecutableJob(job.getId(), TRIES));
    }

    /** Gets a timer of Flowable's back to the run. */
    @Component
    static final class Handler implements JobHandler {

        private final ObjectProvider<Course> course;
        private final ObjectProvider<Purpose> purposes;

        Handler(ObjectProvider<Course> course, ObjectProvider<Purpose> purposes) {
            this.course = course;
            this.purposes = purposes;
        }

        @Override
        public String getType() {
            return HANDLER;
        }

        @Override
        public void execute(JobEntity job, String configuration, VariableScope scope, CommandContext context) {
            List<String> words = List.of(configuration.split(" ", 4));
            Map<String, Purpose> known = purposes.stream().collect(Collectors.toMap(Purpose::key, Function.identity()));
            Purpose purpose = Objects.requireNonNull(known.get(words.getFirst()), words.getFirst());
            UUID instance = UUID.fromString(words.get(1));
            course.getObject()
                    .timer(
                            instance,
                            UUID.fromString(words.get(2)),
                            (turn, step) -> purpose.due(turn, step, words.get(3)));
        }
    }

    /**
     * A timer that failed for the last time is put aside in the transaction in which those who look after the app learn of it: told
     * earlier, they could let it come again before it was there to be found.
     */
    @Component
    static final class LastFailure implements FailedJobCommandFactory {

        private final ObjectProvider<DueWork> work;

        LastFailure(ObjectProvider<DueWork> work) {
            this.work = work;
        }

        @Override
        public Command<Object> getCommand(String id, Throwable failure) {
            return context -> {
                JobEntity job = CommandContextUtil.getJobService(context).findJobById(id);
                boolean last = job != null && job.getRetries() <= 1 && HANDLER.equals(job.getJobHandlerType());
                Object done = new JobRetryCmd(id, failure).execute(context);
                if (last) {
                    work.getObject().gaveUp(UUID.fromString(job.getProcessInstanceId()), failure);
                }
                return done;
            };
        }
    }
}
