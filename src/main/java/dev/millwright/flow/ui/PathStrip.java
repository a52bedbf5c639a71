package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.Flows.NodeState;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.ui.Icons;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The way of a run from step to step: passed, where it stands and with whom, and what is ahead. */
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
          path.scrollLeft = here.offsetLeft - path.offsetLeft - (path.clientWidth - here.offsetWidth) / 2;
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
        OrderedList steps = new OrderedList();
        NodeState start = path.get(flow.id());
        if (start != null) {
            steps.add(step(start, moments));
        }
        flow.allNodes().forEach(node -> {
            NodeState state = path.get(node.id());
            if (state != null && isShown(node, state)) {
                steps.add(step(state, moments));
            }
        });
        getContent().removeAll();
        getContent().add(steps);
        getContent().getElement().executeJs(MOVING);
    }

    /** What people are asked for, and where it stands or failed; the wiring between is of no interest to those who wait. */
    private static boolean isShown(NodeDefinition node, NodeState state) {
        return node.branches().isEmpty() && !state.name().isEmpty() && state.status() != NodeState.Status.SKIPPED;
    }

    private static Component step(NodeState state, Moments moments) {
        ListItem item = new ListItem();
        item.addClassName("mw-path-step");
        String status = state.status().name().toLowerCase(Locale.ROOT);
        item.getElement().setAttribute("data-status", status);
        Span label = new Span(state.name());
        label.addClassName("mw-path-label");
        Span words = new Span(t("work.path." + status));
        words.addClassName("mw-sr");
        Div text = new Div(label, words);
        if (!state.people().isEmpty()) {
            text.add(people(state));
        }
        NodeState.Beside beside = state.beside();
        if (beside != null) {
            Span together = new Span(t(
                    "work.path.beside",
                    beside.label().isEmpty() ? t("flow.canvas.branch", beside.number()) : beside.label()));
            together.addClassName("mw-path-beside");
            text.add(together);
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
            Span one = new Span(person.name());
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
