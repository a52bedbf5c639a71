package dev.millwright.form;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A form as designed.
 *
 * @param id assigned once; other definitions refer to it
 * @param key frozen when first published: the name of the table and in the API
 * @param icon name of an icon of the product's icon set
 * @param titleField names a record in lists, pickers and history; null lets the published form choose
 * @param keyField by whose value records are referred to from outside; null for none
 * @param sections what the form shows, from top to bottom; at least one
 * @param retired fields that were published and taken away; their columns and values are kept, their keys stay taken
 * @param partOf what its records are lines of; null for a form that stands by itself
 * @param rules what holds under conditions; the later one counts where they differ
 * @param together fields whose values together occur once
 */
public record FormDefinition(
        UUID id,
        String key,
        String label,
        String icon,
        @Nullable UUID titleField,
        @Nullable UUID keyField,
        List<SectionDefinition> sections,
        List<FieldDefinition> retired,
        @Nullable PartOf partOf,
        List<FormRule> rules,
        List<UniqueSet> together) {

    /** The name of this kind of definition in addresses and packages. */
    public static final String KIND = "form";

    /** The most fields a form may have. */
    public static final int MAX_FIELDS = 300;

    /** The most lines that one record may have of one part. */
    public static final int MAX_LINES = 5_000;

    /**
     * Says that each record is a line of a record of another form, whose rights, history and fate it shares.
     *
     * @param form that one
     * @param link the field that leads there
     * @param position the field that keeps the order of the lines
     */
    public record PartOf(UUID form, UUID link, UUID position) {

        /** Whether the product keeps the field itself, instead of people. */
        public boolean keeps(UUID field) {
            return field.equals(link) || field.equals(position);
        }
    }

    /** A form that stands by itself. */
    public FormDefinition(
            UUID id,
            String key,
            String label,
            String icon,
            @Nullable UUID titleField,
            @Nullable UUID keyField,
            List<SectionDefinition> sections,
            List<FieldDefinition> retired) {
        this(id, key, label, icon, titleField, keyField, sections, retired, null, List.of(), List.of());
    }

    /** A form without rules. */
    public FormDefinition(
            UUID id,
            String key,
            String label,
            String icon,
            @Nullable UUID titleField,
            @Nullable UUID keyField,
            List<SectionDefinition> sections,
            List<FieldDefinition> retired,
            @Nullable PartOf partOf) {
        this(id, key, label, icon, titleField, keyField, sections, retired, partOf, List.of(), List.of());
    }

    /** A form all of whose values may occur in several records, but for what its fields say. */
    public FormDefinition(
            UUID id,
            String key,
            String label,
            String icon,
            @Nullable UUID titleField,
            @Nullable UUID keyField,
            List<SectionDefinition> sections,
            List<FieldDefinition> retired,
            @Nullable PartOf partOf,
            List<FormRule> rules) {
        this(id, key, label, icon, titleField, keyField, sections, retired, partOf, rules, List.of());
    }

    public FormDefinition {
        sections = List.copyOf(sections);
        retired = List.copyOf(retired);
        rules = rules == null ? List.of() : List.copyOf(rules);
        together = together == null ? List.of() : List.copyOf(together);
    }

    /** The fields in reading order. */
    public Stream<FieldDefinition> fields() {
        return sections.stream().flatMap(s -> s.rows().stream()).flatMap(r -> r.fields().stream());
    }

    public Optional<FieldDefinition> field(UUID fieldId) {
        return fields().filter(f -> f.id().equals(fieldId)).findFirst();
    }

    public Optional<FormRule> rule(UUID ruleId) {
        return rules.stream().filter(rule -> rule.id().equals(ruleId)).findFirst();
    }

    /**
     * The form as somebody is to fill it, without rows and sections in which nothing is left.
     *
     * @param as each field as it is shown to them; nothing for one that is not
     */
    public FormDefinition shown(Function<FieldDefinition, Optional<FieldDefinition>> as) {
        return withSections(sections.stream()
                .map(section -> section.withRows(section.rows().stream()
                        .map(row -> new RowDefinition(row.fields().stream()
                                .flatMap(field -> as.apply(field).stream())
                                .toList()))
                        .filter(row -> !row.fields().isEmpty())
                        .toList()))
                .filter(section -> !section.rows().isEmpty())
                .toList());
    }

    /** With each field of its sections replaced. */
    public FormDefinition withFields(UnaryOperator<FieldDefinition> as) {
        return withSections(sections.stream()
                .map(section -> section.withRows(section.rows().stream()
                        .map(row ->
                                new RowDefinition(row.fields().stream().map(as).toList()))
                        .toList()))
                .toList());
    }

    public FormDefinition withKey(String other) {
        return new FormDefinition(
                id, other, label, icon, titleField, keyField, sections, retired, partOf, rules, together);
    }

    public FormDefinition withLabel(String other) {
        return new FormDefinition(
                id, key, other, icon, titleField, keyField, sections, retired, partOf, rules, together);
    }

    public FormDefinition withIcon(String other) {
        return new FormDefinition(
                id, key, label, other, titleField, keyField, sections, retired, partOf, rules, together);
    }

    public FormDefinition withTitleField(@Nullable UUID other) {
        return new FormDefinition(id, key, label, icon, other, keyField, sections, retired, partOf, rules, together);
    }

    public FormDefinition withKeyField(@Nullable UUID other) {
        return new FormDefinition(id, key, label, icon, titleField, other, sections, retired, partOf, rules, together);
    }

    public FormDefinition withSections(List<SectionDefinition> other) {
        return new FormDefinition(id, key, label, icon, titleField, keyField, other, retired, partOf, rules, together);
    }

    public FormDefinition withRetired(List<FieldDefinition> other) {
        return new FormDefinition(id, key, label, icon, titleField, keyField, sections, other, partOf, rules, together);
    }

    public FormDefinition withPartOf(@Nullable PartOf other) {
        return new FormDefinition(
                id, key, label, icon, titleField, keyField, sections, retired, other, rules, together);
    }

    public FormDefinition withRules(List<FormRule> other) {
        return new FormDefinition(
                id, key, label, icon, titleField, keyField, sections, retired, partOf, other, together);
    }

    public FormDefinition withTogether(List<UniqueSet> other) {
        return new FormDefinition(id, key, label, icon, titleField, keyField, sections, retired, partOf, rules, other);
    }

    /** The field is one that the product keeps of a line. */
    public boolean keepsOfLine(UUID field) {
        return partOf != null && partOf.keeps(field);
    }
}
