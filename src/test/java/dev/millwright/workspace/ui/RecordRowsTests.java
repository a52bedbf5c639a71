package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.data.provider.Query;
import dev.millwright.field.EnteredField;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.record.AggregateBatch;
import dev.millwright.record.AggregateQuestion;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.Aggregates;
import dev.millwright.record.Cursor;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordRowsTests {

    private static final FormRef FORM = new FormRef("app", "form");

    private final CountingQuery query = new CountingQuery(12_345);
    private final RecordRows rows = new RecordRows(query, ListRequest.of(FORM, 50));

    @Test
    void asksOnceForEachPageWhileScrolling() {
        for (int page = 0; page < 200; page++) {
            assertThat(titles(page * 50, 50)).isEqualTo(expected(page * 50, 50));
        }
        assertThat(query.asked).hasSize(200);
    }

    @Test
    void jumpsToAPlaceItHasNotSeenFromTheNearestOneItKnows() {
        assertThat(titles(5_000, 50)).isEqualTo(expected(5_000, 50));
        assertThat(titles(5_200, 50)).isEqualTo(expected(5_200, 50));
        assertThat(query.skipped).containsExactly(5_000, 150);
        assertThat(query.asked).as("pages").containsExactly(50, 50);
    }

    @Test
    void goesBackWithoutJumpingAgain() {
        titles(5_000, 50);
        titles(5_050, 50);
        int before = query.asked.size();
        assertThat(titles(5_000, 50)).isEqualTo(expected(5_000, 50));
        assertThat(query.asked).hasSize(before + 1);
        assertThat(query.skipped).containsExactly(5_000);
    }

    @Test
    void endsWhereTheListEnds() {
        assertThat(titles(12_340, 50)).isEqualTo(expected(12_340, 5));
        assertThat(titles(20_000, 50)).isEmpty();
    }

    @Test
    void beginsAnewForAnotherQuestion() {
        titles(5_000, 50);
        rows.show(ListRequest.of(FORM, 50));
        assertThat(rows.rememberedPositions()).containsExactly(0);
    }

    private List<String> titles(int offset, int limit) {
        return rows.fetch(new Query<>(offset, limit, List.of(), null, null))
                .map(RecordData::title)
                .toList();
    }

    private static List<String> expected(int offset, int count) {
        return IntStream.range(offset, offset + count).mapToObj(i -> "row " + i).toList();
    }

    /** A list of numbered rows whose cursor is the number of the last row. */
    private static final class CountingQuery implements RecordQuery {

        private final List<Integer> asked = new ArrayList<>();
        private final List<Integer> skipped = new ArrayList<>();
        private final int size;

        CountingQuery(int size) {
            this.size = size;
        }

        @Override
        public Aggregates aggregate(AggregateRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<Object, UUID> identify(FormRef form, String field, Collection<Object> values) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AggregateQuestion prepare(AggregateRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<@Nullable Object> workOut(FormRef form, UUID record, List<String> formulas) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<AggregateBatch> batches(List<AggregateQuestion> questions) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RecordPage list(ListRequest request) {
            asked.add(request.limit());
            Cursor after = request.after();
            int from = after == null ? 0 : Integer.parseInt(after.text()) + 1;
            int to = Math.min(size, from + request.limit());
            List<RecordData> items =
                    IntStream.range(from, to).mapToObj(CountingQuery::row).toList();
            return new RecordPage(items, to < size ? new Cursor(String.valueOf(to - 1)) : null);
        }

        @Override
        public Optional<Cursor> skip(ListRequest request, int rows) {
            skipped.add(rows);
            Cursor after = request.after();
            int last = (after == null ? -1 : Integer.parseInt(after.text())) + rows;
            return last < size ? Optional.of(new Cursor(String.valueOf(last))) : Optional.empty();
        }

        private static RecordData row(int number) {
            PersonRef person = new PersonRef("p", "P");
            Instant now = Instant.EPOCH;
            return new RecordData(
                    new UUID(0, number), 1, now, person, now, person, null, null, "row " + number, Map.of());
        }

        @Override
        public Cursor cursorAfter(ListRequest request, RecordData record) {
            throw new AssertionError("Not asked for");
        }

        @Override
        public RecordData get(FormRef form, UUID id) {
            throw new AssertionError("Not asked for");
        }

        @Override
        public Count count(ListRequest request) {
            throw new AssertionError("A list never counts");
        }

        @Override
        public long exactCount(ListRequest request) {
            throw new AssertionError("A list never counts");
        }

        @Override
        public List<RecordRef> find(UUID form, String text, int offset, int limit) {
            throw new AssertionError("Not asked for");
        }

        @Override
        public List<RecordRef> find(EnteredField field, String text, int offset, int limit) {
            throw new AssertionError("Not asked for");
        }

        @Override
        public Map<String, Object> begun(EnteredField field) {
            throw new AssertionError("Not asked for");
        }

        @Override
        public List<HistoryEntry> history(FormRef form, UUID id, int limit) {
            throw new AssertionError("Not asked for");
        }
    }
}
