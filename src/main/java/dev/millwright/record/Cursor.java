package dev.millwright.record;

/**
 * A place in a sorted list: opaque text that holds for the same form and sort.
 *
 * <p>Read from outside, it is checked like any other input.
 */
public record Cursor(String text) {}
