package dev.millwright.dashboard.spi;

import dev.millwright.dashboard.Dataset;
import dev.millwright.dashboard.MeasureDefinition;
import dev.millwright.dashboard.Period;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a form has to offer to a first dashboard: its first fields of the kinds that overviews are made of, by key.
 *
 * @param choice one of few values
 * @param date a day or moment
 * @param link to records of another form
 */
public record FormOutline(UUID form, Optional<String> choice, Optional<String> date, Optional<String> link) {

    /** The number of records, put together so. */
    public Dataset count(String... groups) {
        return Dataset.EMPTY.withForm(form).withGroups(List.of(groups));
    }

    /** As {@link #count}, of the period, in which the date counts. */
    public Dataset count(String dateField, Period period, String... groups) {
        return count(groups).withPeriod(dateField, period).withMeasures(List.of(MeasureDefinition.COUNT));
    }
}
