package dev.millwright.exchange.internal;

import dev.millwright.field.FormatContext;
import dev.millwright.field.RecordRef;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records of one file that link to each other by name: which there are to come, and which have had their turn. */
final class Family {

    private final List<String> links;
    private final List<PublishedField<?, ?>> names;
    private final FormatContext format;
    private final FirstLines all = new FirstLines();
    private final FirstLines placed = new FirstLines();

    private Family(List<String> links, List<PublishedField<?, ?>> names, FormatContext format) {
        this.links = links;
        this.names = names;
        this.format = format;
    }

    /** Nothing when no column links records of the form to others of the same form. */
    static Optional<Family> of(PublishedForm form, Map<Integer, String> mapping, FormatContext format) {
        List<String> links = mapping.values().stream()
                .map(form::field)
                .flatMap(Optional::stream)
                .filter(field -> field.target().filter(form.id()::equals).isPresent())
                .map(PublishedField::key)
                .toList();
        List<PublishedField<?, ?>> names = Stream.of(form.keyField(), form.titleField())
                .<PublishedField<?, ?>>flatMap(Optional::stream)
                .distinct()
                .filter(field -> mapping.containsValue(field.key()))
                .toList();
        return links.isEmpty() || names.isEmpty() ? Optional.empty() : Optional.of(new Family(links, names, format));
    }

    /** Fields by which its records are called. */
    List<PublishedField<?, ?>> names() {
        return names;
    }

    void announce(String name) {
        all.add(name.strip(), 1);
    }

    /** Whether the record links to one of the file that has not had its turn. */
    boolean waits(Map<String, @Nullable Object> values) {
        return links.stream()
                .map(values::get)
                .anyMatch(value -> name(value) instanceof String name && all.contains(name) && !placed.contains(name));
    }

    boolean isPlaced(@Nullable Object value) {
        return name(value) instanceof String name && all.contains(name);
    }

    void place(Map<String, @Nullable Object> values) {
        for (PublishedField<?, ?> field : names) {
            Object value = values.get(field.key());
            if (value != null) {
                placed.add(field.format(value, format), 1);
            }
        }
    }

    private static @Nullable String name(@Nullable Object value) {
        return value instanceof RecordRef ref && ref.id() == null ? ref.key() : null;
    }
}
