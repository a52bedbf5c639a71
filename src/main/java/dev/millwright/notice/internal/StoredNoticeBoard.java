package dev.millwright.notice.internal;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.notice.NoticeBoard;
import dev.millwright.notice.internal.NoticeTable.Row;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Reads what the person who acts was told. */
@Service
class StoredNoticeBoard implements NoticeBoard {

    /** How many are looked at for each that is shown, since those of one origin stand together. */
    private static final int EACH = 4;

    private final NoticeTable table;
    private final CurrentPerson currentPerson;
    private final Bells bells;
    private final Texts texts;
    private final BusinessTime time;

    StoredNoticeBoard(NoticeTable table, CurrentPerson currentPerson, Bells bells, Texts texts, BusinessTime time) {
        this.table = table;
        this.currentPerson = currentPerson;
        this.bells = bells;
        this.texts = texts;
        this.time = time;
    }

    @Override
    public int unread() {
        return table.unread(person(), MOST_COUNTED);
    }

    @Override
    public List<Item> newest(int limit, Locale language) {
        Map<String, List<Row>> byOrigin = new LinkedHashMap<>();
        for (Row row : table.newest(person(), limit * EACH)) {
            String origin = row.origin() == null ? row.id().toString() : row.origin();
            byOrigin.computeIfAbsent(origin, any -> new ArrayList<>()).add(row);
        }
        return byOrigin.values().stream()
                .limit(limit)
                .map(rows -> item(rows, language))
                .toList();
    }

    private Item item(List<Row> rows, Locale language) {
        Row newest = rows.getFirst();
        return new Item(
                newest.id(),
                texts.text(language, newest.text()),
                newest.details().stream()
                        .map(detail -> texts.text(language, detail))
                        .toList(),
                newest.link(),
                newest.urgent(),
                newest.at(),
                rows.stream().anyMatch(Row::unread),
                rows.size() - 1);
    }

    @Override
    public void read(UUID id) {
        table.markRead(person(), id, time.now());
        bells.ring(List.of(person()));
    }

    @Override
    public void readAll() {
        table.markAllRead(person(), time.now());
        bells.ring(List.of(person()));
    }

    @Override
    public Runnable listen(Runnable ring) {
        return bells.listen(person(), ring);
    }

    private String person() {
        return currentPerson.get().id();
    }
}
