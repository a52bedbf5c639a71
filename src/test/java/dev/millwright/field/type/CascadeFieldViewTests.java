package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.ComboBoxBase.CustomValueSetEvent;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.ValueFormatException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

// Without the views of the application: the field stands for itself.
@ViewPackages(classes = CascadeFieldViewTests.class)
class CascadeFieldViewTests extends BrowserlessTest {

    private final CascadeFieldType type = new CascadeFieldType();
    private FieldEditor<List<String>> editor;

    @BeforeEach
    void show() {
        editor = type.editor(
                type.defaultConfig(), new FieldPresentation("Region", "", "", false), new EditorContextForTests(null));
        UI.getCurrent().add(editor.component());
    }

    @Test
    void aNameOfALowerLevelIsEnough() {
        type(0, "福田区");
        assertThat(words()).containsExactly("广东省", "深圳市", "福田区");
        assertThat(editor.value()).containsExactly("440000", "440300", "440304");
    }

    @Test
    void whatIsTypedInALowerLevelIsOfWhatStandsAbove() {
        type(0, "江苏省");
        type(1, "南京市/鼓楼区");
        assertThat(words()).containsExactly("江苏省", "南京市", "鼓楼区");
        type(2, "玄武区");
        assertThat(words()).containsExactly("江苏省", "南京市", "玄武区");
    }

    @Test
    void whatIsNoOptionIsRefusedUntilSomethingIsChosen() {
        type(0, "Atlantis");
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(editor::value)
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("field.error.cascade"));
        assertThat(editor.unread()).isEqualTo("Atlantis");
        type(0, "广东省");
        assertThat(editor.unread()).isNull();
        assertThat(editor.value()).containsExactly("440000");
        editor.setValue(null);
        assertThat(editor.value()).isNull();
    }

    @Test
    void whatWasKeptThoughItIsNoOptionIsShownAndRefusedAgain() {
        editor.setValue(List.of("440000"));
        editor.showUnread("Atlantis");
        assertThat(words()).isEmpty();
        assertThat(editor.unread()).isEqualTo("Atlantis");
        assertThatExceptionOfType(ValueFormatException.class).isThrownBy(editor::value);
        type(0, "x".repeat(2_000));
        assertThat(editor.unread()).hasSize(2_000);
    }

    private void type(int level, String text) {
        ComboBox<OptionTree.Node> box = boxes().get(level);
        ComponentUtil.fireEvent(box, new CustomValueSetEvent<>(box, true, text));
    }

    private List<String> words() {
        return boxes().stream()
                .filter(box -> box.getValue() != null)
                .map(box -> box.getValue().label())
                .toList();
    }

    @SuppressWarnings("unchecked")
    private List<ComboBox<OptionTree.Node>> boxes() {
        return $(ComboBox.class).all().stream()
                .map(box -> (ComboBox<OptionTree.Node>) box)
                .toList();
    }
}
