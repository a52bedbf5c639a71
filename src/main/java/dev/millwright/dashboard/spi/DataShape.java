package dev.millwright.dashboard.spi;

/**
 * What a chart type needs of a question.
 *
 * @param leastGroups 0 for one that shows figures over all records
 * @param mostGroups at most two
 * @param mostMeasures with two groups only the first measure counts
 * @param comparesPeriods whether the figures of the stretch of time before are wanted, too
 */
public record DataShape(int leastGroups, int mostGroups, int mostMeasures, boolean comparesPeriods) {

    public static DataShape groups(int least, int most, int measures) {
        return new DataShape(least, most, measures, false);
    }
}
