package dev.millwright.form.ui;

import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.internal.nodefeature.ElementListenerMap;
import tools.jackson.databind.node.JsonNodeFactory;

/** Types an expression as the browser would. */
final class ExpressionTyping {

    private ExpressionTyping() {}

    static void type(ExpressionInput input, String text) {
        send(input, text, text.length());
    }

    /** @param length that the browser says there are characters */
    static void send(ExpressionInput input, String text, int length) {
        Element element = element(input);
        element.getNode()
                .getFeature(ElementListenerMap.class)
                .fireEvent(new DomEvent(
                        element,
                        "mw-expression-typed",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("event.detail.text", text)
                                .put("event.detail.length", length)));
    }

    static Element element(ExpressionInput input) {
        return input.getElement().getChild(0);
    }
}
