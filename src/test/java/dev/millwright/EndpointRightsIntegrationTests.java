package dev.millwright;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import dev.millwright.app.Action;
import dev.millwright.app.AppProfile;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Drafts;
import dev.millwright.app.FieldGrant;
import dev.millwright.app.Limit;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.Rights;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.FormRef;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every endpoint that there is, also one that is added tomorrow, for people who have no business there. */
@IntegrationTest
class EndpointRightsIntegrationTests {

    private static final String APP = "not_yours";

    /** A package may come for an app that is not there yet, so the name of one that is cannot be hidden. */
    private static final Set<String> FORBIDDEN = Set.of("PUT /api/v1/apps/{app}/package");

    @Autowired
    private WebApplicationContext context;

    @Autowired
    @Qualifier("requestMappingHandlerMapping") private RequestMappingHandlerMapping mappings;

    @Autowired
    private Apps apps;

    @Autowired
    private PublishedApps published;

    @Autowired
    private AppRights rights;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Publishing publishing;

    @Autowired
    private Records records;

    @Autowired
    private DefinitionCodec codec;

    private MockMvc mvc;
    private String record = "";

    @BeforeEach
    void publish() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        TestPeople.as(TestPeople.DANA);
        if (published.find(APP).isEmpty()) {
            apps.create(APP, AppProfile.labelled(APP));
            drafts.save(APP, FormDefinition.KIND, codec.write(form("part", field("name", "text"))), 0);
            publishing.publish(
                    APP,
                    ReleaseRequest.all(),
                    publishing.plan(APP, ReleaseRequest.all()).fingerprint());
        }
        shareWithManagers();
        record = records.create(new FormRef(APP, "part"), Map.of("name", "secret"), Via.API)
                .id()
                .toString();
        TestPeople.nobody();
    }

    private void shareWithManagers() {
        Principal manager = Principal.role(Role.MANAGER);
        rights.save(
                APP,
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(manager),
                        Map.of(manager, Map.of(Rights.ANY_FORM, Set.of(Action.SEE)))),
                rights.of(APP).version());
    }

    @AfterEach
    void signOut() {
        TestPeople.nobody();
    }

    @Test
    void appsOfOthersAreNotThere() {
        List<String> wrong = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        each((name, endpoint) -> {
            if (name.contains("{app}")) {
                asked.add(name);
                MockHttpServletResponse answer = call(endpoint, TestPeople.SAM);
                int expected = FORBIDDEN.contains(name) ? 403 : 404;
                if (answer.getStatus() != expected || text(answer).contains("secret")) {
                    wrong.add(name + " " + answer.getStatus() + " " + text(answer));
                }
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(asked).hasSizeGreaterThan(30);
    }

    /** Whatever is asked of a form in which the field is masked, none of the answers has its value. */
    @Test
    void whatIsMaskedIsInNoAnswer() {
        TestPeople.as(TestPeople.DANA);
        Principal staff = Principal.role(Role.STAFF);
        rights.save(
                APP,
                new Rights(
                                List.of(Principal.person(TestPeople.DANA.id())),
                                List.of(),
                                List.of(staff),
                                Map.of(
                                        staff,
                                        Map.of(
                                                "part",
                                                Set.of(
                                                        Action.SEE,
                                                        Action.CREATE,
                                                        Action.CHANGE,
                                                        Action.EXPORT,
                                                        Action.PRINT))))
                        .withLimit(staff, "part", Limit.NONE.with(Map.of("name", FieldGrant.MASKED))),
                rights.of(APP).version());
        TestPeople.nobody();
        List<String> wrong = new ArrayList<>();
        List<String> answered = new ArrayList<>();
        each((name, endpoint) -> {
            if (name.contains("{app}") && !name.startsWith("DELETE")) {
                MockHttpServletResponse answer = call(endpoint, TestPeople.SAM);
                if (answer.getStatus() < 300) {
                    answered.add(name);
                }
                if (text(answer).contains("secret")) {
                    wrong.add(name + " " + text(answer));
                }
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(answered).hasSizeGreaterThan(8);
    }

    /** A parameter that cannot be read tells nobody more than one that can. */
    @Test
    void parametersAreOnlyLookedAtForThoseWhoMay() {
        List<String> wrong = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        for (Person person : List.of(TestPeople.SAM, TestPeople.MIA)) {
            each((name, endpoint) -> {
                int usual = call(endpoint, person).getStatus();
                if (usual != 404 && usual != 403) {
                    return;
                }
                for (MethodParameter parameter : endpoint.handler().getMethodParameters()) {
                    RequestParam wanted = parameter.getParameterAnnotation(RequestParam.class);
                    if (wanted != null && !parameter.getParameterType().equals(MultipartFile.class)) {
                        asked.add(name);
                        Endpoint strange = endpoint.with(name(wanted, parameter), "\uD83D nonsense(");
                        int status = call(strange, person).getStatus();
                        if (status != usual) {
                            wrong.add("%s %s %s: %d instead of %d"
                                    .formatted(person.name(), name, name(wanted, parameter), status, usual));
                        }
                    }
                }
            });
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).hasSizeGreaterThan(30);
    }

    @Test
    void nobodyGetsInWithoutSigningIn() {
        List<String> wrong = new ArrayList<>();
        each((name, endpoint) -> {
            MockHttpServletResponse answer = call(endpoint, null);
            if (answer.getStatus() != 401) {
                wrong.add(name + " " + answer.getStatus());
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatIsNotThereIsNoFailure() {
        List<String> wrong = new ArrayList<>();
        each((name, endpoint) -> {
            MockHttpServletResponse answer = call(endpoint.elsewhere(), TestPeople.DANA);
            if (answer.getStatus() >= 500) {
                wrong.add(name + " " + answer.getStatus());
            }
        });
        assertThat(wrong).isEmpty();
    }

    /**
     * @param app what stands for the app
     * @param extra a parameter with its value
     */
    private record Endpoint(
            HttpMethod method, String path, HandlerMethod handler, boolean parts, String app, List<String> extra) {

        Endpoint elsewhere() {
            return new Endpoint(method, path, handler, parts, "nowhere", extra);
        }

        Endpoint with(String name, String value) {
            return new Endpoint(method, path, handler, parts, app, List.of(name, value));
        }
    }

    private void each(BiConsumer<String, Endpoint> work) {
        for (Map.Entry<RequestMappingInfo, HandlerMethod> entry :
                mappings.getHandlerMethods().entrySet()) {
            RequestMappingInfo info = entry.getKey();
            boolean parts = info.getConsumesCondition().getExpressions().stream()
                    .anyMatch(type -> type.getMediaType().equals(MediaType.MULTIPART_FORM_DATA));
            for (String path : info.getPatternValues()) {
                for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                    if (path.startsWith("/api/")) {
                        work.accept(
                                method + " " + path,
                                new Endpoint(method.asHttpMethod(), path, entry.getValue(), parts, APP, List.of()));
                    }
                }
            }
        }
    }

    private MockHttpServletResponse call(Endpoint endpoint, @Nullable Person person) {
        String path = endpoint.path()
                .replace("{app}", endpoint.app())
                .replace("{form}", "part")
                .replace("{kind}", FormDefinition.KIND)
                .replace("{key}", "part")
                .replaceAll("\\{[^}]+}", record);
        AbstractMockHttpServletRequestBuilder<?> request = endpoint.parts()
                ? MockMvcRequestBuilders.multipart(endpoint.method(), path)
                        .file(new MockMultipartFile(
                                "file", "parts.csv", "text/csv", "name\nNut\n".getBytes(StandardCharsets.UTF_8)))
                : MockMvcRequestBuilders.request(endpoint.method(), path);
        if (!endpoint.parts() && !endpoint.method().equals(HttpMethod.GET)) {
            request.contentType(MediaType.APPLICATION_JSON).content("{}");
        }
        for (MethodParameter parameter : endpoint.handler().getMethodParameters()) {
            RequestParam wanted = parameter.getParameterAnnotation(RequestParam.class);
            if (wanted != null && wanted.required() && wanted.defaultValue().equals(ValueConstants.DEFAULT_NONE)) {
                request.param(name(wanted, parameter), "1");
            }
        }
        if (!endpoint.extra().isEmpty()) {
            request.param(endpoint.extra().getFirst(), endpoint.extra().getLast());
        }
        if (person != null) {
            request.with(authentication(TestPeople.authentication(person)));
        }
        try {
            return mvc.perform(request).andReturn().getResponse();
        } catch (Exception e) {
            throw new IllegalStateException(endpoint.path(), e);
        } finally {
            TestPeople.nobody();
        }
    }

    private static String name(RequestParam wanted, MethodParameter parameter) {
        return wanted.name().isEmpty() ? parameter.getParameter().getName() : wanted.name();
    }

    private static String text(MockHttpServletResponse answer) {
        return new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
