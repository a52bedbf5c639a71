package dev.millwright.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTests {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1024, 1 KB",
        "1536, 1.5 KB",
        "52428800, 50 MB",
        "1048575, 1 MB",
        "5000000000, 4.7 GB"
    })
    void saysSizesAsPeopleReadThem(long bytes, String words) {
        assertThat(ByteSize.words(bytes, Locale.ENGLISH)).isEqualTo(words);
    }
}
