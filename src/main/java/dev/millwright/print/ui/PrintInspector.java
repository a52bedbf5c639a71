package dev.millwright.print.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Aside;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.print.Band;
import dev.millwright.print.PrintEditor;
import dev.millwright.print.PrintElement;
import dev.millwright.print.PrintElementTypes;
import dev.millwright.print.PrintSelection;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows the settings of what is selected. */
final class PrintInspector extends Composite<Aside> {

    private final PrintElementTypes types;
    private final DefinitionCodec codec;
    private final PrintPorts ports;
    private final Settings.Listener listener;
    private final Component outside;
    private final Runnable again;
    private @Nullable Settings shown;

    /**
     * @param outside what can be done with a layout from outside, shown with the template
     * @param again lays the template out as a new one
     */
    PrintInspector(
            PrintElementTypes types,
            DefinitionCodec codec,
            PrintPorts ports,
            Settings.Listener listener,
            Runnable typingEnded,
            Component outside,
            Runnable again) {
        this.types = types;
        this.codec = codec;
        this.ports = ports;
        this.listener = listener;
        this.outside = outside;
        this.again = again;
        getContent().addClassName("mw-inspector");
        getContent().getElement().addEventListener("focusout", left -> typingEnded.run());
    }

    void freeze() {
        getContent().setEnabled(false);
    }

    void show(PrintEditor editor, Problems problems) {
        Settings now = shown;
        if (now == null || !now.fits(editor)) {
            getContent().removeAll();
            now = settings(editor);
            getContent().add(now);
            shown = now;
        }
        now.update(editor, problems);
    }

    private Settings settings(PrintEditor editor) {
        return switch (editor.selection()) {
            case PrintSelection.Whole _ -> new TemplateSettings(editor, ports, listener, outside, again);
            case PrintSelection.OneBand(Band band) -> new BandSettings(editor, band, ports, listener);
            case PrintSelection.Elements elements ->
                elements.only()
                        .flatMap(editor.definition()::element)
                        .map(this::one)
                        .orElseGet(() -> several(editor));
        };
    }

    private Settings one(PrintElement element) {
        Optional<PrintElementType<?>> type = types.find(element.type());
        return type.isPresent()
                ? one(type.get(), element)
                : new ElementSettings<>(null, element, codec, ports, listener);
    }

    private <C> Settings one(PrintElementType<C> type, PrintElement element) {
        return new ElementSettings<>(type, element, codec, ports, listener);
    }

    private Settings several(PrintEditor editor) {
        List<String> kinds = editor.chosen().stream()
                .map(one -> one.element().type())
                .distinct()
                .toList();
        Optional<PrintElementType<?>> type =
                kinds.size() == 1 ? types.find(kinds.getFirst()) : Optional.<PrintElementType<?>>empty();
        return type.isPresent()
                ? several(type.get(), editor)
                : new SeveralSettings<>(null, editor, codec, ports, listener);
    }

    private <C> Settings several(PrintElementType<C> type, PrintEditor editor) {
        return new SeveralSettings<>(type, editor, codec, ports, listener);
    }
}
