package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.type.CodeFieldType.DatePart;
import dev.millwright.field.type.CodeFieldType.FixedText;
import dev.millwright.field.type.CodeFieldType.Part;
import dev.millwright.field.type.CodeFieldType.Reset;
import dev.millwright.field.type.CodeFieldType.RunningNumber;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Texts;
import dev.millwright.testing.TestTexts;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

// Without the views of the application: these editors stand for themselves.
@ViewPackages(classes = PropertyEditorViewTests.class)
class PropertyEditorViewTests extends BrowserlessTest {

    private static final Texts TEXTS = TestTexts.all();

    private final CodeFieldType codes = new CodeFieldType(new BusinessTime(
            Clock.fixed(Instant.parse("2023-12-25T02:00:00Z"), ZoneOffset.UTC), ZoneId.of("Asia/Shanghai")));

    @Test
    void addsOptionsWithKeysFromTheirLabels() {
        Value<List<ChoiceOption>> value = new Value<>(List.of());
        show(new OptionsEditor(english(), value));
        add("在库");
        add("Sold");
        assertThat(value.get()).extracting(ChoiceOption::key).containsExactly("zaiku", "sold");
        assertThat(value.get()).extracting(ChoiceOption::label).containsExactly("在库", "Sold");
        assertThat(value.get()).extracting(ChoiceOption::colour).doesNotHaveDuplicates();
    }

    @Test
    void anOptionKeepsItsKeyWhenItsLabelChanges() {
        Value<List<ChoiceOption>> value = new Value<>(stored());
        show(new OptionsEditor(english(), value));
        TextField label = $(TextField.class)
                .withCondition(field -> field.getValue().equals("In stock"))
                .single();
        test(label).setValue("On the shelf");
        assertThat(value.get().getFirst()).isEqualTo(new ChoiceOption("in_stock", "On the shelf", "green", false));
    }

    @Test
    void anOptionInUseIsFirstNoLongerOffered() {
        Value<List<ChoiceOption>> value = new Value<>(stored());
        show(new OptionsEditor(english(), value));
        test(button("No longer offer; records keep it")).click();
        assertThat(value.get()).extracting(ChoiceOption::retired).containsExactly(true, false);
        test(button("Remove")).click();
        assertThat(value.get()).extracting(ChoiceOption::key).containsExactly("sold");
    }

    @Test
    void anOptionJustAddedIsTakenOutAtOnce() {
        Value<List<ChoiceOption>> value = new Value<>(stored());
        show(new OptionsEditor(english(), value));
        add("Lost");
        test(button("Remove")).click();
        assertThat(value.get()).isEqualTo(stored());
    }

    @Test
    void takesAColumnAndDoublesNothing() {
        Value<List<ChoiceOption>> value = new Value<>(List.of(
                new ChoiceOption("in_stock", "In stock", "green", false),
                new ChoiceOption("sold", "Sold", "blue", true)));
        show(new OptionsEditor(english(), value));
        add("Red", " ", "in STOCK", "Sold", "Red", "Green");
        assertThat(value.get()).extracting(ChoiceOption::label).containsExactly("In stock", "Sold", "Red", "Green");
        assertThat(value.get()).noneMatch(ChoiceOption::retired);
        assertThat($(Span.class)
                        .withCondition(span -> span.getText().equals("2 lines are there already."))
                        .all())
                .hasSize(1);
    }

    @Test
    void movesOptions() {
        Value<List<ChoiceOption>> value = new Value<>(stored());
        show(new OptionsEditor(english(), value));
        test(button("Move down")).click();
        assertThat(value.get()).extracting(ChoiceOption::key).containsExactly("sold", "in_stock");
    }

    @Test
    void theExampleFollowsEveryChange() {
        Value<List<Part>> value = new Value<>(
                List.of(new FixedText("PJC"), new DatePart("yyMMdd", false), new RunningNumber(5, Reset.NEVER)));
        show(codePartsEditor(value));
        assertThat(example()).isEqualTo("PJC23122500001");
        TextField text = $(TextField.class)
                .withCondition(field -> field.getValue().equals("PJC"))
                .single();
        test(text).setValue("PJD-");
        assertThat(example()).isEqualTo("PJD-23122500001");
        Checkbox own = $(Checkbox.class).single();
        test(own).click();
        assertThat(value.get()).contains(new DatePart("yyMMdd", true));
    }

    @Test
    void aNewPartStandsBeforeTheNumber() {
        Value<List<Part>> value = new Value<>(List.of(new RunningNumber(3, Reset.NEVER)));
        show(codePartsEditor(value));
        Button text = $(Button.class)
                .withCondition(button -> button.getText().equals("Fixed text"))
                .single();
        test(text).click();
        assertThat(value.get()).containsExactly(new FixedText("-"), new RunningNumber(3, Reset.NEVER));
        assertThat(example()).isEqualTo("-001");
    }

    @Test
    void aTreeBeyondItsBoundsIsShownAsFarAsTheyGoAndMendedThere() {
        List<OptionTree.Node> nodes = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            nodes.add(new OptionTree.Node("k" + i, "Level " + i, i, false));
        }
        OptionTree deep = new OptionTree(nodes);
        Value<OptionTree> value = new Value<>(deep);
        show(new OptionTreeEditor(english(), value));
        TextArea outline = $(TextArea.class).single();
        assertThat(outline.getValue().lines()).hasSize(OptionOutline.DEEPEST);
        assertThat($(Span.class).single().getText()).contains("12,000").contains("Shown are 6");
        assertThat(value.get()).isSameAs(deep);
        test(outline).setValue(outline.getValue() + "\nTools");
        assertThat(OptionOutline.validate(value.get())).isEmpty();
        assertThat(value.get().nodes())
                .extracting(OptionTree.Node::key)
                .containsExactly("k0", "k1", "k2", "k3", "k4", "k5", "tools");
    }

    private static List<ChoiceOption> stored() {
        return List.of(
                new ChoiceOption("in_stock", "In stock", "green", false),
                new ChoiceOption("sold", "Sold", "blue", false));
    }

    private CodePartsEditor codePartsEditor(Value<List<Part>> value) {
        return new CodePartsEditor(english(), value, parts -> codes.example(parts, field -> Optional.empty()));
    }

    private static void show(Component editor) {
        UI.getCurrent().add(new Div(editor));
    }

    private void add(String... labels) {
        ArrayNode lines = JsonMapper.shared().createArrayNode();
        Stream.of(labels).forEach(lines::add);
        $(LineAdder.class).single().add(lines);
    }

    private Button button(String name) {
        return $(Button.class)
                .withCondition(button -> button.isEnabled()
                        && button.getAriaLabel().filter(name::equals).isPresent())
                .first();
    }

    private String example() {
        return $(Span.class)
                .withCondition(span -> span.hasClassName("mw-code-example"))
                .single()
                .getText();
    }

    private static PropertyContext english() {
        return new PropertyContext() {
            @Override
            public Locale locale() {
                return Locale.ENGLISH;
            }

            @Override
            public Texts texts() {
                return TEXTS;
            }

            @Override
            public <P> Optional<P> port(Class<P> type) {
                return Optional.empty();
            }
        };
    }

    private static final class Value<T> implements PropertyKind.ValueAccess<T> {

        private T present;

        Value(T present) {
            this.present = present;
        }

        @Override
        public T get() {
            return present;
        }

        @Override
        public void set(T value) {
            present = value;
        }
    }
}
