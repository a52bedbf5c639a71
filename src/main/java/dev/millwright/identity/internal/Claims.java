package dev.millwright.identity.internal;

import dev.millwright.identity.Person;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Reads a person from the claims of Keycloak's tokens. */
public final class Claims {

    private static final String SERVICE_ACCOUNT = "service-account-";

    private Claims() {}

    public static Person person(Map<String, Object> claims) {
        String id = text(claims, "sub");
        if (id == null) {
            throw new IllegalArgumentException("A token without a subject names nobody");
        }
        return new Person(id, name(claims, id), text(claims, "email"), roles(claims), departments(claims));
    }

    /** The roles as Spring Security and Vaadin's {@code @RolesAllowed} want them. */
    public static List<GrantedAuthority> authorities(Person person) {
        return person.roles().stream()
                .sorted()
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
    }

    private static String name(Map<String, Object> claims, String id) {
        String own = PersonName.of(text(claims, "given_name"), text(claims, "family_name"));
        if (own != null) {
            return own;
        }
        String full = text(claims, "name");
        if (full != null) {
            return full;
        }
        String userName = text(claims, "preferred_username");
        if (userName != null) {
            return withoutServiceAccountPrefix(userName);
        }
        return id;
    }

    /** The name of the client, when the user is its service account. */
    public static String withoutServiceAccountPrefix(String userName) {
        return userName.startsWith(SERVICE_ACCOUNT) ? userName.substring(SERVICE_ACCOUNT.length()) : userName;
    }

    private static Set<String> roles(Map<String, Object> claims) {
        return claims.get("realm_access") instanceof Map<?, ?> access
                ? texts(access.get("roles")).stream()
                        .filter(Claims::saysSomething)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /** Keycloak's own roles, which everybody has, say nothing about a person. */
    public static boolean saysSomething(String role) {
        return !role.startsWith("default-roles-")
                && !role.equals("offline_access")
                && !role.equals("uma_authorization");
    }

    private static List<String> departments(Map<String, Object> claims) {
        return texts(claims.get("groups")).stream()
                .filter(path -> path.length() > 1 && path.startsWith("/"))
                .toList();
    }

    private static List<String> texts(@Nullable Object values) {
        return values instanceof Collection<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    private static @Nullable String text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String value && !value.isBlank() ? value.strip() : null;
    }
}
