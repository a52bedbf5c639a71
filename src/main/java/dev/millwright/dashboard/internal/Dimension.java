package dev.millwright.dashboard.internal;

import com.ibm.icu.text.Collator;
import dev.millwright.dashboard.Figures.Category;
import dev.millwright.dashboard.Figures.Sort;
import dev.millwright.expression.ExpressionType;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.shared.Texts;
import dev.millwright.shared.ValueKind;
import dev.millwright.workspace.FilterPart;
import dev.millwright.workspace.FilterRow;
import dev.millwright.workspace.FilterRow.Test;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What records are put together by: what its values are called, how they follow each other, and which records have them.
 *
 * @param field null for a column of the system
 */
record Dimension(
        Group group,
        String label,
        ValueKind kind,
        @Nullable PublishedField<?, ?> field,
        FormatContext format,
        Texts texts) {

    private static final int LONGEST_LABEL = 32;

    /** Nothing when the form has no such field, or one whose values cannot be put together. */
    static Optional<Dimension> of(String text, PublishedForm form, FormatContext format, Texts texts) {
        Group wanted = Group.parse(text);
        return new FilterRow(wanted.field(), Test.EMPTY, List.of())
                .kind(form)
                .filter(kind -> kind.isOrdered()
                        && kind != ValueKind.TIME
                        && kind != ValueKind.FILE
                        && kind != ValueKind.STRUCTURE)
                .map(kind -> {
                    boolean time = kind == ValueKind.DATE || kind == ValueKind.DATE_TIME;
                    Bucket bucket = wanted.bucket() == null ? Bucket.DAY : wanted.bucket();
                    PublishedField<?, ?> field = form.field(wanted.field()).orElse(null);
                    String label = field != null
                            ? field.label()
                            : texts.text(format.locale(), "dashboard.column." + wanted.field());
                    return new Dimension(
                            new Group(wanted.field(), time ? bucket : null), label, kind, field, format, texts);
                });
    }

    Optional<Bucket> bucket() {
        return Optional.ofNullable(group.bucket());
    }

    /** Whether a record may be in several groups, so that what is left out cannot be counted as one. */
    boolean overlaps() {
        return field != null
                && field.expressionType() == ExpressionType.CHOICES
                && !field.type().isPath();
    }

    /** Whether the values beyond those that are shown may be put together as one. */
    boolean folds() {
        return group.bucket() == null && !overlaps();
    }

    /** Whether there are only as many values as somebody thought of. */
    boolean isShort() {
        return kind == ValueKind.BOOLEAN || kind == ValueKind.CHOICE;
    }

    /** Groups of the same key are the same: somebody's name may differ from record to record. */
    static Object keyOf(Object value) {
        return value instanceof PersonRef person && person.id() != null ? person.id() : value;
    }

    Category category(Object value) {
        String name = name(value);
        return new Category(shortened(value, name), name, Sort.VALUE, value, colour(value), records(value));
    }

    Category unset() {
        String text = texts.text(format.locale(), "dashboard.unset", label);
        return new Category(
                text, text, Sort.UNSET, null, "unset", List.of(new FilterRow(group.field(), Test.EMPTY, List.of())));
    }

    /**
     * @param shown the values that have a category of their own
     */
    Category others(List<Object> shown) {
        String text = texts.text(format.locale(), "dashboard.others");
        FilterRow filled = new FilterRow(group.field(), Test.NOT_EMPTY, List.of());
        List<FilterPart> records =
                shown.isEmpty() ? List.of(filled) : List.of(new FilterRow(group.field(), Test.NONE_OF, shown), filled);
        return new Category(text, text, Sort.OTHERS, null, "others", records);
    }

    /** Stretches of time by time, options as their designer ordered them, the rest by what it is called. */
    Comparator<Object> order() {
        return switch (kind) {
            case DATE, DATE_TIME -> Comparator.comparing(value -> (LocalDate) value);
            case NUMBER -> Comparator.comparing(value -> new BigDecimal(value.toString()));
            case BOOLEAN -> Comparator.comparing(Boolean.FALSE::equals);
            case CHOICE -> Comparator.<Object>comparingInt(this::place).thenComparing(Object::toString);
            case TEXT, REFERENCE, REFERENCES, TIME, FILE, STRUCTURE -> {
                Collator collator = Collator.getInstance(format.locale());
                yield (a, b) -> collator.compare(name(a), name(b));
            }
        };
    }

    private int place(Object value) {
        List<ChoiceOption> options = field == null ? List.of() : field.options();
        for (int i = 0; i < options.size(); i++) {
            if (options.get(i).key().equals(value)) {
                return i;
            }
        }
        return options.size();
    }

    private List<FilterPart> records(Object value) {
        if (group.bucket() != null) {
            LocalDate first = (LocalDate) value;
            LocalDate last = group.bucket().last(first);
            return List.of(
                    first.equals(last)
                            ? new FilterRow(group.field(), Test.ON, List.of(first))
                            : new FilterRow(group.field(), Test.BETWEEN, List.of(first, last)));
        }
        if (overlaps()) {
            return List.of(new FilterRow(group.field(), Test.ANY_OF, List.of(value)));
        }
        return List.of(
                switch (kind) {
                    case BOOLEAN ->
                        new FilterRow(group.field(), Boolean.TRUE.equals(value) ? Test.YES : Test.NO, List.of());
                    case CHOICE -> new FilterRow(group.field(), Test.ANY_OF, List.of(value));
                    case TEXT, NUMBER, REFERENCE, REFERENCES, DATE, DATE_TIME, TIME, FILE, STRUCTURE ->
                        new FilterRow(group.field(), Test.IS, List.of(value));
                });
    }

    private Optional<ChoiceOption> option(Object value) {
        return field == null
                ? Optional.empty()
                : field.options().stream()
                        .filter(option -> option.key().equals(value))
                        .findFirst();
    }

    private @Nullable String colour(Object value) {
        return option(value).map(ChoiceOption::colour).orElse(null);
    }

    private String name(Object value) {
        Bucket bucket = group.bucket();
        if (bucket != null) {
            LocalDate first = (LocalDate) value;
            String name = bucket.name(first, format.locale());
            return bucket == Bucket.WEEK ? name + " – " + bucket.name(bucket.last(first), format.locale()) : name;
        }
        return option(value).map(ChoiceOption::label).orElseGet(() -> {
            if (value instanceof PersonRef person) {
                return person.name();
            }
            return field != null && field.type().valueType().isInstance(value)
                    ? field.format(value, format)
                    : value.toString();
        });
    }

    private String shortened(Object value, String name) {
        boolean chinese = format.locale().getLanguage().equals(Locale.CHINESE.getLanguage());
        if (group.bucket() != null) {
            LocalDate first = (LocalDate) value;
            return switch (group.bucket()) {
                case DAY, WEEK ->
                    DateTimeFormatter.ofPattern(chinese ? "M月d日" : "MMM d", format.locale())
                            .format(first);
                case MONTH ->
                    DateTimeFormatter.ofPattern(chinese ? "y年M月" : "MMM y", format.locale())
                            .format(first);
                case QUARTER, YEAR -> name;
            };
        }
        return name.codePointCount(0, name.length()) <= LONGEST_LABEL
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
    }
}
