package dev.millwright.record.spi;

import dev.millwright.app.PublishedApp;
import dev.millwright.form.PublishedForm;
import dev.millwright.identity.Person;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/**
 * Keeps people who act by no more than their rights from fields of some records, for example of those that are not handed in yet; found by
 * the scan. Who designs or manages the app is kept from nothing, and neither is the app itself nor somebody who acts in a step of a flow.
 * Where several have something to say of a field, the strictest holds.
 */
public interface FieldLimits {

    /** Whether it says anything of records of the form. Asked with every write and every read of one record, so answered from memory. */
    boolean concerns(PublishedApp app, PublishedForm form);

    /** What the person may do with the fields of a record that is made now; answered from memory. */
    FieldRights ofNew(PublishedApp app, PublishedForm form, Person person);

    /**
     * What the person may do with the fields of records that are there; one that is not named is not limited. Called once for all of them,
     * for a write in its transaction and while nobody else can change them.
     */
    Map<UUID, FieldRights> of(PublishedApp app, PublishedForm form, Person person, Collection<UUID> records);
}
