package dev.millwright.record.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.shared.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaysTests {

    private static final UUID A = Ids.next();
    private static final UUID B = Ids.next();
    private static final UUID C = Ids.next();
    private static final UUID D = Ids.next();

    @Test
    void tellsARingFromAWayThatLeadsIntoOne() {
        Ways ways = new Ways(Map.of(A, B, B, C, C, B));
        assertThat(ways.isRound(A)).isFalse();
        assertThat(ways.length(A)).isEqualTo(3);
        assertThat(ways.isRound(B)).isTrue();
        assertThat(ways.ring(C)).containsExactly(C, B, C);
        assertThat(ways.length(C)).isEqualTo(2);
    }

    @Test
    void countsTheLinksToTheEndWhereverItBegins() {
        Ways ways = new Ways(Map.of(A, B, B, C, D, B));
        assertThat(ways.length(D)).isEqualTo(2);
        assertThat(ways.length(A)).isEqualTo(2);
        assertThat(ways.length(C)).isZero();
        assertThat(ways.isRound(A)).isFalse();
        assertThat(new Ways(Map.of(A, A)).ring(A)).containsExactly(A, A);
    }

    @Test
    void walksWhatManyWaysHaveInCommonOnce() {
        List<UUID> chain = new ArrayList<>();
        Map<UUID, Integer> asked = new HashMap<>();
        Map<UUID, UUID> following = new HashMap<>() {
            @Override
            public @Nullable UUID get(@Nullable Object key) {
                asked.merge((UUID) Objects.requireNonNull(key), 1, Integer::sum);
                return super.get(key);
            }
        };
        for (int i = 0; i < 5_000; i++) {
            chain.add(Ids.next());
            if (i > 0) {
                following.put(chain.get(i), chain.get(i - 1));
            }
        }
        Ways ways = new Ways(following);
        chain.forEach(ways::length);
        assertThat(ways.length(chain.getLast())).isEqualTo(4_999);
        assertThat(asked.values()).allMatch(times -> times == 1);
    }
}
