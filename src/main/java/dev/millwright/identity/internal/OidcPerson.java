package dev.millwright.identity.internal;

import dev.millwright.identity.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/** A person signed in with a browser. */
public final class OidcPerson extends DefaultOidcUser implements KnownPerson {

    private final Person person;

    public OidcPerson(Person person, OidcIdToken idToken, @Nullable OidcUserInfo userInfo) {
        super(Claims.authorities(person), idToken, userInfo);
        this.person = person;
    }

    @Override
    public Person person() {
        return person;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
