package dev.millwright.field;

import java.time.ZoneId;
import java.util.Locale;

/** The language and zone in which values are read and written as text. */
public record FormatContext(Locale locale, ZoneId zone) {}
