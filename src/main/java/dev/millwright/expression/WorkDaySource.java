package dev.millwright.expression;

/** Tells which days work is done on where nothing else is said. */
@FunctionalInterface
public interface WorkDaySource {

    WorkDays workDays();
}
