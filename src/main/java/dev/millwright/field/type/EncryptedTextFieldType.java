package dev.millwright.field.type;

import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Secret;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** A text that is kept sealed and shown masked, such as the number of an identity card; the gate seals and opens it. */
@Component
class EncryptedTextFieldType implements FieldType<EncryptedTextFieldType.Config, Secret> {

    private static final int LONGEST = 2_000;
    private static final int MOST_SHOWN = 6;
    private static final int USUALLY_SHOWN = 4;

    /** No more than this part of a text is shown, whatever is set. */
    private static final int SHOWN_PART = 3;

    private static final String RETYPE = "retype";

    /**
     * @param shown how many characters at the end stay in sight; they are kept in the clear
     */
    record Config(int shown) {}

    @Override
    public String key() {
        return "encrypted-text";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Encrypted text", "加密文本"),
                Label.of(
                        "A text that is stored encrypted and shown as dots, such as a bank account",
                        "加密保存、以圆点显示的文本，如银行账号"),
                "vaadin:lock",
                Groups.TEXT,
                Groups.FIRST_TEXT + 70);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(USUALLY_SHOWN);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(ConfigProperty.of(
                "shown",
                Label.of("Characters at the end that stay in sight", "末尾可见字符数"),
                new PropertyKind.Whole(0, MOST_SHOWN),
                config -> (long) config.shown(),
                (config, shown) -> new Config(shown == null ? 0 : Math.toIntExact(shown))));
    }

    @Override
    public Problems validate(Config config) {
        return config.shown() < 0 || config.shown() > MOST_SHOWN
                ? Problems.of(Problem.error("field.config.shown", "shown", MOST_SHOWN))
                : Problems.NONE;
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.STRUCTURE;
    }

    @Override
    public Class<Secret> valueType() {
        return Secret.class;
    }

    @Override
    public boolean isSealed() {
        return true;
    }

    @Override
    public List<Column> columns(Config config) {
        return List.of(new Column("", ColumnType.TEXT), new Column("_end", ColumnType.TEXT));
    }

    /** What was not sealed has columns that tell only that it is there. */
    @Override
    public List<@Nullable Object> toColumns(Secret value) {
        return switch (value) {
            case Secret.Kept kept -> Arrays.asList(kept.sealed(), kept.end());
            case Secret.Entered _, Secret.Masked _, Secret.Lost _ -> Arrays.asList(Secret.DOTS, "");
        };
    }

    @Override
    public @Nullable Secret fromColumns(List<@Nullable Object> columns) {
        return columns.getFirst() instanceof String sealed
                ? new Secret.Kept(sealed, columns.get(1) instanceof String end ? end : "")
                : null;
    }

    @Override
    public Problems validateValue(Config config, Secret value) {
        return switch (value) {
            case Secret.Entered entered -> Typed.check(entered.text(), LONGEST);
            case Secret.Kept _ -> Problems.NONE;
            case Secret.Masked _ -> Problems.of(Problem.error("field.error.masked", ""));
            case Secret.Lost _ -> Problems.of(Problem.error("field.error.retype", ""));
        };
    }

    /** A mask means what is there already, if it is the mask of that. */
    @Override
    public Secret over(Secret before, Secret now) {
        return now instanceof Secret.Masked masked && masked.mask().equals(before.mask()) ? before : now;
    }

    @Override
    public String format(Secret value, Config config, FormatContext context) {
        return value.mask();
    }

    @Override
    public @Nullable Secret parse(String text, Config config, FormatContext context) {
        String typed = Typed.trimmed(text);
        return typed == null ? null : read(typed, config);
    }

    private static Secret read(String text, Config config) {
        if (text.startsWith(Secret.DOTS)) {
            return new Secret.Masked(text);
        }
        int length = text.codePointCount(0, text.length());
        int shown = Math.clamp(config.shown(), 0, length / SHOWN_PART);
        return new Secret.Entered(text, text.substring(text.offsetByCodePoints(text.length(), -shown)));
    }

    @Override
    public Optional<Label> cellHelp(Config config) {
        return Optional.of(Label.of("The whole text; dots leave it as it is", "完整文本；填圆点则保持不变"));
    }

    /** The mask: what was only entered is said to be lost, so that no draft keeps it. */
    @Override
    public JsonNode toJson(Secret value) {
        return switch (value) {
            case Secret.Entered _, Secret.Lost _ ->
                JsonNodeFactory.instance.objectNode().put(RETYPE, true);
            case Secret.Kept _, Secret.Masked _ -> StringNode.valueOf(value.mask());
        };
    }

    @Override
    public @Nullable Secret fromJson(JsonNode json, Config config) {
        if (json.isNull()) {
            return null;
        }
        if (json.isObject() && json.path(RETYPE).asBoolean(false)) {
            return new Secret.Lost();
        }
        String text = Typed.trimmed(Typed.string(json, "field.error.json.text"));
        return text == null ? null : read(text, config);
    }

    @Override
    public Map<String, Object> jsonSchema(Config config) {
        return Map.of("type", "string", "maxLength", LONGEST);
    }

    @Override
    public FieldEditor<Secret> editor(Config config, FieldPresentation presentation, EditorContext context) {
        TextField field = Inputs.present(new TextField(), presentation);
        field.setAutocomplete(Autocomplete.OFF);
        field.setAutoselect(true);
        // Else the page would keep it in the browser until the server has heard of it.
        field.getElement().setAttribute("data-secret", true);
        return new MaskedEditor(field, text -> parse(text, config, context.format()));
    }

    /** Shows the mask of what is kept, which stays unless something else is typed. */
    private static final class MaskedEditor extends EditorAround<Secret> {

        private @Nullable Secret kept;

        private MaskedEditor(TextField field, Function<String, @Nullable Secret> read) {
            super(FieldEditor.of(
                    field,
                    read,
                    secret -> secret instanceof Secret.Entered entered
                            ? entered.text()
                            : secret instanceof Secret.Lost ? "" : secret.mask()));
        }

        /** What is to be kept encrypted is kept nowhere as it was typed. */
        @Override
        public @Nullable String unread() {
            return null;
        }

        @Override
        public void setValue(@Nullable Secret value) {
            kept = value;
            super.setValue(value);
        }

        @Override
        public @Nullable Secret value() {
            Secret typed = super.value();
            if (typed == null) {
                return kept instanceof Secret.Lost ? kept : null;
            }
            if (typed instanceof Secret.Masked masked) {
                if (kept != null && masked.mask().equals(kept.mask())) {
                    return kept;
                }
                throw new ValueFormatException("field.error.masked");
            }
            return typed.equals(kept) ? kept : typed;
        }
    }

    /** Only the number of characters in sight changes; every other type would leave former values readable. */
    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        return other.key().equals(key()) ? Optional.of(TypeChange.SAFE) : Optional.empty();
    }

    @Override
    public Optional<Secret> sample(Config config, Locale locale) {
        return Optional.of(new Secret.Kept("sample", "7890".substring(4 - Math.clamp(config.shown(), 0, 4))));
    }
}
