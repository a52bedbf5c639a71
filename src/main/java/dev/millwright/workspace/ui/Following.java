package dev.millwright.workspace.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.Command;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChanges;
import dev.millwright.record.RecordsChanged;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Tells a page that others wrote what it shows, twice a second at most however much they do. */
final class Following {

    private static final Executor LATER = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

    private Following() {}

    /** @param concerns whether the page shows any of what was written; asked on any thread */
    static RecordChanges.Subscription begin(
            UI ui, RecordChanges changes, FormRef form, Predicate<RecordsChanged> concerns, Command show) {
        AtomicBoolean waiting = new AtomicBoolean();
        return changes.subscribe(form, changed -> {
            if (concerns.test(changed) && waiting.compareAndSet(false, true)) {
                LATER.execute(() -> LateAnswer.give(ui, () -> {
                    waiting.set(false);
                    show.execute();
                }));
            }
        });
    }
}
