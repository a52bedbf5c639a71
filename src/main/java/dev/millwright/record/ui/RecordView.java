package dev.millwright.record.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.NavigationTrigger;
import com.vaadin.flow.router.Route;
import dev.millwright.app.Action;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.PersonRef;
import dev.millwright.form.PublishedField;
import dev.millwright.form.ui.EntryForm;
import dev.millwright.form.ui.EntryForm.Entered;
import dev.millwright.identity.Person;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordChanges;
import dev.millwright.record.RecordData;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.UnsavedEntries.UnsavedEntry;
import dev.millwright.record.Via;
import dev.millwright.record.ui.RecordScreens.Opened;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.Shell;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One record: to read with its history, to change in place, or a new one to enter. */
@Route(RecordsNavigation.RECORD)
@PermitAll
class RecordView extends Div implements BeforeEnterObserver, BeforeLeaveObserver, HasBreadcrumbs {

    private static final int HISTORY = 50;

    protected final transient RecordScreens screens;
    private transient @Nullable Opened opened;
    private transient @Nullable RecordData record;
    private @Nullable EntryForm entry;
    private boolean unsaved;
    private long seen;
    private transient RecordChanges.@Nullable Subscription subscription;
    private @Nullable Div buttons;
    private @Nullable Component meanwhile;

    RecordView(RecordScreens screens) {
        this.screens = screens;
        addClassName("mw-record");
        Shortcuts.addShortcutListener(this, this::saveByKey, Key.KEY_S, KeyModifier.CONTROL)
                .setBrowserDefaultAllowed(false);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Opened form = screens.open(event.getRouteParameters());
        opened = form;
        UUID id = event.getRouteParameters()
                .get(RecordsNavigation.ID)
                .flatMap(Ids::parse)
                .orElseThrow(() -> new NotFoundException(form.form().label()));
        read(form, screens.query().get(form.ref(), id));
        // The router keeps the view when only the record changes.
        getUI().ifPresent(this::follow);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        follow(event.getUI());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
    }

    private void follow(UI ui) {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
        if (opened != null && record != null) {
            UUID id = record.id();
            subscription = Following.begin(
                    ui,
                    screens.changes(),
                    opened.ref(),
                    changed -> changed.ids().isEmpty() || changed.ids().contains(id),
                    this::showWhatOthersDid);
        }
    }

    /** What is read is drawn anew; who is writing is told, and chooses when saving. */
    final void showWhatOthersDid() {
        Opened form = opened;
        RecordData shown = record;
        if (form == null || shown == null) {
            return;
        }
        RecordData present;
        try {
            present = screens.query().get(form.ref(), shown.id());
        } catch (NotFoundException | NotAllowedException e) {
            // Whatever is done next on the page says so.
            return;
        }
        if (entry == null && present.version() != shown.version()) {
            read(form, present);
        } else if (entry != null && buttons != null && present.version() != seen && meanwhile == null) {
            Div note = new Div(
                    Icons.of("vaadin:users"),
                    new Span(t("record.meanwhile", present.updatedBy().name())));
            note.addClassName("mw-note");
            note.getElement().setAttribute("role", "status");
            buttons.addComponentAsFirst(note);
            meanwhile = note;
        }
    }

    /** For the page that enters a new record. */
    final void begin(Opened form) {
        opened = form;
        record = null;
        enter(form, startValues(form), screens.unsaved().find(form.form().id(), null));
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        // A page that is drawn anew, in the other language say, finds again what was typed.
        if (unsaved && event.getTrigger() != NavigationTrigger.REFRESH) {
            BeforeLeaveEvent.ContinueNavigationAction leave = event.postpone();
            ConfirmDialog.danger(t("record.leave.title"), t("record.leave.text"), t("record.leave.action"), () -> {
                        forgetUnsaved();
                        leave.proceed();
                    })
                    .open();
        }
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        Opened form = opened;
        if (form == null) {
            return List.of();
        }
        RecordData shown = record;
        return List.of(
                form.appStep(),
                form.listStep(),
                Breadcrumb.here(shown == null ? t("record.new.crumb") : shown.title()));
    }

    private void read(Opened form, RecordData found) {
        record = found;
        entry = null;
        unsaved = false;
        removeAll();
        PageHeader header = new PageHeader(found.title(), form.form().label());
        header.setLeading(Icons.of(form.form().definition().icon()));
        List<Component> actions = new ArrayList<>();
        if (found.deletedAt() == null && form.may(Action.CHANGE)) {
            Button edit = new Button(t("record.action.edit"), Icons.of("vaadin:pencil"), click -> {
                if (form.may(Action.CHANGE)) {
                    enter(form, found.values(), Optional.empty());
                } else {
                    refuse(form);
                }
            });
            edit.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            actions.add(edit);
        }
        if (found.deletedAt() == null) {
            screens.offers().orderedStream().forEach(offer -> actions.addAll(offer.onRecord(form.ref(), found)));
        }
        if (found.deletedAt() == null && form.may(Action.DELETE)) {
            Button delete =
                    new Button(t("record.action.delete"), Icons.of("vaadin:trash"), click -> askToDelete(form, found));
            delete.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
            actions.add(delete);
        }
        if (found.deletedAt() != null && form.may(Action.DELETE)) {
            actions.add(new Button(
                    t("record.action.restore"), Icons.of("vaadin:rotate-left"), click -> restore(form, found)));
        }
        header.setActions(actions.toArray(Component[]::new));
        boolean changes = found.deletedAt() == null && form.may(Action.CHANGE);
        HistoryPanel history = new HistoryPanel(
                form.form(), screens, changes ? (field, value) -> putBack(form, found, field, value) : null);
        history.show(screens.query().history(form.ref(), found.id(), HISTORY));
        Div main = new Div(new RecordDetails(form.form(), found.values(), screens.editors()));
        screens.offers().orderedStream().forEach(offer -> main.add(offer.belowRecord(form.ref(), found)));
        main.addClassName("mw-record-main");
        Div body = new Div(main, history);
        body.addClassName("mw-record-body");
        add(header);
        if (found.deletedAt() != null) {
            Span note = new Span(t("record.details.deleted"));
            note.addClassName("mw-record-deleted");
            add(note);
        }
        if (found.deletedAt() == null && form.may(Action.CHANGE)) {
            screens.unsaved()
                    .find(form.form().id(), found.id())
                    .ifPresent(unsaved -> add(unsavedChanges(form, found, unsaved)));
        }
        add(body);
        Shell.refresh(this);
    }

    private Component unsavedChanges(Opened form, RecordData found, UnsavedEntry unsaved) {
        return new UnsavedNote(
                t("record.unsaved.changes", screens.ago(unsaved.at())),
                t("record.unsaved.continue"),
                () -> enter(form, found.values(), Optional.of(unsaved)),
                t("record.unsaved.discard"),
                () -> {
                    forgetUnsaved();
                    read(form, found);
                });
    }

    private void enter(Opened form, Map<String, ?> values, Optional<UnsavedEntry> unsavedBefore) {
        removeAll();
        meanwhile = null;
        RecordData present = record;
        PageHeader header = new PageHeader(
                present == null ? t("record.new.title", form.form().label()) : present.title(),
                present == null ? "" : form.form().label());
        header.setLeading(Icons.of(form.form().definition().icon()));
        EntryForm fields =
                new EntryForm(form.form().definition(), screens.resolver(), screens.editors(), field -> true);
        fields.setValues(values);
        unsavedBefore.ifPresent(before -> fields.restore(before.values()));
        seen = unsavedBefore.map(UnsavedEntry::version).orElse(present == null ? 0 : present.version());
        fields.onChange(() -> {
            unsaved = true;
            keepUnsaved(form, fields.unsaved(values));
        });
        entry = fields;
        unsaved = unsavedBefore.isPresent();
        Button save = new Button(t("record.action.save"), click -> save(form, this::afterSave));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button cancel = new Button(t("ui.action.cancel"), click -> {
            if (present == null) {
                UI.getCurrent().navigate(RecordsNavigation.list(form.ref()));
            } else {
                forgetUnsaved();
                read(form, present);
            }
        });
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Div actions = new Div(save);
        actions.addClassName("mw-record-buttons");
        buttons = actions;
        if (present == null) {
            Button next = new Button(
                    t("record.action.saveAndNew"),
                    click -> save(form, saved -> {
                        Notices.success(t("record.saved", saved.title()));
                        begin(form);
                    }));
            actions.add(next);
        }
        actions.add(cancel);
        Div main = new Div(fields, actions);
        main.addClassName("mw-record-main");
        Div body = new Div(main);
        body.addClassName("mw-record-body");
        add(header);
        if (present == null && unsavedBefore.isPresent()) {
            add(new UnsavedNote(
                    t("record.unsaved.restored", screens.ago(unsavedBefore.get().at())),
                    t("record.unsaved.afresh"),
                    () -> {
                        forgetUnsaved();
                        begin(form);
                    }));
        }
        add(body);
        fields.focusFirst();
        Shell.refresh(this);
    }

    private void keepUnsaved(Opened form, Map<String, JsonNode> values) {
        UUID id = record == null ? null : record.id();
        Long version = record == null ? null : Long.valueOf(seen);
        if (values.isEmpty()) {
            screens.unsaved().forget(form.form().id(), id);
        } else {
            screens.unsaved()
                    .keep(
                            form.form().id(),
                            id,
                            new UnsavedEntry(version, values, screens.time().now()));
        }
    }

    private void forgetUnsaved() {
        unsaved = false;
        if (opened != null) {
            screens.unsaved().forget(opened.form().id(), record == null ? null : record.id());
        }
    }

    private Map<String, Object> startValues(Opened form) {
        Person me = screens.person().get();
        DefaultContext context = new DefaultContext(screens.time(), new PersonRef(me.id(), me.name()));
        Map<String, Object> values = new HashMap<>();
        for (PublishedField<?, ?> field : form.form().fields()) {
            Object value = field.defaultValue(context);
            if (value != null) {
                values.put(field.key(), value);
            }
        }
        return values;
    }

    private void saveByKey() {
        Opened form = opened;
        if (form != null && entry != null) {
            save(form, this::afterSave);
        }
    }

    private void afterSave(RecordData saved) {
        Notices.success(t("record.saved", saved.title()));
        Opened form = opened;
        if (form != null && record != null) {
            read(form, saved);
        } else if (form != null) {
            UI.getCurrent().navigate(RecordsNavigation.record(form.ref(), saved.id()));
        }
    }

    private void save(Opened form, Consumer<RecordData> done) {
        EntryForm fields = entry;
        if (fields == null) {
            return;
        }
        Entered entered = fields.entered();
        RecordData present = record;
        Map<String, @Nullable Object> values = present == null ? entered.values() : entered.changes(present.values());
        try {
            if (entered.unreadable().hasErrors()) {
                show(fields, withRefusals(form, present, values, entered.unreadable()));
            } else if (present == null) {
                saved(screens.records().create(form.ref(), values, Via.SCREEN), done);
            } else {
                write(form, present, seen, values, done);
            }
        } catch (InvalidException e) {
            show(fields, e.problems());
        } catch (UniqueValueTakenException e) {
            show(fields, e.problems());
        }
    }

    /** What cannot be read, and all that would be refused of the rest, so that people see everything at once. */
    private Problems withRefusals(
            Opened form, @Nullable RecordData present, Map<String, @Nullable Object> values, Problems unreadable) {
        Set<String> unread = unreadable.stream().map(Problem::path).collect(Collectors.toSet());
        RecordChange change =
                present == null ? new RecordChange.Create(values) : new RecordChange.Update(present.id(), null, values);
        Problems all = unreadable;
        for (Problem problem : screens.records().check(form.ref(), List.of(change))) {
            String path = problem.path().replaceFirst("^0\\.", "");
            if (!unread.contains(path)) {
                all = all.and(problem.at(path));
            }
        }
        return all;
    }

    private void saved(RecordData saved, Consumer<RecordData> done) {
        forgetUnsaved();
        done.accept(saved);
    }

    private void write(
            Opened form,
            RecordData present,
            long version,
            Map<String, @Nullable Object> changes,
            Consumer<RecordData> done) {
        try {
            saved(screens.records().update(form.ref(), present.id(), version, changes, Via.SCREEN), done);
        } catch (StaleRecordException stale) {
            new ConflictDialog(
                            form.form(),
                            stale.current(),
                            changes,
                            screens.format(),
                            screens.time().now(),
                            chosen -> {
                                record = stale.current();
                                write(form, stale.current(), stale.current().version(), chosen, done);
                            })
                    .open();
        }
    }

    private void putBack(Opened form, RecordData present, PublishedField<?, ?> field, @Nullable Object value) {
        if (!form.may(Action.CHANGE)) {
            refuse(form);
            return;
        }
        if (Objects.equals(value, present.values().get(field.key()))) {
            Notices.success(t("record.history.backAlready", field.label()));
            return;
        }
        Map<String, @Nullable Object> change = new HashMap<>();
        change.put(field.key(), value);
        try {
            write(form, present, present.version(), change, saved -> {
                Notices.success(t("record.history.backDone", field.label()));
                read(form, saved);
            });
        } catch (InvalidException e) {
            refuse(e.problems());
        } catch (UniqueValueTakenException e) {
            refuse(e.problems());
        }
    }

    private static void refuse(Problems problems) {
        Notices.error(problems.stream().map(p -> t(p)).collect(Collectors.joining(" ")));
    }

    private static void show(EntryForm fields, Problems problems) {
        Problems others = fields.showProblems(problems);
        if (!others.isEmpty()) {
            refuse(others);
        }
    }

    private void askToDelete(Opened form, RecordData found) {
        if (!form.may(Action.DELETE)) {
            refuse(form);
            return;
        }
        ConfirmDialog.danger(
                        t("record.delete.title", found.title()),
                        t("record.delete.text"),
                        t("record.action.delete"),
                        () -> delete(form, found))
                .open();
    }

    private void delete(Opened form, RecordData found) {
        try {
            screens.records().delete(form.ref(), found.id(), found.version(), Via.SCREEN);
        } catch (StaleRecordException stale) {
            Notices.error(stale);
            read(form, stale.current());
            return;
        }
        UI.getCurrent().navigate(RecordsNavigation.list(form.ref()));
        Notices.undoable(t("record.deleted", found.title()), () -> {
            RecordData back = screens.records().restore(form.ref(), found.id(), Via.SCREEN);
            UI.getCurrent().navigate(RecordsNavigation.record(form.ref(), back.id()));
        });
    }

    private void restore(Opened form, RecordData found) {
        try {
            read(form, screens.records().restore(form.ref(), found.id(), Via.SCREEN));
            Notices.success(t("record.restored", found.title()));
        } catch (UniqueValueTakenException taken) {
            Notices.error(RecordScreens.cannotRestore(found, taken));
        }
    }

    /** The rights changed while the page was open: says so and shows what is left. */
    private void refuse(Opened form) {
        Notices.error(t("record.error.rightsChanged"));
        RecordData shown = record;
        if (shown != null) {
            read(form, screens.query().get(form.ref(), shown.id()));
        }
    }
}
