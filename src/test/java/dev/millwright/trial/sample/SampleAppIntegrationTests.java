package dev.millwright.trial.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.app.Apps;
import dev.millwright.app.Packages;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Department;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordQuery;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest(properties = "millwright.sample=true")
class SampleAppIntegrationTests {

    /** Keycloak is away in integration tests. */
    @TestConfiguration
    static class Colleagues {

        @Bean
        @Primary
        People colleagues() {
            List<Person> all = List.of(TestPeople.DANA, TestPeople.SAM, TestPeople.MIA);
            return new People() {
                @Override
                public List<Person> search(String text, int limit) {
                    // Nobody to find, so that the installer does not begin by itself.
                    return List.of();
                }

                @Override
                public Optional<Person> find(String id) {
                    return all.stream().filter(person -> person.id().equals(id)).findFirst();
                }

                @Override
                public List<Department> departments() {
                    return List.of();
                }

                @Override
                public List<String> roles() {
                    return List.of();
                }
            };
        }
    }

    private static final FormRef SERIALS = new FormRef(SampleApp.KEY, "serial");

    private final SampleApp app;
    private final CurrentPerson currentPerson;
    private final RecordQuery query;
    private final Apps apps;
    private final Packages packages;
    private final Publishing publishing;
    private final TransactionTemplate transaction;

    SampleAppIntegrationTests(
            @Autowired SampleApp app,
            @Autowired CurrentPerson currentPerson,
            @Autowired RecordQuery query,
            @Autowired Apps apps,
            @Autowired Packages packages,
            @Autowired Publishing publishing,
            @Autowired PlatformTransactionManager transactions) {
        this.app = app;
        this.currentPerson = currentPerson;
        this.query = query;
        this.apps = apps;
        this.packages = packages;
        this.publishing = publishing;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Test
    void isTheSameByteForByteWhenItsPackageComesToAnEmptyPlace() {
        app.build(new SampleFiles(Locale.ENGLISH), new Staff(TestPeople.DANA, TestPeople.SAM, TestPeople.MIA));
        currentPerson.run(TestPeople.DANA, () -> {
            byte[] first = packages.published(SampleApp.KEY);
            apps.delete(SampleApp.KEY, Apps.Tables.DROP);
            packages.apply(null, new ByteArrayInputStream(first), false);
            assertThat(packages.drafts(SampleApp.KEY)).isEqualTo(first);
            publishing.publish(
                    SampleApp.KEY,
                    ReleaseRequest.all(),
                    publishing.plan(SampleApp.KEY, ReleaseRequest.all()).fingerprint());
            assertThat(packages.published(SampleApp.KEY)).isEqualTo(first);
            apps.delete(SampleApp.KEY, Apps.Tables.DROP);
        });
    }

    @Test
    void comesToLifeThroughTheGate() {
        var staff = new Staff(TestPeople.DANA, TestPeople.SAM, TestPeople.MIA);
        var files = new SampleFiles(Locale.SIMPLIFIED_CHINESE);
        app.build(files, staff);
        // A second try finds everything in place.
        app.build(files, staff);
        transaction.executeWithoutResult(status -> app.fill(files, staff));

        currentPerson.run(TestPeople.SAM, () -> {
            RecordPage page = query.list(ListRequest.of(SERIALS, 1_000));
            assertThat(page.items()).hasSizeBetween(280, 300);
            assertThat(page.items().stream().map(RecordData::title))
                    .allMatch(title -> title.matches("(PJC|ZJC)-\\d{6}-(A01|A02|B01)-\\d{5}"))
                    .doesNotHaveDuplicates();
            RecordData sold = page.items().stream()
                    .filter(serial -> "sold".equals(serial.values().get("status")))
                    .findFirst()
                    .orElseThrow();
            List<HistoryEntry> history = query.history(SERIALS, sold.id(), 50);
            assertThat(history).hasSizeGreaterThanOrEqualTo(4);
            assertThat(history.getLast().at()).isBefore(Instant.now().minus(Duration.ofDays(3)));
            assertThat(sold.createdAt()).isEqualTo(history.getLast().at());
        });
    }
}
