package dev.millwright.record.web;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.millwright.app.Action;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.form.PublishedForms;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.RepeatedRequests;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Texts;
import jakarta.servlet.ServletException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lines stand in the JSON of the record that they belong to. */
class LinesApiIntegrationTests {

    private static final String ORDERS = "/api/v1/apps/shop/forms/order/records";
    private static Gate gate;
    private static MockMvc mvc;

    @BeforeAll
    static void publish() {
        gate = new Gate();
        UUID order = Ids.next();
        UUID line = Ids.next();
        FieldDefinition owner = field("order", "link", "{\"form\": \"" + order + "\"}", "required");
        FieldDefinition position = field("position", "integer");
        FormDefinition lines = form(
                        line,
                        "order_line",
                        null,
                        null,
                        List.of(),
                        field("item", "text", "{}", "required"),
                        field("amount", "decimal"),
                        owner,
                        position)
                .withPartOf(new PartOf(order, owner.id(), position.id()));
        FormDefinition orders = form(
                order,
                "order",
                null,
                null,
                List.of(),
                field("number", "text", "{}", "required"),
                field("lines", "subform", "{\"form\": \"" + line + "\"}", ""));
        gate.publish("shop", EnumSet.allOf(Action.class), orders, lines);
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
    void anOrderIsMadeAndReadWithItsLines() throws Exception {
        JsonNode made = json(post(ORDERS), order("A", "[{\"item\": \"bolt\", \"amount\": 2}, {\"item\": \"nut\"}]"));
        assertThat(made.get("lines")).hasSize(2);
        assertThat(made.get("lines").get(0).get("item").asString()).isEqualTo("bolt");
        assertThat(made.get("lines").get(1).get("position").asInt()).isEqualTo(2);
        assertThat(made.get("lines").get(0).has("order")).isFalse();
        assertThat(json(get(ORDERS + "/" + made.get("id").asString()), "")).isEqualTo(made);
    }

    @Test
    void aChangeNamesWhatIsToBecomeOfLinesAndLeavesTheRest() throws Exception {
        JsonNode made = json(post(ORDERS), order("B", "[{\"item\": \"a\"}, {\"item\": \"b\"}, {\"item\": \"c\"}]"));
        String one = ORDERS + "/" + made.get("id").asString();
        JsonNode changed = json(
                patch(one).header("If-Match", "\"1\""),
                "{\"lines\": [{\"id\": %s, \"version\": 1, \"amount\": 5}, {\"id\": %s, \"_delete\": true}, {\"item\": \"d\"}]}"
                        .formatted(
                                made.get("lines").get(0).get("id"),
                                made.get("lines").get(1).get("id")));
        assertThat(changed.get("version").asInt()).isEqualTo(2);
        assertThat(changed.get("lines")
                        .valueStream()
                        .map(line -> line.get("item").asString()))
                .containsExactly("a", "c", "d");
        assertThat(changed.get("lines").get(0).get("amount").asInt()).isEqualTo(5);
        assertThat(json(patch(one), "{\"number\": \"B2\"}").get("lines")).isEqualTo(changed.get("lines"));
        JsonNode history = json(get(one + "/history"), "").get("items");
        assertThat(history.get(1).get("lines")).hasSize(3);
    }

    @Test
    void whatWasReadCanBeSentBackAsItIs() throws Exception {
        JsonNode made = json(post(ORDERS), order("C", "[{\"item\": \"a\"}]"));
        JsonNode again = json(patch(ORDERS + "/" + made.get("id").asString()), made.toString());
        assertThat(again).isEqualTo(made);
    }

    @Test
    void aListBringsLinesOnlyWhenAsked() throws Exception {
        json(post(ORDERS), order("D", "[{\"item\": \"a\"}]"));
        assertThat(json(get(ORDERS), "").get("items").get(0).has("lines")).isFalse();
        assertThat(json(get(ORDERS + "?expand=lines&fields=number"), "")
                        .get("items")
                        .get(0)
                        .get("lines"))
                .hasSize(1);
    }

    @Test
    void theFormTellsOfItsLines() throws Exception {
        JsonNode form = json(get("/api/v1/apps/shop/forms/order"), "");
        assertThat(form.get("lines").get(0).get("form").asString()).isEqualTo("order_line");
        assertThat(json(get("/api/v1/apps/shop/forms/order_line"), "")
                        .get("linesOf")
                        .asString())
                .isEqualTo("order");
    }

    @Test
    void whatIsWrongWithALineIsToldAtItsPlace() throws Exception {
        InvalidException refused = refusal(order("E", "[{\"item\": \"a\"}, {\"amount\": \"dear\"}]"));
        assertThat(refused.problems().stream().map(Problem::path))
                .containsExactlyInAnyOrder("lines.1.amount", "lines.1.item");
        assertThat(refusal(order("F", "{\"item\": \"a\"}")).problems().stream().map(Problem::code))
                .containsExactly("record.error.linesShape");
    }

    private static String order(String number, String lines) {
        return "{\"number\": \"" + number + "\", \"lines\": " + lines + "}";
    }

    private static InvalidException refusal(String body) throws Exception {
        try {
            json(post(ORDERS), body);
        } catch (ServletException e) {
            if (e.getCause() instanceof InvalidException refused) {
                return refused;
            }
            throw e;
        }
        throw new AssertionError("Not refused");
    }

    private static JsonNode json(MockHttpServletRequestBuilder request, String body) throws Exception {
        return JsonMapper.shared()
                .readTree(mvc.perform(
                                request.contentType(MediaType.APPLICATION_JSON).content(body))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8));
    }
}
