package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.app.Action;
import dev.millwright.field.PersonRef;
import dev.millwright.field.Token;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows.NodeState;
import dev.millwright.flow.Flows.Offered;
import dev.millwright.flow.Flows.SubmitFlow;
import dev.millwright.flow.spi.FlowField;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.HasProblems;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problems;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.workspace.spi.RecordOffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;

/** Offers where records are what flows do with them, and shows where they stand. */
@org.springframework.stereotype.Component
@Order(10)
class FlowOffer implements RecordOffer {

    /** So many ticked records may start a flow at once. */
    private static final int MOST = 200;

    private final FlowScreens screens;
    private final AccessibleForms access;

    FlowOffer(FlowScreens screens, AccessibleForms access) {
        this.screens = screens;
        this.access = access;
    }

    @Override
    public Optional<String> insteadOf(FormRef form, UUID record) {
        return screens.tasks().ofRecord(form, record).stream().findFirst().map(task -> WorkNavigation.task(task.id()));
    }

    @Override
    public List<Component> onRecord(FormRef form, RecordData record) {
        List<Component> buttons = new ArrayList<>();
        List<FlowInstance> runs = screens.flows().ofRecord(form, record.id());
        boolean running = runs.stream().anyMatch(FlowOffer::isInApproval);
        screens.tasks().ofRecord(form, record.id()).stream().findFirst().ifPresent(task -> {
            Anchor open = new Anchor(WorkNavigation.task(task.id()), Icons.of("vaadin:inbox"), new Span(mine(task)));
            open.addClassNames("mw-task-next", "mw-record-task");
            buttons.add(open);
        });
        if (!running && access.allows(form, Action.CHANGE)) {
            screens.flows().submitFlow(form).ifPresent(flow -> {
                Button submit = submitButton(form, record, flow, isAccepted(runs));
                if (!isAccepted(runs)) {
                    submit.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
                }
                buttons.add(submit);
            });
        }
        Set<String> placed = screens.forms().find(form.app(), form.form()).stream()
                .flatMap(published -> published.parts().stream())
                .flatMap(part -> FlowButtonPartType.flowOf(part).stream())
                .collect(Collectors.toSet());
        for (Offered flow : screens.flows().offered(form.app(), form, record.id())) {
            if (placed.contains(flow.flow())) {
                // It stands on the form, where its designer wants it.
                continue;
            }
            buttons.add(new Button(
                    flow.label(), Icons.of("vaadin:play"), click -> start(form, List.of(record.id()), flow)));
        }
        return buttons;
    }

    /**
     * The button of one flow for a record; empty where it is not offered to whoever asks.
     *
     * @param label what stands on it; empty for what the flow has it say
     */
    Optional<Button> button(FormRef form, UUID record, String key, String label) {
        return screens.flows().offered(form.app(), form, record).stream()
                .filter(flow -> flow.flow().equals(key))
                .findFirst()
                .map(flow -> new Button(
                        label.isBlank() ? flow.label() : label,
                        Icons.of("vaadin:play"),
                        click -> start(form, List.of(record), flow)));
    }

    private static String mine(FlowTask task) {
        return task.waitsFor().isEmpty()
                ? t(task.kind() == FlowTask.Kind.RETRY ? "work.record.failed" : "work.record.task", task.step())
                : t("work.record.waiting", task.step(), TaskWords.names(task.waitsFor()));
    }

    private static boolean isInApproval(FlowInstance run) {
        return run.submitted() && run.state() != FlowInstance.State.ENDED;
    }

    /** @param runs newest first */
    private static boolean isAccepted(List<FlowInstance> runs) {
        return runs.stream()
                .filter(FlowInstance::submitted)
                .findFirst()
                .filter(run -> "accepted".equals(run.outcome()))
                .isPresent();
    }

    private Button submitButton(FormRef form, RecordData record, SubmitFlow flow, boolean accepted) {
        Runnable submit = () -> submit(
                form,
                record,
                flow,
                done -> UI.getCurrent().refreshCurrentRoute(false),
                problems -> Notices.error(t("work.submit.refused", FlowScreens.words(problems))));
        Runnable asked = () -> ConfirmDialog.ask(
                        t("work.submit.again.title"),
                        t("work.submit.again.text"),
                        t("work.submit.again.action"),
                        submit)
                .open();
        return new Button(
                t("work.action.fill"), Icons.of("vaadin:paperplane"), click -> (accepted ? asked : submit).run());
    }

    /** Hands the record in, after its starter chose the people that the flow leaves to them. */
    private void submit(
            FormRef form, RecordData record, SubmitFlow flow, Consumer<RecordData> done, Consumer<Problems> refused) {
        if (flow.choices().isEmpty()) {
            submit(form, record, Map.of(), done, refused);
        } else {
            new ChoiceDialog(
                            screens,
                            flow.label(),
                            t("work.action.fill"),
                            flow.choices(),
                            chosen -> submit(form, record, chosen, done, refused))
                    .open();
        }
    }

    private void submit(
            FormRef form,
            RecordData record,
            Map<UUID, List<PersonRef>> chosen,
            Consumer<RecordData> done,
            Consumer<Problems> refused) {
        try {
            screens.flows().submit(form, record.id(), record.version(), chosen);
        } catch (InvalidException e) {
            refused.accept(e.problems());
            return;
        } catch (ConflictException already) {
            Notices.error(already);
            done.accept(record);
            return;
        }
        Notices.success(t("work.submit.done", record.title()));
        done.accept(record);
    }

    @Override
    public Optional<AfterSaving> afterSaving(FormRef form, @Nullable RecordData before) {
        List<FlowInstance> runs = before == null ? List.of() : screens.flows().ofRecord(form, before.id());
        if (runs.stream().anyMatch(FlowOffer::isInApproval)) {
            return Optional.empty();
        }
        boolean accepted = isAccepted(runs);
        return screens.flows()
                .submitFlow(form)
                .map(flow -> new AfterSaving(
                        t("work.action.fill"),
                        accepted ? t("work.record.saveAccepted") : t("work.record.draft"),
                        t("work.record.draftAndNew"),
                        title -> t(accepted ? "record.saved" : "work.record.draft.saved", title),
                        flow.demanded(),
                        !accepted,
                        (saved, done, refused) -> submit(form, saved, flow, done, refused)));
    }

    @Override
    public Optional<Mark> mark(FormRef form) {
        return screens.flows()
                .submitFlow(form)
                // A form that has a field for it says it there, where it can be sorted and filtered by.
                .filter(flow -> !tellsState(form))
                .map(flow -> new Mark(t("work.list.state"), records -> {
                    Map<UUID, FlowInstance> runs = screens.flows().submissions(records);
                    return records.stream().collect(Collectors.toMap(Function.identity(), id -> state(runs.get(id))));
                }));
    }

    private boolean tellsState(FormRef ref) {
        return screens.forms().find(ref.app(), ref.form()).stream()
                .flatMap(form -> form.fields().stream())
                .anyMatch(field -> field.type() instanceof FlowField<?, ?> told && told.tellsState());
    }

    private static Token state(@Nullable FlowInstance run) {
        if (run == null) {
            return Token.badge(t("work.list.notSubmitted"), "grey");
        }
        if (run.changedAt() != null) {
            return Token.badge(t("work.list.changedSince"), "orange");
        }
        return Token.badge(Outcomes.words(run), Outcomes.colour(run));
    }

    @Override
    public List<Component> aboveRecord(FormRef form, RecordData record) {
        List<FlowInstance> runs = screens.flows().ofRecord(form, record.id());
        List<FlowInstance> followed = runs.stream()
                .filter(run -> run.personal() || run.state() == FlowInstance.State.FAILED)
                .toList();
        List<FlowInstance> running = followed.stream()
                .filter(run -> run.state() != FlowInstance.State.ENDED)
                .toList();
        List<Component> above = new ArrayList<>();
        if (runs.stream().noneMatch(FlowInstance::submitted)) {
            screens.flows().submitFlow(form).map(FlowOffer::notSubmitted).ifPresent(above::add);
        }
        // The one by which it was handed in says what became of it; what that one called comes behind.
        Comparator<FlowInstance> order = Comparator.comparing(run -> !run.submitted());
        (running.isEmpty()
                        ? followed.stream().sorted(order).limit(1)
                        : running.stream().sorted(order))
                .map(this::standing)
                .forEach(above::add);
        return above;
    }

    private static Component notSubmitted(SubmitFlow flow) {
        Span state = new Span(t("work.list.notSubmitted"));
        state.addClassName("mw-badge");
        state.getElement().setAttribute("data-colour", "grey");
        Div head = new Div(state, new Span(t("work.record.notSubmitted", flow.label())));
        head.addClassName("mw-standing-head");
        Div standing = new Div(head);
        standing.addClassName("mw-standing");
        return standing;
    }

    private Component standing(FlowInstance run) {
        Moments moments = screens.moments();
        Map<UUID, NodeState> way = run.endedAt() == null ? screens.flows().path(run.id()) : Map.of();
        Span state = new Span(Outcomes.words(run, way));
        state.addClassName("mw-badge");
        state.getElement().setAttribute("data-colour", Outcomes.colour(run));
        Anchor name = new Anchor(WorkNavigation.run(run.id()), run.label());
        Instant ended = run.endedAt();
        Instant at = ended == null ? run.startedAt() : ended;
        Span when = new Span(moments.ago(at));
        when.setTitle(moments.exact(at));
        Div head = new Div(state, name, when);
        Instant changed = run.changedAt();
        if (changed != null) {
            Span since = new Span(t("work.record.changedSince", moments.ago(changed)));
            since.setTitle(moments.exact(changed));
            since.addClassName("mw-badge");
            since.getElement().setAttribute("data-colour", "orange");
            head.addComponentAtIndex(1, since);
        }
        head.addClassName("mw-standing-head");
        new RunBar(screens, run, () -> UI.getCurrent().refreshCurrentRoute(false))
                .components()
                .forEach(head::add);
        Div standing = new Div(head);
        standing.addClassName("mw-standing");
        if (ended == null) {
            PathStrip path = new PathStrip(screens);
            path.show(run.id(), way);
            standing.add(path);
        }
        return standing;
    }

    @Override
    public List<Happening> inHistory(FormRef form, RecordData record) {
        Moments moments = screens.moments();
        List<Happening> happenings = new ArrayList<>();
        for (FlowInstance run : screens.flows().ofRecord(form, record.id())) {
            // The latest first, also of what happened in one moment.
            screens.flows()
                    .history(run.id())
                    .reversed()
                    .forEach(entry -> happenings.add(new Happening(
                            Objects.requireNonNull(entry.at()),
                            Timeline.content(screens, entry, moments, run.label()))));
        }
        return happenings;
    }

    @Override
    public List<Component> belowRecord(FormRef form, RecordData record) {
        return List.of();
    }

    @Override
    public List<Component> onChosen(FormRef form, Supplier<Chosen> chosen) {
        List<Component> buttons = new ArrayList<>();
        for (Offered flow : screens.flows().offered(form.app(), form, null)) {
            Button start = new Button(flow.label(), Icons.of("vaadin:play"), click -> start(form, chosen.get(), flow));
            start.addThemeVariants(ButtonVariant.LUMO_SMALL);
            buttons.add(start);
        }
        return buttons;
    }

    private void start(FormRef form, Chosen chosen, Offered flow) {
        switch (chosen) {
            case Chosen.These(List<UUID> ids) -> start(form, ids, flow);
            case Chosen.Found(ListRequest list) -> {
                RecordPage page = screens.query().list(list.after(null).limit(MOST));
                if (page.next() != null) {
                    Notices.error(t("work.start.tooMany", MOST));
                } else {
                    start(form, page.items().stream().map(RecordData::id).toList(), flow);
                }
            }
        }
    }

    private void start(FormRef form, List<UUID> records, Offered flow) {
        if (records.size() > MOST) {
            Notices.error(t("work.start.tooMany", MOST));
        } else if (flow.choices().isEmpty()) {
            start(form, records, flow, Map.of());
        } else {
            new ChoiceDialog(
                            screens,
                            flow.label(),
                            flow.label(),
                            flow.choices(),
                            chosen -> start(form, records, flow, chosen))
                    .open();
        }
    }

    /** Each record stands for itself; those that were refused are named. */
    private void start(FormRef form, List<UUID> records, Offered flow, Map<UUID, List<PersonRef>> chosen) {
        Map<String, String> refused = new LinkedHashMap<>();
        for (UUID record : records) {
            try {
                screens.flows().start(form.app(), flow.flow(), record, chosen);
            } catch (DomainException e) {
                refused.put(
                        titleOf(form, record),
                        e instanceof HasProblems many ? FlowScreens.words(many.problems()) : t(e));
            }
        }
        int started = records.size() - refused.size();
        if (refused.isEmpty()) {
            Notices.success(t("work.start.done", flow.label(), started));
        } else {
            StringBuilder words = new StringBuilder(t("work.start.some", started, refused.size()));
            refused.forEach((title, why) -> words.append(' ').append(t("work.batch.refused.name", title, why)));
            Notices.error(words.toString());
        }
        if (records.size() == 1) {
            UI.getCurrent().refreshCurrentRoute(false);
        }
    }

    private String titleOf(FormRef form, UUID record) {
        try {
            return screens.query().get(form, record).title();
        } catch (NotFoundException gone) {
            return record.toString();
        }
    }

    @Override
    public List<Entry> onList(FormRef form, Supplier<ListRequest> list) {
        return List.of();
    }
}
