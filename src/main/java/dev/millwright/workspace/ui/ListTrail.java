package dev.millwright.workspace.ui;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordData;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The list that somebody looked at last: the way back to its place, and what stands beside a record in it. */
final class ListTrail {

    private final ListModel model;
    private final ListRows rows;
    private boolean left;

    private ListTrail(ListModel model, ListRows rows) {
        this.model = model;
        this.rows = rows;
    }

    /** The records before and after one; null at the ends of the list. */
    record Beside(@Nullable RecordData before, @Nullable RecordData after) {}

    /**
     * Looks at a list from now on.
     *
     * @return whether this is the way back to the same list from one of its records
     */
    static boolean begin(ListModel model, ListRows rows) {
        boolean back = find(model.ref())
                .filter(former -> former.left && former.address().equals(address(model)))
                .isPresent();
        ComponentUtil.setData(UI.getCurrent(), ListTrail.class, new ListTrail(model, rows));
        return back;
    }

    /** What was open of a tree, on the way back to it from one of its records; else nothing is. */
    static ListTree.Opened opened(ListModel model) {
        return find(model.ref())
                .filter(former -> former.left && former.address().equals(address(model)))
                .flatMap(former -> Optional.ofNullable(former.rows.tree()))
                .map(ListTree::opened)
                .orElseGet(ListTree.Opened::new);
    }

    /** The list of a form, when it is the one that was looked at last. */
    static Optional<ListTrail> find(FormRef form) {
        return Optional.ofNullable(ComponentUtil.getData(UI.getCurrent(), ListTrail.class))
                .filter(trail -> trail.model.ref().equals(form));
    }

    /** Where the list of a form is found: as it was looked at last, or as it opens. */
    static String back(FormRef form) {
        return find(form).map(ListTrail::address).orElseGet(() -> RecordsNavigation.list(form));
    }

    /** Goes there. */
    static void goBack(FormRef form) {
        Location there = new Location(back(form));
        UI.getCurrent().navigate(there.getPath(), there.getQueryParameters());
    }

    private String address() {
        return address(model);
    }

    private static String address(ListModel model) {
        return model.location().getPathWithQueryParameters();
    }

    /** Somebody went on to a record. */
    void leave() {
        left = true;
    }

    /** What stands beside a record of the list; empty for one that was not in it. */
    Optional<Beside> beside(UUID record) {
        return rows.beside(record);
    }
}
