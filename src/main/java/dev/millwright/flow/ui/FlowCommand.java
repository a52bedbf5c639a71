package dev.millwright.flow.ui;

import dev.millwright.flow.FlowEdit;
import dev.millwright.flow.FlowPlace;
import dev.millwright.flow.FlowSelection;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a person did on the canvas of a flow, as the browser tells it. */
sealed interface FlowCommand {

    record Do(FlowEdit edit) implements FlowCommand {}

    /** A new node of a type. */
    record Add(String type, FlowPlace place) implements FlowCommand {}

    /** Of a node or a branch. */
    record Rename(UUID id, String label) implements FlowCommand {}

    record Copy(List<UUID> nodes) implements FlowCommand {}

    /** Of what was copied last. */
    record Paste(FlowPlace place) implements FlowCommand {}

    record Select(FlowSelection selection) implements FlowCommand {}

    record Undo() implements FlowCommand {}

    record Redo() implements FlowCommand {}

    /**
     * Reads the message of {@code flow-designer.ts}.
     *
     * @throws IllegalArgumentException when it is no such message
     */
    static FlowCommand read(JsonNode message) {
        return switch (text(message, "kind")) {
            case "add" -> new Add(text(message, "type"), place(message));
            case "move" -> new Do(new FlowEdit.MoveNodes(ids(message), place(message)));
            case "moveBranch" ->
                new Do(new FlowEdit.MoveBranch(id(message, "branch"), id(message, "node"), index(message)));
            case "addBranch" -> new Do(new FlowEdit.AddBranch(id(message, "node"), index(message)));
            case "remove" -> new Do(new FlowEdit.RemoveNodes(ids(message)));
            case "removeBranch" -> new Do(new FlowEdit.RemoveBranch(id(message, "branch")));
            case "duplicate" -> new Do(new FlowEdit.Duplicate(ids(message)));
            case "duplicateBranch" -> new Do(new FlowEdit.DuplicateBranch(id(message, "branch")));
            case "rename" -> new Rename(id(message, "id"), text(message, "label"));
            case "copy" -> new Copy(ids(message));
            case "paste" -> new Paste(place(message));
            case "select" -> new Select(selection(message));
            case "undo" -> new Undo();
            case "redo" -> new Redo();
            case String other -> throw new IllegalArgumentException("Unknown command of the canvas: " + other);
        };
    }

    private static FlowSelection selection(JsonNode message) {
        List<UUID> ids = ids(message);
        return switch (text(message, "what")) {
            case "trigger" -> FlowSelection.TRIGGER;
            case "nodes" -> ids.isEmpty() ? FlowSelection.FLOW : new FlowSelection.Nodes(ids);
            case "branch" -> ids.isEmpty() ? FlowSelection.FLOW : new FlowSelection.Branch(ids.getFirst());
            default -> FlowSelection.FLOW;
        };
    }

    private static FlowPlace place(JsonNode message) {
        String branch = text(message, "branch");
        @Nullable UUID id = branch.isEmpty() ? null : UUID.fromString(branch);
        return new FlowPlace(id, index(message));
    }

    private static int index(JsonNode message) {
        return message.required("index").asInt();
    }

    private static List<UUID> ids(JsonNode message) {
        return StreamSupport.stream(message.required("ids").spliterator(), false)
                .map(id -> UUID.fromString(id.asString()))
                .toList();
    }

    private static UUID id(JsonNode node, String name) {
        return UUID.fromString(text(node, name));
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).asString();
    }
}
