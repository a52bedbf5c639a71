package dev.millwright.identity.internal.keycloak;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Reads people, groups and roles over Keycloak's admin API, as the service account of our client. */
@Component
class AdminApi {

    private static final int PAGE = 500;
    private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(20);

    /** A user as Keycloak lists it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record User(
            String id,
            String username,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email,
            boolean enabled) {}

    /** The attribute of a group that names its heads, an id a value. */
    private static final String HEAD = "head";

    /** A group with its full path; how many groups are below it and what is said of it is known only from {@link #groups()}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Group(
            String id,
            String path,
            @Nullable Integer subGroupCount,
            @Nullable Map<String, List<String>> attributes) {

        boolean hasChildren() {
            return subGroupCount != null && subGroupCount > 0;
        }

        List<String> heads() {
            return attributes == null ? List.of() : attributes.getOrDefault(HEAD, List.of());
        }
    }

    /** A realm role. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RealmRole(String name, boolean composite) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Token(
            @JsonProperty("access_token") String value,
            @JsonProperty("expires_in") long seconds) {}

    private record HeldToken(String value, Instant until) {}

    private final Keycloak keycloak;
    private final KeycloakSettings settings;
    private final RestClient http;
    private volatile @Nullable HeldToken token;

    AdminApi(Keycloak keycloak, KeycloakSettings settings) {
        this.keycloak = keycloak;
        this.settings = settings;
        this.http = RestClient.builder()
                .requestFactory(Keycloak.requests(Keycloak.FOR_WORK))
                .build();
    }

    int userCount() {
        return one("/users/count", new ParameterizedTypeReference<Integer>() {});
    }

    List<User> users() {
        return pages("/users?briefRepresentation=true", new ParameterizedTypeReference<>() {});
    }

    /** Users all of whose words stand in their name, user name or e-mail address. */
    List<User> search(String words, int limit) {
        return one(
                "/users?briefRepresentation=true&search={words}&max={limit}",
                new ParameterizedTypeReference<>() {},
                words,
                limit);
    }

    Optional<User> user(String id) {
        try {
            return Optional.of(one("/users/{id}", new ParameterizedTypeReference<User>() {}, id));
        } catch (HttpClientErrorException.NotFound e) {
            return Optional.empty();
        }
    }

    List<RealmRole> rolesOf(String userId) {
        return one("/users/{id}/role-mappings/realm/composite", new ParameterizedTypeReference<>() {}, userId);
    }

    List<Group> groupsOf(String userId) {
        return pages("/users/{id}/groups?briefRepresentation=true", new ParameterizedTypeReference<>() {}, userId);
    }

    /** All groups, each before those below it. */
    List<Group> groups() {
        List<Group> all = new ArrayList<>();
        collect(pages("/groups?briefRepresentation=false", new ParameterizedTypeReference<>() {}), all);
        return all;
    }

    private void collect(List<Group> level, List<Group> all) {
        for (Group group : level) {
            all.add(group);
            if (group.hasChildren()) {
                collect(
                        pages(
                                "/groups/{id}/children?briefRepresentation=false",
                                new ParameterizedTypeReference<>() {},
                                group.id()),
                        all);
            }
        }
    }

    /**
     * Names the heads of a group and leaves all else that is said of it.
     *
     * @throws HttpClientErrorException.Forbidden when our service account may not change groups
     */
    void setHeads(String groupId, List<String> people) {
        Map<String, Object> group =
                new HashMap<>(one("/groups/{id}", new ParameterizedTypeReference<Map<String, Object>>() {}, groupId));
        Map<String, Object> attributes = new HashMap<>();
        if (group.get("attributes") instanceof Map<?, ?> before) {
            before.forEach((name, values) -> attributes.put(String.valueOf(name), values));
        }
        attributes.put(HEAD, people);
        group.put("attributes", attributes);
        group.remove("subGroups");
        try {
            http.put()
                    .uri(address("/groups/{id}"), groupId)
                    .headers(headers -> headers.setBearerAuth(token()))
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(group)
                    .retrieve()
                    .toBodilessEntity();
        } catch (HttpClientErrorException e) {
            throw e;
        } catch (RestClientException e) {
            throw new KeycloakAwayException("Keycloak does not take a change: " + e.getMessage(), e);
        }
    }

    String clientId() {
        return settings.clientId();
    }

    List<User> membersOf(Group group) {
        return pages(
                "/groups/{id}/members?briefRepresentation=true", new ParameterizedTypeReference<>() {}, group.id());
    }

    List<RealmRole> roles() {
        return pages("/roles?briefRepresentation=true", new ParameterizedTypeReference<>() {});
    }

    List<RealmRole> partsOf(RealmRole role) {
        return one("/roles/{name}/composites", new ParameterizedTypeReference<>() {}, role.name());
    }

    List<User> usersWith(RealmRole role) {
        return pages(
                "/roles/{name}/users?briefRepresentation=true", new ParameterizedTypeReference<>() {}, role.name());
    }

    List<Group> groupsWith(RealmRole role) {
        return pages(
                "/roles/{name}/groups?briefRepresentation=true", new ParameterizedTypeReference<>() {}, role.name());
    }

    private <T> List<T> pages(String path, ParameterizedTypeReference<List<T>> type, Object... variables) {
        List<T> all = new ArrayList<>();
        List<T> page;
        do {
            String window = (path.contains("?") ? "&" : "?") + "first=" + all.size() + "&max=" + PAGE;
            page = one(path + window, type, variables);
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }

    private <T> T one(String path, ParameterizedTypeReference<T> type, Object... variables) {
        try {
            try {
                return get(path, type, variables);
            } catch (HttpClientErrorException.Unauthorized e) {
                // Keycloak may have been set up anew since; one fresh token tells.
                token = null;
                return get(path, type, variables);
            }
        } catch (HttpClientErrorException.NotFound e) {
            throw e;
        } catch (HttpClientErrorException e) {
            String hint = e.getStatusCode().isSameCodeAs(HttpStatus.FORBIDDEN)
                    ? "; its service account needs view-users, query-groups and view-realm of realm-management"
                    : "";
            throw new KeycloakAwayException(
                    "Keycloak refuses %s to client %s: %s%s".formatted(path, settings.clientId(), e.getMessage(), hint),
                    e);
        } catch (RestClientException e) {
            throw new KeycloakAwayException("Keycloak does not answer %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    private <T> T get(String path, ParameterizedTypeReference<T> type, Object... variables) {
        T answer = http.get()
                .uri(address(path), variables)
                .headers(headers -> headers.setBearerAuth(token()))
                .retrieve()
                .body(type);
        if (answer == null) {
            throw new RestClientException("An empty answer");
        }
        return answer;
    }

    private String address(String path) {
        return settings.issuerUri().replace("/realms/", "/admin/realms/") + path;
    }

    private String token() {
        HeldToken held = token;
        if (held == null || Instant.now().isAfter(held.until())) {
            held = fetchToken();
            token = held;
        }
        return held.value();
    }

    private HeldToken fetchToken() {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>(Map.of(
                "grant_type", List.of("client_credentials"),
                "client_id", List.of(settings.clientId()),
                "client_secret", List.of(settings.clientSecret())));
        Token fresh = http.post()
                .uri(keycloak.registration().getProviderDetails().getTokenUri())
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(form)
                .retrieve()
                .body(Token.class);
        if (fresh == null) {
            throw new RestClientException("Keycloak gives no token");
        }
        return new HeldToken(
                fresh.value(), Instant.now().plusSeconds(fresh.seconds()).minus(BEFORE_EXPIRY));
    }
}
