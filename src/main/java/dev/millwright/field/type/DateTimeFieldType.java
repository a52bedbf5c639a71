package dev.millwright.field.type;

import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.datetimepicker.DateTimePicker.DateTimePickerI18n;
import com.vaadin.flow.data.binder.ValueContext;
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
import dev.millwright.shared.Texts;
import dev.millwright.shared.ValueKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** A moment, shown to the minute in the reader's zone, kept to the microsecond. */
@Component
class DateTimeFieldType implements NothingToSet<Instant> {

    private static final String NOW = "now";
    private static final String EXAMPLE = "2025-03-01 14:05";
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private static final Pattern DATE_TIME = Pattern.compile(Dates.PATTERN
            + "[ T]*(?<before>上午|下午)?"
            + " ?(?<hour>\\d{1,2})(?::|时|点)(?<minute>\\d{2})(?:分|(?::|分)(?<second>\\d{2})(?<fraction>\\.\\d{1,9})?秒?)?"
            + " ?(?<after>[AaPp][Mm])? ?(?<zone>[Zz]|[+-]\\d{2}(?::?\\d{2})?)?");

    /** A date or a time as the picker keeps it. */
    private static final Pattern HALF = Pattern.compile("\\d{4}-\\d{2}-\\d{2}|\\d{2}:\\d{2}(?::\\d{2})?");

    /** Each of both inputs gets its line: as a value where it is one, else as it was typed. */
    private static final String SHOW_TYPED = """
            setTimeout(() => {
              const lines = $0.split('\\n');
              const inputs = [...this.querySelectorAll('vaadin-date-time-picker-date-picker, vaadin-date-picker'),
                ...this.querySelectorAll('vaadin-date-time-picker-time-picker, vaadin-time-picker')];
              inputs.forEach((input, at) => {
                const typed = lines[at] || '';
                if (/^(\\d{4}-\\d{2}-\\d{2}|\\d{2}:\\d{2}(:\\d{2})?)$/.test(typed)) {
                  input.value = typed;
                } else {
                  input._inputElementValue = typed;
                  input.__committedUnparsableValue = typed;
                }
              });
              this.__committedUnparsableValue = this.__unparsableValue;
            });
            """;

    @Override
    public String key() {
        return "date-time";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Date and time", "日期时间"),
                Label.of("A moment, shown in each reader's own time zone", "某一时刻，按各人所在时区显示"),
                "vaadin:calendar-clock",
                Groups.TIME,
                Groups.FIRST_TIME + 10);
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.DATE_TIME;
    }

    @Override
    public Class<Instant> valueType() {
        return Instant.class;
    }

    @Override
    public List<Column> columns(NoSettings config) {
        return Column.one(ColumnType.TIMESTAMPTZ);
    }

    @Override
    public List<@Nullable Object> toColumns(Instant value) {
        return Arrays.asList(value.atOffset(ZoneOffset.UTC));
    }

    @Override
    public @Nullable Instant fromColumns(List<@Nullable Object> columns) {
        OffsetDateTime moment = (OffsetDateTime) columns.getFirst();
        return moment == null ? null : moment.toInstant();
    }

    @Override
    public Problems validateValue(NoSettings config, Instant value) {
        return value.isBefore(FIRST) || !value.isBefore(AFTER_LAST)
                ? Problems.of(Problem.error("field.error.dateTime", "", EXAMPLE))
                : Problems.NONE;
    }

    @Override
    public String format(Instant value, NoSettings config, FormatContext context) {
        return SHOWN.format(value.atZone(context.zone()));
    }

    @Override
    public @Nullable Instant parse(String text, NoSettings config, FormatContext context) {
        String typed = Typed.halfWidth(text);
        if (typed.isEmpty()) {
            return null;
        }
        Matcher match = DATE_TIME.matcher(typed);
        if (!match.matches()) {
            throw unreadable();
        }
        LocalDateTime local =
                LocalDateTime.of(Dates.from(match).orElseThrow(DateTimeFieldType::unreadable), time(match));
        String zone = match.group("zone");
        try {
            return zone == null
                    ? theOnlyMoment(local, context.zone())
                    : local.toInstant(ZoneOffset.of(zone.toUpperCase(Locale.ROOT)));
        } catch (DateTimeException e) {
            throw unreadable();
        }
    }

    @Override
    public @Nullable Instant read(String cell, NoSettings config, CellContext context) {
        if (cell.isBlank()) {
            return null;
        }
        // A whole day of a spreadsheet is its first moment.
        return Dates.readCell(cell, context.dates())
                .map(day -> theOnlyMoment(day.atStartOfDay(), context.format().zone()))
                .orElseGet(() -> parse(Dates.yearFirst(cell, context.dates()), config, context.format()));
    }

    @Override
    public Optional<ColumnFit<NoSettings>> fit(ColumnProfile column) {
        return Fits.all(column, text -> !Fits.isBareNumber(text) && isMoment(text, column))
                ? Optional.of(new ColumnFit<>(defaultConfig(), 75))
                : Optional.empty();
    }

    private boolean isMoment(String text, ColumnProfile column) {
        try {
            CellContext context = new CellContext(column.context().format(), Fits.anyOrder(column));
            return read(text, defaultConfig(), context) != null;
        } catch (ValueFormatException e) {
            return false;
        }
    }

    @Override
    public Optional<Label> cellHelp(NoSettings config) {
        return Optional.of(Label.of("Date and time: 2025-03-01 14:05", "日期和时间：2025-03-01 14:05"));
    }

    private static LocalTime time(Matcher match) {
        int hour = Integer.parseInt(match.group("hour"));
        String before = match.group("before");
        String after = match.group("after");
        if (before != null && after != null) {
            throw unreadable();
        }
        if (after != null || before != null) {
            boolean afternoon = "下午".equals(before) || "pm".equalsIgnoreCase(after);
            if (hour < 1 || hour > 12) {
                throw unreadable();
            }
            hour = hour % 12 + (afternoon ? 12 : 0);
        }
        String second = match.group("second");
        String fraction = match.group("fraction");
        try {
            return LocalTime.of(
                            hour,
                            Integer.parseInt(match.group("minute")),
                            second == null ? 0 : Integer.parseInt(second),
                            fraction == null
                                    ? 0
                                    : Integer.parseInt((fraction.substring(1) + "00000000").substring(0, 9)))
                    .truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw unreadable();
        }
    }

    /** Where clocks change there are local times that never are, or are twice. */
    private static Instant theOnlyMoment(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() != 1) {
            throw new ValueFormatException("field.error.dateTime.clockChange");
        }
        return local.toInstant(offsets.getFirst());
    }

    @Override
    public JsonNode toJson(Instant value) {
        return StringNode.valueOf(value.toString());
    }

    @Override
    public @Nullable Instant fromJson(JsonNode json, NoSettings config) {
        if (json.isNull()) {
            return null;
        }
        String text = Typed.string(json, "field.error.json.dateTime");
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new ValueFormatException("field.error.json.dateTime");
        }
    }

    @Override
    public boolean takesFormula() {
        return true;
    }

    @Override
    public FieldEditor<Instant> editor(NoSettings config, FieldPresentation presentation, EditorContext context) {
        Locale locale = Texts.language(context.locale());
        DateTimePicker picker = Inputs.present(new DateTimePicker(), presentation);
        // Of the English locales this one has the clock of 24 hours.
        picker.setLocale(locale.equals(Locale.ENGLISH) ? Locale.UK : locale);
        picker.setStep(Duration.ofMinutes(1));
        picker.setDatePickerI18n(PickerTexts.in(locale, context.texts()));
        picker.setI18n(new DateTimePickerI18n()
                .setDateLabel(context.texts().text(locale, "field.picker.date"))
                .setTimeLabel(context.texts().text(locale, "field.picker.time")));
        return new Editor(picker, context.format().zone());
    }

    /** Gives back the very moment it was given as long as nobody picks another, seconds and all. */
    private static final class Editor extends EditorAround<Instant> {

        private final DateTimePicker picker;
        private @Nullable Instant given;
        private @Nullable LocalDateTime shown;

        /** What was put back and nobody touched since. */
        private @Nullable String restored;

        Editor(DateTimePicker picker, ZoneId zone) {
            super(FieldEditor.of(picker, local -> local.atZone(zone).toInstant(), moment -> minutes(moment, zone)));
            this.picker = picker;
            picker.addValueChangeListener(change -> restored = null);
            picker.getElement().addEventListener("unparsable-change", event -> restored = null);
        }

        /** What stands in both inputs where it makes no moment, on a line each. */
        @Override
        public @Nullable String unread() {
            if (restored != null) {
                return restored;
            }
            boolean wrong = picker.getDefaultValidator()
                    .apply(picker.getValue(), new ValueContext(picker))
                    .isError();
            return wrong
                    ? picker.getElement()
                            .getChildren()
                            .map(input -> {
                                String value = input.getProperty("value", "");
                                return value.isEmpty() ? input.getProperty("_inputElementValue", "") : value;
                            })
                            .collect(Collectors.joining("\n"))
                    : null;
        }

        @Override
        public void showUnread(String typed) {
            picker.clear();
            restored = typed;
            picker.getElement().executeJs(SHOW_TYPED, (Object) typed);
        }

        private static ValueFormatException refused(String typed) {
            List<String> lines = typed.lines().map(String::strip).toList();
            boolean half = lines.stream().anyMatch(String::isEmpty) || lines.size() < 2;
            return half
                            && lines.stream()
                                    .allMatch(line ->
                                            line.isEmpty() || HALF.matcher(line).matches())
                    ? unreadable()
                    : new ValueFormatException(
                            "field.error.noDateTime", Typed.quoted(typed.replace('\n', ' ')), EXAMPLE);
        }

        @Override
        public void onChange(Runnable listener) {
            super.onChange(listener);
            picker.getElement().addEventListener("unparsable-change", event -> listener.run());
        }

        @Override
        public @Nullable Instant value() {
            String unread = unread();
            if (restored != null
                    || picker.getDefaultValidator()
                            .apply(picker.getValue(), new ValueContext(picker))
                            .isError()) {
                throw unread == null ? unreadable() : refused(unread);
            }
            LocalDateTime now = picker.getValue();
            return now != null && now.equals(shown) ? given : super.value();
        }

        @Override
        public void setValue(@Nullable Instant value) {
            super.setValue(value);
            restored = null;
            given = value;
            shown = picker.getValue();
        }

        private static LocalDateTime minutes(Instant moment, ZoneId zone) {
            return LocalDateTime.ofInstant(moment, zone).truncatedTo(ChronoUnit.MINUTES);
        }
    }

    @Override
    public List<DynamicDefault> dynamicDefaults() {
        return List.of(new DynamicDefault(NOW, Label.of("Now", "现在")));
    }

    @Override
    public @Nullable Instant dynamicDefault(String word, DefaultContext context) {
        return word.equals(NOW) ? context.time().now() : null;
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, NoSettings config) {
        return switch (other.valueKind()) {
            case TEXT -> Optional.of(TypeChange.CHECKED);
            case DATE_TIME -> Optional.of(TypeChange.SAFE);
            case NUMBER, BOOLEAN, DATE, TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> Optional.empty();
        };
    }

    @Override
    public Optional<Instant> sample(NoSettings config, Locale locale) {
        return Optional.of(LocalDate.of(2025, 3, 1).atTime(14, 5).toInstant(ZoneOffset.UTC));
    }

    private static ValueFormatException unreadable() {
        return new ValueFormatException("field.error.dateTime", EXAMPLE);
    }
}
