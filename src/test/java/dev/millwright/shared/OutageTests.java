package dev.millwright.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

class OutageTests {

    @Test
    void knowsADatabaseThatIsAwayUnderWhateverWrapsIt() {
        assertThat(Outage.behind(wrapped(new SQLTransientConnectionException("timed out"))))
                .isEqualTo(Outage.AWAY);
        for (String state : new String[] {"08006", "08003", "53300", "57P01", "57P03"}) {
            assertThat(Outage.behind(wrapped(new SQLException("", state))))
                    .as(state)
                    .isEqualTo(Outage.AWAY);
        }
    }

    @Test
    void knowsThoseWhoWaitForEachOther() {
        for (String state : new String[] {"40001", "40P01", "55P03"}) {
            assertThat(Outage.behind(wrapped(new SQLException("", state))))
                    .as(state)
                    .isEqualTo(Outage.BUSY);
        }
    }

    @Test
    void takesABugForNoOutage() {
        assertThat(Outage.behind(null)).isNull();
        assertThat(Outage.behind(wrapped(new SQLException("", "42601")))).isNull();
        assertThat(Outage.behind(wrapped(new SQLException("no state")))).isNull();
        assertThat(Outage.behind(wrapped(new IOException("disk")))).isNull();
    }

    private static RuntimeException wrapped(Exception cause) {
        return new IllegalStateException(new IllegalArgumentException(cause));
    }
}
