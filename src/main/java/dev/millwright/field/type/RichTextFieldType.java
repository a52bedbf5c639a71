package dev.millwright.field.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Text with headings, lists, emphasis and links. Lists, files, prints and searches have its words; the page of a record shows it as it was
 * written.
 */
@Component
class RichTextFieldType implements NothingToSet<RichText> {

    @Override
    public String key() {
        return "rich-text";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Rich text", "富文本"),
                Label.of("Text with headings, lists and links, such as an instruction", "带标题、列表和链接的文字，如作业说明"),
                "vaadin:font",
                Groups.TEXT,
                Groups.FIRST_TEXT + 15);
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.TEXT;
    }

    @Override
    public Class<RichText> valueType() {
        return RichText.class;
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
    public boolean isShownByEditor() {
        return true;
    }

    @Override
    public List<Column> columns(NoSettings config) {
        return List.of(new Column("", ColumnType.TEXT), new Column("_html", ColumnType.TEXT));
    }

    @Override
    public List<@Nullable Object> toColumns(RichText value) {
        return Arrays.asList(value.text(), value.html());
    }

    @Override
    public @Nullable RichText fromColumns(List<@Nullable Object> columns) {
        return columns.getFirst() instanceof String text ? new RichText(text, (String) columns.get(1)) : null;
    }

    @Override
    public Problems validateValue(NoSettings config, RichText value) {
        String html = value.html();
        Problems problems = Typed.check(value.text(), RichText.LONGEST);
        if (html != null && html.length() > RichText.LONGEST_HTML) {
            return problems.and(
                    Problem.error("field.error.richText.tooLong", "", RichText.LONGEST_HTML, html.length()));
        }
        return html == null || problems.hasErrors() || Typed.isStorable(html)
                ? problems
                : Problems.of(Problem.error("field.error.characters", ""));
    }

    @Override
    public String format(RichText value, NoSettings config, FormatContext context) {
        return value.text();
    }

    @Override
    public @Nullable RichText parse(String text, NoSettings config, FormatContext context) {
        return RichText.plain(text);
    }

    /** A file has the words alone; where they are the same, so is their form. */
    @Override
    public RichText over(RichText before, RichText now) {
        return now.html() == null && now.text().equals(before.text()) ? before : now;
    }

    @Override
    public Optional<Label> cellHelp(NoSettings config) {
        return Optional.of(
                Label.of("Words without formatting; those that are there already keep theirs", "不带格式的文字；内容未变时保留原有格式"));
    }

    @Override
    public JsonNode toJson(RichText value) {
        return StringNode.valueOf(value.markup());
    }

    @Override
    public @Nullable RichText fromJson(JsonNode json, NoSettings config) {
        return json.isNull() ? null : RichText.strict(Typed.string(json, "field.error.json.richText"));
    }

    @Override
    public FieldEditor<RichText> editor(NoSettings config, FieldPresentation presentation, EditorContext context) {
        RichTextField field = Inputs.present(new RichTextField(context), presentation);
        return new EditorAround<>(FieldEditor.of(field, text -> text, text -> text)) {
            @Override
            public @Nullable RichText value() {
                int tooLong = field.tooLong();
                if (tooLong > 0) {
                    throw new ValueFormatException("field.error.richText.tooLong", RichText.LONGEST_HTML, tooLong);
                }
                return super.value();
            }
        };
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, NoSettings config) {
        return Optional.of(TypeChange.SAFE);
    }

    @Override
    public Optional<RichText> sample(NoSettings config, Locale locale) {
        return Optional.of(Objects.requireNonNull(
                RichText.plain(Label.of("A remark\nof two lines", "示例备注\n共两行").in(locale))));
    }
}
