package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.app.Action;
import dev.millwright.field.EnteredField;
import dev.millwright.form.ColumnFigure;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormRule;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.RuleAction;
import dev.millwright.form.RuleOutcome;
import dev.millwright.form.spi.PartContext;
import dev.millwright.form.spi.ShownRecord;
import dev.millwright.form.ui.LinesGrid;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.Levels.Way;
import dev.millwright.record.RecordData;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.Via;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.Problem;
import dev.millwright.ui.Icons;
import dev.millwright.ui.KeptParts;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import dev.millwright.workspace.UnsavedEntries.UnsavedEntry;
import dev.millwright.workspace.spi.RecordOffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A record to read with its history, and what may be done with it. */
final class RecordSheet extends Div {

    private static final int HISTORY = 50;

    private final RecordScreens screens;
    private final OpenForm form;
    private RecordData record;
    private final Ways ways;
    private final List<HistoryEntry> changes;
    private final PageHeader header;
    private final KeptParts above;
    private final Div main = new Div();
    private final Div values = new Div();
    private final KeptParts below;
    private final HistoryPanel history;

    /**
     * Where the page goes from here.
     *
     * @param edit to change the record, beginning with what was typed before and was not saved
     * @param show to the record as it is now
     */
    record Ways(Consumer<Optional<UnsavedEntry>> edit, Consumer<RecordData> show) {}

    RecordSheet(RecordScreens screens, OpenForm form, RecordData record, Ways ways) {
        this.screens = screens;
        this.form = form;
        this.record = record;
        this.ways = ways;
        addClassName("mw-record");
        changes = screens.query().history(form.ref(), record.id(), HISTORY);
        header = new PageHeader(RecordScreens.title(record), form.form().label());
        header.setLeading(Icons.of(form.form().definition().icon()));
        above = new KeptParts(this, header);
        showValues();
        main.add(values);
        main.addClassName("mw-record-main");
        Div linked = new Div();
        if (record.deletedAt() == null) {
            LinkingRecords.below(screens, form, record).ifPresent(linked::add);
        }
        main.add(linked);
        below = new KeptParts(main, linked);
        history = new HistoryPanel(form.form(), screens);
        Div body = new Div(main, history);
        body.addClassName("mw-record-body");
        add(header, body);
        showBeside();
    }

    /** As nobody has written it, but with what the product has kept since, and what stands beside it now. */
    void show(RecordData present) {
        boolean kept = !present.values().equals(record.values());
        record = present;
        if (kept) {
            showValues();
        }
        showBeside();
    }

    private void showValues() {
        FieldRights rights = form.fields(record.id());
        RuleOutcome rules = rules();
        values.removeAll();
        values.add(new RecordDetails(
                form.form()
                        .without(field -> rights.hides(field.key()) || rules.hides(field.key()))
                        .masking(field -> rights.masks(field.key())),
                rules::hides,
                record.values(),
                screens.editors(),
                new Parts(rights),
                form.may(Action.UNMASK) && record.deletedAt() == null
                        ? Optional.of(this::unmasked)
                        : Optional.empty()));
    }

    /** What rules say of the record as it is; asked only where they may leave something out of sight. */
    private RuleOutcome rules() {
        boolean anyHides = form.form().definition().rules().stream()
                .filter(FormRule::enabled)
                .flatMap(rule -> rule.then().stream())
                .anyMatch(action -> action instanceof RuleAction.Show || action instanceof RuleAction.Hide);
        return anyHides
                ? screens.records().workedOut(form.ref(), record.id(), Map.of()).rules()
                : RuleOutcome.NONE;
    }

    private String unmasked(String field) {
        String text = screens.records().unmask(form.ref(), record.id(), field, Via.SCREEN);
        showBeside();
        return text;
    }

    /** The lines of the record, to be read. */
    private final class Parts implements PartContext {

        private final FieldRights rights;

        Parts(FieldRights rights) {
            this.rights = rights;
        }

        @Override
        public Locale locale() {
            return screens.editors().locale();
        }

        @Override
        public Optional<ShownRecord> record() {
            return record.deletedAt() == null
                    ? Optional.of(new ShownRecord(form.ref().app(), form.ref().form(), record.id()))
                    : Optional.empty();
        }

        @Override
        public Component linking(FieldDefinition part, UUID field) {
            return record.deletedAt() == null
                    ? LinkingRecords.by(screens, form, record, field, part.label())
                            .<Component>map(found -> found)
                            .orElseGet(Div::new)
                    : new Div();
        }

        @Override
        public Component lines(FieldDefinition part, UUID of, Function<UUID, Optional<ColumnFigure>> figures) {
            Optional<PublishedForm> lines = rights.hides(part.key())
                    ? Optional.empty()
                    : screens.forms().byId(of);
            return lines.<Component>map(found -> {
                        LinesGrid grid = new LinesGrid(
                                part.label(), found, screens.editors(), false, EnteredField::nothing, figures);
                        grid.read(screens
                                .query()
                                .lines(form.ref(), part.key(), List.of(record))
                                .getOrDefault(record.id(), List.of())
                                .stream()
                                .map(RecordData::line)
                                .toList());
                        return grid;
                    })
                    .orElseGet(Div::new);
        }
    }

    /** Shows what stands beside the record now; what has not changed stays under the hands of who uses it. */
    void showBeside() {
        boolean deleted = record.deletedAt() != null;
        boolean held = !deleted && screens.holder(form.form(), record).isPresent();
        Set<Action> may = form.may(record.id());
        boolean changeable = !deleted && !held && may.contains(Action.CHANGE);
        boolean outOfReach = !deleted && form.may(Action.CHANGE) && !may.contains(Action.CHANGE);
        header.drawActions(actions(deleted, held, changeable, may));
        above.show(above(deleted, changeable, outOfReach));
        below.show(offered(offer -> offer.belowRecord(form.ref(), record)));
        history.show(changes, offered(offer -> offer.inHistory(form.ref(), record)), changeable ? this::putBack : null);
    }

    private List<Component> above(boolean deleted, boolean changeable, boolean outOfReach) {
        List<Component> parts = new ArrayList<>();
        if (outOfReach) {
            Button why =
                    new Button(t("record.why.ask"), click -> new WhyDialog(screens, form, Optional.of(record)).open());
            why.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            Span note = new Span(new Span(t("record.why.readOnly")), why);
            note.addClassName("mw-record-read-only");
            parts.add(note);
        }
        if (deleted) {
            Span note = new Span(t("record.details.deleted"));
            note.addClassName("mw-record-deleted");
            parts.add(note);
        }
        if (changeable) {
            screens.unsaved().find(form.form().id(), record.id()).ifPresent(typed -> parts.add(unsaved(typed)));
        }
        if (!deleted) {
            parts.addAll(offered(offer -> offer.aboveRecord(form.ref(), record)));
        }
        return parts;
    }

    private <T> List<T> offered(Function<RecordOffer, List<T>> what) {
        return screens.offers()
                .orderedStream()
                .flatMap(offer -> what.apply(offer).stream())
                .toList();
    }

    private List<Component> actions(boolean deleted, boolean held, boolean changeable, Set<Action> may) {
        List<Component> actions = new ArrayList<>();
        ListTrail.find(form.ref())
                .flatMap(trail -> trail.beside(record.id()))
                .ifPresent(beside -> actions.add(new RecordSteps(form.ref(), beside)));
        List<Component> offered = deleted ? List.of() : offered(offer -> offer.onRecord(form.ref(), record));
        if (changeable) {
            Button edit = new Button(t("record.action.edit"), Icons.of("vaadin:pencil"), click -> edit());
            if (offered.stream().noneMatch(RecordSheet::isMain)) {
                edit.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            }
            actions.add(edit);
        }
        actions.addAll(offered);
        List<Way> ways = deleted ? List.of() : screens.levels().ways(form.ref());
        if (!ways.isEmpty()) {
            Button levels = new Button(
                    t("record.levels.action"),
                    Icons.of("vaadin:file-tree"),
                    click -> new LevelsDialog(screens.levels(), form.ref(), record, ways).open());
            levels.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            actions.add(levels);
        }
        if (!deleted && form.may(Action.CREATE)) {
            Button copy = new Button(
                    t("record.action.copy"),
                    Icons.of("vaadin:copy-o"),
                    click -> RecordsNavigation.go(RecordsNavigation.copy(form.ref(), record.id())));
            copy.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            actions.add(copy);
        }
        if (!held && may.contains(Action.DELETE)) {
            actions.add(deleted ? restoreButton() : deleteButton());
        }
        return actions;
    }

    /** One thing is done next, and only one button says so. */
    private static boolean isMain(Component action) {
        return action instanceof Button button
                && button.getThemeNames().contains(ButtonVariant.LUMO_PRIMARY.getVariantName());
    }

    private Button deleteButton() {
        Button delete = new Button(t("record.action.delete"), Icons.of("vaadin:trash"), click -> askToDelete());
        delete.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
        return delete;
    }

    private Button restoreButton() {
        return new Button(t("record.action.restore"), Icons.of("vaadin:rotate-left"), click -> restore());
    }

    private Component unsaved(UnsavedEntry typed) {
        return new UnsavedNote(
                t("record.unsaved.changes", screens.ago(typed.at())),
                t("record.unsaved.continue"),
                () -> ways.edit().accept(Optional.of(typed)),
                t("record.unsaved.discard"),
                UnsavedNote.asking(() -> {
                    screens.unsaved().forget(form.form().id(), record.id());
                    ways.show().accept(record);
                }));
    }

    private void edit() {
        if (form.may(Action.CHANGE)) {
            ways.edit().accept(Optional.empty());
        } else {
            refuse();
        }
    }

    private void putBack(PublishedField<?, ?> field, @Nullable Object value) {
        if (!form.may(Action.CHANGE)) {
            refuse();
            return;
        }
        if (Objects.equals(value, record.values().get(field.key()))) {
            Notices.success(t("record.history.backAlready", field.label()));
            return;
        }
        Map<String, @Nullable Object> change = new HashMap<>();
        change.put(field.key(), value);
        Consumer<RecordData> done = saved -> {
            Notices.success(t("record.history.backDone", field.label()));
            ways.show().accept(saved);
        };
        try {
            new RecordUpdate(screens, form, stale -> {}, done).write(record, record.version(), change);
        } catch (InvalidException e) {
            Notices.error(RecordScreens.words(e.problems()));
        } catch (UniqueValueTakenException e) {
            Notices.error(RecordScreens.words(e.problems()));
        }
    }

    private void askToDelete() {
        if (!form.may(Action.DELETE)) {
            refuse();
            return;
        }
        try {
            DeletionDialog.ask(
                    screens,
                    form,
                    List.of(record.id()),
                    t("record.delete.title", RecordScreens.title(record)),
                    t("record.delete.text"),
                    t("record.action.delete"),
                    this::delete);
        } catch (NotAllowedException takenAway) {
            refuse();
        }
    }

    private void delete() {
        try {
            screens.records().delete(form.ref(), record.id(), record.version(), Via.SCREEN);
        } catch (StaleRecordException stale) {
            Notices.error(stale);
            ways.show().accept(stale.current());
            return;
        } catch (InvalidException refused) {
            // Somebody linked to it meanwhile.
            Notices.error(RecordScreens.words(refused.problems()));
            return;
        } catch (NotAllowedException takenAway) {
            refuse();
            return;
        }
        ListTrail.goBack(form.ref());
        Notices.undoable(t("record.deleted", RecordScreens.title(record)), () -> {
            List<Problem> left = screens.records().restore(form.ref(), List.of(record.id()), Via.SCREEN);
            UI.getCurrent().navigate(RecordsNavigation.record(form.ref(), record.id()));
            RecordScreens.tellLeft(left);
        });
    }

    private void restore() {
        try {
            List<Problem> left = screens.records().restore(form.ref(), List.of(record.id()), Via.SCREEN);
            ways.show().accept(screens.query().get(form.ref(), record.id()));
            Notices.success(t("record.restored", RecordScreens.title(record)));
            RecordScreens.tellLeft(left);
        } catch (UniqueValueTakenException taken) {
            Notices.error(RecordScreens.cannotRestore(record, taken));
        } catch (InvalidException refused) {
            // What went along with it cannot come back.
            Notices.error(RecordScreens.words(refused.problems()));
        }
    }

    /** The rights changed while the page was open: says so and shows what is left. */
    private void refuse() {
        Notices.error(t("record.error.rightsChanged"));
        ways.show().accept(screens.query().get(form.ref(), record.id()));
    }
}
