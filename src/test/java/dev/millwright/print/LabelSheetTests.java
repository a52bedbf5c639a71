package dev.millwright.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.print.PrintPage.Paper;
import org.junit.jupiter.api.Test;

class LabelSheetTests {

    private static final PrintPage LABEL =
            PrintPage.of(Paper.CUSTOM, false, 2).withSize(Paper.CUSTOM, 63.5, 38.1, false);

    @Test
    void holdsAsManyAsFitInTheMiddleOfTheSheet() {
        LabelSheet sheet = new LabelSheet(Paper.A4, 2.5, 0);
        assertThat(sheet.columns(LABEL)).isEqualTo(3);
        assertThat(sheet.rows(LABEL)).isEqualTo(7);
        assertThat(LABEL.withSheet(sheet).perSheet()).isEqualTo(21);
        assertThat(sheet.place(LABEL, 0)).isEqualTo(new Box(7.3, 15.2, 63.5, 38.1));
        assertThat(sheet.place(LABEL, 20)).isEqualTo(new Box(139.3, 243.8, 63.5, 38.1));
    }

    @Test
    void aPageThatIsAsLargeAsTheSheetIsASheetOfItsOwn() {
        assertThat(PrintPage.A4.withSheet(new LabelSheet(Paper.A4, 0, 0)).perSheet())
                .isEqualTo(1);
        assertThat(PrintPage.A4.withSheet(new LabelSheet(Paper.A5, 0, 0)).perSheet())
                .isEqualTo(1);
    }
}
