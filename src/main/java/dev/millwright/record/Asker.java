package dev.millwright.record;

import dev.millwright.form.PublishedField;
import dev.millwright.shared.ValueKind;
import java.util.Optional;

/** What stands in a condition for whoever asks, and is worked out anew for each who does. */
public enum Asker {
    /** The person. */
    ME,
    /** The departments that the person belongs to. */
    MY_DEPARTMENTS;

    /**
     * Whether values of a kind can be compared with it.
     *
     * @param field empty for a column of the system
     */
    public boolean suits(ValueKind kind, Optional<? extends PublishedField<?, ?>> field) {
        return switch (this) {
            case ME ->
                kind == ValueKind.REFERENCE
                        && field.flatMap(PublishedField::target).isEmpty();
            case MY_DEPARTMENTS ->
                field.filter(one -> one.type().namesDepartment()).isPresent();
        };
    }
}
