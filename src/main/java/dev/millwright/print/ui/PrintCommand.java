package dev.millwright.print.ui;

import dev.millwright.print.Alignment;
import dev.millwright.print.Band;
import dev.millwright.print.Box;
import dev.millwright.print.PrintEdit.Place;
import dev.millwright.print.PrintSelection;
import dev.millwright.print.PrintTemplate;
import dev.millwright.shared.Ids;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What somebody does on the canvas, read from what the browser says; nothing of it is taken on trust. */
sealed interface PrintCommand {

    record Select(PrintSelection selection) implements PrintCommand {}

    /**
     * @param field path of the field that it is to show; empty for a bare element
     * @param band where; null to find a place for it
     */
    record Add(
            String type,
            String field,
            @Nullable Band band,
            @Nullable Box box) implements PrintCommand {}

    /**
     * @param nudged by an arrow key, so that many small steps are one
     */
    record Put(List<Place> places, boolean nudged) implements PrintCommand {}

    record Resize(Band band, double height) implements PrintCommand {}

    /** Something is done with what is selected. */
    record WithSelected(Deed deed) implements PrintCommand {}

    record Align(Alignment how) implements PrintCommand {}

    record SelectAll() implements PrintCommand {}

    record Paste() implements PrintCommand {}

    record Undo() implements PrintCommand {}

    record Redo() implements PrintCommand {}

    /** What can be done with selected elements. */
    enum Deed {
        REMOVE,
        DUPLICATE,
        COPY,
        FRONT,
        BACK
    }

    /**
     * @throws IllegalArgumentException for a message that no canvas sends
     */
    static PrintCommand read(JsonNode message) {
        return switch (message.path("kind").asString("")) {
            case "select" -> new Select(selection(message));
            case "add" ->
                new Add(
                        message.path("type").asString(""),
                        message.path("field").asString(""),
                        message.hasNonNull("band") ? band(message) : null,
                        message.hasNonNull("box") ? box(message.path("box")) : null);
            case "place" -> new Put(places(message), message.path("nudged").asBoolean(false));
            case "remove", "duplicate", "copy", "front", "back" ->
                new WithSelected(Deed.valueOf(message.path("kind").asString("").toUpperCase(Locale.ROOT)));
            case "align" -> new Align(Alignment.of(message.path("how").asString("")));
            case "all" -> new SelectAll();
            case "paste" -> new Paste();
            case "band" -> new Resize(band(message), number(message.path("height")));
            case "undo" -> new Undo();
            case "redo" -> new Redo();
            default -> throw new IllegalArgumentException("No such command");
        };
    }

    private static PrintSelection selection(JsonNode message) {
        List<UUID> elements = listed(message.path("elements")).stream()
                .flatMap(id -> Ids.parse(id.asString("")).stream())
                .toList();
        if (!elements.isEmpty()) {
            return PrintSelection.of(elements);
        }
        return message.hasNonNull("band") ? new PrintSelection.OneBand(band(message)) : PrintSelection.TEMPLATE;
    }

    private static List<JsonNode> listed(JsonNode array) {
        return array.valueStream().limit(PrintTemplate.MAX_ELEMENTS).toList();
    }

    private static List<Place> places(JsonNode message) {
        return listed(message.path("places")).stream()
                .map(place -> new Place(
                        Ids.parse(place.path("element").asString(""))
                                .orElseThrow(() -> new IllegalArgumentException("No element")),
                        band(place),
                        box(place.path("box"))))
                .toList();
    }

    private static Band band(JsonNode message) {
        return Band.of(message.path("band").asString(""));
    }

    private static Box box(JsonNode box) {
        return new Box(
                number(box.path("x")), number(box.path("y")), number(box.path("width")), number(box.path("height")));
    }

    private static double number(JsonNode number) {
        double value = number.asDouble(0);
        return Double.isFinite(value) ? Math.clamp(value, 0, 2_000) : 0;
    }
}
