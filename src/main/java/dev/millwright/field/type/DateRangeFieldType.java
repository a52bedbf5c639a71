package dev.millwright.field.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.field.CellContext;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Parted;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import dev.millwright.shared.ValueKind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Days from a first to a last one, both included. It is filtered, sorted and grouped by its first day, which is also what it is in
 * formulas.
 */
@Component
class DateRangeFieldType implements NothingToSet<DateRangeFieldType.Range> {

    private static final int LONGEST = 80;
    private static final List<String> BETWEEN = List.of("至", "到", "~", "–", "—", "-", " to ");

    record Range(LocalDate from, LocalDate to) implements Parted {
        @Override
        public LocalDate first() {
            return from;
        }
    }

    @Override
    public String key() {
        return "date-range";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Date range", "日期区间"),
                Label.of(
                        "From one day to another, such as a leave; lists sort and filter by the first day",
                        "起止日期，如请假；列表按开始日期排序和筛选"),
                "vaadin:calendar-briefcase",
                Groups.TIME,
                Groups.FIRST_TIME + 40);
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.DATE;
    }

    @Override
    public Class<Range> valueType() {
        return Range.class;
    }

    @Override
    public List<Column> columns(NoSettings config) {
        return List.of(new Column("", ColumnType.DATE), new Column("_to", ColumnType.DATE));
    }

    @Override
    public List<@Nullable Object> toColumns(Range value) {
        return Arrays.asList(value.from(), value.to());
    }

    /** Figures know the first day alone. */
    @Override
    public @Nullable Range fromColumns(List<@Nullable Object> columns) {
        LocalDate from = (LocalDate) columns.getFirst();
        LocalDate to = (LocalDate) columns.get(1);
        return from == null ? null : new Range(from, to == null ? from : to);
    }

    @Override
    public Problems validateValue(NoSettings config, Range value) {
        if (!isSensible(value.from()) || !isSensible(value.to())) {
            return Problems.of(Problem.error("field.error.date", ""));
        }
        return value.to().isBefore(value.from())
                ? Problems.of(Problem.error(
                        "field.error.dateRange.order",
                        "",
                        value.from().toString(),
                        value.to().toString()))
                : Problems.NONE;
    }

    private static boolean isSensible(LocalDate day) {
        return day.getYear() >= 1 && day.getYear() <= 9999;
    }

    @Override
    public String format(Range value, NoSettings config, FormatContext context) {
        if (value.from().equals(value.to())) {
            return value.from().toString();
        }
        return value.from() + (Texts.language(context.locale()).equals(Locale.ENGLISH) ? " – " : " 至 ") + value.to();
    }

    @Override
    public @Nullable Range parse(String text, NoSettings config, FormatContext context) {
        return text.isBlank() ? null : required(text, Dates::read);
    }

    @Override
    public @Nullable Range read(String cell, NoSettings config, CellContext context) {
        return cell.isBlank() ? null : required(cell, day -> Dates.readCell(day, context.dates()));
    }

    private static Range required(String text, Function<String, Optional<LocalDate>> day) {
        return read(text, day).orElseThrow(() -> new ValueFormatException("field.error.dateRange"));
    }

    /** Two dates with a sign or word between them; one date is a range of one day. */
    private static Optional<Range> read(String text, Function<String, Optional<LocalDate>> day) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String typed = Typed.halfWidth(text);
        for (String between : BETWEEN) {
            for (int at = typed.indexOf(between); at >= 0; at = typed.indexOf(between, at + 1)) {
                Optional<LocalDate> from = day.apply(typed.substring(0, at));
                Optional<LocalDate> to = from.isEmpty() ? from : day.apply(typed.substring(at + between.length()));
                if (to.isPresent()) {
                    return Optional.of(new Range(from.get(), to.get()));
                }
            }
        }
        return day.apply(typed).map(only -> new Range(only, only));
    }

    /** A column of single dates is for the type of those. */
    @Override
    public Optional<ColumnFit<NoSettings>> fit(ColumnProfile column) {
        DateOrder order = Fits.anyOrder(column);
        return Fits.all(
                        column,
                        text -> !Fits.isBareNumber(text)
                                && read(text, day -> Dates.readCell(day, order)).isPresent())
                ? Optional.of(new ColumnFit<>(defaultConfig(), 70))
                : Optional.empty();
    }

    @Override
    public Optional<Label> cellHelp(NoSettings config) {
        return Optional.of(Label.of("Two dates: 2025-03-01 – 2025-03-05", "起止日期：2025-03-01 至 2025-03-05"));
    }

    @Override
    public JsonNode toJson(Range value) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("from", value.from().toString())
                .put("to", value.to().toString());
    }

    @Override
    public @Nullable Range fromJson(JsonNode json, NoSettings config) {
        if (json.isNull()) {
            return null;
        }
        if (!json.isObject() || json.size() != 2) {
            throw new ValueFormatException("field.error.json.dateRange");
        }
        return new Range(day(json.path("from")), day(json.path("to")));
    }

    private static LocalDate day(JsonNode json) {
        String text = Typed.string(json, "field.error.json.dateRange");
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            // refused below
        }
        throw new ValueFormatException("field.error.json.dateRange");
    }

    @Override
    public Map<String, Object> jsonSchema(NoSettings config) {
        Map<String, Object> day = Map.of("type", "string", "format", "date");
        return Map.of(
                "type", "object", "properties", Map.of("from", day, "to", day), "required", List.of("from", "to"));
    }

    @Override
    public FieldEditor<Range> editor(NoSettings config, FieldPresentation presentation, EditorContext context) {
        DateRangeField field = Inputs.present(new DateRangeField(context), presentation);
        return new EditorAround<>(FieldEditor.of(field, DateRangeField.Ends::range, DateRangeField.Ends::of)) {
            @Override
            public @Nullable Range value() {
                field.refuseUnread();
                return super.value();
            }

            @Override
            public @Nullable String unread() {
                try {
                    value();
                    return null;
                } catch (ValueFormatException e) {
                    return field.typed();
                }
            }

            @Override
            public void showUnread(String typed) {
                field.showTyped(typed);
            }

            @Override
            public void onChange(Runnable listener) {
                super.onChange(listener);
                field.onUnread(listener);
            }
        };
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, NoSettings config) {
        return switch (other.valueKind()) {
            case TEXT -> Optional.of(TypeChange.CHECKED);
            case DATE -> Optional.of(TypeChange.SAFE);
            case NUMBER, BOOLEAN, TIME, DATE_TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> Optional.empty();
        };
    }

    @Override
    public Optional<Range> sample(NoSettings config, Locale locale) {
        return Optional.of(new Range(LocalDate.of(2025, 3, 1), LocalDate.of(2025, 3, 5)));
    }
}
