package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.TextPosition;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** An expression as a text in which fields stand as chips with their labels, with what may be named offered while one types. */
final class ExpressionInput extends CustomField<String> {

    @Tag("mw-expression")
    @NpmPackage(value = "@codemirror/autocomplete", version = "6.20.4")
    @NpmPackage(value = "@codemirror/commands", version = "6.11.1")
    @NpmPackage(value = "@codemirror/state", version = "6.7.6")
    @NpmPackage(value = "@codemirror/view", version = "6.43.15")
    @JsModule("./fields/expression-input.ts")
    private static final class Input extends Component {}

    private final Input input = new Input();
    private final int longest;
    private String text = "";
    private int length;

    /**
     * @param longest in characters; of what is longer only the length is heard
     */
    ExpressionInput(String name, List<ConditionField> fields, Collection<ExpressionFunction> functions, int longest) {
        this.longest = longest;
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        fields.forEach(field -> names.addObject()
                .put("key", field.key())
                .put("label", field.label())
                .put("type", t("form.expression.type", field.type().name())));
        ArrayNode called = JsonNodeFactory.instance.arrayNode();
        functions.forEach(function -> called.addObject()
                .put("name", function.name())
                .put("usage", function.usage())
                .put("help", t(function.description())));
        input.getElement()
                .setProperty("label", name)
                .setProperty("longest", longest)
                .setPropertyJson("names", names)
                .setPropertyJson("functions", called)
                .addEventListener("mw-expression-typed", event -> typed(event.getEventData()))
                .addEventData("event.detail.text")
                .addEventData("event.detail.length");
        input.addAttachListener(attached -> show());
        add(input);
    }

    /** What the browser sends is of the person, who may send anything. */
    private void typed(JsonNode sent) {
        if (isReadOnly()) {
            return;
        }
        text = sent.path("event.detail.text").asString("");
        length = Math.max(text.length(), sent.path("event.detail.length").asInt(0));
        if (length > longest) {
            text = "";
        }
        setModelValue(text, true);
    }

    /** Whether more was typed than is taken. */
    boolean isTooLong() {
        return length > longest;
    }

    /** Puts the name of a field where one types. */
    void insert(String name) {
        input.getElement().callJsFunction("insert", name);
    }

    /** Shows where something is wrong with the text; null for nowhere in particular. */
    void showMistake(@Nullable TextPosition at) {
        int from = at == null ? 0 : at.offset();
        int to = at == null ? 0 : Math.max(at.offset() + at.length(), at.offset() + 1);
        input.getElement().callJsFunction("wrong", text, from, to);
    }

    @Override
    protected String generateModelValue() {
        return text;
    }

    @Override
    protected void setPresentationValue(@Nullable String value) {
        text = value == null ? "" : value;
        length = text.length();
        if (input.isAttached()) {
            show();
        }
    }

    private void show() {
        input.getElement().executeJs("this.show($0)", text);
    }

    @Override
    public void focus() {
        input.getElement().callJsFunction("focus");
    }
}
