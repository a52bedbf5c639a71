package dev.millwright.record.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.app.Action;
import dev.millwright.identity.Person;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordQuery.Count;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.Via;
import dev.millwright.record.ui.RecordScreens.Opened;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be done with the records that are ticked, or with all that the list finds. */
final class BulkBar extends Div {

    /** As many as the gate changes at once. */
    static final int MOST = 5_000;

    private static final int PAGE = 1_000;
    private static final int NAMED = 10;

    private final RecordScreens screens;
    private final Opened opened;
    private final List<ListColumn> columns;
    private final Supplier<ListRequest> request;
    private final Runnable done;
    private List<RecordData> ticked = List.of();
    private @Nullable Count found;
    private boolean all;

    /**
     * @param request what the list shows now
     * @param done takes the ticks away and shows what has become of the records
     */
    BulkBar(
            RecordScreens screens,
            Opened opened,
            List<ListColumn> columns,
            Supplier<ListRequest> request,
            Runnable done) {
        this.screens = screens;
        this.opened = opened;
        this.columns = columns;
        this.request = request;
        this.done = done;
        addClassName("mw-bulk");
        getElement().setAttribute("role", "status");
        setVisible(false);
    }

    void show(List<RecordData> records) {
        ticked = List.copyOf(records);
        all = false;
        draw();
    }

    /** The person has changed one of them and so has seen it as it is now. */
    void changed(RecordData record) {
        ticked = ticked.stream()
                .map(before -> before.id().equals(record.id()) ? record : before)
                .toList();
    }

    /** How many the list finds, as soon as that is known. */
    void found(Count count) {
        found = count;
        if (all && !(count.exact() && count.value() <= MOST)) {
            all = false;
        }
        draw();
    }

    private void draw() {
        removeAll();
        setVisible(!ticked.isEmpty());
        if (ticked.isEmpty()) {
            return;
        }
        Count count = found;
        Span words = new Span(t("record.bulk.selected", number()));
        words.addClassName("mw-bulk-count");
        add(words);
        if (!all && count != null && count.value() > ticked.size()) {
            if (count.exact() && count.value() <= MOST) {
                Button everything = new Button(t("record.bulk.all", count.value()), click -> {
                    all = true;
                    draw();
                });
                everything.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
                add(everything);
            } else {
                Span most = new Span(t("record.bulk.most", MOST));
                most.addClassName("mw-bulk-note");
                add(most);
            }
        }
        if (opened.may(Action.CHANGE)) {
            Button change = new Button(t("record.bulk.change"), Icons.of("vaadin:pencil"), click -> askForChange());
            change.addThemeVariants(ButtonVariant.LUMO_SMALL);
            add(change);
        }
        if (opened.may(Action.DELETE)) {
            Button delete = new Button(t("record.action.delete"), Icons.of("vaadin:trash"), click -> askToDelete());
            delete.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_ERROR);
            add(delete);
        }
        Button none = new Button(t("record.bulk.none"), click -> done.run());
        none.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        add(none);
    }

    private long number() {
        Count count = found;
        return all && count != null ? count.value() : ticked.size();
    }

    /** The records as the person sees them: those of the list are read once more. */
    private List<RecordData> records() {
        if (!all) {
            return ticked;
        }
        List<RecordData> read = new ArrayList<>();
        ListRequest wanted = request.get().limit(PAGE).after(null);
        RecordPage page;
        do {
            page = screens.query().list(wanted);
            read.addAll(page.items());
            wanted = wanted.after(page.next());
        } while (page.next() != null && read.size() <= MOST);
        if (read.size() > MOST) {
            Notices.error(t("record.bulk.most", MOST));
            return List.of();
        }
        return read;
    }

    private void askForChange() {
        if (!opened.may(Action.CHANGE)) {
            refuse();
            return;
        }
        List<RecordData> records = records();
        if (!records.isEmpty()) {
            new BulkChangeDialog(columns, screens.editors(), records.size(), (field, value) -> {
                        Map<String, @Nullable Object> values = new LinkedHashMap<>();
                        values.put(field, value);
                        return write(
                                records,
                                seen -> new RecordChange.Update(seen.id(), seen.version(), values),
                                record -> new RecordChange.Update(record.id(), null, values),
                                ids -> Notices.success(t("record.bulk.changed", ids.size())));
                    })
                    .open();
        }
    }

    private void askToDelete() {
        if (!opened.may(Action.DELETE)) {
            refuse();
            return;
        }
        List<RecordData> records = records();
        if (!records.isEmpty()) {
            ConfirmDialog.danger(
                            t("record.bulk.delete.title", records.size()),
                            t("record.bulk.delete.text"),
                            t("record.bulk.delete.action", records.size()),
                            () -> delete(records))
                    .open();
        }
    }

    private void delete(List<RecordData> records) {
        List<String> refused = write(
                records,
                seen -> new RecordChange.Delete(seen.id(), seen.version()),
                record -> new RecordChange.Delete(record.id(), null),
                ids -> Notices.undoable(t("record.bulk.deleted", ids.size()), () -> restore(ids)));
        if (!refused.isEmpty()) {
            Notices.error(String.join(" ", refused));
        }
    }

    /** Many take a while, during which the page stays alive. */
    private void restore(List<UUID> ids) {
        UI ui = UI.getCurrent();
        Person person = screens.person().get();
        Thread.startVirtualThread(() -> {
            Integer back = screens.person().as(person, () -> {
                int restored = 0;
                for (UUID id : ids) {
                    try {
                        screens.records().restore(opened.ref(), id, Via.SCREEN);
                        restored++;
                    } catch (DomainException e) {
                        // What was taken meanwhile stays in the bin; the number says so.
                    }
                }
                return restored;
            });
            ui.access(() -> {
                if (back == ids.size()) {
                    Notices.success(t("record.bulk.restored", back));
                } else {
                    Notices.error(t("record.bulk.restoredSome", back, ids.size()));
                }
                done.run();
            });
        });
    }

    /** Writes all or nothing; what was refused comes back in words. */
    private List<String> write(
            List<RecordData> records,
            Function<RecordData, RecordChange> seen,
            Function<RecordData, RecordChange> whatever,
            Consumer<List<UUID>> then) {
        try {
            List<UUID> ids = screens.records()
                    .batch(opened.ref(), records.stream().map(seen).toList(), Via.SCREEN);
            done.run();
            then.accept(ids);
            return List.of();
        } catch (StaleRecordException stale) {
            ConfirmDialog.ask(
                            t("record.bulk.stale.title"),
                            t("record.bulk.stale.text", t(stale), records.size()),
                            t("record.bulk.stale.action"),
                            () -> {
                                List<String> refused = write(records, whatever, whatever, then);
                                if (!refused.isEmpty()) {
                                    Notices.error(String.join(" ", refused));
                                }
                            })
                    .open();
            return List.of();
        } catch (InvalidException e) {
            return named(records, e.problems());
        } catch (UniqueValueTakenException e) {
            return named(records, e.problems());
        } catch (DomainException e) {
            return List.of(t(e));
        }
    }

    /** The first of the problems, each with the title of its record. */
    private static List<String> named(List<RecordData> records, Problems problems) {
        List<String> words = problems.stream()
                .limit(NAMED)
                .map(problem -> named(records, problem))
                .collect(Collectors.toCollection(ArrayList::new));
        long more = problems.stream().count() - words.size();
        if (more > 0) {
            words.add(t("record.bulk.more", more));
        }
        return words;
    }

    private static String named(List<RecordData> records, Problem problem) {
        String index = problem.path().split("\\.", 2)[0];
        boolean numbered = index.matches("[0-9]{1,6}") && Integer.parseInt(index) < records.size();
        return numbered
                ? t("record.bulk.problem", records.get(Integer.parseInt(index)).title(), t(problem))
                : t(problem);
    }

    private void refuse() {
        Notices.error(t("record.error.rightsChanged"));
        draw();
    }
}
