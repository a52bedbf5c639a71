package dev.millwright.testing;

import dev.millwright.shared.Texts;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The texts of all modules, for tests without a Spring context. */
public final class TestTexts {

    private TestTexts() {}

    public static Texts all() {
        return new Texts(bundles("messages.properties"), bundles("messages_zh.properties"));
    }

    /** All texts of the bundles of that name, by key. */
    public static Map<String, String> bundles(String name) {
        Map<String, String> texts = new HashMap<>();
        try {
            for (Resource bundle :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:dev/millwright/**/" + name)) {
                Properties properties = new Properties();
                try (Reader reader = new InputStreamReader(bundle.getInputStream(), StandardCharsets.UTF_8)) {
                    properties.load(reader);
                }
                properties.forEach((key, text) -> texts.put((String) key, (String) text));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
