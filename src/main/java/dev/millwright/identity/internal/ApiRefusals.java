package dev.millwright.identity.internal;

import dev.millwright.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Refuses API calls as problem documents (RFC 9457). */
@Component
class ApiRefusals implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ApiRefusals.class);
    private static final String API = "/api/";

    private final Texts texts;
    private final JsonMapper json;
    private final RefusedTokens refusedTokens;

    ApiRefusals(Texts texts, JsonMapper json, RefusedTokens refusedTokens) {
        this.texts = texts;
        this.json = json;
        this.refusedTokens = refusedTokens;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        if (refusal instanceof AuthenticationServiceException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            write(request, response, HttpStatus.SERVICE_UNAVAILABLE, "identity.api.away");
            return;
        }
        // Why a token is bad stays in the log: who made it knows, and nobody else should.
        boolean badToken = refusal instanceof OAuth2AuthenticationException;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, badToken ? "Bearer error=\"invalid_token\"" : "Bearer");
        if (badToken) {
            refusedTokens.tell(request, refusal);
        }
        write(request, response, HttpStatus.UNAUTHORIZED, "identity.api.signIn");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        write(request, response, HttpStatus.FORBIDDEN, "identity.api.forbidden");
    }

    /** An address, a method, a header or a parameter that no sound client sends. Outside of the API there is nobody to read more. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException refusal)
            throws IOException {
        LOG.debug("A request was rejected", refusal);
        if (request.getRequestURI().startsWith(request.getContextPath() + API)) {
            write(request, response, HttpStatus.BAD_REQUEST, "identity.api.rejected");
        } else {
            response.sendError(HttpStatus.BAD_REQUEST.value());
        }
    }

    /** For a caller who waited in vain. */
    void busy(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        write(request, response, HttpStatus.SERVICE_UNAVAILABLE, "identity.api.busy");
    }

    /** Without this a token that cannot be checked, because Keycloak is away, ends as an error 500. */
    ObjectPostProcessor<BearerTokenAuthenticationFilter> whenTokensCannotBeChecked() {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(ApiRefusals.this::commence);
                return filter;
            }
        };
    }

    private void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String text)
            throws IOException {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(status, texts.text(Texts.language(request.getLocale()), text));
        problem.setTitle(status.getReasonPhrase());
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
