package dev.millwright.workspace;

import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The views of lists that the person who acts keeps for themselves. */
public interface PersonalViews {

    /** Those of a form, by their names. */
    List<PersonalView> all(UUID form);

    /** Keeps the view, in place of the former one of that id if it is the person's. */
    void save(UUID form, PersonalView view);

    void delete(UUID id);

    /**
     * How many views other people keep of the form in which something stands.
     *
     * @param text that their settings have somewhere
     * @param wanted looks closer at settings that have it
     */
    long ofOthers(UUID form, String text, Predicate<JsonNode> wanted);

    /** One of them. */
    record PersonalView(UUID id, String label, ListSettings settings) {}
}
