package dev.millwright.exchange.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.exchange.Imports;
import dev.millwright.exchange.Imports.CellCheck;
import dev.millwright.exchange.Imports.Misfits;
import dev.millwright.exchange.Imports.Odd;
import dev.millwright.exchange.Imports.Source;
import dev.millwright.exchange.Imports.Survey;
import dev.millwright.exchange.ui.AppFromFile.Guess;
import dev.millwright.exchange.ui.AppFromFile.Wanted;
import dev.millwright.field.CellContext;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.shared.ValueKind;
import dev.millwright.ui.UiTexts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the columns of a file become, which cells do not fit that, and what becomes of them: all before anything is made. */
final class NewAppFields extends Div {

    private static final int EXAMPLES = 3;
    private static final int LONGEST_CODE = 40;
    private static final double MOST_OF_THEM = 0.9;
    private static final List<String> CODE_NAMES = List.of(
            "编号", "编码", "代码", "序列号", "单号", "号码", "条码", "工号", "学号", "卡号", "sku", "code", "serial", "number", "no", "id",
            "key");
    private static final List<String> TITLE_NAMES = List.of("名称", "姓名", "标题", "品名", "name", "title");

    private final transient Imports imports;
    private final transient Source source;
    private final transient Survey survey;
    private final transient FormatContext format;
    private final transient List<FieldRow> rows = new ArrayList<>();
    private final Select<FieldRow> title = new Select<>();
    private final Div oddCells = new Div();
    private final Select<Boolean> emptied = new Select<>();
    private final TotalsChoice totals;
    private long odd;

    NewAppFields(AppFromFile maker, Imports imports, Source source, Survey survey, FormatContext format) {
        this.imports = imports;
        this.source = source;
        this.survey = survey;
        this.format = format;
        this.totals = new TotalsChoice(survey.totals());
        Div fields = new Div();
        fields.addClassName("mw-new-fields");
        boolean[] unique = {true};
        survey.columns().forEach((column, profile) -> {
            boolean distinct = survey.distinct().contains(column);
            List<Guess> guesses = maker.guesses(profile);
            FieldRow row = new FieldRow(
                    column,
                    profile,
                    guesses,
                    distinct,
                    unique[0] && distinct && isCode(guesses.getFirst(), profile),
                    survey.openDates().contains(column));
            unique[0] = unique[0] && !row.unique.getValue();
            rows.add(row);
            fields.add(row);
        });
        title.setLabel(t("record.newApp.titleField"));
        title.setHelperText(t("record.newApp.titleFieldHelp"));
        title.setItemLabelGenerator(row -> row == null ? t("record.newApp.titleField.auto") : row.label.getValue());
        title.setEmptySelectionAllowed(true);
        title.setEmptySelectionCaption(t("record.newApp.titleField.auto"));
        Div chosen = new Div(title);
        chosen.addClassName("mw-import-options");
        oddCells.addClassName("mw-new-odd");
        emptied.setLabel(t("record.newApp.odd.what"));
        emptied.setPlaceholder(t("record.import.dates.choose"));
        emptied.setItems(true, false);
        emptied.setItemLabelGenerator(empties -> t(empties ? "record.newApp.odd.empty" : "record.newApp.odd.leaveOut"));
        totals.addChoiceListener(this::look);
        add(fields, chosen, totals, oddCells);
        offerTitles();
        rows.stream()
                .filter(row -> row.mayBeTitle() && isNamed(row.profile, TITLE_NAMES))
                .findFirst()
                .ifPresent(title::setValue);
        look();
    }

    /** What looks like a code names one thing only, when no two are alike: one word of letters and digits, or called so. */
    private static boolean isCode(Guess guess, ColumnProfile column) {
        if (guess.type().valueKind() != ValueKind.TEXT || !guess.type().supportsUnique()) {
            return false;
        }
        boolean called = isNamed(column, CODE_NAMES);
        long alike = column.values().stream()
                .filter(value -> value.length() <= LONGEST_CODE
                        && value.chars().noneMatch(Character::isWhitespace)
                        && value.chars().anyMatch(Character::isDigit)
                        && (called || value.chars().anyMatch(c -> c < 0x80 && Character.isLetter(c))))
                .count();
        return alike >= column.values().size() * MOST_OF_THEM;
    }

    private static boolean isNamed(ColumnProfile column, List<String> names) {
        String heading = column.heading().toLowerCase(Locale.ROOT);
        return names.stream()
                .anyMatch(name -> name.length() > 2 || name.charAt(0) > 0x7F
                        ? heading.contains(name)
                        : heading.equals(name) || heading.endsWith(" " + name) || heading.endsWith("_" + name));
    }

    private void offerTitles() {
        FieldRow before = title.getValue();
        List<FieldRow> possible = rows.stream().filter(FieldRow::mayBeTitle).toList();
        title.setItems(possible);
        title.setValue(before != null && possible.contains(before) ? before : null);
    }

    /** Reads all cells as what they are to become. */
    private void look() {
        oddCells.removeAll();
        Map<Integer, CellCheck> checks = new HashMap<>();
        for (FieldRow row : rows) {
            if (row.keep.getValue()) {
                checks.put(row.column, row.check());
            }
        }
        Misfits misfits = imports.misfits(source, survey.sheet(), survey.heading(), checks, totals.leftOut(), format);
        odd = misfits.count();
        oddCells.setVisible(odd > 0);
        if (odd > 0) {
            oddCells.add(new H3(t("record.newApp.odd", odd)), new Span(t("record.newApp.odd.text")), emptied);
            oddCells.add(new BadCellGrid(misfits.cells()));
        }
    }

    List<Wanted> wanted() {
        return rows.stream()
                .filter(row -> row.keep.getValue())
                .map(row -> row.wanted(row == title.getValue()))
                .toList();
    }

    /** Whether everything is said that has to be; shows where not. */
    boolean isComplete() {
        boolean complete = true;
        for (FieldRow row : rows) {
            complete &= !row.keep.getValue() || row.isComplete();
        }
        if (odd > 0 && emptied.getValue() == null) {
            emptied.setInvalid(true);
            emptied.setErrorMessage(t("record.newApp.odd.open"));
            complete = false;
        }
        return complete;
    }

    Map<Integer, DateOrder> dates() {
        Map<Integer, DateOrder> dates = new HashMap<>();
        rows.stream()
                .filter(row -> row.keep.getValue() && row.order.isVisible())
                .forEach(row -> dates.put(row.column, row.order.getValue()));
        return dates;
    }

    Odd odd() {
        return new Odd(Set.copyOf(totals.leftOut()), Boolean.TRUE.equals(emptied.getValue()));
    }

    /** What one column becomes. */
    private final class FieldRow extends Div {

        private final int column;
        private final transient ColumnProfile profile;
        private final Checkbox keep = new Checkbox(true);
        private final TextField label = new TextField();
        private final Select<Guess> type = new Select<>();
        private final Checkbox unique = new Checkbox(t("record.newApp.unique"));
        private final Select<DateOrder> order = new Select<>();

        FieldRow(
                int column,
                ColumnProfile profile,
                List<Guess> guesses,
                boolean distinct,
                boolean proposed,
                boolean openDates) {
            this.column = column;
            this.profile = profile;
            addClassName("mw-new-field");
            keep.setAriaLabel(t("record.newApp.keep", profile.heading()));
            String heading = profile.heading();
            label.setValue(
                    heading.length() > NewAppView.LONGEST_NAME
                            ? heading.substring(0, NewAppView.LONGEST_NAME)
                            : heading);
            label.setMaxLength(NewAppView.LONGEST_NAME);
            label.setAriaLabel(t("record.newApp.label", heading));
            type.setItems(guesses);
            type.setItemLabelGenerator(
                    guess -> guess.type().descriptor().label().in(UiTexts.locale()));
            type.setValue(guesses.getFirst());
            type.setAriaLabel(t("record.newApp.type", heading));
            unique.setValue(proposed);
            ImportMapping.orders(order, heading);
            type.addValueChangeListener(change -> {
                follow(distinct, openDates);
                offerTitles();
                look();
            });
            order.addValueChangeListener(change -> look());
            label.addValueChangeListener(change -> offerTitles());
            keep.addValueChangeListener(change -> {
                label.setEnabled(change.getValue());
                type.setEnabled(change.getValue());
                unique.setEnabled(change.getValue());
                offerTitles();
                look();
            });
            Span example = new Span(
                    profile.distinct().keySet().stream().limit(EXAMPLES).collect(Collectors.joining(" · ")));
            example.addClassName("mw-new-field-example");
            add(keep, label, type, unique, example, order);
            follow(distinct, openDates);
        }

        private void follow(boolean distinct, boolean openDates) {
            Guess guess = type.getValue();
            boolean possible = distinct && guess.type().supportsUnique();
            unique.setVisible(possible);
            if (!possible) {
                unique.setValue(false);
            }
            ValueKind kind = guess.type().valueKind();
            order.setVisible(openDates && (kind == ValueKind.DATE || kind == ValueKind.DATE_TIME));
        }

        boolean mayBeTitle() {
            return keep.getValue() && type.getValue().type().usableAsTitle();
        }

        Wanted wanted(boolean isTitle) {
            String text = label.getValue().strip();
            return new Wanted(
                    column,
                    text.isEmpty() ? t("record.import.noHeading", column + 1) : text,
                    type.getValue(),
                    unique.getValue(),
                    isTitle);
        }

        boolean isComplete() {
            if (order.isVisible() && order.getValue() == null) {
                order.setInvalid(true);
                order.setErrorMessage(t("record.import.dates.open"));
                return false;
            }
            return true;
        }

        /** An order of dates that nobody has said yet is asked for anyway, not cell by cell. */
        CellCheck check() {
            CellContext known = profile.context();
            @Nullable DateOrder said = order.isVisible() ? order.getValue() : known.dates();
            DateOrder dates = said == null ? DateOrder.DAY_FIRST : said;
            return check(
                    type.getValue().type(), type.getValue().config(), new CellContext(format, dates, known.decimals()));
        }

        private <C, V> CellCheck check(FieldType<C, V> type, Object config, CellContext context) {
            C own = type.configType().cast(config);
            return cell -> {
                V value = type.read(cell, own, context);
                if (value != null) {
                    type.validateValue(own, value).items().stream().findFirst().ifPresent(problem -> {
                        throw new ValueFormatException(
                                problem.code(), problem.arguments().toArray());
                    });
                }
            };
        }
    }
}
