package dev.millwright.form.part;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.form.ColumnFigure;
import dev.millwright.form.part.SubFormPartType.Config;
import dev.millwright.form.spi.LineColumns;
import dev.millwright.form.spi.LineColumns.LineColumn;
import dev.millwright.shared.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What stands below each column of numbers. */
final class FiguresEditor extends Composite<Div> {

    private static final Label TITLE = Label.of("Below the columns", "列末显示");
    private static final Label USUAL = Label.of("As usual", "默认");
    private static final Label HELP = Label.of(
            "As usual: the sum, but not of percentages and of what a formula multiplies, such as a unit price.",
            "默认显示合计；百分比以及单价等参与相乘的数除外。");

    FiguresEditor(PropertyContext context, PropertyKind.ValueAccess<Config> value) {
        UUID form = value.get().form();
        List<LineColumn> columns = form == null
                ? List.of()
                : context.port(LineColumns.class)
                        .map(port -> port.numbers(form))
                        .orElse(List.of());
        getContent().addClassName("mw-line-figures");
        getContent().setVisible(!columns.isEmpty());
        Span title = new Span(TITLE.in(context.locale()));
        title.addClassName("mw-settings-group");
        Span help = new Span(HELP.in(context.locale()));
        help.addClassName("mw-secondary");
        getContent().add(title);
        columns.forEach(column -> getContent().add(select(column, context.locale(), value)));
        getContent().add(help);
    }

    private static Select<String> select(LineColumn column, Locale locale, PropertyKind.ValueAccess<Config> value) {
        List<String> keys = new ArrayList<>();
        keys.add("");
        for (ColumnFigure figure : ColumnFigure.values()) {
            keys.add(figure.key());
        }
        Select<String> select = new Select<>();
        select.setLabel(column.label());
        select.setWidthFull();
        select.setItems(keys);
        select.setItemLabelGenerator(key ->
                ColumnFigure.of(key).map(ColumnFigure::label).orElse(USUAL).in(locale));
        select.setValue(
                value.get().figure(column.field()).map(ColumnFigure::key).orElse(""));
        select.addValueChangeListener(change -> {
            Optional<ColumnFigure> chosen = ColumnFigure.of(change.getValue());
            if (change.isFromClient() && !chosen.equals(value.get().figure(column.field()))) {
                value.set(value.get().withFigure(column.field(), chosen.orElse(null)));
            }
        });
        return select;
    }
}
