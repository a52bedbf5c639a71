package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.OtherWayException;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.PeopleStep.Rejection;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.Tasks.TaskDetail;
import dev.millwright.flow.VotePolicy;
import dev.millwright.flow.VotePolicy.Mode;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.testing.TestPeople;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random trees, and random things that random people do in them: no task is lost or doubled, no run ends twice, and every run can be
 * finished. Runs {@code -Dmillwright.flows=1000} of them; a failure names the seed, which {@code -Dmillwright.seed} repeats.
 */
class RandomFlowsIntegrationTests {

    private static final int RUNS = Integer.getInteger("millwright.flows", 60);
    private static final int RUNS_OF_A_TREE = 5;
    private static final int ACTS = 14;
    private static final int MOST_TO_FINISH = 400;

    private static Mill mill;
    private static List<Person> staff;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form("request", Gate.field("name", "text"), Gate.field("sum", "decimal")));
        staff = IntStream.range(0, 7).mapToObj(i -> mill.staff.hire("P" + i)).toList();
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    /**
     * Where something was lost once: a return took away the last token for which others waited; two steps of one branch were owed at
     * the same time; an answer was taken back by somebody who had been asked again since.
     */
    @ParameterizedTest
    @ValueSource(longs = {20261262L, 8539110879484L, 3279965208818L})
    void loseNothingWhereTheyDidOnce(long seed) {
        // Their trees are those of before a no could have a branch.
        new Trial(new Random(seed), false).run();
    }

    @Test
    void loseAndDoubleNothingAndComeToAnEnd() {
        long first = Long.getLong("millwright.seed", System.nanoTime());
        for (int tree = 0; tree * RUNS_OF_A_TREE < RUNS; tree++) {
            long seed = first + tree;
            try {
                new Trial(new Random(seed), true).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("Seed " + seed, e);
            }
        }
    }

    private static final class Trial {

        private final Random random;
        private final boolean answers;

        /** @param answers whether a no may have a branch of its own */
        Trial(Random random, boolean answers) {
            this.random = random;
            this.answers = answers;
        }

        void run() {
            mill.publish(mill.submitted(list(0).toArray(NodeDefinition[]::new)));
            for (int i = 0; i < RUNS_OF_A_TREE; i++) {
                FlowInstance run =
                        mill.submit(TestPeople.SAM, "name", "Run", "sum", String.valueOf(random.nextInt(100)));
                check(run);
                for (int act = 0; act < ACTS && mill.outcome(run) == null; act++) {
                    act(run);
                    check(run);
                }
                finish(run);
            }
        }

        // --- Trees ---

        private List<NodeDefinition> list(int depth) {
            List<NodeDefinition> nodes = new ArrayList<>();
            int length = depth == 0 ? 2 + random.nextInt(3) : random.nextInt(3);
            for (int i = 0; i < length; i++) {
                nodes.add(depth < 3 && random.nextInt(100) < 40 ? fork(depth) : step(depth));
            }
            return nodes;
        }

        private NodeDefinition step(int depth) {
            List<Person> people = new ArrayList<>(staff);
            Collections.shuffle(people, random);
            people = people.subList(0, 1 + random.nextInt(3));
            Mode mode = Mode.values()[random.nextInt(Mode.values().length)];
            VotePolicy policy = new VotePolicy(mode, 1 + random.nextInt(2), false, List.of());
            PeopleStep step = Mill.by(people.toArray(Person[]::new)).withPolicy(policy);
            if (!answers || depth == 3 || random.nextInt(100) < 75) {
                return mill.approve("Step", step);
            }
            List<NodeDefinition> refused = list(depth + 1);
            if (random.nextInt(3) == 0) {
                refused.add(mill.node("end", "Refused", Map.of("outcome", "rejected")));
            }
            return mill.approve("Step", step.withRejection(Rejection.BRANCH, null))
                    .withBranches(List.of(
                            Mill.branch("", list(depth + 1).toArray(NodeDefinition[]::new)),
                            Mill.branch("", refused.toArray(NodeDefinition[]::new))));
        }

        private NodeDefinition fork(int depth) {
            String type = List.of("condition", "parallel", "inclusive").get(random.nextInt(3));
            List<BranchDefinition> branches = new ArrayList<>();
            int number = 2 + random.nextInt(2);
            for (int i = 0; i < number; i++) {
                boolean free = type.equals("parallel") || i == number - 1;
                String condition = free ? "" : "sum > " + random.nextInt(100);
                branches.add(Mill.branch(condition, list(depth + 1).toArray(NodeDefinition[]::new)));
            }
            return mill.branches(type, branches.toArray(BranchDefinition[]::new));
        }

        // --- Acts ---

        private List<FlowTask> open(FlowInstance run) {
            return Mill.as(TestPeople.DANA, () -> mill.runs().openTasks(run.id())).stream()
                    .filter(task -> task.state() == FlowTask.State.OPEN || task.state() == FlowTask.State.CLAIMABLE)
                    .toList();
        }

        private Person who(FlowTask task) {
            return mill.staff.find(String.valueOf(task.person().id())).orElseThrow();
        }

        private Person anybody() {
            return staff.get(random.nextInt(staff.size()));
        }

        private void act(FlowInstance run) {
            int dice = random.nextInt(100);
            if (dice < 2) {
                Gate.run(TestPeople.SAM, () -> mill.runs().withdraw(run.id(), "Not needed"));
            } else if (dice < 10) {
                takeBack(run);
            } else {
                answer(run);
            }
        }

        /** Somebody who answered changes their mind, if nobody has acted on it. */
        private void takeBack(FlowInstance run) {
            List<FlowTask> answered = staff.stream()
                    .flatMap(person -> mill.done(person).stream())
                    .filter(task -> task.instance().equals(run.id()))
                    .toList();
            if (answered.isEmpty()) {
                return;
            }
            FlowTask task = answered.get(random.nextInt(answered.size()));
            try {
                Gate.run(who(task), () -> mill.runs().takeBack(task.id(), "A mistake"));
            } catch (ConflictException | NotAllowedException e) {
                // Too late; nothing happened then.
            }
        }

        private void answer(FlowInstance run) {
            List<FlowTask> open = open(run);
            FlowTask task = open.get(random.nextInt(open.size()));
            try {
                TaskAction action = task.state() == FlowTask.State.CLAIMABLE ? new TaskAction.Claim() : action(task);
                act(task, action);
            } catch (ConflictException | NotAllowedException e) {
                // Refused, as it may be; nothing happened then.
            }
        }

        /** Whoever is told that their yes leads elsewhere than straight back agrees to it. */
        private void act(FlowTask task, TaskAction action) {
            try {
                Mill.as(who(task), () -> mill.tasks().act(task.id(), action));
            } catch (OtherWayException told) {
                TaskAction agreed = action instanceof TaskAction.RemoveSigner remove
                        ? remove.agreeing(told.way())
                        : ((TaskAction.Approve) action).agreeing(told.way());
                Mill.as(who(task), () -> mill.tasks().act(task.id(), agreed));
            }
        }

        private TaskAction action(FlowTask task) {
            TaskDetail detail = Mill.as(who(task), () -> mill.tasks().get(task.id()));
            int dice = random.nextInt(100);
            if (dice < 45) {
                return new TaskAction.Approve("", Map.of(), List.of());
            }
            if (dice < 50 || detail.rejectionGoesOn() && dice < 65) {
                return new TaskAction.Reject("", null);
            }
            if (dice < 70) {
                boolean toStart = detail.targets().isEmpty() || random.nextInt(4) == 0;
                return new TaskAction.Return(
                        "",
                        toStart
                                ? null
                                : detail.targets()
                                        .get(random.nextInt(detail.targets().size()))
                                        .node(),
                        random.nextBoolean());
            }
            if (dice < 77) {
                return new TaskAction.Transfer("", Mill.ref(anybody()));
            }
            if (dice < 84) {
                return new TaskAction.Delegate("", Mill.ref(anybody()));
            }
            if (dice < 94) {
                return new TaskAction.AddSigners("", List.of(Mill.ref(anybody())), random.nextBoolean());
            }
            return detail.removable().isEmpty()
                    ? new TaskAction.Release("")
                    : new TaskAction.RemoveSigner(
                            "", detail.removable().getFirst().id());
        }

        private void finish(FlowInstance run) {
            for (int i = 0; i < MOST_TO_FINISH && mill.outcome(run) == null; i++) {
                List<FlowTask> open = open(run);
                assertThat(open)
                        .as("Tokens at %s after %s", mill.places(run), mill.timeline(run))
                        .isNotEmpty();
                FlowTask task = open.getFirst();
                TaskAction action = task.state() == FlowTask.State.CLAIMABLE
                        ? new TaskAction.Claim()
                        : new TaskAction.Approve("", Map.of(), List.of());
                act(task, action);
                check(run);
            }
            assertThat(mill.outcome(run)).isNotNull();
        }

        // --- What always holds ---

        private void check(FlowInstance run) {
            List<Step> open = mill.context.getBean(RunStore.class).openSteps(run.id());
            List<String> places = mill.places(run);
            if (mill.outcome(run) != null) {
                assertThat(places).isEmpty();
                assertThat(open).isEmpty();
                assertThat(open(run)).isEmpty();
                assertThat(mill.kinds(run)).filteredOn("ended"::equals).hasSize(1);
                return;
            }
            FlowChart chart = mill.context
                    .getBean(FlowDesign.class)
                    .chart(Mill.as(TestPeople.DANA, () -> mill.runs().definition(run.id())));
            assertThat(places)
                    .filteredOn(place -> !Elements.isJoin(place))
                    .containsExactlyInAnyOrderElementsOf(open.stream()
                            .map(step -> chart.isStart(step.node) ? Elements.BEGIN : Elements.node(step.node))
                            .toList());
            for (Step step : open) {
                assertThat(step.items)
                        .anyMatch(item -> item.state == Item.State.OPEN || item.state == Item.State.CLAIMABLE);
                Set<String> people = new HashSet<>();
                assertThat(step.items)
                        .as(() -> "People of %s: %s after %s"
                                .formatted(
                                        step.node,
                                        step.items.stream()
                                                .map(item -> item.person.name() + " " + item.state)
                                                .toList(),
                                        mill.timeline(run).stream()
                                                .map(entry -> entry.kind() + " " + entry.step() + " " + entry.person())
                                                .toList()))
                        .filteredOn(item -> item.state.isLiving())
                        .allMatch(item -> people.add(item.personId()));
            }
        }
    }
}
