package dev.millwright.flow.internal;

import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.TaskEvent;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.flow.internal.Course.Order;
import dev.millwright.flow.internal.DueStore.Due;
import dev.millwright.flow.internal.RunStore.Version;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordData;
import dev.millwright.shared.BusyException;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Phrase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Begins the runs that are due and lets runs go on: each in one transaction with the end of its due row, so that a server that is killed
 * has either done it or will. Nodes of a cluster share the rows.
 */
@Component
class DueWork implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DueWork.class);

    private static final int THREADS = 2;

    private static final Duration LAST_WORK = Duration.ofSeconds(10);

    /** What other nodes left behind and what is to be tried again is found by then. */
    private static final long POLL_MILLIS = 2_000;

    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));

    private final DueStore store;
    private final RunStore runs;
    private final PublishedApps apps;
    private final RunRecords records;
    private final PeopleFinder people;
    private final ObjectProvider<Course> course;
    private final ObjectProvider<Waits> waits;
    private final ApplicationEventPublisher events;
    private final Timers timers;
    private final TransactionTemplate transaction;
    private final Schedules schedules;
    private final FlowDesign design;
    private final FlowNotices notices;
    private final TriggerConditions conditions;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean running;

    /** The app whose turn it was last. */
    private volatile String served = "";

    DueWork(
            DueStore store,
            RunStore runs,
            PublishedApps apps,
            RunRecords records,
            PeopleFinder people,
            ObjectProvider<Course> course,
            ObjectProvider<Waits> waits,
            ApplicationEventPublisher events,
            Schedules schedules,
            FlowDesign design,
            FlowNotices notices,
            TriggerConditions conditions,
            Timers timers,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.runs = runs;
        this.apps = apps;
        this.records = records;
        this.people = people;
        this.course = course;
        this.waits = waits;
        this.events = events;
        this.schedules = schedules;
        this.design = design;
        this.notices = notices;
        this.conditions = conditions;
        this.timers = timers;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void start() {
        running = true;
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofPlatform().name("flow-due-" + i).daemon().start(this::work));
        }
    }

    @Override
    public void stop() {
        running = false;
        bell.release(THREADS);
        try {
            for (Thread thread : threads) {
                // What is half done is done: the database and the process engine are still there.
                thread.join(LAST_WORK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Once the running transaction is through there is something to do. */
    void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                bell.release(THREADS);
            }
        });
    }

    private void work() {
        while (running) {
            try {
                performAll();
                if (bell.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("What flows have to do cannot be read now", e);
                pause();
            }
        }
    }

    /** All that is due, one after the other. Schedules are looked at as often as without work. */
    private void performAll() {
        long looked = begunByTime();
        while (running && next()) {
            if (System.nanoTime() - looked > TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS)) {
                looked = begunByTime();
            }
        }
    }

    /** Begins the flows whose time has come. When it has looked. */
    private long begunByTime() {
        try {
            while (running && schedules.tick()) {
                // Each flow whose time has come.
            }
        } catch (RuntimeException e) {
            LOG.warn("Which flows begin by time cannot be read now", e);
        }
        return System.nanoTime();
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does the next thing; whether there was one. */
    boolean next() {
        AtomicReference<@Nullable Due> tried = new AtomicReference<>();
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                Optional<Due> next = store.next(served);
                served = next.map(Due::app).orElse("");
                next.ifPresent(due -> {
                    tried.set(due);
                    if (isOff(due)) {
                        store.giveUp(due.id(), Phrase.of("flow.failure.off"));
                    } else {
                        perform(due);
                        store.done(due.id());
                    }
                });
                return next.isPresent();
            }));
        } catch (RuntimeException | StackOverflowError e) {
            Due due = tried.get();
            if (due == null) {
                throw e;
            }
            keep(due, e instanceof RuntimeException known ? known : new IllegalStateException(e));
            return true;
        }
    }

    /** Whatever becomes of it, the rows behind it must not wait. */
    private void keep(Due due, RuntimeException cause) {
        try {
            transaction.executeWithoutResult(status -> failed(due, cause));
        } catch (RuntimeException e) {
            LOG.error("That {} failed could not be told", due.id(), e);
            transaction.executeWithoutResult(status -> {
                if (due.tries() < PAUSES.size()) {
                    store.again(due.id(), PAUSES.get(due.tries()));
                } else {
                    store.giveUp(due.id(), Failures.say(new IllegalStateException(e), "What is due as " + due.id()));
                }
            });
        }
    }

    /**
     * Whether its flow was switched off meanwhile: then it stands among what could not begin, until somebody tries it again or gives it
     * up. A flow that others wait for is passed over instead.
     */
    private boolean isOff(Due due) {
        return due.instance() == null
                && due.parentStep() == null
                && published(due).filter(flow -> flow.settings().off()).isPresent();
    }

    private void perform(Due due) {
        UUID instance = due.instance();
        if (instance != null) {
            endForsaken(instance);
            timers.again(instance);
            course.getObject()
                    .lookAgain(instance, (turn, step) -> waits.getObject().lookAgain(turn, step));
            return;
        }
        PublishedApp app = apps.designed(due.app()).orElse(null);
        FlowDefinition flow = published(due).orElse(null);
        if (app == null || flow == null || flow.settings().off()) {
            // The flow was switched off or taken out of the app meanwhile. Whoever waits for it goes on.
            UUID waiting = due.parentStep() == null ? null : due.parent();
            if (waiting != null) {
                store.wake(waiting);
            }
            return;
        }
        if (due.unasked() && !begins(due, flow)) {
            return;
        }
        Version version = runs.versionAt(app.app().id(), flow.id(), app.release())
                .orElseThrow(() -> new NotFoundException(flow.key()));
        UUID caller = due.parent();
        course.getObject()
                .begin(new Order(
                        version,
                        due.app(),
                        due.form(),
                        due.record(),
                        title(due, flow),
                        starter(due),
                        false,
                        Map.of(),
                        caller == null ? null : runs.run(caller).orElse(null),
                        due.parentStep()));
    }

    /** Runs that were called end with the wait for them. What they called in turn has its own row, so nothing is locked upwards. */
    private void endForsaken(UUID instance) {
        store.forgetForsaken(instance).forEach(notices::settled);
        for (UUID child : runs.forsaken(instance)) {
            String caller = runs.run(instance).map(run -> run.label).orElse("");
            course.getObject().turn(child, turn -> {
                if (!turn.run().isOver()) {
                    turn.happened(
                            TimelineEntry.Kind.NOTE,
                            null,
                            null,
                            null,
                            null,
                            "flow.event.callerLeft",
                            List.of(caller),
                            "");
                    turn.end("cancelled");
                }
                return true;
            });
        }
    }

    /** Asks what could not be asked when it became due; whether a run begins. */
    private boolean begins(Due due, FlowDefinition flow) {
        FormRef form = due.form();
        UUID record = due.record();
        if (form == null || record == null) {
            schedules.look(due.app(), flow);
            return false;
        }
        Subscription subscription = design.subscription(flow).orElse(null);
        if (subscription == null) {
            return false;
        }
        try {
            return !conditions
                    .holding(form, flow, subscription, List.of(record), starter(due))
                    .isEmpty();
        } catch (BusyException e) {
            throw e;
        } catch (DomainException e) {
            Phrase why = e.code().equals("record.error.outOfRange")
                    ? Phrase.of("flow.failure.beyondNumbers")
                    : new Phrase(e.code(), e.arguments());
            throw new ConflictException(
                    "flow.failure.condition", records.inWords(form, TriggerConditions.of(subscription)), why);
        }
    }

    /** A timer of the run failed for the last time: those who look after the app are told and can try again. */
    void gaveUp(UUID instance, Throwable cause) {
        runs.run(instance)
                .filter(run -> !run.isOver())
                .ifPresent(run -> failed(
                        store.stuck(run.id, run.appKey),
                        cause instanceof RuntimeException known ? known : new IllegalStateException(cause)));
    }

    private Optional<FlowDefinition> published(Due due) {
        return apps.designed(due.app()).stream()
                .flatMap(app -> app.all(FlowDefinition.KIND, FlowDefinition.class).stream())
                .filter(one -> one.id().equals(due.flow()))
                .findFirst();
    }

    private String titleIfThere(Due due, String otherwise) {
        FormRef form = due.form();
        UUID record = due.record();
        if (form == null || record == null) {
            return otherwise;
        }
        RecordData data = records.all(form, List.of(record)).get(record);
        return data == null ? otherwise : data.title();
    }

    private String title(Due due, FlowDefinition flow) {
        FormRef form = due.form();
        UUID record = due.record();
        return form == null || record == null
                ? flow.label()
                : records.get(form, record).title();
    }

    private Person starter(Due due) {
        String id = Objects.requireNonNullElse(due.person(), Person.SYSTEM);
        String name = Objects.requireNonNullElse(due.personName(), "");
        return id.equals(Person.SYSTEM)
                ? Person.system(name)
                : people.find(id).orElseGet(() -> new Person(id, name, null, Set.of(), List.of()));
    }

    private void failed(Due due, RuntimeException cause) {
        if (Failures.mayPass(cause) && due.tries() < PAUSES.size()) {
            LOG.warn("Flow {} does not begin for {}, it is tried again", due.flow(), due.record(), cause);
            store.again(due.id(), PAUSES.get(due.tries()));
            return;
        }
        Phrase words = Failures.say(
                cause,
                due.instance() == null
                        ? "Start of flow " + due.flow() + " for record " + due.record()
                        : "Going on of run " + due.instance());
        store.giveUp(due.id(), words);
        Run run = due.instance() == null ? null : runs.run(due.instance()).orElse(null);
        FlowDefinition flow = published(due).orElse(null);
        String label = run != null ? run.label : flow != null ? flow.label() : "";
        String title = run != null ? run.title : titleIfThere(due, label);
        Principal owner = flow == null ? null : flow.settings().owner();
        TaskEvent.Names names = new TaskEvent.Names(due.app(), label, title, null, null);
        for (Person one : people.owners(due.app(), owner)) {
            events.publishEvent(new TaskEvent(
                    TaskEvent.Kind.NOT_BEGUN, due.instance(), due.id(), PeopleFinder.ref(one), null, "", names, words));
        }
    }
}
