package dev.millwright.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Without the shell, which needs the whole application: the package named has no views. */
@ViewPackages(packages = "dev.millwright.shared")
class PropertyPanelViewTests extends BrowserlessTest {

    private record Size(String unit, @Nullable Long scale, boolean limited, String mode, String colour) {}

    private static final List<ConfigProperty<Size, ?>> PROPERTIES = List.of(
            ConfigProperty.of(
                    "unit",
                    Label.of("Unit", "单位"),
                    new PropertyKind.Text(20, false),
                    Size::unit,
                    (size, unit) -> new Size(unit, size.scale, size.limited, size.mode, size.colour)),
            ConfigProperty.<Size, @Nullable Long>of(
                            "scale",
                            Label.of("Scale", "小数位"),
                            new PropertyKind.Whole(0, 6),
                            Size::scale,
                            (size, scale) -> new Size(size.unit, scale, size.limited, size.mode, size.colour))
                    .visibleWhen(Size::limited),
            ConfigProperty.of(
                    "limited",
                    Label.of("Limited", "限制"),
                    new PropertyKind.Toggle(),
                    Size::limited,
                    (size, limited) -> new Size(size.unit, size.scale, limited, size.mode, size.colour)),
            ConfigProperty.of(
                    "mode",
                    Label.of("Mode", "方式"),
                    new PropertyKind.Choice(List.of(
                            new PropertyKind.Choice.Option("a", Label.of("First", "第一")),
                            new PropertyKind.Choice.Option("b", Label.of("Second", "第二")))),
                    Size::mode,
                    (size, mode) -> new Size(size.unit, size.scale, size.limited, mode, size.colour)),
            ConfigProperty.of(
                    "colour",
                    Label.of("Colour", "颜色"),
                    new PropertyKind.Custom<>(
                            (context, value) -> new NativeButton(value.get(), click -> value.set(value.get() + "!"))),
                    Size::colour,
                    (size, colour) -> new Size(size.unit, size.scale, size.limited, size.mode, colour)));

    private final List<Size> edits = new ArrayList<>();
    private final PropertyPanel<Size> panel = open();

    private PropertyPanel<Size> open() {
        return new PropertyPanel<>(
                new English(),
                PROPERTIES,
                new Size("kg", 2L, true, "a", "red"),
                (config, property) -> edits.add(config));
    }

    private void attach() {
        UI.getCurrent().add(panel);
    }

    @Test
    void showsEveryKindWithItsValue() {
        attach();
        assertThat($(TextField.class).withCaption("Unit").single().getValue()).isEqualTo("kg");
        assertThat($(TextField.class).withCaption("Scale").single().getValue()).isEqualTo("2");
        assertThat($(Checkbox.class).single().getValue()).isTrue();
        assertThat($(Select.class).single().getValue()).isEqualTo("a");
        assertThat($(NativeButton.class).single().getText()).isEqualTo("red");
    }

    @Test
    void handsOutAWholeConfigurationPerEdit() {
        attach();
        test($(TextField.class).withCaption("Unit").single()).setValue("g");
        test($(Checkbox.class).single()).click();
        assertThat(edits).containsExactly(new Size("g", 2L, true, "a", "red"), new Size("g", 2L, false, "a", "red"));
    }

    @Test
    void hidesWhatMakesNoSense() {
        attach();
        test($(Checkbox.class).single()).click();
        assertThat($(TextField.class).withCaption("Scale").exists()).isFalse();
    }

    @Test
    void tellsANumberOutOfRangeAndKeepsItToItself() {
        attach();
        TextField scale = $(TextField.class).withCaption("Scale").single();
        test(scale).setValue("7");
        assertThat(edits).isEmpty();
        assertThat(scale.isInvalid()).isTrue();
        test(scale).setValue("");
        assertThat(scale.isInvalid()).isFalse();
        assertThat(edits).containsExactly(new Size("kg", null, true, "a", "red"));
    }

    @Test
    void keepsATextThatIsTooLongAsItWasTypedAndToItself() {
        attach();
        TextField unit = $(TextField.class).withCaption("Unit").single();
        String typed = "kilograms of the finished product";
        // As it comes from the browser: a text that the field cannot hold could not be pasted whole.
        test(unit).setValue(typed);
        assertThat(edits).isEmpty();
        assertThat(unit.getValue()).isEqualTo(typed);
        assertThat(unit.isInvalid()).isTrue();
        assertThat(unit.getErrorMessage()).isNotBlank();

        test($(Checkbox.class).single()).click();
        panel.update(edits.getLast(), Problems.NONE);
        assertThat(unit.getValue()).as("after another edit").isEqualTo(typed);
        assertThat(unit.isInvalid()).isTrue();
        test(unit).setValue("kilograms");
        assertThat(unit.isInvalid()).isFalse();
        assertThat(edits.getLast().unit()).isEqualTo("kilograms");
    }

    @Test
    void leavesATextThatIsTooLongForWhatIsUndone() {
        attach();
        TextField unit = $(TextField.class).withCaption("Unit").single();
        test(unit).setValue("kilograms of the finished product");
        panel.update(new Size("t", 2L, true, "a", "red"), Problems.NONE);
        assertThat(unit.getValue()).isEqualTo("t");
        assertThat(unit.isInvalid()).isFalse();
    }

    @Test
    void keepsEditorsWhenTheConfigurationChangesElsewhere() {
        attach();
        TextField unit = $(TextField.class).withCaption("Unit").single();
        NativeButton own = $(NativeButton.class).single();
        panel.update(new Size("t", 2L, true, "b", "red"), Problems.NONE);
        assertThat($(TextField.class).withCaption("Unit").single()).isSameAs(unit);
        assertThat(unit.getValue()).isEqualTo("t");
        assertThat($(NativeButton.class).single()).isSameAs(own);
        assertThat(edits).isEmpty();
    }

    @Test
    void makesAnEditorOfATypeAnewOnlyWhenItsValueChangedElsewhere() {
        attach();
        NativeButton own = $(NativeButton.class).single();
        test(own).click();
        panel.update(edits.getLast(), Problems.NONE);
        assertThat($(NativeButton.class).single()).isSameAs(own);
        panel.update(new Size("kg", 2L, true, "a", "blue"), Problems.NONE);
        assertThat($(NativeButton.class).single().getText()).isEqualTo("blue");
    }

    @Test
    void showsProblemsBesideTheirProperty() {
        attach();
        panel.update(
                panel.config(),
                Problems.of(Problem.error("test.unit", "unit"), Problem.error("test.colour", "colour")));
        TextField unit = $(TextField.class).withCaption("Unit").single();
        assertThat(unit.getErrorMessage()).isEqualTo("No such unit");
        assertThat($(Div.class).withClassName("mw-property-problem").single().getText())
                .isEqualTo("No such colour");
        panel.update(panel.config(), Problems.NONE);
        assertThat(unit.isInvalid()).isFalse();
        assertThat($(Div.class).withClassName("mw-property-problem").exists()).isFalse();
    }

    private static final class English implements PropertyContext {

        @Override
        public Locale locale() {
            return Locale.ENGLISH;
        }

        @Override
        public Texts texts() {
            return new Texts(Map.of("test.unit", "No such unit", "test.colour", "No such colour"), Map.of());
        }

        @Override
        public <P> Optional<P> port(Class<P> type) {
            return Optional.empty();
        }
    }
}
