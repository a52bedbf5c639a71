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
import dev.millwright.exchange.Workbooks;
import dev.millwright.exchange.Workbooks.Link;
import dev.millwright.exchange.Workbooks.Nature;
import dev.millwright.exchange.Workbooks.Repetition;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the columns of a sheet become, which cells do not fit that, and what becomes of them: all before anything is made. */
final class NewAppFields extends Div {

    private static final int EXAMPLES = 3;
    private static final int LONGEST_CODE = 40;
    private static final double MOST_OF_THEM = 0.9;
    private static final List<String> CODE_NAMES = List.of(
            "编号", "编码", "代码", "序列号", "单号", "号码", "条码", "工号", "学号", "卡号", "sku", "code", "serial", "number", "no", "id",
            "key");
    private static final List<String> TITLE_NAMES = List.of("名称", "姓名", "标题", "品名", "name", "title");

    private final transient NewAppForms forms;
    private final transient AppFromFile maker;
    private final transient Imports imports;
    private final transient Workbooks workbooks;
    private final transient Source source;
    private final transient Workbooks.Sheet sheet;
    private final transient Survey survey;
    private final transient FormatContext format;
    private final transient Map<Integer, FieldRow> rows = new LinkedHashMap<>();
    private final transient Map<Integer, OwnForm> ownForms = new LinkedHashMap<>();
    private final Select<FieldRow> title = new Select<>();
    private final Div offers = new Div();
    private final Div oddCells = new Div();
    private final Select<Boolean> emptied = new Select<>();
    private final TotalsChoice totals;
    private transient @Nullable Misfits shown;
    private long odd;
    private boolean quiet = true;
    private boolean lines;

    NewAppFields(
            NewAppForms forms,
            AppFromFile maker,
            Imports imports,
            Workbooks workbooks,
            Source source,
            Workbooks.Sheet sheet,
            Survey survey,
            Function<ColumnProfile, List<Guess>> guess,
            FormatContext format) {
        this.forms = forms;
        this.maker = maker;
        this.imports = imports;
        this.workbooks = workbooks;
        this.source = source;
        this.sheet = sheet;
        this.survey = survey;
        this.format = format;
        this.totals = new TotalsChoice(survey.totals());
        addClassName("mw-new-sheet-fields");
        Div fields = new Div();
        fields.addClassName("mw-new-fields");
        boolean[] unique = {true};
        survey.columns().forEach((column, profile) -> {
            boolean distinct = survey.distinct().contains(column);
            List<Guess> guesses = guess.apply(profile);
            FieldRow row = new FieldRow(
                    column,
                    profile,
                    guesses,
                    distinct,
                    unique[0] && distinct && isCode(guesses.getFirst(), profile),
                    survey.openDates().contains(column));
            unique[0] = unique[0] && !row.unique.getValue();
            rows.put(column, row);
            fields.add(row);
        });
        title.setLabel(t("record.newApp.titleField"));
        title.setHelperText(t("record.newApp.titleFieldHelp"));
        title.setItemLabelGenerator(row -> row == null ? t("record.newApp.titleField.auto") : row.label.getValue());
        title.setEmptySelectionAllowed(true);
        title.setEmptySelectionCaption(t("record.newApp.titleField.auto"));
        Div chosen = new Div(title);
        chosen.addClassName("mw-import-options");
        offers.addClassName("mw-new-offers");
        oddCells.addClassName("mw-new-odd");
        emptied.setLabel(t("record.newApp.odd.what"));
        emptied.setPlaceholder(t("record.import.dates.choose"));
        emptied.setItems(true, false);
        emptied.setItemLabelGenerator(empties -> t(empties ? "record.newApp.odd.empty" : "record.newApp.odd.leaveOut"));
        totals.addChoiceListener(() -> {
            ownForms.values().stream().filter(OwnForm::isAccepted).forEach(OwnForm::read);
            look();
        });
        add(fields, chosen, totals, oddCells);
        sheet.repetitions().forEach(found -> ownForms.put(found.key(), new OwnForm(this, found.key(), found)));
        rows.values().stream()
                .filter(row -> row.mayBeOwnForm() && !ownForms.containsKey(row.column))
                .forEach(row -> ownForms.put(row.column, new OwnForm(this, row.column, null)));
        ownForms.values().forEach(offers::add);
        rows.values().forEach(FieldRow::offerLinks);
        offerTitles();
        rows.values().stream()
                .filter(row -> row.mayBeTitle() && isNamed(row.profile, TITLE_NAMES))
                .findFirst()
                .ifPresent(title::setValue);
        quiet = false;
    }

    /** Columns that repeat together, with what may be made of them. */
    Div offers() {
        return offers;
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
        List<FieldRow> possible =
                rows.values().stream().filter(FieldRow::mayBeTitle).toList();
        title.setItems(possible);
        title.setValue(before != null && possible.contains(before) ? before : null);
    }

    /**
     * Offers links to the forms that there are now, and leaves off those to forms that there are no more.
     *
     * @param read whether to look at the cells again when that changes something
     */
    void offerLinks(boolean read) {
        quiet = true;
        boolean changed = false;
        for (FieldRow row : rows.values()) {
            changed |= row.offerLinks();
        }
        offerTitles();
        quiet = false;
        if (changed && read) {
            look();
        }
    }

    /** Keeps the column unique by which records of other forms refer to these; none for null. */
    void referTo(@Nullable Integer key) {
        rows.values().forEach(row -> row.refer(key != null && row.column == key));
    }

    /** Whether records may be referred to by the column. */
    boolean mayBeReferredTo(int column) {
        FieldRow row = rows.get(column);
        return row != null
                && row.keep.getValue()
                && row.guess().target() == null
                && row.guess().type().supportsUnique()
                && !isMember(column);
    }

    /** The links that are chosen. */
    List<Link> links() {
        return rows.values().stream()
                .filter(row -> row.keep.getValue() && !isMember(row.column))
                .flatMap(row -> row.link().stream())
                .toList();
    }

    /** Lines go without odd cells and without forms made of their columns. */
    void asLines(boolean wanted) {
        lines = wanted;
        offers.setVisible(!wanted);
        title.setVisible(!wanted);
        show(null);
    }

    /** How many forms are made of columns. */
    long ownForms() {
        return ownForms.values().stream().filter(OwnForm::isAccepted).count();
    }

    private boolean isMember(int column) {
        return ownForms.values().stream()
                .anyMatch(own -> own.isAccepted() && own.members().contains(column));
    }

    /** What all cells are to be read as. */
    Map<Integer, CellCheck> checks() {
        Map<Integer, CellCheck> checks = new HashMap<>();
        for (FieldRow row : rows.values()) {
            if (row.keep.getValue() && !isMember(row.column)) {
                checks.put(row.column, row.check());
            }
        }
        return checks;
    }

    Misfits misfits(Map<Integer, CellCheck> checks) {
        return imports.misfits(source, survey.sheet(), survey.heading(), checks, leftOut(), format);
    }

    Set<Long> leftOut() {
        return totals.leftOut();
    }

    /** Reads all cells as what they are to become. */
    private void look() {
        if (!quiet) {
            show(misfits(checks()));
        }
    }

    /** @param misfits null to show those that are known in another way */
    void show(@Nullable Misfits misfits) {
        shown = misfits == null ? shown : misfits;
        Misfits known = shown;
        oddCells.removeAll();
        odd = known == null ? 0 : known.count();
        boolean blocked = isBlocked();
        oddCells.setVisible(odd > 0 || blocked);
        if (blocked) {
            oddCells.add(new Span(t("record.newApp.odd.lines")));
        } else if (odd > 0) {
            oddCells.add(new H3(t("record.newApp.odd", odd)), new Span(t("record.newApp.odd.text")), emptied);
        }
        if (known != null && odd > 0) {
            oddCells.add(new BadCellGrid(known.cells()));
        }
        forms.told();
    }

    /** A line that does not fit would take its whole record with it. */
    private boolean isBlocked() {
        return lines && (odd > 0 || links().stream().anyMatch(link -> link.respelled() > 0));
    }

    long odd() {
        return odd;
    }

    List<Wanted> wanted() {
        return rows.values().stream()
                .filter(row -> row.keep.getValue() && !isMember(row.column))
                .map(row -> row.wanted(row == title.getValue()))
                .toList();
    }

    /** The forms that are made of columns. */
    List<FormPlan> ownPlans() {
        return ownForms.values().stream()
                .filter(OwnForm::isAccepted)
                .map(OwnForm::plan)
                .toList();
    }

    /** What a form is called that is made of columns; empty for another form. */
    Optional<String> ownLabel(UUID form) {
        return ownForms.values().stream()
                .filter(own -> own.id().equals(form))
                .map(OwnForm::label)
                .findFirst();
    }

    /** Whether everything is said that has to be; shows where not. */
    boolean isComplete() {
        boolean complete = true;
        for (FieldRow row : rows.values()) {
            complete &= !row.keep.getValue() || row.isComplete();
        }
        for (OwnForm own : ownForms.values()) {
            complete &= !own.isAccepted() || own.isComplete();
        }
        if (isBlocked()) {
            return false;
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
        rows.values().stream()
                .filter(row -> row.keep.getValue() && row.order.isVisible())
                .forEach(row -> dates.put(row.column, row.order.getValue()));
        return dates;
    }

    Odd oddChoice() {
        boolean empties = Boolean.TRUE.equals(emptied.getValue());
        Map<Integer, Map<String, String>> readAs = new HashMap<>();
        for (Link link : links()) {
            Map<String, String> meant = new HashMap<>(link.readAs());
            if (empties) {
                link.strangers().forEach(text -> meant.put(text, ""));
            }
            readAs.put(link.column(), meant);
        }
        ownForms.values().stream().filter(OwnForm::isAccepted).forEach(own -> readAs.put(own.key(), own.readAs()));
        return new Odd(totals.leftOut(), empties, readAs);
    }

    // What the forms that are made of columns ask of these fields.

    Repetition read(int key, List<Integer> members) {
        return workbooks.repetition(source, survey.sheet(), survey.heading(), leftOut(), key, members);
    }

    String label(int column) {
        return row(column).name();
    }

    /** The columns that may go into a form with that key. */
    List<Integer> free(OwnForm own) {
        return rows.values().stream()
                .filter(row -> row.column != own.key()
                        && row.keep.getValue()
                        && row.guess().target() == null
                        && !row.referredTo
                        && ownForms.values().stream()
                                .noneMatch(other -> other != own
                                        && other.isAccepted()
                                        && other.members().contains(row.column)))
                .map(row -> row.column)
                .toList();
    }

    /** Makes the column a link to the form that is made of it, or a field again. */
    void choose(OwnForm own, boolean accepted) {
        FieldRow row = row(own.key());
        row.choose(accepted ? maker.linkTo(own.id()) : row.guesses.getFirst());
    }

    /** The field by which the records of a form are found that is made of the column. */
    Wanted keyOf(OwnForm own, boolean isTitle) {
        FieldRow row = row(own.key());
        return new Wanted(own.key(), row.name(), row.keyGuess().orElseThrow(), true, isTitle);
    }

    Wanted memberOf(int column, boolean isTitle) {
        FieldRow row = row(column);
        return new Wanted(column, row.name(), row.guess(), false, isTitle);
    }

    boolean mayBeTitle(int column) {
        FieldRow row = row(column);
        return row.guess().type().usableAsTitle() && isNamed(row.profile, TITLE_NAMES);
    }

    boolean isCalledByName(int column) {
        return isNamed(row(column).profile, TITLE_NAMES);
    }

    CellCheck check(int column) {
        return row(column).check();
    }

    boolean isComplete(int column) {
        return row(column).isComplete();
    }

    /** After columns went into a form or came back. */
    void membersChanged() {
        rows.values().forEach(FieldRow::showMembership);
        offerTitles();
        look();
    }

    void labelsChanged() {
        forms.changed();
    }

    private FieldRow row(int column) {
        return Objects.requireNonNull(rows.get(column));
    }

    /** What one column becomes. */
    private final class FieldRow extends Div {

        private final int column;
        private final transient ColumnProfile profile;
        private final transient List<Guess> guesses;
        private final boolean distinct;
        private final boolean proposed;
        private final boolean openDates;
        private final Checkbox keep = new Checkbox(true);
        private final TextField label = new TextField();
        private final Select<Guess> type = new Select<>();
        private final Checkbox unique = new Checkbox(t("record.newApp.unique"));
        private final Select<DateOrder> order = new Select<>();
        private final Span linked = new Span();
        private boolean begun;
        private transient @Nullable Guess lost;
        private boolean referredTo;

        FieldRow(
                int column,
                ColumnProfile profile,
                List<Guess> guesses,
                boolean distinct,
                boolean proposed,
                boolean openDates) {
            this.column = column;
            this.profile = profile;
            this.guesses = guesses;
            this.distinct = distinct;
            this.proposed = proposed;
            this.openDates = openDates;
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
            type.setItemLabelGenerator(this::words);
            type.setValue(guesses.getFirst());
            type.setAriaLabel(t("record.newApp.type", heading));
            unique.setValue(proposed);
            ImportMapping.orders(order, heading);
            type.addValueChangeListener(change -> {
                if (!quiet && change.getValue() != null) {
                    typeChanged(change.getOldValue(), change.getValue());
                }
            });
            order.addValueChangeListener(change -> look());
            label.addValueChangeListener(change -> offerTitles());
            keep.addValueChangeListener(change -> {
                label.setEnabled(change.getValue());
                type.setEnabled(change.getValue());
                unique.setEnabled(change.getValue());
                if (!change.getValue()) {
                    ownForms.values().forEach(own -> own.without(column));
                }
                offerTitles();
                look();
                forms.changed();
            });
            Span example = new Span(
                    profile.distinct().keySet().stream().limit(EXAMPLES).collect(Collectors.joining(" · ")));
            example.addClassName("mw-new-field-example");
            linked.addClassName("mw-new-field-linked");
            add(keep, label, type, unique, example, linked, order);
            follow();
        }

        private String words(Guess guess) {
            if (guess.target() == null) {
                return guess.type().descriptor().label().in(UiTexts.locale());
            }
            OwnForm own = ownForms.get(column);
            return own != null && own.id().equals(guess.target())
                    ? t("record.newApp.own.option", own.label())
                    : t("record.newApp.linkTo", forms.label(guess.target()));
        }

        String name() {
            String text = label.getValue().strip();
            return text.isEmpty() ? t("record.import.noHeading", column + 1) : text;
        }

        Guess guess() {
            return Objects.requireNonNullElse(type.getValue(), guesses.getFirst());
        }

        /** What records are found by whose name stands in the column. */
        Optional<Guess> keyGuess() {
            return guesses.stream()
                    .filter(guess ->
                            guess.type().supportsUnique() && guess.type().usableAsTitle())
                    .findFirst();
        }

        boolean mayBeOwnForm() {
            int values = profile.distinct().size();
            return !distinct
                    && values > 1
                    && values <= Repetition.MOST
                    && values <= profile.values().size() / 2
                    && AppFromFile.nature(profile, guesses.getFirst()) == Nature.NAME
                    && keyGuess().isPresent();
        }

        private void typeChanged(Guess before, Guess now) {
            OwnForm own = ownForms.get(column);
            if (own != null) {
                own.chosen(own.id().equals(now.target()));
            }
            follow();
            offerTitles();
            look();
            if (!Objects.equals(before == null ? null : before.target(), now.target())) {
                forms.changed();
            }
        }

        void choose(Guess wanted) {
            type.getListDataView()
                    .getItems()
                    .filter(guess -> Objects.equals(guess.target(), wanted.target())
                            && (wanted.target() != null || guess.equals(wanted)))
                    .findFirst()
                    .ifPresent(type::setValue);
        }

        /** Whether what the column becomes has changed by that. */
        boolean offerLinks() {
            Guess before = type.getValue();
            List<Guess> items = new ArrayList<>();
            Guess likely = null;
            for (Link link : sheet.links()) {
                if (link.column() == column && forms.mayLink(link)) {
                    Guess guess = maker.linkTo(forms.form(link.sheet()));
                    items.add(guess);
                    likely = likely == null && link.isProposed() ? guess : likely;
                }
            }
            OwnForm own = ownForms.get(column);
            if (own != null && keyGuess().isPresent()) {
                items.add(maker.linkTo(own.id()));
            }
            List<Guess> all = new ArrayList<>(guesses);
            if (likely == null) {
                all.addAll(items);
            } else {
                all.addAll(0, items);
            }
            type.setItems(all);
            Guess back = lost;
            Guess now;
            if (likely != null && !begun) {
                now = likely;
            } else if (back != null && all.contains(back)) {
                now = back;
                lost = null;
            } else if (all.contains(before)) {
                now = before;
            } else {
                // Its form may come back.
                lost = before;
                now = guesses.getFirst();
            }
            begun |= forms.isWhole();
            type.setValue(now);
            follow();
            return !Objects.equals(before.target(), now.target());
        }

        Optional<Link> link() {
            Guess guess = guess();
            return sheet.links().stream()
                    .filter(link ->
                            link.column() == column && forms.form(link.sheet()).equals(guess.target()))
                    .findFirst();
        }

        void refer(boolean wanted) {
            if (wanted == referredTo) {
                return;
            }
            referredTo = wanted;
            unique.setReadOnly(wanted);
            unique.setValue(wanted || proposed);
            unique.setTooltipText(wanted ? t("record.newApp.unique.needed") : "");
        }

        private void follow() {
            Guess guess = guess();
            boolean possible = distinct && guess.type().supportsUnique() && guess.target() == null;
            unique.setVisible(possible);
            if (!possible) {
                unique.setValue(false);
            }
            ValueKind kind = guess.type().valueKind();
            order.setVisible(openDates && (kind == ValueKind.DATE || kind == ValueKind.DATE_TIME));
            showMembership();
        }

        private void showMembership() {
            String into = ownForms.values().stream()
                    .filter(own -> own.isAccepted() && own.members().contains(column))
                    .map(OwnForm::label)
                    .findFirst()
                    .orElse("");
            String words = into.isEmpty()
                    ? link().map(link -> t(
                                    "record.newApp.link.fits",
                                    link.fits() + link.respelled(),
                                    forms.label(forms.form(link.sheet())),
                                    link.unknown(),
                                    link.respelled(),
                                    link.empty()))
                            .orElse("")
                    : t("record.newApp.own.member", into);
            linked.setText(words);
            linked.setVisible(!words.isEmpty());
            unique.getElement().setEnabled(into.isEmpty() && keep.getValue());
        }

        boolean mayBeTitle() {
            return keep.getValue() && guess().type().usableAsTitle() && guess().target() == null && !isMember(column);
        }

        Wanted wanted(boolean isTitle) {
            return new Wanted(column, name(), guess(), unique.getValue(), isTitle);
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
            Optional<Link> link = link();
            if (link.isPresent()) {
                Set<String> strangers = new HashSet<>(link.get().strangers());
                String target = forms.label(forms.form(link.get().sheet()));
                return cell -> {
                    if (strangers.contains(cell.strip())) {
                        throw new ValueFormatException("record.newApp.link.unknown", target);
                    }
                };
            }
            CellContext known = profile.context();
            @Nullable DateOrder said = order.isVisible() ? order.getValue() : known.dates();
            DateOrder dates = said == null ? DateOrder.DAY_FIRST : said;
            return check(guess().type(), guess().config(), new CellContext(format, dates, known.decimals()));
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
