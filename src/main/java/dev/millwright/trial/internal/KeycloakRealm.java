package dev.millwright.trial.internal;

import dev.millwright.trial.TrialException;
import dev.millwright.trial.TrialOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The realm of the trial: made at the first start, and its client kept in step with the address of the application. */
final class KeycloakRealm {

    static final String NAME = "millwright";
    static final String CLIENT = "millwright";
    static final String ADMINISTRATOR = "trial";
    static final String SECRET = "keycloak.administrator";
    static final String CLIENT_SECRET = "keycloak.client";

    private static final Logger LOG = LoggerFactory.getLogger(KeycloakRealm.class);

    private final DataFolder folder;
    private final TrialOptions options;
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    KeycloakRealm(DataFolder folder, TrialOptions options) {
        this.folder = folder;
        this.options = options;
    }

    void provide(String keycloak) throws InterruptedException {
        try {
            String token = token(keycloak);
            URI realm = URI.create(keycloak + "/admin/realms/" + NAME);
            ObjectNode wanted = realmFile();
            if (send(token, HttpRequest.newBuilder(realm).GET()).statusCode() == 404) {
                JsonNode people = people();
                wanted.set("users", merged(wanted, people));
                nameHeads(wanted, people);
                expect(
                        201,
                        send(
                                token,
                                HttpRequest.newBuilder(URI.create(keycloak + "/admin/realms"))
                                        .POST(body(wanted))));
            } else {
                adjust(token, realm, client(wanted));
            }
        } catch (IOException e) {
            throw new TrialException("Keycloak's realm cannot be set up: " + e.getMessage(), e);
        }
    }

    /** People may have changed the realm since; only what follows from this folder and these ports is set again. */
    private void adjust(String token, URI realm, JsonNode wanted) throws IOException, InterruptedException {
        var found = send(
                token,
                HttpRequest.newBuilder(URI.create(realm + "/clients?clientId=" + CLIENT))
                        .GET());
        expect(200, found);
        JsonNode clients = json.readTree(found.body());
        if (clients.isEmpty()) {
            LOG.warn("The realm has no client {} any more: nobody can sign in to the application.", CLIENT);
            return;
        }
        ObjectNode client = (ObjectNode) clients.get(0);
        ObjectNode before = client.deepCopy();
        for (String key : new String[] {"rootUrl", "baseUrl", "redirectUris", "webOrigins", "secret"}) {
            client.set(key, wanted.get(key));
        }
        ObjectNode attributes = client.withObject("/attributes");
        for (String key : new String[] {"post.logout.redirect.uris", "backchannel.logout.url"}) {
            attributes.set(key, wanted.get("attributes").get(key));
        }
        if (!client.equals(before)) {
            URI address = URI.create(realm + "/clients/" + client.get("id").asString());
            expect(204, send(token, HttpRequest.newBuilder(address).PUT(body(client))));
        }
    }

    private ObjectNode realmFile() throws IOException {
        String text = resource("/trial/realm.json")
                .replace("${MILLWRIGHT_ADDRESS}", options.address())
                .replace("${MILLWRIGHT_CLIENT_SECRET}", folder.secret(CLIENT_SECRET));
        return (ObjectNode) json.readTree(text);
    }

    private JsonNode people() throws IOException {
        return json.readTree(resource("/trial/people.json"));
    }

    /** Heads of departments are people of the trial, so they are named only where these are. */
    private void nameHeads(ObjectNode realm, JsonNode people) throws IOException {
        JsonNode heads = json.readTree(resource("/trial/heads.json"));
        for (JsonNode group : realm.get("groups")) {
            String head = heads.path(group.get("name").asString()).asString("");
            for (JsonNode person : people) {
                if (person.get("username").asString().equals(head)) {
                    ((ObjectNode) group)
                            .withObject("/attributes")
                            .putArray("head")
                            .add(person.get("id"));
                }
            }
        }
    }

    private static JsonNode merged(ObjectNode realm, JsonNode people) {
        var users = realm.withArray("/users");
        people.forEach(users::add);
        return users;
    }

    private static JsonNode client(ObjectNode realm) {
        for (JsonNode client : realm.get("clients")) {
            if (client.get("clientId").asString().equals(CLIENT)) {
                return client;
            }
        }
        throw new IllegalStateException("The realm file has no client " + CLIENT);
    }

    private String token(String keycloak) throws IOException, InterruptedException {
        String form = "grant_type=password&client_id=admin-cli&username=" + ADMINISTRATOR + "&password="
                + URLEncoder.encode(folder.secret(SECRET), StandardCharsets.UTF_8);
        var response = http.send(
                HttpRequest.newBuilder(URI.create(keycloak + "/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .timeout(Duration.ofMinutes(1))
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        expect(200, response);
        return json.readTree(response.body()).get("access_token").asString();
    }

    private HttpResponse<String> send(String token, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(
                request.header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofMinutes(2))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.BodyPublisher body(JsonNode node) {
        return HttpRequest.BodyPublishers.ofString(json.writeValueAsString(node));
    }

    private static void expect(int status, HttpResponse<String> response) throws IOException {
        if (response.statusCode() != status) {
            throw new IOException(
                    "%s answered %d: %s".formatted(response.uri().getPath(), response.statusCode(), response.body()));
        }
    }

    private static String resource(String path) throws IOException {
        try (var stream = KeycloakRealm.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("Missing resource " + path);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
