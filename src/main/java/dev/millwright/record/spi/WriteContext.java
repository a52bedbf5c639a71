package dev.millwright.record.spi;

import dev.millwright.record.Via;
import java.util.Optional;

/**
 * Through what and by what right records are written.
 *
 * @param cause what made it happen, for the history
 */
public record WriteContext(Via via, Authority authority, Optional<Cause> cause) {

    /** By that right, and for its cause if it has one. */
    public static WriteContext of(Via via, Authority authority) {
        Optional<Cause> cause = switch (authority) {
            case Authority.Member _ -> Optional.empty();
            case Authority.App app -> Optional.of(app.cause());
            case Authority.Step step -> Optional.of(step.cause());
        };
        return new WriteContext(via, authority, cause);
    }
}
