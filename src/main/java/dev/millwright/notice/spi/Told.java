package dev.millwright.notice.spi;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A notice in the words of the person who gets it.
 *
 * @param id the same at each attempt to deliver it
 * @param link address without leading slash
 */
public record Told(UUID id, String text, List<String> details, String link, boolean urgent, Instant at) {

    public Told {
        details = List.copyOf(details);
    }
}
