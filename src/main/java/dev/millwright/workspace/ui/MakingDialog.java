package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouteParameters;
import dev.millwright.app.Action;
import dev.millwright.field.EnteredField;
import dev.millwright.field.RecordMaker;
import dev.millwright.field.RecordRef;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.FormRef;
import dev.millwright.shared.DomainException;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.Notices;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Enters a new record where one is to be chosen, without leaving what is being entered there. */
final class MakingDialog extends Dialog {

    private final RecordEntry entry;
    private final Consumer<@Nullable RecordRef> done;
    private @Nullable RecordRef made;

    private MakingDialog(
            RecordScreens screens, OpenForm form, Map<String, Object> values, Consumer<@Nullable RecordRef> done) {
        this.done = done;
        setHeaderTitle(t("record.new.title", form.form().label()));
        addClassName("mw-making-dialog");
        setWidth("48rem");
        setMaxWidth("calc(100vw - 1rem)");
        entry = new RecordEntry(
                screens,
                form,
                null,
                null,
                values,
                Optional.empty(),
                RecordEntry.Ways.inDialog(
                        saved -> {
                            made = new RecordRef(saved.id(), null, saved.title());
                            close();
                        },
                        this::leave));
        add(entry);
        if (form.form().fields().stream()
                .filter(PublishedField::isEntered)
                .flatMap(field -> field.leadsTo().stream())
                .anyMatch(target -> maker(screens, target, null).isPresent())) {
            Span hint = new Span(t("record.make.nested"));
            hint.addClassName("mw-hint");
            add(hint);
        }
        // What was typed is not thrown away by a key.
        addDialogCloseActionListener(asked -> leave());
        addOpenedChangeListener(change -> {
            if (!change.isOpened()) {
                this.done.accept(made);
            }
        });
    }

    private void leave() {
        if (entry.isUnsaved()) {
            ConfirmDialog.danger(t("record.leave.title"), t("record.leave.text"), t("record.leave.action"), this::close)
                    .or(entry.saveLabel(), entry::save)
                    .open();
        } else {
            close();
        }
    }

    /**
     * Makes records of the form, for who may.
     *
     * @param field the link that is to lead there; null where that is not known
     */
    static Optional<RecordMaker> maker(RecordScreens screens, UUID form, @Nullable EnteredField field) {
        Optional<PublishedForm> target =
                screens.forms().byId(form).filter(found -> found.partOf().isEmpty());
        if (target.isEmpty()) {
            return Optional.empty();
        }
        FormRef ref = new FormRef(target.get().app().key(), target.get().key());
        if (!screens.pages().may(ref, Action.SEE) || !screens.pages().may(ref, Action.CREATE)) {
            return Optional.empty();
        }
        String label = target.get().label();
        return Optional.of(new RecordMaker() {
            @Override
            public String words(String typed) {
                return typed.isEmpty() ? t("record.make", label) : t("record.make.typed", label, typed);
            }

            @Override
            public void make(String typed, Consumer<@Nullable RecordRef> done) {
                try {
                    OpenForm opened = screens.open(new RouteParameters(
                            Map.of(RecordsNavigation.APP, ref.app(), RecordsNavigation.FORM, ref.form())));
                    Map<String, Object> values = RecordView.startValues(screens, opened);
                    if (field != null) {
                        screens.query().begun(field).forEach((key, value) -> begin(opened, values, key, value));
                    }
                    opened.form()
                            .titleField()
                            .ifPresent(title -> read(screens, title, typed)
                                    .ifPresent(value -> begin(opened, values, title.key(), value)));
                    MakingDialog dialog = new MakingDialog(screens, opened, values, done);
                    dialog.open();
                    dialog.entry.focusFirst();
                } catch (DomainException e) {
                    Notices.error(e);
                    done.accept(null);
                }
            }
        });
    }

    private static void begin(OpenForm form, Map<String, Object> values, String key, Object value) {
        boolean open = form.form().field(key).filter(PublishedField::isEntered).isPresent()
                && form.fieldsOfNew().opens(key);
        if (open) {
            values.put(key, value);
        }
    }

    private static Optional<Object> read(RecordScreens screens, PublishedField<?, ?> field, String typed) {
        try {
            return typed.isBlank()
                    ? Optional.empty()
                    : Optional.ofNullable(field.parse(typed.strip(), screens.format()));
        } catch (ValueFormatException e) {
            // What was typed to find a record is no value of the field that names them.
            return Optional.empty();
        }
    }
}
