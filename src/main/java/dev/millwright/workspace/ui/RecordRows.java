package dev.millwright.workspace.ui;

import com.vaadin.flow.data.provider.AbstractBackEndDataProvider;
import com.vaadin.flow.data.provider.Query;
import dev.millwright.record.Cursor;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a grid that asks by position from a list that goes by key: remembers where pages begin, so that scrolling never counts, and
 * only a jump to where nobody has been skips rows in the database.
 */
final class RecordRows extends AbstractBackEndDataProvider<RecordData, Void> {

    static final int LONGEST_PAGE = 1_000;

    private final RecordQuery query;
    private ListRequest request;

    /** The cursor after which the row at a position stands. */
    private final TreeMap<Integer, Place> places = new TreeMap<>();

    private final SeenLines<RecordData> seen = new SeenLines<>(RecordData::id, this::page);

    RecordRows(RecordQuery query, ListRequest request) {
        this.query = query;
        this.request = request;
        forgetPlaces();
    }

    ListRequest request() {
        return request;
    }

    void show(ListRequest wanted) {
        request = wanted;
        seen.forget();
        refreshAll();
    }

    @Override
    public void refreshAll() {
        forgetPlaces();
        super.refreshAll();
    }

    @Override
    public boolean isInMemory() {
        return false;
    }

    @Override
    public Object getId(RecordData row) {
        return row.id();
    }

    @Override
    protected Stream<RecordData> fetchFromBackEnd(Query<RecordData, Void> wanted) {
        return seen.see(wanted.getOffset(), wanted.getLimit()).stream();
    }

    /** The rows from one that was seen to another. */
    List<RecordData> between(RecordData one, RecordData other) {
        return seen.between(one, other);
    }

    /** The rows from a position on. */
    List<RecordData> page(int offset, int limit) {
        Place place = walkTo(offset);
        if (place == null) {
            return List.of();
        }
        RecordPage page = query.list(request.after(place.after()).limit(Math.min(limit, LONGEST_PAGE)));
        remember(offset + page.items().size(), page);
        return page.items();
    }

    /** Only asked for by components that want a total; a list never does. */
    @Override
    protected int sizeInBackEnd(Query<RecordData, Void> wanted) {
        return (int) Math.min(Integer.MAX_VALUE, query.exactCount(request));
    }

    private @Nullable Place walkTo(int position) {
        Map.Entry<Integer, Place> nearest = places.floorEntry(position);
        if (nearest.getKey() == position) {
            return nearest.getValue();
        }
        Optional<Cursor> there = query.skip(request.after(nearest.getValue().after()), position - nearest.getKey());
        there.ifPresent(cursor -> places.put(position, new Place(cursor)));
        return there.map(Place::new).orElse(null);
    }

    private void remember(int position, RecordPage page) {
        if (page.next() != null) {
            places.put(position, new Place(page.next()));
        }
    }

    private void forgetPlaces() {
        places.clear();
        places.put(0, new Place(null));
    }

    List<Integer> rememberedPositions() {
        return List.copyOf(places.keySet());
    }

    private record Place(@Nullable Cursor after) {}
}
