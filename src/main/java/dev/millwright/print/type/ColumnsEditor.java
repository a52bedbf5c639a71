package dev.millwright.print.type;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.form.ColumnFigure;
import dev.millwright.print.spi.PrintPort;
import dev.millwright.print.spi.PrintPort.Option;
import dev.millwright.print.spi.TextAlign;
import dev.millwright.print.spi.TextFormat;
import dev.millwright.print.type.TableElementType.Column;
import dev.millwright.print.type.TableElementType.Config;
import dev.millwright.shared.Label;
import dev.millwright.ui.Icons;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The columns of a table: which fields, in which order, how wide. */
final class ColumnsEditor extends Composite<Div> {

    private static final Label COLUMNS = Label.of("Columns", "列");
    private static final Label ADD = Label.of("Add a column", "添加列");
    private static final Label FIELD = Label.of("Field", "字段");
    private static final Label HEADING = Label.of("Other heading", "改用其他表头");
    private static final Label WIDTH = Label.of("Width (share)", "宽度（比例）");
    private static final Label ALIGNED = Label.of("Aligned", "对齐");
    private static final Label FORMAT = Label.of("Written as", "显示格式");
    private static final Label BELOW = Label.of("In the last line", "末行显示");
    private static final Label UP = Label.of("Move up", "上移");
    private static final Label DOWN = Label.of("Move down", "下移");
    private static final Label REMOVE = Label.of("Remove", "删除");
    private static final Label MORE = Label.of("How it looks", "显示方式");

    private final Locale locale;
    private final PropertyKind.ValueAccess<Config> value;
    private final List<Option> options;

    ColumnsEditor(PropertyContext context, PropertyKind.ValueAccess<Config> value) {
        this.locale = context.locale();
        this.value = value;
        this.options = context.port(PrintPort.class)
                .map(port -> port.values(value.get().rows()))
                .orElse(List.of());
        getContent().addClassName("mw-table-columns");
        draw();
    }

    private void draw() {
        getContent().removeAll();
        Span title = new Span(COLUMNS.in(locale));
        title.addClassName("mw-settings-group");
        getContent().add(title);
        List<Column> columns = value.get().all();
        for (int i = 0; i < columns.size(); i++) {
            getContent().add(row(i, columns.get(i)));
        }
        Button add = new Button(ADD.in(locale), Icons.of("vaadin:plus"), click -> {
            List<Column> more = new ArrayList<>(value.get().all());
            options.stream()
                    .filter(option -> more.stream().noneMatch(c -> c.path().equals(option.value())))
                    .findFirst()
                    .ifPresent(option -> {
                        more.add(new Column(option.value(), "", 1, TextAlign.LEFT, TextFormat.USUAL, false));
                        set(more);
                        draw();
                    });
        });
        add.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        getContent().add(add);
    }

    private Div row(int index, Column column) {
        ComboBox<Option> field = new ComboBox<>();
        field.setAriaLabel(FIELD.in(locale));
        field.setItemLabelGenerator(Option::label);
        field.setItems(options);
        field.setWidthFull();
        options.stream()
                .filter(option -> option.value().equals(column.path()))
                .findFirst()
                .ifPresent(field::setValue);
        field.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                String path = change.getValue().value();
                change(index, c -> new Column(path, c.label(), c.width(), c.align(), c.format(), c.sum(), c.figure()));
            }
        });
        Div head = new Div(
                field,
                icon("vaadin:arrow-up", UP, index > 0, () -> move(index, -1)),
                icon("vaadin:arrow-down", DOWN, index + 1 < value.get().all().size(), () -> move(index, 1)),
                icon("vaadin:close-small", REMOVE, true, () -> {
                    List<Column> fewer = new ArrayList<>(value.get().all());
                    fewer.remove(index);
                    set(fewer);
                    draw();
                }));
        head.addClassName("mw-table-column-head");
        Div row = new Div(head, new Details(MORE.in(locale), looks(index, column)));
        row.addClassName("mw-table-column");
        return row;
    }

    private Div looks(int index, Column column) {
        TextField heading = new TextField(HEADING.in(locale));
        heading.setWidthFull();
        heading.setValue(column.label() == null ? "" : column.label());
        heading.setValueChangeMode(ValueChangeMode.ON_BLUR);
        heading.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                change(
                        index,
                        c -> new Column(
                                c.field(), change.getValue(), c.width(), c.align(), c.format(), c.sum(), c.figure()));
            }
        });
        NumberField width = new NumberField(WIDTH.in(locale));
        width.setMin(0.1);
        width.setMax(100);
        width.setStep(0.1);
        width.setWidthFull();
        width.setValue(column.share());
        width.addValueChangeListener(change -> {
            Double share = change.getValue();
            if (change.isFromClient() && share != null && share >= 0.1 && share <= 100) {
                change(index, c -> new Column(c.field(), c.label(), share, c.align(), c.format(), c.sum(), c.figure()));
            }
        });
        Select<TextAlign> align = new Select<>();
        align.setLabel(ALIGNED.in(locale));
        align.setItems(TextAlign.values());
        align.setItemLabelGenerator(side -> switch (side) {
            case LEFT -> Label.of("Left", "左对齐").in(locale);
            case CENTER -> Label.of("Centre", "居中").in(locale);
            case RIGHT -> Label.of("Right", "右对齐").in(locale);
        });
        align.setWidthFull();
        align.setValue(column.side());
        align.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                change(
                        index,
                        c -> new Column(
                                c.field(), c.label(), c.width(), change.getValue(), c.format(), c.sum(), c.figure()));
            }
        });
        Select<TextFormat> format = new Select<>();
        format.setLabel(FORMAT.in(locale));
        format.setItems(TextFormat.values());
        format.setItemLabelGenerator(one -> one.label().in(locale));
        format.setWidthFull();
        format.setValue(column.written());
        format.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                change(
                        index,
                        c -> new Column(
                                c.field(), c.label(), c.width(), c.align(), change.getValue(), c.sum(), c.figure()));
            }
        });
        Select<ColumnFigure> below = new Select<>();
        below.setLabel(BELOW.in(locale));
        below.setItems(ColumnFigure.values());
        below.setItemLabelGenerator(figure -> figure.label().in(locale));
        below.setWidthFull();
        below.setValue(column.below());
        below.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                change(index, c -> c.withBelow(change.getValue()));
            }
        });
        Div looks = new Div(heading, width, align, format, below);
        looks.addClassName("mw-table-column-looks");
        return looks;
    }

    private Button icon(String icon, Label label, boolean enabled, Runnable action) {
        Button button = new Button(Icons.of(icon), click -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        button.setAriaLabel(label.in(locale));
        button.setTooltipText(label.in(locale));
        button.setEnabled(enabled);
        return button;
    }

    private void move(int index, int step) {
        List<Column> moved = new ArrayList<>(value.get().all());
        moved.add(index + step, moved.remove(index));
        set(moved);
        draw();
    }

    private void change(int index, UnaryOperator<Column> change) {
        List<Column> changed = new ArrayList<>(value.get().all());
        changed.set(index, change.apply(changed.get(index)));
        set(changed);
    }

    private void set(List<Column> columns) {
        Config config = value.get();
        value.set(new Config(
                config.source(), columns, config.numbered(), config.count(), config.size(), config.header()));
    }
}
