package dev.millwright.flow.internal;

import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.impl.persistence.entity.ActivityInstanceEntityManagerImpl;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.persistence.entity.data.impl.MybatisActivityInstanceDataManager;
import org.jspecify.annotations.Nullable;

/**
 * Flowable keeps a row for each element that a running process has reached, at every history level. Our steps and events say that
 * already, and the rows cost two statements for each element.
 */
final class NoActivityInstances extends ActivityInstanceEntityManagerImpl {

    NoActivityInstances(ProcessEngineConfigurationImpl engine) {
        super(engine, new MybatisActivityInstanceDataManager(engine));
    }

    @Override
    public void recordActivityStart(ExecutionEntity execution) {
        // Kept in our steps.
    }

    @Override
    public void recordActivityEnd(ExecutionEntity execution, @Nullable String reason) {
        // Kept in our steps.
    }

    @Override
    public void recordSequenceFlowTaken(ExecutionEntity execution) {
        // Kept in our events.
    }

    @Override
    public void deleteActivityInstancesByProcessInstanceId(String instance) {
        // There are none.
    }
}
