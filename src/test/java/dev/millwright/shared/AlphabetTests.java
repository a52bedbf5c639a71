package dev.millwright.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlphabetTests {

    @Test
    void ordersChineseByPinyin() {
        assertThat(Stream.of("张伟", "李娜", "安静", "陈晨", "王芳").sorted(Alphabet.of(Locale.SIMPLIFIED_CHINESE)))
                .containsExactly("安静", "陈晨", "李娜", "王芳", "张伟");
    }

    @Test
    void ordersLettersWhateverTheirCase() {
        assertThat(Stream.of("b", "A", "a", "B", "C").sorted(Alphabet.of(Locale.ENGLISH)))
                .containsExactly("a", "A", "b", "B", "C");
    }

    @Test
    void keepsWhatLiesBelowAPathBehindIt() {
        assertThat(Stream.of("/生产", "/采购", "/生产/总装", "/生产 二", "/生产/冲压", "/采购/国内")
                        .sorted(Alphabet.ofPaths(Locale.SIMPLIFIED_CHINESE)))
                .containsExactly("/采购", "/采购/国内", "/生产", "/生产/冲压", "/生产/总装", "/生产 二");
    }
}
