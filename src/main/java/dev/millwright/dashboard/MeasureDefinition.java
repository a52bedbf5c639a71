package dev.millwright.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A figure that a tile shows.
 *
 * @param field key of a field that holds numbers; null for those that count records
 * @param label empty for one made of the figure
 * @param condition which records are the {@link Figure#SHARE}; empty for the others
 */
public record MeasureDefinition(Figure figure, @Nullable String field, String label, List<JsonNode> condition) {

    public static final MeasureDefinition COUNT = new MeasureDefinition(Figure.COUNT, null, "", List.of());

    public MeasureDefinition {
        label = text(label);
        condition = listed(condition);
    }

    /** What is worked out. */
    public enum Figure {
        /** The number of records. */
        @JsonProperty("count")
        COUNT,
        @JsonProperty("sum")
        SUM,
        @JsonProperty("avg")
        AVG,
        @JsonProperty("min")
        MIN,
        @JsonProperty("max")
        MAX,
        /** How many of a hundred records meet the condition. */
        @JsonProperty("share")
        SHARE;

        /** Whether it is worked out of the values of a field. */
        public boolean needsField() {
            return this != COUNT && this != SHARE;
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
