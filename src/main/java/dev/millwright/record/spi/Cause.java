package dev.millwright.record.spi;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What made somebody, or the app itself, write: kept with the history, which shows it after what it names is gone.
 *
 * @param kind what the id is of, for example {@code flow}
 * @param id of what runs, for example an instance of a flow
 * @param name as people know it, for example the label of the flow
 * @param step as people know it, if it has steps
 */
public record Cause(
        String kind, UUID id, String name, @Nullable String step) {}
