package dev.millwright.audit.ui;

import com.vaadin.flow.data.provider.AbstractBackEndDataProvider;
import com.vaadin.flow.data.provider.Query;
import dev.millwright.audit.AuditEntry;
import dev.millwright.audit.AuditLog;
import dev.millwright.audit.AuditPage;
import dev.millwright.audit.AuditQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Feeds a grid that asks by position from a log that goes by key: remembers where pages begin. */
final class AuditRows extends AbstractBackEndDataProvider<AuditEntry, Void> {

    private static final int LONGEST_PAGE = 1_000;

    private final transient AuditLog log;
    private transient AuditQuery query;

    /** The cursor after which the entry at a position stands. */
    private final TreeMap<Integer, Optional<String>> places = new TreeMap<>();

    AuditRows(AuditLog log, AuditQuery query) {
        this.log = log;
        this.query = query;
        places.put(0, Optional.empty());
    }

    void show(AuditQuery wanted) {
        query = wanted;
        refreshAll();
    }

    @Override
    public void refreshAll() {
        places.clear();
        places.put(0, Optional.empty());
        super.refreshAll();
    }

    @Override
    public boolean isInMemory() {
        return false;
    }

    @Override
    public Object getId(AuditEntry entry) {
        return entry.id();
    }

    @Override
    protected Stream<AuditEntry> fetchFromBackEnd(Query<AuditEntry, Void> wanted) {
        return page(wanted.getOffset(), wanted.getLimit()).stream();
    }

    private List<AuditEntry> page(int offset, int limit) {
        Map.Entry<Integer, Optional<String>> nearest = places.floorEntry(offset);
        int at = nearest.getKey();
        String cursor = nearest.getValue().orElse(null);
        while (at < offset) {
            AuditPage skipped = log.page(query, cursor, Math.min(offset - at, LONGEST_PAGE));
            cursor = skipped.next();
            if (cursor == null) {
                return List.of();
            }
            at += skipped.items().size();
            places.put(at, Optional.of(cursor));
        }
        AuditPage page = log.page(query, cursor, Math.min(limit, LONGEST_PAGE));
        String next = page.next();
        if (next != null) {
            places.put(at + page.items().size(), Optional.of(next));
        }
        return page.items();
    }

    /** Nobody counts the log: the grid learns where it ends when it gets there. */
    @Override
    protected int sizeInBackEnd(Query<AuditEntry, Void> wanted) {
        throw new UnsupportedOperationException("The log is never counted");
    }
}
