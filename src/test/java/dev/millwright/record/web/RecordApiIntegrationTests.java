package dev.millwright.record.web;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.millwright.app.Action;
import dev.millwright.expression.ExpressionException;
import dev.millwright.form.PublishedForms;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.RepeatedRequests;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.internal.Gate;
import dev.millwright.record.internal.LimitsForTests;
import dev.millwright.record.spi.FieldAccess;
import dev.millwright.record.spi.FieldLimits;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.HasPosition;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Texts;
import dev.millwright.testing.TestPeople;
import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.util.function.ThrowingSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP API of records over real tables, without the filters and the error advice around it. */
class RecordApiIntegrationTests {

    private static final String RECORDS = "/api/v1/apps/api/forms/part/records";

    private static final String KEY = "Idempotency-Key";

    private static Gate gate;
    private static MockMvc mvc;

    @BeforeAll
    static void publish() {
        gate = new Gate();
        gate.publish(
                "api",
                EnumSet.allOf(Action.class),
                form(
                        "part",
                        field("name", "text", "{}", "required"),
                        field("serial", "text", "{}", "unique"),
                        field("price", "decimal"),
                        field("made", "date")));
        AccessibleForms forms = gate.context.getBean(AccessibleForms.class);
        Texts texts = new Texts(Map.of(), Map.of());
        StaleRecords stale = new StaleRecords(texts);
        mvc = MockMvcBuilders.standaloneSetup(
                        new RecordApi(
                                gate.records(),
                                gate.query(),
                                gate.context.getBean(RepeatedRequests.class),
                                forms,
                                stale,
                                texts),
                        new FormApi(forms, gate.context.getBean(PublishedForms.class)))
                .setControllerAdvice(stale)
                .build();
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @Test
    void createsReadsAndChangesARecord() throws Exception {
        MockHttpServletResponse created = call(post(RECORDS), "{\"name\": \"Bolt\", \"price\": 1.50}");
        assertThat(created.getStatus()).isEqualTo(201);
        assertThat(created.getHeader("ETag")).isEqualTo("\"1\"");
        String location = created.getHeader("Location");
        assertThat(location).endsWith(json(created).get("id").asString());
        assertThat(created.getContentAsString()).contains("\"price\":1.5", "\"made\":null");
        String one = RECORDS + "/" + json(created).get("id").asString();
        assertThat(json(call(get(one), ""))).isEqualTo(json(created));
        assertThat(call(patch(one).header("If-Match", "\"1\""), "{\"name\": \"Nut\"}")
                        .getHeader("ETag"))
                .isEqualTo("\"2\"");
        assertThat(call(patch(one).header("If-Match", "\"1\""), "{\"name\": \"Late\"}")
                        .getStatus())
                .isEqualTo(412);
        assertThat(call(delete(one).header("If-Match", "\"1\""), "").getStatus())
                .isEqualTo(412);
        JsonNode history = json(call(get(one + "/history"), "")).get("items");
        assertThat(history.get(0).get("via").asString()).isEqualTo("api");
        assertThat(history.get(0).get("changes").get(0).get("to").asString()).isEqualTo("Nut");
        assertThat(call(delete(one), "").getStatus()).isEqualTo(204);
        JsonNode restored = json(call(post(one + ":restore"), ""));
        assertThat(restored.get("version").asLong()).isEqualTo(4);
    }

    @Test
    void saysWhichFieldIsNotOpenInARecord() throws Exception {
        LimitsForTests limits = new LimitsForTests("part");
        gate.context.registerBean(FieldLimits.class, () -> limits);
        gate.share("api", EnumSet.allOf(Action.class));
        limits.rights = new FieldRights(
                Map.of("price", FieldAccess.HIDDEN, "made", FieldAccess.READ_ONLY), FieldAccess.EDITABLE);
        try {
            Gate.as(TestPeople.SAM, ThrowingSupplier.of(() -> {
                InvalidException refused = refusal(
                        InvalidException.class,
                        post(RECORDS),
                        "{\"name\": \"Bolt\", \"price\": 1, \"made\": \"2026-01-01\"}");
                assertThat(refused.problems())
                        .extracting(Problem::code, Problem::path)
                        .containsExactlyInAnyOrder(
                                tuple("record.error.fieldHidden", "price"),
                                tuple("record.error.fieldReadOnly", "made"));
                String one = RECORDS + "/"
                        + json(call(post(RECORDS), "{\"name\": \"Bolt\"}"))
                                .get("id")
                                .asString();
                refusal(InvalidException.class, patch(one), "{\"price\": 2}");
                assertThat(call(patch(one), "{\"name\": \"Nut\"}").getStatus()).isEqualTo(200);
                return true;
            }));
        } finally {
            limits.rights = FieldRights.ALL;
        }
    }

    @Test
    void answersARequestThatIsSentAgainAndDoesItOnce() throws Exception {
        String bolt = "{\"name\": \"Bolt\", \"serial\": \"once\"}";
        refusal(InvalidException.class, post(RECORDS).header(KEY, "create"), "{\"serial\": \"once\"}");
        JsonNode created = json(call(post(RECORDS).header(KEY, "create"), bolt));
        MockHttpServletResponse again = call(post(RECORDS).header(KEY, "create"), bolt);
        assertThat(again.getStatus()).isEqualTo(201);
        assertThat(json(again)).isEqualTo(created);
        refusal(InvalidRequestException.class, post(RECORDS).header(KEY, "create"), "{\"name\": \"Nut\"}");
        refusal(InvalidRequestException.class, post(RECORDS).header(KEY, "k".repeat(201)), bolt);

        String one = RECORDS + "/" + created.get("id").asString();
        String nut = "{\"name\": \"Nut\"}";
        for (int i = 0; i < 2; i++) {
            MockHttpServletResponse changed =
                    call(patch(one).header(KEY, "change").header("If-Match", "\"1\""), nut);
            assertThat(changed.getHeader("ETag")).isEqualTo("\"2\"");
        }
        String batch = "{\"create\": [{\"name\": \"Washer\"}, {\"name\": \"Screw\"}]}";
        JsonNode first = json(call(post(RECORDS + ":batch").header(KEY, "batch"), batch));
        assertThat(json(call(post(RECORDS + ":batch").header(KEY, "batch"), batch)))
                .isEqualTo(first);
    }

    @Test
    void doesARequestOnceThatIsSentTwiceAtTheSameTime() throws Exception {
        String part = "{\"name\": \"Twin\", \"serial\": \"twin\"}";
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(threads.submit(() -> json(call(post(RECORDS).header(KEY, "twin"), part))
                        .path("id")
                        .asString()));
            }
            Set<String> ids = new HashSet<>();
            for (Future<String> answer : answers) {
                ids.add(answer.get());
            }
            assertThat(ids).hasSize(1);
        }
    }

    @Test
    void tellsWrongShapesAndWrongValuesTogether() {
        InvalidException refused =
                refusal(InvalidException.class, post(RECORDS), "{\"price\": \"dear\", \"made\": \"tomorrow\"}");
        assertThat(refused.problems().items())
                .extracting(Problem::path)
                .containsExactlyInAnyOrder("price", "made", "name");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThat(refusal(UnknownFieldException.class, post(RECORDS), "{\"nmae\": 1}")
                        .field())
                .isEqualTo("nmae");
        for (String body : new String[] {"[]", "{", "{\"name\": 1, \"name\": 2}", "{} {}"}) {
            assertThat(refusal(InvalidRequestException.class, post(RECORDS), body)
                            .code())
                    .isEqualTo("record.error.json");
        }
        assertThat(refusal(ExpressionException.class, get(RECORDS).param("filter", "name = \"x\" # 1"), "")
                        .position()
                        .offset())
                .isEqualTo(11);
    }

    @Test
    void saysWhereAParameterNamesWhatIsNotThere() {
        Map<String, String> parameters = Map.of("sort", "name,-prize", "fields", "name,prize", "cursor", "no cursor");
        parameters.forEach((parameter, value) -> {
            DomainException refused =
                    refusal(DomainException.class, get(RECORDS).param(parameter, value), "");
            if (refused instanceof HasPosition placed) {
                assertThat(value.substring(placed.position().offset())).isEqualTo("prize");
            } else {
                assertThat(refused.code()).isEqualTo("record.error.cursor");
            }
        });
        for (String groups : new String[] {"prize", "month(prize)", "decade(made)", "made;drop"}) {
            assertThat(refusal(
                            DomainException.class, get(RECORDS + ":aggregate").param("groupBy", groups), ""))
                    .isInstanceOf(HasPosition.class);
        }
        for (String measures : new String[] {"sum(prize)", "mode(price)", "sum(price)) --"}) {
            assertThat(refusal(
                            DomainException.class, get(RECORDS + ":aggregate").param("measures", measures), ""))
                    .isInstanceOf(HasPosition.class);
        }
        assertThat(refusal(
                        DomainException.class,
                        get(RECORDS + ":aggregate").param("groupBy", "name").param("sort", "-sum(price)"),
                        ""))
                .isInstanceOf(HasPosition.class);
    }

    @Test
    void filtersSortsAndAggregates() throws Exception {
        String[] parts = {
            "{\"name\": \"agg one\", \"price\": 1.50, \"made\": \"2026-01-31\"}",
            "{\"name\": \"agg two\", \"price\": 2.25, \"made\": \"2026-02-01\"}",
            "{\"name\": \"agg two\", \"price\": 4, \"made\": \"2026-04-01\"}"
        };
        for (String part : parts) {
            call(post(RECORDS), part);
        }
        JsonNode found = json(call(
                get(RECORDS)
                        .param("filter", "STARTS_WITH(name, \"agg\") && price > 2")
                        .param("sort", "-price")
                        .param("fields", "price")
                        .param("count", "exact"),
                ""));
        assertThat(found.get("items")
                        .valueStream()
                        .map(item -> item.get("price").decimalValue()))
                .extracting(java.math.BigDecimal::intValue)
                .containsExactly(4, 2);
        assertThat(found.get("count").asLong()).isEqualTo(2);
        JsonNode figures = json(call(
                get(RECORDS + ":aggregate")
                        .param("groupBy", "quarter(made), name")
                        .param("measures", "count,sum(price),max(made)")
                        .param("filter", "STARTS_WITH(name, \"agg\")")
                        .param("sort", "-sum(price)"),
                ""));
        assertThat(figures.get("groups").toString()).isEqualTo("""
                [{"quarter(made)":"2026-Q2","name":"agg two","count":1,"sum(price)":4.0,"max(made)":"2026-04-01"},\
                {"quarter(made)":"2026-Q1","name":"agg two","count":1,"sum(price)":2.25,"max(made)":"2026-02-01"},\
                {"quarter(made)":"2026-Q1","name":"agg one","count":1,"sum(price)":1.5,"max(made)":"2026-01-31"}]""");
        for (String bucket : new String[] {"day=2026-01-31", "week=2026-W05", "month=2026-01", "year=2026"}) {
            String by = bucket.replaceAll("=.*", "(made)");
            assertThat(json(call(
                                    get(RECORDS + ":aggregate")
                                            .param("groupBy", by)
                                            .param("filter", "STARTS_WITH(name, \"agg\")"),
                                    ""))
                            .get("groups")
                            .get(0)
                            .get(by)
                            .asString())
                    .isEqualTo(bucket.replaceAll(".*=", ""));
        }
    }

    @Test
    void listsPageByPage() throws Exception {
        for (int i = 0; i < 3; i++) {
            call(post(RECORDS), "{\"name\": \"page\"}");
        }
        JsonNode first = json(call(get(RECORDS + "?limit=2&fields=name&count=exact"), ""));
        assertThat(first.get("items").size()).isEqualTo(2);
        assertThat(first.get("items").get(0).propertyNames()).containsExactly("id", "version", "name");
        assertThat(first.get("count").asLong()).isGreaterThanOrEqualTo(3);
        JsonNode next = json(call(
                get(RECORDS)
                        .param("limit", "2")
                        .param("cursor", first.get("next").asString()),
                ""));
        assertThat(next.get("items").get(0).get("id"))
                .isNotEqualTo(first.get("items").get(1).get("id"));
    }

    @Test
    void saysWhereInABatchAProblemIs() throws Exception {
        MockHttpServletResponse refused = call(
                post(RECORDS + ":batch"),
                "{\"create\": [{\"name\": \"a\"}, {\"price\": true}], \"delete\": [\"nothing\"]}");
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentType()).isEqualTo("application/problem+json");
        assertThat(json(refused).get("errors").valueStream())
                .extracting(e -> e.get("list").asString()
                        + e.get("index").asInt()
                        + e.get("field").asString())
                .containsExactlyInAnyOrder("create1price", "create1name", "delete0");
        MockHttpServletResponse done =
                call(post(RECORDS + ":batch"), "{\"create\": [{\"name\": \"a\"}, {\"name\": \"b\"}]}");
        assertThat(json(done).get("create").size()).isEqualTo(2);
    }

    @Test
    void describesTheForm() throws Exception {
        assertThat(json(call(get("/api/v1/apps/api/forms"), "")).get("items").size())
                .isEqualTo(1);
        JsonNode form = json(call(get("/api/v1/apps/api/forms/part"), ""));
        assertThat(form.get("fields").get(0).get("required").asBoolean()).isTrue();
        assertThat(form.get("actions").size()).isEqualTo(Action.values().length);
    }

    private static MockHttpServletResponse call(MockHttpServletRequestBuilder request, String body) throws Exception {
        return mvc.perform(request.content(body)).andReturn().getResponse();
    }

    private static <E extends Throwable> E refusal(Class<E> type, MockHttpServletRequestBuilder request, String body) {
        ServletException refused =
                org.assertj.core.api.Assertions.catchThrowableOfType(ServletException.class, () -> call(request, body));
        assertThat(refused.getCause()).isInstanceOf(type);
        return type.cast(refused.getCause());
    }

    private static JsonNode json(MockHttpServletResponse response) throws Exception {
        return JsonMapper.shared().readTree(response.getContentAsByteArray());
    }
}
