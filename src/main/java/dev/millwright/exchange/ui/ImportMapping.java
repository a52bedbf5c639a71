package dev.millwright.exchange.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.millwright.app.Action;
import dev.millwright.exchange.Imports.Flat;
import dev.millwright.exchange.Imports.Grouped;
import dev.millwright.exchange.Imports.Line;
import dev.millwright.exchange.Imports.LineKind;
import dev.millwright.exchange.Imports.LinesPlan;
import dev.millwright.exchange.Imports.Mode;
import dev.millwright.exchange.Imports.Odd;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.Imports.Preview;
import dev.millwright.exchange.Imports.Reading;
import dev.millwright.field.DateOrder;
import dev.millwright.field.FormatContext;
import dev.millwright.form.PublishedField;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.ValueKind;
import dev.millwright.workspace.ui.OpenForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows the beginning of a file and asks which column goes where, and what becomes of records that are there already. */
final class ImportMapping extends Div {

    private static final int SHOWN_ROWS = 6;

    private final transient OpenForm form;
    private final transient Preview preview;
    private final transient FormatContext format;
    private final transient FieldRights rights;
    private final Map<Integer, Select<Target>> selects = new LinkedHashMap<>();
    private final Map<Integer, Span> belonging = new LinkedHashMap<>();
    private final transient Function<Plan, Grouped> count;
    private final FlatChoice flat;
    private final Map<Integer, Select<DateOrder>> orders = new LinkedHashMap<>();
    private final Map<Checkbox, LinesPlan> lines = new LinkedHashMap<>();
    private final Select<Mode> mode = new Select<>();
    private final Select<String> key = new Select<>();
    private final Select<Boolean> empty = new Select<>();
    private final Paragraph left = new Paragraph();
    private final Paragraph filled = new Paragraph();
    private final Div shut = new Div();
    private final TotalsChoice totals;
    private final Div problem = new Div();

    /**
     * Where a column may go.
     *
     * @param lines what the field is of; null for one of the record
     */
    record Target(@Nullable LineKind lines, PublishedField<?, ?> field) {

        String label() {
            return lines == null ? field.label() : t("record.import.flat.field", lines.label(), field.label());
        }

        boolean isOf(String part) {
            return lines != null && lines.part().equals(part);
        }
    }

    /**
     * @param count how the rows of the file come together by a plan that has records and lines in one sheet
     * @param known how dates are read that end with the year, by column, as far as the person has said so already
     * @param again called with sheet and line of the heading when others are wanted
     * @param reread called when the file is to be read in another way
     */
    ImportMapping(
            OpenForm form,
            String name,
            Preview preview,
            Map<Integer, DateOrder> known,
            FormatContext format,
            BiConsumer<Integer, Long> again,
            Consumer<Reading> reread,
            Function<Plan, Grouped> count,
            Consumer<Plan> check,
            Button other) {
        this.form = form;
        this.preview = preview;
        this.count = count;
        this.flat = new FlatChoice(preview.columns(), preview.flat(), this::regroup);
        this.format = format;
        this.rights = form.fieldsOfNew();
        this.totals = new TotalsChoice(preview.totals());
        Flat proposed = preview.flat();
        long recognised = preview.mapping().values().stream()
                .flatMap(field -> form.form().field(field).stream())
                .filter(preview::fills)
                .count();
        addClassName("mw-import-mapping");
        problem.addClassName("mw-import-problem");
        shut.addClassName("mw-import-problem");
        Button go = new Button(t("record.import.check", preview.rows()), click -> check(check));
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Div buttons = new Div(go, other);
        buttons.addClassName("mw-import-buttons");
        add(
                new H2(t("record.import.mapping", name, preview.rows())),
                new Paragraph(t(
                        "record.import.mappingText",
                        recognised + (proposed == null ? 0 : proposed.mapping().size()),
                        preview.columns().size()
                                - (preview.columns().contains(t("record.import.reasonColumn")) ? 1 : 0))),
                left,
                filled,
                attachments(),
                new FileNotes(preview.notes()),
                totals,
                where(again, reread),
                columns(),
                flat,
                lines(),
                dates(known),
                existing(),
                shut,
                problem,
                buttons);
        follow();
        totals.addChoiceListener(this::regroup);
        regroup();
    }

    /** Which fields stay empty, whatever the file has. */
    private Paragraph attachments() {
        List<String> fields = form.form().fields().stream()
                .filter(field -> field.kind() == ValueKind.FILE && !preview.fills(field))
                .map(PublishedField::label)
                .toList();
        Paragraph words = new Paragraph(t("record.import.files", String.join(", ", fields)));
        words.setVisible(!fields.isEmpty());
        return words;
    }

    private Div where(BiConsumer<Integer, Long> again, Consumer<Reading> reread) {
        Div row = new Div();
        row.addClassName("mw-import-options");
        if (preview.sheets().size() > 1) {
            Select<Integer> sheet = new Select<>();
            sheet.setLabel(t("record.import.sheet"));
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i < preview.sheets().size(); i++) {
                numbers.add(i);
            }
            sheet.setItems(numbers);
            sheet.setItemLabelGenerator(number -> preview.sheets().get(number));
            sheet.setValue(preview.sheet());
            sheet.addValueChangeListener(change -> again.accept(change.getValue(), -1L));
            row.add(sheet);
        }
        Select<Line> heading = headings(preview.above(), preview.heading());
        heading.addValueChangeListener(
                change -> again.accept(preview.sheet(), change.getValue().number()));
        row.add(heading);
        ReadingChoice.of(preview.reading(), reread).forEach(row::add);
        return row;
    }

    /** The first lines of a file, of which one holds the headings. */
    static Select<Line> headings(List<Line> lines, long chosen) {
        Select<Line> heading = new Select<>();
        heading.setLabel(t("record.import.heading"));
        heading.setItems(lines);
        heading.setItemLabelGenerator(line -> t(
                "record.import.headingLine",
                line.number(),
                line.cells().stream()
                        .filter(cell -> !cell.isBlank())
                        .limit(4)
                        .map(cell -> cell.length() > 20 ? cell.substring(0, 20) + "…" : cell)
                        .collect(Collectors.joining(" · "))));
        lines.stream().filter(line -> line.number() == chosen).findFirst().ifPresent(heading::setValue);
        heading.addClassName("mw-import-wide");
        return heading;
    }

    /** Asks which comes first in the dates of a column. */
    static void orders(Select<DateOrder> order, String heading) {
        order.setLabel(t("record.import.dates", heading));
        order.setItems(DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST);
        order.setPlaceholder(t("record.import.dates.choose"));
        order.setItemLabelGenerator(choice ->
                choice == DateOrder.DAY_FIRST ? t("record.import.dates.day") : t("record.import.dates.month"));
        order.addClassName("mw-import-wide");
    }

    private Grid<List<String>> columns() {
        List<Target> targets = new ArrayList<>();
        form.form().fields().stream().filter(preview::fills).forEach(field -> targets.add(new Target(null, field)));
        preview.kinds().forEach(kind -> kind.fields().forEach(field -> targets.add(new Target(kind, field))));
        Flat proposed = preview.flat();
        Grid<List<String>> grid = new Grid<>();
        grid.addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_COLUMN_BORDERS);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        for (int i = 0; i < preview.columns().size(); i++) {
            int column = i;
            String title = preview.columns().get(i);
            Select<Target> select = new Select<>();
            select.setItems(targets);
            select.setEmptySelectionAllowed(true);
            select.setEmptySelectionCaption(t("record.import.skip"));
            select.setItemLabelGenerator(target -> target == null ? t("record.import.skip") : target.label());
            String known = preview.mapping().get(i);
            String ofLines = proposed == null ? null : proposed.mapping().get(i);
            targets.stream()
                    .filter(target -> target.lines() == null
                            ? target.field().key().equals(known)
                            : proposed != null
                                    && target.isOf(proposed.part())
                                    && target.field().key().equals(ofLines))
                    .findFirst()
                    .ifPresent(select::setValue);
            select.setWidthFull();
            select.setAriaLabel(t("record.import.fieldOf", title));
            select.addValueChangeListener(change -> {
                follow();
                regroup();
            });
            selects.put(i, select);
            Span belongs = new Span();
            belongs.addClassName("mw-import-belongs");
            belonging.put(i, belongs);
            Div heading =
                    new Div(new Span(title.isEmpty() ? t("record.import.noHeading", i + 1) : title), select, belongs);
            heading.addClassName("mw-import-heading");
            grid.addColumn(row -> column < row.size() ? row.get(column) : "")
                    .setHeader(heading)
                    .setWidth("12rem")
                    .setFlexGrow(1);
        }
        grid.setItems(preview.sample().stream().limit(SHOWN_ROWS).toList());
        return grid;
    }

    /** The lines that the file has on other sheets, each kind to be taken or left. */
    private Div lines() {
        Div all = new Div();
        all.addClassName("mw-import-lines");
        all.setVisible(!preview.lines().isEmpty());
        all.add(new H3(t("record.import.lines")));
        preview.lines().forEach(found -> {
            Checkbox take = new Checkbox(
                    t("record.import.lines.take", found.sheet(), found.label(), found.rows(), found.by()), true);
            lines.put(take, found.plan());
            all.add(new Div(take));
            if (!found.left().isEmpty()) {
                all.add(new Paragraph(t(
                        "record.import.lines.left",
                        found.sheet(),
                        String.join(t("record.import.listed"), found.left()))));
            }
        });
        all.add(new Paragraph(t("record.import.lines.help")));
        return all;
    }

    /** One question for each column whose dates nobody can read without being told. */
    private Div dates(Map<Integer, DateOrder> known) {
        Div row = new Div();
        row.addClassName("mw-import-options");
        for (Integer column : preview.openDates().stream().sorted().toList()) {
            Select<DateOrder> order = new Select<>();
            orders(order, preview.columns().get(column));
            order.setValue(known.get(column));
            String example = preview.sample().stream()
                    .filter(cells -> column < cells.size()
                            && DateOrder.YEAR_LAST.matcher(cells.get(column)).lookingAt())
                    .map(cells -> cells.get(column))
                    .findFirst()
                    .orElse("03/04/2025");
            order.setHelperText(t("record.import.dates.help", example));
            orders.put(column, order);
            row.add(order);
        }
        return row;
    }

    private Div existing() {
        mode.setLabel(t("record.import.mode"));
        List<Mode> modes = new ArrayList<>();
        boolean create = form.may(Action.CREATE);
        boolean change = form.may(Action.CHANGE);
        if (create && change) {
            modes.add(Mode.BOTH);
        }
        if (create) {
            modes.add(Mode.ADD);
        }
        if (change) {
            modes.add(Mode.UPDATE);
        }
        mode.setItems(modes);
        mode.setItemLabelGenerator(one -> switch (one) {
            case BOTH -> t("record.import.mode.both");
            case ADD -> t("record.import.mode.add");
            case UPDATE -> t("record.import.mode.update");
        });
        mode.setValue(modes.contains(preview.mode()) ? preview.mode() : modes.getFirst());
        mode.addClassName("mw-import-wide");
        mode.addValueChangeListener(chosen -> follow());
        key.addValueChangeListener(chosen -> follow());
        key.setLabel(t("record.import.key"));
        key.setItems(preview.keys());
        key.setItemLabelGenerator(
                one -> form.form().field(one).<String>map(PublishedField::label).orElse(one));
        String wanted = preview.key();
        if (wanted != null) {
            key.setValue(wanted);
        } else if (!preview.keys().isEmpty()) {
            key.setValue(preview.keys().getFirst());
        }
        empty.setLabel(t("record.import.empty"));
        empty.setItems(false, true);
        empty.setItemLabelGenerator(clears -> t(clears ? "record.import.empty.clear" : "record.import.empty.leave"));
        empty.setValue(preview.emptyClears());
        Div row = new Div(mode, key, empty);
        row.addClassName("mw-import-options");
        row.setVisible(!preview.keys().isEmpty());
        return row;
    }

    /** Asks only what matters for the chosen columns. */
    private void follow() {
        String unused = selects.entrySet().stream()
                .filter(entry -> entry.getValue().getValue() == null)
                .map(entry -> preview.columns().get(entry.getKey()))
                .filter(heading -> !heading.isBlank() && !heading.equals(t("record.import.reasonColumn")))
                .collect(Collectors.joining(t("record.import.listed")));
        left.setText(t("record.import.mappingLeft", unused));
        left.setVisible(!unused.isEmpty());
        String itself = filledByItself();
        filled.setText(t("record.import.filledByItself", itself));
        filled.setVisible(!itself.isEmpty());
        String closed = closed();
        shut.setText(t("record.import.error.shut", closed));
        shut.setVisible(!closed.isEmpty());
        key.setVisible(mode.getValue() != Mode.ADD);
        empty.setVisible(mode.getValue() != Mode.ADD);
        orders.forEach((column, order) -> {
            Select<Target> select = selects.get(column);
            Target target = select == null ? null : select.getValue();
            PublishedField<?, ?> field = target == null ? null : target.field();
            order.setVisible(field != null && (field.kind() == ValueKind.DATE || field.kind() == ValueKind.DATE_TIME));
        });
    }

    /** Labels of fields that no column goes to and that the form may fill in new records. */
    private String filledByItself() {
        if (chosen() == Mode.UPDATE) {
            return "";
        }
        List<Target> chosen = selects.values().stream()
                .flatMap(select -> Optional.ofNullable(select.getValue()).stream())
                .toList();
        Stream<Target> ofRecord = form.form().filledByItself().stream()
                .filter(PublishedField::takesImported)
                .map(field -> new Target(null, field));
        Stream<Target> ofLines = chosen.stream()
                .flatMap(target -> Optional.ofNullable(target.lines()).stream())
                .distinct()
                .flatMap(kind -> kind.fields().stream()
                        .filter(field -> kind.filled().contains(field.key()))
                        .map(field -> new Target(kind, field)));
        return Stream.concat(ofRecord, ofLines)
                .filter(target -> !chosen.contains(target))
                .map(Target::label)
                .collect(Collectors.joining(t("record.import.listed")));
    }

    /** Labels of the chosen fields that the person may not fill in new records. */
    private String closed() {
        Mode chosen = chosen();
        if (chosen == Mode.UPDATE) {
            return "";
        }
        return selects.values().stream()
                .flatMap(select -> Optional.ofNullable(select.getValue()).stream())
                .filter(target -> !isOpen(target, chosen))
                .map(Target::label)
                .collect(Collectors.joining(t("record.import.listed")));
    }

    private boolean isOpen(Target target, Mode chosen) {
        LineKind kind = target.lines();
        if (kind != null) {
            return rights.opens(kind.part());
        }
        String field = target.field().key();
        return rights.opens(field) || (chosen != Mode.ADD && field.equals(key.getValue()));
    }

    /** The chosen fields of the record, by column. */
    private Map<Integer, String> mapping() {
        Map<Integer, String> mapping = new LinkedHashMap<>();
        selects.forEach((column, select) -> {
            Target target = select.getValue();
            if (target != null && target.lines() == null) {
                mapping.put(column, target.field().key());
            }
        });
        return mapping;
    }

    /** The chosen fields of lines, by column. */
    private Map<Integer, Target> ofLines() {
        Map<Integer, Target> mapping = new LinkedHashMap<>();
        selects.forEach((column, select) -> {
            Target target = select.getValue();
            if (target != null && target.lines() != null) {
                mapping.put(column, target);
            }
        });
        return mapping;
    }

    /** The lines that the columns belong to; nothing when there are none, or several. */
    private Optional<LineKind> kind() {
        List<LineKind> kinds = ofLines().values().stream()
                .flatMap(target -> Optional.ofNullable(target.lines()).stream())
                .distinct()
                .toList();
        return kinds.size() == 1 ? Optional.of(kinds.getFirst()) : Optional.empty();
    }

    private @Nullable Flat flat() {
        Map<Integer, String> mapping = new LinkedHashMap<>();
        ofLines().forEach((column, target) -> mapping.put(column, target.field().key()));
        Integer likely = preview.keys().stream()
                .flatMap(key -> mapping().entrySet().stream()
                        .filter(one -> one.getValue().equals(key))
                        .map(Map.Entry::getKey))
                .findFirst()
                .orElse(null);
        return kind().map(kind -> flat.of(kind.part(), mapping, mapping().keySet(), likely))
                .orElse(null);
    }

    /** What of the columns cannot go together; empty when all can. */
    private String clash() {
        Map<Integer, Target> lines = ofLines();
        boolean twice = Stream.of(
                        mapping().values().stream(),
                        lines.values().stream()
                                .map(target ->
                                        target.label() + " " + target.field().id()))
                .flatMap(some -> some)
                .collect(Collectors.groupingBy(one -> one, Collectors.counting()))
                .values()
                .stream()
                .anyMatch(times -> times > 1);
        if (twice) {
            return t("record.import.error.mappedTwice");
        }
        if (!lines.isEmpty() && kind().isEmpty()) {
            return t("record.import.error.manyKinds");
        }
        return "";
    }

    /** Says anew how the rows come together. */
    private void regroup() {
        Map<Integer, Target> ofLines = ofLines();
        belonging.forEach((column, words) -> {
            Target target = ofLines.get(column);
            LineKind kind = target == null ? null : target.lines();
            boolean isMapped = selects.get(column) != null
                    && Objects.requireNonNull(selects.get(column)).getValue() != null;
            words.setText(kind != null ? kind.label() : isMapped ? form.form().label() : "");
            words.getElement().getClassList().set("mw-import-of-lines", kind != null);
            words.setVisible(!ofLines.isEmpty());
        });
        lines.forEach(
                (take, plan) -> take.setEnabled(ofLines.values().stream().noneMatch(one -> one.isOf(plan.part()))));
        boolean fits = !ofLines.isEmpty() && clash().isEmpty();
        flat.setVisible(fits);
        LineKind kind = kind().orElse(null);
        if (fits && kind != null && rights.opens(kind.part())) {
            flat.show(
                    kind.label(),
                    preview.rows() - totals.leftOut().size(),
                    count.apply(plan(mapping(), Map.of(), chosen())));
        }
    }

    private Mode chosen() {
        return preview.keys().isEmpty() ? Mode.ADD : Objects.requireNonNull(mode.getValue());
    }

    private void check(Consumer<Plan> check) {
        Map<Integer, String> mapping = mapping();
        Map<Integer, DateOrder> dates = new HashMap<>();
        boolean open = false;
        for (Map.Entry<Integer, Select<DateOrder>> entry : orders.entrySet()) {
            Select<DateOrder> order = entry.getValue();
            if (order.isVisible() && order.getValue() == null) {
                order.setInvalid(true);
                order.setErrorMessage(t("record.import.dates.open"));
                open = true;
            } else if (order.isVisible()) {
                dates.put(entry.getKey(), order.getValue());
            }
        }
        Mode chosen = chosen();
        String by = chosen == Mode.ADD ? null : key.getValue();
        if (mapping.isEmpty()) {
            problem.setText(t("record.import.error.nothingMapped"));
        } else if (!clash().isEmpty()) {
            problem.setText(clash());
        } else if (flat.isVisible() && flat.isTooLong()) {
            // The flat sheet says so itself.
            problem.setText("");
        } else if (by != null && !mapping.containsValue(by)) {
            problem.setText(t("record.import.error.key"));
        } else if (shut.isVisible()) {
            // What stands above the button says why.
            problem.setText("");
        } else if (!open) {
            check.accept(plan(mapping, dates, chosen));
        }
    }

    private Plan plan(Map<Integer, String> mapping, Map<Integer, DateOrder> dates, Mode chosen) {
        String by = chosen == Mode.ADD ? null : key.getValue();
        Flat beside = flat();
        return new Plan(preview.sheet(), preview.heading(), mapping, dates, chosen, by, false, format)
                .emptyClears(chosen != Mode.ADD && empty.getValue())
                .odd(new Odd(totals.leftOut(), false))
                .flat(beside)
                .lines(lines.entrySet().stream()
                        .filter(one -> one.getKey().getValue())
                        .map(Map.Entry::getValue)
                        .filter(sheet -> beside == null || !sheet.part().equals(beside.part()))
                        .toList());
    }
}
