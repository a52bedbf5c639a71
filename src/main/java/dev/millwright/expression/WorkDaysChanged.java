package dev.millwright.expression;

/** Work is done on other days than before: an event within the transaction that changes it. */
public record WorkDaysChanged() {}
