package dev.millwright.flow.ui;

import com.vaadin.flow.component.select.Select;
import dev.millwright.form.FormDefinition;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Chooses one of an app's forms, or none. */
final class FormSelect extends Select<FormDefinition> {

    private final List<FormDefinition> forms;

    FormSelect(String label, List<FormDefinition> forms) {
        this.forms = forms;
        setLabel(label);
        setItems(forms);
        setItemLabelGenerator(form -> form == null ? "–" : form.label());
        setEmptySelectionAllowed(true);
        setEmptySelectionCaption("–");
        setWidthFull();
    }

    @Nullable UUID form() {
        FormDefinition chosen = getValue();
        return chosen == null ? null : chosen.id();
    }

    void show(@Nullable UUID form) {
        if (!Objects.equals(form(), form)) {
            setValue(forms.stream()
                    .filter(one -> one.id().equals(form))
                    .findFirst()
                    .orElse(null));
        }
    }
}
