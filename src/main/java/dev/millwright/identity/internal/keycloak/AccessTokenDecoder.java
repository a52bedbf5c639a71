package dev.millwright.identity.internal.keycloak;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/**
 * Checks the access tokens of API calls: signature, issuer, audience, expiry, and that it is an access token at all.
 * The realm's keys are fetched at the first call and outlive an absence of Keycloak.
 */
@Component
public class AccessTokenDecoder implements JwtDecoder {

    private static final int PATIENCE_MILLIS = 2_000;
    private static final int LARGEST_KEY_SET = 256 * 1024;
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(5);
    private static final Duration WITHOUT_KEYCLOAK = Duration.ofHours(12);

    /** A client sends the same token with each of its calls, and checking a signature costs more than answering most of them. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final int MOST_REMEMBERED = 5_000;

    private final Keycloak keycloak;
    private final KeycloakSettings settings;
    private final Map<String, Checked> checked = new ConcurrentHashMap<>();
    private volatile @Nullable JwtDecoder decoder;

    public AccessTokenDecoder(Keycloak keycloak, KeycloakSettings settings) {
        this.keycloak = keycloak;
        this.settings = settings;
    }

    /** A token that was good when it was looked at. */
    private record Checked(Jwt jwt, Instant until) {}

    @Override
    public Jwt decode(String token) {
        Instant now = Instant.now();
        Checked known = checked.get(token);
        if (known != null && now.isBefore(known.until())) {
            return known.jwt();
        }
        Jwt jwt = check(token);
        remember(token, jwt, now);
        return jwt;
    }

    private void remember(String token, Jwt jwt, Instant now) {
        Instant until = now.plus(REMEMBERED);
        Instant expiry = jwt.getExpiresAt();
        if (checked.size() >= MOST_REMEMBERED) {
            checked.clear();
        }
        checked.put(token, new Checked(jwt, expiry != null && expiry.isBefore(until) ? expiry : until));
    }

    private Jwt check(String token) {
        try {
            return decoder().decode(token);
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException e) {
            if (e.getCause() instanceof RateLimitReachedException) {
                throw new BadJwtException("Signed with a key that is not the realm's", e);
            }
            throw e;
        }
    }

    private JwtDecoder decoder() {
        JwtDecoder made = decoder;
        if (made == null) {
            made = make();
            decoder = made;
        }
        return made;
    }

    private JwtDecoder make() {
        JWKSource<SecurityContext> keys;
        try {
            keys = keys(keycloak.registration().getProviderDetails().getJwkSetUri());
            keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
        } catch (KeycloakAwayException | MalformedURLException | JOSEException e) {
            throw new JwtException("The realm's keys cannot be read: " + e.getMessage(), e);
        }
        NimbusJwtDecoder nimbus = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(algorithms -> {
                    algorithms.clear();
                    algorithms.addAll(List.of(SignatureAlgorithm.values()));
                })
                .build();
        nimbus.setJwtValidator(validator());
        return nimbus;
    }

    private static JWKSource<SecurityContext> keys(@Nullable String address) throws MalformedURLException {
        if (address == null) {
            throw new MalformedURLException("The realm names no keys");
        }
        return JWKSourceBuilder.<SecurityContext>create(
                        URI.create(address).toURL(),
                        new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, LARGEST_KEY_SET))
                .refreshAheadCache(false)
                .rateLimited(BETWEEN_FETCHES.toMillis())
                .outageTolerant(WITHOUT_KEYCLOAK.toMillis())
                .build();
    }

    private OAuth2TokenValidator<Jwt> validator() {
        JwtTimestampValidator timestamps = new JwtTimestampValidator();
        timestamps.setAllowEmptyExpiryClaim(false);
        return new DelegatingOAuth2TokenValidator<>(
                timestamps,
                new JwtIssuerValidator(settings.issuerUri()),
                require("audience", jwt -> {
                    List<String> audience = jwt.getAudience();
                    return audience != null && audience.contains(settings.audience());
                }),
                // An ID or refresh token has the same signature and issuer, but was never meant to open the API.
                require("type", jwt -> !jwt.hasClaim("typ") || "Bearer".equals(jwt.getClaimAsString("typ"))),
                require(
                        "subject",
                        jwt -> jwt.getSubject() != null && !jwt.getSubject().isBlank()));
    }

    private static OAuth2TokenValidator<Jwt> require(String what, Predicate<Jwt> condition) {
        OAuth2TokenValidatorResult refused = OAuth2TokenValidatorResult.failure(
                new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "The token has the wrong " + what, null));
        return jwt -> condition.test(jwt) ? OAuth2TokenValidatorResult.success() : refused;
    }
}
