package dev.millwright.expression;

/** What an expression gives. Types of fields choose one of these; there is no other way to tell values apart. */
public enum ExpressionType {
    TEXT,
    NUMBER,
    BOOLEAN,
    DATE,
    DATE_TIME,
    /** A time of day, of no day: a text such as {@code 08:05} or {@code 08:05:30}. */
    TIME,
    /** How long something takes, in seconds. */
    DURATION,
    /** Days from a first to a last one; stands for the first. */
    DATE_RANGE,
    /** One option of a few: its key, as a text. */
    CHOICE,
    /** Several options: equal to a text when that option is among them. */
    CHOICES,
    /** Another record: stands for its title. */
    LINK,
    /** Somebody: equal to a text that is their id or name. */
    PERSON,
    /** What tells records and people apart for good; can only be equal or not. */
    ID,
    /** A file or something with parts: is empty or not, and nothing else. */
    OTHER,
    /** What {@code null} gives. */
    EMPTY;

    /** Whether it can be read as a text. */
    public boolean isText() {
        return switch (this) {
            case TEXT, CHOICE, LINK, PERSON -> true;
            case NUMBER, BOOLEAN, DATE, DATE_TIME, TIME, DURATION, DATE_RANGE, CHOICES, ID, OTHER, EMPTY -> false;
        };
    }

    /** Whether it is a day or lies within one. */
    public boolean isTime() {
        return this == DATE || this == DATE_TIME;
    }

    /** Whether it is added, and put in order, as numbers are. */
    public boolean isAmount() {
        return this == NUMBER || this == DURATION;
    }
}
