package dev.millwright.form.ui;

import dev.millwright.extension.PropertyContext;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FormatContext;
import dev.millwright.field.LinkTargets;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.field.SiblingFields;
import dev.millwright.form.AppFormulas;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.LinkCandidates;
import dev.millwright.form.PublishedField;
import dev.millwright.identity.People;
import dev.millwright.shared.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What fields and property editors may ask while a form is designed: of the form as it stands, and of the records that the designer may read. */
record DesignPorts(
        FormatContext format,
        Texts texts,
        People people,
        FieldResolver resolver,
        Supplier<FormDefinition> form,
        @Nullable UUID field,
        LinkTargets links,
        LinkCandidates records,
        Function<FormDefinition, AppFormulas> formulas)
        implements EditorContext, PropertyContext, SiblingFields {

    /** The same seen from the settings of one field. */
    DesignPorts of(UUID designed) {
        return new DesignPorts(format, texts, people, resolver, form, designed, links, records, formulas);
    }

    @Override
    public Locale locale() {
        return format.locale();
    }

    @Override
    public List<PersonRef> findPeople(String text, int offset, int limit) {
        return people.search(text, offset + limit).stream()
                .skip(offset)
                .map(person -> new PersonRef(person.id(), person.name()))
                .toList();
    }

    @Override
    public List<RecordRef> findRecords(UUID linked, String text, int offset, int limit) {
        return records.find(linked, text, offset, limit);
    }

    @Override
    public Optional<String> addressOf(UUID linked, UUID record) {
        return Optional.empty();
    }

    @Override
    public <P> Optional<P> port(Class<P> type) {
        if (type == SiblingFields.class) {
            return Optional.of(type.cast(this));
        }
        if (type == FormDefinition.class) {
            return Optional.of(type.cast(form.get()));
        }
        return type == LinkTargets.class ? Optional.of(type.cast(links)) : Optional.empty();
    }

    @Override
    public List<Sibling> siblings() {
        return form.get()
                .fields()
                .filter(other -> !other.id().equals(field))
                .flatMap(other -> resolver
                        .resolve(other)
                        .map(bound -> new Sibling(other.id(), other.key(), other.label(), bound.kind()))
                        .stream())
                .toList();
    }

    @Override
    public Optional<String> example(UUID sibling) {
        return form.get().field(sibling).flatMap(resolver::resolve).flatMap(this::exampleOf);
    }

    private <C, V> Optional<String> exampleOf(PublishedField<C, V> bound) {
        return bound.options().stream()
                .filter(option -> !option.retired())
                .findFirst()
                .map(option -> option.key())
                .or(() -> bound.type().sample(bound.config(), locale()).flatMap(bound::part));
    }
}
