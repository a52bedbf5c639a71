package dev.millwright.flow.field;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Durations as people add them up. */
final class Hours {

    private static final BigDecimal MILLIS =
            BigDecimal.valueOf(Duration.ofHours(1).toMillis());

    private Hours() {}

    /** To the hundredth. */
    static BigDecimal of(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis()).divide(MILLIS, 2, RoundingMode.HALF_UP);
    }
}
