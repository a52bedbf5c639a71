package dev.millwright.workspace;

import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AccessibleForms;
import dev.millwright.shared.ValueKind;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/**
 * What the conditions of a filter may be about: the fields of a form and, behind a dot, those of the records that its links lead to. Whoever
 * may not see a form or a field has none in it.
 */
public final class FilterScope {

    private static final char BEHIND_LINK = '.';

    private final PublishedForm form;
    private final Function<UUID, Optional<PublishedForm>> linked;

    private FilterScope(PublishedForm form, Function<UUID, Optional<PublishedForm>> linked) {
        this.form = form;
        this.linked = linked;
    }

    /** The fields of the form alone. */
    public static FilterScope own(PublishedForm form) {
        return new FilterScope(form, _ -> Optional.empty());
    }

    /** The fields of the form and of the forms of its app that its links lead to, as the one who asks may see them. */
    public static FilterScope of(PublishedForm form, AccessibleForms accessible) {
        Supplier<List<PublishedForm>> all =
                SingletonSupplier.of(() -> accessible.all(form.app().key()));
        return new FilterScope(
                form,
                wanted -> all.get().stream()
                        .filter(one -> one.id().equals(wanted))
                        .findFirst());
    }

    public PublishedForm form() {
        return form;
    }

    /**
     * What a condition is about.
     *
     * @param link the link that leads to the record whose field it is; empty for a field of the record itself
     * @param field empty for a column of the system
     */
    public record Subject(
            Optional<PublishedField<?, ?>> link, String key, Optional<PublishedField<?, ?>> field, ValueKind kind) {}

    /**
     * @param path key of a field or of a column of the system, or of a link and behind a dot that of a field there
     * @return empty when there is no such field for the one who asks
     */
    public Optional<Subject> subject(String path) {
        int dot = path.indexOf(BEHIND_LINK);
        if (dot < 0) {
            return subject(Optional.empty(), path, form::field);
        }
        Optional<PublishedField<?, ?>> link = form.field(path.substring(0, dot));
        return link.flatMap(this::target).flatMap(there -> subject(link, path.substring(dot + 1), there::field));
    }

    /** The form that a link leads to, one record of it at a time. */
    public Optional<PublishedForm> target(PublishedField<?, ?> link) {
        return link.target().flatMap(linked);
    }

    /** How a field of a linked record is named. */
    public static String path(String link, String field) {
        return link + BEHIND_LINK + field;
    }

    /** What people call it; the path itself where there is no such field. */
    public String name(String path) {
        return subject(path)
                .flatMap(subject -> subject.field()
                        .map(field -> subject.link()
                                .map(link -> linkedName(link, field))
                                .orElseGet(field::label)))
                .orElse(path);
    }

    /** What people call a field of a linked record. */
    public static String linkedName(PublishedField<?, ?> link, PublishedField<?, ?> field) {
        return link.label() + " · " + field.label();
    }

    /** What a condition is about in a form that is not published yet. */
    static Optional<Subject> subject(String path, Function<String, Optional<PublishedField<?, ?>>> fields) {
        return subject(Optional.empty(), path, fields);
    }

    private static Optional<Subject> subject(
            Optional<PublishedField<?, ?>> link, String key, Function<String, Optional<PublishedField<?, ?>>> fields) {
        return FilterRow.kind(key, fields).map(kind -> new Subject(link, key, fields.apply(key), kind));
    }
}
