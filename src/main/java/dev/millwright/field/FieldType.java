package dev.millwright.field;

import dev.millwright.expression.ExpressionType;
import dev.millwright.extension.Extension;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A kind of field: how its values look, are kept, checked, written and edited. One class and its test add one; consumers
 * tell apart only {@link ValueKind}s.
 *
 * @param <C> configuration
 * @param <V> value in memory, immutable, with {@code equals}; an empty field is {@code null}
 */
public interface FieldType<C, V> extends Extension<C> {

    ValueKind valueKind();

    Class<V> valueType();

    /** The columns that keep a value; the first has no suffix and is the one that filters, sorts and makes unique. */
    List<Column> columns(C config);

    /**
     * A value as it goes into the columns, in their order and with the Java type of each {@link Column#type()}: String,
     * Long, BigDecimal, Boolean, LocalDate, OffsetDateTime in UTC, UUID, {@code String[]}, {@code UUID[]}, and String for JSON.
     */
    List<@Nullable Object> toColumns(V value);

    /** The value in the columns, or null when the first column is null. */
    @Nullable V fromColumns(List<@Nullable Object> columns);

    /**
     * What is wrong with a value; the path is empty, the gate puts the field in front. Required and unique are the gate's.
     */
    default Problems validateValue(C config, V value) {
        return Problems.NONE;
    }

    /**
     * What the field is in expressions. Its first column is compared with values of that type: of a choice it holds keys of options, of a
     * link the id of the record; of a person it holds the id and the next column the name.
     */
    default ExpressionType expressionType(C config) {
        ColumnType column = columns(config).getFirst().type();
        return switch (valueKind()) {
            case CHOICE -> column == ColumnType.TEXT_ARRAY ? ExpressionType.CHOICES : ExpressionType.CHOICE;
            case REFERENCE -> column == ColumnType.UUID ? ExpressionType.LINK : ExpressionType.PERSON;
            case REFERENCES, FILE, STRUCTURE -> ExpressionType.OTHER;
            case TIME -> column == ColumnType.TEXT ? ExpressionType.TIME : ExpressionType.OTHER;
            case TEXT, NUMBER, BOOLEAN, DATE, DATE_TIME ->
                switch (column) {
                    case TEXT -> ExpressionType.TEXT;
                    case BIGINT, NUMERIC -> ExpressionType.NUMBER;
                    case BOOLEAN -> ExpressionType.BOOLEAN;
                    case DATE -> ExpressionType.DATE;
                    case TIMESTAMPTZ -> ExpressionType.DATE_TIME;
                    case UUID -> ExpressionType.ID;
                    case TEXT_ARRAY -> ExpressionType.CHOICES;
                    case UUID_ARRAY, JSONB -> ExpressionType.OTHER;
                };
        };
    }

    /** The value as a person reads it in the language. */
    String format(V value, C config, FormatContext context);

    /**
     * The value in a text that a person typed or a file holds, in the forms that are usual in both languages.
     *
     * @return null for a blank text
     * @throws ValueFormatException when the text is no such value; says what is expected
     */
    @Nullable V parse(String text, C config, FormatContext context);

    /**
     * The value in a cell of a file. Dates of spreadsheets arrive as {@code 2025-03-01}, percentages as {@code 12.5%}; by default what
     * a person may type may stand there too.
     *
     * @return null for a blank text
     * @throws ValueFormatException when the text is no such value, or could be read in two ways
     */
    default @Nullable V read(String cell, C config, CellContext context) {
        return parse(cell, config, context.format());
    }

    /** How well the type suits a column of a file that becomes a new form; empty when it is none for it. */
    default Optional<ColumnFit<C>> fit(ColumnProfile column) {
        return Optional.empty();
    }

    /** The forms in which {@link #read} takes a value, for the person who fills in a template; empty when there is nothing to say. */
    default Optional<Label> cellHelp(C config) {
        return Optional.empty();
    }

    /**
     * Whether the number that a {@link ValueKind#NUMBER} is kept as says what it is where it stands alone, as in a cell of a spreadsheet.
     * Where it does not, the text stands there that people read.
     */
    default boolean isPlainNumber() {
        return valueKind() == ValueKind.NUMBER;
    }

    /**
     * Whether the texts of a value that is several lie in each other, as a district in its city in its province. A record is then of the
     * group of the last alone.
     */
    default boolean isPath() {
        return false;
    }

    /** Whether its numbers are hundredths, so that 12.5 stands for an eighth; sums of them say nothing. */
    default boolean isShare() {
        return false;
    }

    /**
     * What is shown of a value to somebody for whom the field is masked: enough to tell that there is one, and no more than anybody may
     * know. By default nothing.
     */
    default String mask(V value) {
        return Masked.ALL;
    }

    /** The value as the HTTP API gives it: JSON with Java numbers, texts, lists and maps. */
    JsonNode toJson(V value);

    /**
     * The value in JSON from the HTTP API or a package.
     *
     * @return null for JSON null
     * @throws ValueFormatException when it has the wrong shape
     */
    @Nullable V fromJson(JsonNode json, C config);

    /** The shape of that JSON in the words of JSON Schema; empty where the kind says it all. */
    default Map<String, Object> jsonSchema(C config) {
        return Map.of();
    }

    /** How the value is drawn in lists, cards and titles: by default its text. */
    default List<Token> tokens(V value, C config, FormatContext context) {
        return List.of(Token.text(format(value, config, context)));
    }

    /** Whether the page of a record shows the value as its editor does, without anything to change, rather than by {@link #tokens}. */
    default boolean isShownByEditor() {
        return valueKind() == ValueKind.FILE;
    }

    /** What is kept where one value is to replace another, of which it may know only a part. */
    default V over(V before, V now) {
        return now;
    }

    /** A component to enter a value; it carries label, help and error itself. */
    FieldEditor<V> editor(C config, FieldPresentation presentation, EditorContext context);

    /** The values to choose from, for kinds that have a fixed set; empty for all others. */
    default List<ChoiceOption> options(C config) {
        return List.of();
    }

    /** The configuration with these values to choose from; empty for kinds without a fixed set. */
    default Optional<C> withOptions(C config, List<ChoiceOption> options) {
        return Optional.empty();
    }

    /**
     * The configuration with these texts among the values to choose from, in place of those that a new field begins with; empty for
     * kinds without a fixed set.
     */
    default Optional<C> offering(C config, Collection<String> labels) {
        return Optional.empty();
    }

    /** Whether a value is the full path of a department, which the gate finds among those that there are. */
    default boolean namesDepartment() {
        return false;
    }

    /** What files a value may hold; empty for a type that holds none. */
    default Optional<FileTerms> fileTerms(C config) {
        return Optional.empty();
    }

    /**
     * Whether the gate seals a value, which is a {@link Secret}, before it is kept, and only who may unmask it gets it back. Nothing can be
     * asked of such a value but whether there is one. To somebody for whom a field is masked its type is so, too, see {@link MaskedFieldType}.
     */
    default boolean isSealed() {
        return false;
    }

    /** The form that a reference points to; empty when it points to a person or is no reference. */
    default Optional<UUID> target(C config) {
        return Optional.empty();
    }

    /** The form of whose records a value is several; empty for all types whose values are no {@link ValueKind#REFERENCES}. */
    default Optional<UUID> targetOfMany(C config) {
        return Optional.empty();
    }

    /**
     * Which records of the form that it leads to may be chosen: a condition over the fields of these records, in which {@code this.} stands
     * before the names of fields of the record that links. Empty for all of them.
     */
    default String narrowing(C config) {
        return "";
    }

    /** What becomes of a link when the record that it leads to is deleted. */
    default Deletion deletion(C config) {
        return Deletion.KEEP;
    }

    /** The configuration with another {@link #narrowing}; empty for a type that leads nowhere. */
    default Optional<C> narrowedBy(C config, String condition) {
        return Optional.empty();
    }

    /** The configuration of a field that links to the form; empty for a type that links to nothing. */
    default Optional<C> linkingTo(UUID form) {
        return Optional.empty();
    }

    /** The configuration of a field that keeps the place of a line among others; empty for a type that keeps none. */
    default Optional<C> keepingOrder() {
        return Optional.empty();
    }

    /** How a value is made when a record is created; empty when people enter it. A generated field is read-only. */
    default Optional<ValueGenerator<V>> generator(C config) {
        return Optional.empty();
    }

    /**
     * Whether the product itself keeps the values up to date, whatever happens to the record: nobody enters such a field, by whatever
     * door.
     */
    default boolean isKept() {
        return false;
    }

    /** What a field that is {@link #isKept kept} holds in a new record; empty for nothing. */
    default Optional<V> keptAtFirst(C config) {
        return Optional.empty();
    }

    /** Whether a formula may give the value, so that nobody enters it; the one column then takes what the formula comes to. */
    default boolean takesFormula() {
        return false;
    }

    /** How many digits behind the point a number has that a formula gives; it is rounded to them, half away from zero. */
    default int decimals(C config) {
        return 0;
    }

    /** The configuration that a new field begins with, its texts in the language of the designer. */
    default C newConfig(Locale language) {
        return defaultConfig();
    }

    /** Whether a value can be searched by typing part of it. */
    default boolean searchable() {
        return valueKind() == ValueKind.TEXT;
    }

    /** Whether a record may be named by such a field. */
    default boolean usableAsTitle() {
        return valueKind() == ValueKind.TEXT;
    }

    /** Whether a form may demand that no two records have the same value. */
    default boolean supportsUnique() {
        return valueKind() == ValueKind.TEXT || valueKind() == ValueKind.NUMBER;
    }

    /** Words that stand for a default worked out at creation, beside fixed values, for example {@code today}. */
    default List<DynamicDefault> dynamicDefaults() {
        return List.of();
    }

    /** The value of a {@link DynamicDefault} at this moment for this person. */
    default @Nullable V dynamicDefault(String word, DefaultContext context) {
        return null;
    }

    /**
     * How values of another type become values of this one when a published field changes its type.
     *
     * @return empty when the change is not offered
     */
    default Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, C config) {
        return Optional.empty();
    }

    /**
     * A value of another type as one of this, where its text would not say all that it is; empty for those that are read as their text.
     *
     * @throws ValueFormatException when it is no such value
     */
    default Optional<V> carried(Object value) {
        return Optional.empty();
    }

    /** A made-up value for previews and print samples. */
    default Optional<V> sample(C config, Locale locale) {
        return Optional.empty();
    }

    /**
     * A column of the value.
     *
     * @param suffix appended to the field's key; empty for the first column
     */
    record Column(String suffix, ColumnType type) {
        public static List<Column> one(ColumnType type) {
            return List.of(new Column("", type));
        }
    }
}
