package dev.millwright.record;

import dev.millwright.app.Action;
import dev.millwright.form.PublishedForm;
import java.util.List;

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
}
