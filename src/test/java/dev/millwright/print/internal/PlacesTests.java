package dev.millwright.print.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.shared.BusyException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlacesTests {

    private final Places places = new Places(1, Duration.ZERO);

    @Test
    void refusesWhoComesWhileAllPlacesAreTaken() {
        assertThat(places.<Boolean>taking(() -> {
                    assertThatExceptionOfType(BusyException.class)
                            .isThrownBy(() -> places.taking(() -> true))
                            .matches(busy -> busy.code().equals("print.error.busy"));
                    return true;
                }))
                .isTrue();
    }

    @Test
    void freesThePlaceOfWhatFailed() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> places.taking(() -> {
                    throw new IllegalStateException();
                }));
        assertThat(places.<String>taking(() -> "printed")).isEqualTo("printed");
    }
}
