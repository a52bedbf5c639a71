package dev.millwright.record;

import java.util.List;

/**
 * Questions for figures that one reading of the records answers, with the rights of the one who asks in it. Equal batches, asked of the
 * same records, have the same answers whoever asked them, so that these may serve all who wait for them.
 */
public interface AggregateBatch {

    List<AggregateQuestion> questions();

    /**
     * An answer to each question. Groups come in no particular order; of more than a question's limit the first by its order are there.
     *
     * @throws dev.millwright.app.StaleReleaseException when the form was changed since the questions were prepared; worth preparing anew
     */
    List<Aggregates> answers();
}
