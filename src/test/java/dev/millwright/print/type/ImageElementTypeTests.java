package dev.millwright.print.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.print.spi.Part;
import dev.millwright.print.spi.TextAlign;
import dev.millwright.print.type.ImageElementType.Config;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ImageElementTypeTests {

    private final ImageElementType type = new ImageElementType();

    @Test
    void isThePlaceForTheLogo() {
        assertThat(type.playing(new Part.Logo())).hasValue(new Config(null, TextAlign.LEFT));
    }

    @Test
    void whatIsNoPictureLeavesThePlaceEmpty() {
        UUID id = UUID.randomUUID();
        assertThat(new Config(id.toString(), null).id()).hasValue(id);
        assertThat(new Config("../../etc/passwd", null).id()).isEmpty();
        assertThat(new Config(null, null).id()).isEmpty();
    }
}
