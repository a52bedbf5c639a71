package dev.millwright.field;

/**
 * How well a field type suits a column of a file.
 *
 * @param config of the type, so that all values of the column can be read
 * @param score the greatest is taken: 10 for what takes anything, 100 for what nothing else could be
 */
public record ColumnFit<C>(C config, int score) {}
