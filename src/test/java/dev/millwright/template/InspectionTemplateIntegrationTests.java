package dev.millwright.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.millwright.app.App;
import dev.millwright.app.Apps;
import dev.millwright.field.RecordRef;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.Colleagues;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** What the template of inspections does beyond others: limits by type of device, what abnormal sheets need and bring about. */
@IntegrationTest
@Import(Colleagues.class)
class InspectionTemplateIntegrationTests {

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

    private App app(Locale language) {
        App app = templates.install("inspection", null, null, language);
        templates.fill("inspection", app.key(), language, TRIAL, _ -> {});
        return app;
    }

    private List<RecordData> all(App app, String form) {
        return query.list(ListRequest.of(new FormRef(app.key(), form), 1_000)).items();
    }

    private RecordData one(App app, String form, String field, Object value) {
        return all(app, form).stream()
                .filter(record -> value.equals(record.values().get(field)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sheetsComeWithReadingsThatAreJudgedByTheLimitsOfTheirType() {
        App app = app(Locale.SIMPLIFIED_CHINESE);
        currentPerson.run(TestPeople.SAM, () -> {
            assertThat(all(app, "device"))
                    .hasSize(20)
                    .extracting(device -> device.values().get("due"))
                    .contains(true, false);
            List<RecordData> sheets = all(app, "inspection");
            assertThat(sheets)
                    .hasSize(150)
                    .allSatisfy(
                            sheet -> assertThat(sheet.values().get("signature")).isNotNull())
                    .extracting(sheet -> sheet.values().get("result"))
                    .contains("normal", "abnormal", "incomplete")
                    .doesNotContain("empty");
            assertThat(all(app, "inspection_line"))
                    .extracting(line -> line.values().get("state"))
                    .contains("within", "too_low", "too_high", "failed", "unmeasured");
            List<RecordData> abnormal = sheets.stream()
                    .filter(sheet -> "abnormal".equals(sheet.values().get("result")))
                    .toList();
            assertThat(abnormal)
                    .allSatisfy(
                            sheet -> assertThat(sheet.values().get("photos")).isNotNull());
            assertThat(all(app, "repair_order"))
                    .as("the sample has one for each abnormal sheet, and no flow made more")
                    .hasSameSizeAs(abnormal);
        });
    }

    @Test
    void anAbnormalSheetNeedsARemarkAndAPhotoAndOpensARepairOrder() {
        App app = app(Locale.ENGLISH);
        FormRef sheets = new FormRef(app.key(), "inspection");
        currentPerson.run(TestPeople.SAM, () -> {
            RecordData lathe = one(app, "device", "code", "LATHE-01");
            RecordData temperature = one(app, "inspection_item", "name", "Spindle temperature");
            RecordData stop = one(app, "inspection_item", "name", "Emergency stop works");
            int repairs = all(app, "repair_order").size();
            Map<String, @Nullable Object> sheet = new HashMap<>();
            sheet.put("device", RecordRef.to(lathe.id()));
            sheet.put(
                    "signature",
                    one(app, "inspection", "result", "normal").values().get("signature"));
            List<RecordChange> lines = List.of(
                    line(temperature, "reading", new BigDecimal("71.5"), "Hot to the touch"),
                    line(stop, "answer", "good", null));
            assertThatThrownBy(() ->
                            records.write(sheets, new RecordChange.Create(sheet, Map.of("lines", lines)), Via.SCREEN))
                    .isInstanceOfSatisfying(
                            InvalidException.class,
                            refused -> assertThat(refused.problems().items())
                                    .extracting(Problem::path)
                                    .containsExactlyInAnyOrder("remark", "photos"));
            sheet.put("remark", "Stopped");
            sheet.put(
                    "photos",
                    one(app, "inspection", "result", "abnormal").values().get("photos"));
            RecordData made = records.write(sheets, new RecordChange.Create(sheet, Map.of("lines", lines)), Via.SCREEN);
            RecordData read = query.get(sheets, made.id());
            assertThat(read.values())
                    .containsEntry("result", "abnormal")
                    .containsEntry("type_name", "CNC lathe")
                    .containsEntry("findings", "Spindle temperature 71.5 °C Hot to the touch");
            assertThat(query.lines(sheets, "lines", List.of(read)).get(read.id()))
                    .extracting(
                            line -> line.values().get("upper"),
                            line -> line.values().get("state"))
                    .containsExactly(tuple(new BigDecimal("65.00"), "too_high"), tuple(null, "within"));
            await().pollInSameThread()
                    .untilAsserted(() -> assertThat(all(app, "repair_order")).hasSize(repairs + 1));
            assertThat(all(app, "repair_order"))
                    .filteredOn(order -> order.values().get("inspection") instanceof RecordRef of
                            && made.id().equals(of.id()))
                    .singleElement()
                    .satisfies(order -> assertThat(order.values())
                            .containsEntry("status", "open")
                            .containsEntry("responsible", lathe.values().get("in_charge"))
                            .containsEntry("fault", "Spindle temperature 71.5 °C Hot to the touch"));
        });
    }

    @Test
    void aSheetThatBecomesAbnormalOpensOneRepairOrderAndNoSecond() {
        App app = app(Locale.ENGLISH);
        FormRef sheets = new FormRef(app.key(), "inspection");
        currentPerson.run(TestPeople.SAM, () -> {
            RecordData sheet = one(app, "inspection", "result", "normal");
            RecordData reading =
                    query.lines(sheets, "lines", List.of(sheet)).getOrDefault(sheet.id(), List.of()).stream()
                            .filter(line -> "reading".equals(line.values().get("kind")))
                            .findFirst()
                            .orElseThrow();
            int repairs = all(app, "repair_order").size();
            for (int over = 1; over <= 2; over++) {
                records.write(
                        sheets,
                        new RecordChange.Update(
                                sheet.id(),
                                null,
                                Map.of(
                                        "remark",
                                        "Measured again",
                                        "photos",
                                        Objects.requireNonNull(one(app, "inspection", "result", "abnormal")
                                                .values()
                                                .get("photos"))),
                                Map.of(
                                        "lines",
                                        List.of(new RecordChange.Update(
                                                reading.id(),
                                                null,
                                                Map.of("reading", new BigDecimal(900 + over), "note", "Twice"))))),
                        Via.SCREEN);
                await().pollInSameThread()
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(
                                () -> assertThat(all(app, "repair_order")).hasSize(repairs + 1));
            }
            await().pollInSameThread()
                    .during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(all(app, "repair_order")).hasSize(repairs + 1));
        });
    }

    @Test
    void refusesItemsOfAnotherTypeAndDaysToCome() {
        App app = app(Locale.ENGLISH);
        FormRef sheets = new FormRef(app.key(), "inspection");
        currentPerson.run(TestPeople.SAM, () -> {
            RecordData temperature = one(app, "inspection_item", "name", "Spindle temperature");
            Map<String, @Nullable Object> sheet = new HashMap<>();
            sheet.put(
                    "device",
                    RecordRef.to(one(app, "device", "code", "CRANE-01").id()));
            sheet.put(
                    "signature",
                    one(app, "inspection", "result", "normal").values().get("signature"));
            RecordChange create = new RecordChange.Create(
                    sheet, Map.of("lines", List.of(line(temperature, "reading", new BigDecimal("40"), null))));
            assertThatThrownBy(() -> records.write(sheets, create, Via.SCREEN))
                    .isInstanceOfSatisfying(
                            InvalidException.class,
                            refused -> assertThat(refused.problems().items())
                                    .singleElement()
                                    .satisfies(problem ->
                                            assertThat(problem.path()).endsWith("item")));
            sheet.put("inspected_on", LocalDate.now(ZoneOffset.UTC).plusDays(3));
            assertThatThrownBy(() -> records.write(sheets, new RecordChange.Create(sheet), Via.SCREEN))
                    .isInstanceOfSatisfying(
                            InvalidException.class,
                            refused -> assertThat(refused.problems().items())
                                    .extracting(Problem::path)
                                    .containsExactly("inspected_on"));
        });
    }

    private static RecordChange line(RecordData item, String field, Object value, @Nullable String note) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("item", RecordRef.to(item.id()));
        values.put(field, value);
        if (note != null) {
            values.put("note", note);
        }
        return new RecordChange.Create(values);
    }
}
