package dev.millwright.identity;

import dev.millwright.shared.Texts;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/** The language of somebody who need not be signed in yet: the one this browser remembers, else the one it asks for. */
public final class RequestLanguage {

    /** The cookie that remembers a chosen language; its value is a language tag. */
    public static final String COOKIE = "millwright-language";

    private static final int ONE_YEAR = 365 * 24 * 60 * 60;

    private RequestLanguage() {}

    /** One of {@link Texts#LANGUAGES}. */
    public static Locale of(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (COOKIE.equals(cookie.getName()) && !cookie.getValue().isBlank()) {
                    return Texts.language(Locale.forLanguageTag(cookie.getValue()));
                }
            }
        }
        return Texts.language(request.getLocale());
    }

    /** What makes the browser remember the language; add it to the response. */
    public static Cookie cookie(Locale language, boolean secure) {
        Cookie cookie = new Cookie(COOKIE, Texts.language(language).toLanguageTag());
        cookie.setPath("/");
        cookie.setMaxAge(ONE_YEAR);
        cookie.setHttpOnly(true);
        cookie.setSecure(secure);
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }
}
