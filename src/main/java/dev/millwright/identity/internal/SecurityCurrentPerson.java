package dev.millwright.identity.internal;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The person of the background work, else the one Spring Security authenticated. */
@Component
class SecurityCurrentPerson implements CurrentPerson {

    private static final ScopedValue<Person> ACTING = ScopedValue.newInstance();

    @Override
    public Optional<Person> find() {
        if (ACTING.isBound()) {
            return Optional.of(ACTING.get());
        }
        return of(SecurityContextHolder.getContext().getAuthentication());
    }

    static Optional<Person> of(@Nullable Authentication authentication) {
        if (authentication instanceof KnownPerson known) {
            return Optional.of(known.person());
        }
        return authentication != null && authentication.getPrincipal() instanceof KnownPerson known
                ? Optional.of(known.person())
                : Optional.empty();
    }

    @Override
    public <T> T as(Person person, Supplier<T> work) {
        return ScopedValue.where(ACTING, person).call(work::get);
    }
}
