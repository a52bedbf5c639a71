package dev.millwright.identity.internal;

import dev.millwright.identity.Person;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/** The open browser sessions of this node, so that one can be ended from outside of it. */
@Component
class BrowserSessions implements HttpSessionListener, HttpSessionIdListener {

    private final Map<String, HttpSession> sessions = new ConcurrentHashMap<>();

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        sessions.put(event.getSession().getId(), event.getSession());
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String formerId) {
        sessions.remove(formerId);
        sessions.put(event.getSession().getId(), event.getSession());
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        sessions.remove(event.getSession().getId());
    }

    /** Ends the session, with all pages open in it, and says whose it was. */
    Optional<Person> end(String id) {
        HttpSession session = sessions.remove(id);
        if (session == null) {
            return Optional.empty();
        }
        try {
            Object context = session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY);
            session.invalidate();
            return context instanceof SecurityContext security
                    ? SecurityCurrentPerson.of(security.getAuthentication())
                    : Optional.empty();
        } catch (IllegalStateException e) {
            // It ended by itself in the meantime.
            return Optional.empty();
        }
    }
}
