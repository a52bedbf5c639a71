package dev.millwright.trial.sample;

import dev.millwright.identity.People;
import dev.millwright.shared.Texts;
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

    private final SampleApp app;
    private final People people;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Locale language;
    private @Nullable Thread worker;

    SampleInstaller(
            SampleApp app,
            People people,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            @Value("${millwright.sample-language:}") String language) {
        this.app = app;
        this.people = people;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.language = language.isBlank() ? Locale.getDefault() : Locale.forLanguageTag(language);
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
        if (state.isEmpty() && app.exists(staff)) {
            LOG.info("An app with the key {} is there already: no sample", SampleApp.KEY);
            begin();
            finish();
            return;
        }
        if (state.isEmpty()) {
            begin();
        }
        var files = new SampleFiles(language.getLanguage().equals("zh") ? Texts.LANGUAGES.get(1) : Locale.ENGLISH);
        app.build(files, staff);
        transaction.executeWithoutResult(status -> {
            app.fill(files, staff);
            finish();
        });
        LOG.info(
                "Sample app installed in {} ms",
                Duration.between(begin, Instant.now()).toMillis());
    }

    /** Whether it is through; empty when it never began. */
    private Optional<Boolean> state() {
        return jdbc.sql("select installed from platform.sample where app = ?")
                .param(SampleApp.KEY)
                .query(Boolean.class)
                .optional();
    }

    private void begin() {
        jdbc.sql("insert into platform.sample (app, installed) values (?, false)")
                .param(SampleApp.KEY)
                .update();
    }

    private void finish() {
        jdbc.sql("update platform.sample set installed = true where app = ?")
                .param(SampleApp.KEY)
                .update();
    }
}
