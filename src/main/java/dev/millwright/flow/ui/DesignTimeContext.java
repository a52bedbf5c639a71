package dev.millwright.flow.ui;

import dev.millwright.app.App;
import dev.millwright.expression.ExpressionException;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.Scope;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.RecordChoice;
import dev.millwright.flow.RecordValues;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.form.ExpressionScopes;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedPart;
import dev.millwright.form.ui.ConditionField;
import dev.millwright.form.ui.ConditionWords;
import dev.millwright.form.ui.LiteralField;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import dev.millwright.ui.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the nodes of a flow stand while it is open in the designer. */
final class DesignTimeContext implements NodeContext {

    private final FlowDrafts drafts;
    private final FlowDrafts.Opened opened;
    private final Supplier<FlowDefinition> flow;
    private final FieldResolver resolver;
    private final Expressions expressions;
    private final Texts texts;
    private final Function<RecordChoice, OptionalLong> found;

    DesignTimeContext(
            FlowDrafts drafts,
            FlowDrafts.Opened opened,
            Supplier<FlowDefinition> flow,
            FieldResolver resolver,
            Expressions expressions,
            Texts texts) {
        this(drafts, opened, flow, resolver, expressions, texts, _ -> OptionalLong.empty());
    }

    private DesignTimeContext(
            FlowDrafts drafts,
            FlowDrafts.Opened opened,
            Supplier<FlowDefinition> flow,
            FieldResolver resolver,
            Expressions expressions,
            Texts texts,
            Function<RecordChoice, OptionalLong> found) {
        this.drafts = drafts;
        this.opened = opened;
        this.flow = flow;
        this.resolver = resolver;
        this.expressions = expressions;
        this.texts = texts;
        this.found = found;
    }

    /** The same while the flow is tried out with records that are there. */
    DesignTimeContext trying(Function<RecordChoice, OptionalLong> counted) {
        return new DesignTimeContext(drafts, opened, flow, resolver, expressions, texts, counted);
    }

    @Override
    public OptionalLong found(RecordChoice which) {
        return found.apply(which);
    }

    @Override
    public Locale locale() {
        return UiTexts.locale();
    }

    @Override
    public Texts texts() {
        return texts;
    }

    @Override
    public FlowDefinition flow() {
        return flow.get();
    }

    @Override
    public Optional<FormDefinition> form() {
        return Optional.ofNullable(flow().form()).flatMap(this::form);
    }

    @Override
    public Optional<FormDefinition> form(UUID id) {
        return drafts.form(opened, id);
    }

    @Override
    public List<FormDefinition> forms() {
        return opened.forms();
    }

    @Override
    public Optional<PublishedField<?, ?>> bound(FieldDefinition field) {
        return resolver.resolve(field);
    }

    @Override
    public Optional<FlowDefinition> flow(UUID id) {
        return Stream.concat(Stream.of(flow()), opened.siblings().stream())
                .filter(one -> one.id().equals(id))
                .findFirst();
    }

    @Override
    public <D> List<D> others(String kind, Class<D> type) {
        return drafts.others(opened, kind, type);
    }

    App app() {
        return opened.app();
    }

    /** The other flows of the app. */
    List<FlowDefinition> siblings() {
        return opened.siblings();
    }

    /** The fields of a form, as far as their types are installed. */
    List<PublishedField<?, ?>> fields(UUID form) {
        return form(form).stream()
                .flatMap(FormDefinition::fields)
                .<PublishedField<?, ?>>flatMap(field -> resolver.resolve(field).stream())
                .toList();
    }

    /** What has lines on the flow's own form. */
    List<FieldDefinition> lineParts() {
        UUID form = flow().form();
        return form == null
                ? List.of()
                : form(form).stream()
                        .flatMap(FormDefinition::fields)
                        .filter(field -> resolver.part(field)
                                .flatMap(PublishedPart::lines)
                                .isPresent())
                        .toList();
    }

    /** The fields of the flow's own form. */
    List<PublishedField<?, ?>> fields() {
        UUID form = flow().form();
        return form == null ? List.of() : fields(form);
    }

    @Override
    public Problems condition(UUID form, String expression, String path) {
        return expression.isBlank() ? Problems.NONE : problems(form, expression, path, true);
    }

    @Override
    public Problems formula(@Nullable UUID form, String expression, String path) {
        return expression.isBlank() ? Problems.NONE : problems(form, expression, path, false);
    }

    private Problems problems(@Nullable UUID form, String expression, String path, boolean truth) {
        try {
            Scope scope = form == null ? new Scope(List.of()) : scope(form);
            var _ = truth ? expressions.condition(expression, scope) : expressions.compile(expression, scope);
            return Problems.NONE;
        } catch (ExpressionException e) {
            return Problems.of(Problem.of(e, path));
        }
    }

    @Override
    public Problems change(@Nullable UUID form, UUID target, String expression, String path) {
        if (expression.isBlank()) {
            return Problems.NONE;
        }
        try {
            var _ = expressions.compile(expression, changeScope(form, target));
            return Problems.NONE;
        } catch (ExpressionException e) {
            return Problems.of(Problem.of(e, path));
        }
    }

    private Scope changeScope(@Nullable UUID form, UUID target) {
        return ExpressionScopes.with(
                form == null ? new Scope(List.of()) : scope(form), RecordValues.TARGET, fields(target), this::called);
    }

    /** What a field of the record that is changed is called beside those of the flow's. */
    private String called(String label) {
        return texts.text(locale(), "flow.words.target", label);
    }

    /** What a formula can name that changes records of the target: fields of the flow's record, and behind them those of the one that is changed. */
    List<ConditionField> subjects(@Nullable UUID form, UUID target) {
        List<ConditionField> subjects = new ArrayList<>();
        ConditionField.of(fields(target))
                .forEach(field -> subjects.add(new ConditionField(
                        RecordValues.TARGET + field.key(), called(field.label()), field.type(), field.options())));
        if (form != null) {
            subjects.addAll(subjects(form));
        }
        return subjects;
    }

    @Override
    public String inWords(@Nullable UUID form, UUID target, String expression) {
        return ConditionWords.of(expression, subjects(form, target), texts, locale());
    }

    private Scope scope(UUID form) {
        return ExpressionScopes.withLinked(fields(form), this::linked);
    }

    /** What conditions on records of a form can compare: its fields, and those of the records that its links lead to. */
    List<ConditionField> subjects(UUID form) {
        List<ConditionField> subjects = new ArrayList<>(ConditionField.of(fields(form)));
        for (PublishedField<?, ?> link : fields(form)) {
            link.target()
                    .flatMap(this::linked)
                    .ifPresent(there -> there.stream()
                            .filter(field -> field.target().isEmpty())
                            .forEach(field -> subjects.add(ConditionField.behind(link, field))));
        }
        return subjects;
    }

    /** The fields of a form of the app. */
    private Optional<List<PublishedField<?, ?>>> linked(UUID form) {
        return forms().stream().anyMatch(other -> other.id().equals(form))
                ? Optional.of(fields(form))
                : Optional.empty();
    }

    @Override
    public String valueInWords(String field, String value) {
        return fields().stream()
                .filter(one -> one.key().equals(field))
                .findFirst()
                .map(one -> LiteralField.valueInWords(ConditionField.of(one), value))
                .orElse(value);
    }

    @Override
    public String inWords(UUID form, String expression) {
        return ConditionWords.of(expression, subjects(form), texts, locale(), "flow.condition.starter");
    }
}
