package dev.millwright.form;

import dev.millwright.app.App;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A form as it runs: immutable, its fields resolved to their types.
 *
 * @param language that its texts were translated to; the root when they are as they were designed
 * @param release the release that last changed it
 * @param fields the fields in reading order, without those whose type is not installed
 * @param parts what stands on the form beside the fields, in reading order
 * @param titleField names a record: the chosen one, else the code, else the first text
 */
public record PublishedForm(
        App app,
        Locale language,
        FormDefinition definition,
        long release,
        List<PublishedField<?, ?>> fields,
        Optional<PublishedField<?, ?>> titleField,
        Optional<PublishedField<?, ?>> keyField,
        List<PublishedPart<?>> parts) {

    /** Without parts. */
    public PublishedForm(
            App app,
            Locale language,
            FormDefinition definition,
            long release,
            List<PublishedField<?, ?>> fields,
            Optional<PublishedField<?, ?>> titleField,
            Optional<PublishedField<?, ?>> keyField) {
        this(app, language, definition, release, fields, titleField, keyField, List.of());
    }

    public UUID id() {
        return definition.id();
    }

    public String key() {
        return definition.key();
    }

    public String label() {
        return definition.label();
    }

    /** The PostgreSQL schema of its table; the table has the name of its key. */
    public String schema() {
        return app.schema();
    }

    /** As it is for somebody who may not know of some of its fields. */
    public PublishedForm without(Predicate<PublishedField<?, ?>> hidden) {
        return new PublishedForm(
                app,
                language,
                definition,
                release,
                fields.stream().filter(hidden.negate()).toList(),
                titleField.filter(hidden.negate()),
                keyField.filter(hidden.negate()),
                parts);
    }

    /** As it is for somebody to whom some of its fields are masked: by none of these is a record called or named. */
    public PublishedForm masking(Predicate<PublishedField<?, ?>> masked) {
        return new PublishedForm(
                app,
                language,
                definition,
                release,
                fields.stream()
                        .<PublishedField<?, ?>>map(field -> masked.test(field) ? field.masked() : field)
                        .toList(),
                titleField.filter(masked.negate()),
                keyField.filter(masked.negate()),
                parts);
    }

    /** What its records are lines of; empty for a form that stands by itself. */
    public Optional<FormDefinition.PartOf> partOf() {
        return Optional.ofNullable(definition.partOf());
    }

    /** Which fields together occur once, without those of which a field is none that can. */
    public List<UniqueSet> together() {
        return definition.together().stream()
                .filter(set -> set.fields().size() > 1
                        && set.fields().stream()
                                .allMatch(id -> field(id)
                                        .filter(PublishedField::canBeTogether)
                                        .isPresent()))
                .toList();
    }

    /** The fields that the form itself may fill in new records where nobody does: by what they begin with, or by a rule. */
    public List<PublishedField<?, ?>> filledByItself() {
        Set<UUID> ruled = definition.rules().stream()
                .filter(FormRule::enabled)
                .flatMap(rule -> rule.then().stream())
                .flatMap(action -> action instanceof RuleAction.Fill(UUID field, String _)
                        ? Stream.of(field)
                        : Stream.<UUID>empty())
                .collect(Collectors.toUnmodifiableSet());
        return fields.stream()
                .filter(field -> field.definition().defaultValue() != null || ruled.contains(field.id()))
                .toList();
    }

    /** The parts whose lines are records of other forms. */
    public Stream<PublishedPart<?>> lineParts() {
        return parts.stream().filter(part -> part.lines().isPresent());
    }

    public Optional<PublishedPart<?>> part(UUID id) {
        return parts.stream().filter(part -> part.id().equals(id)).findFirst();
    }

    public Optional<PublishedField<?, ?>> field(String key) {
        return fields.stream().filter(f -> f.key().equals(key)).findFirst();
    }

    public Optional<PublishedField<?, ?>> field(UUID id) {
        return fields.stream().filter(f -> f.id().equals(id)).findFirst();
    }
}
