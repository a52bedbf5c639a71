package dev.millwright.form;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A form as formulas see it, published or not.
 *
 * @param title the field that names a record
 * @param rules in the order in which they are asked
 * @param lines what the lines of each of its parts are called on it, by the form that they are records of
 * @param keys by the id of what stands on the form its key; by that of a section the keys of all in it
 */
public record FormShape(
        UUID id,
        String key,
        String label,
        List<PublishedField<?, ?>> fields,
        Optional<PublishedField<?, ?>> title,
        List<FormRule> rules,
        Map<UUID, String> lines,
        Map<UUID, List<String>> keys) {

    public FormShape {
        fields = List.copyOf(fields);
        rules = List.copyOf(rules);
        lines = Map.copyOf(lines);
        keys = Map.copyOf(keys);
    }

    public static FormShape of(PublishedForm form) {
        return of(
                form.id(),
                form.key(),
                form.label(),
                form.fields(),
                form.titleField(),
                form.lineParts(),
                form.definition());
    }

    /** A form as designed; fields whose type is not installed are not seen. */
    public static FormShape of(FormDefinition form, FieldResolver resolver) {
        List<PublishedField<?, ?>> fields = form.fields()
                .<PublishedField<?, ?>>flatMap(field -> resolver.resolve(field).stream())
                .toList();
        return of(
                form.id(),
                form.key(),
                form.label(),
                fields,
                PublishedForms.titleOf(form, fields),
                form.fields().flatMap(field -> resolver.part(field).stream()),
                form);
    }

    private static FormShape of(
            UUID id,
            String key,
            String label,
            List<PublishedField<?, ?>> fields,
            Optional<PublishedField<?, ?>> title,
            Stream<PublishedPart<?>> parts,
            FormDefinition form) {
        Map<UUID, String> lines = new HashMap<>();
        parts.forEach(part -> part.lines().ifPresent(of -> lines.put(of, part.label())));
        // Most forms have no rules, and then nobody asks where what stands.
        return new FormShape(
                id, key, label, fields, title, form.rules(), lines, form.rules().isEmpty() ? Map.of() : keys(form));
    }

    private static Map<UUID, List<String>> keys(FormDefinition form) {
        Map<UUID, List<String>> keys = new HashMap<>();
        form.fields().forEach(field -> keys.put(field.id(), List.of(field.key())));
        form.sections()
                .forEach(section -> keys.put(
                        section.id(),
                        section.rows().stream()
                                .flatMap(row -> row.fields().stream())
                                .map(FieldDefinition::key)
                                .toList()));
        return keys;
    }

    public Optional<PublishedField<?, ?>> field(String fieldKey) {
        return fields.stream().filter(field -> field.key().equals(fieldKey)).findFirst();
    }
}
