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
 *     {@link LocalDate}, {@link Instant} or {@link OffsetDateTime}, {@link UUID}, a list of {@link String}
 */
public record FillStep(TableName table, String column, Object value) {

    public FillStep {
        Names.requireValid(column);
        if (value instanceof List<?> list) {
            value = List.copyOf(list);
        }
    }
}
