package dev.millwright.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records in their order.
 *
 * @param next where the next page begins; null when this is the last
 */
public record RecordPage(List<RecordData> items, @Nullable Cursor next) {}
