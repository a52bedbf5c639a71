package dev.millwright.form;

import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.RecordRefs;
import dev.millwright.field.ValueFormatException;
import dev.millwright.schema.RecastStep;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one place that says which field may become one of another type, and what its values become: each is read as its text. */
public final class TypeChanges {

    private TypeChanges() {}

    /** Whether values of the one type can be read as values of the other. */
    public static <C> boolean offers(FieldType<C, ?> to, C config, FieldType<?, ?> from, Object fromConfig) {
        return (leadAlike(to, config, from, fromConfig) || (hasTexts(from, fromConfig) && hasTexts(to, config)))
                && to.changeFrom(from, fromConfig, config).isPresent();
    }

    /** Whether values of both are records of one form, one here and several there. */
    @SuppressWarnings("unchecked") // a type is asked with a configuration of its own
    private static <C, D> boolean leadAlike(FieldType<C, ?> to, C config, FieldType<D, ?> from, Object fromConfig) {
        D former = (D) fromConfig;
        Optional<UUID> one = to.target(config).or(() -> from.target(former));
        return one.isPresent() && one.equals(to.targetOfMany(config).or(() -> from.targetOfMany(former)));
    }

    /** A link reads as the title of a record that may be called otherwise tomorrow, a file as its name. */
    @SuppressWarnings("unchecked") // a type is asked with a configuration of its own
    private static <C> boolean hasTexts(FieldType<C, ?> type, Object config) {
        return switch (type.valueKind()) {
            case TEXT, NUMBER, BOOLEAN, DATE, TIME, DATE_TIME, CHOICE -> true;
            case REFERENCE ->
                type.target((C) config).isEmpty() && type.columns((C) config).size() > 1;
            case REFERENCES, FILE, STRUCTURE -> false;
        };
    }

    /**
     * A value as one of the other type.
     *
     * @param value empty when the text was blank, or when there is none
     * @param problem why there is none
     */
    record Read(Optional<Object> value, Optional<Problem> problem) {}

    static Read read(PublishedField<?, ?> from, PublishedField<?, ?> to, Object value, FormatContext context) {
        try {
            Object carried = to.type().carried(value).orElse(null);
            Object read = carried != null ? carried : to.parse(from.format(value, context), context);
            if (read == null) {
                return new Read(Optional.empty(), Optional.empty());
            }
            Problems problems = to.validate(read);
            Object first = to.toColumns(read).getFirst();
            return problems.hasErrors() || first == null
                    ? new Read(Optional.empty(), problems.stream().findFirst().or(() -> Optional.of(unreadable())))
                    : new Read(Optional.of(read), Optional.empty());
        } catch (ValueFormatException e) {
            return new Read(Optional.empty(), Optional.of(e.at("")));
        }
    }

    private static Problem unreadable() {
        return Problem.error("form.recast.unreadable", "");
    }

    /** Both ways between two fields. */
    public record Both(PublishedField<?, ?> from, PublishedField<?, ?> to, FormatContext context)
            implements RecastStep.Recast {

        @Override
        public List<@Nullable Object> forth(List<@Nullable Object> former) {
            return columns(from, to, former);
        }

        @Override
        public List<@Nullable Object> back(List<@Nullable Object> present) {
            return columns(to, from, present);
        }

        private List<@Nullable Object> columns(
                PublishedField<?, ?> one, PublishedField<?, ?> other, List<@Nullable Object> columns) {
            Object value = one.fromColumns(columns);
            if (value == null) {
                return Collections.nCopies(other.columns().size(), null);
            }
            Read read = read(one, other, value, context);
            if (read.problem().isPresent()) {
                return List.of();
            }
            return read.value()
                    .map(other::toColumns)
                    .orElseGet(() -> Collections.nCopies(other.columns().size(), null));
        }

        /** Why a value has none of the other type; empty when it has. */
        public Optional<Problem> refusal(List<@Nullable Object> former) {
            Object value = from.fromColumns(former);
            return value == null
                    ? Optional.empty()
                    : read(from, to, value, context).problem();
        }

        /** The value as people read it. */
        public String text(List<@Nullable Object> former) {
            Object value = from.fromColumns(former);
            // Of several records only the ids are known here, which say nothing to people.
            return value == null || value instanceof RecordRefs ? "" : from.format(value, context);
        }
    }
}
