package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowEdit;
import dev.millwright.flow.FlowEdit.NodeChange;
import dev.millwright.flow.FlowEditRefusedException;
import dev.millwright.flow.FlowEditor;
import dev.millwright.flow.FlowPlace;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.NodeTypes;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.PeopleStep.Rejection;
import dev.millwright.flow.SomeTypes;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.node.ObjectNode;

/** An approval that gets and loses the branches of its answers while it is designed. */
class AnswerBranchesTests {

    private static AnnotationConfigApplicationContext context;

    private FlowEditor editor;
    private UUID head;

    @BeforeAll
    static void start() throws ClassNotFoundException {
        context = new AnnotationConfigApplicationContext();
        for (String type : List.of("Approve", "Fill", "Condition", "End")) {
            context.register(Class.forName("dev.millwright.flow.type." + type + "NodeType"));
        }
        context.register(NodeTypes.class, DefinitionCodec.class);
        context.refresh();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @BeforeEach
    void draw() {
        editor = new FlowEditor(
                new FlowDefinition(
                        Ids.next(), "flow", "Flow", null, TriggerDefinition.NONE, List.of(), FlowSettings.DEFAULT),
                false,
                List.of(),
                context.getBean(NodeTypes.class),
                SomeTypes.triggers(),
                codec(),
                flow -> Problems.NONE);
        head = add(null, 0, "approve");
        add(null, 1, "fill");
    }

    private static DefinitionCodec codec() {
        return context.getBean(DefinitionCodec.class);
    }

    private UUID add(@Nullable UUID branch, int index, String type) {
        NodeDefinition node =
                editor.begin(context.getBean(NodeTypes.class).find(type).orElseThrow());
        editor.apply(new FlowEdit.AddNode(new FlowPlace(branch, index), node));
        return node.id();
    }

    private NodeDefinition node() {
        return editor.definition().node(head).orElseThrow();
    }

    private BranchDefinition branch(int index) {
        return node().branches().get(index);
    }

    private void afterANo(Rejection rule) {
        PeopleStep step = PeopleStep.EMPTY.withRejection(rule, null);
        ObjectNode config = (ObjectNode) codec().tree(Map.of("step", step));
        editor.type(new FlowEdit.ChangeNode(head, new NodeChange.Config("step.rejection", config)));
    }

    private String code(FlowEdit edit) {
        String before = codec().write(editor.definition());
        FlowEditRefusedException[] refused = new FlowEditRefusedException[1];
        assertThatExceptionOfType(FlowEditRefusedException.class)
                .isThrownBy(() -> editor.apply(edit))
                .satisfies(found -> refused[0] = found);
        assertThat(codec().write(editor.definition())).isEqualTo(before);
        return refused[0].code();
    }

    @Test
    void getsTwoBranchesAndANoEndsAsBeforeUntilSomethingElseIsDrawn() {
        afterANo(Rejection.BRANCH);
        assertThat(editor.shape(node())).isEqualTo(NodeShape.ANSWER);
        assertThat(branch(0).nodes()).isEmpty();
        assertThat(branch(1).nodes())
                .singleElement()
                .satisfies(end ->
                        assertThat(end.config().get("outcome").stringValue()).isEqualTo("rejected"));
        editor.undo();
        assertThat(node().branches()).isEmpty();
        editor.redo();
        assertThat(node().branches()).hasSize(2);
    }

    @Test
    void whatFollowsAYesFollowsTheStepWhenTheBranchesGo() {
        afterANo(Rejection.BRANCH);
        UUID order = add(branch(0).id(), 0, "fill");
        afterANo(Rejection.END);
        assertThat(node().branches()).isEmpty();
        assertThat(editor.definition().nodes()).hasSize(3);
        assertThat(editor.placeOf(order)).contains(new FlowPlace(null, 1));
    }

    @Test
    void whatFollowsANoIsNotLostInSilence() {
        afterANo(Rejection.BRANCH);
        UUID tell = add(branch(1).id(), 0, "fill");
        ObjectNode ends =
                (ObjectNode) codec().tree(Map.of("step", PeopleStep.EMPTY.withRejection(Rejection.END, null)));
        assertThat(code(new FlowEdit.ChangeNode(head, new NodeChange.Config("step.rejection", ends))))
                .isEqualTo("flow.edit.refusedHolds");
        assertThat(code(new FlowEdit.ChangeNode(head, new NodeChange.Type("condition"))))
                .isEqualTo("flow.edit.answered");
        editor.apply(new FlowEdit.MoveNodes(List.of(tell), new FlowPlace(null, 2)));
        afterANo(Rejection.END);
        assertThat(node().branches()).isEmpty();
    }

    @Test
    void aYesAndANoHaveOneBranchEachWhateverIsDone() {
        afterANo(Rejection.BRANCH);
        UUID fork = add(null, 2, "condition");
        UUID foreign = editor.definition()
                .node(fork)
                .orElseThrow()
                .branches()
                .getFirst()
                .id();
        assertThat(List.of(
                        code(new FlowEdit.AddBranch(head, 1)),
                        code(new FlowEdit.RemoveBranch(branch(0).id())),
                        code(new FlowEdit.DuplicateBranch(branch(0).id())),
                        code(new FlowEdit.MoveBranch(branch(0).id(), head, 2)),
                        code(new FlowEdit.MoveBranch(branch(1).id(), fork, 0)),
                        code(new FlowEdit.MoveBranch(foreign, head, 0))))
                .containsOnly("flow.edit.twoAnswers");
    }

    @Test
    void isMovedAndCopiedAsAWhole() {
        afterANo(Rejection.BRANCH);
        add(branch(0).id(), 0, "fill");
        editor.apply(new FlowEdit.Duplicate(List.of(head)));
        NodeDefinition copy = editor.definition().nodes().get(1);
        assertThat(editor.shape(copy)).isEqualTo(NodeShape.ANSWER);
        assertThat(copy.branches()).extracting(branch -> branch.nodes().size()).containsExactly(1, 1);
        assertThat(copy.branches().getFirst().id()).isNotEqualTo(branch(0).id());
        editor.apply(new FlowEdit.MoveNodes(
                List.of(head), new FlowPlace(copy.branches().getFirst().id(), 0)));
        assertThat(editor.definition().node(head)).isPresent();
    }
}
