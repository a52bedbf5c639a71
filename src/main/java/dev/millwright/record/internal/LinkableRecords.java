package dev.millwright.record.internal;

import dev.millwright.field.RecordRef;
import dev.millwright.form.LinkCandidates;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.RecordQuery;
import dev.millwright.shared.NotFoundException;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Records to link to, as the gate shows them to the one who asks. */
@Component
class LinkableRecords implements LinkCandidates {

    private final RecordQuery query;
    private final AccessibleForms accessible;

    LinkableRecords(RecordQuery query, AccessibleForms accessible) {
        this.query = query;
        this.accessible = accessible;
    }

    @Override
    public List<PublishedForm> forms(String app) {
        try {
            return accessible.all(app);
        } catch (NotFoundException notOpen) {
            return List.of();
        }
    }

    @Override
    public List<RecordRef> find(UUID form, String text, int offset, int limit) {
        return query.find(form, text, offset, limit);
    }
}
