package dev.millwright.identity.internal;

import dev.millwright.identity.internal.keycloak.Keycloak;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells who starts to sign in that it is not possible now, instead of sending the browser to a server that is away. */
final class KeycloakAwayFilter extends OncePerRequestFilter {

    private final Keycloak keycloak;
    private final SignInPages pages;

    KeycloakAwayFilter(Keycloak keycloak, SignInPages pages) {
        this.keycloak = keycloak;
        this.pages = pages;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !SignInRequests.PATH.equals(
                request.getRequestURI().substring(request.getContextPath().length()));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (keycloak.answers()) {
            chain.doFilter(request, response);
        } else {
            pages.away(request, response);
        }
    }
}
