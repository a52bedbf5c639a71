package dev.millwright.print;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is selected in the print designer. */
public sealed interface PrintSelection {

    PrintSelection TEMPLATE = new Whole();

    record Whole() implements PrintSelection {}

    record OneBand(Band band) implements PrintSelection {}

    /**
     * One element or several.
     *
     * @param ids each once, at least one, in the order in which they were selected
     */
    record Elements(List<UUID> ids) implements PrintSelection {

        public Elements {
            ids = ids.stream().distinct().toList();
        }

        /** The element, when it is the only one. */
        public Optional<UUID> only() {
            return ids.size() == 1 ? Optional.of(ids.getFirst()) : Optional.empty();
        }
    }

    /** These elements; the template when there are none. */
    static PrintSelection of(Collection<UUID> elements) {
        return elements.isEmpty() ? TEMPLATE : new Elements(List.copyOf(elements));
    }

    static PrintSelection of(UUID element) {
        return new Elements(List.of(element));
    }
}
