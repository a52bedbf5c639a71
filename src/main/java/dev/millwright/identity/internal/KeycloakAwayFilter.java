package dev.millwright.identity.internal;

import dev.millwright.identity.internal.keycloak.Keycloak;
import dev.millwright.identity.internal.keycloak.KeycloakAwayException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells who starts to sign in that it is not possible now, instead of sending the browser to a server that is away. */
final class KeycloakAwayFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(KeycloakAwayFilter.class);

    private final Keycloak keycloak;
    private final SignInPages pages;

    KeycloakAwayFilter(Keycloak keycloak, SignInPages pages) {
        this.keycloak = keycloak;
        this.pages = pages;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (startsToSignIn(request) && !keycloak.answers()) {
            pages.away(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (KeycloakAwayException e) {
            LOG.warn("{} needs Keycloak: {}", request.getRequestURI(), e.getMessage());
            pages.away(request, response);
        }
    }

    private static boolean startsToSignIn(HttpServletRequest request) {
        return request.getRequestURI().equals(request.getContextPath() + SignInRequests.PATH);
    }
}
