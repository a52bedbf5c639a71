package dev.millwright.record.internal;

import dev.millwright.app.StaleReleaseException;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.Masked;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.PublishedField;
import dev.millwright.form.RuleOutcome;
import dev.millwright.record.Lacking;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Puts values into drafts of a form's records and says what is wrong with each of them by itself.
 *
 * @param context who writes, and when
 * @param rights what they may do with the fields of the record
 * @param imported whether the values come from a file, which may have codes that were made elsewhere
 */
record DraftValues(RecordTable table, DefaultContext context, FieldRights rights, boolean imported) {

    /** For records with whose fields something else may be done. */
    DraftValues with(FieldRights others) {
        return others.equals(rights) ? this : new DraftValues(table, context, others, imported);
    }

    void requireKnown(Map<String, @Nullable Object> values) {
        for (String key : values.keySet()) {
            if (table.field(key) == null) {
                throw new UnknownFieldException(key);
            }
        }
    }

    /**
     * Takes what was typed.
     *
     * @throws StaleReleaseException when it was read for another type of the field than the one that is published now
     */
    void fill(Draft draft, Map<String, @Nullable Object> values) {
        requireKnown(values);
        for (StoredField field : table.fields()) {
            if (!values.containsKey(field.key())) {
                continue;
            }
            Object value = meaningful(values.get(field.key()));
            if (rights.masks(field.key())) {
                masked(draft, field, value);
                continue;
            }
            if (value != null
                    && !(value instanceof Masked)
                    && !field.field().type().valueType().isInstance(value)) {
                throw new StaleReleaseException(table.form().app().key());
            }
            if (rights.hides(field.key())) {
                draft.problem(Problem.error("record.error.fieldHidden", field.key(), field.key()));
            } else if (value instanceof Masked) {
                draft.problem(Problem.error(
                        "record.error.maskGiven", field.key(), field.field().label()));
            } else if (!field.isEntered()) {
                Object before = draft.value(field);
                if (imported && draft.isNew() && value != null && field.takesImported()) {
                    draft.set(field, value);
                } else if (value != null
                        && (before == null || !Columns.same(field.toDatabase(value), field.toDatabase(before)))) {
                    draft.problem(Problem.error(
                            "record.error.generated", field.key(), field.field().label()));
                }
            } else if (draft.isNew() && !rights.opens(field.key())) {
                // It begins as the form says, and a program may say that, too.
                Object begun = begun(field);
                draft.set(field, begun);
                if (value != null && !Columns.same(field.toDatabase(begun), field.toDatabase(value))) {
                    draft.problem(Problem.error(
                            "record.error.fieldReadOnly",
                            field.key(),
                            field.field().label()));
                }
            } else {
                Object before = draft.before().get(field.key());
                draft.set(
                        field,
                        value == null || before == null ? value : field.field().over(before, value));
                if (!rights.opens(field.key()) && draft.changes(field)) {
                    draft.problem(Problem.error(
                            "record.error.fieldReadOnly",
                            field.key(),
                            field.field().label()));
                }
            }
        }
    }

    /** The mask that comes back leaves the value as it is. Whatever else is given is refused, also the value itself: nobody finds it out by trying. */
    private void masked(Draft draft, StoredField field, @Nullable Object given) {
        Object before = draft.before().get(field.key());
        if (draft.isNew()) {
            draft.set(field, begun(field));
        }
        boolean same = given == null
                ? before == null
                : before != null
                        && given.toString().equals(field.field().mask(before).toString());
        if (!same) {
            draft.problem(Problem.error(
                    "record.error.fieldMasked", field.key(), field.field().label()));
        }
    }

    /** Takes the defaults of fields that were not named, and what the product keeps of a new record. */
    void defaults(Draft draft, Map<String, @Nullable Object> values) {
        for (StoredField field : table.fields()) {
            field.field().keptAtFirst().ifPresent(first -> draft.set(field, first));
            if (!values.containsKey(field.key()) && field.isEntered()) {
                Object begun = begun(field);
                if (begun != null) {
                    draft.set(field, begun);
                }
            }
        }
    }

    private @Nullable Object begun(StoredField field) {
        JsonNode wanted = field.field().definition().defaultValue();
        return wanted == null ? null : defaultOf(field.field(), wanted);
    }

    private <V> @Nullable Object defaultOf(PublishedField<?, V> field, JsonNode wanted) {
        if (field.begins()) {
            // It is worked out when what it goes by is known.
            return null;
        }
        if (wanted.isObject() && wanted.has("dynamic")) {
            return field.type().dynamicDefault(wanted.get("dynamic").asString(""), context);
        }
        try {
            return field.fromJson(wanted);
        } catch (ValueFormatException e) {
            // The default was designed for an earlier shape of the field; the person can still fill it.
            return null;
        }
    }

    /**
     * Says what is wrong with the values that are new.
     *
     * @param named keys of the fields that were named by who changes a record
     * @param rules what the rules of the form say of it
     */
    void validate(Draft draft, Set<String> named, RuleOutcome rules) {
        for (StoredField field : table.fields()) {
            Object value = draft.value(field);
            boolean demanded = rights.demands(field.key());
            boolean ruled = rules.requires(field.key(), false);
            boolean required =
                    rules.requires(field.key(), field.field().definition().required()) || demanded;
            boolean open = draft.isNew() || named.contains(field.key()) || demanded || ruled || draft.changes(field);
            if (!open || field.field().isComputed() || draft.hasProblem(field)) {
                continue;
            }
            if (value == null) {
                if (required && field.isEntered()) {
                    if (rights.hides(field.key())) {
                        draft.problem(Problem.error(
                                draft.isNew() ? "record.error.requiredHidden" : "record.error.requiredHidden.change",
                                "",
                                table.form().label()));
                        continue;
                    }
                    if (!draft.isNew() && !rights.opens(field.key())) {
                        draft.problem(Problem.error(
                                "record.error.requiredClosed",
                                field.key(),
                                field.field().label()));
                        continue;
                    }
                    draft.problem(Problem.error(
                            Lacking.REQUIRED, field.key(), field.field().label()));
                }
            } else if (draft.isNew() || draft.changes(field)) {
                if (!isStorable(field.toDatabase(value))) {
                    draft.problem(Problem.error(
                            "record.error.characters",
                            field.key(),
                            field.field().label()));
                } else {
                    field.field().validate(value).under(field.key()).forEach(draft::problem);
                }
            }
        }
    }

    /** Nothing typed is nothing. */
    private static @Nullable Object meaningful(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text.isBlank() ? null : text;
            case Collection<?> many -> many.isEmpty() ? null : many;
            default -> value;
        };
    }

    private static boolean isStorable(List<@Nullable Object> columns) {
        for (Object column : columns) {
            if (column instanceof String text && !Columns.isStorable(text)) {
                return false;
            }
            if (column instanceof Object[] many) {
                for (Object one : many) {
                    if (one instanceof String text && !Columns.isStorable(text)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
