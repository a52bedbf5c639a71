package dev.millwright.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;

import dev.millwright.record.AggregateRequest.Bucket;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.StringJoiner;
import org.jooq.Field;

/** The stretches of time that moments are in, as PostgreSQL finds them quickest. */
final class TimeBuckets {

    /** Most moments of records are not long ago; so many stretches reach back far enough, and are looked through in no time. */
    private static final int BEFORE = 400;

    private static final int AFTER = 100;

    private final Bucket bucket;
    private final ZoneId zone;
    private final LocalDate today;

    TimeBuckets(Bucket bucket, ZoneId zone, LocalDate today) {
        this.bucket = bucket;
        this.zone = zone;
        this.today = today;
    }

    /** The first day of the stretch that a day is in. */
    Field<LocalDate> ofDay(Field<?> day) {
        return truncated(field("cast({0} as timestamp)", day));
    }

    /**
     * The first day of the stretch that a moment is in. Looking it up among known beginnings takes a third of the time of working it out
     * by the rules of the zone, which is left for moments that are before or after all of them.
     */
    Field<LocalDate> ofMoment(Field<?> moment) {
        StringJoiner firsts = new StringJoiner(",", "{", "}");
        StringJoiner beginnings = new StringJoiner(",", "{", "}");
        LocalDate first = bucket.first(
                switch (bucket) {
                    case DAY -> today.minusDays(BEFORE);
                    case WEEK -> today.minusWeeks(BEFORE);
                    case MONTH -> today.minusMonths(BEFORE);
                    case QUARTER -> today.minusMonths(3L * BEFORE);
                    case YEAR -> today.minusYears(BEFORE);
                });
        for (int i = 0; i < BEFORE + AFTER; i++) {
            firsts.add(first.toString());
            beginnings.add(first.atStartOfDay(zone).toInstant().toString());
            first = bucket.next(first);
        }
        beginnings.add(first.atStartOfDay(zone).toInstant().toString());
        // Written out, for a bound text would be taken apart again for every row. Beyond either end there is no such
        // element.
        return field(
                "coalesce((cast({0} as date[]))[width_bucket({1}, cast({2} as timestamptz[]))], {3})",
                LocalDate.class,
                inline(firsts.toString()),
                moment,
                inline(beginnings.toString()),
                truncated(field("({0} at time zone {1})", moment, inline(zone.getId()))));
    }

    private Field<LocalDate> truncated(Field<?> local) {
        return field(
                "cast(date_trunc({0}, {1}) as date)",
                LocalDate.class, inline(bucket.name().toLowerCase(Locale.ROOT)), local);
    }
}
