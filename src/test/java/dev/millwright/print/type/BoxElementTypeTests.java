package dev.millwright.print.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.print.type.BoxElementType.Config;
import org.junit.jupiter.api.Test;

class BoxElementTypeTests {

    @Test
    void mayHaveNoEdgeAndRoundCornersWithinReason() {
        Config box = new Config(0L, "#000000", true, "#ffffff", 500L);
        assertThat(box.tenths()).isZero();
        assertThat(box.round()).isEqualTo(50);
    }

    @Test
    void coloursThatAreNoneAreTheUsualOnes() {
        Config box = new Config(null, "javascript:", true, "red", null);
        assertThat(box.ink()).isEqualTo("#1a1a1a");
        assertThat(box.inside()).isEqualTo("#f3f4f6");
        assertThat(box.round()).isZero();
    }
}
