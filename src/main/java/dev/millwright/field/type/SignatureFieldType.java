package dev.millwright.field.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FileList;
import dev.millwright.field.FileTerms;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Token;
import dev.millwright.field.TypeChange;
import dev.millwright.shared.FileKind;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** A name written by hand on the screen, kept as a picture. */
@Component
class SignatureFieldType implements NothingToSet<FileList> {

    static final String PICTURE = "image/png";

    private static final AttachmentsFieldType FILES = new AttachmentsFieldType();
    private static final AttachmentsFieldType.Config ONE_PICTURE =
            new AttachmentsFieldType.Config("pictures", 1L, 1L, false, null);

    static long largest() {
        return ONE_PICTURE.largest();
    }

    @Override
    public String key() {
        return "signature";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Signature", "手写签名"),
                Label.of("Signed on the screen with a finger, a pen or the mouse", "用手指、触控笔或鼠标在屏幕上签名"),
                "vaadin:pencil",
                Groups.FILES,
                Groups.FIRST_FILE + 10);
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.FILE;
    }

    @Override
    public Optional<FileTerms> fileTerms(NoSettings config) {
        return Optional.of(new FileTerms(largest(), Set.of(FileKind.PICTURE), false));
    }

    @Override
    public Class<FileList> valueType() {
        return FileList.class;
    }

    @Override
    public List<Column> columns(NoSettings config) {
        return FILES.columns(ONE_PICTURE);
    }

    @Override
    public List<@Nullable Object> toColumns(FileList value) {
        return FILES.toColumns(value);
    }

    @Override
    public @Nullable FileList fromColumns(List<@Nullable Object> columns) {
        return FILES.fromColumns(columns);
    }

    @Override
    public Problems validateValue(NoSettings config, FileList value) {
        boolean drawn = value.files().stream().allMatch(file -> file.type() == null || PICTURE.equals(file.type()));
        return drawn
                ? FILES.validateValue(ONE_PICTURE, value)
                : Problems.of(Problem.error("field.error.signature", ""));
    }

    @Override
    public String format(FileList value, NoSettings config, FormatContext context) {
        return FILES.format(value, ONE_PICTURE, context);
    }

    @Override
    public List<Token> tokens(FileList value, NoSettings config, FormatContext context) {
        return FILES.tokens(value, ONE_PICTURE, context);
    }

    @Override
    public @Nullable FileList parse(String text, NoSettings config, FormatContext context) {
        return FILES.parse(text, ONE_PICTURE, context);
    }

    @Override
    public JsonNode toJson(FileList value) {
        return FILES.toJson(value);
    }

    @Override
    public @Nullable FileList fromJson(JsonNode json, NoSettings config) {
        return FILES.fromJson(json, ONE_PICTURE);
    }

    @Override
    public FieldEditor<FileList> editor(NoSettings config, FieldPresentation presentation, EditorContext context) {
        return FieldEditor.of(
                Inputs.present(new SignatureField(context), presentation), files -> files, files -> files);
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, NoSettings config) {
        return other.key().equals(key()) ? Optional.of(TypeChange.SAFE) : Optional.empty();
    }

    @Override
    public Optional<FileList> sample(NoSettings config, Locale locale) {
        return FILES.sample(ONE_PICTURE, locale)
                .map(photo -> new FileList(photo.files().stream()
                        .map(file -> new dev.millwright.field.FileRef(
                                file.id(), Label.of("Signature.png", "签名.png").in(locale), 9_000, PICTURE))
                        .toList()));
    }
}
