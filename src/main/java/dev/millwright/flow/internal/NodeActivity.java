package dev.millwright.flow.internal;

import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.impl.bpmn.behavior.FlowNodeActivityBehavior;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;

/** What a token does at any element: it asks the {@link Turn} that moves it. */
final class NodeActivity extends FlowNodeActivityBehavior {

    private static final long serialVersionUID = 1;

    @Override
    public void execute(DelegateExecution execution) {
        Turn.current().reached((ExecutionEntity) execution);
    }

    @Override
    public void trigger(DelegateExecution execution, String signal, Object data) {
        Tokens.leave((ExecutionEntity) execution);
    }
}
