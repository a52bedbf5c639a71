package dev.millwright.identity.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;

/** The pages for somebody who wants to sign in and cannot. */
@Component
class SignInPages implements AuthenticationFailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SignInPages.class);
    private static final int LONGEST_REASON = 100;
    private static final int SECONDS_TO_NEXT_TRY = 5;

    private final PlainPage page;
    private final SignInAudit audit;

    SignInPages(PlainPage page, SignInAudit audit) {
        this.page = page;
        this.audit = audit;
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
        String reason = failure instanceof OAuth2AuthenticationException oauth
                ? oauth.getError().getErrorCode()
                : failure.getClass().getSimpleName();
        LOG.warn("Sign-in failed: {} {}", reason, failure.getMessage());
        audit.refused(SignInRefused.withBrowser(shortened(reason)));
        write(request, response, HttpStatus.UNAUTHORIZED, "failed");
    }

    /** The browser brings the code along, so it may be anything. */
    private static String shortened(String reason) {
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }

    private void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String key)
            throws IOException {
        page.write(request, response, status, "identity.signIn." + key, request.getContextPath() + SignInRequests.PATH);
    }
}
