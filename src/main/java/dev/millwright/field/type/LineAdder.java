package dev.millwright.field.type;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** A field that takes lines of text, typed as fast as anybody types or pasted by the column, and hands them out in their order. */
@Tag("mw-line-adder")
@JsModule("./line-adder.ts")
final class LineAdder extends Component {

    private final Consumer<List<String>> taken;

    /**
     * @param placeholder what is wanted
     * @param action what its button does
     * @param taken takes lines, none of them blank
     */
    LineAdder(String placeholder, String action, Consumer<List<String>> taken) {
        this.taken = taken;
        getElement().setProperty("placeholder", placeholder).setProperty("action", action);
    }

    @ClientCallable
    void add(ArrayNode lines) {
        List<String> texts = new ArrayList<>();
        for (JsonNode line : lines) {
            String text = line.asString("").strip();
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        taken.accept(texts);
    }
}
