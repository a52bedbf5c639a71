package dev.millwright.identity.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what another site makes a browser send here in the name of the person, beside the tokens against that: browsers say so
 * themselves in {@code Sec-Fetch-Site}. Links from elsewhere to pages of ours stay possible.
 */
final class ForeignPostFilter extends OncePerRequestFilter {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isForeign(request.getHeader("Sec-Fetch-Site")) && changesOrListens(request)) {
            response.setStatus(HttpStatus.FORBIDDEN.value());
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean isForeign(@Nullable String site) {
        return "cross-site".equals(site);
    }

    private static boolean changesOrListens(HttpServletRequest request) {
        return !HARMLESS.contains(request.getMethod()) || "websocket".equals(request.getHeader("Sec-Fetch-Mode"));
    }
}
