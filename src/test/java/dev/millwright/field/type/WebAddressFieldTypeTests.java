package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.field.CellContext;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.field.FormatContext;
import dev.millwright.shared.Problem;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
    private static final NoSettings NONE = new NoSettings();

    private final WebAddressFieldType type = new WebAddressFieldType();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ' https://example.com '          | https://example.com
        example.com                      | https://example.com
        www.example.com/a?b=c#d          | https://www.example.com/a?b=c#d
        example.com:8080/x               | https://example.com:8080/x
        //cdn.example.com/x              | https://cdn.example.com/x
        HTTP://Example.COM/Path          | http://example.com/Path
        ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｃｏｍ | https://example.com
        www。example。com                | https://www.example.com
        http://erp:8080/app              | http://erp:8080/app
        http://localhost                 | http://localhost
        http://10.0.0.7/x                | http://10.0.0.7/x
        http://[2001:db8::1]:8080/       | http://[2001:db8::1]:8080/
        https://example.com/my file.pdf  | https://example.com/my%20file.pdf
        https://例子.公司/产品，新       | https://例子.公司/产品，新
        """)
    void takesWhatPeopleType(String typed, String kept) {
        assertThat(type.parse(typed, NONE, ENGLISH)).isEqualTo(kept);
        assertThat(type.validateValue(NONE, kept)).isEmpty();
        assertThat(type.parse(kept, NONE, ENGLISH)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript://example.com/%0aalert(1)",
                "javascript&colon;alert(1)",
                "java\tscript:alert(1)",
                "\u0001javascript:alert(1)",
                "ｊａｖａｓｃｒｉｐｔ：alert(1)",
                "java.script:alert(1)",
                "data:text/html,<script>alert(1)</script>",
                "vbscript:x",
                "file:///etc/passwd",
                "ftp://example.com",
                "mailto:li@example.com",
                "https:example.com",
                "https://",
                "https:///path",
                "https://example.com:port",
                "https://example.com:70000",
                "https://bank.example@evil.example/",
                "https://li:secret@example.com",
                "https://exa mple.com",
                "https://example.com/\" onclick=\"x",
                "https://example.com/<b>",
                "https://example.com/\u202etxt.exe",
                "https://example.com\\@evil.example",
                "https://example.com/a\nb",
                "https://-example.com",
                "https://example..com",
                "just words",
                "word"
            })
    void refusesEverythingElse(String text) {
        String parsed = type.parse(text, NONE, ENGLISH);
        assertThat(parsed).isNotNull();
        assertThat(type.validateValue(NONE, parsed))
                .extracting(Problem::code)
                .containsExactly("field.error.webAddress");
        assertThat(type.validateValue(NONE, text)).isNotEmpty();
    }

    @Test
    void limitsTheLength() {
        String longest = "https://example.com/" + "a".repeat(1980);
        assertThat(type.validateValue(NONE, longest)).isEmpty();
        assertThat(type.validateValue(NONE, longest + "a"))
                .extracting(Problem::code)
                .containsExactly("field.error.tooLong");
    }

    @Test
    void isRecognisedInAFile() {
        assertThat(type.fit(column("https://example.com", "www.example.com/a", "HTTP://example.org")))
                .isPresent();
        assertThat(type.fit(column("readme.txt", "notes.md"))).isEmpty();
        assertThat(type.fit(column("https://example.com", "none"))).isEmpty();
    }

    private static ColumnProfile column(String... values) {
        Map<String, Integer> distinct = new LinkedHashMap<>();
        List.of(values).forEach(value -> distinct.merge(value, 1, Integer::sum));
        return new ColumnProfile("x", List.of(values), distinct, new CellContext(ENGLISH, DateOrder.UNKNOWN));
    }

    @Test
    void leadsNowhereWhatWasKeptWithoutBeingChecked() {
        assertThat(type.tokens("https://example.com/a", NONE, ENGLISH)
                        .getFirst()
                        .address())
                .isEqualTo("https://example.com/a");
        assertThat(type.tokens("javascript:alert(1)", NONE, ENGLISH).getFirst().address())
                .isNull();
    }
}
