package dev.millwright;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import dev.millwright.shared.Texts;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Both languages say the same, in every module. */
class TextsTests {

    /** Texts that are the same in both languages because they hold no words, or names only. */
    private static final Pattern WITHOUT_WORDS =
            Pattern.compile("(\\{\\d+}|[\\p{Punct}\\p{S}\\s·–…“”0-9]|Millwright|CSV|PDF|REST|JSON|SQL|ID|Ctrl|K)*");

    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)");

    record Bundle(String module, Map<String, String> english, Map<String, String> chinese) {
        @Override
        public String toString() {
            return module;
        }
    }

    static Stream<Bundle> bundles() throws IOException {
        Map<String, Map<String, String>> english = read("messages.properties");
        Map<String, Map<String, String>> chinese = read("messages_zh.properties");
        Set<String> modules = new TreeSet<>(english.keySet());
        modules.addAll(chinese.keySet());
        return modules.stream()
                .map(module -> new Bundle(
                        module, english.getOrDefault(module, Map.of()), chinese.getOrDefault(module, Map.of())));
    }

    private static Map<String, Map<String, String>> read(String name) throws IOException {
        Map<String, Map<String, String>> bundles = new TreeMap<>();
        for (Resource resource :
                new PathMatchingResourcePatternResolver().getResources("classpath*:dev/millwright/**/" + name)) {
            Properties properties = new Properties();
            try (Reader reader = new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
            Map<String, String> texts = new LinkedHashMap<>();
            properties.forEach((key, text) -> texts.put((String) key, (String) text));
            String path = resource.getURL().getPath();
            bundles.put(path.substring(path.lastIndexOf("dev/millwright/"), path.lastIndexOf('/')), texts);
        }
        return bundles;
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void bothLanguagesHaveTheSameTexts(Bundle bundle) {
        assertThat(bundle.chinese().keySet())
                .containsExactlyInAnyOrderElementsOf(bundle.english().keySet());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void nothingIsLeftInEnglish(Bundle bundle) {
        assertThat(bundle.chinese()).allSatisfy((key, text) -> {
            if (!WITHOUT_WORDS.matcher(text).matches()) {
                assertThat(text).as(key).isNotEqualTo(bundle.english().get(key));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void patternsParseAndNameTheSameArguments(Bundle bundle) {
        bundle.english().forEach((key, text) -> {
            String chinese = bundle.chinese().getOrDefault(key, "");
            if (text.contains("{") || chinese.contains("{")) {
                assertThat(new MessageFormat(text, Locale.ENGLISH)).as(key).isNotNull();
                assertThat(new MessageFormat(chinese, Locale.SIMPLIFIED_CHINESE))
                        .as(key)
                        .isNotNull();
                assertThat(arguments(text)).as(key).containsAll(arguments(chinese));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void noTextIsEmpty(Bundle bundle) {
        for (Locale language : Texts.LANGUAGES) {
            Map<String, String> texts = language.equals(Locale.ENGLISH) ? bundle.english() : bundle.chinese();
            assertThat(texts).allSatisfy((key, text) -> assertThat(text).as(key).isNotBlank());
        }
    }

    private static Set<String> arguments(String text) {
        return Arrays.stream(text.split("(?=\\{)"))
                .map(ARGUMENT::matcher)
                .filter(Matcher::lookingAt)
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    /** A text that code names by its key, in one piece. */
    private static final Pattern NAMED =
            Pattern.compile("(?:\\bt|Phrase\\.of|Exception|Problem\\.error)\\(\\s*\"([a-z]\\w*(?:\\.\\w+)+)\"\\s*[,)]");

    @Test
    void everyTextThatCodeNamesIsThere() throws IOException {
        Set<String> known = new TreeSet<>();
        read("messages.properties").values().forEach(texts -> known.addAll(texts.keySet()));
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                Matcher named = NAMED.matcher(Files.readString(file));
                while (named.find()) {
                    if (!known.contains(named.group(1))) {
                        missing.add(named.group(1) + " in " + file.getFileName());
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }
}
