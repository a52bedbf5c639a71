package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import dev.millwright.app.Action;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.Problem;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.workspace.spi.RecordOffer.Chosen;
import dev.millwright.workspace.ui.BulkWork.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What can be done with the records that are ticked, or with all that the list finds. */
final class BulkBar extends SelectionBar {

    private final List<ListColumn> columns;

    BulkBar(
            RecordScreens screens,
            OpenForm opened,
            List<ListColumn> columns,
            Supplier<ListRequest> request,
            Ways ways) {
        super(screens, opened, request, ways);
        this.columns = columns;
    }

    @Override
    List<Component> actions() {
        List<Component> actions = new ArrayList<>();
        if (opened().may(Action.CHANGE)) {
            Button change = new Button(t("record.bulk.change"), Icons.of("vaadin:pencil"), click -> askForChange());
            change.addThemeVariants(ButtonVariant.LUMO_SMALL);
            actions.add(change);
        }
        if (opened().may(Action.DELETE)) {
            Button delete = new Button(t("record.action.delete"), Icons.of("vaadin:trash"), click -> askToDelete());
            delete.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_ERROR);
            actions.add(delete);
        }
        screens()
                .offers()
                .orderedStream()
                .forEach(offer -> actions.addAll(offer.onChosen(opened().ref(), this::chosen)));
        return actions;
    }

    private Chosen chosen() {
        return isAll()
                ? new Chosen.Found(request())
                : new Chosen.These(ticked().stream().map(RecordData::id).toList());
    }

    private void askForChange() {
        if (!opened().may(Action.CHANGE)) {
            refuse();
            return;
        }
        FieldRights rights = opened().fields();
        List<ListColumn> open =
                columns.stream().filter(column -> rights.opens(column.key())).toList();
        new BulkChangeDialog(opened().form().id(), open, screens().editors(), number(), (field, value, refused) -> {
                    Map<String, @Nullable Object> values = new HashMap<>();
                    values.put(field, value);
                    write(
                            "record.bulk.changing",
                            (record, version) -> new RecordChange.Update(record.id(), version, values),
                            written -> changed(written, field, value),
                            refused);
                })
                .open();
    }

    private void askToDelete() {
        if (!opened().may(Action.DELETE)) {
            refuse();
            return;
        }
        Runnable delete = () -> write(
                "record.bulk.deleting",
                (record, version) -> new RecordChange.Delete(record.id(), version),
                this::deleted,
                BulkBar::tell);
        String title = t("record.bulk.delete.title", number());
        String action = t("record.bulk.delete.action", number());
        if (isAll()) {
            // Who ticks all there are does not wait until each of them is asked about.
            boolean linked = screens().records().takesAlong(opened().ref());
            ConfirmDialog.danger(
                            title,
                            words(t("record.bulk.delete.text")) + (linked ? " " + t("record.bulk.delete.linked") : ""),
                            action,
                            delete)
                    .open();
            return;
        }
        DeletionDialog.ask(
                screens(),
                opened(),
                ticked().stream().map(RecordData::id).toList(),
                title,
                words(t("record.bulk.delete.text")),
                action,
                delete);
    }

    /** What is going to be done, and to how many that cannot be seen. */
    private String words(String deed) {
        return hidden() == 0 ? deed : deed + " " + t("record.bulk.hidden", hidden());
    }

    /** A change of one record; null for whatever version it has. */
    private interface Wish {
        RecordChange of(RecordData record, @Nullable Long version);
    }

    private void write(String title, Wish wish, Consumer<List<RecordData>> written, Consumer<List<String>> refused) {
        if (isAll()) {
            writeAll(title, number(), wish, written, refused);
        } else {
            List<RecordData> records = ticked();
            Function<RecordData, RecordChange> seen = record -> wish.of(record, record.version());
            Consumer<Outcome> then = outcome -> {
                if (outcome.refusal() instanceof StaleRecordException stale) {
                    refused.accept(List.of());
                    goOn(title, stale, records, wish, written);
                } else {
                    finish(outcome, written, refused);
                }
            };
            during(title, records.size(), progress -> work().write(records, seen, progress), then);
        }
    }

    /** What the list finds is read at this moment, and is what was asked about or less. */
    private void writeAll(
            String title, int asked, Wish wish, Consumer<List<RecordData>> written, Consumer<List<String>> refused) {
        ListRequest wanted = request();
        during(
                title,
                asked,
                progress -> {
                    List<RecordData> records = work().read(wanted, asked);
                    return records.size() > asked
                            ? new Outcome(List.of(), records, null)
                            : work().write(records, record -> wish.of(record, null), progress);
                },
                outcome -> {
                    if (outcome.refusal() == null && !outcome.asked().isEmpty()) {
                        refused.accept(List.of(t("record.bulk.moreNow", asked)));
                        done();
                    } else {
                        finish(outcome, written, refused);
                    }
                });
    }

    private void goOn(
            String title,
            StaleRecordException stale,
            List<RecordData> records,
            Wish wish,
            Consumer<List<RecordData>> written) {
        ConfirmDialog.ask(
                        t("record.bulk.stale.title"),
                        t("record.bulk.stale.text", t(stale), records.size()),
                        t("record.bulk.stale.action"),
                        () -> during(
                                title,
                                records.size(),
                                progress -> work().write(records, record -> wish.of(record, null), progress),
                                outcome -> finish(outcome, written, BulkBar::tell)))
                .open();
    }

    private void finish(Outcome outcome, Consumer<List<RecordData>> written, Consumer<List<String>> refused) {
        if (!outcome.written().isEmpty()) {
            done();
            written.accept(outcome.written());
        }
        refused.accept(outcome.words());
    }

    private void deleted(List<RecordData> records) {
        List<UUID> ids = records.stream().map(RecordData::id).toList();
        List<Problem> left = new ArrayList<>();
        Notices.undoable(
                t("record.bulk.deleted", ids.size()),
                () -> during(
                        "record.bulk.restoring",
                        ids.size(),
                        progress -> work().restore(ids, progress, left::addAll),
                        back -> {
                            if (back == ids.size()) {
                                Notices.success(t("record.bulk.restored", back));
                            } else {
                                Notices.error(t("record.bulk.restoredSome", back, ids.size()));
                            }
                            RecordScreens.tellLeft(left);
                            done();
                        }));
    }

    /** Undone is what nobody has changed since. */
    private void changed(List<RecordData> before, String field, @Nullable Object value) {
        List<RecordData> changed = before.stream()
                .filter(record -> !Objects.equals(record.values().get(field), value))
                .toList();
        Notices.undoable(
                t("record.bulk.changed", before.size()),
                () -> during(
                        "record.bulk.changing",
                        changed.size(),
                        progress -> work().write(changed, record -> former(record, field), progress),
                        outcome -> finish(
                                outcome,
                                written -> Notices.success(t("record.bulk.undone", written.size())),
                                BulkBar::tell)));
    }

    private static RecordChange former(RecordData before, String field) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put(field, before.values().get(field));
        return new RecordChange.Update(before.id(), before.version() + 1, values);
    }

    private static void tell(List<String> refused) {
        if (!refused.isEmpty()) {
            Notices.error(String.join(" ", refused));
        }
    }

    private void refuse() {
        Notices.error(t("record.error.rightsChanged"));
        draw();
    }
}
