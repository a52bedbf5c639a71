package dev.millwright.identity.internal.keycloak;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * The realm as a provider of sign-in. It is looked up when first needed and not before, so that the application starts
 * without it; a failed look-up is tried again at the next need.
 */
@Component
public class Keycloak implements ClientRegistrationRepository {

    /** The name that our addresses use for this provider. */
    public static final String REGISTRATION = "keycloak";

    /** How long a person waits for Keycloak at most. */
    static final Duration FOR_A_SCREEN = Duration.ofSeconds(2);

    /** How long work that nobody waits for, or that cannot be done again, waits for Keycloak. */
    public static final Duration FOR_WORK = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Keycloak.class);

    private final KeycloakSettings settings;
    private final RestClient http;
    private volatile @Nullable ClientRegistration registration;

    public Keycloak(KeycloakSettings settings) {
        this.settings = settings;
        this.http = RestClient.builder().requestFactory(requests(FOR_A_SCREEN)).build();
    }

    /** HTTP to Keycloak that gives up on an answer in time. */
    public static ClientHttpRequestFactory requests(Duration patience) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(FOR_A_SCREEN)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client);
        factory.setReadTimeout(patience);
        return factory;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
        return REGISTRATION.equals(registrationId) ? registration() : null;
    }

    /**
     * What is known about the realm; asks Keycloak only for as long as it never answered.
     *
     * @throws KeycloakAwayException when it is needed and does not answer
     */
    public ClientRegistration registration() {
        ClientRegistration known = registration;
        return known != null ? known : lookUp();
    }

    /** Whether Keycloak answers right now. */
    public boolean answers() {
        try {
            lookUp();
            return true;
        } catch (KeycloakAwayException e) {
            LOG.warn("Nobody can sign in: {}", e.getMessage());
            return false;
        }
    }

    private ClientRegistration lookUp() {
        if (settings.issuerUri().isEmpty()) {
            throw new KeycloakAwayException("millwright.issuer-uri is not set", null);
        }
        ClientRegistration found;
        try {
            Map<String, Object> metadata = http.get()
                    .uri(settings.issuerUri() + "/.well-known/openid-configuration")
                    .retrieve()
                    .body(new ParameterizedTypeReference<Map<String, Object>>() {});
            if (metadata == null || !settings.issuerUri().equals(metadata.get("issuer"))) {
                throw new KeycloakAwayException(
                        "%s calls itself %s; millwright.issuer-uri must be the same"
                                .formatted(settings.issuerUri(), metadata == null ? null : metadata.get("issuer")),
                        null);
            }
            found = ClientRegistrations.fromOidcConfiguration(metadata)
                    .registrationId(REGISTRATION)
                    .clientId(settings.clientId())
                    .clientSecret(settings.clientSecret())
                    .scope("openid", "profile", "email")
                    .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                    .build();
        } catch (RestClientException | IllegalArgumentException e) {
            throw new KeycloakAwayException(
                    "%s does not answer: %s".formatted(settings.issuerUri(), e.getMessage()), e);
        }
        registration = found;
        return found;
    }
}
