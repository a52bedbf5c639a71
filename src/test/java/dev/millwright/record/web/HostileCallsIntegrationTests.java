package dev.millwright.record.web;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import dev.millwright.app.AppProfile;
import dev.millwright.app.Apps;
import dev.millwright.app.Drafts;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.FormDefinition;
import dev.millwright.record.FormRef;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever stands in any parameter or property of any call, the answer is a refusal in words at most, and tells nothing of the inside. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileCallsIntegrationTests {

    private static final String APP = "hostile";
    private static final String PARTS = "apps/" + APP + "/forms/part/records";
    private static final Pattern INSIDE = Pattern.compile(
            "Exception|Error:|(org|java|jakarta|tools|com)\\.[a-z]+\\.|\\bat dev\\.|stackTrace|SQLSTATE|/home/|/tmp/|"
                    + Pattern.quote(System.getProperty("user.dir"))
                    + "|(?i:select .* from|insert into|update .* set |syntax error|violates|relation \"|column \")");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "\uD83D",
            "\uDE00x",
            "\uFFFF",
            "\u202E",
            "'; drop table platform.app; --",
            "\" or 1=1 /*",
            "../../../etc/passwd",
            "${7*7}#{7*7}{{7*7}}{0}",
            "%00%0a%s%n",
            "-1",
            "99999999999999999999",
            "1e999999999",
            "true",
            "null",
            "[]",
            "=1+1",
            "(((((",
            "month(",
            "x".repeat(20_000));

    /** Values of every kind of JSON, as they stand in a body. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "1e400",
            "99999999999999999999",
            "1e-999999999",
            "1e-25000000",
            "1e2147483648",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud83d\"",
            "\"'; drop table platform.app; --\"",
            "\"${7*7}{0}../../etc/passwd\"",
            "\"" + "x".repeat(20_000) + "\"",
            "[]",
            "[[[1]], null]",
            "{}",
            "{\"id\": 1, \"key\": [], \"title\": {}}",
            "[".repeat(300) + "]".repeat(300));

    @Autowired
    private WebApplicationContext context;

    @Autowired
    @Qualifier("requestMappingHandlerMapping") private RequestMappingHandlerMapping mappings;

    @Autowired
    private Apps apps;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Publishing publishing;

    @Autowired
    private Records records;

    @Autowired
    private DefinitionCodec codec;

    @Autowired
    private List<DefinitionKind<?>> kinds;

    private MockMvc mvc;
    private String record = "";
    private final List<String> wrong = new ArrayList<>();
    private int calls;
    private String answer = "";

    @BeforeAll
    void publish() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        TestPeople.as(TestPeople.DANA);
        apps.create(APP, AppProfile.labelled(APP));
        FormDefinition place = form("place", field("name", "text"));
        drafts.save(APP, FormDefinition.KIND, codec.write(place), 0);
        String options = "{\"options\": [{\"key\": \"a\", \"label\": \"A\"}, {\"key\": \"b\", \"label\": \"B\"}]}";
        drafts.save(
                APP,
                FormDefinition.KIND,
                codec.write(form(
                        "part",
                        field("name", "text"),
                        field("serial", "text", "{}", "unique"),
                        field("note", "long-text"),
                        field("amount", "integer"),
                        field("price", "decimal"),
                        field("made", "date"),
                        field("checked_at", "date-time"),
                        field("passed", "yes-no"),
                        field("state", "choice", options, ""),
                        field("marks", "multiple-choice", options, ""),
                        field("inspector", "person"),
                        field("place", "link", "{\"form\": \"" + place.id() + "\"}", ""),
                        field("places", "links", "{\"form\": \"" + place.id() + "\"}", ""),
                        field("site", "location"))),
                0);
        publishing.publish(
                APP,
                ReleaseRequest.all(),
                publishing.plan(APP, ReleaseRequest.all()).fingerprint());
        record = records.create(new FormRef(APP, "part"), Map.of("name", "Bolt"), Via.API)
                .id()
                .toString();
        TestPeople.nobody();
    }

    @AfterEach
    void signOut() {
        TestPeople.nobody();
        wrong.clear();
        calls = 0;
    }

    @Test
    void takesAnythingInTheParametersAndHeadersOfEveryRoute() throws Exception {
        for (var route : mappings.getHandlerMethods().entrySet()) {
            for (String path : route.getKey().getPatternValues()) {
                for (RequestMethod method : route.getKey().getMethodsCondition().getMethods()) {
                    if (path.startsWith("/api/")) {
                        boolean parts = route.getKey().getConsumesCondition().getExpressions().stream()
                                .anyMatch(type -> type.getMediaType().equals(MediaType.MULTIPART_FORM_DATA));
                        fill(
                                method.asHttpMethod(),
                                path,
                                parts,
                                route.getValue().getMethodParameters());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(calls).isGreaterThan(1_000);
    }

    private void fill(HttpMethod method, String path, boolean parts, MethodParameter[] parameters) throws Exception {
        for (MethodParameter parameter : parameters) {
            PathVariable place = parameter.getParameterAnnotation(PathVariable.class);
            RequestParam wish = parameter.getParameterAnnotation(RequestParam.class);
            RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
            for (String text : TEXTS) {
                if (place != null) {
                    String name = name(place.name(), parameter);
                    call(request(method, path.replace("{" + name + "}", encoded(text)), parts), path, text);
                } else if (wish != null && !parameter.getParameterType().equals(MultipartFile.class)) {
                    call(request(method, path, parts).param(name(wish.name(), parameter), text), path, text);
                } else if (header != null && text.chars().allMatch(c -> c >= ' ' && c < 127)) {
                    call(request(method, path, parts).header(name(header.name(), parameter), text), path, text);
                }
            }
        }
    }

    private static String name(String told, MethodParameter parameter) {
        return told.isEmpty() ? String.valueOf(parameter.getParameter().getName()) : told;
    }

    /** Lone surrogates cannot stand in an address. */
    private static String encoded(String text) {
        return UriUtils.encode(text.replaceAll("[\\uD800-\\uDFFF]", "?"), StandardCharsets.UTF_8);
    }

    private AbstractMockHttpServletRequestBuilder<?> request(HttpMethod method, String path, boolean parts) {
        // What is deleted here is needed by the calls after it.
        String app = method.equals(HttpMethod.DELETE) ? "nowhere" : APP;
        URI address = URI.create(path.replace("{app}", app)
                .replace("{form}", "part")
                .replace("{kind}", FormDefinition.KIND)
                .replace("{key}", "part")
                .replace("{keyOrId}", "other")
                .replaceAll("\\{[^}]+}", record));
        if (parts) {
            return MockMvcRequestBuilders.multipart(method, address)
                    .file(new MockMultipartFile(
                            "file", "parts.csv", "text/csv", "name\nNut\n".getBytes(StandardCharsets.UTF_8)))
                    .param("dryRun", "true");
        }
        var request = MockMvcRequestBuilders.request(method, address);
        return method.equals(HttpMethod.GET)
                ? request
                : request.contentType(MediaType.APPLICATION_JSON).content("{}");
    }

    @Test
    void takesAnythingInTheBodiesOfRecords() throws Exception {
        String values = """
                {"name": "x", "serial": "s", "note": "n", "amount": 1, "price": 1.5, "made": "2026-01-01",
                 "checked_at": "2026-01-01T08:00:00Z", "passed": true, "state": "a", "marks": ["a"],
                 "inspector": {"id": "dana-id", "name": "Dana"}, "place": {"key": "x"},
                 "places": [{"key": "x"}], "site": {"latitude": 1, "longitude": 1}, "id": "%s", "version": 1}
                """.formatted(record);
        spoil(HttpMethod.POST, PARTS, values);
        spoil(HttpMethod.PATCH, PARTS + "/" + record, values);
        spoil(
                HttpMethod.POST,
                PARTS + ":batch",
                "{\"create\": [%s], \"update\": [%s], \"delete\": [\"%s\"]}".formatted(values, values, Ids.next()));
        spoil(
                HttpMethod.POST,
                PARTS + ":print",
                "{\"template\": \"x\", \"ids\": [\"%s\"], \"filter\": \"\", \"sort\": \"\"}".formatted(record));
        assertThat(wrong).isEmpty();
    }

    /** One megabyte of a body may become a hundred while it is worked on, and each problem a text in the answer. */
    @Test
    void boundsWhatOneBodyMayTakeAndWhatItsAnswerTells() throws Exception {
        String links = IntStream.range(0, 1_000)
                .mapToObj("{\"key\": \"%d\"}"::formatted)
                .collect(Collectors.joining(",", "{\"places\": [", "]}"));
        assertThat(bounded(PARTS + ":batch", "{\"create\": [" + (links + ",").repeat(200) + links + "]}"))
                .isEqualTo(413);
        assertThat(bounded(PARTS + ":batch", "{\"create\": [" + (links + ",").repeat(600) + links + "]}"))
                .isEqualTo(413);
        assertThat(bounded(PARTS, "{\"many\": [" + "{},".repeat(2_000_000) + "{}]}"))
                .isEqualTo(413);
        String odd = "{\"amount\": \"much\"}";
        assertThat(bounded(PARTS + ":batch", "{\"create\": [" + (odd + ",").repeat(4_000) + odd + "]}"))
                .isEqualTo(422);
        assertThat(answer).contains("\"more_errors\":3001");
        assertThat(wrong).isEmpty();
    }

    private int bounded(String path, String body) {
        int status = call(json(HttpMethod.POST, path, body), path, body);
        assertThat(answer.length()).as("characters of the answer").isLessThan(500_000);
        return status;
    }

    @Test
    void takesAnythingInTheBodiesOfDesigns() throws Exception {
        spoil(
                HttpMethod.POST,
                "apps",
                "{\"label\": \"x\", \"description\": \"\", \"icon\": \"vaadin:cube\", \"colour\": \"blue\"}");
        spoil(HttpMethod.PUT, "apps/" + APP + "/rights", """
                {"owners": ["person:dana-id"], "designers": ["role:designer"], "members": ["role:staff"],
                 "matrix": {"role:staff": {"*": ["see"], "part": ["see", "create"]}}}
                """);
        spoil(
                HttpMethod.POST,
                "apps/" + APP + "/releases:plan",
                "{\"include\": [\"form/part\"], \"answers\": {\"a\": \"b\"}}");
        spoil(HttpMethod.POST, "apps/" + APP + "/releases:plan", "{\"from\": 1}");
        spoil(HttpMethod.POST, "apps/" + APP + "/releases", "{\"include\": [\"form/part\"], \"fingerprint\": \"x\"}");
        assertThat(wrong).isEmpty();
    }

    /** A spoilt draft may be kept; then there is a plan for it that says what is wrong. */
    @Test
    void takesAnythingInDrafts() throws Exception {
        Map<String, String> designs = new LinkedHashMap<>();
        TestPeople.as(TestPeople.DANA);
        UUID part = drafts.find(APP, FormDefinition.KIND, "part").orElseThrow().id();
        designs.put(
                "form/" + part,
                drafts.find(APP, FormDefinition.KIND, part).orElseThrow().json());
        for (DefinitionKind<?> kind : kinds) {
            UUID id = Ids.next();
            designs.put(
                    kind.key() + "/" + id, codec.write(kind.empty(id, kind.key().replace('-', '_'), "Empty")));
        }
        TestPeople.nobody();
        for (Map.Entry<String, String> design : designs.entrySet()) {
            String path = "apps/" + APP + "/drafts/" + design.getKey();
            int turn = 0;
            for (Place place : places(JsonMapper.shared().readTree(design.getValue()))) {
                for (int i = 0; i < 3; i++) {
                    String value = VALUES.get((turn + i * 6) % VALUES.size());
                    String body = place.with(design.getValue(), value);
                    if (call(json(HttpMethod.PUT, path, body), path, place + " = " + value) < 300) {
                        String plan = "apps/" + APP + "/releases:plan";
                        call(json(HttpMethod.POST, plan, "{}"), plan, design.getKey() + " " + place + " = " + value);
                    }
                }
                turn++;
            }
            call(json(HttpMethod.DELETE, path, ""), path, "");
        }
        assertThat(wrong).isEmpty();
    }

    private void spoil(HttpMethod method, String path, String body) throws Exception {
        for (Place place : places(JsonMapper.shared().readTree(body))) {
            for (String value : VALUES) {
                call(json(method, path, place.with(body, value)), path, place + " = " + value);
            }
        }
        for (String value : VALUES) {
            call(json(method, path, value), path, value);
        }
        call(json(method, path, body.substring(0, body.length() / 2)), path, "half");
        call(json(method, path, body).contentType(MediaType.APPLICATION_FORM_URLENCODED), path, "as a form");
        call(json(method, path, body).contentType(MediaType.TEXT_PLAIN), path, "as text");
        call(json(method, path, body).header("Content-Encoding", "gzip"), path, "as if compressed");
    }

    /** Where a value stands in a body: names and numbers, from the outside in. */
    private record Place(List<Object> steps) {

        String with(String body, String value) {
            JsonNode whole = JsonMapper.shared().readTree(body);
            JsonNode at = whole;
            for (Object step : steps.subList(0, steps.size() - 1)) {
                at = step instanceof Integer index ? at.get(index) : at.get((String) step);
            }
            String mark = "@here@";
            switch (at) {
                case ObjectNode object -> object.put((String) steps.getLast(), mark);
                case ArrayNode array -> array.set((int) steps.getLast(), mark);
                default -> throw new IllegalStateException();
            }
            return whole.toString().replace("\"" + mark + "\"", value);
        }

        Place and(Object step) {
            List<Object> more = new ArrayList<>(steps);
            more.add(step);
            return new Place(more);
        }
    }

    private static List<Place> places(JsonNode body) {
        List<Place> places = new ArrayList<>();
        collect(new Place(List.of()), body, places);
        return places;
    }

    private static void collect(Place here, JsonNode node, List<Place> places) {
        if (!here.steps().isEmpty()) {
            places.add(here);
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> collect(here.and(property.getKey()), property.getValue(), places));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < Math.min(array.size(), 2); i++) {
                collect(here.and(i), array.get(i), places);
            }
        }
    }

    private static AbstractMockHttpServletRequestBuilder<?> json(HttpMethod method, String path, String body) {
        return MockMvcRequestBuilders.request(method, URI.create("/api/v1/" + path))
                .content(body.getBytes(StandardCharsets.UTF_8))
                .contentType(MediaType.APPLICATION_JSON);
    }

    private int call(AbstractMockHttpServletRequestBuilder<?> request, String path, String what) {
        calls++;
        String told = "%s with %s".formatted(path, what.length() > 200 ? what.substring(0, 200) + "…" : what);
        try {
            MockHttpServletResponse answer = mvc.perform(
                            request.with(authentication(TestPeople.authentication(TestPeople.DANA))))
                    .andReturn()
                    .getResponse();
            String body = answer.getContentAsString(StandardCharsets.UTF_8);
            this.answer = body;
            boolean refused = answer.getStatus() >= 400;
            boolean bare = refused
                    && !body.isEmpty()
                    && !String.valueOf(answer.getContentType()).startsWith("application/problem+json");
            if (answer.getStatus() >= 500
                    || bare
                    || (refused && INSIDE.matcher(body).find())) {
                wrong.add("%s: %d %s"
                        .formatted(told, answer.getStatus(), body.substring(0, Math.min(300, body.length()))));
            }
            return answer.getStatus();
        } catch (Exception e) {
            wrong.add(told + ": " + e);
            return 500;
        } finally {
            TestPeople.nobody();
        }
    }
}
