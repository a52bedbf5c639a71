package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.identity.Person;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery.Count;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says how many records are ticked, lets all be taken that there are, and offers what can be done with them. */
abstract class SelectionBar extends Div {

    /** Fewer are done before the person could read that it takes a moment. */
    private static final int QUICK = 500;

    private final RecordScreens screens;
    private final OpenForm opened;
    private final Supplier<ListRequest> request;
    private final Runnable done;
    private final BulkWork work;
    private List<RecordData> ticked = List.of();
    private @Nullable Count found;
    private boolean all;

    /**
     * @param request what the list shows now
     * @param done takes the ticks away and shows what has become of the records
     */
    SelectionBar(RecordScreens screens, OpenForm opened, Supplier<ListRequest> request, Runnable done) {
        this.screens = screens;
        this.opened = opened;
        this.request = request;
        this.done = done;
        work = new BulkWork(screens.records(), screens.query(), opened.ref());
        addClassName("mw-bulk");
        getElement().setAttribute("role", "status");
        setVisible(false);
    }

    /** What can be done with them, as far as the person's rights go. */
    abstract List<Component> actions();

    RecordScreens screens() {
        return screens;
    }

    OpenForm opened() {
        return opened;
    }

    ListRequest request() {
        return request.get();
    }

    BulkWork work() {
        return work;
    }

    void done() {
        done.run();
    }

    List<RecordData> ticked() {
        return ticked;
    }

    /** Whether all that the list finds are taken, not only those that are ticked. */
    boolean isAll() {
        return all;
    }

    int number() {
        Count count = found;
        return all && count != null ? (int) Math.min(BulkWork.MOST, count.value()) : ticked.size();
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
        all = all && fits(count);
        draw();
    }

    private static boolean fits(Count count) {
        return count.exact() && count.value() <= BulkWork.MOST;
    }

    final void draw() {
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
            if (fits(count)) {
                Button everything = new Button(t("record.bulk.all", count.value()), click -> {
                    all = true;
                    draw();
                });
                everything.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
                add(everything);
            } else {
                Span most = new Span(t("record.bulk.most", BulkWork.MOST));
                most.addClassName("mw-bulk-note");
                add(most);
            }
        }
        add(actions());
        Button none = new Button(t("record.bulk.none"), click -> done.run());
        none.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        add(none);
    }

    /** Few are done at once; many while a dialog says how far it is and the page stays alive. */
    <T> void during(String title, int records, Function<DoubleConsumer, T> job, Consumer<T> then) {
        if (records <= QUICK) {
            then.accept(job.apply(progress -> {}));
            return;
        }
        UI ui = UI.getCurrent();
        Person person = screens.person().get();
        ProgressDialog dialog = new ProgressDialog(t(title, records));
        dialog.open();
        DoubleConsumer show = part -> LateAnswer.give(ui, () -> dialog.show(part));
        Thread.startVirtualThread(() -> {
            try {
                T result = screens.person().as(person, () -> job.apply(show));
                LateAnswer.give(ui, () -> {
                    dialog.close();
                    then.accept(result);
                });
            } catch (RuntimeException e) {
                LateAnswer.give(ui, () -> {
                    dialog.close();
                    throw e;
                });
            }
        });
    }
}
