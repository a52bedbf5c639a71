package dev.millwright.field.type;

import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.CountedText;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.TypeChange;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One line of text. */
@Component
class TextFieldType implements PlainText<TextFieldType.Config> {

    /** Short enough for a unique index in any script: PostgreSQL's index entries end at 2 704 bytes. */
    private static final long LONGEST = 500;

    /** What people write in one line; longer ones are read in several. */
    private static final int LONGEST_LINE = 120;

    /**
     * @param maxLength in characters; null for the longest possible
     */
    record Config(@Nullable Long maxLength) {
        long limit() {
            return maxLength == null ? LONGEST : Math.min(maxLength, LONGEST);
        }
    }

    @Override
    public String key() {
        return "text";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Text", "单行文本"),
                Label.of("One line, such as a name or a part number", "一行文字，如名称、型号"),
                "vaadin:text-label",
                Groups.TEXT,
                Groups.FIRST_TEXT);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(255L);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(ConfigProperty.<Config, @Nullable Long>of(
                        "maxLength",
                        Label.of("Longest length", "最多字数"),
                        new PropertyKind.Whole(1, LONGEST),
                        Config::maxLength,
                        (config, length) -> new Config(length))
                .withHelp(Label.of("In characters, at most " + LONGEST, "按字符计，最多 " + LONGEST)));
    }

    @Override
    public Problems validate(Config config) {
        Long length = config.maxLength();
        return length != null && (length < 1 || length > LONGEST)
                ? Problems.of(Problem.error("field.config.maxLength", "maxLength", 1, LONGEST))
                : Problems.NONE;
    }

    @Override
    public Problems validateValue(Config config, String value) {
        return value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0
                ? Problems.of(Problem.error("field.error.oneLine", ""))
                : Typed.check(value, config.limit());
    }

    @Override
    public Optional<ColumnFit<Config>> fit(ColumnProfile column) {
        boolean oneLine = column.distinct().keySet().stream()
                .allMatch(text -> text.length() <= LONGEST_LINE && text.indexOf('\n') < 0);
        return oneLine ? Optional.of(new ColumnFit<>(defaultConfig(), 20)) : Optional.empty();
    }

    @Override
    public FieldEditor<String> editor(Config config, FieldPresentation presentation, EditorContext context) {
        TextField field =
                CountedText.upTo(Math.toIntExact(config.limit()), Inputs.present(new TextField(), presentation));
        return FieldEditor.of(field, Typed::trimmed, value -> value);
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        return Optional.of(TypeChange.SAFE);
    }

    @Override
    public Optional<String> sample(Config config, Locale locale) {
        String sample = Label.of("Sample text", "示例文字").in(locale);
        return Optional.of(sample.substring(0, (int) Math.min(sample.length(), config.limit()))
                .strip());
    }
}
