package dev.millwright.flow.internal;

import dev.millwright.shared.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.engine.ManagementService;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.RuntimeService;
import org.flowable.job.service.JobHandler;
import org.flowable.job.service.impl.asyncexecutor.AsyncExecutor;
import org.flowable.job.service.impl.asyncexecutor.FailedJobCommandFactory;
import org.flowable.spring.SpringProcessEngineConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The process engine: it moves tokens and keeps timers, in the transactions of the product and in a schema of its own, which the
 * connections have on their path. Whatever the product does itself is off: people, forms, history, expressions.
 */
@Configuration(proxyBeanMethods = false)
class FlowableConfiguration {

    /** Names the lock: "flowable" in ASCII. */
    private static final long TABLES = 0x666C6F7761626C65L;

    /**
     * After this long another node takes what a node took and did not end, for the node may be gone; Flowable's own hour is too long to
     * wait for a reminder. Should the first still be at work, the lock of the run keeps it from being done twice.
     */
    private static final int HELD_MILLIS = 30_000;

    /** Timers come two at a time, as a node has other work, too. */
    private static final int THREADS = 2;

    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    ProcessEngine processEngine(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            ObjectProvider<JobHandler> handlers,
            FailedJobCommandFactory failures) {
        SpringProcessEngineConfiguration engine = new SpringProcessEngineConfiguration();
        engine.setEngineName("millwright");
        engine.setDataSource(dataSource);
        engine.setTransactionManager(transactions);
        engine.setDatabaseType("postgres");
        engine.setDatabaseSchemaUpdate("true");
        engine.setUseLockForDatabaseSchemaUpdate(false);
        engine.setDisableIdmEngine(true);
        engine.setDisableEventRegistry(true);
        engine.setHistoryLevel(HistoryLevel.NONE);
        engine.setEnableEventDispatcher(false);
        engine.setEnableEntityLinks(false);
        engine.setEnableLocalization(false);
        engine.setEnableHistoricTaskLogging(false);
        engine.setEnableExecutionRelationshipCounts(true);
        engine.setEnableSafeBpmnXml(true);
        engine.setActivityInstanceEntityManager(new NoActivityInstances(engine));
        engine.setIdGenerator(() -> Ids.next().toString());
        engine.setCustomDefaultBpmnParseHandlers(List.of(new NodeParseHandler()));
        engine.setCustomJobHandlers(handlers.stream().toList());
        engine.setFailedJobCommandFactory(failures);
        engine.setAsyncExecutorActivate(true);
        engine.setAsyncExecutorCorePoolSize(THREADS);
        engine.setAsyncExecutorMaxPoolSize(THREADS);
        engine.setAsyncExecutorDefaultTimerJobAcquireWaitTime(2_000);
        engine.setAsyncExecutorDefaultAsyncJobAcquireWaitTime(2_000);
        engine.setAsyncExecutorTimerLockTimeInMillis(HELD_MILLIS);
        engine.setAsyncExecutorAsyncJobLockTimeInMillis(HELD_MILLIS);
        engine.setAsyncExecutorResetExpiredJobsInterval(HELD_MILLIS / 3);
        return alone(dataSource, engine::buildProcessEngine);
    }

    /** One node after the other: Flowable's own lock needs tables that are not there the first time. */
    private static ProcessEngine alone(DataSource dataSource, Supplier<ProcessEngine> build) {
        try (Connection lock = dataSource.getConnection();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("SET LOCAL lock_timeout = '120s'");
            statement.execute("SET LOCAL idle_in_transaction_session_timeout = '120s'");
            statement.execute("SELECT pg_advisory_xact_lock(" + TABLES + ")");
            ProcessEngine engine = build.get();
            lock.commit();
            return engine;
        } catch (SQLException e) {
            throw new IllegalStateException("The tables of the process engine cannot be made", e);
        }
    }

    /** Lets timers come as long as the application runs: nobody else starts what looks for them. */
    @Bean
    SmartLifecycle flowableTimers(ProcessEngine engine) {
        AsyncExecutor executor = engine.getProcessEngineConfiguration().getAsyncExecutor();
        return new SmartLifecycle() {
            @Override
            public void start() {
                executor.start();
            }

            @Override
            public void stop() {
                executor.shutdown();
            }

            @Override
            public boolean isRunning() {
                return executor.isActive();
            }
        };
    }

    @Bean
    RuntimeService flowableRuntime(ProcessEngine engine) {
        return engine.getRuntimeService();
    }

    @Bean
    RepositoryService flowableRepository(ProcessEngine engine) {
        return engine.getRepositoryService();
    }

    @Bean
    ManagementService flowableManagement(ProcessEngine engine) {
        return engine.getManagementService();
    }
}
