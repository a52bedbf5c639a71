package dev.millwright.trial.sample;

import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.identity.Person;
import dev.millwright.trial.sample.SampleFiles.Data;
import dev.millwright.trial.sample.SampleFiles.Product;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Three months of a small factory, day by day: what is made, put away, sent out, repaired, scrapped. The same for the same
 * day, so that nobody sees another sample after a second try.
 */
final class SerialLives {

    private static final int DAYS = 84;
    private static final int MOST_SERIALS = 300;
    private static final List<String> LINES = List.of("A01", "A02", "B01");
    private static final List<String> MACHINE_BINS =
            List.of("WH1-A-01", "WH1-A-02", "WH1-A-03", "WH1-B-01", "WH1-B-02");
    private static final List<String> PART_BINS = List.of("WH2-A-01", "WH2-A-02", "WH2-A-03");

    /** Where the days' work is written down. */
    interface Ledger {

        /** Ids of the new serials, in their order. */
        List<UUID> create(Instant at, Person by, List<Map<String, @Nullable Object>> serials);

        void change(Instant at, Person by, Map<UUID, Map<String, @Nullable Object>> changes);
    }

    /** What the serials refer to, by the names in the data. */
    record Known(Map<String, UUID> products, Map<String, UUID> places, List<UUID> customers) {}

    private static final class Item {

        private final UUID id;
        private final Product product;
        private String status = "pending";
        private LocalDate since;

        Item(UUID id, Product product, LocalDate made) {
            this.id = id;
            this.product = product;
            this.since = made;
        }

        boolean is(String wanted, long days, LocalDate today) {
            return status.equals(wanted) && since.until(today, ChronoUnit.DAYS) >= days;
        }
    }

    private final Data data;
    private final Known known;
    private final Staff staff;
    private final Ledger ledger;
    private final ZoneId zone;
    private final Random random = new Random(1);
    private final List<Item> items = new ArrayList<>();
    private int workOrder = 1040;

    SerialLives(Data data, Known known, Staff staff, Ledger ledger, ZoneId zone) {
        this.data = data;
        this.known = known;
        this.staff = staff;
        this.ledger = ledger;
        this.zone = zone;
    }

    /** Lives through the days before that one. */
    void until(LocalDate end) {
        for (LocalDate day = end.minusDays(DAYS); day.isBefore(end); day = day.plusDays(1)) {
            if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                work(day);
            }
        }
    }

    private void work(LocalDate day) {
        make(day);
        Instant sent = at(day, 10, 30);
        change(sent, staff.mia(), 6, item -> item.is("in_stock", 4, day) && chance(0.2), item -> ship(item, day, sent));
        change(
                at(day, 11, 15),
                staff.mia(),
                1,
                item -> item.is("sold", 9, day) && chance(0.012),
                item -> repair(item, day));
        change(
                at(day, 13, 20),
                staff.sam(),
                2,
                item -> item.is("in_stock", 2, day) && chance(0.015),
                this::putElsewhere);
        change(at(day, 13, 45), staff.mia(), 1, item -> item.is("in_stock", 1, day) && chance(0.01), this::reprice);
        change(at(day, 14, 5), staff.sam(), 20, item -> item.is("pending", 1, day), item -> putAway(item, day));
        change(at(day, 15, 30), staff.sam(), 3, item -> item.is("repairing", 5, day), item -> repaired(item, day));
        change(at(day, 16, 10), staff.sam(), 9, item -> item.is("in_transit", 2, day), item -> deliver(item, day));
        change(
                at(day, 16, 40),
                staff.sam(),
                1,
                item -> item.is("in_stock", 6, day) && chance(0.003),
                item -> scrap(item, day));
        change(
                at(day, 17, 5),
                staff.mia(),
                1,
                item -> item.is("sold", 35, day) && chance(0.006),
                item -> end(item, day));
    }

    private void make(LocalDate day) {
        Product product = data.products().get(random.nextInt(data.products().size()));
        String line = LINES.get(random.nextInt(LINES.size()));
        int count = Math.min(4 + random.nextInt(3), MOST_SERIALS - items.size());
        if (count <= 0) {
            return;
        }
        workOrder++;
        List<Map<String, @Nullable Object>> serials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            values.put("status", "pending");
            values.put("product", link(known.products(), product.model()));
            values.put("category", product.category());
            values.put("line", line);
            values.put("produced_at", day);
            values.put("work_order", "WO-" + workOrder);
            values.put("location", place("QC"));
            values.put("price", product.price().setScale(2, RoundingMode.HALF_UP));
            values.put("warranty_months", product.warranty_months());
            serials.add(values);
        }
        ledger.create(at(day, 9, 30), staff.sam(), serials).forEach(id -> items.add(new Item(id, product, day)));
    }

    private void change(
            Instant at,
            Person by,
            int most,
            Predicate<Item> whom,
            java.util.function.Function<Item, Map<String, @Nullable Object>> how) {
        Map<UUID, Map<String, @Nullable Object>> changes = new LinkedHashMap<>();
        for (Item item : items) {
            if (changes.size() < most && whom.test(item)) {
                changes.put(item.id, how.apply(item));
            }
        }
        if (!changes.isEmpty()) {
            ledger.change(at, by, changes);
        }
    }

    private Map<String, @Nullable Object> putAway(Item item, LocalDate day) {
        Person inspector = random.nextInt(3) == 0 ? staff.mia() : staff.dana();
        Map<String, @Nullable Object> values = move(item, day, "in_stock", bin(item));
        values.put("inspector", new PersonRef(inspector.id(), inspector.name()));
        return values;
    }

    private Map<String, @Nullable Object> putElsewhere(Item item) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("location", place(bin(item)));
        return values;
    }

    private Map<String, @Nullable Object> reprice(Item item) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put(
                "price", item.product.price().multiply(new BigDecimal("0.95")).setScale(2, RoundingMode.HALF_UP));
        return values;
    }

    private Map<String, @Nullable Object> ship(Item item, LocalDate day, Instant sent) {
        Map<String, @Nullable Object> values = move(item, day, "in_transit", "ROAD");
        values.put(
                "customer",
                RecordRef.to(
                        known.customers().get(random.nextInt(known.customers().size()))));
        values.put("shipped_at", sent);
        if (chance(0.15)) {
            values.put("remark", any(data.remarks()));
        }
        return values;
    }

    private Map<String, @Nullable Object> deliver(Item item, LocalDate day) {
        return move(item, day, "sold", "SITE");
    }

    private Map<String, @Nullable Object> repair(Item item, LocalDate day) {
        Map<String, @Nullable Object> values = move(item, day, "repairing", random.nextBoolean() ? "REP-01" : "REP-02");
        values.put("remark", any(data.repairs()));
        return values;
    }

    private Map<String, @Nullable Object> repaired(Item item, LocalDate day) {
        return chance(0.2) ? scrap(item, day) : move(item, day, "sold", "SITE");
    }

    private Map<String, @Nullable Object> scrap(Item item, LocalDate day) {
        Map<String, @Nullable Object> values = move(item, day, "scrapped", "SCRAP");
        values.put("remark", any(data.scrappings()));
        return values;
    }

    private Map<String, @Nullable Object> end(Item item, LocalDate day) {
        Map<String, @Nullable Object> values = move(item, day, "ended", null);
        values.put("remark", any(data.endings()));
        return values;
    }

    private Map<String, @Nullable Object> move(Item item, LocalDate day, String status, @Nullable String place) {
        item.status = status;
        item.since = day;
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("status", status);
        values.put("location", place == null ? null : place(place));
        return values;
    }

    private String bin(Item item) {
        return any(item.product.category().equals("ZJC") ? MACHINE_BINS : PART_BINS);
    }

    private RecordRef place(String code) {
        return link(known.places(), code);
    }

    private static RecordRef link(Map<String, UUID> records, String name) {
        UUID id = records.get(name);
        if (id == null) {
            throw new IllegalStateException("The sample's data do not have " + name);
        }
        return RecordRef.to(id);
    }

    private Instant at(LocalDate day, int hour, int minute) {
        return day.atTime(LocalTime.of(hour, minute))
                .plusSeconds(random.nextInt(600))
                .atZone(zone)
                .toInstant();
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private String any(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
