package dev.millwright.print.ui;

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
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServletRequest;
import dev.millwright.app.AppEvent.DraftDeleted;
import dev.millwright.app.AppEvent.DraftSaved;
import dev.millwright.app.Author;
import dev.millwright.app.Draft;
import dev.millwright.app.DraftChangedException;
import dev.millwright.app.PublishScreen;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FormatContext;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.identity.Role;
import dev.millwright.print.Band;
import dev.millwright.print.Box;
import dev.millwright.print.PrintEdit;
import dev.millwright.print.PrintEditor;
import dev.millwright.print.PrintElementTypes;
import dev.millwright.print.PrintSelection;
import dev.millwright.print.PrintTemplate;
import dev.millwright.print.Prints.Reading;
import dev.millwright.print.PublicAddress;
import dev.millwright.print.internal.FirstLayout;
import dev.millwright.print.internal.FormNames;
import dev.millwright.print.internal.Previews;
import dev.millwright.print.internal.PrintDrafts;
import dev.millwright.print.internal.PrintDrafts.Opened;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.record.RecordQuery;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Severity;
import dev.millwright.shared.Texts;
import dev.millwright.ui.Icons;
import dev.millwright.ui.RelativeTime;
import dev.millwright.ui.Shell;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The print designer: palette, sheet, the real page and settings around one draft, which is saved with every edit. */
@Route(PrintDesignerView.ROUTE)
@PermitAll
final class PrintDesignerView extends Composite<Div> implements BeforeEnterObserver, HasBreadcrumbs {

    static final String ROUTE = "app/:app/design/print/:key";

    private static final Logger LOG = LoggerFactory.getLogger(PrintDesignerView.class);

    private final transient PrintDrafts drafts;
    private final transient Previews previews;
    private final transient PrintElementTypes types;
    private final transient DefinitionCodec codec;
    private final transient PublishScreen publishScreen;
    private final transient OpenPrintDesigners openDesigners;
    private final transient RecordQuery query;
    private final transient Texts texts;
    private final transient CurrentPerson currentPerson;
    private final transient BusinessTime time;
    private final transient PublicAddress address;

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

    private @Nullable Work work;

    PrintDesignerView(
            PrintDrafts drafts,
            Previews previews,
            PrintElementTypes types,
            DefinitionCodec codec,
            PublishScreen publishScreen,
            OpenPrintDesigners openDesigners,
            RecordQuery query,
            Texts texts,
            CurrentPerson currentPerson,
            BusinessTime time,
            PublicAddress address) {
        this.drafts = drafts;
        this.previews = previews;
        this.types = types;
        this.codec = codec;
        this.publishScreen = publishScreen;
        this.openDesigners = openDesigners;
        this.query = query;
        this.texts = texts;
        this.currentPerson = currentPerson;
        this.time = time;
        this.address = address;
        getContent().addClassNames("mw-designer", "mw-print-designer");
        fillBar();
        banner.addClassName("mw-designer-banner");
        banner.setVisible(false);
        body.addClassNames("mw-designer-body", "mw-print-body");
        getContent().add(bar, banner, body);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        open(
                event.getRouteParameters().get("app").orElseThrow(),
                event.getRouteParameters().get("key").orElseThrow());
    }

    @Override
    protected void onDetach(DetachEvent detachEvent) {
        openDesigners.leave(this);
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
                Breadcrumb.here(now.editor.template().label()));
    }

    private void open(String app, String key) {
        Opened opened = drafts.open(app, key);
        Work now = new Work(opened);
        work = now;
        banner.setVisible(false);
        openDesigners.enter(this, opened.draft().id());
        now.build();
        Shell.refresh(this);
    }

    private void reload() {
        with(now -> open(now.opened.app().key(), now.opened.draft().id().toString()));
    }

    /** Called after each save of the draft that is open, one's own too, which brought nothing new. */
    void savedSomewhere(DraftSaved news) {
        with(now -> {
            if (news.version() > now.version) {
                now.overtaken(
                        now.isMe(news.by())
                                ? t("print.designer.overtakenByYou")
                                : t("print.designer.overtaken", news.by().name()));
            }
        });
    }

    /** Called after somebody deleted the draft that is open. */
    void deletedSomewhere(DraftDeleted deleted) {
        with(now -> now.deleted(
                now.isMe(deleted.by())
                        ? t("form.designer.deletedByYou")
                        : t("form.designer.deleted", deleted.by().name())));
    }

    private void fillBar() {
        bar.addClassName("mw-designer-bar");
        name.addClassName("mw-designer-name");
        state.addClassName("mw-designer-state");
        Div title = new Div(name, state);
        title.addClassName("mw-designer-title");
        icon(undo, t("form.designer.undo"), "Ctrl+Z", click -> with(now -> now.obey(new PrintCommand.Undo())));
        icon(redo, t("form.designer.redo"), "Ctrl+Y", click -> with(now -> now.obey(new PrintCommand.Redo())));
        Div history = new Div(undo, redo);
        history.addClassName("mw-designer-history");
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
        bar.add(left, new Div(), right, popover);
    }

    private static void icon(
            Button button, String label, String keys, ComponentEventListener<ClickEvent<Button>> listener) {
        button.addThemeVariants(ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_TERTIARY);
        button.setAriaLabel(label);
        button.setTooltipText(label + " (" + keys + ")");
        button.addClickListener(listener);
    }

    private void with(Consumer<Work> action) {
        Work now = work;
        if (now != null) {
            action.accept(now);
        }
    }

    /** One draft while it is open. */
    private final class Work {

        private final Person person = currentPerson.get();
        private final Locale language = locale();
        private final Reading reading = new Reading(new FormatContext(language, time.zone()), publicAddress());
        private final PrintCanvas canvas;
        private final PrintEditor editor;
        private Opened opened;
        private @Nullable PrintInspector inspector;
        private @Nullable PagePreview preview;
        private @Nullable OutsideLayout outside;
        private @Nullable PrintTemplate previewed;
        private long version;
        private PrintTemplate stored;
        private boolean overtaken;
        private boolean unsaved;

        Work(Opened opened) {
            this.opened = opened;
            this.version = opened.draft().version();
            this.stored = opened.template();
            this.editor = new PrintEditor(
                    opened.template(),
                    opened.published() != null,
                    template -> drafts.problems(this.opened, template, language));
            this.canvas = new PrintCanvas(types, codec, this::obey);
        }

        private String publicAddress() {
            return VaadinRequest.getCurrent() instanceof VaadinServletRequest request
                    ? address.of(request.getHttpServletRequest())
                    : address.now();
        }

        /** A template without a form asks for one first. */
        void build() {
            body.removeAll();
            Optional<FormNames> names = names();
            if (names.isEmpty()) {
                body.add(chooseForm());
            } else {
                PrintPorts ports = new PrintPorts(opened.app().key(), names.get(), drafts, texts, language);
                OutsideLayout beyond = new OutsideLayout(
                        person.has(Role.ADMINISTRATOR),
                        () -> editor.template().key(),
                        () -> drafts.jrxml(opened, editor.template(), language),
                        xml -> drafts.checkJrxml(opened, editor.template().withJrxml(xml), language),
                        xml -> edit(new PrintEdit.ChangeJrxml(xml), false));
                outside = beyond;
                inspector = new PrintInspector(types, codec, ports, this::edit, editor::endTyping, beyond);
                preview = new PagePreview(
                        record -> previews.of(opened, editor.template(), record, reading),
                        (text, offset, limit) -> query.find(editor.template().form(), text, offset, limit),
                        previews.form(editor.template()).isPresent(),
                        currentPerson,
                        language);
                canvas.showPalette(
                        names.get(),
                        drafts.showing("@title").map(FirstLayout.Shown::size).orElse(new PrintElementType.Size(60, 6)));
                body.add(canvas, preview, inspector);
            }
            refresh();
        }

        private Optional<FormNames> names() {
            return drafts.names(opened, editor.template(), language);
        }

        private Component chooseForm() {
            Div forms = new Div();
            forms.addClassName("mw-print-forms");
            for (FormDefinition form : opened.forms()) {
                NativeButton choice = new NativeButton();
                choice.add(Icons.of(form.icon()), new Span(form.label()));
                choice.addClassName("mw-print-form");
                choice.addClickListener(click -> {
                    change(() -> editor.apply(
                            new PrintEdit.Replace(drafts.begin(opened, editor.template(), form, language))));
                    build();
                });
                forms.add(choice);
            }
            Span text = new Span(t(opened.forms().isEmpty() ? "print.designer.noForms" : "print.designer.form.text"));
            Div panel = new Div(new H2(t("print.designer.form")), text, forms);
            panel.addClassName("mw-print-choose");
            return panel;
        }

        void obey(PrintCommand command) {
            try {
                switch (command) {
                    case PrintCommand.Select(PrintSelection selection) -> editor.select(selection);
                    case PrintCommand.Undo _ -> change(editor::undo);
                    case PrintCommand.Redo _ -> change(editor::redo);
                    case PrintCommand.Do(PrintEdit edit) -> change(() -> editor.apply(edit));
                    case PrintCommand.Add add -> add(add);
                }
            } finally {
                // The canvas expects an answer to each command, also when nothing came of it.
                if (names().isEmpty() == (inspector != null)) {
                    inspector = null;
                    build();
                } else {
                    refresh();
                }
            }
        }

        private void add(PrintCommand.Add add) {
            if (!add.field().isEmpty()) {
                drafts.showing(add.field()).ifPresent(shown -> put(shown, add));
                return;
            }
            types.find(add.type()).ifPresent(type -> put(bare(type), add));
        }

        private <C> FirstLayout.Shown bare(PrintElementType<C> type) {
            return new FirstLayout.Shown(
                    type.key(), (tools.jackson.databind.node.ObjectNode) codec.tree(type.defaultConfig()), type.size());
        }

        private void put(FirstLayout.Shown shown, PrintCommand.Add add) {
            Band wanted = add.band();
            Band band = wanted != null ? wanted : bandFor(shown.type());
            Box given = add.box();
            Box box = given != null
                    ? given
                    : editor.placeIn(band, shown.size().width(), shown.size().height());
            change(() -> editor.apply(new PrintEdit.AddElement(Ids.next(), shown.type(), band, box, shown.config())));
        }

        private Band bandFor(String type) {
            return types.find(type)
                    .filter(found -> !found.bands().contains(Band.DETAIL))
                    .map(found -> Band.FOOTER)
                    .orElse(Band.DETAIL);
        }

        private void edit(PrintEdit edit, boolean typing) {
            change(() -> typing ? editor.type(edit) : editor.apply(edit));
            refresh();
        }

        private void change(BooleanSupplier edit) {
            if (!overtaken && edit.getAsBoolean()) {
                save();
            }
        }

        void save() {
            PrintTemplate template = editor.template();
            if (overtaken || template.equals(stored)) {
                return;
            }
            try {
                version = drafts.save(opened.app().key(), template, version).version();
                boolean renamed = !template.label().equals(stored.label());
                boolean moved = !template.key().equals(stored.key());
                stored = template;
                unsaved = false;
                if (moved) {
                    getUI().ifPresent(ui -> ui.getPage()
                            .getHistory()
                            .replaceState(null, "app/" + opened.app().key() + "/design/print/" + template.key()));
                }
                if (renamed) {
                    Shell.refresh(PrintDesignerView.this);
                }
            } catch (DraftChangedException changed) {
                Draft theirs = changed.current();
                String when = RelativeTime.format(theirs.updatedAt(), time.now(), time.zone(), locale());
                overtaken(
                        isMe(theirs.updatedBy())
                                ? t("print.designer.refusedByYou", when)
                                : t("print.designer.refused", theirs.updatedBy().name(), when));
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
            if (inspector != null) {
                inspector.freeze();
            }
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
                    ReleaseRequest.of(drafts.toPublish(opened, editor.template())),
                    release -> released());
        }

        /** Goes on with what was published, so that earlier edits can still be undone. */
        private void released() {
            Opened now = drafts.open(opened.app().key(), opened.draft().id().toString());
            if (!drafts.same(now.template(), editor.template())) {
                reload();
                return;
            }
            opened = now;
            version = now.draft().version();
            stored = editor.template();
            editor.released();
            build();
        }

        private void refresh() {
            PrintTemplate template = editor.template();
            Problems problems = editor.problems();
            Optional<FormNames> names = names();
            PrintInspector settings = inspector;
            if (names.isPresent() && settings != null) {
                canvas.showPictures(drafts.pictures(opened.app().key()));
                canvas.show(editor, names.get(), problems);
                settings.show(editor, problems);
                if (outside != null) {
                    outside.show(template);
                }
                PagePreview page = preview;
                if (page != null && !template.equals(previewed)) {
                    previewed = template;
                    page.refresh();
                }
            }
            name.setText(template.label());
            PrintTemplate published = opened.published();
            boolean live = published != null && drafts.same(template, published);
            String word = published == null ? "new" : live ? "live" : "changed";
            state.setText(t("form.designer.state." + word));
            state.getElement().setAttribute("data-state", word);
            undo.setEnabled(editor.canUndo() && !overtaken);
            redo.setEnabled(editor.canRedo() && !overtaken);
            publish.setEnabled(!overtaken);
            showProblems(names.isPresent() ? problems : Problems.NONE);
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
            int count = problems.items().size();
            problemCount.setVisible(count > 0);
            problemCount.setText(t("form.designer.problems", count));
            problemCount.setIcon(Icons.of("vaadin:exclamation-circle-o"));
            problemCount.getElement().setAttribute("data-severity", problems.hasErrors() ? "error" : "warning");
            problemList.removeAll();
            List<Component> rows = new ArrayList<>();
            problems.forEach(problem -> rows.add(problemRow(problem)));
            problemList.add(rows);
        }

        private Component problemRow(Problem problem) {
            Optional<UUID> element = Ids.parse(problem.path().split("\\.", 2)[0]);
            String where = element.flatMap(id -> editor.template().element(id))
                    .flatMap(found -> types.find(found.type()))
                    .map(type -> t(type.descriptor().label()))
                    .orElseGet(() -> t("print.settings.template"));
            Span place = new Span(where);
            place.addClassName("mw-problem-where");
            NativeButton row = new NativeButton();
            row.add(place, new Span(t(problem)));
            row.addClassName("mw-problem");
            row.getElement().setAttribute("data-severity", problem.severity() == Severity.ERROR ? "error" : "warning");
            row.addClickListener(click -> {
                editor.select(element.<PrintSelection>map(PrintSelection.OneElement::new)
                        .orElse(PrintSelection.TEMPLATE));
                refresh();
            });
            return row;
        }
    }
}
