package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.Flows.NodeState;
import dev.millwright.flow.Flows.NodeState.Beside;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.ui.Icons;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way of a run from step to step: passed, where it stands and with whom, and what is ahead. Branches that are gone at the same time
 * stand one below the other.
 */
final class PathStrip extends Composite<Div> {

    /** Shows the step where it stands, and at which ends the way goes on. */
    private static final String MOVING = """
        const path = this;
        const fade = () => {
          const before = Math.abs(path.scrollLeft);
          path.toggleAttribute('data-before', before > 4);
          path.toggleAttribute('data-more', path.scrollWidth - path.clientWidth - before > 4);
        };
        if (!path.mwMoving) {
          path.mwMoving = new ResizeObserver(fade);
          path.mwMoving.observe(path);
          path.addEventListener('scroll', fade, {passive: true});
        }
        const here = path.querySelector('[data-status=current], [data-status=failed], [data-status=rejected]');
        if (here) {
          const [step, strip] = [here.getBoundingClientRect(), path.getBoundingClientRect()];
          path.scrollLeft += step.left - strip.left - (strip.width - step.width) / 2;
        }
        fade();
        """;

    private final FlowScreens screens;

    PathStrip(FlowScreens screens) {
        this.screens = screens;
        getContent().addClassName("mw-path");
    }

    void show(UUID instance) {
        show(instance, screens.flows().path(instance));
    }

    void show(UUID instance, Map<UUID, NodeState> path) {
        FlowDefinition flow = screens.flows().definition(instance);
        Moments moments = screens.moments();
        List<ListItem> steps = new ArrayList<>();
        NodeState start = path.get(flow.id());
        if (start != null) {
            steps.add(step(start, moments));
        }
        steps.addAll(steps(flow.nodes(), path, moments));
        getContent().removeAll();
        getContent().add(new OrderedList(steps.toArray(ListItem[]::new)));
        getContent().getElement().executeJs(MOVING);
    }

    private static List<ListItem> steps(List<NodeDefinition> nodes, Map<UUID, NodeState> path, Moments moments) {
        List<ListItem> steps = new ArrayList<>();
        for (NodeDefinition node : nodes) {
            NodeState state = path.get(node.id());
            if (state != null && isShown(state)) {
                steps.add(step(state, moments));
            }
            List<Way> ways = node.branches().stream()
                    .map(branch -> new Way(beside(branch, path), steps(branch.nodes(), path, moments)))
                    .filter(way -> !way.steps().isEmpty())
                    .toList();
            if (isTogether(ways)) {
                steps.add(fork(ways));
            } else {
                ways.forEach(way -> steps.addAll(way.steps()));
            }
        }
        return steps;
    }

    /** A branch with what is shown of it. */
    private record Way(@Nullable Beside beside, List<ListItem> steps) {}

    /** Which of the branches gone at the same time it is; null where its nodes go with no others. */
    private static @Nullable Beside beside(BranchDefinition branch, Map<UUID, NodeState> path) {
        return branch.nodes().stream()
                .flatMap(node -> Stream.ofNullable(path.get(node.id())))
                .findFirst()
                .map(NodeState::beside)
                .orElse(null);
    }

    /** Of a choice within a branch all ways are that branch. */
    private static boolean isTogether(List<Way> ways) {
        return ways.stream().allMatch(way -> way.beside() != null)
                && ways.stream().map(Way::beside).distinct().count() > 1;
    }

    private static ListItem fork(List<Way> ways) {
        Span words = new Span(t("work.path.beside"));
        words.addClassName("mw-sr");
        UnorderedList branches = new UnorderedList();
        branches.addClassName("mw-path-branches");
        for (Way way : ways) {
            Beside beside = Objects.requireNonNull(way.beside());
            Span name = new Span(beside.label().isEmpty() ? t("flow.canvas.branch", beside.number()) : beside.label());
            name.addClassName("mw-path-beside");
            branches.add(new ListItem(name, new OrderedList(way.steps().toArray(ListItem[]::new))));
        }
        ListItem fork = new ListItem(words, branches);
        fork.addClassName("mw-path-fork");
        return fork;
    }

    /** What people are asked for, and where it stands or failed; the wiring between is of no interest to those who wait. */
    private static boolean isShown(NodeState state) {
        return !state.name().isEmpty() && state.status() != NodeState.Status.SKIPPED;
    }

    private static ListItem step(NodeState state, Moments moments) {
        ListItem item = new ListItem();
        item.addClassName("mw-path-step");
        String status = state.status().name().toLowerCase(Locale.ROOT);
        item.getElement().setAttribute("data-status", status);
        Span label = new Span(state.name());
        label.addClassName("mw-path-label");
        Span words = new Span(t("work.path." + status));
        words.addClassName("mw-sr");
        Div text = new Div(label, words);
        if (!state.people().isEmpty() || !state.called().isEmpty()) {
            text.add(people(state));
        }
        Instant due = state.dueAt();
        Instant since = state.since();
        if (state.status() == NodeState.Status.CURRENT && due != null) {
            text.add(TaskCard.due(due, moments));
        } else if (since != null) {
            Span when = new Span(moments.ago(since));
            when.setTitle(moments.exact(since));
            when.addClassName("mw-history-when");
            text.add(when);
        }
        text.addClassName("mw-path-text");
        item.add(Icons.of(icon(state.status())), text);
        return item;
    }

    /** Who is through with it is marked: the others are waited for. */
    private static Component people(NodeState state) {
        Span people = new Span();
        people.addClassName("mw-path-people");
        for (PersonRef person : state.people()) {
            if (people.getComponentCount() > 0) {
                people.add(new Span(t("work.people.separator")));
            }
            PersonRef other = state.standIns().get(person);
            Span one = new Span(other == null ? person.name() : t("work.path.for", person.name(), other.name()));
            if (state.answered().contains(person)) {
                Span words = new Span(t("work.path.answered"));
                words.addClassName("mw-sr");
                one.add(words);
                one.addComponentAsFirst(Icons.of("vaadin:check"));
                one.addClassName("mw-path-answered");
                one.setTitle(t("work.path.answered"));
            }
            people.add(one);
        }
        for (NodeState.Called called : state.called()) {
            if (people.getComponentCount() > 0) {
                people.add(new Span(t("work.people.separator")));
            }
            people.add(new Span(t("work.path.called", called.person().name(), called.flow())));
        }
        return people;
    }

    private static String icon(NodeState.Status status) {
        return switch (status) {
            case PASSED -> "vaadin:check-circle";
            case CURRENT -> "vaadin:dot-circle";
            case REJECTED -> "vaadin:close-circle";
            case FAILED -> "vaadin:warning";
            case AHEAD, SKIPPED -> "vaadin:circle-thin";
        };
    }
}
