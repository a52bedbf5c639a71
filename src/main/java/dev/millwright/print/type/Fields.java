package dev.millwright.print.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.print.spi.PrintPort;
import dev.millwright.print.spi.PrintPort.Option;
import dev.millwright.shared.Label;
import dev.millwright.ui.LimitedText;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Settings that choose a field of the record. */
final class Fields {

    private static final Label INSERT = Label.of("Insert a field", "插入字段");

    private Fields() {}

    /** Chooses one field. */
    static <C> ConfigProperty<C, String> one(
            String name, Label label, Function<C, String> getter, BiFunction<C, String, C> wither) {
        return ConfigProperty.<C, String>of(
                        name,
                        label,
                        new PropertyKind.Custom<>((context, value) -> {
                            List<Option> options = values(context);
                            ComboBox<Option> box = new ComboBox<>(label.in(context.locale()));
                            box.setWidthFull();
                            box.setItemLabelGenerator(Option::label);
                            box.setItems(options);
                            options.stream()
                                    .filter(option -> option.value().equals(value.get()))
                                    .findFirst()
                                    .ifPresent(box::setValue);
                            box.addValueChangeListener(change -> {
                                if (change.isFromClient() && change.getValue() != null) {
                                    value.set(change.getValue().value());
                                }
                            });
                            return box;
                        }),
                        getter,
                        wither)
                .asContent();
    }

    /** A text with fields in it. */
    static <C> ConfigProperty<C, String> text(
            String name, Label label, Function<C, String> getter, BiFunction<C, String, C> wither) {
        return ConfigProperty.<C, String>of(
                        name,
                        label,
                        new PropertyKind.Custom<>((context, value) -> textEditor(label, context, value)),
                        getter,
                        wither)
                .asContent();
    }

    private static Component textEditor(Label label, PropertyContext context, PropertyKind.ValueAccess<String> value) {
        TextArea area = new TextArea(label.in(context.locale()));
        area.setWidthFull();
        area.setMinRows(2);
        area.setMaxRows(10);
        area.setValue(value.get());
        area.setValueChangeMode(ValueChangeMode.LAZY);
        area.setValueChangeTimeout(400);
        area.setManualValidation(true);
        LimitedText.upTo(4_000, area, value::set);
        Button insert = new Button(INSERT.in(context.locale()));
        insert.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        ContextMenu menu = new ContextMenu(insert);
        menu.setOpenOnClick(true);
        for (Option option : values(context)) {
            menu.addItem(option.label(), click -> {
                String text = area.getValue() + "{" + option.value() + "}";
                area.setValue(text);
                LimitedText.showProblem(area, null);
                if (LimitedText.fits(area)) {
                    value.set(text);
                }
            });
        }
        Div editor = new Div(area, insert);
        editor.addClassName("mw-text-with-fields");
        return editor;
    }

    private static List<Option> values(PropertyContext context) {
        return context.port(PrintPort.class).map(PrintPort::values).orElse(List.of());
    }
}
