package dev.millwright.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Keycloak's edge of the network, so far as a test must be able to break it: it can be away, and sign what it should not. */
final class TestIssuer {

    static final String CLIENT = "millwright";

    private final RSAKey key = newKey("realm-key");
    private final int port;
    private final Map<String, Map<String, String>> authorizations = new ConcurrentHashMap<>();
    private @Nullable HttpServer server;
    private volatile Map<String, String> lastAuthorization = Map.of();
    private volatile Map<String, String> lastLogout = Map.of();

    TestIssuer() {
        server = listen(0);
        port = server.getAddress().getPort();
    }

    String uri() {
        return "http://localhost:" + port + "/realms/millwright";
    }

    /** What the browser asked for when it came to sign in last. */
    Map<String, String> lastAuthorization() {
        return lastAuthorization;
    }

    /** What the browser asked for when it came to sign out last. */
    Map<String, String> lastLogout() {
        return lastLogout;
    }

    void goAway() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    void comeBack() {
        if (server == null) {
            server = listen(port);
        }
    }

    /** An access token as Keycloak makes them, good until a test changes something in it. */
    JWTClaimsSet.Builder accessToken() {
        return new JWTClaimsSet.Builder()
                .issuer(uri())
                .subject("sam-subject")
                .audience(List.of("millwright-api", "account"))
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("typ", "Bearer")
                .claim("azp", "millwright-cli")
                .claim("preferred_username", "sam")
                .claim("name", "Sam Staff")
                .claim("given_name", "Sam")
                .claim("family_name", "Staff")
                .claim("email", "sam@example.com")
                .claim("realm_access", Map.of("roles", List.of("staff", "offline_access")))
                .claim("groups", List.of("/Production/Line 1"));
    }

    String sign(JWTClaimsSet claims) {
        return sign(claims, key);
    }

    static String sign(JWTClaimsSet claims, RSAKey key) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String logoutToken(String session) {
        return sign(new JWTClaimsSet.Builder()
                .issuer(uri())
                .audience(CLIENT)
                .subject("sam-subject")
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .claim("typ", "Logout")
                .claim("sid", session)
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))
                .build());
    }

    private HttpServer listen(int wanted) {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
            made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            made.createContext("/realms/millwright/.well-known/openid-configuration", this::metadata);
            made.createContext(
                    "/realms/millwright/keys", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
            made.createContext("/realms/millwright/auth", this::authorize);
            made.createContext("/realms/millwright/token", this::token);
            made.createContext("/realms/millwright/logout", this::logout);
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void metadata(HttpExchange exchange) throws IOException {
        answer(exchange, """
                {"issuer": "$", "authorization_endpoint": "$/auth", "token_endpoint": "$/token",
                 "jwks_uri": "$/keys", "end_session_endpoint": "$/logout", "userinfo_endpoint": "$/userinfo",
                 "subject_types_supported": ["public"], "response_types_supported": ["code"],
                 "id_token_signing_alg_values_supported": ["RS256"]}
                """.replace("$", uri()));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = parameters(exchange.getRequestURI().getRawQuery());
        lastAuthorization = query;
        String code = UUID.randomUUID().toString();
        authorizations.put(code, query);
        exchange.getResponseHeaders()
                .add("Location", "%s?code=%s&state=%s".formatted(query.get("redirect_uri"), code, query.get("state")));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> authorization = authorizations.remove(String.valueOf(form.get("code")));
        if (authorization == null
                || !challenge(String.valueOf(form.get("code_verifier"))).equals(authorization.get("code_challenge"))) {
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
            return;
        }
        String idToken = sign(new JWTClaimsSet.Builder(accessToken().build())
                .audience(CLIENT)
                .claim("azp", CLIENT)
                .claim("typ", "ID")
                .claim("sid", "sam-session")
                .claim("nonce", authorization.get("nonce"))
                .build());
        answer(exchange, """
                {"access_token": "%s", "id_token": "%s", "token_type": "Bearer", "expires_in": 300}""".formatted(sign(accessToken().build()), idToken));
    }

    private void logout(HttpExchange exchange) throws IOException {
        lastLogout = parameters(exchange.getRequestURI().getRawQuery());
        answer(exchange, "{}");
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : (query == null ? "" : query).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
