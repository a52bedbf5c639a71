package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.NodeTypes;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.shared.Ids;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.flowable.bpmn.converter.BpmnXMLConverter;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.FlowNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ProcessCompilerTests {

    private static AnnotationConfigApplicationContext context;

    @BeforeAll
    static void start() throws ClassNotFoundException {
        context = new AnnotationConfigApplicationContext();
        for (String type : List.of("Approve", "Fill", "Copy", "Condition", "Parallel", "End")) {
            context.register(Class.forName("dev.millwright.flow.type." + type + "NodeType"));
        }
        context.register(NodeTypes.class, DefinitionCodec.class);
        context.refresh();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    private static NodeDefinition node(String type, String label, BranchDefinition... branches) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        return new NodeDefinition(Ids.next(), type, label, config, List.of(branches));
    }

    private static NodeDefinition answered(BranchDefinition... branches) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.putObject("step").put("rejection", "BRANCH");
        return node("approve", "Answered", branches).withConfig(config);
    }

    private static BranchDefinition branch(String condition, NodeDefinition... nodes) {
        return new BranchDefinition(Ids.next(), "", condition, List.of(nodes));
    }

    private static FlowChart chart() {
        FlowDefinition flow = new FlowDefinition(
                Ids.next(),
                "flow",
                "The ${1+41} flow <&>",
                null,
                TriggerDefinition.NONE,
                List.of(
                        node("approve", "${execution.end()}"),
                        node(
                                "condition",
                                "Which?",
                                branch("a > 1", node("fill", "#{1}"), node("end", "Over")),
                                branch("", node("parallel", "Both", branch("", node("approve", "A")), branch("")))),
                        answered(branch("", node("fill", "B")), branch("", node("end", "No"))),
                        node("copy", "\"Copy\"")),
                FlowSettings.DEFAULT);
        return new FlowChart(flow, context.getBean(NodeTypes.class), context.getBean(DefinitionCodec.class));
    }

    private static Schema schema() throws Exception {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        String file = "org/flowable/impl/bpmn/parser/BPMN20.xsd";
        return factory.newSchema(Objects.requireNonNull(
                ProcessCompilerTests.class.getClassLoader().getResource(file), file));
    }

    @Test
    void exportsWhatTheBpmnSchemaAllows() throws Exception {
        FlowChart chart = chart();
        byte[] file = ProcessCompiler.export(chart, node -> chart.name(node).in(Locale.ENGLISH));
        schema().newValidator().validate(new StreamSource(new ByteArrayInputStream(file)));
        assertThat(new String(file, StandardCharsets.UTF_8))
                .contains("Which?", "Correct and hand in again", "BPMNShape", "BPMNEdge");
    }

    /** Of flows that were published before their names were looked at. */
    @Test
    void exportsNamesThatNoXmlCanHold() throws Exception {
        FlowDefinition flow = new FlowDefinition(
                Ids.next(),
                "flow",
                "Two\r\nlines\uFFFF",
                null,
                TriggerDefinition.NONE,
                List.of(
                        node("approve", "Bo\u0001ss"),
                        node("condition", "Which\u0002", branch("a > 1", node("fill", "\u0000\uD800")), branch(""))),
                FlowSettings.DEFAULT);
        FlowChart chart = new FlowChart(flow, context.getBean(NodeTypes.class), context.getBean(DefinitionCodec.class));
        byte[] file = ProcessCompiler.export(chart, node -> chart.name(node).in(Locale.ENGLISH));
        schema().newValidator().validate(new StreamSource(new ByteArrayInputStream(file)));
        assertThat(new String(file, StandardCharsets.UTF_8)).contains("\"Two lines\"", "\"Bo ss\"", "\"Which\"");
    }

    @Test
    void deploysNoWordThatSomebodyTyped() {
        String xml = new String(
                new BpmnXMLConverter().convertToXML(ProcessCompiler.compile(chart()), StandardCharsets.UTF_8.name()),
                StandardCharsets.UTF_8);
        assertThat(xml).doesNotContain("${", "#{", "Which", "Copy");
    }

    @Test
    void drawsEveryElementAndLetsNoneOverlap() {
        BpmnModel model = ProcessCompiler.compile(chart());
        List<FlowNode> nodes = model.getMainProcess().getFlowElements().stream()
                .filter(FlowNode.class::isInstance)
                .map(FlowNode.class::cast)
                .toList();
        assertThat(nodes).allMatch(node -> model.getGraphicInfo(node.getId()) != null);
        for (FlowNode one : nodes) {
            for (FlowNode other : nodes) {
                if (one != other) {
                    assertThat(overlap(model, one, other))
                            .as(one.getId() + " " + other.getId())
                            .isFalse();
                }
            }
        }
        assertThat(model.getMainProcess().getFlowElements().stream()
                        .filter(element -> !(element instanceof FlowNode))
                        .map(FlowElement::getId))
                .allMatch(id -> !model.getFlowLocationGraphicInfo(id).isEmpty())
                .doesNotHaveDuplicates();
    }

    private static boolean overlap(BpmnModel model, FlowNode one, FlowNode other) {
        var a = model.getGraphicInfo(one.getId());
        var b = model.getGraphicInfo(other.getId());
        return Stream.of(
                        a.getX() + a.getWidth() > b.getX(),
                        b.getX() + b.getWidth() > a.getX(),
                        a.getY() + a.getHeight() > b.getY(),
                        b.getY() + b.getHeight() > a.getY())
                .allMatch(Boolean::booleanValue);
    }
}
