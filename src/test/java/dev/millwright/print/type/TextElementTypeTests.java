package dev.millwright.print.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.print.spi.Part;
import dev.millwright.print.spi.TextStyle;
import dev.millwright.print.type.TextElementType.Config;
import org.junit.jupiter.api.Test;

class TextElementTypeTests {

    private final TextElementType type = new TextElementType();

    @Test
    void isTheWordsOfAFirstLayout() {
        TextStyle large = TextStyle.PLAIN.withSize(18);
        assertThat(type.playing(new Part.Words("{@title}", large))).hasValue(new Config("{@title}", large));
        assertThat(type.playing(new Part.Logo())).isEmpty();
    }

    @Test
    void withoutSettingsItIsEmptyAndPlain() {
        Config bare = new Config(null, null);
        assertThat(bare.text()).isEmpty();
        assertThat(bare.look()).isEqualTo(TextStyle.PLAIN);
    }
}
