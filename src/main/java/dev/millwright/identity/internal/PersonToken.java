package dev.millwright.identity.internal;

import dev.millwright.identity.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** A person whose access token came with an API call. */
public final class PersonToken extends JwtAuthenticationToken implements KnownPerson {

    private final Person person;

    public PersonToken(Jwt token) {
        this(token, Claims.person(token.getClaims()));
    }

    private PersonToken(Jwt token, Person person) {
        super(token, Claims.authorities(person), person.id());
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
