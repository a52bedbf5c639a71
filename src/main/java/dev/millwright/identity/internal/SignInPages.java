package dev.millwright.identity.internal;

import dev.millwright.identity.RequestLanguage;
import dev.millwright.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.util.HtmlUtils;

/** The pages for somebody who wants to sign in and cannot: plain HTML that needs nothing else to work. */
@Component
class SignInPages implements AuthenticationFailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SignInPages.class);
    private static final int SECONDS_TO_NEXT_TRY = 5;

    private final Texts texts;
    private final String template;

    SignInPages(Texts texts) throws IOException {
        this.texts = texts;
        try (InputStream page = new ClassPathResource("/dev/millwright/identity/sign-in.html").getInputStream()) {
            template = new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Keycloak is away: says so and tries again by itself. */
    void away(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(SECONDS_TO_NEXT_TRY));
        // A refresh of the address that starts to sign in goes on to Keycloak as soon as it is there.
        response.setHeader("Refresh", SECONDS_TO_NEXT_TRY + ";url=" + request.getContextPath() + SignInRequests.PATH);
        write(request, response, HttpStatus.SERVICE_UNAVAILABLE, "away");
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ResourceAccessException || cause instanceof IOException) {
                LOG.warn("Sign-in broke off because Keycloak is away: {}", cause.getMessage());
                away(request, response);
                return;
            }
        }
        LOG.warn(
                "Sign-in failed: {} {}",
                failure instanceof OAuth2AuthenticationException oauth
                        ? oauth.getError().getErrorCode()
                        : failure.getClass().getSimpleName(),
                failure.getMessage());
        write(request, response, HttpStatus.UNAUTHORIZED, "failed");
    }

    private void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String page)
            throws IOException {
        Locale language = RequestLanguage.of(request);
        String html = template.replace("{language}", language.toLanguageTag())
                .replace("{title}", text(language, page + ".title"))
                .replace("{body}", text(language, page + ".text"))
                .replace("{again}", text(language, "again"))
                .replace("{address}", request.getContextPath() + SignInRequests.PATH);
        response.setStatus(status.value());
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getWriter().write(html);
    }

    private String text(Locale language, String key) {
        return HtmlUtils.htmlEscape(texts.text(language, "identity.signIn." + key));
    }
}
