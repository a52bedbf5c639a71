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

    /** In bytes. What is larger takes a hundred times its length while it is worked on, so only so many of them are taken at once. */
    static final int LARGE = 1 << 20;

    private static final int LARGE_AT_ONCE = 2;

    private final Semaphore large = new Semaphore(LARGE_AT_ONCE, true);
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
        if (!isLarge(request)) {
            waiting(places, request, response, chain);
        } else {
            // Waits outside, where it keeps no place from small ones.
            waiting(large, request, response, (_, _) -> waiting(places, request, response, chain));
        }
    }

    private void waiting(Semaphore free, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!enters(free)) {
            refusals.busy(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            free.release();
        }
    }

    /** Files go to disk while they arrive; a body that does not say how long it is may be any length. */
    private static boolean isLarge(HttpServletRequest request) {
        String type = request.getContentType();
        if (type != null && type.startsWith("multipart/")) {
            return false;
        }
        long length = request.getContentLengthLong();
        return length > LARGE || (length < 0 && request.getHeader("Transfer-Encoding") != null);
    }

    private boolean enters(Semaphore free) {
        try {
            return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
