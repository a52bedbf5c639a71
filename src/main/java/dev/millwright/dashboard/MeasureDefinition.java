package dev.millwright.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millwright.form.PublishedField;
import dev.millwright.shared.ValueKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A figure that a tile shows.
 *
 * @param field key of the field whose values it is worked out of; null for those that count records
 * @param label empty for one made of the figure
 * @param condition which records are the {@link Figure#SHARE}; empty for the others
 * @param style null for the usual
 */
public record MeasureDefinition(
        Figure figure,
        @Nullable String field,
        String label,
        List<JsonNode> condition,
        @Nullable NumberStyle style) {

    public static final MeasureDefinition COUNT = new MeasureDefinition(Figure.COUNT, null, "", List.of(), null);

    public MeasureDefinition {
        label = text(label);
        condition = listed(condition);
        style = NumberStyle.USUAL.equals(style) ? null : style;
    }

    /** Another figure, of the field, called and written as before. */
    public MeasureDefinition withFigure(Figure other, @Nullable String of) {
        return new MeasureDefinition(other, of, label, List.of(), style);
    }

    public MeasureDefinition withLabel(String other) {
        return new MeasureDefinition(figure, field, other, condition, style);
    }

    public MeasureDefinition withCondition(List<JsonNode> other) {
        return new MeasureDefinition(figure, field, label, other, style);
    }

    public MeasureDefinition withStyle(@Nullable NumberStyle other) {
        return new MeasureDefinition(figure, field, label, condition, other);
    }

    /** Whether it has a condition that would change nothing: only a share looks at one. */
    public boolean ignoresCondition() {
        return figure != Figure.SHARE && !condition.isEmpty();
    }

    /** What it asks, whatever it is called and however it is written. */
    public MeasureDefinition question() {
        return new MeasureDefinition(figure, field, "", condition, null);
    }

    /** What is worked out. */
    public enum Figure {
        /** The number of records. */
        @JsonProperty("count")
        COUNT,
        /** The number of different values. */
        @JsonProperty("distinct")
        DISTINCT,
        @JsonProperty("sum")
        SUM,
        @JsonProperty("avg")
        AVG,
        @JsonProperty("min")
        MIN,
        @JsonProperty("max")
        MAX,
        /** Half of the values are no greater. */
        @JsonProperty("median")
        MEDIAN,
        /** Nine of ten values are no greater. */
        @JsonProperty("p90")
        P90,
        /** How many of a hundred records meet the condition. */
        @JsonProperty("share")
        SHARE;

        /** Whether it is worked out of the values of a field. */
        public boolean needsField() {
            return this != COUNT && this != SHARE;
        }

        /** Whether it is a value as the field has them, in the field's unit. */
        public boolean isOfValues() {
            return needsField() && this != DISTINCT;
        }

        /** Whether it can be worked out of the values of a field: of numbers, or of what a record has one of. */
        public boolean takes(PublishedField<?, ?> field) {
            return isOfValues()
                    ? field.kind() == ValueKind.NUMBER
                    : this == DISTINCT
                            && switch (field.expressionType()) {
                                case TEXT,
                                        NUMBER,
                                        BOOLEAN,
                                        DATE,
                                        DATE_TIME,
                                        TIME,
                                        DURATION,
                                        DATE_RANGE,
                                        CHOICE,
                                        LINK,
                                        PERSON -> true;
                                case CHOICES, ID, OTHER, EMPTY -> false;
                            };
        }

        /** Whether the figures of parts add up to that of the whole. */
        public boolean adds() {
            return this == COUNT || this == SUM;
        }
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    private static List<JsonNode> listed(@Nullable List<JsonNode> given) {
        return given == null ? List.of() : List.copyOf(given);
    }
}
