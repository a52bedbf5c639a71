package dev.millwright.field.type;

import com.vaadin.flow.component.textfield.TextArea;
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

/** Text of several lines. */
@Component
class LongTextFieldType implements PlainText<LongTextFieldType.Config> {

    private static final long LONGEST = 100_000;
    private static final long MOST_ROWS = 30;
    private static final long ROWS = 4;

    /**
     * @param rows height in lines before it grows; null for the usual
     * @param maxLength in characters; null for the longest possible
     */
    record Config(@Nullable Long rows, @Nullable Long maxLength) {
        long limit() {
            return maxLength == null ? LONGEST : Math.min(maxLength, LONGEST);
        }
    }

    @Override
    public String key() {
        return "long-text";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Long text", "多行文本"),
                Label.of("Several lines, such as a remark or a description", "多行文字，如备注、说明"),
                "vaadin:align-left",
                Groups.TEXT,
                Groups.FIRST_TEXT + 10);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(ROWS, null);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.<Config, @Nullable Long>of(
                        "rows",
                        Label.of("Height in lines", "显示行数"),
                        new PropertyKind.Whole(1, MOST_ROWS),
                        Config::rows,
                        (config, rows) -> new Config(rows, config.maxLength())),
                ConfigProperty.<Config, @Nullable Long>of(
                                "maxLength",
                                Label.of("Longest length", "最多字数"),
                                new PropertyKind.Whole(1, LONGEST),
                                Config::maxLength,
                                (config, length) -> new Config(config.rows(), length))
                        .withHelp(Label.of("In characters; empty for no limit", "按字符计；不填则不限制")));
    }

    @Override
    public Problems validate(Config config) {
        Problems problems = Problems.NONE;
        Long rows = config.rows();
        if (rows != null && (rows < 1 || rows > MOST_ROWS)) {
            problems = problems.and(Problem.error("field.config.rows", "rows", 1, MOST_ROWS));
        }
        Long length = config.maxLength();
        if (length != null && (length < 1 || length > LONGEST)) {
            problems = problems.and(Problem.error("field.config.maxLength", "maxLength", 1, LONGEST));
        }
        return problems;
    }

    @Override
    public Problems validateValue(Config config, String value) {
        return Typed.check(value, config.limit());
    }

    @Override
    public Optional<ColumnFit<Config>> fit(ColumnProfile column) {
        return Optional.of(new ColumnFit<>(defaultConfig(), 10));
    }

    @Override
    public boolean takesFormula() {
        return true;
    }

    @Override
    public FieldEditor<String> editor(Config config, FieldPresentation presentation, EditorContext context) {
        TextArea field =
                CountedText.upTo(Math.toIntExact(config.limit()), Inputs.present(new TextArea(), presentation));
        Long rows = config.rows();
        field.setMinRows(Math.toIntExact(rows == null ? ROWS : Math.clamp(rows, 1, MOST_ROWS)));
        field.setMaxRows(Math.toIntExact(MOST_ROWS));
        return FieldEditor.of(field, Typed::trimmed, value -> value);
    }

    @Override
    public boolean usableAsTitle() {
        return false;
    }

    @Override
    public boolean supportsUnique() {
        return false;
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        return Optional.of(TypeChange.SAFE);
    }

    @Override
    public Optional<String> sample(Config config, Locale locale) {
        String sample = Label.of("A remark\nof two lines", "示例备注\n共两行").in(locale);
        return Optional.of(sample.substring(0, (int) Math.clamp(config.limit(), 0, sample.length()))
                .strip());
    }
}
