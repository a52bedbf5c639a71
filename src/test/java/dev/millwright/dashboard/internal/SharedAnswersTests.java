package dev.millwright.dashboard.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.record.AggregateBatch;
import dev.millwright.record.AggregateQuestion;
import dev.millwright.record.Aggregates;
import dev.millwright.record.InvalidRequestException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharedAnswersTests {

    private final SharedAnswers shared = new SharedAnswers();

    /** A database that says which question it was asked, and answers when it is told to. */
    private static final class Database {

        private static final int REFUSAL = -1;

        private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        private final BlockingQueue<Integer> told = new LinkedBlockingQueue<>();

        AggregateBatch question(String text) {
            record Question(String text, Database database) implements AggregateBatch {

                @Override
                public List<AggregateQuestion> questions() {
                    return List.of();
                }

                @Override
                public List<Aggregates> answers() {
                    database.asked.add(text);
                    try {
                        int answer = database.told.take();
                        if (answer == REFUSAL) {
                            throw new InvalidRequestException("record.error.tooSlow", 30);
                        }
                        return List.of(Database.answer(answer));
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            return new Question(text, this);
        }

        private static Aggregates answer(int number) {
            return new Aggregates(List.of(new Aggregates.Row(List.of(), List.of(number))), false);
        }
    }

    private final Database database = new Database();

    /** Somebody who has asked, and now waits. */
    private FutureTask<Aggregates> ask(String question) {
        FutureTask<Aggregates> asked = new FutureTask<>(
                () -> shared.answers(database.question(question)).getFirst());
        Thread person = Thread.ofPlatform().daemon().start(asked);
        while (person.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return asked;
    }

    @Test
    void sharesOneAnswerAmongAllWhoAskWhileTheirQuestionWaits() throws Exception {
        FutureTask<Aggregates> first = ask("a");
        List<FutureTask<Aggregates>> others = List.of(ask("a"), ask("a"), ask("a"));
        database.told.add(1);
        assertThat(first.get()).isEqualTo(Database.answer(1));
        database.told.add(2);
        for (FutureTask<Aggregates> other : others) {
            // What the first was told may be older than what they have heard of.
            assertThat(other.get()).isEqualTo(Database.answer(2));
        }
        assertThat(database.asked).containsExactly("a", "a");
    }

    @Test
    void answersDifferentQuestionsSideBySideButFewAtOnce() throws Exception {
        List<FutureTask<Aggregates>> asked =
                Stream.of("a", "b", "c", "d", "e", "f").map(this::ask).toList();
        assertThat(database.asked).containsExactly("a", "b", "c", "d");
        IntStream.range(0, asked.size()).forEach(database.told::add);
        for (FutureTask<Aggregates> one : asked) {
            one.get();
        }
        assertThat(database.asked).hasSize(6);
    }

    @Test
    void refusesAllWhoShareARefusalAndAnswersWhoAsksAnew() throws Exception {
        ask("a");
        FutureTask<Aggregates> second = ask("a");
        FutureTask<Aggregates> third = ask("a");
        database.told.addAll(List.of(Database.REFUSAL, Database.REFUSAL));
        for (FutureTask<Aggregates> refused : List.of(second, third)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(refused::get)
                    .withCauseInstanceOf(InvalidRequestException.class);
        }
        FutureTask<Aggregates> anew = ask("a");
        database.told.add(3);
        assertThat(anew.get()).isEqualTo(Database.answer(3));
    }
}
