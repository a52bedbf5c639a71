package dev.millwright.record.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ways along links of which each record has one at most. Each part of a way is walked once, however many ways have it in common. */
final class Ways {

    private final Map<UUID, UUID> following;
    private final Map<UUID, Integer> lengths = new HashMap<>();
    private final Set<UUID> round = new HashSet<>();

    /**
     * @param following by record the one that it leads to
     */
    Ways(Map<UUID, UUID> following) {
        this.following = following;
    }

    /** How many links there are until a way ends, or comes to where it was before. */
    int length(UUID from) {
        walk(from);
        return lengths.getOrDefault(from, 0);
    }

    /** Whether the way from a record leads back to it. */
    boolean isRound(UUID from) {
        walk(from);
        return round.contains(from);
    }

    /** The way from a record that it leads back to; the record stands at both ends. */
    List<UUID> ring(UUID from) {
        List<UUID> ring = new ArrayList<>(List.of(from));
        UUID at = from;
        do {
            at = Objects.requireNonNull(following.get(at));
            ring.add(at);
        } while (!at.equals(from));
        return ring;
    }

    private void walk(UUID from) {
        List<UUID> way = new ArrayList<>();
        Map<UUID, Integer> places = new HashMap<>();
        UUID at = from;
        while (at != null && !lengths.containsKey(at) && !places.containsKey(at)) {
            places.put(at, way.size());
            way.add(at);
            at = following.get(at);
        }
        Integer back = at == null ? null : places.get(at);
        int end = way.size();
        if (back != null) {
            List<UUID> ring = way.subList(back, end);
            round.addAll(ring);
            int length = ring.size();
            ring.forEach(one -> lengths.put(one, length));
            end = back;
        }
        int length = rest(at);
        for (int i = end - 1; i >= 0; i--) {
            lengths.put(way.get(i), length);
            length++;
        }
    }

    /** Of the record before the one where a walk ended. */
    private int rest(@Nullable UUID at) {
        return at == null ? 0 : lengths.getOrDefault(at, 0) + 1;
    }
}
