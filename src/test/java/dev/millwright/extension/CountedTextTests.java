package dev.millwright.extension;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.textfield.TextField;
import org.junit.jupiter.api.Test;

class CountedTextTests {

    @Test
    void whatIsPastedBeyondTheLimitIsNotCutThere() {
        TextField field = CountedText.upTo(255, new TextField());

        assertThat(field.getMaxLength()).isGreaterThan(4 * 255).isLessThan(25_000);
        assertThat(field.getSuffixComponent()).isNotNull();
    }
}
