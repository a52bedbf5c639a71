package dev.millwright.exchange.internal;

import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the lines of records in as few questions as the gate allows. */
final class OwnLines {

    private OwnLines() {}

    /** Takes a record and its lines. */
    @FunctionalInterface
    interface Taking<E extends Exception> {
        void with(RecordData record, List<RecordData> lines) throws E;
    }

    /** All of the records in their order, each with its lines; fewer are read at once where they have very many. */
    static <E extends Exception> void each(
            RecordQuery query, FormRef ref, String part, List<RecordData> records, Taking<E> taking) throws E {
        Map<UUID, List<RecordData>> lines;
        try {
            lines = query.lines(ref, part, records);
        } catch (InvalidRequestException tooMany) {
            int half = records.size() / 2;
            if (half == 0) {
                throw tooMany;
            }
            each(query, ref, part, records.subList(0, half), taking);
            each(query, ref, part, records.subList(half, records.size()), taking);
            return;
        }
        for (RecordData record : records) {
            taking.with(record, lines.getOrDefault(record.id(), List.of()));
        }
    }
}
