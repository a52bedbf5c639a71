package dev.millwright.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TrialOptionsTests {

    @Test
    void needsNoOptions() {
        var options = TrialOptions.parse();
        assertThat(options.address()).isEqualTo("http://localhost:8080");
        assertThat(options.keycloakAddress()).isEqualTo("http://localhost:8180");
        assertThat(options.databasePort()).isZero();
    }

    @Test
    void isClosedToTheNetworkUnlessGivenAName() {
        assertThat(TrialOptions.parse().bindAddress()).isEqualTo("127.0.0.1");
        assertThat(TrialOptions.parse("--host=plant.example").bindAddress()).isEqualTo("0.0.0.0");
    }

    @Test
    void refusesWhatIsNoPort() {
        assertThatThrownBy(() -> TrialOptions.parse("--port=abc"))
                .isInstanceOf(TrialException.class)
                .hasMessageContaining("abc");
        assertThatThrownBy(() -> TrialOptions.parse("--port=70000")).isInstanceOf(TrialException.class);
    }

    @Test
    void refusesOnePortForTwo() {
        assertThatThrownBy(() -> TrialOptions.parse("--port=8180")).isInstanceOf(TrialException.class);
    }

    @Test
    void refusesUnknownOptions() {
        assertThatThrownBy(() -> TrialOptions.parse("--colour=blue"))
                .isInstanceOf(TrialException.class)
                .hasMessageContaining("--colour");
    }
}
