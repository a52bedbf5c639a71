package dev.millwright.field.type;

import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Token;
import dev.millwright.field.TypeChange;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A short text of one shape, such as an e-mail address. What people type is brought into that shape, what programs send has it
 * already, and nothing else is kept.
 */
interface ShapedText extends PlainText<NoSettings>, NothingToSet<String> {

    int longest();

    /** The text as it is kept: typed signs replaced by those that are meant. What has no such shape comes back as it is. */
    String shaped(String typed);

    /** Whether a text that is not too long has the shape; in linear time, whatever the text. */
    boolean isShaped(String value);

    /** What is told about a text of another shape. */
    Problem shapeless();

    /** Where a text of the shape leads. */
    String address(String value);

    /** Which keyboard phones bring up, as HTML names them. */
    String inputMode();

    @Override
    default @Nullable String parse(String text, NoSettings config, FormatContext context) {
        String trimmed = Typed.trimmed(text);
        // What is far too long is refused as it is, without work on it.
        return trimmed == null || trimmed.length() > 2 * longest() ? trimmed : Typed.trimmed(shaped(trimmed));
    }

    @Override
    default List<Token> tokens(String value, NoSettings config, FormatContext context) {
        // Kept before the type was: not checked.
        return List.of(
                value.length() <= longest() && isShaped(value) ? Token.link(value, address(value)) : Token.text(value));
    }

    @Override
    default Problems validateValue(NoSettings config, String value) {
        Problems problems = Typed.check(value, longest());
        return problems.hasErrors() || isShaped(value) ? problems : Problems.of(shapeless());
    }

    /** Whether a cell holds such a text, as it is or as people write it. */
    default boolean takes(String cell, FormatContext context) {
        String value = parse(cell, defaultConfig(), context);
        return value != null && validateValue(defaultConfig(), value).isEmpty();
    }

    @Override
    default FieldEditor<String> editor(NoSettings config, FieldPresentation presentation, EditorContext context) {
        TextField field = Inputs.withKeyboard(Inputs.present(new TextField(), presentation), inputMode());
        return FieldEditor.of(field, text -> parse(text, config, context.format()), value -> value);
    }

    @Override
    default Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, NoSettings config) {
        return switch (other.valueKind()) {
            case TEXT -> Optional.of(other.key().equals(key()) ? TypeChange.SAFE : TypeChange.CHECKED);
            case NUMBER, BOOLEAN, DATE, TIME, DATE_TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE ->
                Optional.empty();
        };
    }
}
