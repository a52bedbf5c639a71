package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import dev.millwright.expression.Expressions;
import dev.millwright.expression.Scope;
import dev.millwright.extension.PropertyContext;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FormatContext;
import dev.millwright.field.LinkNarrowing;
import dev.millwright.field.LinkTargets;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.field.SiblingFields;
import dev.millwright.form.AppFormulas;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormShape;
import dev.millwright.form.FormulaSamples;
import dev.millwright.form.LinkCandidates;
import dev.millwright.form.PublishedField;
import dev.millwright.form.spi.DesignedApp;
import dev.millwright.form.spi.LinkingFields;
import dev.millwright.identity.Department;
import dev.millwright.identity.People;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.Texts;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
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
        Function<FormDefinition, AppFormulas> formulas,
        Expressions expressions,
        FormulaSamples samples,
        String app,
        Function<UUID, Optional<FormShape>> elsewhere)
        implements EditorContext, PropertyContext, SiblingFields {

    private static final int SAMPLE_DECIMALS = 10;
    private static final List<String> KEPT = List.of(SystemColumns.CREATED_AT, SystemColumns.CREATED_BY);

    /** The same seen from the settings of one field. */
    DesignPorts of(UUID designed) {
        return new DesignPorts(
                format,
                texts,
                people,
                resolver,
                form,
                designed,
                links,
                records,
                formulas,
                expressions,
                samples,
                app,
                elsewhere);
    }

    /** What a name that a formula may use is called; what the product keeps is called by none. */
    static String label(Scope.Name name) {
        for (String kept : KEPT) {
            if (name.label().equals(kept) || name.label().endsWith("." + kept)) {
                return name.label().substring(0, name.label().length() - kept.length())
                        + t("form.settings.formula.name." + kept);
            }
        }
        return name.label();
    }

    /** The form as it stands. */
    FormShape shape() {
        return FormShape.of(form.get(), resolver);
    }

    /** A form that a link may lead to, as it is designed in this app or published in another. */
    Optional<FormShape> shape(UUID id) {
        FormDefinition designed = form.get();
        return id.equals(designed.id())
                ? Optional.of(shape())
                : formulas.apply(designed).form(id).or(() -> elsewhere.apply(id));
    }

    /** Says what a formula comes to for the record that was entered last; empty where that cannot be said. */
    Optional<String> sample(String formula) {
        return samples.ofNewest(form.get().id(), formula)
                .map(sample -> t("form.formula.sample", sample.record(), words(sample.value())));
    }

    private String words(@Nullable Object value) {
        if (value == null || value.toString().isEmpty()) {
            return t("form.formula.sample.empty");
        }
        return switch (value) {
            case BigDecimal number -> {
                NumberFormat words = NumberFormat.getInstance(locale());
                words.setMaximumFractionDigits(SAMPLE_DECIMALS);
                yield words.format(number);
            }
            case Boolean truth -> t(truth ? "form.condition.yes" : "form.condition.no");
            case LocalDate date ->
                DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(locale())
                        .format(date);
            case Instant moment ->
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(locale())
                        .withZone(format.zone())
                        .format(moment);
            default -> value.toString();
        };
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
    public List<String> findDepartments(String text, int offset, int limit) {
        return Department.paths(people.departments(), text, offset, limit);
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
        if (type == LinkNarrowing.class) {
            return Optional.of(type.cast((LinkNarrowing) (target, label, condition) ->
                    new ConditionEditor(new NarrowingPorts(this, target), label, target, condition)));
        }
        if (type == FormDefinition.class) {
            return Optional.of(type.cast(form.get()));
        }
        if (type == LinkingFields.class) {
            return Optional.of(type.cast((LinkingFields) this::linking));
        }
        if (type == DesignedApp.class) {
            return Optional.of(type.cast(new DesignedApp(app)));
        }
        return type == LinkTargets.class ? Optional.of(type.cast(links)) : Optional.empty();
    }

    /** The fields of the app, as designed, by which records link to those of the form. */
    List<LinkingFields.LinkingField> linking() {
        FormDefinition designed = form.get();
        return formulas.apply(designed).rows(designed.id()).values().stream()
                .flatMap(rows -> rows
                        .form()
                        .field(rows.link())
                        .map(link -> new LinkingFields.LinkingField(
                                link.id(), rows.form().label() + " · " + link.label()))
                        .stream())
                .toList();
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
