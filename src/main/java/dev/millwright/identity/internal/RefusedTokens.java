package dev.millwright.identity.internal;

import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Phrase;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/**
 * Tells the audit log of API calls with a bad token: the first from an address in ten minutes, of a hundred addresses at most, so
 * that a flood of calls is no flood of entries. The next entry says how many calls have none.
 */
@Component
class RefusedTokens {

    static final Duration WINDOW = Duration.ofMinutes(10);
    static final int MOST_ADDRESSES = 100;
    private static final int LONGEST_PATH = 200;

    private final SignInAudit audit;
    private final BusinessTime time;
    private final Set<String> told = new HashSet<>();
    private Instant since = Instant.MIN;
    private long unwritten;

    RefusedTokens(SignInAudit audit, BusinessTime time) {
        this.audit = audit;
        this.time = time;
    }

    void tell(HttpServletRequest request, AuthenticationException refusal) {
        long before;
        synchronized (told) {
            Instant now = time.now();
            if (since.isBefore(now.minus(WINDOW))) {
                since = now;
                told.clear();
            }
            if (told.size() >= MOST_ADDRESSES || !told.add(String.valueOf(request.getRemoteAddr()))) {
                unwritten++;
                return;
            }
            before = unwritten;
            unwritten = 0;
        }
        String path = request.getRequestURI();
        audit.refused(SignInRefused.withToken(
                path.substring(0, Math.min(path.length(), LONGEST_PATH)), reason(refusal), before));
    }

    /** What was wrong, without a word of what was sent. */
    static Phrase reason(AuthenticationException refusal) {
        String words = String.valueOf(refusal.getMessage()).toLowerCase(Locale.ROOT);
        String reason = words.contains("expired")
                ? "expired"
                : words.contains("iss claim")
                        ? "issuer"
                        : words.contains("audience")
                                ? "audience"
                                : words.contains("sign") || words.contains("algorithm") ? "signature" : "malformed";
        return Phrase.of("identity.audit.token." + reason);
    }
}
