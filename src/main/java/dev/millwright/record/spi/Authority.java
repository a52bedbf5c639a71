package dev.millwright.record.spi;

import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** By what right records are read and written. */
public sealed interface Authority {

    /** The rights that the one who is signed in was given, which is what everybody has who has nothing else. */
    record Member() implements Authority {}

    /**
     * An app itself acts, for nobody in particular: it may do everything with its own records and nothing with those of others, and the
     * history shows the cause's name.
     *
     * @param app its key
     * @param starter who made it act, whom conditions and formulas mean by {@code ME()}; null for nobody
     */
    record App(String app, Cause cause, @Nullable Person starter) implements Authority {
        public App(String app, Cause cause) {
            this(app, cause, null);
        }
    }

    /**
     * The one who is signed in acts in a step of a flow: may read this one record and change the fields that are opened, although they
     * were given no rights; and no more than that, although they were given all.
     */
    record Step(Cause cause, FormRef form, UUID record, FieldRights fields) implements Authority {}

    Authority MEMBER = new Member();
}
