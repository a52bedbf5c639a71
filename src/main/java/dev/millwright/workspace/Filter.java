package dev.millwright.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A filter that was kept or stands in an address, as far as it makes sense for the one who asks.
 *
 * @param parts records meet all of them
 * @param lost what the conditions are about that are left out: fields that are gone or not open, or nothing that can be read; an empty text
 *     where it cannot be told
 */
public record Filter(List<FilterPart> parts, List<String> lost) {

    /** More conditions nobody reads, and each costs the database. */
    public static final int MOST_CONDITIONS = 50;

    public static final int MOST_GROUPS = 10;

    public Filter {
        parts = List.copyOf(parts);
        lost = List.copyOf(lost);
    }

    /** Reads what {@link FilterPart#toJson} wrote, or somebody typed. */
    public static Filter read(Iterable<JsonNode> kept, FilterScope scope) {
        Reader reader = new Reader(scope);
        List<FilterPart> parts = new ArrayList<>();
        for (JsonNode json : kept) {
            reader.part(json, 0).ifPresent(parts::add);
        }
        return new Filter(parts, reader.lost);
    }

    /** The conditions of a kept filter one by one, whether they make sense or not. */
    public static Stream<JsonNode> conditions(JsonNode kept) {
        JsonNode within = within(kept);
        return within == null ? Stream.of(kept) : within.valueStream().flatMap(Filter::conditions);
    }

    /** What a kept condition is about: a field by its key, or one of a linked record behind the link and a dot. */
    public static String subject(JsonNode condition) {
        return condition.path(0).asString("");
    }

    /** The parts as one; a group of one is that one. */
    public static Optional<FilterPart> group(boolean any, List<FilterPart> parts) {
        return switch (parts.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(parts.getFirst());
            default -> Optional.of(new FilterGroup(any, parts));
        };
    }

    private static @Nullable JsonNode within(JsonNode json) {
        JsonNode any = json.get(FilterGroup.ANY);
        return any == null ? json.get(FilterGroup.ALL) : any;
    }

    private static final class Reader {

        /** A filter may be one group that has groups. */
        private static final int DEEPEST = 2;

        private final FilterScope scope;
        private final List<String> lost = new ArrayList<>();
        private int conditions;
        private int groups;

        Reader(FilterScope scope) {
            this.scope = scope;
        }

        Optional<FilterPart> part(JsonNode json, int depth) {
            JsonNode within = within(json);
            if (within == null) {
                return row(json);
            }
            groups++;
            if (depth == DEEPEST || groups > MOST_GROUPS + 1) {
                lost.add("");
                return Optional.empty();
            }
            List<FilterPart> parts = new ArrayList<>();
            for (JsonNode one : within) {
                part(one, depth + 1).ifPresent(parts::add);
            }
            return group(json.has(FilterGroup.ANY), parts);
        }

        private Optional<FilterPart> row(JsonNode json) {
            conditions++;
            Optional<FilterRow> row = conditions > MOST_CONDITIONS ? Optional.empty() : FilterRow.read(json, scope);
            if (row.isEmpty()) {
                lost.add(subject(json));
            }
            return row.map(FilterPart.class::cast);
        }
    }
}
