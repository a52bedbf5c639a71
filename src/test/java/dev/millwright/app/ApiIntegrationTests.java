package dev.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import dev.millwright.app.NoteKind.Note;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.identity.Person;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.WithPerson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

@AppTest
@WithPerson("dana")
class ApiIntegrationTests {

    @Autowired
    private Bench bench;

    @Autowired
    private DefinitionCodec codec;

    private final MockMvc mvc;

    private Person person = TestPeople.DANA;

    private String language = "en";

    ApiIntegrationTests(@Autowired WebApplicationContext context) {
        this.mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
    }

    @BeforeEach
    void asDana() {
        person = TestPeople.DANA;
    }

    @Test
    void anAppIsDesignedPublishedAndDeleted() throws Exception {
        MockHttpServletResponse created = call("POST", "", "{\"label\": \"Over HTTP\"}", null);
        assertThat(created.getStatus()).isEqualTo(201);
        String app = json(created).path("key").asString();
        assertThat(created.getHeader(HttpHeaders.LOCATION)).isEqualTo("/api/v1/apps/" + app);
        MockHttpServletResponse draft =
                call("PUT", app + "/drafts/note/memo", "{\"label\": \"Memo\", \"text\": \"\", \"retired\": []}", null);
        assertThat(draft.getStatus()).isEqualTo(201);
        assertThat(draft.getHeader(HttpHeaders.ETAG)).isEqualTo("\"1\"");
        JsonNode plan = json(call("POST", app + "/releases:plan", "{\"include\": [\"note/memo\"]}", null));
        assertThat(plan.path("publishable").asBoolean()).isTrue();
        assertThat(plan.path("steps")).isNotEmpty();
        String body = "{\"include\": [\"note/memo\"], \"fingerprint\": \"%s\"}"
                .formatted(plan.path("fingerprint").asString());
        MockHttpServletResponse release = call("POST", app + "/releases", body, null);
        assertThat(release.getStatus()).isEqualTo(201);
        assertThat(json(release).path("number").asLong()).isEqualTo(1);
        assertThat(call("POST", app + "/releases", body, null).getStatus()).isEqualTo(409);
        assertThat(json(call("GET", app + "/releases", null, null)).path("items"))
                .hasSize(1);
        MockHttpServletResponse zip = call("GET", app + "/package", null, null);
        assertThat(zip.getContentType()).startsWith("application/zip");
        assertThat(call("DELETE", app, null, null).getStatus()).isEqualTo(204);
        assertThat(call("GET", app, null, null).getStatus()).isEqualTo(404);
    }

    @Test
    void aSecondEditorIsRefused() throws Exception {
        App app = bench.app();
        Note note = bench.note(app, "memo");
        String address = app.key() + "/drafts/note/memo";
        String body = codec.write(note.withText("one"));
        assertThat(call("PUT", address, body, "\"1\"").getStatus()).isEqualTo(200);
        MockHttpServletResponse late = call("PUT", address, body, "\"1\"");
        assertThat(late.getStatus()).isEqualTo(412);
        assertThat(json(late).path("title").asString()).contains(TestPeople.DANA.name());
        assertThat(call("DELETE", address, null, "\"1\"").getStatus()).isEqualTo(412);
        assertThat(call("DELETE", address, null, "\"2\"").getStatus()).isEqualTo(204);
    }

    @Test
    void rightsGoThereAndBack() throws Exception {
        App app = bench.app();
        bench.shareWithSam(app);
        MockHttpServletResponse rights = call("GET", app.key() + "/rights", null, null);
        assertThat(json(rights)
                        .path("matrix")
                        .path("person:" + TestPeople.SAM.id())
                        .path("*"))
                .extracting(JsonNode::asString)
                .containsExactly("see", "create");
        String tag = rights.getHeader(HttpHeaders.ETAG);
        assertThat(call("PUT", app.key() + "/rights", rights.getContentAsString(), tag)
                        .getContentAsString())
                .isEqualTo(rights.getContentAsString());
        assertThat(call("PUT", app.key() + "/rights", rights.getContentAsString(), tag)
                        .getStatus())
                .isEqualTo(412);
    }

    @Test
    void staffIsRefusedAndStrangersSeeNothing() throws Exception {
        App app = bench.app();
        person = TestPeople.SAM;
        assertThat(call("GET", app.key(), null, null).getStatus()).isEqualTo(404);
        assertThat(call("POST", "", "{\"label\": \"Sam's\"}", null).getStatus()).isEqualTo(403);
        bench.shareWithSam(app);
        assertThat(call("GET", app.key(), null, null).getStatus()).isEqualTo(200);
        assertThat(call("GET", app.key() + "/drafts", null, null).getStatus()).isEqualTo(403);
        assertThat(call("PUT", app.key() + "/rights", "{}", null).getStatus()).isEqualTo(403);
        assertThat(call("POST", app.key() + "/releases:plan", "{}", null).getStatus())
                .isEqualTo(403);
    }

    @Test
    void allErrorsAreToldInTheCallersLanguage() throws Exception {
        language = "zh-CN";
        MockHttpServletResponse refused = call("POST", "", "{\"label\": \"\", \"key\": \"Select\"}", null);
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentType()).startsWith("application/problem+json");
        JsonNode errors = json(refused).path("errors");
        assertThat(errors).extracting(error -> error.path("field").asString()).containsExactly("label", "key");
        assertThat(errors.get(0).path("message").asString()).isEqualTo("请为应用命名。");
    }

    @Test
    void whatIsNoJsonOrNoAddressIsAProblemDocumentToo() throws Exception {
        assertThat(call("POST", "", "not json", null).getStatus()).isEqualTo(400);
        App app = bench.app();
        assertThat(call("PUT", app.key() + "/drafts/note/memo", "{}", null).getStatus())
                .isEqualTo(400);
        MockHttpServletResponse nowhere = call("GET", "a/b/c/d/e/f", null, null);
        assertThat(nowhere.getStatus()).isEqualTo(404);
        assertThat(nowhere.getContentType()).startsWith("application/problem+json");
        assertThat(call("PATCH", "", "{}", null).getStatus()).isEqualTo(405);
    }

    @Test
    void bugsAreToldByAnIncidentAndNothingElse() throws Exception {
        App app = bench.app();
        Note bad = bench.note(app, "bad");
        bench.save(app, bad.withText(NoteKind.BREAKS));
        String fingerprint = json(call("POST", app.key() + "/releases:plan", "{}", null))
                .path("fingerprint")
                .asString();
        MockHttpServletResponse failed =
                call("POST", app.key() + "/releases", "{\"fingerprint\": \"" + fingerprint + "\"}", null);
        assertThat(failed.getStatus()).isEqualTo(500);
        assertThat(json(failed).path("incident").asString()).isNotEmpty();
        assertThat(failed.getContentAsString()).doesNotContain("purpose").doesNotContain("Exception");
    }

    private MockHttpServletResponse call(String method, String path, @Nullable String body, @Nullable String ifMatch)
            throws Exception {
        var request = MockMvcRequestBuilders.request(
                        HttpMethod.valueOf(method),
                        java.net.URI.create("/api/v1/apps" + (path.isEmpty() ? "" : "/" + path)))
                .with(authentication(TestPeople.authentication(person)))
                .header(HttpHeaders.ACCEPT_LANGUAGE, language)
                .locale(java.util.Locale.forLanguageTag(language));
        if (body != null) {
            request.content(body).contentType("application/json");
        }
        if (ifMatch != null) {
            request.header(HttpHeaders.IF_MATCH, ifMatch);
        }
        MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
        response.setCharacterEncoding("UTF-8");
        // The call signs its thread in and out again.
        TestPeople.as(TestPeople.DANA);
        return response;
    }

    private JsonNode json(MockHttpServletResponse response) throws Exception {
        return codec.mapper().readTree(response.getContentAsByteArray());
    }
}
