package dev.millwright.trial.sample;

import dev.millwright.app.App;
import dev.millwright.app.Apps;
import dev.millwright.app.Packages;
import dev.millwright.app.PublishPlan;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.field.RecordRef;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.shared.BusinessTime;
import dev.millwright.trial.sample.SampleFiles.Data;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** Makes the sample app in the names of the trial's people, step by step; what an earlier try has made it leaves. */
@Component
@ConditionalOnBooleanProperty("millwright.sample")
class SampleApp {

    static final String KEY = "serials";

    private final Apps apps;
    private final Packages packages;
    private final Publishing publishing;
    private final Records records;
    private final CurrentPerson currentPerson;
    private final BusinessTime time;
    private final SampleClock clock;

    SampleApp(
            Apps apps,
            Packages packages,
            Publishing publishing,
            Records records,
            CurrentPerson currentPerson,
            BusinessTime time,
            SampleClock clock) {
        this.apps = apps;
        this.packages = packages;
        this.publishing = publishing;
        this.records = records;
        this.currentPerson = currentPerson;
        this.time = time;
        this.clock = clock;
    }

    boolean exists(Staff staff) {
        return currentPerson.as(
                staff.dana(), () -> apps.visible().stream().map(App::key).anyMatch(KEY::equals));
    }

    /** Creates the app, shared as the package says, and publishes it. */
    void build(SampleFiles files, Staff staff) {
        currentPerson.run(staff.dana(), () -> {
            packages.apply(KEY, new ByteArrayInputStream(files.design()), true);
            PublishPlan plan = publishing.plan(KEY, ReleaseRequest.all());
            if (!plan.isEmpty()) {
                publishing.publish(KEY, ReleaseRequest.all(), plan.fingerprint());
            }
        });
    }

    /** Fills the app with three months of work; to be called in one transaction, so that it is all there or nothing. */
    void fill(SampleFiles files, Staff staff) {
        Data data = files.data();
        Instant begin = time.today()
                .minusDays(90)
                .atTime(LocalTime.of(8, 40))
                .atZone(time.zone())
                .toInstant();
        List<UUID> products = create(
                begin,
                staff.dana(),
                "product",
                data.products().stream()
                        .map(product -> values(
                                "model", product.model(),
                                "name", product.name(),
                                "category", product.category(),
                                "warranty_months", product.warranty_months()))
                        .toList());
        Map<String, UUID> productsByModel = new LinkedHashMap<>();
        for (int i = 0; i < products.size(); i++) {
            productsByModel.put(data.products().get(i).model(), products.get(i));
        }
        Map<String, UUID> places = places(begin.plusSeconds(600), data, staff.dana());
        List<UUID> customers = create(
                begin.plusSeconds(1800),
                staff.sam(),
                "customer",
                data.customers().stream()
                        .map(customer -> values(
                                "name", customer.name(),
                                "city", customer.city(),
                                "contact", customer.contact(),
                                "phone", customer.phone()))
                        .toList());
        var known = new SerialLives.Known(productsByModel, places, customers);
        new SerialLives(data, known, staff, new Gate(), time.zone()).until(time.today());
    }

    /** A place is made after the one it lies in. */
    private Map<String, UUID> places(Instant at, Data data, Person by) {
        Map<String, UUID> places = new LinkedHashMap<>();
        for (SampleFiles.Place place : data.places()) {
            Map<String, @Nullable Object> values = values("code", place.code(), "name", place.name());
            UUID parent = place.parent() == null ? null : places.get(place.parent());
            if (parent != null) {
                values.put("parent", RecordRef.to(parent));
            }
            places.put(place.code(), create(at, by, "place", List.of(values)).getFirst());
        }
        return places;
    }

    private List<UUID> create(Instant at, Person by, String form, List<Map<String, @Nullable Object>> all) {
        return write(at, by, form, all.stream().map(RecordChange.Create::new).toList());
    }

    private List<UUID> write(Instant at, Person by, String form, List<? extends RecordChange> changes) {
        List<UUID> ids = new ArrayList<>();
        clock.at(
                at,
                () -> currentPerson.run(
                        by, () -> ids.addAll(records.batch(new FormRef(KEY, form), List.copyOf(changes), Via.SCREEN))));
        return ids;
    }

    private static Map<String, @Nullable Object> values(Object... keysAndValues) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return values;
    }

    private final class Gate implements SerialLives.Ledger {

        @Override
        public List<UUID> create(Instant at, Person by, List<Map<String, @Nullable Object>> serials) {
            return SampleApp.this.create(at, by, "serial", serials);
        }

        @Override
        public void change(Instant at, Person by, Map<UUID, Map<String, @Nullable Object>> changes) {
            List<RecordChange> wishes = new ArrayList<>();
            for (Map.Entry<UUID, Map<String, @Nullable Object>> change : changes.entrySet()) {
                wishes.add(new RecordChange.Update(change.getKey(), null, change.getValue()));
            }
            write(at, by, "serial", wishes);
        }
    }
}
