package dev.millwright.form;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A form as formulas see it, published or not.
 *
 * @param title the field that names a record
 */
public record FormShape(
        UUID id, String key, String label, List<PublishedField<?, ?>> fields, Optional<PublishedField<?, ?>> title) {

    public FormShape {
        fields = List.copyOf(fields);
    }

    public static FormShape of(PublishedForm form) {
        return new FormShape(form.id(), form.key(), form.label(), form.fields(), form.titleField());
    }

    /** A form as designed; fields whose type is not installed are not seen. */
    public static FormShape of(FormDefinition form, FieldResolver resolver) {
        List<PublishedField<?, ?>> fields = form.fields()
                .<PublishedField<?, ?>>flatMap(field -> resolver.resolve(field).stream())
                .toList();
        return new FormShape(form.id(), form.key(), form.label(), fields, PublishedForms.titleOf(form, fields));
    }

    public Optional<PublishedField<?, ?>> field(String fieldKey) {
        return fields.stream().filter(field -> field.key().equals(fieldKey)).findFirst();
    }
}
