package dev.millwright.record.internal;

import dev.millwright.record.Cursor;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordQuery;
import java.util.ArrayList;
import java.util.List;

/** Reads lists page by page. */
final class Pages {

    private Pages() {}

    static List<RecordData> all(RecordQuery query, ListRequest request) {
        List<RecordData> all = new ArrayList<>();
        Cursor cursor = null;
        do {
            RecordPage page = query.list(request.after(cursor));
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }
}
