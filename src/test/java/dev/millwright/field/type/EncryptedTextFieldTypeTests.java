package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Secret;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class EncryptedTextFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);

    private final EncryptedTextFieldType type = new EncryptedTextFieldType();
    private final EncryptedTextFieldType.Config four = new EncryptedTextFieldType.Config(4);

    @Test
    void showsTheEndOfLongTextsAndLessOfShortOnes() {
        assertThat(type.parse(" 6222001234567890 ", four, ENGLISH))
                .isEqualTo(new Secret.Entered("6222001234567890", "7890"));
        assertThat(type.parse("12345", four, ENGLISH)).isEqualTo(new Secret.Entered("12345", "5"));
        assertThat(type.parse("12", four, ENGLISH)).isEqualTo(new Secret.Entered("12", ""));
    }

    @Test
    void writesOutNothingButTheMask() {
        Secret entered = new Secret.Entered("6222001234567890", "7890");
        assertThat(entered.toString()
                        + type.toJson(entered)
                        + type.format(entered, four, ENGLISH)
                        + type.toColumns(entered)
                        + type.tokens(entered, four, ENGLISH))
                .doesNotContain("622200");
        Secret kept = new Secret.Kept("k.abc", "7890");
        assertThat(type.format(kept, four, ENGLISH)).isEqualTo("••••7890");
        assertThat(type.toJson(kept).stringValue()).isEqualTo("••••7890");
    }

    @Test
    void takesItsMaskForWhatIsKept() {
        Secret kept = new Secret.Kept("k.abc", "7890");
        Secret same = type.fromJson(new DefinitionCodec().mapper().readTree("\"••••7890\""), four);
        assertThat(same).isNotNull();
        assertThat(type.over(kept, same)).isEqualTo(kept);
        Secret other = new Secret.Masked("••••1111");
        assertThat(type.over(kept, other)).isEqualTo(other);
        assertThat(type.validateValue(four, other).hasErrors()).isTrue();
    }

    @Test
    void nothingIsKeptOfItWhileItIsTyped() {
        FieldEditor<Secret> editor =
                type.editor(four, new FieldPresentation("Account", "", "", false), new EditorContextForTests(null));
        assertThat(editor.component().getElement().hasAttribute("data-secret"))
                .as("kept-typing.ts leaves it out by this")
                .isTrue();
        editor.showUnread("x".repeat(3_000));
        assertThat(editor.unread()).isNull();
    }

    @Test
    void tellsThatADraftHasLostIt() {
        Secret entered = new Secret.Entered("6222001234567890", "7890");
        Secret read = type.fromJson(type.toJson(entered), four);
        assertThat(read).isEqualTo(new Secret.Lost());
        assertThat(type.validateValue(four, new Secret.Lost()).hasErrors()).isTrue();
    }
}
