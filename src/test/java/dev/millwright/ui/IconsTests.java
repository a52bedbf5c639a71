package dev.millwright.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IconsTests {

    @Test
    void showsAPlainBoxWhereTheNameIsUnknown() {
        assertThat(shown("vaadin:hdd")).isEqualTo("vaadin:square-shadow");
        assertThat(shown("nobody:knows")).isEqualTo("vaadin:square-shadow");
        assertThat(shown("")).isEqualTo("vaadin:square-shadow");
        assertThat(shown("vaadin:line-bar-chart")).isEqualTo("vaadin:line-bar-chart");
        assertThat(shown("truck")).isEqualTo("vaadin:truck");
    }

    private static String shown(String name) {
        return Icons.of(name).getElement().getAttribute("icon");
    }
}
