package dev.millwright.field;

import dev.millwright.expression.ExpressionType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A field whose values the product keeps itself. In lists, filters, figures and prints it is like a field of another type, which it takes
 * everything from but its name and what there is to set.
 */
public abstract class KeptFieldType<C, V> implements FieldType<C, V> {

    private final Supplier<FieldType<Object, V>> like;

    /**
     * @param like the type that its values are of, asked for when it is first needed: types are found all at once
     */
    protected KeptFieldType(Supplier<FieldType<Object, V>> like) {
        this.like = like;
    }

    protected final FieldType<Object, V> like() {
        return like.get();
    }

    /** The configuration of the type that the values are of. */
    protected abstract Object settings(C config);

    @Override
    public final boolean isKept() {
        return true;
    }

    /** Nobody names records by what changes by itself. */
    @Override
    public final boolean usableAsTitle() {
        return false;
    }

    @Override
    public final boolean supportsUnique() {
        return false;
    }

    @Override
    public ValueKind valueKind() {
        return like().valueKind();
    }

    @Override
    public Class<V> valueType() {
        return like().valueType();
    }

    @Override
    public List<Column> columns(C config) {
        return like().columns(settings(config));
    }

    @Override
    public List<@Nullable Object> toColumns(V value) {
        return like().toColumns(value);
    }

    @Override
    public @Nullable V fromColumns(List<@Nullable Object> columns) {
        return like().fromColumns(columns);
    }

    @Override
    public Problems validateValue(C config, V value) {
        return like().validateValue(settings(config), value);
    }

    @Override
    public ExpressionType expressionType(C config) {
        return like().expressionType(settings(config));
    }

    @Override
    public String format(V value, C config, FormatContext context) {
        return like().format(value, settings(config), context);
    }

    @Override
    public @Nullable V parse(String text, C config, FormatContext context) {
        return like().parse(text, settings(config), context);
    }

    @Override
    public @Nullable V read(String cell, C config, CellContext context) {
        return like().read(cell, settings(config), context);
    }

    @Override
    public Optional<Label> cellHelp(C config) {
        return like().cellHelp(settings(config));
    }

    @Override
    public boolean isPlainNumber() {
        return like().isPlainNumber();
    }

    @Override
    public boolean isShare() {
        return like().isShare();
    }

    @Override
    public JsonNode toJson(V value) {
        return like().toJson(value);
    }

    @Override
    public @Nullable V fromJson(JsonNode json, C config) {
        return like().fromJson(json, settings(config));
    }

    @Override
    public List<Token> tokens(V value, C config, FormatContext context) {
        return like().tokens(value, settings(config), context);
    }

    @Override
    public FieldEditor<V> editor(C config, FieldPresentation presentation, EditorContext context) {
        return like().editor(settings(config), presentation, context);
    }

    @Override
    public List<ChoiceOption> options(C config) {
        return like().options(settings(config));
    }

    @Override
    public Optional<UUID> target(C config) {
        return like().target(settings(config));
    }

    @Override
    public boolean searchable() {
        return like().searchable();
    }

    /** What was kept up to now stays when another such field of the same type is to be kept from now on. */
    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, C config) {
        return other.key().equals(key()) ? Optional.of(TypeChange.SAFE) : Optional.empty();
    }

    @Override
    public Optional<V> sample(C config, Locale locale) {
        return like().sample(settings(config), locale);
    }
}
