package dev.millwright.workspace.spi;

import com.vaadin.flow.component.contextmenu.SubMenu;
import dev.millwright.field.FormatContext;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import java.util.List;
import java.util.Optional;

/** What a feature puts at the top of the menu of a list, found by the scan. */
public interface ListOffer {

    void addTo(SubMenu menu, ShownList list);

    /** A list that a person has before them, as it is at the moment of asking. */
    interface ShownList {

        FormRef ref();

        PublishedForm form();

        /** All its records from top to bottom. */
        ListRequest request();

        /** The columns that are shown, from left to right. */
        List<Column> columns();

        /** All columns that there could be: the fields as designed, then those of the system. */
        List<Column> allColumns();

        /** The field that names the record above, where records are shown below each other; else empty. */
        default Optional<Column> tree() {
            return Optional.empty();
        }

        FormatContext format();
    }

    /**
     * A column of a list.
     *
     * @param key of a field or a system field
     */
    record Column(String key, String label) {}
}
