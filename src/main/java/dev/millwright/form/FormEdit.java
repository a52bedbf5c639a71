package dev.millwright.form;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One thing a designer does to a form; each is one step of undo. */
public sealed interface FormEdit {

    /** Puts a new field of the type somewhere; its label is made different from the others by a number. */
    record AddField(UUID id, String type, String label, Place place) implements FormEdit {}

    /** Puts a field that is made up already somewhere; it gets a key of its own, and a label that is made different from the others. */
    record AddMade(FieldDefinition field, Place place) implements FormEdit {}

    /** Puts a new part of the type somewhere whose lines are the records of that form. */
    record AddLines(UUID id, String type, String label, Place place, UUID form) implements FormEdit {}

    /** Puts fields, in the given order, somewhere else. */
    record MoveFields(List<UUID> fields, Place place) implements FormEdit {
        public MoveFields {
            fields = List.copyOf(fields);
        }
    }

    /** Takes a field away; one that was published is kept among the retired ones. */
    record RemoveField(UUID field) implements FormEdit {}

    /** Puts a copy with a label and a key of its own after the field. */
    record DuplicateField(UUID field, UUID copy) implements FormEdit {}

    record ChangeField(UUID field, FieldChange change) implements FormEdit {}

    /** Puts a retired field back on the form, its values included. */
    record BringBackField(UUID field, Place place) implements FormEdit {}

    record ChangeForm(FormChange change) implements FormEdit {}

    record AddSection(UUID id, String title, int index) implements FormEdit {}

    /**
     * Puts new sections one after the other, which are shown alike: two tabs, say, of which one alone would be none.
     *
     * @param index of the first; the number of sections stands for the end
     */
    record AddSections(List<NewSection> sections, SectionDisplay display, int index) implements FormEdit {
        public AddSections {
            sections = List.copyOf(sections);
        }
    }

    /** A section that is to be. */
    record NewSection(UUID id, String title) {}

    /** Puts a section before the one that now has the index; the number of sections stands for the end. */
    record MoveSection(UUID section, int index) implements FormEdit {}

    /** Takes a section and its fields away; a form keeps at least one section. */
    record RemoveSection(UUID section) implements FormEdit {}

    record ChangeSection(UUID section, String title) implements FormEdit {}

    /** Has a section stand on the page in another way. */
    record ShowSection(UUID section, SectionDisplay display) implements FormEdit {}

    /** Puts a rule before the one that now has the index; the number of rules stands for the end. */
    record AddRule(FormRule rule, int index) implements FormEdit {}

    /** Puts another in the place of the rule with the same id. */
    record ChangeRule(FormRule rule) implements FormEdit {}

    /** Puts a rule so that it has the index. */
    record MoveRule(UUID rule, int index) implements FormEdit {}

    record RemoveRule(UUID rule) implements FormEdit {}

    /** What may be changed about a field. */
    sealed interface FieldChange {

        record Label(String label) implements FieldChange {}

        record Key(String key) implements FieldChange {}

        record Help(String help) implements FieldChange {}

        record Placeholder(String placeholder) implements FieldChange {}

        record Required(boolean required) implements FieldChange {}

        record Unique(boolean unique) implements FieldChange {}

        record Default(@Nullable JsonNode value) implements FieldChange {}

        /** What the value is worked out by; null when people enter it again. */
        record Formula(@Nullable String formula) implements FieldChange {}

        /**
         * @param property what of the configuration was changed, so that typing in one place stays one step
         */
        record Config(String property, ObjectNode config) implements FieldChange {}

        /** Another type, with its default configuration; a default value goes. */
        record Type(String type) implements FieldChange {}
    }

    /** What may be changed about the form itself. */
    sealed interface FormChange {

        record Label(String label) implements FormChange {}

        record Key(String key) implements FormChange {}

        record Icon(String icon) implements FormChange {}

        record TitleField(@Nullable UUID field) implements FormChange {}

        record KeyField(@Nullable UUID field) implements FormChange {}

        /** Which fields together occur once. */
        record Together(List<UniqueSet> sets) implements FormChange {
            public Together {
                sets = List.copyOf(sets);
            }
        }
    }
}
