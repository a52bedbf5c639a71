package dev.millwright.expression;

import java.time.LocalDate;

/** Days from a first to a last one, both included, as expressions know them. */
public record DateSpan(LocalDate first, LocalDate last) {}
