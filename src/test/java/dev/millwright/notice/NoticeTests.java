package dev.millwright.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millwright.shared.Phrase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeTests {

    private static final Phrase TEXT = Phrase.of("notice.try.text");

    @ParameterizedTest
    @ValueSource(strings = {"", "app/serials", "task/7?from=mail", "app/serials/form/serial/1#timeline"})
    void leadsToPagesOfTheProduct(String link) {
        assertThat(Notice.to("sam", "any", TEXT, link).link()).isEqualTo(link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app",
                "//elsewhere.example",
                "\\\\elsewhere",
                "https://elsewhere.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "app\r\nBcc: all@example.com",
                "app\" onclick=\"x",
                "a b",
                "<script>"
            })
    void leadsNowhereElse(String link) {
        assertThatIllegalArgumentException().isThrownBy(() -> Notice.to("sam", "any", TEXT, link));
    }
}
