package dev.millwright.expression;

/**
 * The few things that whoever runs expressions must be able to do; functions are put together from them, so that one more function
 * needs no change there. If an argument is empty so is the result, unless it says otherwise.
 */
public enum Operation {
    /** Of numbers; one that is empty counts as nothing, and of nothing but empty ones it is empty. */
    SUM,
    ADD,
    SUBTRACT,
    MULTIPLY,
    /** By zero it gives empty. */
    DIVIDE,
    /** Has the sign of the first; by zero it gives empty. */
    REMAINDER,
    NEGATE,
    ABSOLUTE,
    /** A number to so many digits behind the point, half away from zero. */
    ROUND,
    /** As {@link #ROUND}, away from zero. */
    ROUND_UP,
    /** As {@link #ROUND}, what is too much cut off. */
    ROUND_DOWN,
    /** The whole number at or below. */
    FLOOR,
    /** Empty when it is no number or one of more than a hundred digits; see {@code Powers} for how it is rounded. */
    POWER,
    /** With 20 digits behind the point; of what is below zero it is empty. */
    SQUARE_ROOT,
    /** The least of those that are not empty, numbers or times. */
    LEAST,
    /** The greatest of those that are not empty, numbers or times. */
    GREATEST,
    /** The number that a text reads as. */
    NUMBER_OF_TEXT,

    /** A date or moment, so many days later; of a number only whole days count for a date. */
    ADD_DAYS,
    /** Days from the second date to the first. */
    DAYS_BETWEEN,
    /** A moment so many seconds later. */
    ADD_SECONDS,
    /** Seconds from the second moment to the first. */
    SECONDS_BETWEEN,
    /** The moment at which clocks in the business zone have gone so many seconds of a date. */
    MOMENT_OF_DAY,
    /** The time of day that clocks in the business zone show at a moment, to the second. */
    TIME_OF_MOMENT,
    /** Seconds of a day that have gone at a time of day. */
    SECONDS_OF_TIME,
    /** The time of day after so many seconds, days aside; what is less than a second does not count. */
    TIME_OF_SECONDS,
    /** The time of day that a text reads as. */
    TIME_OF_TEXT,
    /** The first day of a range. */
    FIRST_DAY,
    /** The last day of a range. */
    LAST_DAY,
    /** A date from year, month and day; empty when there is no such day. */
    DATE_OF_PARTS,
    /** A moment in the business zone from year, month, day, hour, minute and second; empty when there is none such. */
    MOMENT_OF_PARTS,
    /** The day of a moment in the business zone. */
    DAY_OF_MOMENT,
    YEAR,
    MONTH,
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    /** From 1 for Monday to 7 for Sunday. */
    WEEKDAY,
    /** Of the year: weeks from Sunday (1), from Monday (2), or those of ISO 8601 (21), as the second argument says. */
    WEEK,
    /** The same day so many months later, or the last of a shorter month. */
    ADD_MONTHS,
    /** The last day of the month. */
    MONTH_END,
    /** From one date to a later one: whole years, months or days, as the third argument says; empty if the second is earlier. */
    DATE_DIFFERENCE,
    /** Working days from one date to another, both counted; below zero if the second is earlier. */
    WORKDAYS_BETWEEN,
    /** So many working days later. */
    ADD_WORKDAYS,
    /** The date that a text reads as. */
    DATE_OF_TEXT,

    CONCATENATE,
    /** Whether a text has another one in it, letter case aside. */
    CONTAINS,
    STARTS_WITH,
    ENDS_WITH,
    /** Whether the option is among several. */
    HAS_OPTION,
    LENGTH,
    LOWER,
    UPPER,
    TRIM,
    /** One behind the other; empty ones are texts without characters. */
    JOIN,
    /** All digits of a number as a text. */
    TEXT_OF_NUMBER,
    /** A number with a text before it, at least so many whole digits, at least and at most so many behind the point, in thousands or not. */
    WRITE_NUMBER,
    /** A time in the {@link TimeFormat} of the second argument, moments in the business zone. */
    WRITE_TIME,
    /** A duration in the {@link DurationFormat} of the second argument. */
    WRITE_DURATION,
    /** From a text what begins at a place and has so many characters. */
    PART,
    /** So many last characters of a text. */
    ENDING,
    /** A text with the third for all that equal the second, or for the one that the fourth counts. */
    REPLACE,
    /** Where the first text is in the second, from a place on; empty if nowhere. */
    POSITION,
    /** A text so many times. */
    REPEAT,

    /** Never empty itself; a text without characters is empty too. */
    IS_EMPTY,
    /** Never empty: whether a department, or one of several, is one of those of whoever is signed in. */
    OF_MY_DEPARTMENT,
    /** As {@link #OF_MY_DEPARTMENT}, or lies below one of them. */
    UNDER_MY_DEPARTMENT,
    /** The first that is not empty. */
    FIRST_FILLED,
    /** What follows the first condition that is true, else the last if there is one without a condition. */
    CHOOSE,
    /** What tells a linked record or a person apart. */
    ID_OF
}
