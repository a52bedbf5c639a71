package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.Route;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.PersonRef;
import dev.millwright.form.PublishedField;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChanges;
import dev.millwright.record.RecordData;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.Leaving;
import dev.millwright.ui.Shell;
import dev.millwright.ui.Undisturbed;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import dev.millwright.workspace.EntryDrafts.EntryDraft;
import dev.millwright.workspace.UnsavedEntries.UnsavedEntry;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One record: to read with its history, to change in place, or a new one to enter. */
@Route(RecordsNavigation.RECORD)
@PermitAll
class RecordView extends Div implements BeforeEnterObserver, BeforeLeaveObserver, HasBreadcrumbs {

    protected final transient RecordScreens screens;
    private transient @Nullable OpenForm opened;
    private transient @Nullable RecordData record;
    private transient @Nullable RecordEntry entry;
    private transient @Nullable RecordSheet sheet;
    private final transient Undisturbed others = new Undisturbed(this, this::showNow);
    private transient RecordChanges.@Nullable Subscription subscription;

    RecordView(RecordScreens screens) {
        this.screens = screens;
        Shortcuts.addShortcutListener(this, this::saveByKey, Key.KEY_S, KeyModifier.CONTROL)
                .setBrowserDefaultAllowed(false);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        try {
            OpenForm form = screens.open(event.getRouteParameters());
            UUID id = id(event)
                    .orElseThrow(() -> new NotFoundException(form.form().label()));
            read(form, screens.query().get(form.ref(), id));
        } catch (NotFoundException e) {
            event.forwardTo(insteadOf(event).orElseThrow(() -> e));
            return;
        }
        // The router keeps the view when only the record changes.
        getUI().ifPresent(this::follow);
    }

    private static Optional<UUID> id(BeforeEnterEvent event) {
        return event.getRouteParameters().get(RecordsNavigation.ID).flatMap(Ids::parse);
    }

    /** Where somebody goes who may not see the record and has something to do with it. */
    private Optional<String> insteadOf(BeforeEnterEvent event) {
        FormRef form = FormPages.named(event.getRouteParameters());
        return id(event)
                .flatMap(id -> screens.offers()
                        .orderedStream()
                        .flatMap(offer -> offer.insteadOf(form, id).stream())
                        .findFirst());
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
                    ui, screens.changes(), opened.ref(), changed -> changed.concerns(id), this::showWhatOthersDid);
        }
    }

    /** What is read is drawn anew; who is writing is told, and chooses when saving. */
    final void showWhatOthersDid() {
        others.draw();
    }

    private void showNow() {
        OpenForm form = opened;
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
        if (entry != null) {
            entry.tell(present, screens.holder(form.form(), present).orElse(null));
        } else if (present.version() != shown.version() || sheet == null) {
            read(form, present);
        } else {
            sheet.show(present);
            record = present;
        }
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        RecordEntry present = entry;
        // A page that is drawn anew finds again what was typed.
        if (present != null && present.isUnsaved() && Leaving.leaves(event)) {
            Leaving leaving = Leaving.hold(event);
            ConfirmDialog.danger(t("record.leave.title"), t("record.leave.text"), t("record.leave.action"), () -> {
                        present.forget();
                        leaving.proceed();
                    })
                    .or(present.saveLabel(), () -> {
                        leaving.stay();
                        present.save(leaving::proceed);
                    })
                    .orElse(leaving::stay)
                    .open();
        }
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        OpenForm form = opened;
        if (form == null) {
            return List.of();
        }
        RecordData shown = record;
        return List.of(
                form.appStep(),
                Breadcrumb.to(form.form().label(), ListTrail.back(form.ref())),
                Breadcrumb.here(shown == null ? t("record.new.crumb") : RecordScreens.title(shown)));
    }

    private void read(OpenForm form, RecordData found) {
        opened = form;
        record = found;
        ListTrail.find(form.ref()).ifPresent(ListTrail::leave);
        entry = null;
        RecordSheet made = new RecordSheet(
                screens,
                form,
                found,
                new RecordSheet.Ways(typed -> change(form, found, typed), present -> read(form, present)));
        sheet = made;
        show(made);
    }

    private void change(OpenForm form, RecordData found, Optional<UnsavedEntry> typed) {
        RecordEntry changed = new RecordEntry(
                screens,
                form,
                found,
                null,
                found.values(),
                typed,
                new RecordEntry.Ways(
                        saved -> read(form, saved), kept -> read(form, found), () -> cancel(form, found), null));
        enter(changed);
    }

    private void cancel(OpenForm form, RecordData found) {
        RecordEntry present = entry;
        Runnable back = () -> {
            if (present != null) {
                present.forget();
            }
            read(form, found);
        };
        if (present != null && present.isUnsaved()) {
            ConfirmDialog.danger(t("record.leave.title"), t("record.leave.text"), t("record.leave.action"), back)
                    .or(present.saveLabel(), present::save)
                    .open();
        } else {
            back.run();
        }
    }

    /** For the page that enters a new record. */
    final void begin(OpenForm form) {
        begin(form, EntryStart.NOTHING.with(KeptValues.takenAlong(form)));
    }

    /** For the page that enters a new record which begins with something. */
    final void begin(OpenForm form, EntryStart start) {
        Map<String, Object> values = startValues(screens, form);
        values.putAll(start.values());
        begin(form, null, values, start);
    }

    /** For the page that goes on with one that is not complete yet. */
    final void begin(OpenForm form, EntryDraft draft) {
        Map<String, Object> values = startValues(screens, form);
        FieldRights rights = form.fieldsOfNew();
        // What was emptied stays empty; nobody fills again what cannot be entered.
        values.keySet().removeIf(rights::opens);
        begin(form, draft, values, EntryStart.NOTHING);
    }

    private void begin(OpenForm form, @Nullable EntryDraft draft, Map<String, Object> values, EntryStart start) {
        opened = form;
        record = null;
        ListTrail.find(form.ref()).ifPresent(ListTrail::leave);
        String back = start.back();
        RecordEntry made = new RecordEntry(
                screens,
                form,
                null,
                draft,
                values,
                // What was typed into another new record does not belong into this one.
                start.equals(EntryStart.NOTHING)
                        ? screens.unsaved().find(form.form().id(), draft == null ? null : draft.id())
                        : Optional.empty(),
                new RecordEntry.Ways(
                        saved -> UI.getCurrent()
                                .navigate(back == null ? RecordsNavigation.record(form.ref(), saved.id()) : back),
                        kept -> UI.getCurrent()
                                .navigate(RecordsNavigation.draft(
                                        form.ref(), kept.orElseThrow().id())),
                        back == null
                                ? () -> ListTrail.goBack(form.ref())
                                : () -> UI.getCurrent().navigate(back),
                        draft == null
                                ? kept -> begin(form, (back == null ? EntryStart.NOTHING : start).with(kept))
                                : kept -> {
                                    KeptValues.takeAlong(form, kept);
                                    UI.getCurrent().navigate(RecordsNavigation.create(form.ref()));
                                }));
        made.begin(start);
        enter(made);
    }

    private void enter(RecordEntry made) {
        entry = made;
        sheet = null;
        show(made);
        made.focusFirst();
    }

    private void show(Component content) {
        removeAll();
        add(content);
        Shell.refresh(this);
    }

    /** With what a new record begins as it is designed. */
    static Map<String, Object> startValues(RecordScreens screens, OpenForm form) {
        Person me = screens.person().get();
        DefaultContext context =
                new DefaultContext(screens.time(), new PersonRef(me.id(), me.name()), me.departments());
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
        if (entry != null) {
            entry.save();
        }
    }
}
