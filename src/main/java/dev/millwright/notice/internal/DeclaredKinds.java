package dev.millwright.notice.internal;

import dev.millwright.notice.spi.NoticeKind;
import dev.millwright.notice.spi.NoticeKinds;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** All kinds that features declare. */
@Component
class DeclaredKinds {

    private final Map<String, NoticeKind> byKey = new LinkedHashMap<>();

    DeclaredKinds(List<NoticeKinds> declared) {
        declared.stream()
                .flatMap(kinds -> kinds.kinds().stream())
                .sorted(Comparator.comparingInt(NoticeKind::order).thenComparing(NoticeKind::key))
                .forEach(kind -> {
                    if (byKey.put(kind.key(), kind) != null) {
                        throw new IllegalStateException("Two kinds of notice are called " + kind.key());
                    }
                });
    }

    NoticeKind get(String key) {
        NoticeKind kind = byKey.get(key);
        if (kind == null) {
            throw new IllegalArgumentException("Nobody declares this kind of notice: " + key);
        }
        return kind;
    }

    Stream<NoticeKind> all() {
        return byKey.values().stream();
    }
}
