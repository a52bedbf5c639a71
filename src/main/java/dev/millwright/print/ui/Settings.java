package dev.millwright.print.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyKind;
import dev.millwright.print.PrintEdit;
import dev.millwright.print.PrintEditor;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import dev.millwright.ui.Icons;
import dev.millwright.ui.SettingsLayout;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** The settings of one thing in the print designer; they stay as they are, focus included, while the same thing stays selected. */
abstract class Settings extends Composite<Div> {

    /** Hears what is changed. */
    interface Listener {

        /**
         * @param typing whether it is part of typing, which is undone as a whole
         */
        void edit(PrintEdit edit, boolean typing);
    }

    private final Listener listener;

    Settings(Listener listener, String icon, String title) {
        this.listener = listener;
        Div head = new Div(Icons.of(icon), new H3(title));
        head.addClassName("mw-settings-head");
        getContent().add(head);
    }

    /** Whether they are about what is selected. */
    abstract boolean fits(PrintEditor editor);

    abstract void update(PrintEditor editor, Problems problems);

    final void edit(PrintEdit edit) {
        listener.edit(edit, false);
    }

    final void type(PrintEdit edit) {
        listener.edit(edit, true);
    }

    final void add(Component... parts) {
        getContent().add(parts);
    }

    final void heading(String text) {
        add(SettingsLayout.heading(text));
    }

    /** What can be done with elements beside their settings. */
    final Component buttons(List<UUID> elements) {
        Set<UUID> all = Set.copyOf(elements);
        Button front = new Button(t("print.settings.front"), click -> edit(new PrintEdit.OrderElements(all, true)));
        Button back = new Button(t("print.settings.back"), click -> edit(new PrintEdit.OrderElements(all, false)));
        Button remove = new Button(
                t("print.canvas.remove"), Icons.of("vaadin:trash"), click -> edit(new PrintEdit.RemoveElements(all)));
        Stream.of(front, back, remove)
                .forEach(button -> button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY));
        remove.addThemeVariants(ButtonVariant.LUMO_ERROR);
        Div buttons = new Div(front, back, remove);
        buttons.addClassName("mw-print-element-buttons");
        return buttons;
    }

    static Label label(String key) {
        String text = t("print.settings." + key);
        return Label.of(text, text);
    }

    static PropertyKind.Choice choice(Stream<PropertyKind.Choice.Option> options) {
        return new PropertyKind.Choice(options.toList());
    }

    static <C> ConfigProperty<C, Double> length(
            String name, double least, double most, Function<C, Double> getter, BiFunction<C, Double, C> wither) {
        return ConfigProperty.of(
                name,
                label(name),
                new PropertyKind.Custom<>((context, value) -> {
                    NumberField field = new NumberField(t("print.settings." + name));
                    field.setMin(least);
                    field.setMax(most);
                    field.setStep(0.1);
                    field.setSuffixComponent(new Span("mm"));
                    field.setWidthFull();
                    field.setValue(value.get());
                    field.setValueChangeMode(ValueChangeMode.ON_CHANGE);
                    field.addValueChangeListener(change -> {
                        Double length = change.getValue();
                        if (change.isFromClient() && length != null && length >= least && length <= most) {
                            value.set(length);
                        }
                    });
                    return field;
                }),
                getter,
                wither);
    }
}
