package dev.millwright.record;

import dev.millwright.app.Action;
import dev.millwright.form.PublishedForm;
import dev.millwright.identity.Person;
import dev.millwright.record.spi.FieldRights;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** The published forms that the one who is signed in may reach, and what they may do there; answered from memory. */
public interface AccessibleForms {

    /**
     * The form, if the person may do this with its records.
     *
     * @throws dev.millwright.shared.NotFoundException for a form that the person may not even see
     * @throws dev.millwright.shared.NotAllowedException for one that they may see, but not do this with
     */
    PublishedForm require(FormRef form, Action action);

    /** The forms of an app whose records the person may see, in the order of the app. */
    List<PublishedForm> all(String app);

    boolean allows(FormRef form, Action action);

    /**
     * What may be done with the fields of a record that is made now.
     *
     * @throws dev.millwright.shared.NotAllowedException when no record may be made
     */
    FieldRights fieldsOfNew(FormRef form);

    /** The most that may be done with the fields of any record that is there. */
    FieldRights fields(FormRef form);

    /** What may be done with the fields of the record, by who may change it at all. */
    FieldRights fields(FormRef form, UUID record);

    /** Keys of the fields that are masked in some records and shown as they are in others. */
    Set<String> maskedInSome(FormRef form);

    /** Whether the person is kept to some of the form's records or fields. */
    boolean isLimited(FormRef form);

    /** The forms of the lines that records of the form have, by the key of their part; those of parts that are hidden are left out. */
    Map<String, PublishedForm> lines(FormRef form);

    /** What may be done with a record that may be seen, as far as the matrix says; nothing with one that is not there. */
    Set<Action> may(FormRef form, UUID record);

    /** Who acts, as the history names them. */
    Person actor();

    /**
     * Does the work, and when it is refused by a design or by rights that were changed on another node meanwhile, once more with those
     * of now.
     *
     * @param work asks for the form itself, and leaves nothing behind when it is refused
     */
    <T> T upToDate(String app, Supplier<T> work);

    /** Learns of what another node published: for work in which an unknown field would not be refused but left out. */
    void catchUp(String app);
}
