package dev.millwright.record;

/**
 * A question for figures with the rights of the one who asked already in it. Equal questions, asked of the same records, have the same
 * answer whoever asked them, so that one answer may serve all who wait for it.
 */
public interface AggregateQuestion {

    /**
     * @throws dev.millwright.app.StaleReleaseException when the form was changed since the question was prepared; worth preparing anew
     */
    Aggregates answer();
}
