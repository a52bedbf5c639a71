package dev.millwright.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millwright.app.Apps;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.identity.Person;
import dev.millwright.print.internal.Paper;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.shared.InvalidException;
import dev.millwright.template.Templates;
import dev.millwright.testing.Colleagues;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** The flows of the app for serial numbers, from the first step to the last. */
@IntegrationTest
@Import(Colleagues.class)
class TemplateFlowsIntegrationTests {

    private static final FormRef SERIAL = new FormRef("serials", "serial");
    private static final FormRef RECEIPT = new FormRef("serials", "receipt");
    private static final FormRef REPAIR = new FormRef("serials", "repair");

    @Autowired
    private Templates templates;

    @Autowired
    private Apps apps;

    @Autowired
    private Records records;

    @Autowired
    private RecordQuery query;

    @Autowired
    private Flows flows;

    @Autowired
    private Tasks tasks;

    @BeforeEach
    void install() {
        TestPeople.as(TestPeople.DANA);
        templates.install("serials", null, null, Locale.ENGLISH);
    }

    @AfterEach
    void leave() {
        TestPeople.as(TestPeople.DANA);
        apps.visible().forEach(app -> apps.delete(app.key(), Apps.Tables.DROP));
        TestPeople.nobody();
    }

    @Test
    void marksABatchInspectsItAndPutsItIntoStock() {
        FlowInstance run = receipt(3);
        yes(TestPeople.MIA, run, Map.of());

        assertThat(serials()).hasSize(3).allSatisfy(serial -> {
            assertThat(serial.values().get("status")).isEqualTo("pending");
            assertThat(serial.values().get("work_order")).isEqualTo("WO-7");
            assertThat(serial.values().get("receipt")).isInstanceOf(RecordRef.class);
        });
        claimed(TestPeople.SAM, run, Map.of("inspector", sam(), "result", "passed", "inspected_on", LocalDate.now()));
        claimed(TestPeople.SAM, run, Map.of("location", place(), "received_on", LocalDate.now()));

        assertThat(outcome(run)).isEqualTo("accepted");
        assertThat(serials()).hasSize(3).allSatisfy(serial -> {
            assertThat(serial.values().get("status")).isEqualTo("in_stock");
            assertThat(serial.values().get("location")).isInstanceOf(RecordRef.class);
        });
    }

    @Test
    void scrapsABatchThatFailsInspection() {
        FlowInstance run = receipt(2);
        yes(TestPeople.MIA, run, Map.of());
        claimed(
                TestPeople.SAM,
                run,
                Map.of("inspector", sam(), "result", "failed", "inspected_on", LocalDate.now(), "findings", "Cracks"));

        assertThat(outcome(run)).isEqualTo("rejected");
        assertThat(serials()).hasSize(2).allSatisfy(serial -> {
            assertThat(serial.values().get("status")).isEqualTo("scrapped");
            assertThat(serial.values().get("remark")).isEqualTo("Cracks");
        });
    }

    @Test
    void repairsUnderWarrantyWithoutAQuotation() {
        FlowInstance run = repair();
        assertThat(serials())
                .singleElement()
                .satisfies(serial -> assertThat(serial.values().get("status")).isEqualTo("repairing"));
        claimed(TestPeople.SAM, run, Map.of("cover", "warranty", "engineer", sam()));
        yes(TestPeople.SAM, run, Map.of("cause", "part", "diagnosis", "Bearing"));
        yes(TestPeople.SAM, run, Map.of("work_done", "Bearing replaced", "repaired_on", LocalDate.now()));

        assertThat(outcome(run)).isEqualTo("accepted");
        assertThat(serials())
                .singleElement()
                .satisfies(serial -> assertThat(serial.values().get("status")).isEqualTo("sold"));
        TimelineEntry.Document report = documents(run).getFirst();
        assertThat(report.name()).startsWith("Repair report ");
        try (Paper paper = new Paper(flows.document(run.id(), report.id()).content())) {
            assertThat(paper.text(1)).contains("Repair report", "Noise", "Bearing replaced");
        }
    }

    @Test
    void putsTheNewPartInThePlaceOfTheOldOne() {
        FlowInstance run = repair();
        UUID machine = serials().getFirst().id();
        UUID controller = part(machine);
        UUID worn = part(controller);
        UUID spare = part(null);
        claimed(TestPeople.SAM, run, Map.of("cover", "warranty", "engineer", sam()));
        yes(TestPeople.SAM, run, Map.of("cause", "part", "diagnosis", "Power supply"));
        assertThatThrownBy(() -> repaired(run, worn, worn))
                .as("a part cannot replace itself")
                .isInstanceOf(InvalidException.class);
        repaired(run, worn, spare);

        await().pollInSameThread()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(outcome(run)).isEqualTo("accepted"));
        assertThat(values(worn))
                .containsEntry("status", "scrapped")
                .doesNotContainKey("parent")
                .doesNotContainKey("machine");
        assertThat(values(spare)).containsEntry("status", "sold");
        assertThat(((RecordRef) Objects.requireNonNull(values(spare).get("parent"))).id())
                .isEqualTo(controller);
        assertThat(values(spare).get("machine"))
                .as("the finished machine, through all levels")
                .isEqualTo(values(machine).get("serial_no"));
    }

    private void repaired(FlowInstance run, UUID worn, UUID spare) {
        TestPeople.as(TestPeople.SAM);
        tasks.act(
                task(TaskBox.TODO, run),
                new TaskAction.Approve(
                        "",
                        Map.of("work_done", "Power supply replaced", "repaired_on", LocalDate.now()),
                        List.of(),
                        false,
                        Map.of(
                                "swaps",
                                List.of(new RecordChange.Create(
                                        Map.of("old_part", RecordRef.to(worn), "new_part", RecordRef.to(spare)))))));
    }

    private UUID part(@Nullable UUID into) {
        Map<String, @Nullable Object> part = new HashMap<>(
                Map.of("product_model", product(), "category", "PJC", "line", "B01", "status", "in_stock"));
        if (into != null) {
            part.put("parent", RecordRef.to(into));
        }
        return records.create(SERIAL, part, Via.SCREEN).id();
    }

    private Map<String, @Nullable Object> values(UUID serial) {
        Map<String, @Nullable Object> filled =
                new HashMap<>(query.get(SERIAL, serial).values());
        filled.values().removeIf(Objects::isNull);
        return filled;
    }

    @Test
    void givesBackUnrepairedWhatTheCustomerDoesNotPayFor() {
        FlowInstance run = repair();
        claimed(TestPeople.SAM, run, Map.of("cover", "customer", "engineer", sam()));
        yes(TestPeople.SAM, run, Map.of("cause", "use", "diagnosis", "Dropped"));
        yes(TestPeople.MIA, run, Map.of("price", new BigDecimal("480.00")));
        claimed(TestPeople.SAM, run, Map.of("agreed", "no"));

        assertThat(outcome(run)).isEqualTo("Not repaired");
        assertThat(documents(run)).as("printed").isEmpty();
        assertThat(serials())
                .singleElement()
                .satisfies(serial -> assertThat(serial.values().get("status")).isEqualTo("sold"));
    }

    private List<TimelineEntry.Document> documents(FlowInstance run) {
        return flows.timeline(run.id()).stream()
                .<TimelineEntry.Document>mapMulti((entry, found) -> {
                    TimelineEntry.Document document = entry.document();
                    if (document != null) {
                        found.accept(document);
                    }
                })
                .toList();
    }

    private FlowInstance receipt(long quantity) {
        TestPeople.as(TestPeople.SAM);
        Map<String, @Nullable Object> values = new HashMap<>(Map.of(
                "product", product(), "category", "ZJC", "line", "A01", "quantity", quantity, "work_order", "WO-7"));
        UUID record = records.create(RECEIPT, values, Via.SCREEN).id();
        return flows.submit(RECEIPT, record, null, Map.of());
    }

    private FlowInstance repair() {
        TestPeople.as(TestPeople.SAM);
        Map<String, @Nullable Object> serial =
                new HashMap<>(Map.of("product_model", product(), "category", "ZJC", "line", "B01", "status", "sold"));
        UUID sold = records.create(SERIAL, serial, Via.SCREEN).id();
        UUID record = records.create(REPAIR, Map.of("serial", RecordRef.to(sold), "fault", "Noise"), Via.SCREEN)
                .id();
        return flows.submit(REPAIR, record, null, Map.of());
    }

    private RecordRef product() {
        return RecordRef.to(records.create(
                        new FormRef("serials", "product"),
                        Map.of(
                                "model",
                                "MT-" + UUID.randomUUID(),
                                "name",
                                "Mill",
                                "category",
                                "ZJC",
                                "warranty_months",
                                24L),
                        Via.SCREEN)
                .id());
    }

    private RecordRef place() {
        return RecordRef.to(
                records.create(new FormRef("serials", "place"), Map.of("code", "WH1", "name", "Hall 1"), Via.SCREEN)
                        .id());
    }

    private static PersonRef sam() {
        return new PersonRef(TestPeople.SAM.id(), TestPeople.SAM.name());
    }

    private List<RecordData> serials() {
        return query.list(ListRequest.of(SERIAL, 50)).items();
    }

    private void claimed(Person person, FlowInstance run, Map<String, @Nullable Object> values) {
        TestPeople.as(person);
        tasks.act(task(TaskBox.QUEUE, run), new TaskAction.Claim());
        yes(person, run, values);
    }

    private void yes(Person person, FlowInstance run, Map<String, @Nullable Object> values) {
        TestPeople.as(person);
        tasks.act(task(TaskBox.TODO, run), new TaskAction.Approve("", values, List.of()));
    }

    private UUID task(TaskBox box, FlowInstance run) {
        return tasks.page(box, TaskFilter.ALL, null, 20).tasks().stream()
                .filter(task -> task.instance().equals(run.id()))
                .map(FlowTask::id)
                .findFirst()
                .orElseThrow(() -> new AssertionError(box + " holds no task of the run"));
    }

    private @Nullable String outcome(FlowInstance run) {
        return Objects.requireNonNull(flows.get(run.id())).outcome();
    }
}
