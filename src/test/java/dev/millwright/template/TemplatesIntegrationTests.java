package dev.millwright.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.millwright.app.App;
import dev.millwright.app.Apps;
import dev.millwright.app.Packages;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.field.RecordRef;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.testing.Colleagues;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@IntegrationTest
@Import(Colleagues.class)
class TemplatesIntegrationTests {

    private static final String SERIALS = "serials";
    private static final Cast TRIAL =
            Cast.of(Map.of("designer", TestPeople.DANA, "staff", TestPeople.SAM, "manager", TestPeople.MIA));

    @Autowired
    private Templates templates;

    @Autowired
    private CurrentPerson currentPerson;

    @Autowired
    private RecordQuery query;

    @Autowired
    private Records records;

    @Autowired
    private Apps apps;

    @Autowired
    private PublishedApps published;

    @Autowired
    private Packages packages;

    @Autowired
    private Publishing publishing;

    @BeforeEach
    void beDana() {
        TestPeople.as(TestPeople.DANA);
    }

    @AfterEach
    void leave() {
        TestPeople.as(TestPeople.DANA);
        apps.visible().forEach(app -> apps.delete(app.key(), Apps.Tables.DROP));
        TestPeople.nobody();
    }

    @Test
    void isTheSameByteForByteWhenItIsDeletedAndAppliedAgain() {
        App app = templates.install(SERIALS, null, null, Locale.ENGLISH);
        assertThat(app.key()).isEqualTo(SERIALS);
        byte[] first = packages.published(SERIALS);
        apps.delete(SERIALS, Apps.Tables.DROP);
        packages.apply(null, new ByteArrayInputStream(first), false);
        assertThat(packages.drafts(SERIALS)).isEqualTo(first);
        publishing.publish(
                SERIALS,
                ReleaseRequest.all(),
                publishing.plan(SERIALS, ReleaseRequest.all()).fingerprint());
        assertThat(packages.published(SERIALS)).isEqualTo(first);
        apps.delete(SERIALS, Apps.Tables.DROP);
        templates.install(SERIALS, null, null, Locale.ENGLISH);
        assertThat(packages.published(SERIALS)).isEqualTo(first);
    }

    @Test
    void canBeHadTwice() {
        App first = templates.install(SERIALS, null, null, Locale.ENGLISH);
        App second = templates.install(SERIALS, null, "Serials of hall 2", Locale.SIMPLIFIED_CHINESE);
        assertThat(second.key()).isNotEqualTo(first.key());
        assertThat(second.label()).isEqualTo("Serials of hall 2");
        templates.fill(SERIALS, second.key(), Locale.SIMPLIFIED_CHINESE, Cast.alone(TestPeople.DANA), _ -> {});
        assertThat(query.list(ListRequest.of(new FormRef(second.key(), "place"), 100))
                        .items())
                .hasSize(21);
        assertThat(query.list(ListRequest.of(new FormRef(first.key(), "place"), 100))
                        .items())
                .isEmpty();
    }

    @Test
    void comesToLifeThroughTheGate() {
        templates.install(SERIALS, null, null, Locale.SIMPLIFIED_CHINESE);
        // A second try finds everything in place.
        templates.install(SERIALS, SERIALS, null, Locale.SIMPLIFIED_CHINESE);
        templates.fill(SERIALS, SERIALS, Locale.SIMPLIFIED_CHINESE, TRIAL, _ -> {});

        FormRef form = new FormRef(SERIALS, "serial");
        currentPerson.run(TestPeople.SAM, () -> {
            RecordPage page = query.list(ListRequest.of(form, 1_000));
            assertThat(page.items()).hasSize(500);
            assertThat(page.items().stream().map(RecordData::title))
                    .allMatch(title -> title.matches("(PJC|ZJC)-\\d{6}-(A01|A02|B01)-\\d{5}"))
                    .doesNotHaveDuplicates();
            assertThat(page.items().stream()
                            .map(serial -> serial.values().get("status"))
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder(
                            "pending", "in_stock", "in_transit", "sold", "repairing", "scrapped", "ended");
            RecordData sold = page.items().stream()
                    .filter(serial -> "sold".equals(serial.values().get("status")))
                    .findFirst()
                    .orElseThrow();
            List<HistoryEntry> history = query.history(form, sold.id(), 50);
            assertThat(history).hasSizeGreaterThanOrEqualTo(4);
            assertThat(history.stream().map(entry -> entry.by().name()).collect(Collectors.toSet()))
                    .contains(TestPeople.SAM.name(), TestPeople.MIA.name());
            assertThat(history.getLast().at()).isBefore(Instant.now().minus(Duration.ofDays(3)));
            assertThat(sold.createdAt()).isEqualTo(history.getLast().at());
            assertThat(page.items())
                    .as("a part of a part knows the machine that it is in, and has what its machine has")
                    .filteredOn(serial -> serial.values().get("level_2") != null)
                    .isNotEmpty()
                    .allSatisfy(serial -> assertThat(serial.values().get("machine"))
                            .isEqualTo(serial.values().get("level_2")))
                    .allSatisfy(
                            serial -> assertThat(serial.values().get("batch")).isNotNull());
        });
    }

    @Test
    void flowsComeWithTheirAppsInBothLanguages() {
        for (String key : List.of("exceptions", "contracts")) {
            for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
                App app = templates.install(key, null, null, language);
                templates.fill(key, app.key(), language, TRIAL, _ -> {});
                assertThat(published.find(app.key()).orElseThrow().all("flow"))
                        .as(key)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void anOrderComesWithItsLinesTheirPricesDiscountsAndSums() {
        App app = templates.install("orders", null, null, Locale.ENGLISH);
        templates.fill("orders", app.key(), Locale.ENGLISH, TRIAL, _ -> {});
        FormRef orders = new FormRef(app.key(), "sales_order");
        FormRef products = new FormRef(app.key(), "product");
        currentPerson.run(TestPeople.SAM, () -> {
            List<RecordData> all = query.list(ListRequest.of(orders, 100)).items();
            assertThat(all).hasSize(60);
            assertThat(all)
                    .extracting(order -> order.values().get("on_time"))
                    .as("some came in time, some late, some are not shipped yet")
                    .contains(true, false)
                    .containsNull();
            query.lines(orders, "lines", all).forEach((order, lines) -> {
                BigDecimal sum = lines.stream()
                        .map(line -> (BigDecimal) line.values().get("amount"))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(all)
                        .filteredOn(one -> one.id().equals(order))
                        .singleElement()
                        .satisfies(one -> assertThat((BigDecimal) one.values().get("items_total"))
                                .isEqualByComparingTo(sum));
            });
            RecordData product = query.list(ListRequest.of(products, 1)).items().getFirst();
            RecordData made = records.write(
                    orders,
                    new RecordChange.Create(
                            Map.of(
                                    "customer",
                                    Objects.requireNonNull(
                                            all.getFirst().values().get("customer"))),
                            Map.of(
                                    "lines",
                                    List.of(
                                            line(product, 10, null),
                                            line(product, 20, null),
                                            line(product, 60, null),
                                            line(product, 60, 0)))),
                    Via.SCREEN);
            BigDecimal price =
                    (BigDecimal) Objects.requireNonNull(product.values().get("unit_price"));
            assertThat(query.lines(orders, "lines", List.of(made)).get(made.id()))
                    .extracting(line -> line.values().get("price"), line ->
                            (BigDecimal) line.values().get("amount"))
                    .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                    .containsExactly(
                            tuple(price, price.multiply(new BigDecimal("10"))),
                            tuple(price, price.multiply(new BigDecimal("19"))),
                            tuple(price, price.multiply(new BigDecimal("54"))),
                            tuple(price, price.multiply(new BigDecimal("60"))));
        });
    }

    private static RecordChange line(RecordData product, long quantity, @Nullable Integer discount) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("product", RecordRef.to(product.id()));
        values.put("quantity", quantity);
        if (discount != null) {
            values.put("discount", BigDecimal.valueOf(discount));
        }
        return new RecordChange.Create(values);
    }

    @Test
    void isForThoseWhoMayCreateApps() {
        TestPeople.as(TestPeople.SAM);
        assertThatThrownBy(() -> templates.install(SERIALS, null, null, Locale.ENGLISH))
                .isInstanceOf(NotAllowedException.class);
        TestPeople.as(TestPeople.DANA);
        assertThatThrownBy(() -> templates.install("no_such", null, null, Locale.ENGLISH))
                .isInstanceOf(NotFoundException.class);
    }
}
