package dev.millwright.flow.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.Command;
import dev.millwright.flow.Tasks;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChanges;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tells a page that something happened in the run it shows, whoever did it, or in the work of its reader; twice a second at most however
 * much happens.
 */
final class RunNews implements AutoCloseable {

    private static final Executor LATER = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

    private final UI ui;
    private final Command show;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final Tasks.Subscription work;
    private final RecordChanges.@Nullable Subscription records;

    /** @param record that the run is about; null for a run that is about none, of which only its people hear */
    RunNews(UI ui, FlowScreens screens, @Nullable FormRef form, @Nullable UUID record, Command show) {
        this.ui = ui;
        this.show = show;
        work = screens.tasks().subscribe(screens.person().get().id(), this::tell);
        records = form == null || record == null
                ? null
                : screens.changes().subscribe(form, changed -> {
                    if (changed.concerns(record)) {
                        tell();
                    }
                });
    }

    private void tell() {
        if (waiting.compareAndSet(false, true)) {
            LATER.execute(() -> Later.tell(ui, () -> {
                waiting.set(false);
                show.execute();
            }));
        }
    }

    @Override
    public void close() {
        work.close();
        if (records != null) {
            records.close();
        }
    }
}
