package dev.millwright.print.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.html.Div;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.PropertyKind;
import dev.millwright.print.Band;
import dev.millwright.print.Box;
import dev.millwright.print.PrintEdit;
import dev.millwright.print.PrintEditor;
import dev.millwright.print.PrintElement;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.ui.PropertyPanel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An element: what its type is about, when it shows, where it stands. */
final class ElementSettings<C> extends Settings {

    private static final int LONGEST_CONDITION = 2_000;

    private final UUID id;
    private final DefinitionCodec codec;
    private final @Nullable PrintElementType<C> type;
    private final @Nullable PropertyPanel<C> own;
    private final PropertyPanel<PrintElement> general;
    private final Div problem = new Div();
    private Band band = Band.DETAIL;

    ElementSettings(
            @Nullable PrintElementType<C> type,
            PrintElement element,
            DefinitionCodec codec,
            PrintPorts ports,
            Listener listener) {
        super(
                listener,
                type == null ? "vaadin:question-circle-o" : type.descriptor().icon(),
                type == null ? element.type() : t(type.descriptor().label()));
        this.id = element.id();
        this.type = type;
        this.codec = codec;
        problem.addClassName("mw-property-problem");
        add(problem);
        C config = type == null ? null : config(type, element);
        own = type == null || config == null
                ? null
                : new PropertyPanel<>(
                        ports,
                        type.properties(),
                        config,
                        (changed, property) -> type(
                                new PrintEdit.ChangeConfigs(property, Map.of(id, (ObjectNode) codec.tree(changed)))));
        if (own != null) {
            add(own);
        }
        heading(t("print.settings.place"));
        general = new PropertyPanel<>(ports, general(), element, this::edited);
        add(general, buttons(List.of(id)));
    }

    private @Nullable C config(PrintElementType<C> of, PrintElement element) {
        return codec.tried(of, element.config(), Function.identity()).orElse(null);
    }

    private void edited(PrintElement changed, String property) {
        if (property.equals("showIf")) {
            type(new PrintEdit.ChangeCondition(id, changed.showIf()));
        } else {
            edit(new PrintEdit.PlaceElements(List.of(new PrintEdit.Place(id, band, changed.box()))));
        }
    }

    private List<ConfigProperty<PrintElement, ?>> general() {
        return List.of(
                Settings.<PrintElement>length(
                        "x",
                        0,
                        1_200,
                        e -> e.box().x(),
                        (e, x) -> e.withBox(e.box().at(x, e.box().y()))),
                Settings.<PrintElement>length(
                        "y",
                        0,
                        1_200,
                        e -> e.box().y(),
                        (e, y) -> e.withBox(e.box().at(e.box().x(), y))),
                Settings.<PrintElement>length(
                        "width",
                        0.5,
                        1_200,
                        e -> e.box().width(),
                        (e, width) -> e.withBox(
                                new Box(e.box().x(), e.box().y(), width, e.box().height()))),
                Settings.<PrintElement>length(
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
    boolean fits(PrintEditor editor) {
        return editor.selectedIds().equals(List.of(id));
    }

    @Override
    void update(PrintEditor editor, Problems problems) {
        PrintElement element = editor.element(id);
        if (element == null) {
            return;
        }
        band = editor.definition().bandOf(id).map(found -> found.band()).orElse(Band.DETAIL);
        List<Problem> mine = problems.stream()
                .filter(one -> one.path().equals(id.toString()) || one.path().startsWith(id + "."))
                .map(one -> one.at(one.path()
                        .substring(Math.min(one.path().length(), id.toString().length() + 1))))
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
