package dev.millwright.field;

import com.vaadin.flow.component.Component;
import dev.millwright.extension.PropertyKind;
import java.util.UUID;

/** Port for property editors: says which records of a form a link may lead to. */
public interface LinkNarrowing {

    /**
     * @param target the form that the field leads to
     * @param label what is set with it
     * @param condition as {@link FieldType#narrowing} gives it
     */
    Component editor(UUID target, String label, PropertyKind.ValueAccess<String> condition);
}
