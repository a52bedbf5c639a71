package dev.millwright.identity.internal;

import dev.millwright.identity.internal.keycloak.Keycloak;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;

/** Where a browser goes after signing out: over Keycloak, whose session ends too, back to the start. */
final class SignOut extends OidcClientInitiatedLogoutSuccessHandler {

    private final Keycloak keycloak;

    SignOut(Keycloak keycloak) {
        super(keycloak);
        this.keycloak = keycloak;
        setPostLogoutRedirectUri("{baseUrl}/");
        setDefaultTargetUrl("/");
    }

    @Override
    protected String determineTargetUrl(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        return keycloak.answers() ? super.determineTargetUrl(request, response, authentication) : "/";
    }
}
