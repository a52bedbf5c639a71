package dev.millwright.schema;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * What existing rows get in a column where they have nothing.
 *
 * @param value typed as the column: {@link String} for text and JSON, {@link Long}, {@link BigDecimal}, {@link Boolean},
 *     {@link LocalDate}, {@link Instant} or {@link OffsetDateTime}, {@link UUID}, a list or an array of {@link String} or {@link UUID}
 */
public record FillStep(TableName table, String column, Object value) {

    public FillStep {
        Names.requireValid(column);
        // An array is another one each time, and a plan would never be the one that was seen.
        if (value instanceof Object[] many) {
            value = List.of(many);
        } else if (value instanceof List<?> list) {
            value = List.copyOf(list);
        }
    }
}
