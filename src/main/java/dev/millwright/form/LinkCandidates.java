package dev.millwright.form;

import dev.millwright.field.RecordRef;
import java.util.List;
import java.util.UUID;

/** Finds records that a link may point to, for screens that know forms but no records. */
public interface LinkCandidates {

    /** The published forms of an app to whose records a link may lead, under the rights of the one who asks; none of an app not open to them. */
    List<PublishedForm> forms(String app);

    /** Records of the form whose title or key contains the text, under the rights of the one who asks; none before it is published. */
    List<RecordRef> find(UUID form, String text, int offset, int limit);
}
