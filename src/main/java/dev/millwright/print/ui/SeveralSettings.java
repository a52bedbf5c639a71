package dev.millwright.print.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.html.Span;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.print.PrintEdit;
import dev.millwright.print.PrintEditor;
import dev.millwright.print.PrintElement;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.shared.Problems;
import dev.millwright.ui.PropertyPanel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Several elements: those of one type are made to look alike, each property for itself; what each of them shows is its own. */
final class SeveralSettings<C> extends Settings {

    private final List<UUID> ids;
    private final @Nullable PrintElementType<C> type;
    private final DefinitionCodec codec;
    private final @Nullable PropertyPanel<C> own;
    private @Nullable PrintEditor editor;

    /**
     * @param type of all of them; null when they are of several
     */
    SeveralSettings(
            @Nullable PrintElementType<C> type,
            PrintEditor editor,
            DefinitionCodec codec,
            PrintPorts ports,
            Listener listener) {
        super(
                listener,
                "vaadin:select",
                t("print.settings.several", editor.selectedIds().size()));
        this.ids = editor.selectedIds();
        this.type = type;
        this.codec = codec;
        this.editor = editor;
        Span help = new Span(t(type == null ? "print.settings.several.mixed" : "print.settings.several.same"));
        help.addClassName("mw-hint");
        add(help);
        C first = type == null ? null : first(type, editor).orElse(null);
        own = type == null || first == null
                ? null
                : new PropertyPanel<>(
                        ports,
                        type.properties().stream()
                                .filter(property -> !property.content())
                                .toList(),
                        first,
                        (changed, property) -> set(type, changed, property));
        if (own != null) {
            add(own);
        }
        add(buttons(ids));
    }

    private Optional<C> first(PrintElementType<C> of, PrintEditor editor) {
        return Optional.ofNullable(editor.element(ids.getFirst())).flatMap(element -> config(of, element));
    }

    private Optional<C> config(PrintElementType<C> of, PrintElement element) {
        return codec.tried(of, element.config(), Function.identity());
    }

    private void set(PrintElementType<C> of, C changed, String property) {
        PrintEditor now = editor;
        if (now == null) {
            return;
        }
        of.properties().stream()
                .filter(one -> one.name().equals(property))
                .findFirst()
                .ifPresent(one -> {
                    Map<UUID, ObjectNode> configs = new LinkedHashMap<>();
                    for (UUID id : ids) {
                        Optional.ofNullable(now.element(id))
                                .flatMap(element -> config(of, element))
                                .ifPresent(
                                        config -> configs.put(id, (ObjectNode) codec.tree(with(one, config, changed))));
                    }
                    type(new PrintEdit.ChangeConfigs(property, configs));
                });
    }

    private static <C, T extends @Nullable Object> C with(ConfigProperty<C, T> property, C config, C changed) {
        return property.wither().apply(config, property.getter().apply(changed));
    }

    @Override
    boolean fits(PrintEditor present) {
        return present.selectedIds().equals(ids);
    }

    @Override
    void update(PrintEditor present, Problems problems) {
        editor = present;
        PropertyPanel<C> panel = own;
        PrintElementType<C> of = type;
        if (panel != null && of != null) {
            first(of, present).ifPresent(config -> panel.update(config, Problems.NONE));
        }
    }
}
