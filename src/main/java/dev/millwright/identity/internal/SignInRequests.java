package dev.millwright.identity.internal;

import dev.millwright.identity.RequestLanguage;
import dev.millwright.identity.internal.keycloak.Keycloak;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/** How a browser is sent to Keycloak: with PKCE, and with the language that the person reads. */
final class SignInRequests implements OAuth2AuthorizationRequestResolver {

    private static final String BASE_PATH = "/oauth2/authorization";

    /** Where a browser starts to sign in. */
    static final String PATH = BASE_PATH + "/" + Keycloak.REGISTRATION;

    private final DefaultOAuth2AuthorizationRequestResolver requests;

    SignInRequests(ClientRegistrationRepository registrations) {
        requests = new DefaultOAuth2AuthorizationRequestResolver(registrations, BASE_PATH);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        return inLanguage(requests.resolve(request), request);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registrationId) {
        return inLanguage(requests.resolve(request, registrationId), request);
    }

    /** The languages in the order of preference, in the names that Keycloak has or had for them. */
    static String locales(Locale language) {
        return Locale.CHINESE.getLanguage().equals(language.getLanguage()) ? "zh-CN zh-Hans zh" : "en";
    }

    private static @Nullable OAuth2AuthorizationRequest inLanguage(
            @Nullable OAuth2AuthorizationRequest authorization, HttpServletRequest request) {
        return authorization == null
                ? null
                : OAuth2AuthorizationRequest.from(authorization)
                        .additionalParameters(
                                parameters -> parameters.put("ui_locales", locales(RequestLanguage.of(request))))
                        .build();
    }
}
