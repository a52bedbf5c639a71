package dev.millwright.form.internal;

import dev.millwright.app.App;
import dev.millwright.app.spi.DefinitionKind.Choice;
import dev.millwright.app.spi.DefinitionKind.Example;
import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.app.spi.DefinitionKind.Question;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FormatContext;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.form.TypeChanges;
import dev.millwright.form.TypeChanges.Both;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.Inspection;
import dev.millwright.schema.RecastStep;
import dev.millwright.schema.Scope;
import dev.millwright.schema.TableName;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Keys;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of the values of fields that get another type: counted before, asked about where they do not fit, carried over. */
@Component
class FormRecasts {

    /** Answers to what becomes of values that do not fit. */
    static final String OPTIONS = "options";

    static final String ASIDE = "aside";

    private static final String QUESTION = ":type";
    private static final int EXAMPLES = 50;
    private static final int VALUES_LOOKED_FOR = 500;
    private static final int MOST_TEXTS = 1_000;

    private static final String COMPUTED = "_computed";
    private final FieldResolver resolver;
    private final Inspection inspection;
    private final BusinessTime time;
    private final DefinitionCodec codec;

    FormRecasts(FieldResolver resolver, Inspection inspection, BusinessTime time, DefinitionCodec codec) {
        this.resolver = resolver;
        this.inspection = inspection;
        this.time = time;
        this.codec = codec;
    }

    /** A field that gets another type, or whose values are entered now and worked out then, or the other way round. */
    private record Changed(FieldDefinition former, FieldDefinition wanted, Both both) {

        /** Whether values of the former type are to become values of the new one. */
        boolean carriesOver() {
            return wanted.formula() == null;
        }

        boolean isOfType() {
            return !former.type().equals(wanted.type());
        }

        RecastStep.Recast recast() {
            if (!carriesOver()) {
                return new Filled(former.formula() != null);
            }
            return former.formula() == null ? both : new Entered(both);
        }

        PublishedField<?, ?> from() {
            return both.from();
        }

        PublishedField<?, ?> to() {
            return both.to();
        }

        String question() {
            return wanted.id() + QUESTION;
        }
    }

    /**
     * How the values of a field fit.
     *
     * @param rows records that have a value
     * @param misfits records whose value does not fit
     * @param texts of those values, as far as they are needed
     * @param values of those values, first columns, as far as they are looked for
     * @param refusals why, by first column
     */
    private record Fit(long rows, long misfits, Set<String> texts, List<Object> values, Map<Object, Misfit> refusals) {}

    /** A value that does not fit, as people read it, and why. */
    private record Misfit(String text, Problem problem) {}

    private List<Changed> changed(@Nullable FormDefinition published, FormDefinition draft) {
        if (published == null) {
            return List.of();
        }
        Map<UUID, FieldDefinition> former = Stream.concat(published.fields(), published.retired().stream())
                .collect(Collectors.toMap(FieldDefinition::id, Function.identity(), (a, _) -> a));
        List<Changed> changed = new ArrayList<>();
        draft.fields().forEach(field -> {
            FieldDefinition before = former.get(field.id());
            if (before != null
                    && !state(before).equals(state(field))
                    && before.key().equals(field.key())) {
                resolver.resolve(before)
                        .ifPresent(from -> resolver.resolve(field)
                                .ifPresent(to -> changed.add(
                                        new Changed(before, field, new Both(from, to, context(draft, field))))));
            }
        });
        return changed;
    }

    /** What the values of a field are, as a part of the name of the columns that keep former ones. */
    private static String state(FieldDefinition field) {
        return field.formula() == null ? field.type() : field.type() + COMPUTED;
    }

    /**
     * What was entered is put aside; the formula fills the field.
     *
     * @param workedOut whether another formula gave the former values
     */
    private record Filled(boolean workedOut) implements RecastStep.Recast {
        @Override
        public List<@Nullable Object> forth(List<@Nullable Object> former) {
            return List.of();
        }

        @Override
        public List<@Nullable Object> back(List<@Nullable Object> present) {
            return List.of();
        }
    }

    /** What was entered before there was a formula comes back; records that were made since keep what the formula gave. */
    private record Entered(Both both) implements RecastStep.Recast {
        @Override
        public List<@Nullable Object> forth(List<@Nullable Object> former) {
            return both.from().definition().type().equals(both.to().definition().type()) ? former : both.forth(former);
        }

        @Override
        public List<@Nullable Object> back(List<@Nullable Object> present) {
            return List.of();
        }

        @Override
        public boolean workedOut() {
            return true;
        }
    }

    /** The words of a form tell the language in which its values are written out. */
    private FormatContext context(FormDefinition form, FieldDefinition field) {
        return new FormatContext(language(form, field), time.zone());
    }

    static Locale language(FormDefinition form, FieldDefinition field) {
        boolean chinese = (form.label() + field.label()).codePoints().anyMatch(Character::isIdeographic);
        return chinese ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    }

    /** Whether the values can be carried over, or are there already from an earlier change. */
    boolean isPossible(PublishedField<?, ?> from, PublishedField<?, ?> to, TableName table) {
        return offers(from, to)
                || inspection.keeps(table, to.key(), to.definition().type());
    }

    private static <C, V> boolean offers(PublishedField<?, ?> from, PublishedField<C, V> to) {
        return TypeChanges.offers(to.type(), to.config(), from.type(), from.config());
    }

    List<RecastStep> steps(@Nullable FormDefinition published, FormDefinition draft, PublishContext context) {
        TableName table = FormTables.nameOf(context, draft);
        return changed(published, draft).stream()
                .map(changed -> new RecastStep(
                        table,
                        FormTables.columns(changed.from()).toList(),
                        state(changed.former()),
                        FormTables.columns(changed.to()).toList(),
                        state(changed.wanted()),
                        asideOf(changed, draft)
                                .flatMap(resolver::resolve)
                                .map(aside -> FormTables.columns(aside).toList())
                                .orElse(List.of()),
                        changed.recast()))
                .toList();
    }

    /** Asked when there are values that do not fit. */
    Optional<Question> question(
            @Nullable FormDefinition published, FormDefinition draft, FieldDefinition field, PublishContext context) {
        return changed(published, draft).stream()
                .filter(changed -> changed.wanted().id().equals(field.id()) && asksAbout(changed))
                .findFirst()
                .flatMap(changed -> question(changed, draft, context));
    }

    private static boolean asksAbout(Changed changed) {
        return changed.isOfType() && changed.carriesOver();
    }

    private Optional<Question> question(Changed changed, FormDefinition draft, PublishContext context) {
        TableName table = FormTables.nameOf(context, draft);
        Fit fit = fit(changed, table, VALUES_LOOKED_FOR);
        Optional<String> answer = context.answer(changed.question());
        if (fit.misfits() == 0 && answer.isEmpty()) {
            return Optional.empty();
        }
        List<Choice> choices = new ArrayList<>();
        if (offering(changed.to(), List.of()).isPresent()) {
            choices.add(new Choice(
                    OPTIONS, "form.question.recast.options", List.of(fit.texts().size())));
        }
        choices.add(new Choice(ASIDE, "form.question.recast.aside", List.of(asideLabel(draft, changed.wanted()))));
        choices.add(new Choice("", "form.question.recast.empty", List.of()));
        return Optional.of(new Question(
                changed.question(),
                "form.question.recast",
                List.of(changed.wanted().label(), fit.misfits(), fit.rows() - fit.misfits()),
                fit.misfits(),
                choices,
                examples(changed, fit, draft, table)));
    }

    private Fit fit(Changed changed, TableName table, int lookedFor) {
        long[] rows = new long[2];
        Set<String> texts = new LinkedHashSet<>();
        List<Object> values = new ArrayList<>();
        Map<Object, Misfit> refusals = new HashMap<>();
        inspection.values(
                table, FormTables.columns(changed.from()).toList(), (List<@Nullable Object> former, Long count) -> {
                    rows[0] += count;
                    changed.both().refusal(former).ifPresent(problem -> {
                        rows[1] += count;
                        Object first = Objects.requireNonNull(former.getFirst());
                        if (count > 0 && texts.size() < MOST_TEXTS) {
                            texts.add(changed.both().text(former).strip());
                        }
                        if (count > 0 && values.size() < lookedFor) {
                            values.add(first);
                            refusals.put(
                                    comparable(first), new Misfit(changed.both().text(former), problem));
                        }
                    });
                });
        return new Fit(rows[0], rows[1], texts, values, refusals);
    }

    private static Object comparable(Object column) {
        return column instanceof Object[] many ? List.of(many) : column;
    }

    private List<Example> examples(Changed changed, Fit fit, FormDefinition draft, TableName table) {
        ColumnSpec column = FormTables.columns(changed.from()).findFirst().orElseThrow();
        Optional<PublishedField<?, ?>> title = Optional.ofNullable(draft.titleField())
                .flatMap(draft::field)
                .filter(field -> !field.id().equals(changed.wanted().id()))
                .flatMap(resolver::resolve)
                .filter(field -> field.columns().size() == 1);
        ColumnSpec named = title.map(field ->
                        new ColumnSpec(field.key(), field.columns().getFirst().type()))
                .orElse(column);
        return inspection.holders(table, column, fit.values(), named, EXAMPLES).stream()
                .map(holder -> {
                    Misfit misfit = Objects.requireNonNull(fit.refusals().get(comparable(holder.value())));
                    return new Example(
                            holder.id(),
                            title.flatMap(field -> name(
                                            field, holder.name(), changed.both().context()))
                                    .orElse(""),
                            misfit.text(),
                            misfit.problem());
                })
                .toList();
    }

    private static Optional<String> name(PublishedField<?, ?> title, @Nullable Object column, FormatContext context) {
        List<@Nullable Object> columns = new ArrayList<>();
        columns.add(column);
        return Optional.<Object>ofNullable(title.fromColumns(columns)).map(value -> title.format(value, context));
    }

    /** Values that were told apart before and are not any more, where no two may be the same. */
    Problems problems(@Nullable FormDefinition published, FormDefinition draft, PublishContext context) {
        Problems problems = Problems.NONE;
        TableName table = FormTables.nameOf(context, draft);
        for (Changed changed : changed(published, draft)) {
            boolean generated = changed.to().generator().isPresent();
            boolean alone = changed.wanted().unique() || generated;
            if (!alone || !asksAbout(changed) || !isPossible(changed.from(), changed.to(), table)) {
                continue;
            }
            Set<Object> seen = new HashSet<>();
            long[] doubles = new long[1];
            // A code is nobody else's, not even while its record lies in the recycle bin.
            inspection.values(
                    table,
                    FormTables.columns(changed.from()).toList(),
                    generated ? Scope.ALL : Scope.LIVE,
                    (List<@Nullable Object> former, Long count) -> {
                        List<@Nullable Object> columns = changed.both().forth(former);
                        Object first = columns.isEmpty() ? null : columns.getFirst();
                        if (first != null && (count > 1 || (count > 0 && !seen.add(comparable(first))))) {
                            doubles[0]++;
                        }
                    });
            if (doubles[0] > 0) {
                problems = problems.and(Problem.error(
                        "form.problem.recastSame",
                        changed.wanted().id() + ".type",
                        changed.wanted().label(),
                        doubles[0]));
            }
        }
        return problems;
    }

    /** The draft with the options and fields that the answers ask for. */
    FormDefinition answered(
            @Nullable FormDefinition published, FormDefinition draft, App app, Map<String, String> answers) {
        FormDefinition result = draft;
        for (Changed changed : changed(published, draft)) {
            String answer = asksAbout(changed) ? answers.get(changed.question()) : null;
            if (OPTIONS.equals(answer)) {
                TableName table = new TableName(app.schema(), draft.key());
                Set<String> texts = fit(changed, table, 0).texts();
                FormDefinition present = result;
                result = offering(changed.to(), texts)
                        .map(field -> replaced(present, field))
                        .orElse(present);
            } else if (ASIDE.equals(answer)) {
                result = withAside(result, changed);
            }
        }
        return result;
    }

    private <C, V> Optional<FieldDefinition> offering(PublishedField<C, V> field, Collection<String> texts) {
        FieldDefinition present = field.definition();
        return field.type()
                .offering(field.config(), texts)
                .map(config -> present.withConfig((ObjectNode) codec.tree(config)));
    }

    private static FormDefinition replaced(FormDefinition form, FieldDefinition field) {
        return form.withFields(one -> one.id().equals(field.id()) ? field : one);
    }

    /** Below the field stands one of its former type, which takes what does not fit. */
    private static FormDefinition withAside(FormDefinition form, Changed changed) {
        UUID id = asideId(changed);
        if (form.field(id).isPresent()) {
            return form;
        }
        Set<String> keys = Stream.concat(form.fields(), form.retired().stream())
                .map(FieldDefinition::key)
                .collect(Collectors.toSet());
        String base = changed.wanted().key();
        String key = Keys.propose(base + "_before", base + "_before", keys::contains);
        FieldDefinition former = changed.former();
        FieldDefinition aside = new FieldDefinition(
                id,
                key,
                asideLabel(form, changed.wanted()),
                former.type(),
                former.config(),
                false,
                false,
                "",
                "",
                null);
        List<SectionDefinition> sections = new ArrayList<>();
        for (SectionDefinition section : form.sections()) {
            List<RowDefinition> rows = new ArrayList<>();
            for (RowDefinition row : section.rows()) {
                rows.add(row);
                if (row.fields().stream()
                        .anyMatch(field -> field.id().equals(changed.wanted().id()))) {
                    rows.add(new RowDefinition(List.of(aside)));
                }
            }
            sections.add(section.withRows(rows));
        }
        return form.withSections(sections);
    }

    private static Optional<FieldDefinition> asideOf(Changed changed, FormDefinition draft) {
        return draft.field(asideId(changed));
    }

    /** The same each time that the plan is worked out. */
    private static UUID asideId(Changed changed) {
        String name = changed.wanted().id() + " " + changed.former().type() + " "
                + changed.wanted().type();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String asideLabel(FormDefinition form, FieldDefinition field) {
        return language(form, field).equals(Locale.ENGLISH) ? field.label() + " (before)" : field.label() + "（原值）";
    }

    /** How the types are called, for the words of a plan. */
    static List<Object> types(FormDefinition form, PublishedField<?, ?> from, PublishedField<?, ?> to) {
        Locale language = language(form, to.definition());
        return List.of(
                to.label(),
                from.type().descriptor().label().in(language),
                to.type().descriptor().label().in(language));
    }

    /** Fields that get another type, with the words for it. */
    Map<UUID, List<Object>> words(@Nullable FormDefinition published, FormDefinition draft) {
        Map<UUID, List<Object>> words = new LinkedHashMap<>();
        changed(published, draft).stream()
                .filter(FormRecasts::asksAbout)
                .forEach(changed -> words.put(changed.wanted().id(), types(draft, changed.from(), changed.to())));
        return words;
    }
}
