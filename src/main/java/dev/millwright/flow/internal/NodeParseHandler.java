package dev.millwright.flow.internal;

import java.util.Collection;
import java.util.List;
import org.flowable.bpmn.model.BaseElement;
import org.flowable.bpmn.model.EndEvent;
import org.flowable.bpmn.model.ExclusiveGateway;
import org.flowable.bpmn.model.FlowNode;
import org.flowable.bpmn.model.InclusiveGateway;
import org.flowable.bpmn.model.ParallelGateway;
import org.flowable.bpmn.model.ReceiveTask;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.bpmn.model.UserTask;
import org.flowable.engine.impl.bpmn.parser.BpmnParse;
import org.flowable.engine.parse.BpmnParseHandler;

/** Lets every element of a process act by {@link NodeActivity} instead of what its attributes say: nothing of these is evaluated. */
final class NodeParseHandler implements BpmnParseHandler {

    private static final List<Class<? extends BaseElement>> TYPES = List.of(
            UserTask.class,
            ServiceTask.class,
            ReceiveTask.class,
            ExclusiveGateway.class,
            ParallelGateway.class,
            InclusiveGateway.class,
            EndEvent.class);

    @Override
    public Collection<Class<? extends BaseElement>> getHandledTypes() {
        return TYPES;
    }

    @Override
    public void parse(BpmnParse parse, BaseElement element) {
        ((FlowNode) element).setBehavior(new NodeActivity());
    }
}
