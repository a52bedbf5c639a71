package dev.millwright.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import dev.millwright.field.EditorContext;
import dev.millwright.field.ValueFormatException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A text with a bar of tools above it. */
final class RichTextField extends CustomField<RichText> {

    private static final List<String> TOOLS = List.of(
            "tools",
            "bold",
            "italic",
            "underline",
            "strike",
            "heading",
            "bullets",
            "numbers",
            "quote",
            "link",
            "plain",
            "undo",
            "redo",
            "address",
            "apply");

    @Tag("mw-rich-text")
    @NpmPackage(value = "@tiptap/core", version = "3.35.0")
    @NpmPackage(value = "@tiptap/pm", version = "3.35.0")
    @NpmPackage(value = "@tiptap/starter-kit", version = "3.35.0")
    @JsModule("./fields/rich-text.ts")
    private static final class Input extends Component {}

    private final Input input = new Input();
    private @Nullable RichText text;
    private int tooLong;

    RichTextField(EditorContext context) {
        ObjectNode texts = JsonNodeFactory.instance.objectNode();
        TOOLS.forEach(tool -> texts.put(tool, context.texts().text(context.locale(), "field.richText." + tool)));
        input.getElement()
                .setPropertyJson("texts", texts)
                .setProperty("longest", RichText.LONGEST_HTML)
                .addEventListener("mw-rich-typed", event -> typed(event.getEventData()))
                .addEventData("event.detail.content")
                .addEventData("event.detail.tooLong");
        input.addAttachListener(attached -> show());
        add(input);
    }

    /** What the browser sends is of the person, who may send anything. */
    private void typed(JsonNode sent) {
        if (isReadOnly()) {
            return;
        }
        String html = sent.path("event.detail.content").asString("");
        tooLong = Math.max(0, sent.path("event.detail.tooLong").asInt(0));
        try {
            text = html.isEmpty() ? null : RichText.cleaned(html);
        } catch (ValueFormatException e) {
            tooLong = html.length();
        }
        if (tooLong > 0) {
            text = new RichText("…", null);
        }
        setModelValue(generateModelValue(), true);
    }

    /** How many characters were typed, tags included, where they are too many; else 0. */
    int tooLong() {
        return tooLong;
    }

    @Override
    protected @Nullable RichText generateModelValue() {
        return text;
    }

    @Override
    protected void setPresentationValue(@Nullable RichText value) {
        text = value;
        tooLong = 0;
        if (input.isAttached()) {
            show();
        }
    }

    private void show() {
        RichText shown = text;
        input.getElement().executeJs("this.show($0)", shown == null ? "" : shown.markup());
    }

    @Override
    public void setLabel(String label) {
        super.setLabel(label);
        input.getElement().setProperty("label", label);
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        input.getElement().setProperty("readonly", readOnly);
    }

    @Override
    public void focus() {
        input.getElement().callJsFunction("focus");
    }
}
