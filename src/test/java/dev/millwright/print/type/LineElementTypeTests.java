package dev.millwright.print.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.print.spi.Part;
import dev.millwright.print.type.LineElementType.Config;
import org.junit.jupiter.api.Test;

class LineElementTypeTests {

    private final LineElementType type = new LineElementType();

    @Test
    void isTheRuleOfAFirstLayout() {
        assertThat(type.playing(new Part.Rule("#14675d")))
                .hasValueSatisfying(config -> assertThat(config.ink()).isEqualTo("#14675d"));
    }

    @Test
    void isNeverInvisible() {
        assertThat(new Config(0L, "blue").tenths()).isEqualTo(1);
        assertThat(new Config(1_000L, "blue").tenths()).isEqualTo(100);
        assertThat(new Config(null, "blue").ink()).isEqualTo("#1a1a1a");
    }
}
