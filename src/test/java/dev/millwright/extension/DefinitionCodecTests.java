package dev.millwright.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.shared.Label;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class DefinitionCodecTests {

    private static final Word WORD = new Word();

    private final DefinitionCodec codec = new DefinitionCodec();

    @Test
    void readsSettingsOfAnOlderReleaseAndLeavesThemAsTheyStand() {
        ObjectNode json = json().put("former", "old");

        assertThat(codec.settings(WORD, json)).isEqualTo(new Word.Config("old"));
        assertThat(json).isEqualTo(json().put("former", "old"));
    }

    @Test
    void givesWhatATypeMakesOfItsSettings() {
        assertThat(codec.tried(WORD, json().put("text", "loud"), WORD::shout)).contains("LOUD");
    }

    @Test
    void givesNothingOfSettingsThatATypeCannotReadOrFailsOn() {
        ObjectNode unreadable = json();
        unreadable.putObject("text");

        assertThatThrownBy(() -> codec.settings(WORD, unreadable)).isInstanceOf(UnreadableDefinitionException.class);
        assertThat(codec.tried(WORD, unreadable, WORD::shout)).isEmpty();
        assertThat(codec.tried(WORD, json(), WORD::shout)).isEmpty();
        assertThat(codec.tried(WORD, json().put("former", 5), WORD::shout)).isEmpty();
    }

    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Once its text was called otherwise; its maker took it that there always is one. */
    private static final class Word implements Extension<Word.Config> {

        record Config(@Nullable String text) {}

        String shout(Config config) {
            return Objects.requireNonNull(config.text()).toUpperCase(Locale.ROOT);
        }

        @Override
        public ObjectNode upgrade(ObjectNode config) {
            if (config.has("former")) {
                config.put("text", config.remove("former").stringValue());
            }
            return config;
        }

        @Override
        public String key() {
            return "word";
        }

        @Override
        public Descriptor descriptor() {
            return new Descriptor(Label.of("Word", "词"), Label.of("", ""), "vaadin:cog", Label.of("All", "全部"), 0);
        }

        @Override
        public Class<Config> configType() {
            return Config.class;
        }

        @Override
        public Config defaultConfig() {
            return new Config("");
        }
    }
}
