package dev.millwright.flow.ui;

import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.PeopleStep.Rejection;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.form.ui.Conditions;
import dev.millwright.form.ui.Conditions.Literal;
import dev.millwright.form.ui.Conditions.Row;
import dev.millwright.form.ui.Conditions.Test;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way of a flow for a record, stored or invented: what would be passed, in order, with the answers that people are assumed to give.
 * Nothing is written.
 *
 * @param values of the record, by key; what is missing is empty
 * @param stored what a stored record says of a condition; empty where that has to be told from the values
 * @param noes steps at which people say no
 * @param chosen branches that are taken where a condition is a formula, which is not worked out here
 * @param today what a condition takes for today
 */
record DryRun(
        FlowDefinition flow,
        Map<String, Literal> values,
        Function<String, Optional<Boolean>> stored,
        Set<UUID> noes,
        Set<UUID> chosen,
        LocalDate today,
        Function<NodeDefinition, NodeShape> shapes,
        Function<NodeDefinition, Optional<NodeBehaviour>> behaviours) {

    DryRun {
        values = Map.copyOf(values);
        noes = Set.copyOf(noes);
        chosen = Set.copyOf(chosen);
    }

    /**
     * One thing on the way.
     *
     * @param depth how many levels of branches it stands in
     */
    sealed interface Passed {
        int depth();
    }

    /** A step for people, with what they are assumed to say. */
    record Asked(NodeDefinition node, int depth, NodeBehaviour.People.Kind kind, PeopleStep step, boolean no)
            implements Passed {}

    /** A node that does something by itself. */
    record Done(NodeDefinition node, int depth) implements Passed {}

    /** A branch that is taken. */
    record Taken(NodeDefinition node, int index, BranchDefinition branch, int depth) implements Passed {}

    /** A fork whose condition is a formula: somebody has to say whether the branch is taken. */
    record Unsure(NodeDefinition node, int index, BranchDefinition branch, int depth) implements Passed {}

    /**
     * The flow goes back, which is not followed any further.
     *
     * @param rejected whether somebody said no; else a node jumps
     */
    record Back(NodeDefinition node, @Nullable UUID to, boolean rejected, int depth) implements Passed {}

    /** The flow is over. */
    record Over(@Nullable NodeDefinition node, boolean rejected, int depth) implements Passed {}

    List<Passed> way() {
        List<Passed> way = new ArrayList<>();
        if (walk(flow.nodes(), 0, way)) {
            way.add(new Over(null, false, 0));
        }
        return List.copyOf(way);
    }

    /** Whether the flow goes on after the line. */
    private boolean walk(List<NodeDefinition> line, int depth, List<Passed> way) {
        for (NodeDefinition node : line) {
            boolean on = switch (shapes.apply(node)) {
                case STEP -> step(node, depth, way);
                case ANSWER -> answer(node, depth, way);
                case EXCLUSIVE -> first(node, depth, way);
                case PARALLEL -> all(node, node.branches(), depth, way);
                case INCLUSIVE -> all(node, holding(node, depth, way), depth, way);
                case JUMP -> {
                    UUID to = behaviours.apply(node).orElse(null) instanceof NodeBehaviour.Jump jump ? jump.to() : null;
                    way.add(new Back(node, to, false, depth));
                    yield false;
                }
                case END -> {
                    way.add(new Over(node, false, depth));
                    yield false;
                }
            };
            if (!on) {
                return false;
            }
        }
        return true;
    }

    private boolean step(NodeDefinition node, int depth, List<Passed> way) {
        if (!(behaviours.apply(node).orElse(null)
                instanceof NodeBehaviour.People(NodeBehaviour.People.Kind kind, PeopleStep step))) {
            way.add(new Done(node, depth));
            return true;
        }
        boolean no = kind == NodeBehaviour.People.Kind.APPROVE && noes.contains(node.id());
        way.add(new Asked(node, depth, kind, step, no));
        if (no && step.rejection() != Rejection.BRANCH) {
            way.add(
                    step.rejection() == Rejection.TO_STEP
                            ? new Back(node, step.rejectTo(), true, depth)
                            : new Over(null, true, depth));
        }
        return !no || step.rejection() == Rejection.BRANCH;
    }

    /** People are asked, and their answer takes one of the two branches. */
    private boolean answer(NodeDefinition node, int depth, List<Passed> way) {
        if (!step(node, depth, way)) {
            return false;
        }
        int index = noes.contains(node.id()) ? 1 : 0;
        if (index >= node.branches().size()) {
            return true;
        }
        BranchDefinition branch = node.branches().get(index);
        way.add(new Taken(node, index, branch, depth));
        return walk(branch.nodes(), depth + 1, way);
    }

    private boolean first(NodeDefinition node, int depth, List<Passed> way) {
        int otherwise = -1;
        for (int i = 0; i < node.branches().size(); i++) {
            BranchDefinition branch = node.branches().get(i);
            if (branch.condition().isBlank()) {
                otherwise = i;
            } else if (holds(branch, node, i, depth, way)) {
                way.add(new Taken(node, i, branch, depth));
                return walk(branch.nodes(), depth + 1, way);
            }
        }
        if (otherwise < 0) {
            return true;
        }
        BranchDefinition branch = node.branches().get(otherwise);
        way.add(new Taken(node, otherwise, branch, depth));
        return walk(branch.nodes(), depth + 1, way);
    }

    private List<BranchDefinition> holding(NodeDefinition node, int depth, List<Passed> way) {
        List<BranchDefinition> holding = new ArrayList<>();
        for (int i = 0; i < node.branches().size(); i++) {
            BranchDefinition branch = node.branches().get(i);
            if (!branch.condition().isBlank() && holds(branch, node, i, depth, way)) {
                holding.add(branch);
            }
        }
        return holding.isEmpty()
                ? node.branches().stream()
                        .filter(branch -> branch.condition().isBlank())
                        .limit(1)
                        .toList()
                : holding;
    }

    /** Goes all ways; the flow goes on where at least one comes through. An end within ends all of it. */
    private boolean all(NodeDefinition node, List<BranchDefinition> branches, int depth, List<Passed> way) {
        boolean on = branches.isEmpty();
        for (BranchDefinition branch : branches) {
            way.add(new Taken(node, node.branches().indexOf(branch), branch, depth));
            on |= walk(branch.nodes(), depth + 1, way);
            if (way.getLast() instanceof Over) {
                return false;
            }
        }
        return on;
    }

    private boolean holds(BranchDefinition branch, NodeDefinition node, int index, int depth, List<Passed> way) {
        Optional<Boolean> known = stored.apply(branch.condition());
        if (known.isPresent()) {
            return known.get();
        }
        // Nobody knows here to which departments whoever starts it belongs.
        Optional<Conditions> conditions = Conditions.read(branch.condition())
                .filter(read -> read.rows().stream()
                        .noneMatch(row -> row.test() == Test.MINE || row.test() == Test.UNDER_MINE));
        if (conditions.isEmpty()) {
            way.add(new Unsure(node, index, branch, depth));
            return chosen.contains(branch.id());
        }
        return conditions.get().any()
                ? conditions.get().rows().stream().anyMatch(this::holds)
                : conditions.get().rows().stream().allMatch(this::holds);
    }

    /** As the database compares: an empty field is neither equal nor unequal to anything. */
    private boolean holds(Row row) {
        Literal value = values.get(row.field());
        return switch (row.test()) {
            case EMPTY -> value == null;
            case FILLED -> value != null;
            default -> value != null && holds(value, row);
        };
    }

    private boolean holds(Literal value, Row row) {
        List<Literal> others =
                row.values().stream().flatMap(one -> known(one).stream()).toList();
        if (others.size() < row.values().size()) {
            return false;
        }
        return switch (row.test()) {
            case EMPTY, FILLED, MINE, UNDER_MINE ->
                throw new IllegalArgumentException(row.test().name());
            case ANY_OF -> others.stream().anyMatch(one -> compare(value, one) == 0);
            case NONE_OF -> others.stream().noneMatch(one -> compare(value, one) == 0);
            case CONTAINS -> text(value).contains(text(others.getFirst()));
            case STARTS -> text(value).startsWith(text(others.getFirst()));
            case IS -> compare(value, others.getFirst()) == 0;
            case IS_NOT -> compare(value, others.getFirst()) != 0;
            case LESS -> compare(value, others.getFirst()) < 0;
            case AT_MOST -> compare(value, others.getFirst()) <= 0;
            case MORE -> compare(value, others.getFirst()) > 0;
            case AT_LEAST -> compare(value, others.getFirst()) >= 0;
        };
    }

    /** What it is compared with; nothing for a field that is empty. */
    private Optional<Literal> known(Literal other) {
        return other instanceof Literal.Own(String field) ? Optional.ofNullable(values.get(field)) : Optional.of(other);
    }

    private static String text(Literal literal) {
        return literal instanceof Literal.Words(String text) ? text.toLowerCase(Locale.ROOT) : "";
    }

    private int compare(Literal a, Literal b) {
        if (a instanceof Literal.Amount(String one) && b instanceof Literal.Amount(String other)) {
            return new BigDecimal(one).compareTo(new BigDecimal(other));
        }
        if (a instanceof Literal.Clock one && b instanceof Literal.Clock other) {
            return Long.compare(one.seconds(), other.seconds());
        }
        if (a instanceof Literal.Moment(LocalDateTime one) && b instanceof Literal.Moment(LocalDateTime other)) {
            return one.compareTo(other);
        }
        if (day(a) instanceof LocalDate one && day(b) instanceof LocalDate other) {
            return one.compareTo(other);
        }
        if (a instanceof Literal.Words(String one) && b instanceof Literal.Words(String other)) {
            return one.compareTo(other);
        }
        return a.equals(b) ? 0 : 1;
    }

    private @Nullable LocalDate day(Literal literal) {
        return switch (literal) {
            case Literal.Day(LocalDate day) -> day;
            case Literal.Moment(LocalDateTime moment) -> moment.toLocalDate();
            case Literal.Today _ -> today;
            case Literal.Words _, Literal.Amount _, Literal.Clock _, Literal.Truth _, Literal.Me _, Literal.Own _ ->
                null;
        };
    }
}
