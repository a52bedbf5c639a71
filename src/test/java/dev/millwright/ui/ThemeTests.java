package dev.millwright.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A sheet with a brace too many is still a sheet to browsers, and means something else. */
class ThemeTests {

    @Test
    void noRuleLiesWithinAnother() throws IOException {
        List<String> nested = new ArrayList<>();
        try (Stream<Path> sheets = Files.walk(Path.of("themes"))) {
            for (Path sheet :
                    sheets.filter(path -> path.toString().endsWith(".css")).toList()) {
                nested.addAll(nested(sheet));
            }
        }
        assertThat(nested).isEmpty();
    }

    private static List<String> nested(Path sheet) throws IOException {
        String text = withoutComments(Files.readString(sheet));
        List<String> nested = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (sign == '{') {
                String rule = text.substring(from, i).strip();
                boolean within = open.stream().anyMatch(outer -> !outer.startsWith("@"));
                if (within && !rule.startsWith("@")) {
                    nested.add(sheet + ": " + rule + " within " + open.peek());
                }
                open.push(rule);
            } else if (sign == '}') {
                assertThat(open).as("%s at %d", sheet, i).isNotEmpty();
                open.pop();
            }
            if (sign == '{' || sign == '}' || sign == ';') {
                from = i + 1;
            }
        }
        assertThat(open).as(sheet.toString()).isEmpty();
        return nested;
    }

    private static String withoutComments(String text) {
        StringBuilder plain = new StringBuilder();
        int from = 0;
        int at = text.indexOf("/*");
        while (at >= 0) {
            plain.append(text, from, at);
            int end = text.indexOf("*/", at + 2);
            from = end < 0 ? text.length() : end + 2;
            at = text.indexOf("/*", from);
        }
        return plain.append(text.substring(from)).toString();
    }
}
