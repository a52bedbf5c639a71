package dev.millwright.identity.internal;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Origin;
import dev.millwright.identity.Origin.Way;
import dev.millwright.identity.Person;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The person of the background work, else the one Spring Security authenticated. */
@Component
class SecurityCurrentPerson implements CurrentPerson {

    private static final ScopedValue<Person> ACTING = ScopedValue.newInstance();
    private static final ScopedValue<Origin> FROM = ScopedValue.newInstance();
    private static final String API = "/api/";

    /** Where Keycloak says that a session is over. */
    private static final String BACK_CHANNEL = "/logout/connect/";

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

    /** Messages over a websocket have no request of their own: the address is then that of the sign-in. */
    @Override
    public Origin origin() {
        if (FROM.isBound()) {
            return FROM.get();
        }
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            HttpServletRequest request = attributes.getRequest();
            String path =
                    request.getRequestURI().substring(request.getContextPath().length());
            boolean program = path.startsWith(API) || path.startsWith(BACK_CHANNEL);
            return new Origin(program ? Way.API : Way.SCREEN, request.getRemoteAddr());
        }
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (!(authentication instanceof KnownPerson)
                && !(authentication != null && authentication.getPrincipal() instanceof KnownPerson)) {
            return Origin.BACKGROUND;
        }
        return new Origin(
                authentication instanceof PersonToken ? Way.API : Way.SCREEN,
                authentication.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : null);
    }

    @Override
    public Runnable carried(Runnable work) {
        Person person = get();
        Origin origin = origin();
        return () -> ScopedValue.where(ACTING, person).where(FROM, origin).run(work);
    }

    @Override
    public <T> T as(Person person, Supplier<T> work) {
        return ScopedValue.where(ACTING, person).call(work::get);
    }
}
