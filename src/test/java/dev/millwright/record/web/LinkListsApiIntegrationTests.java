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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists of links in the JSON of records. */
class LinkListsApiIntegrationTests {

    private static final String MACHINES = "/api/v1/apps/plant/forms/machine/records";
    private static final String PARTS = "/api/v1/apps/plant/forms/part/records";
    private static Gate gate;
    private static MockMvc mvc;

    @BeforeAll
    static void publish() {
        gate = new Gate();
        FieldDefinition name = field("name", "text", "{}", "required");
        FieldDefinition number = field("number", "text", "{}", "unique");
        FormDefinition machines = form(Ids.next(), "machine", name.id(), number.id(), List.of(), name, number);
        FormDefinition parts = form(
                Ids.next(),
                "part",
                null,
                null,
                List.of(),
                field("title", "text"),
                field("fits", "links", "{\"form\": \"" + machines.id() + "\"}", ""));
        gate.publish("plant", EnumSet.allOf(Action.class), machines, parts);
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
    void linksAreGivenAsIdsOrKeysAndReadWithTheirTitles() throws Exception {
        String lathe = machine("Lathe", "M-1");
        machine("Mill", "M-2");
        JsonNode made =
                json(post(PARTS), "{\"title\": \"belt\", \"fits\": [{\"key\": \"M-2\"}, \"%s\"]}".formatted(lathe));
        assertThat(made.get("fits").get(0).get("title").asString()).isEqualTo("Mill");
        assertThat(made.get("fits").get(1).toString())
                .isEqualTo("{\"id\":\"%s\",\"title\":\"Lathe\"}".formatted(lathe));
        String one = PARTS + "/" + made.get("id").asString();
        assertThat(json(get(one), "")).isEqualTo(made);
        assertThat(json(patch(one), made.toString())).isEqualTo(made);
        assertThat(json(get(PARTS + "?filter=fits != null&fields=fits"), "")
                        .get("items")
                        .get(0)
                        .get("fits"))
                .isEqualTo(made.get("fits"));
        JsonNode history = json(get(one + "/history"), "").get("items");
        assertThat(history.toString()).contains("created");
        assertThat(json(patch(one), "{\"fits\": []}").get("fits").isNull()).isTrue();
    }

    @Test
    void whatIsUnknownOrThereTwiceIsRefusedWithTheFieldNamed() throws Exception {
        String lathe = machine("Other lathe", "M-3");
        for (String fits : List.of(
                "[\"%s\", \"%s\"]".formatted(lathe, lathe),
                "[\"%s\", {\"key\": \"M-3\"}]".formatted(lathe),
                "[\"%s\"]".formatted(Ids.next()),
                "[{\"key\": \"M-99\"}]",
                "\"%s\"".formatted(lathe),
                "[7]")) {
            assertThat(refusal("{\"title\": \"x\", \"fits\": " + fits + "}").problems().stream()
                            .map(Problem::path))
                    .as(fits)
                    .containsExactly("fits");
        }
    }

    @Test
    void theFormNamesTheKindAndTheFormThatTheLinksLeadTo() throws Exception {
        JsonNode fits =
                json(get("/api/v1/apps/plant/forms/part"), "").get("fields").get(1);
        assertThat(fits.get("kind").asString()).isEqualTo("references");
        assertThat(fits.get("target").get("form").asString()).isEqualTo("machine");
    }

    private static String machine(String name, String number) throws Exception {
        return json(post(MACHINES), "{\"name\": \"%s\", \"number\": \"%s\"}".formatted(name, number))
                .get("id")
                .asString();
    }

    private static InvalidException refusal(String body) throws Exception {
        try {
            json(post(PARTS), body);
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
