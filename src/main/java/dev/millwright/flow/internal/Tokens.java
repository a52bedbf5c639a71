package dev.millwright.flow.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.FlowNode;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.engine.ManagementService;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.persistence.entity.ExecutionEntityManager;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.engine.impl.util.ProcessDefinitionUtil;
import org.springframework.stereotype.Component;

/**
 * Where the tokens of a run stand in Flowable. All of them are children of the one process instance, so that a set of places says it
 * all: going back takes away what lies behind and puts a token down, whatever branches run at the same time.
 */
@Component
class Tokens {

    private final RuntimeService runtime;
    private final ManagementService management;

    Tokens(RuntimeService runtime, ManagementService management) {
        this.runtime = runtime;
        this.management = management;
    }

    void begin(String process, UUID instance) {
        runtime.createProcessInstanceBuilder()
                .processDefinitionId(process)
                .predefineProcessInstanceId(instance.toString())
                .start();
    }

    /** Lets the token go on from where it stands. */
    void go(String execution) {
        runtime.trigger(execution);
    }

    /** Takes away the tokens at elements that the predicate names, and puts one down at each of the others. */
    void move(UUID instance, Predicate<String> away, List<String> to) {
        management.executeCommand(context -> {
            ExecutionEntityManager executions = CommandContextUtil.getExecutionEntityManager(context);
            ExecutionEntity root = executions.findById(instance.toString());
            // What waits where branches meet may have waited for a token that is taken away.
            Map<String, ExecutionEntity> waiting = new LinkedHashMap<>();
            for (ExecutionEntity token : tokens(root)) {
                if (away.test(token.getCurrentActivityId())) {
                    executions.deleteExecutionAndRelatedData(token, null, false);
                } else if (Elements.isJoin(token.getCurrentActivityId())) {
                    waiting.put(token.getCurrentActivityId(), token);
                }
            }
            List<ExecutionEntity> fresh = new ArrayList<>();
            for (String element : to) {
                ExecutionEntity token = executions.createChildExecution(root);
                token.setCurrentFlowElement(element(root, element));
                fresh.add(token);
            }
            fresh.forEach(token -> CommandContextUtil.getAgenda(context).planContinueProcessOperation(token));
            waiting.values().forEach(token -> {
                token.setActive(true);
                CommandContextUtil.getAgenda(context).planContinueProcessOperation(token);
            });
            return null;
        });
    }

    /**
     * Takes away all tokens: the run is over. Flowable's own way asks eight tables for what hangs on a process; ours has tokens and
     * their timers.
     */
    void end(UUID instance) {
        management.executeCommand(context -> {
            ExecutionEntityManager executions = CommandContextUtil.getExecutionEntityManager(context);
            ExecutionEntity root = executions.findById(instance.toString());
            for (ExecutionEntity token : tokens(root)) {
                executions.deleteExecutionAndRelatedData(token, null, false);
            }
            root.setEnded(true);
            executions.delete(root);
            return null;
        });
    }

    /** The elements at which tokens stand. */
    List<String> places(UUID instance) {
        return runtime
                .createExecutionQuery()
                .processInstanceId(instance.toString())
                .onlyChildExecutions()
                .list()
                .stream()
                .map(execution -> execution.getActivityId())
                .toList();
    }

    private static FlowElement element(ExecutionEntity root, String id) {
        FlowElement element =
                ProcessDefinitionUtil.getProcess(root.getProcessDefinitionId()).getFlowElement(id, false);
        if (element == null) {
            throw new IllegalStateException("No element " + id + " in " + root.getProcessDefinitionId());
        }
        return element;
    }

    private static List<ExecutionEntity> tokens(ExecutionEntity root) {
        List<ExecutionEntity> living = new ArrayList<>();
        for (ExecutionEntity token : root.getExecutions()) {
            if (!token.isEnded() && !token.isDeleted()) {
                living.add(token);
            }
        }
        return living;
    }

    /** By the only way out. */
    static void leave(ExecutionEntity token) {
        leave(token, ((FlowNode) token.getCurrentFlowElement()).getOutgoingFlows());
    }

    /** By the ways of these numbers, see {@link Elements#branchOf}. */
    static void leaveBy(ExecutionEntity token, List<Integer> ways) {
        leave(
                token,
                ((FlowNode) token.getCurrentFlowElement())
                        .getOutgoingFlows().stream()
                                .filter(way -> ways.contains(Elements.branchOf(way.getId())))
                                .toList());
    }

    /** Takes the ways at the same time. All tokens are there before the first goes on, so that none is missed where they meet. */
    static void leave(ExecutionEntity token, List<SequenceFlow> ways) {
        ExecutionEntityManager executions = CommandContextUtil.getExecutionEntityManager();
        List<ExecutionEntity> leaving = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            ExecutionEntity one = i == 0 ? token : executions.createChildExecution(token.getParent());
            one.setCurrentFlowElement(ways.get(i));
            one.setActive(true);
            leaving.add(one);
        }
        leaving.forEach(one -> CommandContextUtil.getAgenda().planContinueProcessOperation(one));
    }

    /**
     * Lets the token wait where branches meet, or go on when none is left in the branches.
     *
     * @param within whether an element lies in the branches
     */
    static void meet(ExecutionEntity token, Predicate<String> within) {
        ExecutionEntityManager executions = CommandContextUtil.getExecutionEntityManager();
        String place = token.getCurrentActivityId();
        List<ExecutionEntity> others = tokens(token.getParent()).stream()
                .filter(other -> !other.getId().equals(token.getId()))
                .toList();
        if (others.stream().anyMatch(other -> within.test(other.getCurrentActivityId()))) {
            token.inactivate();
            return;
        }
        others.stream()
                .filter(other -> place.equals(other.getCurrentActivityId()))
                .forEach(other -> executions.deleteExecutionAndRelatedData(other, null, false));
        leave(token);
    }
}
