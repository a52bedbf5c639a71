package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.field.FormatContext;
import dev.millwright.field.ValueFormatException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.StringNode;

class RichTextFieldTypeTests {

    private static final NoSettings NONE = new NoSettings();
    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);

    private final RichTextFieldType type = new RichTextFieldType();

    @Test
    void hasWordsForListsAndKeepsItsForm() {
        RichText value =
                cleaned("<h2>Steps</h2><ol><li><p>Open</p></li><li><p>Close <strong>well</strong></p></li></ol>"
                        + "<ul><li><p>a</p></li></ul><p>A &amp; B</p><p></p><p>end</p>");
        assertThat(value.text()).isEqualTo("Steps\n1. Open\n2. Close well\n• a\nA & B\n\nend");
        assertThat(value.html()).contains("<h2>Steps</h2>", "<strong>well</strong>", "A &amp; B");
        assertThat(cleaned(value.markup())).isEqualTo(value);
    }

    @Test
    void isTheSameAsItsWordsWhereThereIsNoForm() {
        assertThat(cleaned("<p>one</p><p>two  &lt;b&gt;</p>")).isEqualTo(new RichText("one\ntwo <b>", null));
        for (String text : List.of("one", "one\n\ntwo", "a  b   c", "<b>&amp;", "x\n  in\nout")) {
            RichText plain = Objects.requireNonNull(RichText.plain(text));
            assertThat(plain).isEqualTo(new RichText(text, null));
            assertThat(RichText.strict(plain.markup())).as(text).isEqualTo(plain);
        }
        assertThat(RichText.cleaned("<p> </p><p></p>")).isNull();
        assertThat(RichText.plain(" \n\t ")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<p onclick=\"alert(1)\">x</p>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\"JaVa&#115;cript:alert(1)\">x</a>",
                "<a href=\"data:text/html,x\">x</a>",
                "<img src=x onerror=alert(1)>",
                "<svg><style><img src=x onerror=alert(1)></style></svg>",
                "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
                "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
                "<p style=\"background:url(javascript:alert(1))\">x</p>",
                "<form action=x><input></form>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>"
            })
    void keepsNothingThatActs(String html) {
        RichText cleaned = RichText.cleaned("<p>before</p>" + html);
        assertThat(Objects.requireNonNull(cleaned).markup().toLowerCase(Locale.ROOT))
                .doesNotContain(
                        "<script", "onerror=", "onclick=", "href=\"j", "href=\"d", "<img", "<svg", "style=", "<i");
        assertThatExceptionOfType(ValueFormatException.class)
                .as("a program is told")
                .isThrownBy(() -> type.fromJson(StringNode.valueOf(html), NONE));
    }

    @Test
    void opensLinksElsewhere() {
        assertThat(cleaned("<p><a href=\"https://example.com/?a=1&amp;b=2\">x</a></p>")
                        .html())
                .contains("href=\"https://example.com/?a=1&amp;b=2\"", "noopener", "target=\"_blank\"");
    }

    @Test
    void losesNoFormToAFileWithTheSameWords() {
        RichText formed = cleaned("<p>Close <strong>well</strong></p>");
        RichText read = Objects.requireNonNull(type.parse(type.format(formed, NONE, ENGLISH), NONE, ENGLISH));
        assertThat(type.over(formed, read)).isEqualTo(formed);
        RichText other = Objects.requireNonNull(RichText.plain("Close it"));
        assertThat(type.over(formed, other)).isEqualTo(other);
    }

    @Test
    void isBounded() {
        for (String html : List.of("x".repeat(50_000_000), "<p>".repeat(200_000))) {
            assertThatExceptionOfType(ValueFormatException.class)
                    .isThrownBy(() -> RichText.cleaned(html))
                    .satisfies(refused -> assertThat(refused.code()).isEqualTo("field.error.richText.tooLong"));
        }
        assertThat(RichText.cleaned("<ul><li>".repeat(40_000) + "x"))
                .as("deeply nested")
                .isNotNull();
        assertThat(type.validateValue(NONE, new RichText("x".repeat(100_001), null))
                        .hasErrors())
                .isTrue();
        assertThat(type.validateValue(NONE, new RichText("nul\0", null)).hasErrors())
                .isTrue();
    }

    private static RichText cleaned(String html) {
        return Objects.requireNonNull(RichText.cleaned(html));
    }
}
