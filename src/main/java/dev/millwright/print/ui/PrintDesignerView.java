package dev.millwright.print.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServletRequest;
import dev.millwright.app.DraftRef;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.app.ui.DesignTools;
import dev.millwright.app.ui.DesignWork;
import dev.millwright.app.ui.DesignerView;
import dev.millwright.extension.PropertyContext;
import dev.millwright.field.FormatContext;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Role;
import dev.millwright.print.Alignment;
import dev.millwright.print.Band;
import dev.millwright.print.Box;
import dev.millwright.print.PrintEdit;
import dev.millwright.print.PrintEditor;
import dev.millwright.print.PrintElement;
import dev.millwright.print.PrintElementTypes;
import dev.millwright.print.PrintPage;
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
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PropertyPanel;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The print designer: palette, sheet, the real page and settings around one draft, which is saved with every edit. */
@Route(PrintDesignerView.ROUTE)
@PermitAll
final class PrintDesignerView extends DesignerView<PrintDesignerView.Work> {

    static final String ROUTE = "app/:app/design/print/:key";

    private final transient PrintDrafts drafts;
    private final transient DefinitionKind<PrintTemplate> kind;
    private final transient Previews previews;
    private final transient PrintElementTypes types;
    private final transient RecordQuery query;
    private final transient Texts texts;
    private final transient PublicAddress address;

    PrintDesignerView(
            PrintDrafts drafts,
            DefinitionKind<PrintTemplate> kind,
            Previews previews,
            PrintElementTypes types,
            DesignTools tools,
            RecordQuery query,
            Texts texts,
            PublicAddress address) {
        super(tools);
        this.drafts = drafts;
        this.kind = kind;
        this.previews = previews;
        this.types = types;
        this.query = query;
        this.texts = texts;
        this.address = address;
    }

    @Override
    protected Work read(String app, String key) {
        return new Work(drafts.open(app, key));
    }

    @Override
    protected void show(Work now) {
        now.build();
    }

    /** One draft while it is open. */
    final class Work extends DesignWork<PrintTemplate> {

        private final Locale language = locale();
        private final Reading reading =
                new Reading(new FormatContext(language, tools().time().zone()), publicAddress());
        private final PrintCanvas canvas;
        private final PrintEditor editor;
        private Opened opened;
        private @Nullable PrintInspector inspector;
        private @Nullable PagePreview preview;
        private @Nullable OutsideLayout outside;
        private @Nullable PrintTemplate previewed;

        Work(Opened opened) {
            super(tools(), kind, opened.app(), opened.draft(), opened.template(), "print.designer");
            this.opened = opened;
            this.editor = new PrintEditor(
                    opened.template(),
                    opened.published() != null,
                    template -> drafts.problems(this.opened, template, language));
            this.canvas = new PrintCanvas(types, tools().codec(), this::obey);
            frame().addClassName("mw-print-designer");
            frame().body().addClassName("mw-print-body");
        }

        private String publicAddress() {
            return VaadinRequest.getCurrent() instanceof VaadinServletRequest request
                    ? address.of(request.getHttpServletRequest())
                    : address.now();
        }

        /** A template without a form asks for one first. */
        void build() {
            Div body = frame().body();
            body.removeAll();
            Optional<FormNames> names = names();
            if (names.isEmpty()) {
                body.add(chooseForm());
            } else {
                PrintPorts ports = new PrintPorts(app().key(), names.get(), drafts, texts, language);
                OutsideLayout beyond = new OutsideLayout(
                        person().has(Role.ADMINISTRATOR),
                        () -> editor.definition().key(),
                        () -> drafts.jrxml(opened, editor.definition(), language),
                        xml -> drafts.checkJrxml(opened, editor.definition().withJrxml(xml), language),
                        xml -> edit(new PrintEdit.ChangeJrxml(xml), false));
                outside = beyond;
                inspector = new PrintInspector(
                        types, tools().codec(), ports, this::edit, editor::endTyping, beyond, this::layOutAgain);
                preview = new PagePreview(
                        record -> previews.of(opened, editor.definition(), record, reading),
                        (text, offset, limit) -> query.find(editor.definition().form(), text, offset, limit),
                        previews.form(editor.definition()).isPresent(),
                        tools().currentPerson(),
                        language);
                canvas.showPalette(
                        names.get(),
                        drafts.showing("@title").map(FirstLayout.Shown::size).orElse(new PrintElementType.Size(60, 6)));
                body.add(canvas, preview, new PreviewDivider(), inspector);
            }
            refresh();
        }

        private Optional<FormNames> names() {
            return drafts.names(opened, editor.definition(), language);
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
                            new PrintEdit.Replace(drafts.begin(opened, editor.definition(), form, language))));
                    build();
                });
                forms.add(choice);
            }
            Span text = new Span(t(opened.forms().isEmpty() ? "print.designer.noForms" : "print.designer.form.text"));
            Div paper = new Div(new PropertyPanel<>(
                    new Words(texts, language),
                    PageProperties.paper(),
                    editor.definition().page(),
                    (page, property) -> change(() -> editor.apply(new PrintEdit.ChangePage(page)))));
            paper.addClassName("mw-print-choose-paper");
            Div panel = new Div(new H2(t("print.designer.form")), text, paper, forms);
            panel.addClassName("mw-print-choose");
            return panel;
        }

        void obey(PrintCommand command) {
            try {
                switch (command) {
                    case PrintCommand.Select(PrintSelection selection) -> editor.select(selection);
                    case PrintCommand.SelectAll _ -> editor.selectAll();
                    case PrintCommand.Undo _ -> change(editor::undo);
                    case PrintCommand.Redo _ -> change(editor::redo);
                    case PrintCommand.Put(List<PrintEdit.Place> places, boolean nudged) -> {
                        PrintEdit put = new PrintEdit.PlaceElements(places);
                        change(() -> nudged ? editor.type(put) : editor.apply(put));
                    }
                    case PrintCommand.Resize(Band band, double height) ->
                        change(() -> editor.apply(new PrintEdit.ChangeBand(band, height)));
                    case PrintCommand.Align(Alignment how) ->
                        change(() -> editor.apply(new PrintEdit.AlignElements(editor.selectedIds(), how)));
                    case PrintCommand.Paste _ -> change(() -> editor.apply(editor.paste(PrintClipboard.content())));
                    case PrintCommand.WithSelected(PrintCommand.Deed deed) -> withSelected(deed);
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

        private void withSelected(PrintCommand.Deed deed) {
            Set<UUID> chosen = Set.copyOf(editor.selectedIds());
            switch (deed) {
                case COPY -> PrintClipboard.keep(editor.chosen());
                case REMOVE -> change(() -> editor.apply(new PrintEdit.RemoveElements(chosen)));
                case DUPLICATE -> change(() -> editor.apply(editor.duplicate()));
                case FRONT -> change(() -> editor.apply(new PrintEdit.OrderElements(chosen, true)));
                case BACK -> change(() -> editor.apply(new PrintEdit.OrderElements(chosen, false)));
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
                    type.key(),
                    (tools.jackson.databind.node.ObjectNode) tools().codec().tree(type.defaultConfig()),
                    type.size());
        }

        private void put(FirstLayout.Shown shown, PrintCommand.Add add) {
            Band wanted = add.band();
            Band band = wanted != null ? wanted : bandFor(shown.type());
            Box given = add.box();
            Box box = given != null
                    ? given
                    : editor.placeIn(band, shown.size().width(), shown.size().height());
            change(() -> editor.apply(new PrintEdit.AddElements(List.of(
                    new PrintEdit.Placed(band, new PrintElement(Ids.next(), shown.type(), box, "", shown.config()))))));
        }

        private Band bandFor(String type) {
            return types.find(type)
                    .filter(found -> !found.bands().contains(Band.DETAIL))
                    .map(found -> Band.FOOTER)
                    .orElse(Band.DETAIL);
        }

        private void edit(PrintEdit edit, boolean typing) {
            PrintEdit meant = edit instanceof PrintEdit.ChangePage(PrintPage page) && isAsBegun() ? begun(page) : edit;
            change(() -> typing ? editor.type(meant) : editor.apply(meant));
            refresh();
        }

        /** Whether nobody has changed the layout that it began with; then another paper gets a layout of its own. */
        private boolean isAsBegun() {
            PrintTemplate now = editor.definition();
            return now.jrxml() == null
                    && form().map(form -> drafts.looksAlike(now, drafts.begin(opened, now, form, language)))
                            .orElse(false);
        }

        private PrintEdit begun(PrintPage page) {
            PrintTemplate changed = editor.definition().withPage(page);
            return form().<PrintEdit>map(form -> new PrintEdit.Replace(drafts.begin(opened, changed, form, language)))
                    .orElseGet(() -> new PrintEdit.ChangePage(page));
        }

        private Optional<FormDefinition> form() {
            return opened.forms().stream()
                    .filter(form -> form.id().equals(editor.definition().form()))
                    .findFirst();
        }

        private void layOutAgain() {
            edit(begun(editor.definition().page()), false);
        }

        private void change(BooleanSupplier edit) {
            if (!isStopped() && edit.getAsBoolean()) {
                save();
            }
        }

        @Override
        public void undo() {
            obey(new PrintCommand.Undo());
        }

        @Override
        public void redo() {
            obey(new PrintCommand.Redo());
        }

        @Override
        protected PrintEditor editor() {
            return editor;
        }

        @Override
        protected @Nullable PrintTemplate published() {
            return opened.published();
        }

        /** While it is asked for a form, that is all that is wrong. */
        @Override
        protected Problems problems() {
            return names().isPresent() ? editor.problems() : Problems.NONE;
        }

        @Override
        protected void draw(Problems problems) {
            Optional<FormNames> names = names();
            PrintInspector settings = inspector;
            if (names.isEmpty() || settings == null) {
                return;
            }
            PrintTemplate template = editor.definition();
            canvas.showPictures(drafts.pictures(app().key()));
            canvas.show(editor, names.get(), problems);
            settings.show(editor, problems);
            if (outside != null) {
                outside.show(template);
            }
            if (preview != null && !template.equals(previewed)) {
                previewed = template;
                preview.refresh();
            }
        }

        @Override
        protected void freeze() {
            canvas.setReadOnly(true);
            if (inspector != null) {
                inspector.freeze();
            }
        }

        @Override
        protected void reopen() {
            open(app().key(), draft().id().toString());
        }

        @Override
        protected Set<DraftRef> toPublish() {
            return drafts.toPublish(opened, editor.definition());
        }

        /** So that earlier edits can still be undone. */
        @Override
        protected void released() {
            Opened now;
            try {
                now = drafts.open(app().key(), draft().id().toString());
            } catch (NotFoundException | NotAllowedException _) {
                // The next edit is refused and says why.
                return;
            }
            if (!isNewest(now.draft()) && !same(now.template(), stored())) {
                overtaken(now.draft().updatedBy());
            } else if (now.published() != null) {
                opened = now;
                goOn(now.draft(), stored());
                editor.released();
                build();
            }
        }

        @Override
        public void publishedSomewhere() {
            if (isSaved()) {
                released();
            }
        }

        private Optional<UUID> element(Problem problem) {
            return Ids.parse(problem.path().split("\\.", 2)[0]);
        }

        @Override
        protected String place(Problem problem) {
            return element(problem)
                    .flatMap(id -> editor.definition().element(id))
                    .flatMap(found -> types.find(found.type()))
                    .map(type -> t(type.descriptor().label()))
                    .orElseGet(() -> t("print.settings.template"));
        }

        @Override
        public void show(Problem problem) {
            editor.select(element(problem).map(PrintSelection::of).orElse(PrintSelection.TEMPLATE));
            refresh();
        }
    }

    /** What plain settings ask. */
    private record Words(Texts texts, Locale locale) implements PropertyContext {

        @Override
        public <P> Optional<P> port(Class<P> type) {
            return Optional.empty();
        }
    }
}
