package dev.millwright.testing;

import dev.millwright.identity.Person;
import dev.millwright.identity.Role;
import dev.millwright.identity.internal.OidcPerson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;

/** The four people of the trial, and how a test acts as one of them: with the authentication that a browser session has. */
public final class TestPeople {

    public static final Person ADMIN =
            new Person("admin-id", "Ada Admin", "admin@example.com", Set.of(Role.ADMINISTRATOR.key()), List.of());
    public static final Person DANA = new Person(
            "dana-id", "Dana Designer", "dana@example.com", Set.of(Role.DESIGNER.key()), List.of("/Engineering"));
    public static final Person SAM = new Person(
            "sam-id", "Sam Staff", "sam@example.com", Set.of(Role.STAFF.key()), List.of("/Production/Line 1"));
    public static final Person MIA =
            new Person("mia-id", "Mia Manager", "mia@example.com", Set.of(Role.MANAGER.key()), List.of("/Production"));

    private TestPeople() {}

    /** One of the four by user name: admin, dana, sam or mia. */
    public static Person named(String userName) {
        return switch (userName) {
            case "admin" -> ADMIN;
            case "dana" -> DANA;
            case "sam" -> SAM;
            case "mia" -> MIA;
            default -> throw new IllegalArgumentException("No such person in the trial: " + userName);
        };
    }

    /** Acts as the person from here on, on this thread, until {@link #nobody()}. */
    public static void as(Person person) {
        SecurityContextHolder.setContext(context(person));
    }

    /** Signs out. */
    public static void nobody() {
        SecurityContextHolder.clearContext();
    }

    public static SecurityContext context(Person person) {
        return new SecurityContextImpl(authentication(person));
    }

    /** What Spring Security holds for somebody signed in with a browser. */
    public static Authentication authentication(Person person) {
        Instant now = Instant.now();
        OidcIdToken token = new OidcIdToken(
                "not-a-real-token",
                now,
                now.plusSeconds(300),
                Map.of("sub", person.id(), "sid", person.id() + "-session"));
        OidcPerson principal = new OidcPerson(person, token, null);
        return new OAuth2AuthenticationToken(principal, principal.getAuthorities(), "keycloak");
    }
}
