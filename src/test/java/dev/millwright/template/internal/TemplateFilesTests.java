package dev.millwright.template.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds for every template that ships. */
class TemplateFilesTests {

    private static final Pattern SHOWN =
            Pattern.compile("\"(label|title|help|placeholder|description|unit|message|text)\":\"([^\"]+)\"");

    /** Names of rules are shown, and names of what flows keep are not, so these need not be Chinese. */
    private static final Pattern NAMED = Pattern.compile("\"name\":\"[^\"]+\"");

    private static final JsonMapper JSON = JsonMapper.shared();

    static Stream<TemplateFiles> templates() {
        return ClasspathTemplates.read().values().stream();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void leavesNoEnglishWordInTheChineseApp(TemplateFiles template) {
        for (String file : design(template)) {
            assertThat(SHOWN.matcher(template.json(file, Locale.SIMPLIFIED_CHINESE)
                                    .toString())
                            .results()
                            .map(found -> found.group(2)))
                    .as(file)
                    // Examples of codes are the same everywhere.
                    .filteredOn(text -> text.matches(".*[a-z]{3}.*"))
                    .allMatch(text -> text.codePoints().anyMatch(Character::isIdeographic));
        }
        assertThat(template.in(Locale.SIMPLIFIED_CHINESE).label())
                .isNotEqualTo(template.in(Locale.ENGLISH).label());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void differsInWordsOnly(TemplateFiles template) {
        for (String file : design(template)) {
            assertThat(structure(template.json(file, Locale.SIMPLIFIED_CHINESE)))
                    .isEqualTo(structure(template.json(file, Locale.ENGLISH)));
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void hasATranslationThatCanBeTurnedRound(TemplateFiles template) {
        List<String> chinese = JSON.readTree(template.files().get("words/zh.json"))
                .path("words")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        assertThat(chinese).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void hasASampleThatGoesForwardAndNamesWhatIsThere(TemplateFiles template) {
        Set<String> known = new HashSet<>();
        int ago = Integer.MAX_VALUE;
        LocalTime at = LocalTime.MIN;
        for (String text : template.sample()) {
            JsonNode line = JSON.readTree(text);
            assertThat(line.path("ago").asInt()).isPositive().isLessThanOrEqualTo(ago);
            LocalTime now = LocalTime.parse(line.path("at").asString());
            if (line.path("ago").asInt() == ago) {
                assertThat(now).isAfterOrEqualTo(at);
            }
            ago = line.path("ago").asInt();
            at = now;
            assertThat(known).containsAll(line.path("set").findValuesAsString("record"));
            assertThat(known)
                    .containsAll(line.path("change")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList());
            line.path("add")
                    .forEach(name -> assertThat(known.add(name.asString()))
                            .as(name.asString())
                            .isTrue());
        }
    }

    private static List<String> design(TemplateFiles template) {
        return template.files().keySet().stream()
                .filter(name -> !name.startsWith("words/"))
                .toList();
    }

    private static String structure(JsonNode content) {
        return NAMED.matcher(SHOWN.matcher(content.toString()).replaceAll("")).replaceAll("");
    }
}
