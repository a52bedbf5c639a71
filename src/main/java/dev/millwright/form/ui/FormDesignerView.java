package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.millwright.app.DraftRef;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.app.ui.DesignTools;
import dev.millwright.app.ui.DesignWork;
import dev.millwright.app.ui.DesignerView;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.WorkDaySource;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.form.AppFormulas;
import dev.millwright.form.EditRefusedException;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormEdit;
import dev.millwright.form.FormEditor;
import dev.millwright.form.FormPartTypes;
import dev.millwright.form.FormRule;
import dev.millwright.form.FormShape;
import dev.millwright.form.FormulaSamples;
import dev.millwright.form.LinesDesign;
import dev.millwright.form.LinkCandidates;
import dev.millwright.form.Place;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.Selection;
import dev.millwright.form.spi.FieldSearch;
import dev.millwright.form.spi.FieldUser;
import dev.millwright.form.ui.FormDrafts.Opened;
import dev.millwright.identity.People;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import jakarta.annotation.security.PermitAll;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The form designer: palette, canvas and settings around one draft, which is saved with every edit. */
@Route(FormDesignerView.ROUTE)
@PermitAll
final class FormDesignerView extends DesignerView<FormDesignerView.Work> {

    static final String ROUTE = "app/:app/design/form/:key";

    private final FormDrafts drafts;
    private final DefinitionKind<FormDefinition> kind;
    private final FieldTypes types;
    private final FormPartTypes parts;
    private final FieldResolver resolver;
    private final Texts texts;
    private final People people;
    private final LinkCandidates records;
    private final Expressions expressions;
    private final FormulaSamples samples;
    private final WorkDaySource workDays;

    private final Map<Mode, NativeButton> modes = new EnumMap<>(Mode.class);
    private final Div switcher;
    private Mode mode = Mode.DESIGN;

    /** What stands in the middle. */
    private enum Mode {
        DESIGN,
        COMPUTER,
        PHONE
    }

    FormDesignerView(
            FormDrafts drafts,
            DefinitionKind<FormDefinition> kind,
            FieldTypes types,
            FormPartTypes parts,
            FieldResolver resolver,
            DesignTools tools,
            Texts texts,
            People people,
            LinkCandidates records,
            Expressions expressions,
            FormulaSamples samples,
            WorkDaySource workDays) {
        super(tools);
        this.drafts = drafts;
        this.kind = kind;
        this.types = types;
        this.parts = parts;
        this.resolver = resolver;
        this.texts = texts;
        this.people = people;
        this.records = records;
        this.expressions = expressions;
        this.samples = samples;
        this.workDays = workDays;
        this.switcher = new Div(
                mode(Mode.DESIGN, "vaadin:pencil", "form.designer.mode.design"),
                mode(Mode.COMPUTER, "vaadin:desktop", "form.designer.mode.computer"),
                mode(Mode.PHONE, "vaadin:mobile", "form.designer.mode.phone"));
        NativeButton rules = new NativeButton();
        rules.add(Icons.of("vaadin:magic"), new Span(t("form.rules.button")));
        rules.addClickListener(click -> work().ifPresent(work -> work.openRules(null)));
        rules.getElement().setAttribute("aria-haspopup", "dialog");
        switcher.add(rules);
        switcher.addClassName("mw-switcher");
        switcher.getElement().setAttribute("role", "group").setAttribute("aria-label", t("form.designer.mode"));
    }

    @Override
    protected Work read(String app, String key) {
        return new Work(drafts.open(app, key));
    }

    @Override
    protected void show(Work now) {
        now.frame().setMiddle(switcher);
        now.showMode();
        now.refresh();
    }

    private NativeButton mode(Mode wanted, String icon, String text) {
        NativeButton button = new NativeButton();
        button.add(Icons.of(icon), new Span(t(text)));
        button.getElement().setAttribute("aria-pressed", String.valueOf(wanted == mode));
        button.addClickListener(click -> {
            mode = wanted;
            work().ifPresent(Work::showMode);
        });
        modes.put(wanted, button);
        return button;
    }

    /** One draft while it is open. */
    final class Work extends DesignWork<FormDefinition> {

        private final FormEditor editor;
        private final DesignPorts ports;
        private final DefaultContext defaults;
        private final FormCanvas canvas;
        private final FormInspector inspector;
        private final Map<UUID, FormDefinition> lines = new LinkedHashMap<>();
        private Opened opened;

        Work(Opened opened) {
            super(tools(), kind, opened.app(), opened.draft(), opened.definition(), "form.designer");
            this.opened = opened;
            this.editor = new FormEditor(
                    opened.definition(),
                    opened.published(),
                    types,
                    parts,
                    tools().codec(),
                    locale(),
                    form -> drafts.problems(this.opened, form));
            this.ports = new DesignPorts(
                    new FormatContext(locale(), tools().time().zone()),
                    texts,
                    people,
                    resolver,
                    editor::definition,
                    null,
                    () -> drafts.links(this.opened).targets(),
                    records,
                    form -> drafts.formulas(this.opened, form),
                    expressions,
                    samples,
                    this.opened.app().key(),
                    drafts::elsewhere);
            this.defaults = new DefaultContext(
                    tools().time(), new PersonRef(person().id(), person().name()), person().departments());
            knowLines();
            LinesDrafts designed = new LinesDrafts(opened.app().key(), this::sibling);
            this.canvas = new FormCanvas(
                    types,
                    parts,
                    resolver,
                    ports,
                    defaults,
                    designed,
                    opened.definition().partOf() == null,
                    this::obey);
            this.inspector = new FormInspector(
                    types, resolver, tools().codec(), ports, this::edit, designed, editor::endTyping, this::showUses);
        }

        void showMode() {
            modes.forEach(
                    (some, button) -> button.getElement().setAttribute("aria-pressed", String.valueOf(some == mode)));
            // The canvas stays in the page while a preview covers it: it keeps its place and need not be built again.
            boolean design = mode == Mode.DESIGN;
            Div body = frame().body();
            body.getChildren().filter(FormPreview.class::isInstance).toList().forEach(body::remove);
            if (canvas.getParent().isEmpty()) {
                body.add(canvas, inspector);
            }
            canvas.setVisible(design);
            inspector.setVisible(design);
            if (!design) {
                body.add(new FormPreview(
                        editor.definition(),
                        mode == Mode.PHONE ? FormPreview.Screen.PHONE : FormPreview.Screen.COMPUTER,
                        resolver,
                        ports,
                        drafts.formulas(opened, editor.definition()),
                        defaults,
                        workDays.workDays(),
                        new Filled()));
            }
        }

        private Optional<FormDefinition> sibling(UUID form) {
            return opened.siblings().stream()
                    .filter(some -> some.id().equals(form))
                    .findFirst();
        }

        private void knowLines() {
            opened.siblings().stream()
                    .filter(some -> some.partOf() != null
                            && some.partOf().form().equals(opened.draft().id()))
                    .forEach(some -> lines.put(some.id(), some));
        }

        /** Lines to be tried. */
        private final class Filled implements LinesPort {

            @Override
            public Optional<PublishedForm> form(UUID form) {
                return sibling(form).map(some -> drafts.asPublished(opened, some));
            }

            @Override
            public boolean opens(FieldDefinition part) {
                return true;
            }
        }

        private void addLines(UUID id, CanvasCommand.Add add, String label) {
            change(() -> {
                FormDefinition begun = drafts.beginLines(opened, editor.definition(), label, locale());
                lines.put(begun.id(), begun);
                opened = opened.beside(read().siblings());
                return editor.apply(new FormEdit.AddLines(
                        id, add.type(), label, add.place().orElseGet(editor::placeAfterSelection), begun.id()));
            });
        }

        void openRules(@Nullable UUID rule) {
            if (!isStopped()) {
                RulesDialog dialog = new RulesDialog(editor, ports, this::edit, rule);
                dialog.addOpenedChangeListener(change -> {
                    if (!change.isOpened()) {
                        editor.endTyping();
                        // What is previewed runs the rules as they are now.
                        showMode();
                    }
                });
                dialog.open();
            }
        }

        private void obey(CanvasCommand command) {
            try {
                switch (command) {
                    case CanvasCommand.Select(Selection selection) -> editor.select(selection);
                    case CanvasCommand.Undo ignored ->
                        change(() -> editor.undo().isPresent());
                    case CanvasCommand.Redo ignored ->
                        change(() -> editor.redo().isPresent());
                    case CanvasCommand.Do(FormEdit.RemoveField(UUID id)) -> remove(id);
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

        /** What is used is not taken away in passing. */
        private void remove(UUID id) {
            FormEdit edit = new FormEdit.RemoveField(id);
            editor.definition().field(id).ifPresent(field -> {
                FieldUser.Found uses = drafts.uses(opened, editor.definition(), field, locale());
                if (uses.uses().isEmpty() && uses.unnamed() == 0) {
                    change(() -> editor.apply(edit));
                } else {
                    openUses(field, uses, () -> {
                        change(() -> editor.apply(edit));
                        refresh();
                    });
                }
            });
        }

        private void showUses(UUID id) {
            editor.definition()
                    .field(id)
                    .ifPresent(
                            field -> openUses(field, drafts.uses(opened, editor.definition(), field, locale()), null));
        }

        private void openUses(FieldDefinition field, FieldUser.Found uses, @Nullable Runnable remove) {
            new UsesDialog(
                            field,
                            uses,
                            FieldSearch.designer(
                                    app().key(),
                                    FormDefinition.KIND,
                                    editor.definition().key()),
                            this::showSpot,
                            remove)
                    .open();
        }

        private void add(CanvasCommand.Add add) {
            ComputedPreset.of(add.type()).ifPresentOrElse(preset -> addComputed(preset, add), () -> addType(add));
        }

        /** Where it goes is settled before anything is asked. */
        private void addComputed(ComputedPreset preset, CanvasCommand.Add add) {
            UUID id = add.id().version() == 7 ? add.id() : Ids.next();
            Place place = add.place().orElseGet(editor::placeAfterSelection);
            ComputedPreset.Maker maker = new ComputedPreset.Maker(types, tools().codec());
            FormDefinition form = editor.definition();
            AppFormulas formulas = drafts.formulas(opened, form);
            switch (preset) {
                case FORMULA ->
                    put(maker.of(id, t(preset.text("label")), ExpressionType.NUMBER, ColumnType.NUMERIC, ""), place);
                case LOOKUP ->
                    new LookupDialog(LookupDialog.targets(FormShape.of(form, resolver), formulas), (link, field) -> {
                                String formula = link.key() + "." + field.key();
                                put(maker.like(id, link.label() + " " + field.label(), field, formula), place);
                                refresh();
                            })
                            .open();
                case ROLLUP ->
                    new RollupDialog(formulas.rows(form.id()).values(), chosen -> {
                                put(rollup(maker, id, chosen), place);
                                refresh();
                            })
                            .open();
            }
        }

        private FieldDefinition rollup(ComputedPreset.Maker maker, UUID id, RollupDialog.Chosen chosen) {
            PublishedField<?, ?> field = chosen.field();
            String formula = chosen.formula();
            if (field == null) {
                return maker.of(id, chosen.label(), ExpressionType.NUMBER, ColumnType.BIGINT, formula);
            }
            return switch (chosen.function()) {
                case COUNT -> maker.of(id, chosen.label(), ExpressionType.NUMBER, ColumnType.NUMERIC, formula);
                case AVERAGE ->
                    field.expressionType() == ExpressionType.DURATION
                            ? maker.like(id, chosen.label(), field, formula)
                            : maker.of(id, chosen.label(), ExpressionType.NUMBER, ColumnType.NUMERIC, formula);
                case SUM, MIN, MAX, FIRST, LAST -> maker.like(id, chosen.label(), field, formula);
                case JOINTEXT -> maker.of(id, chosen.label(), ExpressionType.TEXT, null, formula);
            };
        }

        private void put(FieldDefinition field, Place place) {
            change(() -> editor.apply(new FormEdit.AddMade(field, place)));
        }

        private void addType(CanvasCommand.Add add) {
            String label = types.find(add.type())
                    .map(FieldType::descriptor)
                    .map(descriptor -> t(descriptor.label()))
                    .or(() -> parts.find(add.type())
                            .map(part -> part.isNamed() ? t(part.descriptor().label()) : ""))
                    .orElse(add.type());
            UUID id = add.id().version() == 7 ? add.id() : Ids.next();
            if (parts.find(add.type()).filter(LinesDesign::wantsForm).isPresent()) {
                addLines(id, add, label);
                return;
            }
            change(() -> editor.apply(
                    new FormEdit.AddField(id, add.type(), label, add.place().orElseGet(editor::placeAfterSelection))));
        }

        private void edit(FormEdit edit, boolean typing) {
            Optional<FieldDefinition> bereft = losing(edit);
            if (bereft.isPresent()) {
                ConfirmDialog.danger(
                                t("form.type.losesFormula.title"),
                                t(
                                        "form.type.losesFormula",
                                        bereft.get().label(),
                                        Objects.requireNonNullElseGet(
                                                bereft.get().formula(),
                                                () -> bereft.get()
                                                        .defaultFormula()
                                                        .orElse(""))),
                                t("form.type.losesFormula.action"),
                                () -> {
                                    change(() -> editor.apply(edit));
                                    refresh();
                                })
                        // The panel shows the other type already.
                        .orElse(this::refresh)
                        .open();
                return;
            }
            change(() -> typing ? editor.type(edit) : editor.apply(edit));
            refresh();
        }

        /** The field that would lose its formula by what is to be done. */
        private Optional<FieldDefinition> losing(FormEdit edit) {
            return edit instanceof FormEdit.ChangeField(UUID id, FormEdit.FieldChange.Type(String type))
                    ? editor.definition().field(id).filter(field -> editor.losesFormula(field, type))
                    : Optional.empty();
        }

        @Override
        public void undo() {
            obey(new CanvasCommand.Undo());
        }

        @Override
        public void redo() {
            obey(new CanvasCommand.Redo());
        }

        private void change(BooleanSupplier edit) {
            if (isStopped()) {
                return;
            }
            try {
                if (edit.getAsBoolean()) {
                    save();
                    if (!lines.isEmpty()) {
                        drafts.keepLines(opened, editor.definition(), lines);
                        opened = opened.beside(read().siblings());
                    }
                }
            } catch (EditRefusedException refusal) {
                Notices.error(refusal);
            }
        }

        @Override
        protected FormEditor editor() {
            return editor;
        }

        @Override
        protected @Nullable FormDefinition published() {
            return opened.published();
        }

        @Override
        protected void draw(Problems problems) {
            canvas.show(editor, problems);
            inspector.show(editor, problems);
        }

        @Override
        protected void freeze() {
            canvas.setReadOnly(true);
            inspector.freeze();
        }

        @Override
        protected void reopen() {
            open(app().key(), draft().id().toString());
        }

        @Override
        protected Set<DraftRef> toPublish() {
            return drafts.toPublish(opened, editor.definition());
        }

        private Opened read() {
            return drafts.open(app().key(), draft().id().toString());
        }

        /** So that earlier edits can still be undone. */
        @Override
        protected void released() {
            Opened now = read();
            FormDefinition live = now.published();
            if (live == null || !isLive(now, live)) {
                reopen();
                return;
            }
            opened = now;
            goOn(now.draft(), live);
            editor.released(live);
            refresh();
        }

        /** Whether what is stored here is what went live, but for what the release added. */
        private boolean isLive(Opened now, FormDefinition live) {
            return same(now.definition(), live) && same(live.sections(), stored().sections());
        }

        /** What was edited since the release was planned stays. */
        @Override
        public void publishedSomewhere() {
            if (!isSaved()) {
                return;
            }
            Opened now;
            try {
                now = read();
            } catch (NotFoundException | NotAllowedException _) {
                // The next edit is refused and says why.
                return;
            }
            FormDefinition live = now.published();
            if (live == null || live.equals(opened.published())) {
                return;
            }
            if (isLive(now, live)) {
                released();
            } else if (isNewest(now.draft())) {
                opened = now;
                editor.releasedEarlier(live);
                refresh();
            }
        }

        private Optional<FieldDefinition> field(Problem problem) {
            return Ids.parse(problem.path().split("\\.", 2)[0])
                    .flatMap(id -> editor.definition().field(id));
        }

        private Optional<FormRule> rule(Problem problem) {
            return Ids.parse(problem.path().split("\\.", 2)[0])
                    .flatMap(id -> editor.definition().rule(id));
        }

        @Override
        protected String place(Problem problem) {
            return rule(problem)
                    .map(rule -> t("form.rules.place", rule.name()))
                    .or(() -> field(problem).map(field -> field.label().isBlank() ? field.key() : field.label()))
                    .orElseGet(() -> t("form.settings.form"));
        }

        @Override
        public void show(Problem problem) {
            Optional<FormRule> rule = rule(problem);
            if (rule.isPresent()) {
                openRules(rule.get().id());
                return;
            }
            editor.select(
                    field(problem).map(field -> Selection.field(field.id())).orElse(Selection.FORM));
            refresh();
        }
    }
}
