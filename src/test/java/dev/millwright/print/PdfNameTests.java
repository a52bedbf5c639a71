package dev.millwright.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PdfNameTests {

    @Test
    void isTheWordsWithoutWhatNoFileMayBeCalled() {
        assertThat(PdfName.of("维修报告 R/2026:01")).isEqualTo("维修报告 R 2026 01.pdf");
        assertThat(PdfName.of("../a\\b\"c\n")).isEqualTo(".. a b c.pdf");
    }

    @Test
    void isCutBetweenCharacters() {
        assertThat(PdfName.of("😀".repeat(200))).isEqualTo("😀".repeat(150) + ".pdf");
    }
}
