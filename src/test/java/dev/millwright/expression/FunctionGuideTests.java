package dev.millwright.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The guide's table of functions says what the functions say of themselves; run with {@code -Dmillwright.guide=write} to write it anew. */
class FunctionGuideTests {

    private static final String START = "<!-- functions -->\n";
    private static final String END = "<!-- end of functions -->\n";

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void tellsOfEveryFunction(String language) throws IOException {
        Path page = Path.of("docs/guide/functions" + (language.equals("en") ? "" : "." + language) + ".md");
        String text = Files.readString(page);
        int start = text.indexOf(START) + START.length();
        String wanted = text.substring(0, start) + table(language) + text.substring(text.indexOf(END));
        if ("write".equals(System.getProperty("millwright.guide"))) {
            Files.writeString(page, wanted);
        }
        assertThat(text).isEqualTo(wanted);
    }

    private static String table(String language) {
        StringBuilder table = new StringBuilder(
                language.equals("en") ? "\n| how it is written | what it gives |\n" : "\n| 写法 | 结果 |\n");
        table.append("|---|---|\n");
        try (var context = new AnnotationConfigApplicationContext("dev.millwright.expression")) {
            for (ExpressionFunction function :
                    context.getBean(ExpressionFunctions.class).all()) {
                table.append("| `%s` | %s |\n"
                        .formatted(
                                function.usage().replace("|", "\\|"),
                                function.description()
                                        .in(Locale.forLanguageTag(language))
                                        .replace("|", "\\|")
                                        .replace("*", "\\*")));
            }
        }
        return table.append('\n').toString();
    }
}
