package dev.millwright.notice.internal;

import dev.millwright.notice.spi.Channel;
import dev.millwright.notice.spi.NoticeKind;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** All channels that lead outside. */
@Component
class FoundChannels {

    private final Map<String, Channel> byKey = new LinkedHashMap<>();

    FoundChannels(List<Channel> found) {
        found.stream().sorted(Comparator.comparingInt(Channel::order)).forEach(channel -> {
            if (channel.key().equals(NoticeKind.BELL) || byKey.put(channel.key(), channel) != null) {
                throw new IllegalStateException("Two channels are called " + channel.key());
            }
        });
    }

    List<Channel> all() {
        return List.copyOf(byKey.values());
    }

    List<Channel> ready() {
        return byKey.values().stream().filter(Channel::isReady).toList();
    }

    Optional<Channel> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }
}
