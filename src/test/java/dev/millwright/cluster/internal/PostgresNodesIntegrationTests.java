package dev.millwright.cluster.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.testing.Database;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresNodesIntegrationTests {

    private final Database database = Database.create();
    private final SecondNode one = SecondNode.of(database.dataSource());
    private final SecondNode other = SecondNode.of(database.dataSource());
    private final BlockingQueue<String> heardByOne = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heardByOther = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() {
        one.hear("weather", heardByOne::add, () -> heardByOne.add("missed"));
        other.hear("weather", heardByOther::add, () -> heardByOther.add("missed"));
        other.hear(
                "broken",
                message -> {
                    throw new IllegalStateException(message);
                },
                () -> {});
        one.start();
        other.start();
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
    }

    @Test
    void whoBeginsToHearMayHaveMissedSomething() throws InterruptedException {
        assertThat(next(heardByOne)).isEqualTo("missed");
    }

    @Test
    void othersHearWhatOneTellsAndItselfDoesNot() throws InterruptedException {
        one.tell("weather", "rain and wind");
        other.tell("weather", "sun");
        assertThat(next(heardByOther)).isEqualTo("missed");
        assertThat(next(heardByOther)).isEqualTo("rain and wind");
        assertThat(next(heardByOne)).isEqualTo("missed");
        assertThat(next(heardByOne)).isEqualTo("sun");
        assertThat(heardByOne).isEmpty();
    }

    @Test
    void oneWhoFailsKeepsNobodyFromHearing() throws InterruptedException {
        one.tell("broken", "news");
        one.tell("weather", "snow");
        assertThat(next(heardByOther)).isEqualTo("missed");
        assertThat(next(heardByOther)).isEqualTo("snow");
    }

    private static String next(BlockingQueue<String> heard) throws InterruptedException {
        String news = heard.poll(20, TimeUnit.SECONDS);
        assertThat(news).isNotNull();
        return String.valueOf(news);
    }
}
