package dev.millwright.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TabbedTextTests {

    @Test
    void readsRowsAndCells() {
        assertThat(TabbedText.read("a\tb\r\n\tc\n")).containsExactly(List.of("a", "b"), List.of("", "c"));
        assertThat(TabbedText.read("")).isEmpty();
        assertThat(TabbedText.read("one")).containsExactly(List.of("one"));
    }

    @Test
    void aCellInQuotesMayHoldLinesTabsAndQuotes() {
        assertThat(TabbedText.read("\"a\nb\"\t\"say \"\"hi\"\"\"\t\"x\ty\""))
                .containsExactly(List.of("a\nb", "say \"hi\"", "x\ty"));
    }

    @Test
    void aQuotationMarkThatNothingEndsIsText() {
        assertThat(TabbedText.read("12\"\t\"")).containsExactly(List.of("12\"", "\""));
    }

    @Test
    void manyQuotationMarksTakeNoTime() {
        assertThat(TabbedText.read("\"\t".repeat(100_001))).isNotEmpty();
    }
}
