package dev.millwright.print.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.shared.BusyException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PrintSlotsTests {

    private final PrintSlots slots = new PrintSlots(1, Duration.ZERO);

    @Test
    void refusesWhoComesWhileAllSlotsAreTaken() {
        assertThat(slots.<Boolean>taking(() -> {
                    assertThatExceptionOfType(BusyException.class)
                            .isThrownBy(() -> slots.taking(() -> true))
                            .matches(busy -> busy.code().equals("print.error.busy"));
                    return true;
                }))
                .isTrue();
    }

    @Test
    void freesThePlaceOfWhatFailed() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> slots.taking(() -> {
                    throw new IllegalStateException();
                }));
        assertThat(slots.<String>taking(() -> "printed")).isEqualTo("printed");
    }
}
