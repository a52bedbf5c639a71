package dev.millwright.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.flow.FlowEdit.BranchChange;
import dev.millwright.flow.FlowEdit.FlowChange;
import dev.millwright.flow.FlowEdit.NodeChange;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class FlowEditorTests {

    private static final NodeTypes TYPES = SomeTypes.nodes();
    private static final TriggerTypes TRIGGERS = SomeTypes.triggers();
    private static final DefinitionCodec CODEC = new DefinitionCodec();

    private final FlowEditor editor = editor(false);

    private static FlowEditor editor(boolean published) {
        return new FlowEditor(
                new FlowDefinition(
                        Ids.next(), "flow", "Flow", null, TriggerDefinition.NONE, List.of(), FlowSettings.DEFAULT),
                published,
                List.of("taken"),
                TYPES,
                TRIGGERS,
                CODEC,
                flow -> Problems.NONE);
    }

    @Test
    void aNodeComesToStandOnTheConnectionAndIsSelected() {
        UUID first = add(null, 0, "step");
        UUID last = add(null, 1, "step");
        UUID fork = add(null, 1, "exclusive");
        assertThat(ids(editor.definition().nodes())).containsExactly(first, fork, last);
        UUID within = add(branch(fork, 1), 0, "step");
        assertThat(editor.placeOf(within)).contains(new FlowPlace(branch(fork, 1), 0));
        assertThat(editor.selectedNode()).map(NodeDefinition::id).contains(within);
        editor.undo();
        assertThat(editor.definition().node(within)).isEmpty();
        assertThat(editor.selectedNode()).map(NodeDefinition::id).contains(fork);
    }

    @Test
    void rightsOfTheStartAreOneStepOfUndoWithThoseOfSteps() {
        UUID step = add(null, 0, "step");
        ObjectNode config = ((ObjectNode) CODEC.tree(Map.of("said", "yes")));
        editor.apply(new FlowEdit.ChangeConfigs(
                List.of(new FlowEdit.ChangeConfigs.ConfigOf(step, config)), Map.of("price", FieldRight.HIDDEN)));
        assertThat(editor.definition().settings().start()).containsEntry("price", FieldRight.HIDDEN);
        assertThat(editor.definition().node(step)).map(NodeDefinition::config).contains(config);
        editor.apply(new FlowEdit.ChangeConfigs(List.of(), null));
        assertThat(editor.definition().settings().start()).containsEntry("price", FieldRight.HIDDEN);
        editor.undo();
        assertThat(editor.definition().settings().start()).isEmpty();
        assertThat(editor.definition().node(step)).map(NodeDefinition::config).isNotEqualTo(Optional.of(config));
        editor.redo();
        assertThat(editor.definition().settings().start()).hasSize(1);
    }

    @Test
    void anotherTriggerTakesTheRightsOfTheStartAwayAndUndoBringsThemBack() {
        editor.apply(new FlowEdit.ChangeConfigs(List.of(), Map.of("price", FieldRight.HIDDEN)));
        editor.apply(new FlowEdit.ChangeFlow(
                new FlowChange.Trigger(TRIGGERS.all().getFirst().key())));
        assertThat(editor.definition().settings().start()).isEmpty();
        editor.undo();
        assertThat(editor.definition().settings().start()).hasSize(1);
    }

    @Test
    void placesToMoveToAreThoseOfBefore() {
        UUID a = add(null, 0, "step");
        UUID b = add(null, 1, "step");
        UUID c = add(null, 2, "step");
        assertThat(editor.apply(new FlowEdit.MoveNodes(List.of(a), new FlowPlace(null, 1))))
                .isFalse();
        editor.apply(new FlowEdit.MoveNodes(List.of(a), new FlowPlace(null, 3)));
        assertThat(ids(editor.definition().nodes())).containsExactly(b, c, a);
        editor.apply(new FlowEdit.MoveNodes(List.of(a, b), new FlowPlace(null, 2)));
        assertThat(ids(editor.definition().nodes())).containsExactly(c, b, a);
    }

    @Test
    void aNodeIsNotMovedIntoItself() {
        UUID fork = add(null, 0, "parallel");
        UUID inner = add(branch(fork, 0), 0, "exclusive");
        String before = json();
        assertThatExceptionOfType(FlowEditRefusedException.class)
                .isThrownBy(() ->
                        editor.apply(new FlowEdit.MoveNodes(List.of(fork), new FlowPlace(branch(inner, 1), 0))))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("flow.edit.intoItself"));
        assertThatExceptionOfType(FlowEditRefusedException.class)
                .isThrownBy(() -> editor.apply(new FlowEdit.MoveBranch(branch(fork, 0), inner, 0)));
        assertThat(json()).isEqualTo(before);
    }

    @Test
    void copiesHaveIdsOfTheirOwnAndNameEachOther() {
        UUID fork = add(null, 0, "exclusive");
        UUID target = add(branch(fork, 0), 0, "step");
        UUID back = add(branch(fork, 0), 1, "jump");
        editor.apply(new FlowEdit.ChangeNode(back, new NodeChange.Config("to", (ObjectNode)
                CODEC.tree(new SomeTypes.Config("", target.toString())))));
        editor.apply(new FlowEdit.Duplicate(List.of(fork)));
        NodeDefinition copy = editor.definition().nodes().get(1);
        assertThat(FlowTree.ids(editor.definition().nodes())).hasSize(10);
        List<NodeDefinition> line = copy.branches().getFirst().nodes();
        assertThat(line.get(1).config().get("to").asString())
                .isEqualTo(line.get(0).id().toString());
        assertThat(editor.selectedNode()).contains(copy);
    }

    @Test
    void branchesAreAddedMovedCopiedAndRemovedDownToTwo() {
        UUID fork = add(null, 0, "exclusive");
        UUID other = add(null, 1, "inclusive");
        UUID step = add(branch(fork, 0), 0, "step");
        UUID moved = branch(fork, 0);
        assertThatExceptionOfType(FlowEditRefusedException.class)
                .isThrownBy(() -> editor.apply(new FlowEdit.MoveBranch(moved, other, 1)))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("flow.edit.lastBranches"));
        editor.apply(new FlowEdit.AddBranch(fork, 2));
        editor.apply(new FlowEdit.MoveBranch(moved, fork, 3));
        assertThat(branch(fork, 2)).isEqualTo(moved);
        editor.apply(new FlowEdit.MoveBranch(moved, other, 1));
        assertThat(branch(other, 1)).isEqualTo(moved);
        assertThat(editor.placeOf(step)).contains(new FlowPlace(moved, 0));
        editor.apply(new FlowEdit.DuplicateBranch(moved));
        assertThat(editor.definition().node(other).orElseThrow().branches()).hasSize(4);
        editor.apply(new FlowEdit.RemoveBranch(moved));
        assertThat(editor.definition().node(step)).isEmpty();
    }

    @Test
    void nothingComesToStandAfterAnEnd() {
        UUID step = add(null, 0, "step");
        UUID end = add(null, 1, "end");
        assertThatExceptionOfType(FlowEditRefusedException.class)
                .isThrownBy(() -> add(null, 2, "step"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("flow.edit.afterEnd"));
        assertThatExceptionOfType(FlowEditRefusedException.class)
                .isThrownBy(() -> editor.apply(new FlowEdit.MoveNodes(List.of(end), new FlowPlace(null, 0))));
        assertThatExceptionOfType(FlowEditRefusedException.class)
                .isThrownBy(() -> editor.apply(new FlowEdit.ChangeNode(step, new NodeChange.Type("jump"))));
        assertThat(ids(editor.definition().nodes())).containsExactly(step, end);
    }

    @Test
    void typingIntoOneTextIsOneStep() {
        UUID step = add(null, 0, "step");
        editor.type(new FlowEdit.ChangeNode(step, new NodeChange.Label("S")));
        editor.type(new FlowEdit.ChangeNode(step, new NodeChange.Label("Sign")));
        editor.undo();
        assertThat(editor.selectedNode())
                .get()
                .extracting(NodeDefinition::label)
                .isEqualTo("");
    }

    @Test
    void moreNodesOrDeeperBranchesAreRefused() {
        @Nullable UUID line = null;
        for (int i = 0; i < FlowDefinition.MAX_DEPTH; i++) {
            line = branch(add(line, 0, "parallel"), 0);
        }
        @Nullable UUID deepest = line;
        assertThatExceptionOfType(FlowEditRefusedException.class)
                .isThrownBy(() -> add(deepest, 0, "parallel"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("flow.edit.tooDeep"));
        while (editor.definition().allNodes().count() < FlowDefinition.MAX_NODES) {
            add(null, 0, "step");
        }
        assertThatExceptionOfType(FlowEditRefusedException.class)
                .isThrownBy(() -> add(null, 0, "step"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("flow.edit.tooManyNodes"));
    }

    @Test
    void itsKeyFollowsTheNameUntilItIsPublished() {
        editor.type(new FlowEdit.ChangeFlow(new FlowChange.Label("Taken")));
        assertThat(editor.definition().key()).isEqualTo("taken_2");
        FlowEditor live = editor(true);
        live.apply(new FlowEdit.ChangeFlow(new FlowChange.Label("Leave")));
        assertThat(live.definition().key()).isEqualTo("flow");
        assertThat(live.definition().label()).isEqualTo("Leave");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1123, 58_132_134})
    void twoHundredMixedEditsAreTakenBackByteForByteAndDoneAgain(long seed) {
        Random random = new Random(seed);
        List<String> states = new ArrayList<>(List.of(json()));
        int refused = 0;
        while (states.size() <= 200) {
            try {
                if (editor.apply(anyEdit(random))) {
                    states.add(json());
                }
            } catch (FlowEditRefusedException _) {
                refused++;
                assertThat(json()).isEqualTo(states.getLast());
            }
        }
        assertThat(refused).as("seed %d", seed).isLessThan(600);
        wellNested();
        String last = json();
        for (int i = states.size() - 2; i >= 0; i--) {
            assertThat(editor.undo()).isPresent();
            assertThat(json()).as("seed %d, step %d", seed, i).isEqualTo(states.get(i));
        }
        assertThat(editor.canUndo()).isFalse();
        while (editor.canRedo()) {
            editor.redo();
        }
        assertThat(json()).isEqualTo(last);
        assertThat(CODEC.write(CODEC.read(last, FlowDefinition.class))).isEqualTo(last);
    }

    private FlowEdit anyEdit(Random random) {
        List<NodeDefinition> nodes = editor.definition().allNodes().toList();
        List<BranchDefinition> branches =
                nodes.stream().flatMap(node -> node.branches().stream()).toList();
        List<NodeDefinition> forks =
                nodes.stream().filter(node -> !node.branches().isEmpty()).toList();
        int kind = random.nextInt(15);
        if (nodes.isEmpty() || kind < 3) {
            return new FlowEdit.AddNode(anyPlace(random, branches), editor.begin(anyOf(random, TYPES.all())));
        }
        NodeDefinition node = anyOf(random, nodes);
        if (branches.isEmpty() || kind < 10) {
            return switch (kind) {
                case 3, 4 -> new FlowEdit.MoveNodes(List.of(node.id()), anyPlace(random, branches));
                case 5 ->
                    new FlowEdit.MoveNodes(
                            List.of(node.id(), anyOf(random, nodes).id()), anyPlace(random, branches));
                case 6 -> new FlowEdit.Duplicate(List.of(node.id()));
                case 7 -> new FlowEdit.RemoveNodes(List.of(node.id()));
                case 8 -> new FlowEdit.ChangeNode(node.id(), new NodeChange.Label("n" + random.nextInt()));
                default ->
                    new FlowEdit.ChangeNode(
                            node.id(),
                            new NodeChange.Type(anyOf(random, TYPES.all()).key()));
            };
        }
        BranchDefinition branch = anyOf(random, branches);
        NodeDefinition fork = anyOf(random, forks);
        return switch (kind) {
            case 10 -> new FlowEdit.AddBranch(fork.id(), random.nextInt(3));
            case 11 -> new FlowEdit.MoveBranch(branch.id(), fork.id(), random.nextInt(3));
            case 12 -> new FlowEdit.RemoveBranch(branch.id());
            case 13 ->
                random.nextBoolean()
                        ? new FlowEdit.DuplicateBranch(branch.id())
                        : new FlowEdit.Paste(branch.nodes(), anyPlace(random, branches));
            default ->
                random.nextBoolean()
                        ? new FlowEdit.ChangeBranch(branch.id(), new BranchChange.Condition("c > " + random.nextInt()))
                        : new FlowEdit.ChangeFlow(new FlowChange.Trigger(
                                anyOf(random, TRIGGERS.all()).key()));
        };
    }

    private static FlowPlace anyPlace(Random random, List<BranchDefinition> branches) {
        int at = random.nextInt(branches.size() + 1);
        return at == branches.size()
                ? new FlowPlace(null, random.nextInt(4))
                : new FlowPlace(branches.get(at).id(), random.nextInt(3));
    }

    private static <T> T anyOf(Random random, List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private void wellNested() {
        Set<UUID> ids = new HashSet<>();
        editor.definition().allNodes().forEach(node -> {
            assertThat(ids.add(node.id())).isTrue();
            node.branches().forEach(branch -> assertThat(ids.add(branch.id())).isTrue());
            assertThat(node.branches().isEmpty()).isEqualTo(!editor.shape(node).hasBranches());
        });
    }

    private UUID add(@Nullable UUID branch, int index, String type) {
        NodeDefinition node = editor.begin(TYPES.find(type).orElseThrow());
        editor.apply(new FlowEdit.AddNode(new FlowPlace(branch, index), node));
        return node.id();
    }

    private UUID branch(UUID node, int index) {
        return editor.definition()
                .node(node)
                .orElseThrow()
                .branches()
                .get(index)
                .id();
    }

    private static List<UUID> ids(List<NodeDefinition> nodes) {
        return nodes.stream().map(NodeDefinition::id).toList();
    }

    private String json() {
        return CODEC.write(editor.definition());
    }
}
