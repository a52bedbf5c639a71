package dev.millwright.form;

import dev.millwright.app.StaleReleaseException;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Expressions;
import dev.millwright.field.CellContext;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.Deletion;
import dev.millwright.field.EditorContext;
import dev.millwright.field.EnteredField;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FileTerms;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Masked;
import dev.millwright.field.MaskedFieldType;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.field.Token;
import dev.millwright.field.ValueGenerator;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** A field of a published form, bound to its type and configuration, so that consumers never ask which type it is. */
public record PublishedField<C, V>(FieldDefinition definition, FieldType<C, V> type, C config) {

    public UUID id() {
        return definition.id();
    }

    public String key() {
        return definition.key();
    }

    public String label() {
        return definition.label();
    }

    public ValueKind kind() {
        return type.valueKind();
    }

    /** Whether a value is any number of things, of which each is asked for and grouped by itself. */
    public boolean isSeveral() {
        return columns().getFirst().type() == ColumnType.TEXT_ARRAY && !type.isPath();
    }

    /** Whether it holds people. */
    public boolean isPerson() {
        return kind() == ValueKind.REFERENCE && target().isEmpty();
    }

    /** What the field is in expressions. */
    public ExpressionType expressionType() {
        return type.expressionType(config);
    }

    /** Whether it holds days from a first to a last one, and is in conditions and figures as the first. */
    public boolean isDateRange() {
        return kind() == ValueKind.DATE
                && columns().size() == 2
                && columns().stream().allMatch(column -> column.type() == ColumnType.DATE);
    }

    /** What stands behind its name in an expression. */
    public ExpressionType nameType() {
        return isDateRange() ? ExpressionType.DATE_RANGE : expressionType();
    }

    public List<FieldType.Column> columns() {
        return type.columns(config);
    }

    public List<@Nullable Object> toColumns(Object value) {
        if (value instanceof Masked masked) {
            return List.of(masked.text());
        }
        return type.toColumns(cast(value));
    }

    public @Nullable V fromColumns(List<@Nullable Object> columns) {
        return type.fromColumns(columns);
    }

    /**
     * As it is for somebody to whom its values are masked: it says nothing of them, neither by what they begin with nor by occurring once.
     * An encrypted text is so for everybody.
     */
    public PublishedField<?, ?> masked() {
        return type.isSealed()
                ? this
                : new PublishedField<>(
                        definition.withUnique(false).withDefaultValue(null), new MaskedFieldType<>(type), config);
    }

    /** Whether its values are masked. */
    public boolean isMasked() {
        return type instanceof MaskedFieldType<?, ?>;
    }

    /** What is shown of a value to somebody for whom it is masked. */
    public Object mask(Object value) {
        if (type.isSealed() || value instanceof Masked) {
            return value;
        }
        return new Masked(type.valueType().isInstance(value) ? type.mask(cast(value)) : Masked.ALL);
    }

    /** What is wrong with a value; nothing is with what the product keeps. */
    public Problems validate(Object value) {
        return isKept() ? Problems.NONE : type.validateValue(config, cast(value));
    }

    /** What is kept where one value is to replace another. */
    public Object over(Object before, Object now) {
        return type.over(cast(before), cast(now));
    }

    public String format(Object value, FormatContext context) {
        if (value instanceof Masked masked) {
            return masked.text();
        }
        return type.format(cast(value), config, context);
    }

    public List<Token> tokens(Object value, FormatContext context) {
        if (value instanceof Masked masked) {
            return List.of(Token.text(masked.text()));
        }
        return type.tokens(cast(value), config, context);
    }

    /** The value as a part of a code: the key of an option, the name of a person, the title of a linked record. */
    public Optional<String> part(Object value) {
        if (value instanceof PersonRef person) {
            return Optional.of(person.name());
        }
        if (value instanceof RecordRef record) {
            return Optional.ofNullable(record.key()).or(() -> Optional.ofNullable(record.title()));
        }
        if (type.isSealed() || value instanceof Masked) {
            return Optional.empty();
        }
        return switch (toColumns(value).getFirst()) {
            case null -> Optional.empty();
            case BigDecimal decimal -> Optional.of(decimal.toPlainString());
            case Object[] many ->
                Optional.of(Arrays.stream(many).map(String::valueOf).collect(Collectors.joining(",")));
            case Object column -> Optional.of(column.toString());
        };
    }

    /** What a generated value may look like beside the other fields, as {@link #part} gives them. */
    public Optional<V> example(Function<UUID, Optional<String>> part) {
        return generator().flatMap(generator -> generator.example(part));
    }

    public @Nullable V parse(String text, FormatContext context) {
        return type.parse(text, config, context);
    }

    /** The value in a cell of a file; null for a blank one. */
    public @Nullable V read(String cell, CellContext context) {
        return type.read(cell, config, context);
    }

    /** What a cell may hold, for the person who fills in a file. */
    public Optional<Label> cellHelp() {
        return type.cellHelp(config);
    }

    public JsonNode toJson(Object value) {
        if (value instanceof Masked masked) {
            return StringNode.valueOf(masked.text());
        }
        return type.toJson(cast(value));
    }

    /** The shape of its JSON where the kind does not say it all; else empty. */
    public Map<String, Object> jsonSchema() {
        return type.jsonSchema(config);
    }

    public @Nullable V fromJson(JsonNode json) {
        return type.fromJson(json, config);
    }

    /** The same with the titles of links, which nobody who writes is believed: what the person who gets it back was shown before. */
    public @Nullable Object fromKept(JsonNode json) {
        return switch (fromJson(json)) {
            case RecordRef link -> titled(link, json);
            case RecordRefs links
            when json.size() == links.records().size() -> {
                List<RecordRef> titled = new ArrayList<>();
                for (int i = 0; i < json.size(); i++) {
                    titled.add(titled(links.records().get(i), json.get(i)));
                }
                yield new RecordRefs(titled);
            }
            case null -> null;
            case Object value -> value;
        };
    }

    private static RecordRef titled(RecordRef link, JsonNode json) {
        return new RecordRef(
                link.id(), link.key(), json.path("title").asStringOpt().orElse(null));
    }

    public FieldEditor<V> editor(EditorContext context) {
        return type.editor(
                config,
                new FieldPresentation(
                        definition.label(), definition.help(), definition.placeholder(), definition.required()),
                context);
    }

    /**
     * The field where it is entered, in its place among others.
     *
     * @param form of which the record is
     * @param values the others by key as they stand there, see {@link EnteredField}
     * @param whole the same of the record that it is a line of
     */
    public EnteredField in(
            UUID form, Supplier<Map<String, @Nullable Object>> values, Supplier<Map<String, @Nullable Object>> whole) {
        return new EnteredField(form, key(), leadsTo().orElse(null), values, whole);
    }

    /** An editor whose label stands elsewhere. */
    public FieldEditor<V> bare(EditorContext context) {
        return type.editor(config, new FieldPresentation("", "", "", false), context);
    }

    public List<ChoiceOption> options() {
        return type.options(config);
    }

    /** The form that a value leads to one record of; empty for values that are several, see {@link #targetOfMany}. */
    public Optional<UUID> target() {
        return type.target(config);
    }

    /** The form of whose records a value is several. */
    public Optional<UUID> targetOfMany() {
        return type.targetOfMany(config);
    }

    /** The form whose records values lead to, one or several. */
    public Optional<UUID> leadsTo() {
        return target().or(this::targetOfMany);
    }

    /** Which of these records may be chosen, as {@link FieldType#narrowing} says it; empty for all. */
    public String narrowing() {
        return type.narrowing(config);
    }

    /** What becomes of the link when the record that it leads to is deleted. */
    public Deletion deletion() {
        return type.deletion(config);
    }

    public Optional<ValueGenerator<V>> generator() {
        return type.generator(config);
    }

    public boolean isGenerated() {
        return generator().isPresent();
    }

    /** Whether people give the field its values: they are neither made with the record nor kept by the product. */
    public boolean isEntered() {
        return !isGenerated() && !isKept();
    }

    /** Whether the product keeps the values up to date itself. */
    public boolean isKept() {
        return type.isKept() || isComputed();
    }

    /** Whether a formula gives the value. */
    public boolean isComputed() {
        return definition.formula() != null;
    }

    /** How many digits behind the point a number has that a formula gives. */
    public int decimals() {
        return type.decimals(config);
    }

    /** Whether a value that a file has becomes that of a new record: of fields that people fill by writing, and of some that are generated. */
    public boolean takesImported() {
        return kind() != ValueKind.FILE
                && (isEntered()
                        || generator().filter(ValueGenerator::keepsGiven).isPresent());
    }

    /** Whether the files that a ZIP has beside a table become its value. */
    public boolean takesImportedFiles() {
        return isEntered() && fileTerms().isPresent();
    }

    /** What files a value may hold; empty for a field that holds none. */
    public Optional<FileTerms> fileTerms() {
        return type.fileTerms(config);
    }

    /** What a kept field holds in a new record. */
    public Optional<V> keptAtFirst() {
        return type.keptAtFirst(config);
    }

    /** Whether no two records have the same value. */
    public boolean isUnique() {
        return isGenerated() || definition.unique();
    }

    /** Whether a form may demand that its values together with those of other fields occur once. */
    public boolean canBeTogether() {
        ColumnType column = columns().getFirst().type();
        if (!isEntered() || column == ColumnType.TEXT_ARRAY || column == ColumnType.JSONB) {
            return false;
        }
        return switch (kind()) {
            case TEXT -> type.supportsUnique();
            case NUMBER, BOOLEAN, DATE, TIME, DATE_TIME, CHOICE, REFERENCE -> true;
            case REFERENCES, FILE, STRUCTURE -> false;
        };
    }

    /** What the field holds when a record is begun, or null when it begins empty. */
    public @Nullable V defaultValue(DefaultContext context) {
        JsonNode json = definition.defaultValue();
        return json != null && isWord(json)
                ? type.dynamicDefault(json.get("dynamic").asString(""), context)
                : fixedDefault();
    }

    /** What the field holds whenever and by whomever a record is begun, or null. */
    public @Nullable V fixedDefault() {
        JsonNode json = definition.defaultValue();
        return json == null || isWord(json) || begins() ? null : type.fromJson(json, config);
    }

    /** Whether an expression gives what the field begins with. */
    public boolean begins() {
        return isEntered() && definition.defaultFormula().isPresent();
    }

    /** Keys of what the expression that the field begins with goes by, as far as its text says: among them the links that lead to other records. */
    public Set<String> beginsBy() {
        Set<String> keys = new HashSet<>();
        definition
                .defaultFormula()
                .ifPresent(text -> Expressions.renamed(text, name -> {
                    int dot = name.indexOf('.');
                    keys.add(dot < 0 ? name : name.substring(0, dot));
                    return name;
                }));
        return keys;
    }

    private static boolean isWord(JsonNode json) {
        return json.isObject() && json.has("dynamic");
    }

    /**
     * @throws StaleReleaseException for a value of another release, in which the field was of another type
     */
    private V cast(Object value) {
        if (!type.valueType().isInstance(value)) {
            throw new StaleReleaseException(key());
        }
        return type.valueType().cast(value);
    }
}
