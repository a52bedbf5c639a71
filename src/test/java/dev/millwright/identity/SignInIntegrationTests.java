package dev.millwright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.millwright.shared.AuditableEvent;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Texts;
import dev.millwright.testing.FreshDatabase;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(
        classes = SignInIntegrationTests.IdentityAlone.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"vaadin.productionMode=true", "db-scheduler.enabled=false"})
@ContextConfiguration(initializers = SignInIntegrationTests.WithIssuer.class)
@Import(SignInIntegrationTests.Probe.class)
class SignInIntegrationTests {

    private static final TestIssuer ISSUER = new TestIssuer();

    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(Redirect.ALWAYS)
            .build();
    private final HttpClient program = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @BeforeEach
    void keycloakIsThere() {
        ISSUER.comeBack();
    }

    @AfterAll
    static void stop() {
        ISSUER.goAway();
    }

    @Test
    void signsInWithProofKeyAndGoesOnToTheDeepLink() throws Exception {
        HttpResponse<String> page = open("/probe?record=4711");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri().getPath()).isEqualTo("/probe");
        assertThat(page.uri().getQuery()).isEqualTo("record=4711");
        assertThat(page.body()).isEqualTo("sam-subject Sam Staff sam@example.com [staff] [/Production/Line 1]");
        assertThat(ISSUER.lastAuthorization())
                .containsEntry("code_challenge_method", "S256")
                .containsKey("nonce");
    }

    @Test
    void makesANewSessionIdAtSignIn() throws Exception {
        HttpResponse<String> toKeycloak = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .build()
                .send(get("/oauth2/authorization/keycloak"), BodyHandlers.ofString());
        assertThat(toKeycloak.statusCode()).isEqualTo(302);
        String before = sessionId();

        open("/probe");

        assertThat(sessionId()).isNotEqualTo(before);
    }

    @Test
    void asksKeycloakForTheLanguageOfTheBrowser() throws Exception {
        browser.send(
                request("/probe").header("Accept-Language", "zh-CN,zh;q=0.9").build(), BodyHandlers.ofString());

        assertThat(ISSUER.lastAuthorization().get("ui_locales")).startsWith("zh-CN");
    }

    @Test
    void prefersTheRememberedLanguageToTheBrowsers() throws Exception {
        HttpCookie remembered = new HttpCookie(RequestLanguage.COOKIE, "zh-CN");
        remembered.setPath("/");
        remembered.setVersion(0);
        cookies.getCookieStore().add(URI.create("http://localhost:" + port), remembered);

        browser.send(request("/probe").header("Accept-Language", "en-GB").build(), BodyHandlers.ofString());

        assertThat(ISSUER.lastAuthorization().get("ui_locales")).startsWith("zh-CN");
    }

    @Test
    void saysThatKeycloakIsAwayAndGoesOnOnceItIsBack() throws Exception {
        ISSUER.goAway();

        HttpResponse<String> page = browser.send(
                request("/probe?record=12").header("Accept-Language", "zh-CN").build(), BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("暂时无法登录").contains("/oauth2/authorization/keycloak");
        assertThat(page.headers().firstValue("Refresh")).hasValue("5;url=/oauth2/authorization/keycloak");

        ISSUER.comeBack();
        HttpResponse<String> again = open("/oauth2/authorization/keycloak");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.uri().toString()).contains("/probe?record=12");
    }

    @Test
    void letsThoseSignedInWorkOnWhileKeycloakIsAway() throws Exception {
        open("/probe");
        ISSUER.goAway();

        assertThat(open("/probe").statusCode()).isEqualTo(200);
    }

    @Test
    void showsAPageInsteadOfAnErrorWhenTheSignInWasNotOurs() throws Exception {
        HttpResponse<String> page = open("/login/oauth2/code/keycloak?code=stolen&state=unknown");

        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.body()).contains("The sign-in was not completed").doesNotContain("Exception");
    }

    @Test
    void endsTheSessionThatKeycloakEnded() throws Exception {
        open("/probe");

        HttpResponse<String> answer = backChannel(ISSUER.logoutToken("sam-session"));

        assertThat(answer.statusCode()).isEqualTo(200);
        HttpResponse<String> next =
                HttpClient.newBuilder().cookieHandler(cookies).build().send(get("/probe"), BodyHandlers.ofString());
        assertThat(next.statusCode()).isEqualTo(302);
        assertThat(next.headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/oauth2/authorization/keycloak"));
    }

    @Test
    void endsNoSessionForALogoutTokenThatTheRealmDidNotSign() throws Exception {
        open("/probe");
        JWTClaimsSet claims = SignedJWT.parse(ISSUER.logoutToken("sam-session")).getJWTClaimsSet();

        assertThat(backChannel(TestIssuer.sign(claims, TestIssuer.newKey("realm-key")))
                        .statusCode())
                .isEqualTo(400);

        assertThat(open("/probe").statusCode()).isEqualTo(200);
    }

    @Test
    void tellsTheAuditWhoSignedIn(@Autowired Events events) throws Exception {
        events.list().clear();

        open("/probe");
        backChannel(ISSUER.logoutToken("sam-session"));

        // Sessions of other tests may end with this one's.
        assertThat(events.list())
                .startsWith(
                        "identity.signedIn Sam Staff by Sam Staff SCREEN 127.0.0.1",
                        "identity.signedOutElsewhere Sam Staff by Sam Staff API 127.0.0.1");
    }

    @Test
    void tellsTheAuditOfRefusals(@Autowired Events events) throws Exception {
        events.list().clear();
        String token = ISSUER.sign(ISSUER.accessToken()
                .expirationTime(Date.from(Instant.now().minusSeconds(120)))
                .build());

        program.send(
                request("/login/oauth2/code/keycloak?error=access_denied&state=none")
                        .header("X-Forwarded-For", "203.0.113.5")
                        .build(),
                BodyHandlers.ofString());
        for (int i = 0; i < 20; i++) {
            program.send(
                    request("/api/v1/probe?secret=1")
                            .header("Authorization", "Bearer " + token)
                            .header("X-Forwarded-For", "203.0.113.7")
                            .build(),
                    BodyHandlers.ofString());
        }

        assertThat(events.list()).hasSize(2);
        assertThat(events.list().getFirst())
                .startsWith("identity.signInRefused")
                .endsWith("by nobody SCREEN 203.0.113.5");
        assertThat(events.list().getLast()).isEqualTo("identity.tokenRefused /api/v1/probe by nobody API 203.0.113.7");
    }

    @Test
    void guardsPagesAgainstFramingAndSniffing() throws Exception {
        HttpResponse<String> page = open("/probe");

        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("frame-ancestors 'self'").contains("object-src 'none'"));
    }

    @Test
    void showsHealthToAnybodyAndNothingElseOfOperations() throws Exception {
        HttpResponse<String> health = program.send(get("/actuator/health"), BodyHandlers.ofString());

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("UP").doesNotContain("db");
        assertThat(program.send(get("/actuator/env"), BodyHandlers.ofString()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void answersAnApiCallWithAGoodToken() throws Exception {
        HttpResponse<String> answer = call(ISSUER.sign(ISSUER.accessToken().build()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("sam-subject Sam Staff sam@example.com [staff] [/Production/Line 1]");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void answersNotFoundForACallThatIsNotThere() throws Exception {
        HttpResponse<String> answer = program.send(
                request("/api/v1/nothing")
                        .header(
                                "Authorization",
                                "Bearer " + ISSUER.sign(ISSUER.accessToken().build()))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("html");
    }

    @Test
    void takesAServiceAccountForAPersonLikeAnyOther() throws Exception {
        String token = ISSUER.sign(new JWTClaimsSet.Builder()
                .issuer(ISSUER.uri())
                .subject("robot-subject")
                .audience("millwright-api")
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .claim("azp", "erp")
                .claim("client_id", "erp")
                .claim("preferred_username", "service-account-erp")
                .claim("realm_access", Map.of("roles", List.of("staff")))
                .build());

        assertThat(call(token).body()).isEqualTo("robot-subject erp null [staff] []");
    }

    @Test
    void refusesAnApiCallWithoutToken() throws Exception {
        HttpResponse<String> answer = program.send(
                request("/api/v1/probe").header("Accept-Language", "zh-CN").build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).isEqualTo("Bearer"));
        assertThat(answer.body()).contains("\"status\":401").contains("访问令牌");
    }

    @Test
    void refusesTheBrowsersSessionForTheApi() throws Exception {
        open("/probe");

        assertThat(open("/api/v1/probe").statusCode()).isEqualTo(401);
    }

    @Test
    void refusesAnExpiredToken() throws Exception {
        assertRefused(ISSUER.sign(ISSUER.accessToken()
                .expirationTime(Date.from(Instant.now().minusSeconds(120)))
                .build()));
    }

    @Test
    void refusesATokenThatNeverExpires() throws Exception {
        assertRefused(ISSUER.sign(ISSUER.accessToken().expirationTime(null).build()));
    }

    @Test
    void refusesATokenOfAnotherIssuer() throws Exception {
        assertRefused(ISSUER.sign(ISSUER.accessToken()
                .issuer("https://elsewhere.example/realms/millwright")
                .build()));
    }

    @Test
    void refusesATokenForAnotherAudience() throws Exception {
        assertRefused(ISSUER.sign(ISSUER.accessToken().audience("account").build()));
    }

    @Test
    void refusesATokenOfAnotherKind() throws Exception {
        assertRefused(ISSUER.sign(ISSUER.accessToken().claim("typ", "ID").build()));
    }

    @Test
    void refusesAnUnsignedToken() throws Exception {
        assertRefused(new PlainJWT(ISSUER.accessToken().build()).serialize());
    }

    @Test
    void refusesATokenThatAnotherKeySigned() throws Exception {
        assertRefused(TestIssuer.sign(ISSUER.accessToken().build(), TestIssuer.newKey("realm-key")));
        for (int i = 0; i < 3; i++) {
            assertRefused(TestIssuer.sign(ISSUER.accessToken().build(), TestIssuer.newKey("unknown-" + i)));
        }
    }

    @Test
    void checksTokensWhileKeycloakIsAway() throws Exception {
        String token = ISSUER.sign(ISSUER.accessToken().build());
        call(token);
        ISSUER.goAway();

        assertThat(call(token).statusCode()).isEqualTo(200);
    }

    private void assertRefused(String token) throws Exception {
        HttpResponse<String> answer = call(token);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .contains("\"status\":401")
                .doesNotContain("Jwt")
                .doesNotContain("java");
    }

    private HttpResponse<String> open(String path) throws IOException, InterruptedException {
        return browser.send(get(path), BodyHandlers.ofString());
    }

    private HttpResponse<String> call(String token) throws IOException, InterruptedException {
        return program.send(
                request("/api/v1/probe")
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> backChannel(String token) throws IOException, InterruptedException {
        return program.send(
                request("/logout/connect/back-channel/keycloak")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest get(String path) {
        return request(path).build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private String sessionId() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("JSESSIONID"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    /** A fresh database, and an issuer that answers. */
    static final class WithIssuer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            new FreshDatabase().initialize(context);
            TestPropertyValues.of("millwright.issuer-uri=" + ISSUER.uri()).applyTo(context);
        }
    }

    /** This module without the others. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan(
            basePackages = "dev.millwright.identity",
            excludeFilters = @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
    static class IdentityAlone {

        @Bean
        Texts texts() throws IOException {
            return new Texts(bundle("messages.properties"), bundle("messages_zh.properties"));
        }

        private static Map<String, String> bundle(String name) throws IOException {
            Properties properties = PropertiesLoaderUtils.loadProperties(new EncodedResource(
                    new ClassPathResource("/dev/millwright/identity/" + name), StandardCharsets.UTF_8));
            Map<String, String> texts = new HashMap<>();
            properties.forEach((key, text) -> texts.put((String) key, (String) text));
            return texts;
        }
    }

    /** What the audit log would be told, in the order of events. */
    record Events(List<String> list, CurrentPerson currentPerson) {

        @EventListener
        void on(AuditableEvent event) {
            Origin origin = currentPerson.origin();
            list.add(event.action() + " " + event.subject() + " by "
                    + currentPerson.find().map(Person::name).orElse("nobody") + " " + origin.way() + " "
                    + origin.address());
        }
    }

    /** A page and an API call that say who acts. */
    @TestConfiguration(proxyBeanMethods = false)
    @RestController
    static class Probe {

        private final CurrentPerson currentPerson;

        Probe(CurrentPerson currentPerson) {
            this.currentPerson = currentPerson;
        }

        @Bean
        static Events events(CurrentPerson currentPerson) {
            return new Events(new CopyOnWriteArrayList<>(), currentPerson);
        }

        @Bean
        static BusinessTime businessTime() {
            return new BusinessTime(Clock.systemUTC(), ZoneOffset.UTC);
        }

        @GetMapping({"/probe", "/api/v1/probe"})
        String who() {
            Person person = currentPerson.get();
            return "%s %s %s %s %s"
                    .formatted(person.id(), person.name(), person.email(), person.roles(), person.departments());
        }
    }
}
