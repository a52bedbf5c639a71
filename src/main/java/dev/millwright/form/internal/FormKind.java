package dev.millwright.form.internal;

import dev.millwright.app.App;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.extension.PropertyContext;
import dev.millwright.field.PersonRef;
import dev.millwright.form.AppFormulas.FieldRef;
import dev.millwright.form.ComputedFields;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormShape;
import dev.millwright.form.LinkCandidates;
import dev.millwright.form.PublishedField;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.form.ui.FillAnswer;
import dev.millwright.identity.People;
import dev.millwright.identity.Principal;
import dev.millwright.schema.FillStep;
import dev.millwright.schema.RecastStep;
import dev.millwright.schema.TableSpec;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Forms as part of an app. */
@Component
@Order(100)
class FormKind implements DefinitionKind<FormDefinition> {

    private final FormValidation validation;
    private final FormTables tables;
    private final FormChanges changes;
    private final FormRecasts recasts;
    private final FieldResolver resolver;
    private final BusinessTime time;
    private final ObjectProvider<People> people;
    private final ObjectProvider<LinkCandidates> records;
    private final ObjectProvider<ComputedFields> computed;

    FormKind(
            FormValidation validation,
            FormTables tables,
            FormChanges changes,
            FormRecasts recasts,
            FieldResolver resolver,
            BusinessTime time,
            ObjectProvider<People> people,
            ObjectProvider<LinkCandidates> records,
            ObjectProvider<ComputedFields> computed) {
        this.computed = computed;
        this.validation = validation;
        this.tables = tables;
        this.changes = changes;
        this.recasts = recasts;
        this.resolver = resolver;
        this.time = time;
        this.people = people;
        // The gate to records needs published forms, and so comes after their kind.
        this.records = records;
    }

    @Override
    public String key() {
        return FormDefinition.KIND;
    }

    @Override
    public Label label() {
        return Label.of("Form", "表单");
    }

    @Override
    public Class<FormDefinition> type() {
        return FormDefinition.class;
    }

    @Override
    public boolean hasOwnRights(FormDefinition form) {
        return form.partOf() == null;
    }

    @Override
    public UUID idOf(FormDefinition form) {
        return form.id();
    }

    @Override
    public String keyOf(FormDefinition form) {
        return form.key();
    }

    @Override
    public String labelOf(FormDefinition form) {
        return form.label();
    }

    @Override
    public FormDefinition empty(UUID id, String key, String label) {
        SectionDefinition section = new SectionDefinition(Ids.next(), "", List.<RowDefinition>of());
        return new FormDefinition(id, key, label, "vaadin:form", null, null, List.of(section), List.of());
    }

    @Override
    public Optional<String> page(String app, FormDefinition form) {
        return Optional.of("app/" + app + "/form/" + form.key());
    }

    @Override
    public Problems validate(@Nullable FormDefinition published, FormDefinition draft, PublishContext context) {
        Problems problems = validation.validate(published, draft, context);
        return problems.hasErrors() ? problems : problems.and(recasts.problems(published, draft, context));
    }

    @Override
    public Problems validateRemoval(FormDefinition published, PublishContext context) {
        return validation.removal(published, context);
    }

    @Override
    public List<Reference> references(FormDefinition form) {
        return tables.targets(form)
                .filter(target -> !target.equals(form.id()))
                .distinct()
                .map(target -> new Reference(FormDefinition.KIND, target))
                .toList();
    }

    @Override
    public List<Mention> mentions(FormDefinition form) {
        return form.fields()
                .flatMap(field -> resolver.resolve(field).stream())
                .flatMap(field -> beginsWith(field).stream())
                .toList();
    }

    private static Optional<Mention> beginsWith(PublishedField<?, ?> field) {
        return field.fixedDefault() instanceof PersonRef(String id, String name) && id != null
                ? Optional.of(new Mention(
                        Principal.person(id), name.isEmpty() ? id : name, field.key() + ".defaultValue", field.label()))
                : Optional.empty();
    }

    @Override
    public List<TableSpec> tables(FormDefinition form, PublishContext context) {
        return List.of(tables.table(form, context));
    }

    @Override
    public boolean leavesTables() {
        return true;
    }

    @Override
    public List<FillStep> fills(@Nullable FormDefinition published, FormDefinition draft, PublishContext context) {
        return changes.fills(published, draft, context);
    }

    @Override
    public List<RecastStep> recasts(@Nullable FormDefinition published, FormDefinition draft, PublishContext context) {
        return recasts.steps(published, draft, context);
    }

    /** Fields of records that are there hold from the first moment what their formulas give. */
    @Override
    public void apply(@Nullable FormDefinition published, FormDefinition draft, PublishContext context) {
        Map<UUID, FieldDefinition> before = published == null
                ? Map.of()
                : published.fields().collect(Collectors.toMap(FieldDefinition::id, Function.identity()));
        Set<FieldRef> changed = draft.fields()
                .filter(field -> !isKept(before.get(field.id()), field))
                .map(field -> new FieldRef(draft.id(), field.key()))
                .collect(Collectors.toCollection(HashSet::new));
        // What links are called is another field from now on.
        Optional<String> title = title(draft);
        if (published != null && !title.equals(title(published))) {
            title.ifPresent(key -> changed.add(new FieldRef(draft.id(), key)));
        }
        if (!changed.isEmpty()) {
            computed.ifAvailable(fields -> fields.recompute(changed, context));
        }
    }

    private Optional<String> title(FormDefinition form) {
        return FormShape.of(form, resolver).title().map(PublishedField::key);
    }

    /** Whether no value of the field can be another one by the release. */
    private static boolean isKept(@Nullable FieldDefinition before, FieldDefinition after) {
        return before != null
                && before.type().equals(after.type())
                && before.config().equals(after.config())
                && Objects.equals(before.formula(), after.formula());
    }

    @Override
    public FormDefinition answered(
            @Nullable FormDefinition published, FormDefinition draft, App app, Map<String, String> answers) {
        return recasts.answered(published, draft, app, answers);
    }

    @Override
    public Optional<Named> column(FormDefinition form, String column) {
        return tables.resolved(form.fields())
                .filter(field ->
                        FormTables.columns(field).anyMatch(spec -> spec.name().equals(column)))
                .findFirst()
                .map(field -> new Named(field.key(), field.label()));
    }

    @Override
    public List<Change> changes(@Nullable FormDefinition published, FormDefinition draft, PublishContext context) {
        return changes.between(published, draft, context);
    }

    @Override
    public Optional<AnswerEditor> answerEditor(FormDefinition draft, Question question, PropertyContext context) {
        return Ids.parse(question.id())
                .flatMap(draft::field)
                .flatMap(resolver::resolve)
                .map(field -> new FillAnswer<>(field, context, time.zone(), people.getObject(), records.getObject()));
    }

    @Override
    public FormDefinition carryOver(@Nullable FormDefinition published, FormDefinition draft) {
        Map<UUID, FieldDefinition> retired = new LinkedHashMap<>();
        Stream<FieldDefinition> earlier =
                published == null ? Stream.of() : Stream.concat(published.retired().stream(), published.fields());
        earlier.forEach(field -> retired.put(field.id(), field));
        // What was changed before it was taken away was never published so, and its column is as before.
        draft.retired().forEach(field -> retired.putIfAbsent(field.id(), field));
        draft.fields().map(FieldDefinition::id).forEach(retired::remove);
        return draft.withRetired(new ArrayList<>(retired.values()));
    }
}
