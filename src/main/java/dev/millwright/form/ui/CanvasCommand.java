package dev.millwright.form.ui;

import dev.millwright.form.FormEdit;
import dev.millwright.form.FormEdit.FieldChange;
import dev.millwright.form.FormEditor.Direction;
import dev.millwright.form.Place;
import dev.millwright.form.SectionDisplay;
import dev.millwright.form.Selection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What a person did on the canvas, as the browser tells it. */
sealed interface CanvasCommand {

    /** Of the palette come two at most. */
    int MOST_SECTIONS = 2;

    record Do(FormEdit edit) implements CanvasCommand {}

    /** A new field of a type; without a place it goes below what is selected. */
    record Add(UUID id, String type, Optional<Place> place) implements CanvasCommand {}

    record Step(UUID field, Direction direction) implements CanvasCommand {}

    record Select(Selection selection) implements CanvasCommand {}

    record Undo() implements CanvasCommand {}

    record Redo() implements CanvasCommand {}

    /**
     * Reads the message of {@code form-designer.ts}, of which {@code model.ts} has the shapes.
     *
     * @throws IllegalArgumentException when it is no such message
     */
    static CanvasCommand read(JsonNode message) {
        return switch (text(message, "kind")) {
            case "add" ->
                new Add(
                        id(message, "id"),
                        text(message, "type"),
                        Optional.ofNullable(message.get("place"))
                                .filter(JsonNode::isObject)
                                .map(CanvasCommand::place));
            case "move" ->
                new Do(new FormEdit.MoveFields(List.of(id(message, "field")), place(message.required("place"))));
            case "step" ->
                new Step(
                        id(message, "field"),
                        Direction.valueOf(text(message, "direction").toUpperCase(Locale.ROOT)));
            case "remove" -> new Do(new FormEdit.RemoveField(id(message, "field")));
            case "duplicate" -> new Do(new FormEdit.DuplicateField(id(message, "field"), id(message, "id")));
            case "label" ->
                new Do(new FormEdit.ChangeField(id(message, "field"), new FieldChange.Label(text(message, "label"))));
            case "name" -> new Do(new FormEdit.ChangeForm(new FormEdit.FormChange.Label(text(message, "label"))));
            case "addSection" ->
                new Do(new FormEdit.AddSection(
                        id(message, "id"), "", message.required("index").asInt()));
            case "addSections" ->
                new Do(new FormEdit.AddSections(
                        message.required("sections")
                                .valueStream()
                                .limit(MOST_SECTIONS)
                                .map(section -> new FormEdit.NewSection(id(section, "id"), text(section, "title")))
                                .toList(),
                        SectionDisplay.valueOf(text(message, "display")),
                        message.required("index").asInt()));
            case "moveSection" ->
                new Do(new FormEdit.MoveSection(
                        id(message, "section"), message.required("index").asInt()));
            case "removeSection" -> new Do(new FormEdit.RemoveSection(id(message, "section")));
            case "title" -> new Do(new FormEdit.ChangeSection(id(message, "section"), text(message, "title")));
            case "select" -> new Select(selection(message.required("target")));
            case "undo" -> new Undo();
            case "redo" -> new Redo();
            case String other -> throw new IllegalArgumentException("Unknown command of the canvas: " + other);
        };
    }

    private static Place place(JsonNode place) {
        return switch (text(place, "kind")) {
            case "beside" ->
                new Place.BesideField(
                        id(place, "field"),
                        Place.Side.valueOf(text(place, "side").toUpperCase(Locale.ROOT)));
            case "row" ->
                new Place.NewRow(id(place, "section"), place.required("index").asInt());
            case "section" ->
                new Place.NewSection(
                        id(place, "section"), place.required("index").asInt());
            case String other -> throw new IllegalArgumentException("Unknown place of the canvas: " + other);
        };
    }

    private static Selection selection(JsonNode target) {
        return switch (text(target, "kind")) {
            case "field" -> Selection.field(id(target, "id"));
            case "section" -> Selection.section(id(target, "id"));
            default -> Selection.FORM;
        };
    }

    private static UUID id(JsonNode node, String name) {
        return UUID.fromString(text(node, name));
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).asString();
    }
}
