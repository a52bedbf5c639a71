package dev.millwright.trial.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.identity.Person;
import dev.millwright.testing.TestPeople;
import dev.millwright.trial.sample.SampleFiles.Data;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SerialLivesTests {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    private final Book book = new Book();

    @BeforeEach
    void live() {
        Data data = new SampleFiles(Locale.ENGLISH).data();
        Map<String, UUID> products = data.products().stream()
                .collect(Collectors.toMap(SampleFiles.Product::model, product -> UUID.randomUUID()));
        Map<String, UUID> places =
                data.places().stream().collect(Collectors.toMap(SampleFiles.Place::code, place -> UUID.randomUUID()));
        List<UUID> customers =
                data.customers().stream().map(customer -> UUID.randomUUID()).toList();
        var known = new SerialLives.Known(products, places, customers);
        var staff = new Staff(TestPeople.DANA, TestPeople.SAM, TestPeople.MIA);
        new SerialLives(data, known, staff, book, SHANGHAI).until(TODAY);
    }

    @Test
    void makesAboutThreeHundredSerialsInEveryState() {
        assertThat(book.serials).hasSizeBetween(280, 300);
        assertThat(book.serials.values().stream()
                        .map(values -> values.get("status"))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "pending", "in_stock", "in_transit", "sold", "repairing", "scrapped", "ended");
    }

    @Test
    void goesForwardInTimeAndEndsBeforeToday() {
        assertThat(book.moments).isSorted();
        assertThat(book.moments.getLast()).isBefore(TODAY.atStartOfDay(SHANGHAI).toInstant());
    }

    @Test
    void hasWorkOfSamAndOfMia() {
        assertThat(book.people.stream().map(Person::id).distinct())
                .containsExactlyInAnyOrder(TestPeople.SAM.id(), TestPeople.MIA.id());
    }

    @Test
    void knowsTheCustomerOfWhateverWasSold() {
        assertThat(book.serials.values())
                .filteredOn(values -> "sold".equals(values.get("status")))
                .allSatisfy(values -> assertThat(values).containsKeys("customer", "shipped_at", "inspector"));
    }

    /** Keeps the latest values of each serial. */
    private static final class Book implements SerialLives.Ledger {

        private final Map<UUID, Map<String, @Nullable Object>> serials = new LinkedHashMap<>();
        private final List<Instant> moments = new ArrayList<>();
        private final List<Person> people = new ArrayList<>();

        @Override
        public List<UUID> create(Instant at, Person by, List<Map<String, @Nullable Object>> created) {
            moments.add(at);
            people.add(by);
            List<UUID> ids = new ArrayList<>();
            for (Map<String, @Nullable Object> values : created) {
                UUID id = UUID.randomUUID();
                serials.put(id, new LinkedHashMap<>(values));
                ids.add(id);
            }
            return ids;
        }

        @Override
        public void change(Instant at, Person by, Map<UUID, Map<String, @Nullable Object>> changes) {
            moments.add(at);
            people.add(by);
            for (Map.Entry<UUID, Map<String, @Nullable Object>> change : changes.entrySet()) {
                serials.computeIfAbsent(change.getKey(), id -> new LinkedHashMap<>())
                        .putAll(change.getValue());
            }
        }
    }
}
