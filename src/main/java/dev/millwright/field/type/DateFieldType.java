package dev.millwright.field.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.field.CellContext;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.DynamicDefault;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** A day of the calendar, without a time and so without a zone. */
@Component
class DateFieldType implements OneColumn<NoSettings, LocalDate>, NothingToSet<LocalDate> {

    private static final String TODAY = "today";

    @Override
    public String key() {
        return "date";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Date", "日期"),
                Label.of("A day, such as a delivery date", "某一天，如交货日期"),
                "vaadin:calendar",
                Groups.TIME,
                Groups.FIRST_TIME);
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.DATE;
    }

    @Override
    public Class<LocalDate> valueType() {
        return LocalDate.class;
    }

    @Override
    public ColumnType column() {
        return ColumnType.DATE;
    }

    @Override
    public Problems validateValue(NoSettings config, LocalDate value) {
        return value.getYear() < 1 || value.getYear() > 9999
                ? Problems.of(Problem.error("field.error.date", ""))
                : Problems.NONE;
    }

    @Override
    public String format(LocalDate value, NoSettings config, FormatContext context) {
        return value.toString();
    }

    @Override
    public @Nullable LocalDate parse(String text, NoSettings config, FormatContext context) {
        if (text.isBlank()) {
            return null;
        }
        return Dates.read(text).orElseThrow(() -> new ValueFormatException("field.error.date"));
    }

    @Override
    public @Nullable LocalDate read(String cell, NoSettings config, CellContext context) {
        if (cell.isBlank()) {
            return null;
        }
        return Dates.readCell(cell, context.dates()).orElseThrow(() -> new ValueFormatException("field.error.date"));
    }

    @Override
    public Optional<ColumnFit<NoSettings>> fit(ColumnProfile column) {
        return Fits.all(
                        column,
                        text -> !Fits.isBareNumber(text)
                                && Dates.readCell(text, Fits.anyOrder(column)).isPresent())
                ? Optional.of(new ColumnFit<>(defaultConfig(), 80))
                : Optional.empty();
    }

    @Override
    public Optional<Label> cellHelp(NoSettings config) {
        return Optional.of(Label.of("A date: 2025-03-01, 2025/3/1", "日期：2025-03-01、2025/3/1 或 2025年3月1日"));
    }

    @Override
    public JsonNode toJson(LocalDate value) {
        return StringNode.valueOf(value.toString());
    }

    @Override
    public @Nullable LocalDate fromJson(JsonNode json, NoSettings config) {
        if (json.isNull()) {
            return null;
        }
        String text = Typed.string(json, "field.error.json.date");
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            // refused below
        }
        throw new ValueFormatException("field.error.json.date");
    }

    @Override
    public boolean takesFormula() {
        return true;
    }

    @Override
    public FieldEditor<LocalDate> editor(NoSettings config, FieldPresentation presentation, EditorContext context) {
        TypedDate picker = Inputs.present(new TypedDate(context), presentation);
        return new EditorAround<>(FieldEditor.of(picker, date -> date, date -> date)) {
            @Override
            public @Nullable LocalDate value() {
                // An empty picker with something unreadable in it must not be taken for an empty field.
                picker.refuseUnread();
                return super.value();
            }

            @Override
            public @Nullable String unread() {
                return picker.unread();
            }

            @Override
            public void showUnread(String typed) {
                picker.showUnread(typed);
            }

            @Override
            public void onChange(Runnable listener) {
                super.onChange(listener);
                picker.onUnread(listener);
            }
        };
    }

    @Override
    public List<DynamicDefault> dynamicDefaults() {
        return List.of(new DynamicDefault(TODAY, Label.of("Today", "今天")));
    }

    @Override
    public @Nullable LocalDate dynamicDefault(String word, DefaultContext context) {
        return word.equals(TODAY) ? context.time().today() : null;
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, NoSettings config) {
        return switch (other.valueKind()) {
            case TEXT -> Optional.of(TypeChange.CHECKED);
            case DATE -> Optional.of(other.valueType() == LocalDate.class ? TypeChange.SAFE : TypeChange.CHECKED);
            case NUMBER, BOOLEAN, TIME, DATE_TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> Optional.empty();
        };
    }

    @Override
    public Optional<LocalDate> sample(NoSettings config, Locale locale) {
        return Optional.of(LocalDate.of(2025, 3, 1));
    }
}
