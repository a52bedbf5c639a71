package dev.millwright;

import dev.millwright.shared.Texts;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Gathers the message bundles of all modules. */
@Configuration(proxyBeanMethods = false)
class TextsConfiguration {

    @Bean
    Texts texts() throws IOException {
        return new Texts(bundles("messages.properties"), bundles("messages_zh.properties"));
    }

    private static Map<String, String> bundles(String name) throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (Resource bundle :
                new PathMatchingResourcePatternResolver().getResources("classpath*:dev/millwright/**/" + name)) {
            Properties properties = new Properties();
            try (Reader reader = new InputStreamReader(bundle.getInputStream(), StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
            properties.forEach((key, text) -> {
                if (texts.put((String) key, (String) text) != null) {
                    throw new IllegalStateException("Two texts for " + key);
                }
            });
        }
        return texts;
    }
}
