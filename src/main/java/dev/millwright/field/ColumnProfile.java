package dev.millwright.field;

import java.util.List;
import java.util.Map;

/**
 * A column of a file, for guessing what kind of field it is.
 *
 * @param heading what stands above it
 * @param values the texts of its cells that are not empty, from the beginning of the file
 * @param distinct how often each of them occurs, in the order of their first appearance
 */
public record ColumnProfile(String heading, List<String> values, Map<String, Integer> distinct, CellContext context) {}
