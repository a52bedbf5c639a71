package dev.millwright.print;

import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something on the page.
 *
 * @param type key of its element type; a type that is not installed is kept unchanged
 * @param box where it stands in its band
 * @param showIf a condition on the record; empty to show it always
 * @param config configuration of the type, as JSON
 */
public record PrintElement(UUID id, String type, Box box, String showIf, ObjectNode config) {

    public PrintElement {
        showIf = showIf == null ? "" : showIf;
    }

    public PrintElement withBox(Box other) {
        return new PrintElement(id, type, other, showIf, config);
    }

    public PrintElement withShowIf(String condition) {
        return new PrintElement(id, type, box, condition, config);
    }

    public PrintElement withConfig(ObjectNode other) {
        return new PrintElement(id, type, box, showIf, other);
    }
}
