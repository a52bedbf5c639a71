package dev.millwright.form.ui;

import dev.millwright.field.PersonRef;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the editors of conditions and formulas ask where they are used; a form of null is the one that all is about. */
public interface ConditionPorts {

    List<ConditionField> fields(@Nullable UUID form);

    /** Whether a person may be compared with whoever it is asked for. */
    default boolean knowsMe() {
        return false;
    }

    /** People by a part of their name. */
    List<PersonRef> findPeople(String text, int limit);

    Optional<PersonRef> person(String id);

    /** What is wrong with a condition. */
    Problems condition(@Nullable UUID form, String expression);

    /** What is wrong with a formula of any type. */
    Problems formula(@Nullable UUID form, String expression);
}
