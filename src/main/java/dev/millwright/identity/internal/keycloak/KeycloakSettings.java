package dev.millwright.identity.internal.keycloak;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Keycloak is and who we are to it.
 *
 * @param issuerUri address of the realm, as it stands in tokens
 * @param clientId our client, with a service account that may view users and the realm
 * @param audience what access tokens for the HTTP API must name as their audience
 */
@ConfigurationProperties("millwright")
public record KeycloakSettings(
        @DefaultValue("") String issuerUri,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("millwright-api") String audience) {

    public KeycloakSettings {
        issuerUri = issuerUri.strip();
        while (issuerUri.endsWith("/")) {
            issuerUri = issuerUri.substring(0, issuerUri.length() - 1);
        }
    }
}
