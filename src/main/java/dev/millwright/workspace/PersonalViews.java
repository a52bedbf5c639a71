package dev.millwright.workspace;

import java.util.List;
import java.util.UUID;

/** The views of lists that the person who acts keeps for themselves. */
public interface PersonalViews {

    /** Those of a form, by their names. */
    List<PersonalView> all(UUID form);

    /** Keeps the view, in place of the former one of that id if it is the person's. */
    void save(UUID form, PersonalView view);

    void delete(UUID id);

    /** One of them. */
    record PersonalView(UUID id, String label, ListSettings settings) {}
}
