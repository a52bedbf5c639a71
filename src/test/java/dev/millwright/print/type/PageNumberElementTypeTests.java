package dev.millwright.print.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.print.Band;
import dev.millwright.print.spi.Part;
import dev.millwright.print.spi.TextStyle;
import dev.millwright.print.type.PageNumberElementType.Config;
import org.junit.jupiter.api.Test;

class PageNumberElementTypeTests {

    private final PageNumberElementType type = new PageNumberElementType();

    @Test
    void standsOnlyWhereEveryPageHasIt() {
        assertThat(type.bands()).containsExactlyInAnyOrder(Band.HEADER, Band.FOOTER);
    }

    @Test
    void countsAlsoWhenItsTextWasCleared() {
        assertThat(new Config("  ", null).text()).isEqualTo("{@page} / {@pages}");
        assertThat(type.playing(new Part.PageCount(TextStyle.PLAIN)))
                .hasValue(new Config("{@page} / {@pages}", TextStyle.PLAIN));
    }
}
