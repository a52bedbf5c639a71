package dev.millwright.print.ui;

import dev.millwright.print.Band;
import dev.millwright.print.Box;
import dev.millwright.print.PrintEdit;
import dev.millwright.print.PrintSelection;
import dev.millwright.shared.Ids;
import java.util.Optional;
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

    record Do(PrintEdit edit) implements PrintCommand {}

    record Undo() implements PrintCommand {}

    record Redo() implements PrintCommand {}

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
            case "place" ->
                new Do(new PrintEdit.PlaceElement(element(message), band(message), box(message.path("box"))));
            case "remove" -> new Do(new PrintEdit.RemoveElement(element(message)));
            case "duplicate" -> new Do(new PrintEdit.DuplicateElement(element(message), Ids.next()));
            case "band" -> new Do(new PrintEdit.ChangeBand(band(message), number(message.path("height"))));
            case "undo" -> new Undo();
            case "redo" -> new Redo();
            default -> throw new IllegalArgumentException("No such command");
        };
    }

    private static PrintSelection selection(JsonNode message) {
        Optional<UUID> element = Ids.parse(message.path("element").asString(""));
        if (element.isPresent()) {
            return new PrintSelection.OneElement(element.get());
        }
        return message.hasNonNull("band") ? new PrintSelection.OneBand(band(message)) : PrintSelection.TEMPLATE;
    }

    private static UUID element(JsonNode message) {
        return Ids.parse(message.path("element").asString(""))
                .orElseThrow(() -> new IllegalArgumentException("No element"));
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
