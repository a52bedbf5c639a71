package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.textfield.TextField;
import org.junit.jupiter.api.Test;

class InputsTests {

    @Test
    void whatIsPastedBeyondTheLimitIsNotCutThere() {
        TextField field = Inputs.counted(new TextField(), 255);

        assertThat(field.getMaxLength()).isGreaterThan(4 * 255).isLessThan(25_000);
        assertThat(field.getSuffixComponent()).isNotNull();
    }
}
