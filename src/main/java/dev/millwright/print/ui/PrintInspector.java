package dev.millwright.print.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.PropertyKind;
import dev.millwright.extension.UnreadableDefinitionException;
import dev.millwright.print.Arrangement;
import dev.millwright.print.Band;
import dev.millwright.print.Box;
import dev.millwright.print.PrintEdit;
import dev.millwright.print.PrintEditor;
import dev.millwright.print.PrintElement;
import dev.millwright.print.PrintElementTypes;
import dev.millwright.print.PrintPage;
import dev.millwright.print.PrintPage.Paper;
import dev.millwright.print.PrintSelection;
import dev.millwright.print.PrintTemplate;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PropertyPanel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The settings of what is selected; they stay as they are, focus included, while the same thing stays selected. */
final class PrintInspector extends Composite<Aside> {

    private static final int LONGEST_LABEL = 100;
    private static final int LONGEST_CONDITION = 2_000;

    private final PrintElementTypes types;
    private final DefinitionCodec codec;
    private final PrintPorts ports;
    private final Listener listener;
    private final Component outside;
    private @Nullable Shown shown;

    /** Hears what is changed. */
    interface Listener {

        /**
         * @param typing whether it is part of typing, which is undone as a whole
         */
        void edit(PrintEdit edit, boolean typing);
    }

    /** Settings of one thing. */
    private interface Shown {

        boolean fits(PrintEditor editor);

        void update(PrintEditor editor, Problems problems);
    }

    /**
     * @param outside what can be done with a layout from outside, shown with the template
     */
    PrintInspector(
            PrintElementTypes types,
            DefinitionCodec codec,
            PrintPorts ports,
            Listener listener,
            Runnable typingEnded,
            Component outside) {
        this.types = types;
        this.codec = codec;
        this.ports = ports;
        this.listener = listener;
        this.outside = outside;
        getContent().addClassName("mw-inspector");
        getContent().getElement().addEventListener("focusout", left -> typingEnded.run());
    }

    void freeze() {
        getContent().setEnabled(false);
    }

    void show(PrintEditor editor, Problems problems) {
        Shown now = shown;
        if (now == null || !now.fits(editor)) {
            getContent().removeAll();
            now = switch (editor.selection()) {
                case PrintSelection.Whole _ -> new OfTemplate(editor);
                case PrintSelection.OneBand(Band band) -> new OfBand(editor, band);
                case PrintSelection.OneElement(UUID id) ->
                    Optional.ofNullable(editor.element(id))
                            .<Shown>map(this::ofElement)
                            .orElseGet(() -> new OfTemplate(editor));
            };
            shown = now;
        }
        now.update(editor, problems);
    }

    private void head(String icon, String title) {
        Div head = new Div(Icons.of(icon), new H3(title));
        head.addClassName("mw-settings-head");
        getContent().add(head);
    }

    private void heading(String text) {
        Div heading = new Div(new Span(text));
        heading.addClassName("mw-settings-group");
        getContent().add(heading);
    }

    private static Label label(String key) {
        String text = t("print.settings." + key);
        return Label.of(text, text);
    }

    private static <C> ConfigProperty<C, Double> length(
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

    private static PropertyKind.Choice choice(Stream<PropertyKind.Choice.Option> options) {
        return new PropertyKind.Choice(options.toList());
    }

    /** The template, its page, and what becomes a document. */
    private final class OfTemplate implements Shown {

        private final PropertyPanel<PrintTemplate> general;
        private final PropertyPanel<PrintPage> page;

        OfTemplate(PrintEditor editor) {
            head("vaadin:print", t("print.settings.template"));
            PrintTemplate template = editor.template();
            general = new PropertyPanel<>(ports, general(editor), template, this::edited);
            page = new PropertyPanel<>(
                    ports,
                    pageProperties(),
                    template.page(),
                    (changed, property) -> listener.edit(new PrintEdit.ChangePage(changed), false));
            getContent().add(general);
            heading(t("print.settings.page"));
            getContent().add(page);
            heading(t("print.settings.outside"));
            getContent().add(outside);
        }

        private void edited(PrintTemplate changed, String property) {
            listener.edit(
                    switch (property) {
                        case "label" -> new PrintEdit.ChangeLabel(changed.label());
                        case "key" -> new PrintEdit.ChangeKey(changed.key());
                        default -> new PrintEdit.ChangeArrangement(changed.arrangement(), changed.groupBy());
                    },
                    property.equals("label") || property.equals("key"));
        }

        private List<ConfigProperty<PrintTemplate, ?>> general(PrintEditor editor) {
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
                                    .map(one -> new PropertyKind.Choice.Option(
                                            one.key(), label("arrangement." + one.key())))),
                            template -> template.arrangement().key(),
                            (template, one) -> template.withArrangement(Arrangement.of(one), template.groupBy()))
                    .withHelp(label("arrangement.help")));
            properties.add(ConfigProperty.<PrintTemplate, String>of(
                            "groupBy",
                            label("groupBy"),
                            choice(Stream.concat(
                                    Stream.of(new PropertyKind.Choice.Option("", label("groupBy.none"))),
                                    ports.names().fields().stream()
                                            .filter(field -> field.kind() != ValueKind.FILE
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

        private List<ConfigProperty<PrintPage, ?>> pageProperties() {
            return List.of(
                    ConfigProperty.<PrintPage, String>of(
                            "paper",
                            label("paper"),
                            choice(Stream.of(Paper.values())
                                    .map(paper -> new PropertyKind.Choice.Option(
                                            paper.key(), label("paper." + paper.key())))),
                            p -> p.paper().key(),
                            (p, paper) -> sized(p, Paper.of(paper), p.width(), p.height())),
                    PrintInspector.<PrintPage>length(
                                    "width",
                                    5,
                                    1_200,
                                    PrintPage::width,
                                    (p, width) -> sized(p, p.paper(), width, p.height()))
                            .visibleWhen(p -> p.paper() == Paper.CUSTOM),
                    PrintInspector.<PrintPage>length(
                                    "height",
                                    5,
                                    1_200,
                                    PrintPage::height,
                                    (p, height) -> sized(p, p.paper(), p.width(), height))
                            .visibleWhen(p -> p.paper() == Paper.CUSTOM),
                    ConfigProperty.<PrintPage, Boolean>of(
                                    "landscape",
                                    label("landscape"),
                                    new PropertyKind.Toggle(),
                                    PrintPage::landscape,
                                    (p, landscape) -> new PrintPage(
                                            p.paper(),
                                            p.width(),
                                            p.height(),
                                            landscape,
                                            p.top(),
                                            p.right(),
                                            p.bottom(),
                                            p.left()))
                            .visibleWhen(p -> !p.paper().isLabel()),
                    length("top", 0, 200, PrintPage::top, (p, top) -> margins(p, top, p.right(), p.bottom(), p.left())),
                    length(
                            "right",
                            0,
                            200,
                            PrintPage::right,
                            (p, right) -> margins(p, p.top(), right, p.bottom(), p.left())),
                    length(
                            "bottom",
                            0,
                            200,
                            PrintPage::bottom,
                            (p, bottom) -> margins(p, p.top(), p.right(), bottom, p.left())),
                    length(
                            "left",
                            0,
                            200,
                            PrintPage::left,
                            (p, left) -> margins(p, p.top(), p.right(), p.bottom(), left)));
        }

        private static PrintPage sized(PrintPage p, Paper paper, double width, double height) {
            double margin = paper.isLabel() && !p.paper().isLabel() ? 3 : -1;
            return margin < 0
                    ? new PrintPage(
                            paper,
                            width,
                            height,
                            p.landscape() && !paper.isLabel(),
                            p.top(),
                            p.right(),
                            p.bottom(),
                            p.left())
                    : PrintPage.of(paper, false, margin);
        }

        private static PrintPage margins(PrintPage p, double top, double right, double bottom, double left) {
            return new PrintPage(p.paper(), p.width(), p.height(), p.landscape(), top, right, bottom, left);
        }

        @Override
        public boolean fits(PrintEditor editor) {
            return editor.selection() instanceof PrintSelection.Whole;
        }

        @Override
        public void update(PrintEditor editor, Problems problems) {
            general.update(editor.template(), problems);
            page.update(
                    editor.template().page(),
                    new Problems(problems.stream()
                            .filter(problem -> problem.path().equals("page"))
                            .map(problem -> problem.at("paper"))
                            .toList()));
        }
    }

    /** A band and its height. */
    private final class OfBand implements Shown {

        private final Band band;
        private final PropertyPanel<Double> panel;

        OfBand(PrintEditor editor, Band band) {
            this.band = band;
            head("vaadin:lines", t("print.canvas." + band.key()));
            Span help = new Span(t("print.settings.band." + band.key()));
            help.addClassName("mw-hint");
            panel = new PropertyPanel<>(
                    ports,
                    List.of(PrintInspector.<Double>length(
                            "bandHeight", 0, 1_000, height -> height, (before, height) -> height)),
                    editor.template().band(band).height(),
                    (height, property) -> listener.edit(new PrintEdit.ChangeBand(band, height), false));
            getContent().add(help, panel);
        }

        @Override
        public boolean fits(PrintEditor editor) {
            return editor.selection() instanceof PrintSelection.OneBand(Band now) && now == band;
        }

        @Override
        public void update(PrintEditor editor, Problems problems) {
            panel.update(editor.template().band(band).height(), Problems.NONE);
        }
    }

    private Shown ofElement(PrintElement element) {
        return types.find(element.type())
                .<Shown>map(type -> new OfElement<>(type, element))
                .orElseGet(() -> new OfElement<>(null, element));
    }

    /** An element: what its type is about, when it shows, where it stands. */
    private final class OfElement<C> implements Shown {

        private final UUID id;
        private final @Nullable PrintElementType<C> type;
        private final @Nullable PropertyPanel<C> own;
        private final PropertyPanel<PrintElement> general;
        private final Div problem = new Div();
        private Band band = Band.DETAIL;

        OfElement(@Nullable PrintElementType<C> type, PrintElement element) {
            this.id = element.id();
            this.type = type;
            head(
                    type == null
                            ? "vaadin:question-circle-o"
                            : type.descriptor().icon(),
                    type == null ? element.type() : t(type.descriptor().label()));
            problem.addClassName("mw-property-problem");
            getContent().add(problem);
            PropertyPanel<C> made = null;
            if (type != null) {
                C config = config(type, element);
                if (config != null) {
                    made = new PropertyPanel<>(
                            ports,
                            type.properties(),
                            config,
                            (changed, property) -> listener.edit(
                                    new PrintEdit.ChangeConfig(id, property, (ObjectNode) codec.tree(changed)), true));
                    getContent().add(made);
                }
            }
            own = made;
            heading(t("print.settings.place"));
            general = new PropertyPanel<>(ports, general(), element, this::edited);
            getContent().add(general);
            Button front = new Button(
                    t("print.settings.front"), click -> listener.edit(new PrintEdit.OrderElement(id, true), false));
            Button back = new Button(
                    t("print.settings.back"), click -> listener.edit(new PrintEdit.OrderElement(id, false), false));
            Button remove = new Button(
                    t("print.canvas.remove"),
                    Icons.of("vaadin:trash"),
                    click -> listener.edit(new PrintEdit.RemoveElement(id), false));
            Stream.of(front, back, remove)
                    .forEach(button -> button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY));
            remove.addThemeVariants(ButtonVariant.LUMO_ERROR);
            Div buttons = new Div(front, back, remove);
            buttons.addClassName("mw-print-element-buttons");
            getContent().add(buttons);
        }

        private @Nullable C config(PrintElementType<C> of, PrintElement element) {
            try {
                return codec.read(of.upgrade(element.config().deepCopy()), of.configType());
            } catch (UnreadableDefinitionException e) {
                return null;
            }
        }

        private void edited(PrintElement changed, String property) {
            listener.edit(
                    property.equals("showIf")
                            ? new PrintEdit.ChangeCondition(id, changed.showIf())
                            : new PrintEdit.PlaceElement(id, band, changed.box()),
                    property.equals("showIf"));
        }

        private List<ConfigProperty<PrintElement, ?>> general() {
            return List.of(
                    PrintInspector.<PrintElement>length(
                            "x",
                            0,
                            1_200,
                            e -> e.box().x(),
                            (e, x) -> e.withBox(e.box().at(x, e.box().y()))),
                    PrintInspector.<PrintElement>length(
                            "y",
                            0,
                            1_200,
                            e -> e.box().y(),
                            (e, y) -> e.withBox(e.box().at(e.box().x(), y))),
                    PrintInspector.<PrintElement>length(
                            "width",
                            0.5,
                            1_200,
                            e -> e.box().width(),
                            (e, width) -> e.withBox(new Box(
                                    e.box().x(), e.box().y(), width, e.box().height()))),
                    PrintInspector.<PrintElement>length(
                            "height",
                            0.5,
                            1_200,
                            e -> e.box().height(),
                            (e, height) -> e.withBox(
                                    new Box(e.box().x(), e.box().y(), e.box().width(), height))),
                    ConfigProperty.<PrintElement, String>of(
                                    "showIf",
                                    label("showIf"),
                                    new PropertyKind.Text(LONGEST_CONDITION, true),
                                    PrintElement::showIf,
                                    PrintElement::withShowIf)
                            .withHelp(label("showIf.help")));
        }

        @Override
        public boolean fits(PrintEditor editor) {
            return editor.selection() instanceof PrintSelection.OneElement(UUID now) && now.equals(id);
        }

        @Override
        public void update(PrintEditor editor, Problems problems) {
            PrintElement element = editor.element(id);
            if (element == null) {
                return;
            }
            band = editor.template().bandOf(id).map(found -> found.band()).orElse(Band.DETAIL);
            List<Problem> mine = problems.stream()
                    .filter(one ->
                            one.path().equals(id.toString()) || one.path().startsWith(id + "."))
                    .map(one -> one.at(one.path()
                            .substring(
                                    Math.min(one.path().length(), id.toString().length() + 1))))
                    .toList();
            Problems below = new Problems(mine);
            general.update(element, below);
            PropertyPanel<C> panel = own;
            PrintElementType<C> of = type;
            if (panel != null && of != null) {
                C config = config(of, element);
                if (config != null) {
                    panel.update(config, below);
                }
            }
            Optional<Problem> whole =
                    mine.stream().filter(one -> one.path().isEmpty()).findFirst();
            problem.setVisible(whole.isPresent());
            problem.setText(whole.map(one -> t(one)).orElse(""));
            problem.getElement().setAttribute("data-severity", "error");
        }
    }
}
