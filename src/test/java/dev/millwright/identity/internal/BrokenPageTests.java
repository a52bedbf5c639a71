package dev.millwright.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.testing.TestTexts;
import jakarta.servlet.RequestDispatcher;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.View;

class BrokenPageTests {

    @Test
    void saysWhatToDoInTheLanguageOfTheBrowser() throws Exception {
        assertThat(page("/app/serials", Locale.SIMPLIFIED_CHINESE)).contains("无法显示此页面", "重试", "href=\"/app/serials\"");
        assertThat(page("/", Locale.ENGLISH)).contains("This page could not be shown");
    }

    @Test
    void tellsThatTheDatabaseIsAway() throws Exception {
        MockHttpServletResponse response =
                response("/", Locale.ENGLISH, new IllegalStateException(new SQLException("FATAL: secret", "57P01")));
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(response.getContentAsString(StandardCharsets.UTF_8))
                .contains("cannot reach its database")
                .doesNotContain("secret");
    }

    @Test
    void leadsToNoOtherServerAndRunsNothing() throws Exception {
        assertThat(page("//elsewhere.example/x", Locale.ENGLISH)).contains("href=\"/\"");
        assertThat(page("/\"><script>alert(1)</script>", Locale.ENGLISH)).doesNotContain("<script>");
    }

    private static String page(String address, Locale language) throws Exception {
        MockHttpServletResponse response = response(address, language, new IllegalStateException("a bug"));
        assertThat(response.getStatus()).isEqualTo(500);
        return response.getContentAsString(StandardCharsets.UTF_8);
    }

    private static MockHttpServletResponse response(String address, Locale language, Exception thrown)
            throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, address);
        request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, thrown);
        request.addPreferredLocale(language);
        request.addHeader("Accept-Language", language.toLanguageTag());
        MockHttpServletResponse response = new MockHttpServletResponse();
        View view = Objects.requireNonNull(new BrokenPage(new PlainPage(TestTexts.all()))
                .resolveErrorView(request, HttpStatus.INTERNAL_SERVER_ERROR, Map.of())
                .getView());
        view.render(Map.of(), request, response);
        return response;
    }
}
