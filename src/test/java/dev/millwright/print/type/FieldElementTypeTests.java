package dev.millwright.print.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.print.Box;
import dev.millwright.print.spi.Part;
import dev.millwright.print.spi.TextAlign;
import dev.millwright.print.spi.TextFormat;
import dev.millwright.print.spi.TextStyle;
import dev.millwright.print.type.FieldElementType.Config;
import org.junit.jupiter.api.Test;

class FieldElementTypeTests {

    private final FieldElementType type = new FieldElementType();

    @Test
    void isWhatAFieldBecomesThatIsDraggedOntoTheSheet() {
        assertThat(type.playing(new Part.Value("customer.name", true, TextStyle.PLAIN)))
                .hasValueSatisfying(config -> assertThat(config.path()).isEqualTo("customer.name"));
    }

    @Test
    void aLabelAboveIsSmallerAndStandsWhereTheValueDoes() {
        TextStyle look = new TextStyle(20, true, TextAlign.RIGHT, "#ff0000");
        Config config = new Config("price", "", "above", TextFormat.USUAL, look);
        assertThat(config.headingLook().size()).isEqualTo(16);
        assertThat(config.headingLook().align()).isEqualTo(TextAlign.RIGHT);
        assertThat(config.headingLook().bold()).isFalse();
    }

    @Test
    void aLabelBesideLeavesMostOfTheBoxToTheValue() {
        Config config = new Config("price", "", "beside", TextFormat.USUAL, TextStyle.PLAIN);
        assertThat(config.headingWidth(new Box(0, 0, 40, 6))).isEqualTo(16);
        assertThat(config.headingWidth(new Box(0, 0, 180, 6))).isEqualTo(26);
    }
}
