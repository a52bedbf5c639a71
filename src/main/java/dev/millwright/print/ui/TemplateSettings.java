package dev.millwright.print.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyKind;
import dev.millwright.print.Arrangement;
import dev.millwright.print.PrintEdit;
import dev.millwright.print.PrintEditor;
import dev.millwright.print.PrintPage;
import dev.millwright.print.PrintSelection;
import dev.millwright.print.PrintTemplate;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import dev.millwright.ui.PropertyPanel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The template, its page, and what becomes a document. */
final class TemplateSettings extends Settings {

    private static final int LONGEST_LABEL = 100;

    private final PropertyPanel<PrintTemplate> general;
    private final PropertyPanel<PrintPage> page;

    /**
     * @param outside what can be done with a layout from outside
     * @param again lays the template out as a new one
     */
    TemplateSettings(PrintEditor editor, PrintPorts ports, Listener listener, Component outside, Runnable again) {
        super(listener, "vaadin:print", t("print.settings.template"));
        PrintTemplate template = editor.definition();
        general = new PropertyPanel<>(ports, general(editor, ports), template, this::edited);
        page = new PropertyPanel<>(
                ports,
                PageProperties.all(),
                template.page(),
                (changed, property) -> edit(new PrintEdit.ChangePage(changed)));
        Button layOut = new Button(t("print.settings.again"), click -> again.run());
        layOut.addThemeVariants(ButtonVariant.LUMO_SMALL);
        layOut.setTooltipText(t("print.settings.again.help"));
        Div buttons = new Div(layOut);
        buttons.addClassName("mw-print-element-buttons");
        add(general);
        heading(t("print.settings.page"));
        add(page, buttons);
        heading(t("print.settings.outside"));
        add(outside);
    }

    private void edited(PrintTemplate changed, String property) {
        switch (property) {
            case "label" -> type(new PrintEdit.ChangeLabel(changed.label()));
            case "key" -> type(new PrintEdit.ChangeKey(changed.key()));
            default -> edit(new PrintEdit.ChangeArrangement(changed.arrangement(), changed.groupBy()));
        }
    }

    private List<ConfigProperty<PrintTemplate, ?>> general(PrintEditor editor, PrintPorts ports) {
        List<ConfigProperty<PrintTemplate, ?>> properties = new ArrayList<>();
        properties.add(ConfigProperty.of(
                "label",
                label("label"),
                new PropertyKind.Text(LONGEST_LABEL, false),
                PrintTemplate::label,
                (template, text) -> template.withLabel(template.key(), text)));
        properties.add(ConfigProperty.<PrintTemplate, String>of(
                        "arrangement",
                        label("arrangement"),
                        choice(Stream.of(Arrangement.values())
                                .map(one ->
                                        new PropertyKind.Choice.Option(one.key(), label("arrangement." + one.key())))),
                        template -> template.arrangement().key(),
                        (template, one) -> template.withArrangement(Arrangement.of(one), template.groupBy()))
                .withHelp(label("arrangement.help")));
        properties.add(ConfigProperty.<PrintTemplate, String>of(
                        "groupBy",
                        label("groupBy"),
                        choice(Stream.concat(
                                Stream.of(new PropertyKind.Choice.Option("", label("groupBy.none"))),
                                ports.names().fields().stream()
                                        .filter(field -> field.kind().isOrdered()
                                                && field.kind() != ValueKind.FILE
                                                && field.kind() != ValueKind.STRUCTURE)
                                        .map(field -> new PropertyKind.Choice.Option(
                                                field.key(), Label.of(field.label(), field.label()))))),
                        PrintTemplate::groupBy,
                        (template, group) -> template.withArrangement(template.arrangement(), group))
                .visibleWhen(template -> template.arrangement() == Arrangement.LIST));
        if (!editor.published()) {
            properties.add(ConfigProperty.of(
                    "key",
                    label("key"),
                    new PropertyKind.Text(41, false),
                    PrintTemplate::key,
                    (template, key) -> template.withLabel(key, template.label())));
        }
        return properties;
    }

    @Override
    boolean fits(PrintEditor editor) {
        return editor.selection() instanceof PrintSelection.Whole;
    }

    @Override
    void update(PrintEditor editor, Problems problems) {
        general.update(editor.definition(), problems);
        page.update(
                editor.definition().page(),
                new Problems(problems.stream()
                        .filter(problem -> problem.path().equals("page"))
                        .map(problem -> problem.at("paper"))
                        .toList()));
    }
}
