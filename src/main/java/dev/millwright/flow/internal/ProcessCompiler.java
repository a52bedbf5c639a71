package dev.millwright.flow.internal;

import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.internal.FlowChart.Placed;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeShape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.flowable.bpmn.converter.BpmnXMLConverter;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.EndEvent;
import org.flowable.bpmn.model.ExclusiveGateway;
import org.flowable.bpmn.model.FlowNode;
import org.flowable.bpmn.model.Gateway;
import org.flowable.bpmn.model.GraphicInfo;
import org.flowable.bpmn.model.InclusiveGateway;
import org.flowable.bpmn.model.ParallelGateway;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.ReceiveTask;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.TerminateEventDefinition;
import org.flowable.bpmn.model.UserTask;
import org.jspecify.annotations.Nullable;

/**
 * Makes a BPMN 2.0 process of a flow, with a picture from top to bottom. What is deployed holds ids only: nothing that people typed is in
 * it, and nothing in it is evaluated.
 */
final class ProcessCompiler {

    private static final double TASK_WIDTH = 120;
    private static final double TASK_HEIGHT = 60;
    private static final double GATEWAY = 40;
    private static final double EVENT = 30;
    private static final double GAP = 40;

    private final FlowChart chart;
    private final Function<UUID, String> names;
    private final Process process = new Process();
    private final BpmnModel model = new BpmnModel();
    private final List<SequenceFlow> jumps = new ArrayList<>();

    private ProcessCompiler(FlowChart chart, Function<UUID, String> names) {
        this.chart = chart;
        this.names = names;
    }

    /** The process as it is deployed. */
    static BpmnModel compile(FlowChart chart) {
        return new ProcessCompiler(chart, node -> "").compile();
    }

    /** The process as a file for other tools, with the names that people know its steps by; forks have those of their designer. */
    static byte[] export(FlowChart chart, Function<UUID, String> names) {
        BpmnModel named = new ProcessCompiler(
                        chart,
                        node -> chart.find(node)
                                        .filter(placed -> placed.shape().hasBranches())
                                        .isPresent()
                                ? chart.label(node)
                                : names.apply(node))
                .compile();
        named.getMainProcess().setName(inXml(chart.flow().label()));
        return new BpmnXMLConverter().convertToXML(named, StandardCharsets.UTF_8.name());
    }

    /** Without what no XML can hold; flows that were published earlier may have it in their names. */
    private static String inXml(String name) {
        return FlowDesign.UNNAMEABLE.matcher(name).replaceAll(" ").strip();
    }

    private BpmnModel compile() {
        process.setId(Elements.process(chart.flow().id()));
        process.setExecutable(true);
        model.addProcess(process);
        model.setTargetNamespace("https://millwright.dev/flow");
        StartEvent begin = new StartEvent();
        begin.setId("start");
        Extent extent = extent(chart.flow().nodes());
        double middle = GAP + extent.left();
        add(begin, middle, GAP, EVENT, EVENT);
        // The starter's own task: passes by itself when the run begins, and is where it comes back to.
        UserTask starter = new UserTask();
        starter.setId(Elements.BEGIN);
        String starting = names.apply(chart.flow().id());
        if (!starting.isEmpty()) {
            starter.setName(inXml(starting));
        }
        add(starter, middle, GAP + EVENT + GAP, TASK_WIDTH, TASK_HEIGHT);
        connect(begin, starter, 0);
        Lane lane = new Lane(starter, 0);
        double y = GAP + EVENT + GAP + TASK_HEIGHT + GAP;
        Tail tail = list(chart.flow().nodes(), lane, middle, y);
        EndEvent end = new EndEvent();
        end.setId(Elements.END);
        add(end, middle, tail.bottom(), EVENT, EVENT);
        if (tail.lane() != null) {
            connect(tail.lane().from(), end, tail.lane().way());
        }
        jumps.forEach(this::drawJump);
        return model;
    }

    /** Where the next element is to be connected: an element, and the number of the way out of it. */
    private record Lane(FlowNode from, int way) {}

    /** @param lane null when nothing goes on */
    private record Tail(@Nullable Lane lane, double bottom) {}

    private Tail list(List<NodeDefinition> nodes, Lane start, double middle, double top) {
        Lane lane = start;
        double y = top;
        for (NodeDefinition definition : nodes) {
            Placed placed = chart.get(definition.id());
            FlowNode element = element(placed);
            element.setId(Elements.node(placed.id()));
            String name = names.apply(placed.id());
            if (!name.isEmpty()) {
                element.setName(inXml(name));
            }
            double width = element instanceof Gateway ? GATEWAY : element instanceof EndEvent ? EVENT : TASK_WIDTH;
            double height = element instanceof Gateway ? GATEWAY : element instanceof EndEvent ? EVENT : TASK_HEIGHT;
            add(element, middle, y, width, height);
            connect(lane.from(), element, lane.way());
            y += height + GAP;
            if (!placed.shape().goesOn()) {
                jump(placed, element);
                return new Tail(null, y);
            }
            lane = new Lane(element, 0);
            if (placed.shape().hasBranches()) {
                FlowNode split = element;
                if (placed.shape() == NodeShape.ANSWER) {
                    split = gateway(placed);
                    split.setId(Elements.decision(placed.id()));
                    add(split, middle, y, GATEWAY, GATEWAY);
                    connect(element, split, 0);
                    y += GATEWAY + GAP;
                }
                Tail tail = branches(placed, split, middle, y);
                if (tail.lane() == null) {
                    return tail;
                }
                lane = tail.lane();
                y = tail.bottom();
            }
        }
        return new Tail(lane, y);
    }

    private Tail branches(Placed placed, FlowNode split, double middle, double top) {
        Gateway join = gateway(placed);
        join.setId(Elements.join(placed.id()));
        List<Extent> extents = placed.node().branches().stream()
                .map(branch -> extent(branch.nodes()))
                .toList();
        double x = middle - extents.stream().mapToDouble(Extent::width).sum() / 2;
        double bottom = top;
        List<Lane> open = new ArrayList<>();
        for (int i = 0; i < extents.size(); i++) {
            Tail tail = list(
                    placed.node().branches().get(i).nodes(),
                    new Lane(split, i),
                    x + extents.get(i).left(),
                    top);
            bottom = Math.max(bottom, tail.bottom());
            if (tail.lane() != null) {
                open.add(tail.lane());
            }
            x += extents.get(i).width();
        }
        if (open.isEmpty()) {
            return new Tail(null, bottom);
        }
        add(join, middle, bottom, GATEWAY, GATEWAY);
        open.forEach(lane -> connect(lane.from(), join, lane.way()));
        return new Tail(new Lane(join, 0), bottom + GATEWAY + GAP);
    }

    private static FlowNode element(Placed placed) {
        return switch (placed.behaviour()) {
            case NodeBehaviour.Branches _ -> gateway(placed);
            case NodeBehaviour.People _ -> new UserTask();
            case NodeBehaviour.Wait _ -> new ReceiveTask();
            case NodeBehaviour.Automatic _, NodeBehaviour.Copy _, NodeBehaviour.Call _, NodeBehaviour.Jump _ ->
                new ServiceTask();
            case NodeBehaviour.End _ -> {
                EndEvent end = new EndEvent();
                TerminateEventDefinition all = new TerminateEventDefinition();
                all.setTerminateAll(true);
                end.addEventDefinition(all);
                yield end;
            }
        };
    }

    private static Gateway gateway(Placed placed) {
        return switch (placed.shape()) {
            case EXCLUSIVE, ANSWER -> new ExclusiveGateway();
            case PARALLEL -> new ParallelGateway();
            case INCLUSIVE -> new InclusiveGateway();
            case STEP, JUMP, END -> throw new IllegalStateException("No branches: " + placed.id());
        };
    }

    /** A reader of the picture sees where it goes; the run is moved by {@link Tokens}. */
    private void jump(Placed placed, FlowNode element) {
        if (placed.behaviour() instanceof NodeBehaviour.Jump jump
                && (chart.isStart(jump.to()) || chart.find(jump.to()).isPresent())) {
            String target = chart.isStart(jump.to()) ? Elements.BEGIN : Elements.node(jump.to());
            SequenceFlow flow = new SequenceFlow(element.getId(), target);
            flow.setId(Elements.way(element.getId(), 0));
            process.addFlowElement(flow);
            jumps.add(flow);
        }
    }

    /** Round the left side, back up. */
    private void drawJump(SequenceFlow jump) {
        GraphicInfo from = model.getGraphicInfo(jump.getSourceRef());
        GraphicInfo to = model.getGraphicInfo(jump.getTargetRef());
        double left = Math.min(from.getX(), to.getX()) - GAP / 2;
        double fromY = from.getY() + from.getHeight() / 2;
        double toY = to.getY() + to.getHeight() / 2;
        model.addFlowGraphicInfoList(
                jump.getId(),
                List.of(point(from.getX(), fromY), point(left, fromY), point(left, toY), point(to.getX(), toY)));
    }

    private void connect(FlowNode from, FlowNode to, int way) {
        SequenceFlow flow = new SequenceFlow(from.getId(), to.getId());
        flow.setId(Elements.way(from.getId(), way));
        process.addFlowElement(flow);
        GraphicInfo a = model.getGraphicInfo(from.getId());
        GraphicInfo b = model.getGraphicInfo(to.getId());
        double fromX = a.getX() + a.getWidth() / 2;
        double fromY = a.getY() + a.getHeight();
        double toX = b.getX() + b.getWidth() / 2;
        double bend = from instanceof Gateway ? fromY + GAP / 4 : b.getY() - GAP / 4;
        List<GraphicInfo> points = new ArrayList<>();
        points.add(point(fromX, fromY));
        if (fromX != toX) {
            points.add(point(fromX, bend));
            points.add(point(toX, bend));
        }
        points.add(point(toX, b.getY()));
        model.addFlowGraphicInfoList(flow.getId(), points);
    }

    private void add(FlowNode element, double middle, double y, double width, double height) {
        process.addFlowElement(element);
        GraphicInfo place = point(middle - width / 2, y);
        place.setWidth(width);
        place.setHeight(height);
        model.addGraphicInfo(element.getId(), place);
    }

    private static GraphicInfo point(double x, double y) {
        GraphicInfo point = new GraphicInfo();
        point.setX(x);
        point.setY(y);
        return point;
    }

    /** How far a list reaches to both sides of its middle line. */
    private record Extent(double left, double right) {
        double width() {
            return left + right;
        }
    }

    private static Extent extent(List<NodeDefinition> nodes) {
        double half = (TASK_WIDTH + GAP) / 2;
        for (NodeDefinition node : nodes) {
            double width = node.branches().stream()
                    .mapToDouble(branch -> extent(branch.nodes()).width())
                    .sum();
            half = Math.max(half, width / 2);
        }
        return new Extent(half, half);
    }
}
