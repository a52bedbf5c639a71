package dev.millwright.notice.internal;

import dev.millwright.notice.spi.NoticeKind;
import dev.millwright.notice.spi.Pace;
import java.util.List;
import java.util.Map;

/**
 * What one person wants to hear, as far as they chose.
 *
 * @param chosen by kind and channel
 */
record Wishes(Map<Key, Pace> chosen) {

    static final Wishes NONE = new Wishes(Map.of());

    /** What is chosen for. */
    record Key(String kind, String channel) {}

    Wishes {
        chosen = Map.copyOf(chosen);
    }

    /**
     * How soon the channel carries the kind to the person.
     *
     * @param possible the channel's paces, at least one, the first being the one meant by default
     */
    Pace pace(NoticeKind kind, String channel, List<Pace> possible) {
        Pace wish = chosen.get(new Key(kind.key(), channel));
        if (wish == Pace.OFF || wish != null && possible.contains(wish)) {
            return wish;
        }
        // A channel may have unlearned a pace since; then the person still wants to hear.
        return wish != null || kind.defaults().contains(channel) ? possible.getFirst() : Pace.OFF;
    }
}
