package dev.millwright.files.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTests {

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "C:\\Users\\sam\\photo.jpg, photo.jpg",
        "照片 一.jpg, 照片 一.jpg",
        "a<b>c:d|e?f*g.txt, a_b_c_d_e_f_g.txt",
        ".htaccess, htaccess",
        "report.pdf., report.pdf",
        "  two   blanks .txt, two blanks .txt"
    })
    void keepsWhatPeopleRead(String given, String cleaned) {
        assertThat(FileName.clean(given)).isEqualTo(cleaned);
    }

    @Test
    void takesOutWhatCannotBeSeenOrTurnsTheReading() {
        assertThat(FileName.clean("invoice\u202egpj.exe")).isEqualTo("invoicegpj.exe");
        assertThat(FileName.clean("a\0b\u0007c\u200bd\ufeff.txt")).isEqualTo("abcd.txt");
        assertThat(FileName.clean("line\nbreak\r\n.txt")).isEqualTo("line break .txt");
        assertThat(FileName.clean("half \ud83d.txt")).isEqualTo("half .txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "...", "/", "..\\", "\u202e\u200b"})
    void callsAFileWithoutANameAFile(String given) {
        assertThat(FileName.clean(given)).isEqualTo("file");
    }

    @Test
    void shortensALongNameAndKeepsItsEnding() {
        String cleaned = FileName.clean("长".repeat(300) + ".jpeg");
        assertThat(cleaned.codePointCount(0, cleaned.length())).isEqualTo(FileName.LONGEST);
        assertThat(cleaned).endsWith("长.jpeg");
        assertThat(FileName.clean("x.".repeat(300))).hasSizeLessThanOrEqualTo(FileName.LONGEST);
        assertThat(FileName.clean("😀".repeat(300) + ".png")).endsWith("😀.png");
    }

    @Test
    void composesCharacters() {
        assertThat(FileName.clean("e\u0301.txt")).isEqualTo("é.txt");
    }
}
