package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.identity.Person;
import dev.millwright.record.Condition;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery.Count;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says how many records are ticked, lets all be taken that there are, and offers what can be done with them. */
abstract class SelectionBar extends Div {

    /** Fewer are done before the person could read that it takes a moment. */
    private static final int QUICK = 500;

    private final RecordScreens screens;
    private final OpenForm opened;
    private final Supplier<ListRequest> request;
    private final BulkWork work;
    private final Ways ways;
    private List<RecordData> ticked = List.of();
    private List<RecordData> but = List.of();
    private List<RecordData> hidden = List.of();
    private @Nullable Count found;
    private boolean all;

    /**
     * What the list does when it is told to here.
     *
     * @param tickAll ticks all that it finds
     * @param untick takes the ticks of some away
     * @param done takes all ticks away and shows what has become of the records
     */
    record Ways(Runnable tickAll, Consumer<List<RecordData>> untick, Runnable done) {}

    /**
     * @param request what the list shows now
     */
    SelectionBar(RecordScreens screens, OpenForm opened, Supplier<ListRequest> request, Ways ways) {
        this.screens = screens;
        this.opened = opened;
        this.request = request;
        this.ways = ways;
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

    /** All that the list finds but those whose ticks were taken away. */
    ListRequest request() {
        ListRequest found = request.get();
        return but.isEmpty()
                ? found
                : found.and(new Condition.Not(
                        Condition.anyOf(but.stream().map(RecordData::id).toList())));
    }

    BulkWork work() {
        return work;
    }

    void done() {
        ways.done().run();
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
        return all && count != null
                ? (int) Math.min(BulkWork.MOST, Math.max(0, count.value() - but.size()))
                : ticked.size();
    }

    /**
     * @param records ticked one by one
     * @param everything whether all that the list finds are taken
     * @param without those of all that are not
     */
    void show(List<RecordData> records, boolean everything, List<RecordData> without) {
        ticked = List.copyOf(records);
        all = everything;
        but = List.copyOf(without);
        Set<UUID> still = ids(ticked);
        hidden = hidden.stream().filter(record -> still.contains(record.id())).toList();
        draw();
    }

    private static Set<UUID> ids(List<RecordData> records) {
        return records.stream().map(RecordData::id).collect(Collectors.toSet());
    }

    /** How many of those that are ticked are not in the list as it is filtered now. */
    int hidden() {
        return hidden.size();
    }

    /** The list shows other records than before: what is ticked stays so, and what cannot be seen of it is said. */
    void look() {
        if (all || ticked.isEmpty()) {
            return;
        }
        Set<UUID> seen = new HashSet<>();
        for (int from = 0; from < ticked.size(); from += BulkWork.PORTION) {
            List<UUID> portion = ticked.subList(from, Math.min(ticked.size(), from + BulkWork.PORTION)).stream()
                    .map(RecordData::id)
                    .toList();
            seen.addAll(ids(work.read(request.get().and(Condition.anyOf(portion)), portion.size())));
        }
        hidden = ticked.stream().filter(record -> !seen.contains(record.id())).toList();
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
        if (all && !fits(count)) {
            done();
        }
        draw();
    }

    private static boolean fits(Count count) {
        return count.exact() && count.value() <= BulkWork.MOST;
    }

    final void draw() {
        removeAll();
        boolean some = all || !ticked.isEmpty();
        setVisible(some);
        if (!some) {
            return;
        }
        Count count = found;
        Span words = new Span(t("record.bulk.selected", number()));
        words.addClassName("mw-bulk-count");
        add(words);
        if (!hidden.isEmpty()) {
            Span note = new Span(t("record.bulk.hidden", hidden.size()));
            note.addClassName("mw-bulk-note");
            Button untick = new Button(
                    t("record.bulk.untick", hidden.size()),
                    click -> ways.untick().accept(hidden));
            untick.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            add(note, untick);
        }
        if (!all && count != null && count.value() > ticked.size() - hidden.size()) {
            if (fits(count)) {
                Button everything = new Button(
                        t("record.bulk.all", count.value()),
                        click -> ways.tickAll().run());
                everything.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
                add(everything);
            } else {
                Span most = new Span(t("record.bulk.most", BulkWork.MOST));
                most.addClassName("mw-bulk-note");
                add(most);
            }
        }
        add(actions());
        Button none = new Button(t("record.bulk.none"), click -> done());
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
