package dev.millwright.record.internal;

import dev.millwright.field.RecordRef;
import dev.millwright.form.LinkCandidates;
import dev.millwright.record.RecordQuery;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Records to link to, as the gate shows them to the one who asks. */
@Component
class LinkableRecords implements LinkCandidates {

    private final RecordQuery query;

    LinkableRecords(RecordQuery query) {
        this.query = query;
    }

    @Override
    public List<RecordRef> find(UUID form, String text, int offset, int limit) {
        return query.find(form, text, offset, limit);
    }
}
