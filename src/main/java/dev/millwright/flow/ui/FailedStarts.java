package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.Flows.FailedStart;
import dev.millwright.flow.Flows.StartPage;
import dev.millwright.record.FormRef;
import dev.millwright.shared.DomainException;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.workspace.ui.RecordsNavigation;
import java.util.UUID;

/** What failed in an app before there was a run, to be tried again or given up; nothing to be seen while there is none. */
final class FailedStarts extends Composite<Div> {

    private static final int PAGE = 20;

    private final transient FlowScreens screens;
    private final String app;
    private final Runnable begun;

    /** @param begun shows the runs as they are now */
    FailedStarts(FlowScreens screens, String app, Runnable begun) {
        this.screens = screens;
        this.app = app;
        this.begun = begun;
        getContent().addClassName("mw-failed-starts");
        show();
    }

    private void show() {
        getContent().removeAll();
        StartPage page = screens.flows().failedStarts(app, null, PAGE);
        getContent().setVisible(!page.starts().isEmpty());
        if (page.starts().isEmpty()) {
            return;
        }
        Button all = new Button(t("work.starts.retryAll"), Icons.of("vaadin:refresh"), click -> {
            int many = screens.flows().retryStarts(app);
            Notices.success(t("work.starts.retried", many));
            again();
        });
        Div head = new Div(new H2(t("work.starts.title")), all);
        head.addClassName("mw-section-head");
        UnorderedList list = new UnorderedList();
        list.addClassName("mw-tasks");
        Div foot = new Div();
        getContent().add(head, new Paragraph(t("work.starts.text")), list, foot);
        append(page, list, foot);
    }

    private void append(StartPage page, UnorderedList list, Div foot) {
        Moments moments = screens.moments();
        page.starts().forEach(start -> list.add(item(start, moments)));
        foot.removeAll();
        String next = page.next();
        if (next != null) {
            foot.add(new Button(
                    t("work.runs.more"), click -> append(screens.flows().failedStarts(app, next, PAGE), list, foot)));
        }
    }

    private ListItem item(FailedStart start, Moments moments) {
        HtmlContainer title = title(start);
        title.addClassName("mw-task-title");
        Div why = new Div(Icons.of("vaadin:warning"), new Span(screens.texts().text(locale(), start.failure())));
        why.addClassName("mw-task-note");
        PersonRef by = start.by();
        String ago = moments.ago(start.at());
        String what = start.flow().isEmpty() ? t("work.starts.noFlow") : start.flow();
        Span foot = new Span(what + " · " + (by == null ? ago : t("work.task.foot", by.name(), ago)));
        foot.setTitle(moments.exact(start.at()));
        foot.addClassName("mw-task-foot");
        Div content = new Div(title, why, foot);
        content.addClassNames("mw-task-content", "mw-failed-start");
        Button retry = new Button(
                t("work.runs.retry"), click -> act(() -> screens.flows().retryStart(start.app(), start.id())));
        Button dismiss = new Button(
                t("work.starts.dismiss"),
                click -> ConfirmDialog.danger(
                                t("work.starts.dismiss.title", start.title()),
                                t("work.starts.dismiss.text"),
                                t("work.starts.dismiss"),
                                () -> act(() -> screens.flows().dismissStart(start.app(), start.id())))
                        .open());
        dismiss.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Div buttons = new Div(retry, dismiss);
        buttons.addClassName("mw-failed-start-buttons");
        ListItem item = new ListItem(content, buttons);
        item.addClassName("mw-task");
        return item;
    }

    private static HtmlContainer title(FailedStart start) {
        FormRef form = start.form();
        UUID record = start.record();
        UUID run = start.instance();
        if (run != null) {
            return new Anchor(WorkNavigation.run(run), start.title());
        }
        return form == null || record == null
                ? new Span(start.title())
                : new Anchor(RecordsNavigation.record(form, record), start.title());
    }

    /** Somebody else may have been quicker. */
    private void act(Runnable deed) {
        try {
            deed.run();
        } catch (DomainException refused) {
            Notices.error(refused);
        }
        again();
    }

    private void again() {
        show();
        begun.run();
    }
}
