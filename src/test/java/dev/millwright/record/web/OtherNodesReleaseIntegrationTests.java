package dev.millwright.record.web;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import dev.millwright.app.Action;
import dev.millwright.app.AppProfile;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.Drafts;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.Rights;
import dev.millwright.exchange.Imports;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FormatContext;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.FormRef;
import dev.millwright.shared.Ids;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is published on another node counts for the very next call here, although nobody told of it yet. */
@IntegrationTest
class OtherNodesReleaseIntegrationTests {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private Apps apps;

    @Autowired
    private AppRights rights;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Publishing publishing;

    @Autowired
    private PublishedApps published;

    @Autowired
    private Imports imports;

    @Autowired
    private DefinitionCodec codec;

    private final String app = "behind" + COUNTER.incrementAndGet();
    private final UUID part = Ids.next();
    private final List<FieldDefinition> fields = new ArrayList<>();
    private MockMvc mvc;

    @BeforeEach
    void publish() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        TestPeople.as(TestPeople.DANA);
        apps.create(app, AppProfile.labelled(app));
        fields.add(field("name", "text", "{}", "required"));
        release(form(part, "part", null, null, List.of(), fields.toArray(FieldDefinition[]::new)));
        share(Role.STAFF);
        assertThat(published.find(app)).isPresent();
        TestPeople.nobody();
    }

    @AfterEach
    void signOut() {
        TestPeople.nobody();
    }

    private void release(FormDefinition form) {
        long version = drafts.find(app, FormDefinition.KIND, form.id())
                .map(Draft::version)
                .orElse(0L);
        drafts.save(app, FormDefinition.KIND, codec.write(form), version);
        publishing.publish(
                app,
                ReleaseRequest.all(),
                publishing.plan(app, ReleaseRequest.all()).fingerprint());
    }

    private void share(Role role) {
        Principal principal = Principal.role(role);
        rights.save(
                app,
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(principal),
                        Map.of(principal, Map.of(Rights.ANY_FORM, Set.of(Action.SEE, Action.CREATE, Action.CHANGE)))),
                rights.of(app).version());
    }

    /** Does it as the designer on another node, whose news does not arrive here. */
    private void onAnotherNode(Runnable work) {
        @SuppressWarnings("unchecked")
        Map<String, Object> known = (Map<String, Object>)
                Objects.requireNonNull(ReflectionTestUtils.getField(context.getBean("snapshotCache"), "snapshots"));
        assertThat(published.find(app)).isPresent();
        Object before = Objects.requireNonNull(known.get(app));
        TestPeople.as(TestPeople.DANA);
        work.run();
        TestPeople.nobody();
        known.put(app, before);
    }

    /** The key of a field that this node has not heard of. */
    private String unheardField() {
        String key = "extra_" + fields.size();
        fields.add(field(key, "text"));
        onAnotherNode(() -> release(form(part, "part", null, null, List.of(), fields.toArray(FieldDefinition[]::new))));
        return key;
    }

    @Test
    void takesFieldsThatWerePublishedOnAnotherNode() throws Exception {
        JsonNode created = call(
                TestPeople.SAM, 201, HttpMethod.POST, "part/records", "{'name': 'A', '%s': 'new'}", unheardField());
        assertThat(created.path("extra_1").asString()).isEqualTo("new");
        String record = "part/records/" + created.path("id").asString();
        JsonNode changed = call(TestPeople.SAM, 200, HttpMethod.PATCH, record, "{'%s': 'newer'}", unheardField());
        assertThat(changed.path("extra_2").asString()).isEqualTo("newer");
        call(
                TestPeople.SAM,
                200,
                HttpMethod.POST,
                "part/records:batch",
                "{'create': [{'name': 'B', '%s': 'newest'}]}",
                unheardField());
        String filtered = "part/records?filter=" + unheardField() + "=null";
        assertThat(call(TestPeople.SAM, 200, HttpMethod.GET, filtered, "").path("items"))
                .hasSize(2);
    }

    @Test
    void importsColumnsThatWerePublishedOnAnotherNode(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("parts.csv"), "name,extra_1\nNut,blue\n");
        unheardField();
        TestPeople.as(TestPeople.SAM);
        FormatContext format = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
        assertThat(imports.preview(new FormRef(app, "part"), file, 0, null, format)
                        .mapping())
                .containsEntry(1, "extra_1");
    }

    @Test
    void takesFormsAndRightsOfAnotherNode() throws Exception {
        onAnotherNode(() -> release(form("second", field("name", "text"))));
        call(TestPeople.SAM, 201, HttpMethod.POST, "second/records", "{'name': 'A'}");
        onAnotherNode(() -> share(Role.MANAGER));
        call(TestPeople.MIA, 201, HttpMethod.POST, "second/records", "{'name': 'B'}");
        onAnotherNode(() -> share(Role.STAFF));
        call(TestPeople.MIA, 404, HttpMethod.POST, "second/records", "{'name': 'C'}");
    }

    @Test
    void refusesWhatNoNodeKnows() throws Exception {
        call(TestPeople.SAM, 400, HttpMethod.POST, "part/records", "{'name': 'A', 'nothing': 1}");
        call(TestPeople.SAM, 404, HttpMethod.POST, "nothing/records", "{}");
    }

    private JsonNode call(Person person, int status, HttpMethod method, String path, String body, Object... arguments)
            throws Exception {
        var request = MockMvcRequestBuilders.request(method, URI.create("/api/v1/apps/" + app + "/forms/" + path))
                .contentType("application/json")
                .content(body.formatted(arguments).replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .with(authentication(TestPeople.authentication(person)));
        MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
        TestPeople.nobody();
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(status);
        return JsonMapper.shared().readTree(response.getContentAsByteArray());
    }
}
