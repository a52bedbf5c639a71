package dev.millwright.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.identity.RequestLanguage;
import jakarta.servlet.http.Cookie;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class SignInRequestsTests {

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @Test
    void speaksTheLanguageOfTheBrowser() {
        request.addPreferredLocale(Locale.SIMPLIFIED_CHINESE);
        assertThat(locales()).isEqualTo("zh-CN zh-Hans zh");
    }

    @Test
    void speaksEnglishToBrowsersOfOtherLanguages() {
        request.addPreferredLocale(Locale.GERMAN);
        assertThat(locales()).isEqualTo("en");
    }

    @Test
    void prefersTheRememberedLanguage() {
        request.addPreferredLocale(Locale.ENGLISH);
        request.setCookies(new Cookie("other", "en"), RequestLanguage.cookie(Locale.CHINESE, false));
        assertThat(locales()).isEqualTo("zh-CN zh-Hans zh");
    }

    @Test
    void ignoresARememberedLanguageThatIsNone() {
        request.addPreferredLocale(Locale.ENGLISH);
        request.setCookies(new Cookie(RequestLanguage.COOKIE, "\u0000';--"));
        assertThat(locales()).isEqualTo("en");
    }

    private String locales() {
        return SignInRequests.locales(RequestLanguage.of(request));
    }
}
