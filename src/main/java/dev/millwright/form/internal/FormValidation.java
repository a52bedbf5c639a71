package dev.millwright.form.internal;

import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.expression.Expressions;
import dev.millwright.extension.Extension;
import dev.millwright.field.Deletion;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.AppFormulas;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormPartTypes;
import dev.millwright.form.FormRule;
import dev.millwright.form.FormShape;
import dev.millwright.form.Narrowing;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForms;
import dev.millwright.form.PublishedPart;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.UniqueSet;
import dev.millwright.form.spi.FormPartType;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.schema.TableName;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Keys;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What keeps a form from being published. Paths are ids of fields, so that the designer can show the problem where it is. */
@Component
class FormValidation {

    private static final Logger LOG = LoggerFactory.getLogger(FormValidation.class);

    private static final int LONGEST_LABEL = 200;
    private static final int LONGEST_HELP = 2_000;

    private final FieldTypes types;
    private final FormPartTypes parts;
    private final FieldResolver resolver;
    private final FormRecasts recasts;
    private final Expressions expressions;

    FormValidation(
            FieldTypes types,
            FormPartTypes parts,
            FieldResolver resolver,
            FormRecasts recasts,
            Expressions expressions) {
        this.expressions = expressions;
        this.types = types;
        this.parts = parts;
        this.resolver = resolver;
        this.recasts = recasts;
    }

    Problems validate(@Nullable FormDefinition published, FormDefinition draft, PublishContext context) {
        Problems problems = form(published, draft);
        boolean keyTwice = context.siblings(FormDefinition.KIND, FormDefinition.class).stream()
                .anyMatch(other -> !other.id().equals(draft.id()) && other.key().equals(draft.key()));
        if (keyTwice) {
            problems = problems.and(Problem.error("form.problem.formKeyTaken", "key", draft.key()));
        }
        Map<UUID, FieldDefinition> before = published == null
                ? Map.of()
                : Stream.concat(published.fields(), published.retired().stream())
                        .collect(Collectors.toMap(FieldDefinition::id, Function.identity(), (a, b) -> a));
        Map<String, FieldDefinition> columns = new HashMap<>();
        Set<UUID> ids = new HashSet<>();
        for (FieldDefinition field : draft.fields().toList()) {
            // The key of the draft may be none that a table can have; the records are in the table of the published one
            // anyway.
            FieldDefinition earlier = before.get(field.id());
            Problems own = earlier == null || published == null
                    ? Problems.NONE
                    : frozen(earlier, field, FormTables.nameOf(context, published));
            if (!ids.add(field.id())) {
                own = own.and(Problem.error("form.problem.fieldTwice", "", field.label()));
            }
            own = own.and(field(field, context)).and(columns(field, columns));
            problems = problems.and(own.under(field.id().toString()));
        }
        for (FieldDefinition field : draft.retired()) {
            problems = problems.and(retiredColumns(field, columns));
        }
        return problems.and(together(draft))
                .and(formulas(published, draft, context))
                .and(lines(draft, context))
                .and(partOf(published, draft, context));
    }

    /** Sets of fields that are none, or whose values nothing can keep from occurring twice. */
    private Problems together(FormDefinition draft) {
        Problems problems = draft.together().size() > UniqueSet.MAX_SETS
                ? Problems.of(Problem.error("form.problem.tooManySets", "together", UniqueSet.MAX_SETS))
                : Problems.NONE;
        Set<Set<UUID>> seen = new HashSet<>();
        for (UniqueSet set : draft.together()) {
            problems = problems.and(together(draft, set, seen).under("together"));
        }
        return problems;
    }

    private Problems together(FormDefinition draft, UniqueSet set, Set<Set<UUID>> seen) {
        List<UUID> ids = set.fields();
        String path = set.id().toString();
        if (ids.size() < 2) {
            return Problems.of(Problem.error("form.problem.setTooSmall", path));
        }
        if (ids.size() > UniqueSet.MAX_FIELDS) {
            return Problems.of(Problem.error("form.problem.setTooLarge", path, UniqueSet.MAX_FIELDS));
        }
        if (set.message().length() > UniqueSet.LONGEST_MESSAGE) {
            return Problems.of(Problem.error("form.problem.tooLong", path, UniqueSet.LONGEST_MESSAGE));
        }
        List<FieldDefinition> fields =
                ids.stream().flatMap(id -> draft.field(id).stream()).toList();
        String named = fields.stream().map(FieldDefinition::label).collect(Collectors.joining(" + "));
        if (fields.size() < ids.size()) {
            return Problems.of(Problem.error("form.problem.setFieldGone", path, named));
        }
        if (!seen.add(Set.copyOf(ids)) || Set.copyOf(ids).size() < ids.size()) {
            return Problems.of(Problem.error("form.problem.setTwice", path, named));
        }
        Problems problems = Problems.NONE;
        for (FieldDefinition field : fields) {
            if (resolver.resolve(field).filter(PublishedField::canBeTogether).isEmpty()) {
                problems = problems.and(Problem.error("form.problem.setFieldUnfit", path, field.label(), named));
            }
        }
        return problems;
    }

    /** What is wrong with its formulas, and which of other forms it would leave without what they need. */
    private Problems formulas(@Nullable FormDefinition published, FormDefinition draft, PublishContext context) {
        List<FormDefinition> all = context.siblings(FormDefinition.KIND, FormDefinition.class);
        boolean ruled = all.stream().anyMatch(form -> !form.rules().isEmpty());
        boolean narrowed = all.stream().anyMatch(this::narrows);
        if (!ruled
                && !narrowed
                && all.stream()
                        .flatMap(FormDefinition::fields)
                        .allMatch(field -> field.formula() == null
                                && field.defaultFormula().isEmpty())) {
            return Problems.NONE;
        }
        AppFormulas after = formulas(all);
        Problems problems = problems(after, draft.id());
        // Records of another app may be narrowed, too.
        problems = problems.and(narrowings(
                draft,
                target -> after.form(target)
                        .or(() -> context.find(FormDefinition.KIND, target, FormDefinition.class)
                                .map(found -> FormShape.of(found.definition(), resolver)))));
        if (published == null) {
            return problems;
        }
        AppFormulas before = formulas(all.stream()
                .map(form -> form.id().equals(draft.id()) ? published : form)
                .toList());
        return problems.and(elsewhere(
                all.stream().filter(form -> !form.id().equals(draft.id())).toList(), before, after));
    }

    /** Formulas of other forms that would be wrong without the form. */
    Problems removal(FormDefinition published, PublishContext context) {
        List<FormDefinition> left = context.siblings(FormDefinition.KIND, FormDefinition.class);
        return elsewhere(
                left,
                formulas(Stream.concat(left.stream(), Stream.of(published)).toList()),
                formulas(left));
    }

    private boolean narrows(FormDefinition form) {
        return form.fields()
                .flatMap(field -> resolver.resolve(field).stream())
                .anyMatch(field -> !field.narrowing().isBlank());
    }

    private Problems narrowings(FormDefinition form, Function<UUID, Optional<FormShape>> forms) {
        return Narrowing.problems(FormShape.of(form, resolver), forms, expressions);
    }

    private Problems elsewhere(List<FormDefinition> forms, AppFormulas before, AppFormulas after) {
        Problems problems = Problems.NONE;
        for (FormDefinition form : forms) {
            Set<Problem> wrongBefore = Set.copyOf(narrowings(form, before::form).items());
            for (Problem problem : narrowings(form, after::form)) {
                if (!wrongBefore.contains(problem)) {
                    problems = problems.and(
                            Problem.error("form.problem.narrowingElsewhere", "", labelOf(problem, form), form.label()));
                }
            }
            Set<Problem> known = Set.copyOf(problems(before, form.id()).items());
            for (Problem problem : problems(after, form.id())) {
                if (!known.contains(problem)) {
                    problems = problems.and(Problem.error(
                            isOfRule(problem, form) ? "form.problem.ruleElsewhere" : "form.problem.formulaElsewhere",
                            "",
                            labelOf(problem, form),
                            form.label()));
                }
            }
        }
        return problems;
    }

    private AppFormulas formulas(List<FormDefinition> forms) {
        return new AppFormulas(
                forms.stream().map(form -> FormShape.of(form, resolver)).toList(), expressions);
    }

    private static Problems problems(AppFormulas formulas, UUID form) {
        return formulas.problems(form).and(formulas.rules(form).problems());
    }

    private static boolean isOfRule(Problem problem, FormDefinition form) {
        return ruleOf(problem, form).isPresent();
    }

    private static Optional<FormRule> ruleOf(Problem problem, FormDefinition form) {
        return Ids.parse(problem.path().split("\\.", 2)[0]).flatMap(form::rule);
    }

    private static String labelOf(Problem problem, FormDefinition form) {
        return ruleOf(problem, form)
                .map(FormRule::name)
                .or(() -> Ids.parse(problem.path().split("\\.", 2)[0])
                        .flatMap(form::field)
                        .map(FieldDefinition::label))
                .orElse("");
    }

    /** Each part with lines has a form for them, and no other part has the same. */
    private Problems lines(FormDefinition draft, PublishContext context) {
        Problems problems = Problems.NONE;
        Set<UUID> forms = new HashSet<>();
        for (FieldDefinition field : draft.fields().toList()) {
            Optional<UUID> lines = resolver.part(field).flatMap(PublishedPart::lines);
            if (lines.isEmpty()) {
                continue;
            }
            boolean found = context.siblings(FormDefinition.KIND, FormDefinition.class).stream()
                    .filter(other -> other.id().equals(lines.get()))
                    .anyMatch(other ->
                            other.partOf() != null && other.partOf().form().equals(draft.id()));
            String code = draft.partOf() != null
                    ? "form.problem.linesOfLines"
                    : !forms.add(lines.get()) ? "form.problem.linesTwice" : found ? "" : "form.problem.linesGone";
            if (!code.isEmpty()) {
                problems = problems.and(Problem.error(code, "config", field.label())
                        .under(field.id().toString()));
            }
        }
        return problems;
    }

    /** A form of lines keeps the link and the order that make it one. */
    private Problems partOf(@Nullable FormDefinition published, FormDefinition draft, PublishContext context) {
        if (published != null && !Objects.equals(published.partOf(), draft.partOf())) {
            return Problems.of(Problem.error("form.problem.partOfFrozen", ""));
        }
        FormDefinition.PartOf partOf = draft.partOf();
        if (partOf == null) {
            return Problems.NONE;
        }
        boolean whole = context.siblings(FormDefinition.KIND, FormDefinition.class).stream()
                .anyMatch(other -> other.id().equals(partOf.form()) && other.partOf() == null);
        boolean link = draft.field(partOf.link())
                .filter(FieldDefinition::required)
                .flatMap(resolver::resolve)
                .flatMap(PublishedField::target)
                .filter(partOf.form()::equals)
                .isPresent();
        boolean position = draft.field(partOf.position())
                .flatMap(resolver::resolve)
                .filter(field -> field.isEntered()
                        && field.columns().size() == 1
                        && field.columns().getFirst().type() == ColumnType.BIGINT)
                .isPresent();
        return whole && link && position
                ? Problems.NONE
                : Problems.of(Problem.error("form.problem.partOfBroken", "", draft.label()));
    }

    private Problems form(@Nullable FormDefinition published, FormDefinition draft) {
        Problems problems = Problems.NONE;
        if (draft.label().isBlank()) {
            problems = problems.and(Problem.error("form.problem.formLabelMissing", "label"));
        }
        problems = problems.and(tooLong("label", draft.label(), LONGEST_LABEL));
        if (draft.sections().stream().anyMatch(section -> section.title().length() > LONGEST_LABEL)) {
            problems = problems.and(Problem.error("form.problem.sectionTooLong", "", LONGEST_LABEL));
        }
        if (!Keys.isValid(draft.key())) {
            problems = problems.and(Problem.error("form.problem.keyInvalid", "key", draft.key()));
        }
        if (published != null && !published.key().equals(draft.key())) {
            problems = problems.and(Problem.error("form.problem.keyFrozen", "key", published.key()));
        }
        long count = draft.fields().count();
        if (count == 0) {
            problems = problems.and(Problem.error("form.problem.noFields", ""));
        }
        if (count > FormDefinition.MAX_FIELDS) {
            problems = problems.and(Problem.error("form.problem.tooManyFields", "", FormDefinition.MAX_FIELDS));
        }
        boolean rowTooWide = draft.sections().stream()
                .flatMap(section -> section.rows().stream())
                .anyMatch(row -> row.fields().isEmpty() || row.fields().size() > RowDefinition.MAX_COLUMNS);
        if (rowTooWide) {
            problems = problems.and(Problem.error("form.problem.rowSize", "", RowDefinition.MAX_COLUMNS));
        }
        if (draft.titleField() != null && draft.field(draft.titleField()).isEmpty()) {
            problems = problems.and(Problem.error("form.problem.titleFieldGone", "titleField"));
        }
        problems = problems.and(naming(draft));
        if (draft.keyField() != null && draft.field(draft.keyField()).isEmpty()) {
            problems = problems.and(Problem.error("form.problem.keyFieldGone", "keyField"));
        }
        return problems;
    }

    /** By which records are called or found. What is no such field shows in links, or finds several records. */
    private Problems naming(FormDefinition draft) {
        Problems title = named(draft, draft.titleField())
                .filter(field -> !PublishedForms.isTitle(field))
                .map(field ->
                        Problems.of(Problem.error("form.problem.titleFieldUnusable", "titleField", field.label())))
                .orElse(Problems.NONE);
        return named(draft, draft.keyField())
                .filter(field -> !PublishedForms.isKey(field)
                        || !field.definition().unique() && field.generator().isEmpty())
                .map(field -> title.and(Problem.error("form.problem.keyFieldUnusable", "keyField", field.label())))
                .orElse(title);
    }

    private Optional<PublishedField<?, ?>> named(FormDefinition draft, @Nullable UUID field) {
        return Optional.ofNullable(field).flatMap(draft::field).flatMap(resolver::resolve);
    }

    private static Problems tooLong(String path, String text, int longest) {
        return text.length() <= longest
                ? Problems.NONE
                : Problems.of(Problem.error("form.problem.tooLong", path, longest));
    }

    /** What the published form has fixed for good. */
    private Problems frozen(FieldDefinition earlier, FieldDefinition field, TableName table) {
        Problems problems = Problems.NONE;
        if (!earlier.key().equals(field.key())) {
            problems = problems.and(Problem.error("form.problem.keyFrozen", "key", earlier.key()));
        }
        if (!earlier.type().equals(field.type()) && !changeable(earlier, field, table)) {
            boolean sealed = types.find(earlier.type())
                            .filter(FieldType::isSealed)
                            .isPresent()
                    || types.find(field.type()).filter(FieldType::isSealed).isPresent();
            problems = problems.and(Problem.error(
                    sealed ? "form.problem.typeSealed" : "form.problem.typeFrozen", "type", field.label()));
        }
        return problems;
    }

    private boolean changeable(FieldDefinition earlier, FieldDefinition field, TableName table) {
        return resolver.resolve(earlier)
                .flatMap(from -> resolver.resolve(field).map(to -> recasts.isPossible(from, to, table)))
                .orElse(false);
    }

    private Problems field(FieldDefinition field, PublishContext context) {
        Problems problems = Problems.NONE;
        Optional<FormPartType<?>> part = parts.find(field.type());
        if (field.label().isBlank() && part.map(FormPartType::isNamed).orElse(true)) {
            problems = problems.and(Problem.error("form.problem.labelMissing", "label"));
        }
        problems = problems.and(tooLong("label", field.label(), LONGEST_LABEL))
                .and(tooLong("help", field.help(), LONGEST_HELP));
        if (!Keys.isValid(field.key())) {
            problems = problems.and(Problem.error("form.problem.keyInvalid", "key", field.key()));
        }
        if (part.isPresent()) {
            return problems.and(resolver.part(field)
                    .map(bound -> config(bound).under("config"))
                    .orElseGet(() ->
                            Problems.of(Problem.error("form.problem.configUnreadable", "config", field.label()))));
        }
        Optional<FieldType<?, ?>> type = types.find(field.type());
        if (type.isEmpty()) {
            return problems.and(Problem.error("form.problem.typeUnknown", "type", field.type()));
        }
        Optional<PublishedField<?, ?>> bound = resolver.resolve(field);
        if (bound.isEmpty()) {
            return problems.and(Problem.error("form.problem.configUnreadable", "config", field.label()));
        }
        if (field.unique() && field.formula() != null) {
            problems = problems.and(Problem.error("form.problem.formulaUnique", "unique", field.label()));
        }
        if (field.unique() && !type.get().supportsUnique()) {
            problems = problems.and(Problem.error("form.problem.uniqueUnsupported", "unique", field.label()));
        }
        return problems.and(config(bound.get()).under("config"))
                .and(defaultValue(bound.get()))
                .and(target(bound.get(), context))
                .and(deletion(bound.get(), context));
    }

    private static <C> Problems config(PublishedPart<C> part) {
        return validated(part.type(), part.config());
    }

    private static <C, V> Problems config(PublishedField<C, V> field) {
        return validated(field.type(), field.config());
    }

    /** A type that fails on settings which it could not foresee keeps its form from being published, and nobody from seeing the plan. */
    private static <C> Problems validated(Extension<C> type, C config) {
        try {
            return type.validate(config);
        } catch (RuntimeException e) {
            LOG.warn("The type {} fails on its settings", type.key(), e);
            return Problems.of(Problem.error(
                    "form.problem.configUnreadable",
                    "",
                    type.descriptor().label().in(Locale.ENGLISH)));
        }
    }

    private static <C, V> Problems defaultValue(PublishedField<C, V> field) {
        JsonNode value = field.definition().defaultValue();
        if (value == null || field.begins()) {
            return Problems.NONE;
        }
        if (value.isObject() && value.has("dynamic")) {
            String word = value.get("dynamic").asString("");
            return field.type().dynamicDefaults().stream()
                            .anyMatch(d -> d.word().equals(word))
                    ? Problems.NONE
                    : Problems.of(Problem.error("form.problem.defaultInvalid", "defaultValue", word));
        }
        try {
            V read = field.fromJson(value);
            if (read == null) {
                return Problems.NONE;
            }
            if (field.type().isSealed()) {
                return Problems.of(Problem.error("form.problem.defaultSealed", "defaultValue"));
            }
            return field.kind() == ValueKind.FILE
                    ? Problems.of(Problem.error("form.problem.defaultOfFiles", "defaultValue"))
                    : field.type().validateValue(field.config(), read).under("defaultValue");
        } catch (ValueFormatException e) {
            return Problems.of(e.at("defaultValue"));
        }
    }

    private static Problems target(PublishedField<?, ?> field, PublishContext context) {
        return field.leadsTo()
                .filter(target -> context.find(FormDefinition.KIND, target, FormDefinition.class)
                        .isEmpty())
                .map(target -> Problems.of(Problem.error("form.problem.targetGone", "config", field.label())))
                .orElse(Problems.NONE);
    }

    /** Designers of one app say nothing about what those of another may delete. */
    private static Problems deletion(PublishedField<?, ?> field, PublishContext context) {
        if (field.deletion() == Deletion.KEEP) {
            return Problems.NONE;
        }
        boolean elsewhere = field.leadsTo()
                .flatMap(target -> context.find(FormDefinition.KIND, target, FormDefinition.class))
                .filter(found -> !found.app().id().equals(context.app().id()))
                .isPresent();
        if (elsewhere) {
            return Problems.of(Problem.error("form.problem.deletionElsewhere", "config.deletion", field.label()));
        }
        return field.deletion() == Deletion.CLEAR && field.definition().required()
                ? Problems.of(Problem.error("form.problem.clearRequired", "config.deletion", field.label()))
                : Problems.NONE;
    }

    private Problems columns(FieldDefinition field, Map<String, FieldDefinition> taken) {
        Problems problems = Problems.NONE;
        for (String column : columnNames(field)) {
            FieldDefinition other = taken.putIfAbsent(column, field);
            if (SystemColumns.NAMES.contains(column)) {
                problems = problems.and(Problem.error("form.problem.keyReserved", "key", field.key()));
            } else if (other != null) {
                problems = problems.and(Problem.error("form.problem.keyTaken", "key", field.key(), other.label()));
            }
        }
        return problems;
    }

    private Problems retiredColumns(FieldDefinition retired, Map<String, FieldDefinition> taken) {
        for (String column : columnNames(retired)) {
            FieldDefinition other = taken.get(column);
            if (other != null) {
                return Problems.of(Problem.error("form.problem.keyOfRemoved", "key", other.key(), retired.label())
                        .under(other.id().toString()));
            }
        }
        return Problems.NONE;
    }

    private Set<String> columnNames(FieldDefinition field) {
        if (!Keys.isValid(field.key())) {
            return Set.of();
        }
        return resolver.resolve(field)
                .map(bound -> FormTables.columns(bound).map(c -> c.name()).collect(Collectors.toSet()))
                .orElse(Set.of(field.key()));
    }
}
