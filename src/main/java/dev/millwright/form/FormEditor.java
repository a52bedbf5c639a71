package dev.millwright.form;

import dev.millwright.expression.Expressions;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.DesignEditor;
import dev.millwright.extension.EditHistory;
import dev.millwright.extension.ExtensionRegistry;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import dev.millwright.form.FormEdit.FieldChange;
import dev.millwright.form.FormEdit.FormChange;
import dev.millwright.form.spi.FormPartType;
import dev.millwright.shared.Keys;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A form while it is designed: the definition, what is selected, and every edit since it was opened, to undo and redo. Knows
 * nothing of screens.
 */
public final class FormEditor implements DesignEditor<FormDefinition> {

    private final FieldTypes types;
    private final ExtensionRegistry<FormPartType<?>> parts;
    private final DefinitionCodec codec;
    private final Locale language;
    private final Function<FormDefinition, Problems> validation;

    private final EditHistory<FormEdit, FormDefinition, Selection> history;
    private Set<UUID> publishedFields;
    private boolean published;

    /**
     * @param published what people use now: its keys can no longer change, its fields are retired instead of dropped
     * @param language of the designer, in which new fields begin
     * @param validation what is wrong with a definition; paths start at the form, those of a field with its id
     */
    public FormEditor(
            FormDefinition definition,
            @Nullable FormDefinition published,
            FieldTypes types,
            DefinitionCodec codec,
            Locale language,
            Function<FormDefinition, Problems> validation) {
        this(definition, published, types, new ExtensionRegistry<>(List.of()), codec, language, validation);
    }

    /** As without them, on a form that takes parts, too. */
    public FormEditor(
            FormDefinition definition,
            @Nullable FormDefinition published,
            FieldTypes types,
            ExtensionRegistry<FormPartType<?>> parts,
            DefinitionCodec codec,
            Locale language,
            Function<FormDefinition, Problems> validation) {
        this.history = new EditHistory<>(definition, Selection.FORM);
        this.types = types;
        this.parts = parts;
        this.codec = codec;
        this.language = language;
        this.validation = validation;
        this.published = published != null;
        this.publishedFields = published == null ? Set.of() : known(published).keySet();
    }

    /**
     * Goes on after the form as it is went live. Earlier edits can still be undone, but no longer give a published field another key or
     * forget it: it becomes a retired one instead.
     */
    public void released(FormDefinition live) {
        goOn(live, live);
    }

    /** As {@link #released}, but what is being designed has changed since and stays as it is. */
    public void releasedEarlier(FormDefinition live) {
        goOn(live, beside(live, known(live), definition()));
    }

    private void goOn(FormDefinition live, FormDefinition now) {
        Map<UUID, FieldDefinition> kept = known(live);
        published = true;
        publishedFields = Set.copyOf(kept.keySet());
        history.goOn(now, before -> beside(live, kept, before));
    }

    private static Map<UUID, FieldDefinition> known(FormDefinition form) {
        return Stream.concat(form.fields(), form.retired().stream())
                .collect(Collectors.toMap(FieldDefinition::id, field -> field, (a, b) -> a, LinkedHashMap::new));
    }

    /** A form of before the release as it can be now. */
    private static FormDefinition beside(FormDefinition live, Map<UUID, FieldDefinition> kept, FormDefinition form) {
        Set<UUID> present = known(form).keySet();
        UnaryOperator<FieldDefinition> keyed = field -> Optional.ofNullable(kept.get(field.id()))
                .map(f -> field.withKey(f.key()))
                .orElse(field);
        return form.withKey(live.key())
                .withFields(keyed)
                .withRetired(Stream.concat(
                                form.retired().stream().map(keyed),
                                kept.values().stream().filter(field -> !present.contains(field.id())))
                        .toList());
    }

    @Override
    public FormDefinition definition() {
        return history.definition();
    }

    public Selection selection() {
        return existing(history.selection());
    }

    public void select(Selection wanted) {
        history.select(existing(wanted));
    }

    /** The field that is selected, if one is. */
    public Optional<FieldDefinition> selectedField() {
        return selection() instanceof Selection.OneField(UUID id) ? definition().field(id) : Optional.empty();
    }

    @Override
    public Problems problems() {
        return validation.apply(definition());
    }

    /** Whether the key can no longer change because the field was published. */
    public boolean frozen(UUID field) {
        return publishedFields.contains(field);
    }

    /** Whether the form was published, so that its key can no longer change. */
    public boolean published() {
        return published;
    }

    /**
     * Does one edit, as one step of undo.
     *
     * @return false when it changes nothing
     * @throws EditRefusedException when the form does not take it; nothing has changed
     */
    public boolean apply(FormEdit edit) {
        return perform(edit, null);
    }

    /**
     * Does an edit that is part of typing: as long as the same thing is typed into, it is one step of undo.
     *
     * @throws EditRefusedException when the form does not take it; nothing has changed
     */
    public boolean type(FormEdit edit) {
        return perform(edit, subject(edit));
    }

    /** What is typed next starts a step of its own. */
    public void endTyping() {
        history.endTyping();
    }

    @Override
    public boolean canUndo() {
        return history.canUndo();
    }

    @Override
    public boolean canRedo() {
        return history.canRedo();
    }

    /** Takes back the last edit; what it concerned is selected again. */
    public Optional<FormEdit> undo() {
        return history.undo();
    }

    /** Does again what was last undone. */
    public Optional<FormEdit> redo() {
        return history.redo();
    }

    /** Where a new field goes when nobody says where: below what is selected, else at the end. */
    public Place placeAfterSelection() {
        return switch (selection()) {
            case Selection.OneField(UUID id) -> below(id);
            case Selection.OneSection(UUID id) -> endOf(section(id));
            case Selection.FormItself ignored -> endOf(definition().sections().getLast());
        };
    }

    /** Where a field goes when it is moved one step by keyboard, or nothing when it stands at the edge. */
    public Optional<Place> step(UUID field, Direction direction) {
        return position(field).flatMap(at -> switch (direction) {
            case UP -> up(at);
            case DOWN -> down(at);
            case LEFT -> left(at);
            case RIGHT -> right(at);
        });
    }

    /** Types that the field may change to. */
    public List<FieldType<?, ?>> otherTypes(FieldDefinition field) {
        Optional<FieldType<?, ?>> present = types.find(field.type());
        if (parts.find(field.type()).isPresent()) {
            return List.of();
        }
        if (!frozen(field.id()) || present.isEmpty()) {
            return types.all();
        }
        Object config = codec.settings(present.get(), field.config());
        return types.all().stream()
                .filter(type -> type.key().equals(field.type()) || changeable(type, present.get(), config))
                .toList();
    }

    /** Whether a field would lose what its value is worked out by if it were of another type. */
    public boolean losesFormula(FieldDefinition field, String type) {
        return (field.formula() != null || field.defaultFormula().isPresent())
                && types.find(type).filter(FieldType::takesFormula).isEmpty();
    }

    /** All types that there are. */
    public List<FieldType<?, ?>> types() {
        return types.all();
    }

    private static <C> boolean changeable(FieldType<C, ?> type, FieldType<?, ?> present, Object config) {
        return TypeChanges.offers(type, type.defaultConfig(), present, config);
    }

    private boolean perform(FormEdit edit, @Nullable Object subject) {
        Result result = result(edit);
        return history.add(edit, result.definition(), result.selection(), subject);
    }

    private Result result(FormEdit edit) {
        Arrangement arrangement = new Arrangement(definition().sections());
        return switch (edit) {
            case FormEdit.AddField(UUID id, String type, String label, Place place) -> {
                arrangement.put(List.of(newField(id, type, label)), place);
                yield new Result(with(arrangement), Selection.field(id));
            }
            case FormEdit.AddMade(FieldDefinition made, Place place) -> {
                arrangement.put(List.of(copyOf(made, made.id())), place);
                yield new Result(with(arrangement), Selection.field(made.id()));
            }
            case FormEdit.AddLines(UUID id, String type, String label, Place place, UUID form) -> {
                if (definition().partOf() != null) {
                    throw new EditRefusedException("form.edit.linesOfLines");
                }
                FormPartType<?> part = parts.find(type).orElseThrow(FormEditor::gone);
                arrangement.put(List.of(newField(id, type, label).withConfig(configOf(part, form))), place);
                yield new Result(with(arrangement), Selection.field(id));
            }
            case FormEdit.MoveFields(List<UUID> fields, Place place) ->
                new Result(moved(fields, place), fields.size() == 1 ? Selection.field(fields.getFirst()) : selection());
            case FormEdit.RemoveField(UUID id) -> {
                requireNotKept(List.of(field(id)));
                Selection next = neighbour(id);
                yield new Result(without(arrangement.take(List.of(id)), arrangement), next);
            }
            case FormEdit.DuplicateField(UUID original, UUID copy) -> {
                if (hasLines(field(original))) {
                    throw new EditRefusedException(
                            "form.edit.linesTwice", field(original).label());
                }
                Position at = at(original);
                int columns = at.row().fields().size();
                Place place = columns > 1 && columns < RowDefinition.MAX_COLUMNS
                        ? new Place.BesideField(original, Place.Side.AFTER)
                        : below(original);
                arrangement.put(List.of(copyOf(field(original), copy)), place);
                yield new Result(with(arrangement), Selection.field(copy));
            }
            case FormEdit.ChangeField(UUID id, FieldChange change) -> {
                FieldDefinition before = field(id);
                FieldDefinition after = changed(before, change);
                arrangement.replace(after);
                yield new Result(following(with(arrangement), before.key(), after.key()), Selection.field(id));
            }
            case FormEdit.BringBackField(UUID id, Place place) -> {
                checkRoom(1);
                FieldDefinition field = definition().retired().stream()
                        .filter(f -> f.id().equals(id))
                        .findFirst()
                        .orElseThrow(FormEditor::gone);
                arrangement.put(List.of(field), place);
                List<FieldDefinition> retired = new ArrayList<>(definition().retired());
                retired.remove(field);
                yield new Result(with(arrangement, retired), Selection.field(id));
            }
            case FormEdit.ChangeForm(FormChange change) -> new Result(changed(change), selection());
            case FormEdit.AddSection(UUID id, String title, int index) -> {
                arrangement.insert(id, title, index);
                yield new Result(with(arrangement), Selection.section(id));
            }
            case FormEdit.AddSections(List<FormEdit.NewSection> sections, SectionDisplay display, int index) -> {
                if (sections.isEmpty()) {
                    throw gone();
                }
                int at = index;
                for (FormEdit.NewSection section : sections) {
                    arrangement.insert(section.id(), section.title(), at++);
                    arrangement.show(section.id(), display);
                }
                yield new Result(
                        with(arrangement), Selection.section(sections.getFirst().id()));
            }
            case FormEdit.MoveSection(UUID id, int index) -> {
                arrangement.move(id, index);
                yield new Result(with(arrangement), selection());
            }
            case FormEdit.RemoveSection(UUID id) -> {
                if (definition().sections().size() == 1) {
                    throw new EditRefusedException("form.edit.lastSection");
                }
                List<FieldDefinition> fields = arrangement.remove(id);
                requireNotKept(fields);
                yield new Result(without(fields, arrangement), Selection.FORM);
            }
            case FormEdit.ChangeSection(UUID id, String title) -> {
                arrangement.rename(id, title);
                yield new Result(with(arrangement), selection());
            }
            case FormEdit.ShowSection(UUID id, SectionDisplay display) -> {
                arrangement.show(id, display);
                yield new Result(with(arrangement), selection());
            }
            case FormEdit.AddRule(FormRule rule, int index) -> {
                if (definition().rules().size() >= FormRule.MAX_RULES) {
                    throw new EditRefusedException("form.problem.tooManyRules", FormRule.MAX_RULES);
                }
                List<FormRule> rules = new ArrayList<>(definition().rules());
                rules.add(Math.clamp(index, 0, rules.size()), rule);
                yield new Result(definition().withRules(rules), selection());
            }
            case FormEdit.ChangeRule(FormRule rule) -> {
                rule(rule.id());
                yield new Result(
                        definition()
                                .withRules(definition().rules().stream()
                                        .map(one -> one.id().equals(rule.id()) ? rule : one)
                                        .toList()),
                        selection());
            }
            case FormEdit.MoveRule(UUID id, int index) -> {
                FormRule rule = rule(id);
                List<FormRule> rules = new ArrayList<>(definition().rules());
                rules.remove(rule);
                rules.add(Math.clamp(index, 0, rules.size()), rule);
                yield new Result(definition().withRules(rules), selection());
            }
            case FormEdit.RemoveRule(UUID id) -> {
                rule(id);
                yield new Result(
                        definition()
                                .withRules(definition().rules().stream()
                                        .filter(one -> !one.id().equals(id))
                                        .toList()),
                        selection());
            }
        };
    }

    private void requireNotKept(List<FieldDefinition> removed) {
        removed.stream()
                .filter(field -> definition().keepsOfLine(field.id()))
                .findFirst()
                .ifPresent(field -> {
                    throw new EditRefusedException("form.edit.keptOfLine", field.label());
                });
    }

    private boolean hasLines(FieldDefinition field) {
        return parts.find(field.type()).map(part -> hasLines(part, field)).orElse(false);
    }

    private <C> boolean hasLines(FormPartType<C> part, FieldDefinition field) {
        return part.lines(codec.settings(part, field.config())).isPresent();
    }

    private <C> ObjectNode configOf(FormPartType<C> part, UUID lines) {
        return (ObjectNode)
                codec.tree(part.withLines(part.defaultConfig(), lines).orElseThrow(FormEditor::gone));
    }

    private FormDefinition moved(List<UUID> fields, Place place) {
        if (place instanceof Place.BesideField(UUID anchor, Place.Side ignored) && fields.contains(anchor)) {
            return definition();
        }
        Arrangement arrangement = new Arrangement(definition().sections());
        List<FieldDefinition> taken = arrangement.take(fields);
        if (taken.size() != fields.size()) {
            throw gone();
        }
        arrangement.put(fields.stream().map(this::field).toList(), place);
        return with(arrangement);
    }

    private FieldDefinition newField(UUID id, String typeKey, String label) {
        checkRoom(1);
        if (definition().field(id).isPresent()) {
            throw gone();
        }
        ObjectNode config = types.find(typeKey)
                .map(this::newConfig)
                .or(() -> parts.find(typeKey).map(part -> (ObjectNode) codec.tree(part.defaultConfig())))
                .orElseThrow(FormEditor::gone);
        String free = freeLabel(label);
        return new FieldDefinition(id, proposal(free, id), free, typeKey, config, false, false, "", "", null);
    }

    /** A type to choose from keeps the values that another one has. */
    private ObjectNode configOf(FieldType<?, ?> type, FieldDefinition former) {
        List<ChoiceOption> options =
                types.find(former.type()).map(before -> options(before, former)).orElse(List.of());
        return options.isEmpty() ? newConfig(type) : configOf(type, options);
    }

    private <C> List<ChoiceOption> options(FieldType<C, ?> type, FieldDefinition field) {
        return type.options(codec.settings(type, field.config()));
    }

    private <C> ObjectNode configOf(FieldType<C, ?> type, List<ChoiceOption> options) {
        return (ObjectNode)
                codec.tree(type.withOptions(type.defaultConfig(), options).orElseGet(type::defaultConfig));
    }

    private ObjectNode newConfig(FieldType<?, ?> type) {
        return (ObjectNode) codec.tree(type.newConfig(language));
    }

    private FieldDefinition copyOf(FieldDefinition original, UUID id) {
        checkRoom(1);
        String label = freeLabel(original.label());
        return original.withId(id).withKey(proposal(label, id)).withLabel(label);
    }

    private FieldDefinition changed(FieldDefinition field, FieldChange change) {
        return switch (change) {
            case FieldChange.Label(String label) ->
                keyFollows(field)
                        ? field.withLabel(label).withKey(proposal(label, field.id()))
                        : field.withLabel(label);
            case FieldChange.Key(String key) -> {
                if (frozen(field.id())) {
                    throw new EditRefusedException("form.problem.keyFrozen", field.key());
                }
                yield field.withKey(key);
            }
            case FieldChange.Help(String help) -> field.withHelp(help);
            case FieldChange.Placeholder(String placeholder) -> field.withPlaceholder(placeholder);
            case FieldChange.Required(boolean required) -> field.withRequired(required);
            case FieldChange.Unique(boolean unique) -> field.withUnique(unique);
            // Copies, so that nobody can change under the history what a step remembers.
            case FieldChange.Default(var value) -> field.withDefaultValue(value == null ? null : value.deepCopy());
            // Nobody enters what is worked out, so nothing can be asked of who enters it.
            case FieldChange.Formula(var formula) ->
                formula == null
                        ? field.withFormula(null)
                        : field.withFormula(formula)
                                .withUnique(false)
                                .withRequired(false)
                                .withDefaultValue(null);
            case FieldChange.Config(String ignored, ObjectNode config) -> relabelled(field, config.deepCopy());
            case FieldChange.Type(String key) -> {
                if (key.equals(field.type())) {
                    yield field;
                }
                FieldType<?, ?> type = types.find(key).orElseThrow(FormEditor::gone);
                FieldDefinition retyped =
                        field.withType(key, configOf(type, field)).withUnique(field.unique() && type.supportsUnique());
                if (!type.takesFormula()) {
                    yield retyped;
                }
                yield field.defaultFormula()
                        .map(retyped::withDefaultFormula)
                        .orElse(retyped)
                        .withFormula(field.formula());
            }
        };
    }

    /** A formula names options by what they are called, and follows when that changes. */
    private FieldDefinition relabelled(FieldDefinition field, ObjectNode config) {
        String formula = field.formula();
        FieldDefinition after = field.withConfig(config);
        String begins = field.defaultFormula().orElse(null);
        if (formula == null && begins == null) {
            return after;
        }
        Map<String, String> before = labels(field);
        Map<String, String> renamed = new HashMap<>();
        labels(after).forEach((key, label) -> {
            String former = before.get(key);
            if (former != null && !former.equals(label)) {
                renamed.put(former, label);
            }
        });
        if (renamed.isEmpty()) {
            return after;
        }
        UnaryOperator<String> words = text -> renamed.getOrDefault(text, text);
        return formula == null
                ? after.withDefaultFormula(Expressions.reworded(Objects.requireNonNull(begins), words))
                : after.withFormula(Expressions.reworded(formula, words));
    }

    /** What the options of a field are called, by key. */
    private Map<String, String> labels(FieldDefinition field) {
        return types.find(field.type())
                .map(type -> options(type, field).stream()
                        .collect(Collectors.toMap(ChoiceOption::key, ChoiceOption::label, (a, _) -> a)))
                .orElse(Map.of());
    }

    /** Formulas and rules name fields by their keys, whatever these are called in the end. */
    private FormDefinition following(FormDefinition form, String before, String after) {
        if (before.isEmpty() || before.equals(after)) {
            return form;
        }
        UnaryOperator<String> names = name -> name.equals(before)
                ? after
                : name.startsWith(before + ".") ? after + name.substring(before.length()) : name;
        return form.withFields(field -> {
                    String formula = field.formula();
                    FieldDefinition begun = field.defaultFormula()
                            .map(text -> field.withDefaultFormula(Expressions.renamed(text, names)))
                            .orElse(field);
                    FieldDefinition narrowed = types.find(field.type())
                            .map(type -> narrowed(type, begun, before, after))
                            .orElse(begun);
                    return formula == null ? narrowed : narrowed.withFormula(Expressions.renamed(formula, names));
                })
                .withRules(form.rules().stream()
                        .map(rule -> rule.withWhen(Expressions.renamed(rule.when(), names))
                                .withThen(rule.then().stream()
                                        .map(action -> following(action, names))
                                        .toList()))
                        .toList());
    }

    private <C> FieldDefinition narrowed(FieldType<C, ?> type, FieldDefinition field, String before, String after) {
        return codec.tried(type, field.config(), config -> {
                    String condition = type.narrowing(config);
                    return condition.isBlank()
                            ? field
                            : type.narrowedBy(config, Narrowing.renamed(condition, before, after))
                                    .map(now -> field.withConfig((ObjectNode) codec.tree(now)))
                                    .orElse(field);
                })
                .orElse(field);
    }

    private static RuleAction following(RuleAction action, UnaryOperator<String> names) {
        return action instanceof RuleAction.Fill(UUID field, String with)
                ? new RuleAction.Fill(field, Expressions.renamed(with, names))
                : action;
    }

    private FormDefinition changed(FormChange change) {
        FormDefinition d = definition();
        return switch (change) {
            case FormChange.Label(String label) -> {
                boolean follows = !published && d.key().equals(formKey(d.label()));
                yield follows ? d.withLabel(label).withKey(formKey(label)) : d.withLabel(label);
            }
            case FormChange.Key(String key) -> {
                if (published) {
                    throw new EditRefusedException("form.problem.keyFrozen", d.key());
                }
                yield d.withKey(key);
            }
            case FormChange.Icon(String icon) -> d.withIcon(icon);
            case FormChange.TitleField(var field) -> d.withTitleField(field);
            case FormChange.KeyField(var field) -> d.withKeyField(field);
            case FormChange.Together(List<UniqueSet> sets) -> {
                if (sets.size() > UniqueSet.MAX_SETS) {
                    throw new EditRefusedException("form.problem.tooManySets", UniqueSet.MAX_SETS);
                }
                yield d.withTogether(sets);
            }
        };
    }

    private static String formKey(String label) {
        return Keys.propose(label, "form", key -> false);
    }

    /** It does as long as it is what the label proposes, apart from the number that sets it apart from others. */
    private boolean keyFollows(FieldDefinition field) {
        if (frozen(field.id())) {
            return false;
        }
        String proposed = Keys.propose(field.label(), "field", key -> false);
        return field.key().equals(proposed)
                || (field.key().startsWith(proposed)
                        && field.key().substring(proposed.length()).matches("_\\d+"));
    }

    private String proposal(String label, UUID field) {
        Set<String> taken = Stream.concat(definition().fields(), definition().retired().stream())
                .filter(f -> !f.id().equals(field))
                .map(FieldDefinition::key)
                .collect(Collectors.toSet());
        return Keys.propose(label, "field", taken::contains);
    }

    private String freeLabel(String wanted) {
        Set<String> taken =
                definition().fields().map(FieldDefinition::label).collect(Collectors.toCollection(HashSet::new));
        if (wanted.isBlank() || !taken.contains(wanted)) {
            return wanted;
        }
        String stem = wanted.replaceFirst(" \\d+$", "");
        return IntStream.iterate(2, n -> n + 1)
                .mapToObj(n -> stem + " " + n)
                .filter(Predicate.not(taken::contains))
                .findFirst()
                .orElseThrow();
    }

    private void checkRoom(int more) {
        if (definition().fields().count() + more > FormDefinition.MAX_FIELDS) {
            throw new EditRefusedException("form.problem.tooManyFields", FormDefinition.MAX_FIELDS);
        }
    }

    private FormDefinition with(Arrangement arrangement) {
        return with(arrangement, definition().retired());
    }

    private FormDefinition with(Arrangement arrangement, List<FieldDefinition> retired) {
        return definition().withSections(arrangement.sections()).withRetired(retired);
    }

    private FormDefinition without(List<FieldDefinition> removed, Arrangement arrangement) {
        Set<UUID> ids = removed.stream().map(FieldDefinition::id).collect(Collectors.toSet());
        List<FieldDefinition> retired = new ArrayList<>(definition().retired());
        removed.stream().filter(f -> frozen(f.id())).forEach(retired::add);
        UUID title = definition().titleField();
        UUID key = definition().keyField();
        return with(arrangement, retired)
                .withTitleField(title != null && ids.contains(title) ? null : title)
                .withKeyField(key != null && ids.contains(key) ? null : key);
    }

    private FieldDefinition field(UUID id) {
        return definition().field(id).orElseThrow(FormEditor::gone);
    }

    private FormRule rule(UUID id) {
        return definition().rule(id).orElseThrow(FormEditor::gone);
    }

    private SectionDefinition section(UUID id) {
        return definition().sections().stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow(FormEditor::gone);
    }

    private static Place endOf(SectionDefinition section) {
        return new Place.NewRow(section.id(), section.rows().size());
    }

    private Place below(UUID field) {
        Position at = at(field);
        return new Place.NewRow(at.section().id(), at.rowIndex() + 1);
    }

    /** What is selected once the field is gone: the next one in reading order, else the one before. */
    private Selection neighbour(UUID field) {
        List<UUID> ids = definition().fields().map(FieldDefinition::id).toList();
        int index = ids.indexOf(field);
        if (index < 0) {
            throw gone();
        }
        if (ids.size() == 1) {
            return Selection.FORM;
        }
        return Selection.field(ids.get(index + 1 < ids.size() ? index + 1 : index - 1));
    }

    private Selection existing(Selection wanted) {
        boolean exists = switch (wanted) {
            case Selection.FormItself ignored -> true;
            case Selection.OneField(UUID id) -> definition().field(id).isPresent();
            case Selection.OneSection(UUID id) ->
                definition().sections().stream().anyMatch(s -> s.id().equals(id));
        };
        return exists ? wanted : Selection.FORM;
    }

    private Optional<Place> up(Position at) {
        if (at.row().fields().size() > 1) {
            return Optional.of(new Place.NewRow(at.section().id(), at.rowIndex()));
        }
        if (at.rowIndex() > 0) {
            return Optional.of(new Place.NewRow(at.section().id(), at.rowIndex() - 1));
        }
        return at.sectionIndex() == 0
                ? Optional.empty()
                : Optional.of(endOf(definition().sections().get(at.sectionIndex() - 1)));
    }

    private Optional<Place> down(Position at) {
        if (at.row().fields().size() > 1) {
            return Optional.of(new Place.NewRow(at.section().id(), at.rowIndex() + 1));
        }
        if (at.rowIndex() + 1 < at.section().rows().size()) {
            return Optional.of(new Place.NewRow(at.section().id(), at.rowIndex() + 2));
        }
        return at.sectionIndex() + 1 == definition().sections().size()
                ? Optional.empty()
                : Optional.of(new Place.NewRow(
                        definition().sections().get(at.sectionIndex() + 1).id(), 0));
    }

    private Optional<Place> left(Position at) {
        if (at.column() > 0) {
            return beside(at.row(), at.column() - 1, Place.Side.BEFORE);
        }
        return at.rowIndex() == 0
                ? Optional.empty()
                : joining(at.section().rows().get(at.rowIndex() - 1), Place.Side.AFTER);
    }

    private Optional<Place> right(Position at) {
        if (at.column() + 1 < at.row().fields().size()) {
            return beside(at.row(), at.column() + 1, Place.Side.AFTER);
        }
        return at.rowIndex() + 1 == at.section().rows().size()
                ? Optional.empty()
                : joining(at.section().rows().get(at.rowIndex() + 1), Place.Side.BEFORE);
    }

    private static Optional<Place> joining(RowDefinition row, Place.Side side) {
        int size = row.fields().size();
        return size == RowDefinition.MAX_COLUMNS
                ? Optional.empty()
                : beside(row, side == Place.Side.BEFORE ? 0 : size - 1, side);
    }

    private static Optional<Place> beside(RowDefinition row, int column, Place.Side side) {
        return Optional.of(new Place.BesideField(row.fields().get(column).id(), side));
    }

    private Position at(UUID field) {
        return position(field).orElseThrow(FormEditor::gone);
    }

    private Optional<Position> position(UUID field) {
        List<SectionDefinition> sections = definition().sections();
        for (int s = 0; s < sections.size(); s++) {
            List<RowDefinition> rows = sections.get(s).rows();
            for (int r = 0; r < rows.size(); r++) {
                List<FieldDefinition> fields = rows.get(r).fields();
                for (int c = 0; c < fields.size(); c++) {
                    if (fields.get(c).id().equals(field)) {
                        return Optional.of(new Position(s, sections.get(s), r, rows.get(r), c));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static EditRefusedException gone() {
        return new EditRefusedException("form.edit.gone");
    }

    /** What an edit is about: typing on goes into one step as long as this stays the same. */
    private static List<Object> subject(FormEdit edit) {
        return switch (edit) {
            case FormEdit.ChangeField(UUID id, FieldChange.Config(String property, ObjectNode ignored)) ->
                List.of(id, "config", property);
            case FormEdit.ChangeField(UUID id, FieldChange change) -> List.of(id, change.getClass());
            case FormEdit.ChangeForm(FormChange change) -> List.of(change.getClass());
            case FormEdit.ChangeSection(UUID id, String ignored) -> List.of(id);
            case FormEdit.ChangeRule(FormRule rule) -> List.of(rule.id(), "rule");
            default -> List.of(edit);
        };
    }

    /** The four ways in which the keyboard moves a field. */
    public enum Direction {
        UP,
        DOWN,
        LEFT,
        RIGHT
    }

    private record Result(FormDefinition definition, Selection selection) {}

    private record Position(int sectionIndex, SectionDefinition section, int rowIndex, RowDefinition row, int column) {}
}
