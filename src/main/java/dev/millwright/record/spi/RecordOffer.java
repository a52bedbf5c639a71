package dev.millwright.record.spi;

import com.vaadin.flow.component.Component;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Something that can be done with records, found by the scan and offered where they are; made anew each time a page is drawn. */
public interface RecordOffer {

    /** Buttons at the top of a living record's page. */
    List<Component> onRecord(FormRef form, RecordData record);

    /** What stands below a record. */
    List<Component> belowRecord(FormRef form, RecordData record);

    /** Buttons beside the number of ticked records. */
    List<Component> onChosen(FormRef form, Supplier<Chosen> chosen);

    /** Entries in the menu of a list. */
    List<Entry> onList(FormRef form, Supplier<ListRequest> list);

    /** An entry of a menu. */
    record Entry(String label, Runnable action) {}

    /** The records that are ticked, or all that the list finds. */
    sealed interface Chosen {

        record These(List<UUID> ids) implements Chosen {
            public These {
                ids = List.copyOf(ids);
            }
        }

        record Found(ListRequest list) implements Chosen {}
    }
}
