package dev.millwright.dashboard.internal;

import dev.millwright.record.AggregateBatch;
import dev.millwright.record.Aggregates;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Has batches of questions answered a few at a time: many at once would only make each other wait, and leave no connection to those who
 * save records. When a record changes, all who look at a board ask the same; those who ask while their batch waits for its turn share its
 * answers. These are never older than the batch, for nobody joins a turn that has begun.
 */
@Component
class SharedAnswers {

    private static final int AT_ONCE = 4;

    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final Map<AggregateBatch, Turn> last = new ConcurrentHashMap<>();

    /** The answers to a batch that somebody leads, as soon as they are there. */
    private static final class Turn {

        private final CompletableFuture<List<Aggregates>> answer = new CompletableFuture<>();
        private @Nullable Turn before;
        private volatile boolean begun;

        Turn(@Nullable Turn before) {
            this.before = before;
        }

        void awaitItsTurn() {
            if (before != null) {
                before.answer.handle((known, failure) -> true).join();
                before = null;
            }
        }
    }

    List<Aggregates> answers(AggregateBatch batch) {
        Turn[] mine = new Turn[1];
        Turn turn = last.compute(batch, (asked, before) -> {
            if (before != null && !before.begun) {
                return before;
            }
            mine[0] = new Turn(before);
            return mine[0];
        });
        if (turn == mine[0]) {
            lead(batch, turn);
        }
        try {
            return turn.answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException refusal ? refusal : e;
        }
    }

    private void lead(AggregateBatch batch, Turn turn) {
        turn.awaitItsTurn();
        places.acquireUninterruptibly();
        try {
            last.computeIfPresent(batch, (asked, newest) -> {
                turn.begun = true;
                return newest;
            });
            turn.answer.complete(batch.answers());
        } catch (RuntimeException | Error e) {
            turn.answer.completeExceptionally(e);
        } finally {
            places.release();
            last.remove(batch, turn);
        }
    }
}
