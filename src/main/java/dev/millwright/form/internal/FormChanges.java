package dev.millwright.form.internal;

import dev.millwright.app.spi.DefinitionKind.Change;
import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.app.spi.DefinitionKind.Question;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.FieldType;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FillValues;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormRule;
import dev.millwright.form.PublishedField;
import dev.millwright.form.UniqueSet;
import dev.millwright.schema.FillStep;
import dev.millwright.schema.Inspection;
import dev.millwright.schema.TableName;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What publishing a form changes, in words, and what existing records get. */
@Component
class FormChanges {

    private final FieldResolver resolver;
    private final Inspection inspection;
    private final BusinessTime time;
    private final FormRecasts recasts;

    FormChanges(FieldResolver resolver, Inspection inspection, BusinessTime time, FormRecasts recasts) {
        this.resolver = resolver;
        this.inspection = inspection;
        this.time = time;
        this.recasts = recasts;
    }

    List<Change> between(@Nullable FormDefinition published, FormDefinition draft, PublishContext context) {
        if (published == null) {
            List<Change> created = new ArrayList<>();
            created.add(
                    change("form.change.created", draft.label(), draft.fields().count()));
            if (!draft.rules().isEmpty()) {
                created.add(change("form.change.rules", draft.rules().size()));
            }
            draft.together().forEach(set -> created.add(change(setCode(set), named(set, draft))));
            return created;
        }
        List<Change> changes = new ArrayList<>();
        if (!published.label().equals(draft.label())) {
            changes.add(change("form.change.renamed", published.label(), draft.label()));
        }
        Map<UUID, FieldDefinition> before = byId(published.fields());
        Map<UUID, FieldDefinition> after = byId(draft.fields());
        Map<UUID, FieldDefinition> retired = byId(published.retired().stream());
        Map<UUID, List<Object>> retyped = recasts.words(published, draft);
        after.values().forEach(field -> {
            FieldDefinition earlier = before.get(field.id());
            List<Object> types = retyped.get(field.id());
            if (types != null) {
                changes.add(new Change(
                        "form.change.type",
                        types,
                        recasts.question(published, draft, field, context).orElse(null)));
            }
            if (earlier != null) {
                formulaChanges(earlier, field, draft, context, changes);
                fieldChanges(earlier, field, draft, context, changes);
            } else {
                String code = retired.containsKey(field.id()) ? "form.change.broughtBack" : "form.change.added";
                changes.add(new Change(
                        code,
                        List.of(field.label()),
                        question(field, draft, context).orElse(null)));
                if (field.formula() != null) {
                    changes.add(change("form.change.formula", field.label(), field.formula()));
                }
            }
        });
        before.values().stream()
                .filter(field -> !after.containsKey(field.id()))
                .forEach(field -> changes.add(change("form.change.removed", field.label())));
        if (!Objects.equals(published.titleField(), draft.titleField())) {
            changes.add(change("form.change.title"));
        }
        if (!Objects.equals(published.keyField(), draft.keyField())) {
            changes.add(change("form.change.key"));
        }
        if (!layoutOf(published, before, after).equals(layoutOf(draft, before, after))) {
            changes.add(change("form.change.layout"));
        }
        ruleChanges(published, draft, changes);
        setChanges(published, draft, changes);
        if (!published.icon().equals(draft.icon())) {
            changes.add(change("form.change.icon"));
        }
        return changes;
    }

    private static void ruleChanges(FormDefinition published, FormDefinition draft, List<Change> changes) {
        for (FormRule rule : draft.rules()) {
            FormRule before = published.rule(rule.id()).orElse(null);
            if (before == null) {
                changes.add(change("form.change.ruleAdded", rule.name()));
            } else if (before.enabled() != rule.enabled()) {
                changes.add(change(rule.enabled() ? "form.change.ruleOn" : "form.change.ruleOff", rule.name()));
            } else if (!before.equals(rule)) {
                changes.add(change("form.change.ruleChanged", rule.name()));
            }
        }
        for (FormRule rule : published.rules()) {
            if (draft.rule(rule.id()).isEmpty()) {
                changes.add(change("form.change.ruleRemoved", rule.name()));
            }
        }
        if (!orderOf(published, draft).equals(orderOf(draft, published))) {
            changes.add(change("form.change.ruleOrder"));
        }
    }

    private static void setChanges(FormDefinition published, FormDefinition draft, List<Change> changes) {
        for (UniqueSet set : draft.together()) {
            UniqueSet before = published.together().stream()
                    .filter(one -> one.id().equals(set.id()))
                    .findFirst()
                    .orElse(null);
            if (before == null
                    || before.refuses() != set.refuses()
                    || !before.fields().equals(set.fields())) {
                changes.add(change(setCode(set), named(set, draft)));
            } else if (!before.equals(set)) {
                changes.add(change("form.change.setMessage", named(set, draft)));
            }
        }
        for (UniqueSet set : published.together()) {
            if (draft.together().stream().noneMatch(one -> one.id().equals(set.id()))) {
                changes.add(change("form.change.setRemoved", named(set, published)));
            }
        }
    }

    private static String setCode(UniqueSet set) {
        return set.refuses() ? "form.change.setRefuses" : "form.change.setWarns";
    }

    private static String named(UniqueSet set, FormDefinition form) {
        return set.fields().stream()
                .flatMap(id -> form.field(id).stream())
                .map(FieldDefinition::label)
                .collect(Collectors.joining(" + "));
    }

    private static List<UUID> orderOf(FormDefinition form, FormDefinition other) {
        return form.rules().stream()
                .map(FormRule::id)
                .filter(id -> other.rule(id).isPresent())
                .toList();
    }

    List<FillStep> fills(@Nullable FormDefinition published, FormDefinition draft, PublishContext context) {
        if (published == null) {
            return List.of();
        }
        TableName table = FormTables.nameOf(context, draft);
        Stream<FillStep> kept = draft.fields()
                .filter(field -> published.field(field.id()).isEmpty())
                .flatMap(field -> resolver.resolve(field).stream())
                .flatMap(field -> atFirst(table, field).stream());
        Stream<FillStep> answered = draft.fields()
                .flatMap(field -> context
                        .answer(field.id().toString())
                        .filter(answer -> !answer.isBlank())
                        .flatMap(answer -> resolver.resolve(field).map(bound -> fill(table, bound, answer)))
                        .stream()
                        .flatMap(List::stream));
        return Stream.concat(kept, answered).toList();
    }

    /** What the product keeps of a record to which nothing has happened yet. */
    private static <C, V> List<FillStep> atFirst(TableName table, PublishedField<C, V> field) {
        return field.keptAtFirst().map(value -> steps(table, field, value)).orElse(List.of());
    }

    private <C, V> List<FillStep> fill(TableName table, PublishedField<C, V> field, String answer) {
        V value = FillValues.read(field, answer, time.zone());
        if (value == null) {
            return List.of();
        }
        field.validate(value).under(field.key()).throwIfErrors();
        return steps(table, field, value);
    }

    private static <C, V> List<FillStep> steps(TableName table, PublishedField<C, V> field, V value) {
        List<@Nullable Object> columns = field.type().toColumns(value);
        List<FieldType.Column> specs = field.columns();
        List<FillStep> steps = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            Object column = columns.get(i);
            if (column != null) {
                steps.add(new FillStep(table, field.key() + specs.get(i).suffix(), column));
            }
        }
        return steps;
    }

    private void formulaChanges(
            FieldDefinition before,
            FieldDefinition after,
            FormDefinition form,
            PublishContext context,
            List<Change> changes) {
        String formula = after.formula();
        if (Objects.equals(before.formula(), formula)) {
            return;
        }
        if (formula == null) {
            changes.add(change("form.change.entered", after.label()));
            return;
        }
        changes.add(change("form.change.formula", after.label(), formula));
        if (before.formula() == null) {
            TableName table = FormTables.nameOf(context, form);
            long entered = inspection.rows(table).rows() - inspection.nulls(table, before.key());
            if (entered > 0) {
                changes.add(change("form.change.enteredAside", after.label(), entered));
            }
        }
    }

    private void fieldChanges(
            FieldDefinition before,
            FieldDefinition after,
            FormDefinition form,
            PublishContext context,
            List<Change> changes) {
        if (!before.label().equals(after.label())) {
            changes.add(change("form.change.fieldRenamed", before.label(), after.label()));
        }
        if (!before.required() && after.required()) {
            changes.add(new Change(
                    "form.change.madeRequired",
                    List.of(after.label()),
                    question(after, form, context).orElse(null)));
        }
        if (before.required() && !after.required()) {
            changes.add(change("form.change.madeOptional", after.label()));
        }
        if (!before.unique() && after.unique()) {
            changes.add(change("form.change.madeUnique", after.label()));
        }
        if (before.unique() && !after.unique()) {
            changes.add(change("form.change.noLongerUnique", after.label()));
        }
        optionsGone(before, after, form, context, changes);
        boolean settings =
                (before.type().equals(after.type()) && !before.config().equals(after.config()))
                        || !before.help().equals(after.help())
                        || !before.placeholder().equals(after.placeholder())
                        || !Objects.equals(before.defaultValue(), after.defaultValue());
        if (settings) {
            changes.add(change("form.change.settings", after.label()));
        }
    }

    /** Options that records have and the field is to have no more: of these only the key would be seen. */
    private void optionsGone(
            FieldDefinition before,
            FieldDefinition after,
            FormDefinition form,
            PublishContext context,
            List<Change> changes) {
        if (!before.type().equals(after.type()) || before.config().equals(after.config())) {
            return;
        }
        PublishedField<?, ?> from = resolver.resolve(before).orElse(null);
        PublishedField<?, ?> to = resolver.resolve(after).orElse(null);
        if (from == null || to == null) {
            return;
        }
        Set<String> left = to.options().stream().map(ChoiceOption::key).collect(Collectors.toSet());
        Map<String, Long> gone = new LinkedHashMap<>();
        from.options().stream()
                .map(ChoiceOption::key)
                .filter(key -> !left.contains(key))
                .forEach(key -> gone.put(key, 0L));
        if (gone.isEmpty()) {
            return;
        }
        inspection.values(
                FormTables.nameOf(context, form),
                FormTables.columns(from).toList(),
                (List<@Nullable Object> columns, Long count) -> {
                    Object value = columns.getFirst();
                    Stream<?> keys = value instanceof Object[] many ? Arrays.stream(many) : Stream.ofNullable(value);
                    keys.map(String::valueOf)
                            .distinct()
                            .forEach(key -> gone.computeIfPresent(key, (_, sum) -> sum + count));
                });
        from.options().forEach(option -> {
            long rows = gone.getOrDefault(option.key(), 0L);
            if (rows > 0) {
                changes.add(change("form.change.optionGone", after.label(), option.label(), rows, option.key()));
            }
        });
    }

    /** Asked when records would be left without a value that is required from now on. */
    private Optional<Question> question(FieldDefinition field, FormDefinition form, PublishContext context) {
        // Files cannot be given to all records at once; whoever next changes one is asked for them.
        boolean entered = resolver.resolve(field)
                .map(bound -> bound.isEntered() && bound.kind() != ValueKind.FILE)
                .orElse(false);
        if (!field.required() || !entered) {
            return Optional.empty();
        }
        long rows = inspection.nulls(FormTables.nameOf(context, form), field.key());
        return rows == 0
                ? Optional.empty()
                : Optional.of(
                        new Question(field.id().toString(), "form.question.fill", List.of(field.label(), rows), rows));
    }

    private static List<Object> layoutOf(
            FormDefinition form, Map<UUID, FieldDefinition> before, Map<UUID, FieldDefinition> after) {
        return form.sections().stream()
                .<Object>map(section -> List.of(
                        section.id(),
                        section.title(),
                        section.display(),
                        section.rows().stream()
                                .map(row -> row.fields().stream()
                                        .map(FieldDefinition::id)
                                        .filter(id -> before.containsKey(id) && after.containsKey(id))
                                        .toList())
                                .filter(ids -> !ids.isEmpty())
                                .toList()))
                .toList();
    }

    private static Map<UUID, FieldDefinition> byId(Stream<FieldDefinition> fields) {
        Map<UUID, FieldDefinition> map = new LinkedHashMap<>();
        fields.forEach(field -> map.put(field.id(), field));
        return map;
    }

    private static Change change(String code, Object... arguments) {
        return new Change(code, List.of(arguments), null);
    }
}
