package dev.millwright.exchange.internal;

import dev.millwright.exchange.Imports.LineKind;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.FormatContext;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.shared.Texts;
import dev.millwright.shared.ValueKind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Writes an Excel file with the headings of a form: options to choose from, and a second sheet that says what may stand where. */
final class ImportTemplate {

    private static final int LAST_ROW = 10_000;
    private static final int MOST_IN_HELP = 200;
    private static final int WIDTH = 20;
    private static final String RECORD = "E8EEF7";
    private static final String LINES = "EAF3E6";

    private ImportTemplate() {}

    /** A column to fill in. */
    private record Column(PublishedField<?, ?> field, String heading, boolean isOfLines) {}

    /**
     * @param lines what stands beside the record, a row for each; null for records alone
     */
    static void write(
            PublishedForm form, @Nullable LineKind lines, FormatContext format, Texts texts, OutputStream out) {
        Locale locale = format.locale();
        List<Column> columns = new ArrayList<>();
        form.fields().stream()
                .filter(field -> field.isEntered() && field.kind() != ValueKind.FILE)
                .forEach(field -> columns.add(new Column(field, field.label(), false)));
        if (lines != null) {
            identifying(form, columns);
            lines.fields()
                    .forEach(field ->
                            columns.add(new Column(field, Headings.ofLines(lines.label(), field.label()), true)));
        }
        try (Workbook workbook = new Workbook(out, "Millwright", "01.0000")) {
            Worksheet rows = workbook.newWorksheet(sheetName(form.label()));
            Worksheet help = workbook.newWorksheet(texts.text(locale, "record.import.template.help"));
            Worksheet options = workbook.newWorksheet("options");
            options.setVisibilityState(VisibilityState.HIDDEN);
            rows.freezePane(0, 1);
            headings(
                    help,
                    List.of(
                            texts.text(locale, "record.import.template.column"),
                            texts.text(locale, "record.import.template.required"),
                            texts.text(locale, "record.import.template.value")));
            for (int column = 0; column < columns.size(); column++) {
                PublishedField<?, ?> field = columns.get(column).field();
                String heading = columns.get(column).heading();
                boolean required = field.definition().required();
                rows.inlineString(0, column, heading + (required ? " *" : ""));
                rows.style(0, column)
                        .bold()
                        .fillColor(columns.get(column).isOfLines() ? LINES : RECORD)
                        .set();
                rows.width(column, WIDTH);
                if (isText(field.kind())) {
                    // Excel would take 00123 for a number.
                    rows.style(column).format("@").set();
                }
                List<ChoiceOption> offered = field.options().stream()
                        .filter(option -> !option.retired())
                        .toList();
                for (int i = 0; i < offered.size(); i++) {
                    options.inlineString(i, column, offered.get(i).label());
                }
                if (!offered.isEmpty() && field.type().valueType() == String.class) {
                    rows.range(1, column, LAST_ROW, column)
                            .validateWithList(options.range(0, column, offered.size() - 1, column));
                }
                String unique = !field.definition().unique()
                        ? ""
                        : lines == null || columns.get(column).isOfLines()
                                ? "record.import.template.unique"
                                : "record.import.template.together";
                help.inlineString(column + 1, 0, heading);
                help.inlineString(column + 1, 1, required ? texts.text(locale, "record.import.template.yes") : "");
                help.inlineString(column + 1, 2, help(field, offered, unique, locale, texts));
            }
            if (lines != null) {
                help.inlineString(
                        columns.size() + 2, 2, texts.text(locale, "record.import.template.flat", lines.label()));
            }
            help.width(0, WIDTH);
            help.width(2, 80);
            rows.finish();
            help.finish();
            options.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A key that is made by itself is in no other template, but here it says which rows belong together. */
    private static void identifying(PublishedForm form, List<Column> columns) {
        boolean hasOne = columns.stream().anyMatch(column -> column.field().isUnique());
        if (!hasOne) {
            ImportLooks.keys(form).stream()
                    .findFirst()
                    .flatMap(form::field)
                    .ifPresent(key -> columns.addFirst(new Column(key, key.label(), false)));
        }
    }

    private static void headings(Worksheet sheet, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            sheet.inlineString(0, i, texts.get(i));
            sheet.style(0, i).bold().set();
        }
    }

    /**
     * @param unique the text that says what equal values mean; empty where they mean nothing
     */
    private static String help(
            PublishedField<?, ?> field, List<ChoiceOption> offered, String unique, Locale locale, Texts texts) {
        StringBuilder help = new StringBuilder();
        field.cellHelp().ifPresent(words -> help.append(words.in(locale)));
        // A cell of a sheet has room for some thousands of characters; all options stand on a sheet of their own.
        if (!offered.isEmpty() && (offered.size() <= MOST_IN_HELP || help.isEmpty())) {
            help.append(help.isEmpty() ? "" : " — ")
                    .append(String.join(
                            " / ", offered.stream().map(ChoiceOption::label).toList()));
        }
        if (!unique.isEmpty()) {
            help.append(help.isEmpty() ? "" : " — ").append(texts.text(locale, unique));
        }
        if (!field.definition().help().isEmpty()) {
            help.append(help.isEmpty() ? "" : " — ").append(field.definition().help());
        }
        return help.toString();
    }

    private static boolean isText(ValueKind kind) {
        return switch (kind) {
            case TEXT, REFERENCE, REFERENCES -> true;
            case NUMBER, BOOLEAN, DATE, TIME, DATE_TIME, CHOICE, FILE, STRUCTURE -> false;
        };
    }

    /** Excel's names of sheets are short and have no signs that addresses need. */
    static String sheetName(String label) {
        String name =
                label.replaceAll("[\\\\/*?:\\[\\]'\\p{Cntrl}\\p{Cs}]", " ").strip();
        return name.isEmpty()
                ? "Sheet1"
                : name.substring(0, Math.min(name.length(), 28)).strip();
    }
}
