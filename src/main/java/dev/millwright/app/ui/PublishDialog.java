package dev.millwright.app.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import dev.millwright.app.DraftRef;
import dev.millwright.app.PublishPlan;
import dev.millwright.app.PublishPlan.Part;
import dev.millwright.app.Publishing;
import dev.millwright.app.Release;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.shared.DomainException;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Notices;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Says in plain words what a release changes, asks what it has to ask, and publishes. */
class PublishDialog extends Dialog {

    private final transient Publishing publishing;
    private final transient CurrentPerson currentPerson;
    private final transient PublishPartView.Questions questions;
    private final String app;
    private final transient Consumer<Release> published;
    private transient ReleaseRequest request;
    private transient PublishPlan plan;
    private final Map<DraftRef, PublishPartView> parts = new LinkedHashMap<>();
    private final Div body = new Div();
    private final Span hint = new Span();
    private final Button again = new Button();
    private final Button publish = new Button();
    private final Button close = new Button();

    PublishDialog(
            Publishing publishing,
            CurrentPerson currentPerson,
            PublishPartView.Questions questions,
            String app,
            ReleaseRequest request,
            Consumer<Release> published) {
        this.publishing = publishing;
        this.currentPerson = currentPerson;
        this.questions = questions;
        this.app = app;
        this.request = request;
        this.published = published;
        this.plan = publishing.plan(app, request);
        setHeaderTitle(t("app.publish.title", plan.app().label()));
        setWidth("44rem");
        setMaxWidth("calc(100vw - 2rem)");
        setCloseOnOutsideClick(false);
        addClassName("mw-publish");
        body.addClassName("mw-publish-body");
        add(body);
        hint.addClassName("mw-publish-hint");
        close.setText(t("ui.action.cancel"));
        close.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        close.addClickListener(click -> close());
        publish.setText(t("app.publish.action"));
        publish.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        publish.addClickListener(click -> publish());
        again.setText(t("app.publish.again"));
        again.addClickListener(click -> replan());
        again.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        getFooter().add(hint, again, close, publish);
        build();
    }

    private void build() {
        body.removeAll();
        parts.clear();
        if (plan.isEmpty()) {
            body.add(new EmptyState("vaadin:check", t("app.publish.nothing"), t("app.publish.nothing.text")));
        } else {
            Paragraph summary = new Paragraph(t("app.publish.summary"));
            summary.addClassName("mw-publish-summary");
            body.add(summary);
            for (Part part : plan.parts()) {
                PublishPartView view = new PublishPartView(app, part, questions, this::answer, this::include);
                parts.put(part.ref(), view);
                body.add(view);
            }
        }
        ready();
    }

    /** Keeps what the person is typing in, and shows anew what follows from it. */
    private void replan() {
        PublishPlan now = publishing.plan(app, request);
        boolean sameParts = now.parts().stream()
                .map(Part::ref)
                .toList()
                .equals(plan.parts().stream().map(Part::ref).toList());
        plan = now;
        if (!sameParts) {
            build();
            return;
        }
        for (Part part : plan.parts()) {
            Optional.ofNullable(parts.get(part.ref())).ifPresent(view -> view.show(part));
        }
        ready();
    }

    private void ready() {
        boolean open =
                plan.parts().stream().anyMatch(part -> part.questions().stream().anyMatch(PublishPlan.Asked::isOpen));
        boolean blocked = plan.parts().stream()
                .anyMatch(
                        part -> part.problems().hasErrors() || !part.obstacles().isEmpty());
        hint.setText(blocked ? t("app.publish.blocked") : open ? t("app.publish.unanswered") : "");
        again.setVisible(blocked);
        publish.setVisible(!plan.isEmpty());
        publish.setEnabled(plan.isPublishable());
    }

    private void answer(String question, Optional<String> answer) {
        Map<String, String> answers = new HashMap<>(request.answers());
        answer.ifPresentOrElse(text -> answers.put(question, text), () -> answers.remove(question));
        request = request.answering(answers);
        replan();
    }

    private void include(Set<DraftRef> missing) {
        Set<DraftRef> all = new HashSet<>(missing);
        all.addAll(plan.parts().stream().map(Part::ref).collect(Collectors.toSet()));
        request = ReleaseRequest.of(all).answering(request.answers());
        replan();
    }

    /** Beside the request: making a column of many records unique takes longer than a browser waits. */
    private void publish() {
        UI ui = UI.getCurrent();
        ReleaseRequest wanted = request;
        String fingerprint = plan.fingerprint();
        publish.setEnabled(false);
        publish.setText(t("app.publish.running"));
        close.setEnabled(false);
        setCloseOnEsc(false);
        ProgressBar progress = new ProgressBar();
        progress.setIndeterminate(true);
        body.add(progress);
        Thread.ofVirtual().name("publish").start(currentPerson.carried(() -> {
            try {
                Release release = publishing.publish(app, wanted, fingerprint);
                ui.access(() -> succeeded(release));
            } catch (RuntimeException e) {
                ui.access(() -> failed(e, progress));
            }
        }));
    }

    private void succeeded(Release release) {
        Part made = plan.parts().stream()
                .filter(part -> questions.page(app, part).isPresent())
                .findFirst()
                .orElse(null);
        String page = made == null
                ? AppNavigation.app(app)
                : questions.page(app, made).orElseThrow();
        Anchor openApp =
                new Anchor(page, made == null ? t("app.publish.open") : t("app.publish.openOne", made.label()));
        openApp.setRouterIgnore(false);
        openApp.addClassName("mw-link-button");
        Anchor share = new Anchor(AppNavigation.sharing(app), t("app.publish.share"));
        share.setRouterIgnore(false);
        share.getElement().addEventListener("click", click -> close());
        body.removeAll();
        body.add(new EmptyState(
                "vaadin:check-circle",
                t("app.publish.done", plan.app().label()),
                t("app.publish.done.text", release.number()),
                openApp,
                share));
        body.add(new PageLink(page));
        openApp.getElement().addEventListener("click", click -> close());
        getFooter().removeAll();
        Button done = new Button(t("ui.action.close"), click -> close());
        done.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        getFooter().add(done);
        setCloseOnEsc(true);
        published.accept(release);
    }

    private void failed(RuntimeException cause, ProgressBar progress) {
        body.remove(progress);
        publish.setText(t("app.publish.action"));
        close.setEnabled(true);
        setCloseOnEsc(true);
        publish.setEnabled(plan.isPublishable());
        if (!(cause instanceof DomainException refusal)) {
            throw cause;
        }
        Notices.error(refusal);
        replan();
    }
}
