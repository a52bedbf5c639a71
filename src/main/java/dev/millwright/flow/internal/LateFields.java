package dev.millwright.flow.internal;

import dev.millwright.app.AppEvent.AppPublished;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets fields that were added to a form after records had been handed in catch up with the runs there were: in the background, a few
 * hundred records a transaction. What a server that is stopped leaves undone is begun again when one starts; doing it twice does no harm.
 */
@Component
class LateFields implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LateFields.class);

    private static final int CHUNK = 500;

    private final PublishedApps apps;
    private final PublishedForms forms;
    private final RunStore runs;
    private final FlowFields fields;
    private final TransactionTemplate transaction;
    private @Nullable ExecutorService worker;

    LateFields(
            PublishedApps apps,
            PublishedForms forms,
            RunStore runs,
            FlowFields fields,
            PlatformTransactionManager transactions) {
        this.apps = apps;
        this.forms = forms;
        this.runs = runs;
        this.fields = fields;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public synchronized void start() {
        worker = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("flow-fields").daemon().factory());
    }

    @Override
    public synchronized void stop() {
        ExecutorService last = worker;
        worker = null;
        if (last != null) {
            last.shutdownNow();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return worker != null;
    }

    @EventListener
    void on(AppPublished published) {
        later(() -> apps.designed(published.app()).ifPresent(this::catchUp));
    }

    @EventListener(ApplicationReadyEvent.class)
    void begun() {
        later(() -> runs.flows().stream()
                .flatMap(flow -> apps.designedWith(FlowDefinition.KIND, flow).stream())
                .distinct()
                .forEach(this::catchUp));
    }

    private synchronized void later(Runnable work) {
        ExecutorService present = worker;
        if (present != null) {
            present.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    LOG.warn("Fields about flows do not catch up now; they will at the next start", e);
                }
            });
        }
    }

    private void catchUp(PublishedApp app) {
        catchUp(app, CHUNK);
    }

    /** @param chunk how many records are locked at once */
    void catchUp(PublishedApp app, int chunk) {
        for (PublishedForm form : forms.all(app)) {
            if (FlowFields.hasAny(form) && runs.fieldsKeptSince(form.id()) < form.release()) {
                UUID last = null;
                do {
                    last = next(app, form, last, chunk);
                } while (last != null && isRunning());
                if (last == null) {
                    runs.fieldsAreKept(form.id(), form.release());
                }
            }
        }
    }

    /** The record up to which it is done now; null when that was all. */
    private @Nullable UUID next(PublishedApp app, PublishedForm form, @Nullable UUID after, int chunk) {
        return transaction.execute(status -> {
            List<Run> some = runs.lockSubmissions(app.app().id(), form.key(), after, chunk);
            if (some.isEmpty()) {
                return null;
            }
            fields.keep(form, some);
            return Objects.requireNonNull(some.getLast().record);
        });
    }
}
