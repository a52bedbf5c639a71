package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.millwright.app.AppEvent.DraftDeleted;
import dev.millwright.app.AppEvent.DraftSaved;
import dev.millwright.app.Author;
import dev.millwright.app.Draft;
import dev.millwright.app.DraftChangedException;
import dev.millwright.app.PublishScreen;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.ui.OpenDrafts;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.form.EditRefusedException;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormEdit;
import dev.millwright.form.FormEditor;
import dev.millwright.form.LinkCandidates;
import dev.millwright.form.Selection;
import dev.millwright.form.ui.FormDrafts.Opened;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Severity;
import dev.millwright.shared.Texts;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.RelativeTime;
import dev.millwright.ui.Shell;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The form designer: palette, canvas and settings around one draft, which is saved with every edit. */
@Route(FormDesignerView.ROUTE)
@PermitAll
final class FormDesignerView extends Composite<Div> implements BeforeEnterObserver, HasBreadcrumbs, OpenDrafts.Watcher {

    static final String ROUTE = "app/:app/design/form/:key";

    private static final Logger LOG = LoggerFactory.getLogger(FormDesignerView.class);

    private final FormDrafts drafts;
    private final FieldTypes types;
    private final FieldResolver resolver;
    private final DefinitionCodec codec;
    private final PublishScreen publishScreen;
    private final OpenDrafts openDrafts;
    private final Texts texts;
    private final People people;
    private final CurrentPerson currentPerson;
    private final BusinessTime time;
    private final LinkCandidates records;

    private final Div bar = new Div();
    private final Div banner = new Div();
    private final Div body = new Div();
    private final Span name = new Span();
    private final Span state = new Span();
    private final Span saved = new Span();
    private final Button retry = new Button();
    private final Button undo = new Button(Icons.of("vaadin:arrow-backward"));
    private final Button redo = new Button(Icons.of("vaadin:arrow-forward"));
    private final Button publish = new Button();
    private final Button problemCount = new Button();
    private final Div problemList = new Div();
    private final Map<Mode, NativeButton> modes = new EnumMap<>(Mode.class);

    private Mode mode = Mode.DESIGN;
    private @Nullable Work work;

    /** What stands in the middle. */
    private enum Mode {
        DESIGN,
        COMPUTER,
        PHONE
    }

    FormDesignerView(
            FormDrafts drafts,
            FieldTypes types,
            FieldResolver resolver,
            DefinitionCodec codec,
            PublishScreen publishScreen,
            OpenDrafts openDrafts,
            Texts texts,
            People people,
            CurrentPerson currentPerson,
            BusinessTime time,
            LinkCandidates records) {
        this.drafts = drafts;
        this.types = types;
        this.resolver = resolver;
        this.codec = codec;
        this.publishScreen = publishScreen;
        this.openDrafts = openDrafts;
        this.texts = texts;
        this.people = people;
        this.currentPerson = currentPerson;
        this.time = time;
        this.records = records;
        getContent().addClassName("mw-designer");
        fillBar();
        banner.addClassName("mw-designer-banner");
        banner.setVisible(false);
        body.addClassName("mw-designer-body");
        getContent().add(bar, banner, body);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String app = event.getRouteParameters().get("app").orElseThrow();
        String key = event.getRouteParameters().get("key").orElseThrow();
        open(app, key);
    }

    @Override
    protected void onDetach(DetachEvent detachEvent) {
        openDrafts.leave(this);
        super.onDetach(detachEvent);
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        Work now = work;
        if (now == null) {
            return List.of();
        }
        String app = now.opened.app().key();
        return List.of(
                Breadcrumb.to(now.opened.app().label(), "app/" + app),
                Breadcrumb.to(t("form.designer.design"), "app/" + app + "/design"),
                Breadcrumb.here(now.editor.definition().label()));
    }

    private void open(String app, String key) {
        Opened opened = drafts.open(app, key);
        Work now = new Work(opened);
        work = now;
        banner.setVisible(false);
        openDrafts.enter(this, app, opened.draft().ref());
        body.removeAll();
        showMode(now);
        now.refresh();
        Shell.refresh(this);
    }

    private void reload() {
        Work now = work;
        if (now != null) {
            open(now.opened.app().key(), now.opened.draft().id().toString());
        }
    }

    @Override
    public void savedSomewhere(DraftSaved saved) {
        Work now = work;
        if (now != null && now.opened.draft().id().equals(saved.draft().id()) && saved.version() > now.version) {
            now.overtaken(
                    now.isMe(saved.by())
                            ? t("form.designer.overtakenByYou")
                            : t("form.designer.overtaken", saved.by().name()));
        }
    }

    @Override
    public void deletedSomewhere(DraftDeleted deleted) {
        with(now -> now.deleted(
                now.isMe(deleted.by())
                        ? t("form.designer.deletedByYou")
                        : t("form.designer.deleted", deleted.by().name())));
    }

    @Override
    public void publishedSomewhere() {
        with(Work::publishedSomewhere);
    }

    // --- The bar ---

    private void fillBar() {
        bar.addClassName("mw-designer-bar");
        name.addClassName("mw-designer-name");
        state.addClassName("mw-designer-state");
        Div title = new Div(name, state);
        title.addClassName("mw-designer-title");
        icon(undo, t("form.designer.undo"), "Ctrl+Z", click -> with(Work::undo));
        icon(redo, t("form.designer.redo"), "Ctrl+Y", click -> with(Work::redo));
        Div history = new Div(undo, redo);
        history.addClassName("mw-designer-history");
        Div switcher = new Div(
                mode(Mode.DESIGN, "vaadin:pencil", "form.designer.mode.design"),
                mode(Mode.COMPUTER, "vaadin:desktop", "form.designer.mode.computer"),
                mode(Mode.PHONE, "vaadin:mobile", "form.designer.mode.phone"));
        switcher.addClassName("mw-switcher");
        switcher.getElement().setAttribute("role", "group").setAttribute("aria-label", t("form.designer.mode"));
        problemCount.addClassName("mw-problem-count");
        problemCount.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        problemList.addClassName("mw-problem-list");
        Popover popover = new Popover(problemList);
        popover.setTarget(problemCount);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        saved.addClassName("mw-saved");
        Span saving = new Span(t("form.designer.saving"));
        saving.addClassName("mw-saving");
        retry.setText(t("form.designer.retry"));
        retry.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        retry.addClickListener(click -> with(Work::save));
        retry.setVisible(false);
        Div saveState = new Div(saved, saving, retry);
        saveState.addClassName("mw-save-state");
        saveState.getElement().setAttribute("role", "status");
        publish.setText(t("form.designer.publish"));
        publish.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        publish.addClickListener(click -> with(Work::publish));
        Div left = new Div(title, history);
        Div right = new Div(problemCount, saveState, publish);
        left.addClassName("mw-designer-left");
        right.addClassName("mw-designer-right");
        bar.add(left, switcher, right, popover);
    }

    private static void icon(
            Button button, String label, String keys, ComponentEventListener<ClickEvent<Button>> listener) {
        button.addThemeVariants(ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_TERTIARY);
        button.setAriaLabel(label);
        button.setTooltipText(label + " (" + keys + ")");
        button.addClickListener(listener);
    }

    private NativeButton mode(Mode wanted, String icon, String text) {
        NativeButton button = new NativeButton();
        button.add(Icons.of(icon), new Span(t(text)));
        button.getElement().setAttribute("aria-pressed", String.valueOf(wanted == mode));
        button.addClickListener(click -> {
            mode = wanted;
            with(this::showMode);
        });
        modes.put(wanted, button);
        return button;
    }

    private interface Action {
        void on(Work work);
    }

    private void with(Action action) {
        Work now = work;
        if (now != null) {
            action.on(now);
        }
    }

    private void showMode(Work now) {
        modes.forEach((some, button) -> button.getElement().setAttribute("aria-pressed", String.valueOf(some == mode)));
        // The canvas stays in the page while a preview covers it: it keeps its place and need not be built again.
        boolean design = mode == Mode.DESIGN;
        body.getChildren().filter(FormPreview.class::isInstance).toList().forEach(body::remove);
        if (now.canvas.getParent().isEmpty()) {
            body.add(now.canvas, now.inspector);
        }
        now.canvas.setVisible(design);
        now.inspector.setVisible(design);
        if (!design) {
            body.add(new FormPreview(
                    now.editor.definition(),
                    mode == Mode.PHONE ? FormPreview.Screen.PHONE : FormPreview.Screen.COMPUTER,
                    resolver,
                    now.ports,
                    now.defaults));
        }
    }

    /** One draft while it is open. */
    private final class Work {

        private Opened opened;
        private final Person person;
        private final FormEditor editor;
        private final DesignPorts ports;
        private final DefaultContext defaults;
        private final FormCanvas canvas;
        private final FormInspector inspector;
        private long version;
        private FormDefinition stored;
        private boolean overtaken;
        private boolean unsaved;

        Work(Opened opened) {
            this.opened = opened;
            this.version = opened.draft().version();
            this.stored = opened.definition();
            this.editor = new FormEditor(
                    opened.definition(), opened.published(), types, codec, form -> drafts.problems(this.opened, form));
            this.person = currentPerson.get();
            this.ports = new DesignPorts(
                    new FormatContext(locale(), time.zone()),
                    texts,
                    people,
                    resolver,
                    editor::definition,
                    null,
                    () -> drafts.links(this.opened).targets(),
                    records);
            this.defaults = new DefaultContext(time, new PersonRef(person.id(), person.name()));
            this.canvas = new FormCanvas(types, resolver, ports, defaults, this::obey);
            this.inspector = new FormInspector(types, resolver, codec, ports, this::edit, editor::endTyping);
        }

        private void obey(CanvasCommand command) {
            try {
                switch (command) {
                    case CanvasCommand.Select(Selection selection) -> editor.select(selection);
                    case CanvasCommand.Undo ignored ->
                        change(() -> editor.undo().isPresent());
                    case CanvasCommand.Redo ignored ->
                        change(() -> editor.redo().isPresent());
                    case CanvasCommand.Do(FormEdit edit) -> change(() -> editor.apply(edit));
                    case CanvasCommand.Step(UUID field, FormEditor.Direction direction) ->
                        editor.step(field, direction)
                                .ifPresent(place ->
                                        change(() -> editor.apply(new FormEdit.MoveFields(List.of(field), place))));
                    case CanvasCommand.Add add -> add(add);
                }
            } finally {
                // The canvas expects an answer to each command, also when nothing came of it.
                refresh();
            }
        }

        private void add(CanvasCommand.Add add) {
            String label = types.find(add.type())
                    .map(FieldType::descriptor)
                    .map(descriptor -> t(descriptor.label()))
                    .orElse(add.type());
            UUID id = add.id().version() == 7 ? add.id() : Ids.next();
            change(() -> editor.apply(
                    new FormEdit.AddField(id, add.type(), label, add.place().orElseGet(editor::placeAfterSelection))));
        }

        private void edit(FormEdit edit, boolean typing) {
            change(() -> typing ? editor.type(edit) : editor.apply(edit));
            refresh();
        }

        void undo() {
            obey(new CanvasCommand.Undo());
        }

        void redo() {
            obey(new CanvasCommand.Redo());
        }

        private void change(BooleanSupplier edit) {
            if (overtaken) {
                return;
            }
            try {
                if (edit.getAsBoolean()) {
                    save();
                }
            } catch (EditRefusedException refusal) {
                Notices.error(refusal);
            }
        }

        void save() {
            FormDefinition form = editor.definition();
            if (overtaken || form.equals(stored)) {
                return;
            }
            try {
                version = drafts.save(opened.app().key(), form, version).version();
                boolean renamed = !form.label().equals(stored.label());
                boolean moved = !form.key().equals(stored.key());
                stored = form;
                unsaved = false;
                if (moved) {
                    getUI().ifPresent(ui -> ui.getPage()
                            .getHistory()
                            .replaceState(null, "app/" + opened.app().key() + "/design/form/" + form.key()));
                }
                if (renamed) {
                    Shell.refresh(FormDesignerView.this);
                }
            } catch (DraftChangedException changed) {
                Draft theirs = changed.current();
                String when = RelativeTime.format(theirs.updatedAt(), time.now(), time.zone(), locale());
                overtaken(
                        isMe(theirs.updatedBy())
                                ? t("form.designer.refusedByYou", when)
                                : t("form.designer.refused", theirs.updatedBy().name(), when));
            } catch (ConflictException gone) {
                deleted(t(gone));
            } catch (DataAccessException | TransactionException unreachable) {
                LOG.warn("A draft cannot be saved: {}", unreachable.getMessage());
                unsaved = true;
            }
            showSaveState();
        }

        boolean isMe(Author author) {
            return person.id().equals(author.id());
        }

        /** Somebody else was faster: nothing is written any more, so that nothing of theirs is lost. */
        void overtaken(String text) {
            freeze(text, new Button(t("form.designer.reload"), click -> reload()));
        }

        /** There is no draft any more that could be written. */
        void deleted(String text) {
            freeze(
                    text,
                    new Button(
                            t("form.designer.toApp"),
                            click -> UI.getCurrent()
                                    .navigate("app/" + opened.app().key() + "/design")));
        }

        private void freeze(String text, Button wayOn) {
            overtaken = true;
            canvas.setReadOnly(true);
            inspector.freeze();
            wayOn.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_PRIMARY);
            Button look = new Button(t("form.designer.look"), click -> banner.setVisible(false));
            look.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
            banner.removeAll();
            banner.add(Icons.of("vaadin:user-clock"), new Span(text), look, wayOn);
            banner.getElement().setAttribute("role", "alert");
            banner.setVisible(true);
            refresh();
        }

        void publish() {
            save();
            if (overtaken || unsaved) {
                return;
            }
            publishScreen.open(
                    opened.app().key(),
                    ReleaseRequest.of(drafts.toPublish(opened, editor.definition())),
                    release -> released());
        }

        /** As stored: in memory the same number may be one that was typed or one that was read. */
        private boolean same(Object some, Object other) {
            return codec.write(some).equals(codec.write(other));
        }

        /** Goes on with what was published, so that earlier edits can still be undone. */
        private void released() {
            Opened now = drafts.open(opened.app().key(), opened.draft().id().toString());
            FormDefinition live = now.published();
            if (live == null || !same(now.definition(), live) || !same(live.sections(), stored.sections())) {
                reload();
                return;
            }
            opened = now;
            version = now.draft().version();
            stored = live;
            editor.released(live);
            refresh();
        }

        /** Takes note of a release by somebody else; what was edited since it was planned stays. */
        void publishedSomewhere() {
            if (overtaken || unsaved) {
                return;
            }
            Opened now;
            try {
                now = drafts.open(opened.app().key(), opened.draft().id().toString());
            } catch (NotFoundException | NotAllowedException _) {
                // The next edit is refused and says why.
                return;
            }
            FormDefinition live = now.published();
            if (live == null || live.equals(opened.published())) {
                return;
            }
            if (same(now.definition(), live) && same(live.sections(), stored.sections())) {
                released();
            } else if (now.draft().version() == version) {
                opened = now;
                editor.releasedEarlier(live);
                refresh();
            }
        }

        void refresh() {
            Problems problems = editor.problems();
            canvas.show(editor, problems);
            inspector.show(editor, problems);
            FormDefinition form = editor.definition();
            name.setText(form.label());
            FormDefinition published = opened.published();
            boolean live = published != null && same(form, published);
            state.setText(t(
                    opened.published() == null
                            ? "form.designer.state.new"
                            : live ? "form.designer.state.live" : "form.designer.state.changed"));
            state.getElement()
                    .setAttribute("data-state", opened.published() == null ? "new" : live ? "live" : "changed");
            undo.setEnabled(editor.canUndo() && !overtaken);
            redo.setEnabled(editor.canRedo() && !overtaken);
            publish.setEnabled(!overtaken);
            showProblems(problems);
            showSaveState();
        }

        private void showSaveState() {
            saved.removeAll();
            saved.add(
                    Icons.of(unsaved || overtaken ? "vaadin:exclamation-circle-o" : "vaadin:check"),
                    new Span(t(
                            overtaken
                                    ? "form.designer.notSaving"
                                    : unsaved ? "form.designer.notSaved" : "form.designer.saved")));
            saved.getElement().setAttribute("data-state", unsaved || overtaken ? "wrong" : "right");
            retry.setVisible(unsaved);
        }

        private void showProblems(Problems problems) {
            long errors = problems.stream()
                    .filter(problem -> problem.severity() == Severity.ERROR)
                    .count();
            int count = problems.items().size();
            problemCount.setVisible(count > 0);
            problemCount.setText(t("form.designer.problems", count));
            problemCount.setIcon(Icons.of("vaadin:exclamation-circle-o"));
            problemCount.getElement().setAttribute("data-severity", errors > 0 ? "error" : "warning");
            problemList.removeAll();
            List<Component> rows = new ArrayList<>();
            problems.forEach(problem -> rows.add(problemRow(problem)));
            problemList.add(rows);
        }

        private Component problemRow(Problem problem) {
            Optional<FieldDefinition> field = Ids.parse(problem.path().split("\\.", 2)[0])
                    .flatMap(id -> editor.definition().field(id));
            String where =
                    field.map(f -> f.label().isBlank() ? f.key() : f.label()).orElseGet(() -> t("form.settings.form"));
            Span place = new Span(where);
            place.addClassName("mw-problem-where");
            NativeButton row = new NativeButton();
            row.add(place, new Span(t(problem)));
            row.addClassName("mw-problem");
            row.addClickListener(click -> {
                editor.select(field.map(f -> Selection.field(f.id())).orElse(Selection.FORM));
                refresh();
            });
            return row;
        }
    }
}
