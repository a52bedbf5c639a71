package dev.millwright.expression;

/**
 * The few things that whoever runs expressions must be able to do; functions are put together from them, so that one more function
 * needs no change there. If an argument is empty so is the result, unless it says otherwise.
 */
public enum Operation {
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

    /** A date or moment, so many days later; of a number only whole days count for a date. */
    ADD_DAYS,
    /** Days from the second date to the first. */
    DAYS_BETWEEN,
    /** A date from year, month and day; empty when there is no such day. */
    DATE_OF_PARTS,
    /** A moment in the business zone from year, month, day, hour, minute and second; empty when there is none such. */
    MOMENT_OF_PARTS,
    /** The day of a moment in the business zone. */
    DAY_OF_MOMENT,
    YEAR,
    MONTH,
    DAY,

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

    /** Never empty itself; a text without characters is empty too. */
    IS_EMPTY,
    /** The first that is not empty. */
    FIRST_FILLED,
    /** The second if the first is true, else the third. */
    CHOOSE,
    /** What tells a linked record or a person apart. */
    ID_OF
}
