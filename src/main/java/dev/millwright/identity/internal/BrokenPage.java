package dev.millwright.identity.internal;

import dev.millwright.shared.Outage;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** What a browser gets when a page failed before any screen could tell why, for example because the database was away. */
@Component
class BrokenPage implements ErrorViewResolver {

    private static final String RETRY_SECONDS = "5";

    private final PlainPage page;

    BrokenPage(PlainPage page) {
        this.page = page;
    }

    @Override
    public ModelAndView resolveErrorView(HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
        return new ModelAndView((attributes, failed, response) -> {
            if (Outage.behind(thrown(failed)) == Outage.AWAY) {
                response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
                page.write(failed, response, HttpStatus.SERVICE_UNAVAILABLE, "identity.page.away", address(failed));
            } else {
                page.write(failed, response, status, "identity.page.broken", address(failed));
            }
        });
    }

    private static @Nullable Throwable thrown(HttpServletRequest failed) {
        return failed.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown ? thrown : null;
    }

    private static String address(HttpServletRequest failed) {
        return failed.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
                        && path.startsWith("/")
                        // Two slashes would lead to another server.
                        && !path.startsWith("//")
                ? path
                : failed.getContextPath() + "/";
    }
}
