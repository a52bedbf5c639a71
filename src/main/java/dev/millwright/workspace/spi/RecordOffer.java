package dev.millwright.workspace.spi;

import com.vaadin.flow.component.Component;
import dev.millwright.field.Token;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.shared.Problems;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Something that can be done with records, found by the scan and offered where they are; made anew each time a page is drawn. */
public interface RecordOffer {

    /** Buttons at the top of a living record's page. */
    List<Component> onRecord(FormRef form, RecordData record);

    /**
     * The address, without a slash before it, of what somebody has to do with a record whose page they may not see; a code on paper names
     * that page.
     */
    default Optional<String> insteadOf(FormRef form, UUID record) {
        return Optional.empty();
    }

    /** What stands above the fields of a living record, such as where it is on its way. */
    default List<Component> aboveRecord(FormRef form, RecordData record) {
        return List.of();
    }

    /** What happened to a record besides changes of its fields, to be told among them. */
    default List<Happening> inHistory(FormRef form, RecordData record) {
        return List.of();
    }

    /**
     * What people do with an entry once it is complete; the first that there is becomes the main button.
     *
     * @param before the record that is changed; null for a new one
     */
    default Optional<AfterSaving> afterSaving(FormRef form, @Nullable RecordData before) {
        return Optional.empty();
    }

    /** What stands below a record. */
    List<Component> belowRecord(FormRef form, RecordData record);

    /** Buttons beside the number of ticked records. */
    List<Component> onChosen(FormRef form, Supplier<Chosen> chosen);

    /** Entries in the menu of a list. */
    List<Entry> onList(FormRef form, Supplier<ListRequest> list);

    /** What lists say about each record besides its fields, in a column of its own; nothing for a form of which there is nothing to say. */
    default Optional<Mark> mark(FormRef form) {
        return Optional.empty();
    }

    /**
     * A column that tells where records are on their way.
     *
     * @param label of the column
     * @param of what it says of records that the person sees, by their ids; asked once for those in sight
     */
    record Mark(String label, Function<Set<UUID>, Map<UUID, Token>> of) {}

    /** One thing that happened to a record. */
    record Happening(Instant at, Component shown) {}

    /**
     * A deed with an entry right after it was saved.
     *
     * @param label of its button
     * @param save what saving alone is called beside it
     * @param saveAndNew what saving alone and going on with an empty form is called
     * @param saved what is said after saving alone, by the title of the record
     * @param demanded keys of fields that the deed needs to be filled, while saving alone does not
     * @param isDraft whether what saving alone leaves is still to be finished, so that it is kept also while values are missing that the
     *     form demands
     */
    record AfterSaving(
            String label,
            String save,
            String saveAndNew,
            UnaryOperator<String> saved,
            Set<String> demanded,
            boolean isDraft,
            Deed deed) {

        public AfterSaving {
            demanded = Set.copyOf(demanded);
        }

        /** Done with the record as saved; it stays saved when the deed is refused. */
        @FunctionalInterface
        public interface Deed {

            /**
             * @param done goes on to the record
             * @param refused hears what is wrong; paths are field keys
             */
            void with(RecordData saved, Consumer<RecordData> done, Consumer<Problems> refused);
        }
    }

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
