package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.ui.Icons;
import dev.millwright.ui.InlineFile;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What happened in a run, what stands open and what is expected next. */
final class Timeline extends Composite<Div> {

    private final FlowScreens screens;

    Timeline(FlowScreens screens) {
        this.screens = screens;
        getContent().addClassName("mw-timeline");
    }

    void show(UUID instance) {
        getContent().removeAll();
        getContent().add(new H2(t("work.timeline.title")));
        OrderedList list = new OrderedList();
        Moments moments = screens.moments();
        List<TimelineEntry> entries = screens.flows().timeline(instance);
        entries.forEach(entry -> list.add(entry(entry, moments)));
        getContent().add(list);
    }

    private ListItem entry(TimelineEntry entry, Moments moments) {
        Instant at = entry.at();
        ListItem item = new ListItem(content(screens, entry, moments, ""));
        item.addClassName("mw-timeline-entry");
        item.getElement().setAttribute("data-kind", entry.kind().key());
        item.getElement().setAttribute("data-ahead", at == null);
        return item;
    }

    /**
     * One entry: what, who and when, and what they said.
     *
     * @param flow what is named where no step is; empty where everybody knows which flow it is
     */
    static Component content(FlowScreens screens, TimelineEntry entry, Moments moments, String flow) {
        Div line = new Div();
        line.addClassName("mw-history-line");
        PersonRef person = entry.person();
        if (person != null) {
            Span who = new Span(person.name());
            who.addClassName("mw-history-who");
            line.add(who);
            PersonRef other = entry.standsInFor();
            if (other != null) {
                line.add(new Span(t("work.task.for", other.name())));
            }
        }
        line.add(new Span(screens.texts().text(locale(), entry.text())));
        Instant at = entry.at();
        if (at != null) {
            Span when = new Span(moments.ago(at));
            when.setTitle(moments.exact(at));
            when.addClassName("mw-history-when");
            line.add(when);
        }
        Instant planned = entry.planned();
        if (planned != null) {
            Span when = new Span(moments.near(planned));
            when.setTitle(moments.exact(planned));
            when.addClassName("mw-history-when");
            line.add(when);
        }
        Div text = new Div();
        text.addClassName("mw-history-text");
        String name = entry.step().isBlank() ? flow : entry.step();
        if (!name.isBlank()) {
            Span step = new Span(name);
            step.addClassName("mw-timeline-step");
            text.add(step);
        }
        text.add(line);
        if (!entry.reason().isBlank()) {
            Div reason = new Div(new Span(entry.reason()));
            reason.addClassName("mw-timeline-reason");
            text.add(reason);
        }
        UUID called = entry.called();
        if (called != null) {
            text.add(new Anchor(WorkNavigation.run(called), t("work.timeline.called")));
        }
        TimelineEntry.Document document = entry.document();
        if (document != null) {
            text.add(link(screens, document));
        }
        Div row = new Div(Icons.of(icon(entry.kind(), at == null)), text);
        row.addClassName("mw-timeline-row");
        return row;
    }

    private static Anchor link(FlowScreens screens, TimelineEntry.Document document) {
        Anchor link = new Anchor(
                InlineFile.of(
                        document.name(),
                        document.mediaType(),
                        screens.person(),
                        out -> out.write(screens.flows()
                                .document(document.instance(), document.id())
                                .content())),
                "");
        link.add(Icons.of("vaadin:file-text-o"), new Span(document.name()));
        link.setTarget(AnchorTarget.BLANK);
        link.addClassName("mw-timeline-document");
        return link;
    }

    private static String icon(TimelineEntry.Kind kind, boolean ahead) {
        return switch (kind) {
            case APPROVED, FILLED -> "vaadin:check-circle";
            case REJECTED -> "vaadin:close-circle";
            case RETURNED, WITHDRAWN -> "vaadin:arrow-backward";
            case COMMENT -> "vaadin:comment";
            case FAILED -> "vaadin:warning";
            case DOCUMENT -> "vaadin:print";
            case CALLED -> "vaadin:connect";
            case URGED -> "vaadin:bell";
            case COPIED -> "vaadin:copy-o";
            case OPEN -> "vaadin:user-clock";
            case STARTED -> "vaadin:play-circle";
            case ENDED -> "vaadin:flag-checkered";
            case TRANSFERRED,
                    DELEGATED,
                    ADDED,
                    REMOVED,
                    CLAIMED,
                    RELEASED,
                    RETRIED,
                    CLOSED,
                    JUMPED,
                    WAY,
                    NOTE,
                    CHANGED,
                    TAKEN_BACK,
                    SUSPENDED,
                    RESUMED,
                    ENDED_BY_HAND,
                    MOVED,
                    REASSIGNED,
                    HANDED_OVER,
                    WAITING,
                    EXPECTED -> ahead ? "vaadin:circle-thin" : "vaadin:circle";
        };
    }
}
