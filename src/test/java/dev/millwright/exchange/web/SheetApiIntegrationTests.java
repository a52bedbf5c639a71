package dev.millwright.exchange.web;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

import dev.millwright.app.Action;
import dev.millwright.exchange.Exports;
import dev.millwright.exchange.FileExports;
import dev.millwright.exchange.Imports;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForms;
import dev.millwright.jobs.Job;
import dev.millwright.jobs.JobBody;
import dev.millwright.jobs.Jobs;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.record.RepeatedRequests;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.record.internal.LimitsForTests;
import dev.millwright.record.spi.FieldAccess;
import dev.millwright.record.spi.FieldLimits;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.ScratchFiles;
import dev.millwright.shared.Texts;
import dev.millwright.testing.TestPeople;
import jakarta.servlet.ServletException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.util.function.ThrowingSupplier;
import tools.jackson.databind.node.StringNode;

/** Import and export over HTTP over real tables, with jobs that are done at once. */
class SheetApiIntegrationTests {

    private static final String FORM = "/api/v1/apps/api/forms/part";

    private final Map<UUID, Map<String, Object>> results = new HashMap<>();
    private Gate gate;
    private MockMvc mvc;

    @BeforeEach
    void publish() {
        gate = new Gate("dev.millwright.exchange.internal");
        gate.publish(
                "api",
                EnumSet.of(Action.SEE),
                form(
                        "part",
                        field("serial", "text", "{}", "required unique"),
                        field("price", "decimal"),
                        field("made", "date")));
        mvc = MockMvcBuilders.standaloneSetup(new SheetApi(
                        gate.context.getBean(Imports.class),
                        gate.context.getBean(Exports.class),
                        gate.context.getBean(FileExports.class),
                        gate.context.getBean(RepeatedRequests.class),
                        gate.context.getBean(AccessibleForms.class),
                        new DoneAtOnce(),
                        gate.context.getBean(Texts.class),
                        gate.context.getBean(BusinessTime.class),
                        gate.context.getBean(ScratchFiles.class)))
                .build();
    }

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void importsByKeyAndExportsTheSameAgain() throws Exception {
        String csv = "The serial,The price,The made\n=A1,￥1234.50,2025/3/1\n00123,,2025年3月2日\nC,much,\n";
        Map<String, Object> report = load(csv, "key", "serial", "onlyGood", "true");
        assertThat(report).containsEntry("added", 2L).containsEntry("badRows", 1L);
        Map<String, Object> again = load(csv, "key", "serial", "onlyGood", "true");
        assertThat(again).containsEntry("added", 0L).containsEntry("unchanged", 2L);
        MockHttpServletResponse csvOut = mvc.perform(get(FORM + "/records:export?sort=serial"))
                .andReturn()
                .getResponse();
        assertThat(csvOut.getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo("\uFEFFThe serial,The price,The made\r\n00123,,2025-03-02\r\n'=A1,1234.50,2025-03-01\r\n");
        assertThat(csvOut.getHeader("Content-Disposition")).startsWith("attachment");
        MockHttpServletResponse xlsx = mvc.perform(get(FORM + "/records:export?format=xlsx&fields=serial"))
                .andReturn()
                .getResponse();
        assertThat(xlsx.getContentAsByteArray()).startsWith('P', 'K');
        MockHttpServletResponse zip = mvc.perform(get(FORM + "/records:export?format=zip"))
                .andReturn()
                .getResponse();
        assertThat(zip.getContentType()).isEqualTo("application/zip");
        assertThat(zip.getContentAsByteArray()).startsWith('P', 'K');
        assertThatExceptionOfType(ServletException.class)
                .isThrownBy(() -> mvc.perform(get(FORM + "/records:export?format=zip&lines=rows")))
                .havingCause()
                .withMessageContaining("record.error.exportFiles");
        MockHttpServletResponse rows = mvc.perform(get(FORM + "/imports/" + report.get("import") + "/rows"))
                .andReturn()
                .getResponse();
        assertThat(rows.getContentAsString(StandardCharsets.UTF_8)).contains("C,much,");
    }

    @Test
    void readsWhatItWritesOfEveryKindOfNumberAndText() throws Exception {
        String form = "/api/v1/apps/visits/forms/visit";
        gate.publish(
                "visits",
                EnumSet.of(Action.SEE),
                form(
                        "visit",
                        field("serial", "text", "{}", "required unique"),
                        field("mail", "email"),
                        field("site", "web-address"),
                        field("call", "phone"),
                        field("share", "percent"),
                        field("cost", "money"),
                        field("stars", "rating"),
                        field("begin", "time"),
                        field("took", "duration")));
        Map<String, Object> report = loadInto(form, """
                serial,mail,site,call,share,cost,stars,begin,took
                A,li＠example.com,www.example.com,+86 138 0013 8000,25%,￥1234.5,★★★,下午3:20,1小时30分钟
                B,anna@example.com,https://example.org/x,110,0.5,7,5,8:5,26:30
                C,nobody,javascript:alert(1),call,5,$7,9,25:00,90
                """, Map.of(), "onlyGood", "true");
        assertThat(report).containsEntry("added", 2L).containsEntry("badRows", 1L);
        String csv = mvc.perform(get(form + "/records:export?sort=begin"))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(csv.lines().skip(1))
                .containsExactly(
                        "B,anna@example.com,https://example.org/x,110,0.50,7.00,5,08:05,26:30",
                        "A,li@example.com,https://www.example.com,'+86 138 0013 8000,25.00,1234.50,3,15:20,1:30");
        assertThat(loadInto(form, csv, Map.of(), "key", "serial"))
                .containsEntry("badRows", 0L)
                .containsEntry("unchanged", 2L);
        assertThat(visits(new Condition.Compare("begin", Operator.LT, List.of(LocalTime.of(12, 0)))))
                .containsExactly("B");
        assertThat(visits(new Condition.Compare(
                        "begin", Operator.BETWEEN, List.of(LocalTime.of(15, 20), LocalTime.of(16, 0)))))
                .containsExactly("A");
        assertThat(visits(new Condition.Compare("took", Operator.GE, List.of(new BigDecimal("86400")))))
                .containsExactly("B");
        assertThat(visits(new Condition.Compare("share", Operator.EQ, List.of(new BigDecimal("25")))))
                .containsExactly("A");
    }

    @Test
    void readsWhatItWritesOfValuesWithParts() throws Exception {
        String form = "/api/v1/apps/visits/forms/visit";
        gate.publish(
                "visits",
                EnumSet.of(Action.SEE),
                form(
                        "visit",
                        field("serial", "text", "{}", "required unique"),
                        field("plate", "text", "{\"form\": \"licence-plate\"}", ""),
                        field("away", "date-range"),
                        field("site", "location"),
                        field("region", "cascade"),
                        field("data", "json")));
        Map<String, Object> report = loadInto(form, """
                serial,plate,away,site,region,data
                A,粤b·12345,2025/3/1～2025/3/5,"深圳市福田区（22.543096，114.057865）",广东省深圳市南山区,"{""b"":1.50,""a"":[]}"
                B,,2025-03-02,Hall 3,北京市/东城区,7
                C,12345,2025-03-05 – 2025-03-01,"99.5, 1",鼓楼区,{a}
                """, Map.of(), "onlyGood", "true");
        assertThat(report).containsEntry("added", 2L).containsEntry("badRows", 1L);
        String csv = mvc.perform(get(form + "/records:export?sort=away"))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(csv.lines().skip(1))
                .containsExactly(
                        "A,粤B12345,2025-03-01 – 2025-03-05,\"深圳市福田区 (22.543096, 114.057865)\","
                                + "广东省 / 深圳市 / 南山区,\"{\"\"a\"\":[],\"\"b\"\":1.5}\"",
                        "B,,2025-03-02,Hall 3,北京市 / 东城区,7");
        assertThat(loadInto(form, csv, Map.of(), "key", "serial"))
                .containsEntry("badRows", 0L)
                .containsEntry("unchanged", 2L);
        assertThat(visits(new Condition.Compare("away", Operator.GT, List.of(LocalDate.of(2025, 3, 1)))))
                .containsExactly("B");
        assertThat(visits(new Condition.Compare("site", Operator.CONTAINS, List.of("福田"))))
                .containsExactly("A");
        assertThat(visits(new Condition.Compare("region", Operator.IN, List.of("440000", "310000"))))
                .as("a province has its districts")
                .containsExactly("A");
        assertThat(visits(new Condition.Compare("data", Operator.NOT_EMPTY, List.of())))
                .containsExactlyInAnyOrder("A", "B");
    }

    @Test
    void leavesTheFormOfARichTextWhereItsWordsStay() throws Exception {
        String form = "/api/v1/apps/visits/forms/visit";
        gate.publish(
                "visits",
                EnumSet.of(Action.SEE),
                form("visit", field("serial", "text", "{}", "required unique"), field("steps", "rich-text")));
        loadInto(form, "serial,steps\nA,Open\nB,Shut\n", Map.of());
        Records records = gate.context.getBean(Records.class);
        RecordQuery query = gate.context.getBean(RecordQuery.class);
        FormRef ref = new FormRef("visits", "visit");
        PublishedField<?, ?> steps = gate.context
                .getBean(PublishedForms.class)
                .find("visits", "visit")
                .orElseThrow()
                .field("steps")
                .orElseThrow();
        UUID a = record(query, ref, "A").id();
        Object formed = Objects.requireNonNull(steps.fromJson(StringNode.valueOf("<p>Open <strong>it</strong></p>")));
        records.update(ref, a, null, Map.of("steps", formed), Via.API);
        assertThat(loadInto(form, "serial,steps\nA,Open it\nB,Shut it\n", Map.of(), "key", "serial"))
                .containsEntry("unchanged", 1L)
                .containsEntry("changed", 1L);
        assertThat(record(query, ref, "A").values()).containsEntry("steps", formed);
        assertThat(visits(new Condition.Compare("steps", Operator.CONTAINS, List.of("strong"))))
                .isEmpty();
        assertThat(visits(new Condition.Compare("steps", Operator.CONTAINS, List.of("open it"))))
                .containsExactly("A");
    }

    private static RecordData record(RecordQuery query, FormRef form, String serial) {
        return query.list(ListRequest.of(form, 10)).items().stream()
                .filter(record -> serial.equals(record.values().get("serial")))
                .findFirst()
                .orElseThrow();
    }

    private List<String> visits(Condition condition) {
        return gate
                .context
                .getBean(RecordQuery.class)
                .list(new ListRequest(
                        new FormRef("visits", "visit"), condition, "", List.of(), Set.of(), 10, null, false))
                .items()
                .stream()
                .map(record -> String.valueOf(record.values().get("serial")))
                .toList();
    }

    @Test
    void importsOnceWhatIsSentTwiceUnderOneName() throws Exception {
        Map<String, Object> first = loadNamed("name-1", "serial\nA\nB\n");
        assertThat(first).containsEntry("added", 2L);
        Map<String, Object> again = loadNamed("name-1", "serial\nA\nB\n");
        assertThat(again)
                .containsEntry("import", first.get("import"))
                .containsEntry("added", 2L)
                .containsEntry("rows", 2L);
        assertThatExceptionOfType(ServletException.class)
                .isThrownBy(() -> loadNamed("name-1", "serial\nC\n"))
                .withCauseInstanceOf(InvalidRequestException.class);
        assertThat(loadNamed("name-2", "serial\nA\n"))
                .containsEntry("badRows", 1L)
                .doesNotContainKey("import");
        assertThat(loadNamed("name-2", "serial\nC\n"))
                .as("nothing was kept under the name")
                .containsEntry("added", 1L);
        assertThat(serials()).containsExactlyInAnyOrder("A", "B", "C");
    }

    @Test
    void importsRecordsWithTheirLinesBesideThem() throws Exception {
        String form = "/api/v1/apps/orders/forms/order";
        UUID orderId = Ids.next();
        UUID lineId = Ids.next();
        FieldDefinition number = field("number", "text", "{}", "unique required");
        FieldDefinition owner = field("owner", "link", "{\"form\": \"" + orderId + "\"}", "required");
        FieldDefinition position = field("position", "integer");
        gate.publish(
                "orders",
                EnumSet.of(Action.SEE),
                form(
                        orderId,
                        "order",
                        number.id(),
                        number.id(),
                        List.of(),
                        number,
                        field("state", "text"),
                        field("items", "subform", "{\"form\": \"" + lineId + "\"}", "")),
                form(lineId, "order_line", null, null, List.of(), field("item", "text"), owner, position)
                        .withPartOf(new PartOf(orderId, owner.id(), position.id())));
        String csv = "No,State,What\nA,new,bolt\nA,old,nut\nB,new,pin\n";
        String mapping = "{\"No\": \"number\", \"State\": \"state\", \"What\": \"items.item\"}";
        Map<String, Object> refused = loadInto(form, csv, Map.of(), "mapping", mapping);
        assertThat(refused)
                .containsEntry("rows", 2L)
                .containsEntry("badRows", 1L)
                .doesNotContainKey("import");
        assertThat(String.valueOf(refused.get("bad"))).contains("recordDiffers", "line=3");
        Map<String, String> once = Map.of("Idempotency-Key", "orders");
        Map<String, Object> first = loadInto(form, csv, once, "mapping", mapping, "differing", "first");
        assertThat(first).containsEntry("added", 2L).containsEntry("ignoredColumns", List.of());
        assertThat(loadInto(form, csv, once, "mapping", mapping, "differing", "first"))
                .as("asked again")
                .containsEntry("import", first.get("import"));
        String flat = mvc.perform(get(form + "/records:export?lines=rows&sort=number"))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(loadInto(form, flat, Map.of(), "key", "number"))
                .containsEntry("rows", 2L)
                .containsEntry("unchanged", 2L);
        assertThat(loadInto(form, csv, Map.of(), "mapping", mapping, "together", "", "dryRun", "true"))
                .as("each row differs from the one above, so that two have the number A")
                .containsEntry("rows", 3L);
        assertThatExceptionOfType(ServletException.class)
                .isThrownBy(() -> loadInto(form, csv, Map.of(), "mapping", mapping, "together", "What"))
                .withCauseInstanceOf(InvalidRequestException.class);
    }

    @Test
    void tellsBeforehandWhatMayNotBeFilledInNewRecords() throws Exception {
        load("serial,price\nA,1\n");
        gate.share("api", EnumSet.allOf(Action.class));
        LimitsForTests limits = new LimitsForTests("part");
        limits.rights = new FieldRights(Map.of("price", FieldAccess.READ_ONLY), FieldAccess.EDITABLE);
        gate.context.registerBean(FieldLimits.class, () -> limits);
        Gate.as(TestPeople.SAM, ThrowingSupplier.of(() -> {
            for (String[] mode : new String[][] {{}, {"key", "serial"}}) {
                assertThatExceptionOfType(ServletException.class)
                        .isThrownBy(() -> load("serial,price\nB,1\n", mode))
                        .havingCause()
                        .isInstanceOfSatisfying(InvalidRequestException.class, refused -> {
                            assertThat(refused.code()).isEqualTo("record.import.error.shut");
                            assertThat(refused.arguments()).containsExactly("The price");
                        });
            }
            assertThat(load("serial,price\nA,2\n", "key", "serial", "mode", "update"))
                    .as("those that are there are told row by row")
                    .containsEntry("badRows", 1L);
            assertThat(load("serial\nB\n")).containsEntry("added", 1L);
            return true;
        }));
    }

    private List<String> serials() {
        return gate
                .context
                .getBean(RecordQuery.class)
                .list(new ListRequest(
                        new FormRef("api", "part"), Condition.ALL, "", List.of(), Set.of(), 10, null, false))
                .items()
                .stream()
                .map(record -> String.valueOf(record.values().get("serial")))
                .toList();
    }

    @Test
    void keepsNothingOfADryRun() throws Exception {
        assertThat(load("serial\nA\n", "dryRun", "true"))
                .containsEntry("added", 1L)
                .doesNotContainKey("import");
        assertThat(mvc.perform(get(FORM + "/records:export"))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .doesNotContain("A\r");
    }

    @Test
    void refusesWhoMayOnlySee() {
        Gate.run(TestPeople.SAM, () -> {
            assertThatExceptionOfType(ServletException.class)
                    .isThrownBy(() -> mvc.perform(get(FORM + "/records:export")))
                    .withCauseInstanceOf(NotAllowedException.class);
            assertThatExceptionOfType(ServletException.class)
                    .isThrownBy(() -> load("serial\nA\n"))
                    .withCauseInstanceOf(NotAllowedException.class);
        });
    }

    private Map<String, Object> loadNamed(String name, String csv) throws Exception {
        return load(csv, Map.of("Idempotency-Key", name));
    }

    private Map<String, Object> load(String csv, String... parameters) throws Exception {
        return load(csv, Map.of(), parameters);
    }

    private Map<String, Object> load(String csv, Map<String, String> headers, String... parameters) throws Exception {
        return loadInto(FORM, csv, headers, parameters);
    }

    private Map<String, Object> loadInto(String form, String csv, Map<String, String> headers, String... parameters)
            throws Exception {
        var request = multipart(form + "/records:import")
                .file(new MockMultipartFile("file", "parts.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
        headers.forEach(request::header);
        for (int i = 0; i < parameters.length; i += 2) {
            request.param(parameters[i], parameters[i + 1]);
        }
        MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(202);
        String location = String.valueOf(response.getHeader("Location"));
        return Objects.requireNonNull(results.get(UUID.fromString(location.substring(location.lastIndexOf('/') + 1))));
    }

    /** Does the work while it is asked for. */
    private final class DoneAtOnce implements Jobs {

        @Override
        public UUID start(String kind, JobBody body, Runnable afterwards) {
            UUID id = Ids.next();
            try {
                results.put(id, body.run(part -> {}));
            } finally {
                afterwards.run();
            }
            return id;
        }

        @Override
        public Job get(UUID id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void cancel(UUID id) {
            throw new UnsupportedOperationException();
        }
    }
}
