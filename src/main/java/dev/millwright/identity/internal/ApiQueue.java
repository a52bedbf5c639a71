package dev.millwright.identity.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets only so many API calls at the database at once, the others wait their turn for a moment: a crowd of programs must not take every
 * connection from the people at their screens. Who waits in vain is asked to come again.
 */
final class ApiQueue extends OncePerRequestFilter {

    /** The pool has twenty connections; some of them are for screens and jobs. */
    static final int AT_ONCE = 12;

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore places;
    private final Duration patience;
    private final ApiRefusals refusals;

    ApiQueue(int atOnce, Duration patience, ApiRefusals refusals) {
        this.places = new Semaphore(atOnce, true);
        this.patience = patience;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!enters()) {
            refusals.busy(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            places.release();
        }
    }

    private boolean enters() {
        try {
            return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
