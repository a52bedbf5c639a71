package dev.millwright.trial.sample;

import dev.millwright.app.App;
import dev.millwright.app.Apps;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.People;
import dev.millwright.shared.Texts;
import dev.millwright.template.Templates;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Installs the sample once in the life of a database, beside everything else and as soon as Keycloak knows the people: an
 * owner who deletes it has seen the last of it.
 */
@Component
@ConditionalOnBooleanProperty("millwright.sample")
class SampleInstaller implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(SampleInstaller.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    /** Template that the sample is made of, and key of the app that it becomes. */
    static final String TEMPLATE = "serials";

    private final Templates templates;
    private final Apps apps;
    private final CurrentPerson currentPerson;
    private final People people;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Locale language;
    private @Nullable Thread worker;

    SampleInstaller(
            Templates templates,
            Apps apps,
            CurrentPerson currentPerson,
            People people,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            @Value("${millwright.sample-language:}") String language) {
        this.templates = templates;
        this.apps = apps;
        this.currentPerson = currentPerson;
        this.people = people;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        Locale wanted = language.isBlank() ? Locale.getDefault() : Locale.forLanguageTag(language);
        this.language = wanted.getLanguage().equals("zh") ? Texts.LANGUAGES.get(1) : Locale.ENGLISH;
    }

    @EventListener
    synchronized void on(ApplicationReadyEvent event) {
        if (worker == null && !state().equals(Optional.of(true))) {
            worker = Thread.ofVirtual().name("sample").start(this::run);
        }
    }

    @Override
    public synchronized void destroy() throws InterruptedException {
        if (worker != null) {
            worker.interrupt();
            worker.join(BETWEEN_TRIES);
        }
    }

    private void run() {
        try {
            install(awaitStaff());
        } catch (InterruptedException e) {
            LOG.debug("Stopped before the sample was there", e);
        } catch (RuntimeException e) {
            LOG.warn("The sample app could not be installed; the next start tries again", e);
        }
    }

    private Staff awaitStaff() throws InterruptedException {
        for (; ; ) {
            Optional<Staff> staff = Staff.find(people);
            if (staff.isPresent()) {
                return staff.get();
            }
            Thread.sleep(BETWEEN_TRIES);
        }
    }

    private void install(Staff staff) {
        Instant begin = Instant.now();
        Optional<Boolean> state = state();
        boolean exists = currentPerson.as(
                staff.dana(), () -> apps.visible().stream().map(App::key).anyMatch(TEMPLATE::equals));
        if (state.isEmpty()) {
            begin();
            if (exists) {
                LOG.info("An app with the key {} is there already: no sample", TEMPLATE);
                finish();
                return;
            }
        }
        install(staff, language);
        LOG.info(
                "Sample app installed in {} ms",
                Duration.between(begin, Instant.now()).toMillis());
    }

    /** Step by step; what an earlier try has made it leaves, and the records are all there or none. */
    void install(Staff staff, Locale shown) {
        currentPerson.run(staff.dana(), () -> templates.install(TEMPLATE, TEMPLATE, null, shown));
        transaction.executeWithoutResult(status -> {
            templates.fill(TEMPLATE, TEMPLATE, shown, staff.cast(), _ -> {});
            finish();
        });
    }

    /** Whether it is through; empty when it never began. */
    private Optional<Boolean> state() {
        return jdbc.sql("select installed from platform.sample where app = ?")
                .param(TEMPLATE)
                .query(Boolean.class)
                .optional();
    }

    private void begin() {
        jdbc.sql("insert into platform.sample (app, installed) values (?, false)")
                .param(TEMPLATE)
                .update();
    }

    private void finish() {
        jdbc.sql("update platform.sample set installed = true where app = ?")
                .param(TEMPLATE)
                .update();
    }
}
