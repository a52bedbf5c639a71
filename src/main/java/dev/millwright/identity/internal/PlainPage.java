package dev.millwright.identity.internal;

import dev.millwright.identity.RequestLanguage;
import dev.millwright.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** A page for when the application cannot show one of its own: plain HTML that needs nothing else to work. */
@Component
class PlainPage {

    private final Texts texts;
    private final String template;

    PlainPage(Texts texts) throws IOException {
        this.texts = texts;
        try (InputStream page = new ClassPathResource("/dev/millwright/identity/plain-page.html").getInputStream()) {
            template = new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Answers with title and text of the key, in the language of the request.
     *
     * @param again where the one link leads
     */
    void write(
            HttpServletRequest request, HttpServletResponse response, HttpStatusCode status, String key, String again)
            throws IOException {
        Locale language = RequestLanguage.of(request);
        String html = template.replace("{language}", language.toLanguageTag())
                .replace("{title}", text(language, key + ".title"))
                .replace("{body}", text(language, key + ".text"))
                .replace("{again}", text(language, "identity.page.again"))
                .replace("{address}", HtmlUtils.htmlEscape(again));
        response.setStatus(status.value());
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getWriter().write(html);
    }

    private String text(Locale language, String key) {
        return HtmlUtils.htmlEscape(texts.text(language, key));
    }
}
