package dev.millwright.flow.internal;

import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.OtherWay;
import dev.millwright.flow.OtherWay.Fork;
import dev.millwright.flow.OtherWay.Next;
import dev.millwright.flow.OtherWay.Reason;
import dev.millwright.flow.internal.FlowChart.Level;
import dev.millwright.flow.internal.FlowChart.Placed;
import dev.millwright.flow.internal.Step.Resume;
import dev.millwright.flow.spi.BranchNames;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.shared.Texts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Says where a run goes that was to come straight back to a step, and does not. */
@Component
class StraightBack {

    private final RunRecords records;
    private final PeopleFinder people;
    private final SpokenNames names;
    private final Texts texts;
    private final CurrentLanguage language;

    StraightBack(RunRecords records, PeopleFinder people, SpokenNames names, Texts texts, CurrentLanguage language) {
        this.records = records;
        this.people = people;
        this.names = names;
        this.texts = texts;
        this.language = language;
    }

    /** The steps that the run comes straight back to once this one is through. */
    static List<Resume> left(FlowChart chart, Step step, List<UUID> changed) {
        return step.after.then().stream()
                .filter(one -> changed.stream().noneMatch(way -> chart.isAtOrBehind(way, one.node())))
                .toList();
    }

    /** What the steps are called, each once. */
    List<String> names(Run run, FlowChart chart, List<Resume> steps) {
        return steps.stream()
                .map(one -> names.step(run.appKey, chart, one.node()))
                .distinct()
                .toList();
    }

    /**
     * The other way.
     *
     * @param step whose people are told: of conditions on fields that it hides from them they hear no more than that
     * @param changed forks that lead elsewhere now
     * @param choose the branches that a fork takes now; nothing where its condition fails
     */
    OtherWay told(
            Run run, FlowChart chart, Step step, List<UUID> changed, Function<Placed, Optional<List<Integer>>> choose) {
        Set<String> hidden = chart.fields(step.node).entrySet().stream()
                .filter(entry -> entry.getValue() == FieldRight.HIDDEN)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        List<Resume> kept = left(chart, step, changed);
        List<Fork> forks = new ArrayList<>();
        Set<UUID> next = new LinkedHashSet<>();
        StringBuilder mark = new StringBuilder();
        for (UUID way : changed) {
            Placed placed = chart.get(way);
            Optional<List<Integer>> now = choose.apply(placed);
            forks.add(fork(run, chart, placed, now, hidden));
            mark.append(mark.isEmpty() ? "" : " ")
                    .append(way)
                    .append(':')
                    .append(now.map(ways -> ways.stream().map(String::valueOf).collect(Collectors.joining(",")))
                            .orElse("?"));
            if (now.isPresent()) {
                new Walk(chart, choose, next).from(placed);
            }
        }
        return new OtherWay(
                names(
                        run,
                        chart,
                        step.after.then().stream()
                                .filter(one -> !kept.contains(one))
                                .toList()),
                forks,
                next.stream().map(node -> next(run, chart, node)).toList(),
                mark.toString());
    }

    private Next next(Run run, FlowChart chart, UUID node) {
        return new Next(
                names.step(run.appKey, chart, node),
                chart.isStart(node)
                        ? List.of(run.starter)
                        : chart.get(node)
                                .people()
                                .map(says -> people.expected(run, says, node))
                                .orElse(List.of()));
    }

    private Fork fork(Run run, FlowChart chart, Placed placed, Optional<List<Integer>> now, Set<String> hidden) {
        String name = names.step(run.appKey, chart, placed.id());
        List<BranchDefinition> branches = placed.node().branches();
        boolean unseen = branches.stream().anyMatch(branch -> RunRecords.names(branch.condition(), hidden));
        if (unseen) {
            return new Fork(placed.id(), name, List.of(), List.of(), List.of());
        }
        List<Integer> before = run.memory.ways().getOrDefault(placed.id(), List.of());
        List<Integer> taken = now.orElse(List.of());
        List<Reason> reasons = new ArrayList<>();
        if (now.isPresent()) {
            before.stream()
                    .filter(one -> !taken.contains(one) && !holdsStill(placed, one, taken))
                    .forEach(one -> reason(run, branches.get(one), false).ifPresent(reasons::add));
            taken.stream()
                    .filter(one -> !before.contains(one))
                    .forEach(one -> reason(run, branches.get(one), true).ifPresent(reasons::add));
        }
        return new Fork(placed.id(), name, called(run, placed, before), called(run, placed, taken), reasons);
    }

    /** Of several that hold the first is taken: the condition of a later one may hold as before. */
    private static boolean holdsStill(Placed placed, int branch, List<Integer> taken) {
        return placed.shape() == NodeShape.EXCLUSIVE
                && taken.stream()
                        .anyMatch(one -> one < branch
                                && !FlowChart.isFallback(
                                        placed.node().branches().get(one)));
    }

    private Optional<Reason> reason(Run run, BranchDefinition branch, boolean holds) {
        return FlowChart.isFallback(branch) || run.form == null
                ? Optional.empty()
                : Optional.of(new Reason(records.inWords(run.form, branch.condition()), holds));
    }

    private List<String> called(Run run, Placed placed, List<Integer> some) {
        NodeShape shape = placed.shape();
        List<BranchDefinition> branches = placed.node().branches();
        Locale spoken = language.find().orElse(Locale.ENGLISH);
        return some.stream()
                .filter(one -> one < branches.size())
                .map(one -> {
                    BranchDefinition branch = branches.get(one);
                    if (!branch.label().isBlank()) {
                        return names.text(run.appKey, branch.label());
                    }
                    return texts.text(spoken, BranchNames.key(shape, branch, one), one + 1);
                })
                .toList();
    }

    /**
     * The first steps for people that lie ahead.
     *
     * @param found them, each once
     */
    private record Walk(FlowChart chart, Function<Placed, Optional<List<Integer>>> choose, Set<UUID> found) {

        /** From a fork on, into its branches or beyond them. */
        void from(Placed fork) {
            if (fork.shape() == NodeShape.ANSWER && stopsWithin(fork)) {
                return;
            }
            List<Level> levels = fork.place().levels();
            for (int i = levels.size() - 1; i >= 0; i--) {
                Level level = levels.get(i);
                UUID owner = level.node();
                List<NodeDefinition> line = owner == null
                        ? chart.flow().nodes()
                        : chart.get(owner).node().branches().get(level.branch()).nodes();
                // Whose answer it is has been asked already.
                boolean itself = i == levels.size() - 1 && fork.shape() != NodeShape.ANSWER;
                int first = itself ? level.position() : level.position() + 1;
                boolean waits = owner != null && chart.get(owner).shape().waits();
                if (stops(line.subList(first, line.size())) || waits) {
                    return;
                }
            }
        }

        /** Whether nothing behind the line is reached before somebody has answered. */
        private boolean stops(List<NodeDefinition> line) {
            return line.stream().anyMatch(node -> stops(chart.get(node.id())));
        }

        private boolean stops(Placed placed) {
            return switch (placed.behaviour()) {
                case NodeBehaviour.People _ -> {
                    found.add(placed.id());
                    yield true;
                }
                case NodeBehaviour.Jump jump -> {
                    found.add(jump.to());
                    yield true;
                }
                case NodeBehaviour.End _, NodeBehaviour.Wait _, NodeBehaviour.Call _ -> true;
                case NodeBehaviour.Copy _, NodeBehaviour.Automatic _ -> false;
                case NodeBehaviour.Branches _ -> stopsWithin(placed);
            };
        }

        private boolean stopsWithin(Placed placed) {
            boolean stopped = false;
            for (int way : choose.apply(placed).orElse(List.of())) {
                stopped |= stops(placed.node().branches().get(way).nodes());
            }
            return stopped;
        }
    }
}
