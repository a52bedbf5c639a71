package dev.millwright.identity.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.oidc.authentication.logout.OidcLogoutToken;
import org.springframework.security.oauth2.client.oidc.session.OidcSessionInformation;
import org.springframework.security.oauth2.client.oidc.session.OidcSessionRegistry;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.stereotype.Component;

/**
 * Ends the browser sessions that a logout token from Keycloak names. Spring's own handler would call back to this server
 * with the session's cookie, which needs to know its own address; here the session is at hand.
 */
@Component
class BackChannelLogout implements LogoutHandler {

    private static final Logger LOG = LoggerFactory.getLogger(BackChannelLogout.class);

    private final OidcSessionRegistry registry;
    private final BrowserSessions sessions;
    private final SignInAudit audit;

    BackChannelLogout(OidcSessionRegistry registry, BrowserSessions sessions, SignInAudit audit) {
        this.registry = registry;
        this.sessions = sessions;
        this.audit = audit;
    }

    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        if (authentication == null || !(authentication.getPrincipal() instanceof OidcLogoutToken token)) {
            return;
        }
        int ended = 0;
        for (OidcSessionInformation session : registry.removeSessionInformation(token)) {
            sessions.end(session.getSessionId()).ifPresent(person -> audit.signedOut(person, true));
            ended++;
        }
        LOG.info("Keycloak ended {} browser session(s)", ended);
    }
}
