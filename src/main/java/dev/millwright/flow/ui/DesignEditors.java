package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.select.Select;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.extension.PropertyKind.ValueAccess;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowEditor;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.StepButton;
import dev.millwright.flow.VotePolicy;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeEditors;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.form.PublishedField;
import dev.millwright.form.ui.ConditionEditor;
import dev.millwright.form.ui.ConditionField;
import dev.millwright.form.ui.ConditionPorts;
import dev.millwright.form.ui.FormulaField;
import dev.millwright.form.ui.LiteralField;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.Selects;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The editors of the flow designer, for the settings of one node, or of what starts the flow. */
final class DesignEditors implements NodeEditors, ConditionPorts {

    private final FlowTools tools;
    private final DesignTimeContext context;
    private final FlowEditor editor;
    private final FlowEdits edits;
    private final @Nullable UUID node;

    /** Made last: whose people the policy beside it is about. */
    private @Nullable PeopleEditor people;

    DesignEditors(FlowTools tools, DesignTimeContext context, FlowEditor editor, FlowEdits edits, @Nullable UUID node) {
        this.tools = tools;
        this.context = context;
        this.editor = editor;
        this.edits = edits;
        this.node = node;
    }

    DesignTimeContext context() {
        return context;
    }

    FlowTools tools() {
        return tools;
    }

    /** The order of people counts where they are asked one after the other. */
    private void showOrder() {
        PeopleEditor whose = people;
        if (whose != null) {
            whose.show();
        }
    }

    /** Whether the people of the node are asked one after the other. */
    boolean inSequence() {
        return Optional.ofNullable(node)
                .flatMap(id -> editor.definition().node(id))
                .flatMap(of -> tools.nodeTypes().find(of.type()).flatMap(type -> behaviour(type, of)))
                .filter(NodeBehaviour.People.class::isInstance)
                .map(NodeBehaviour.People.class::cast)
                .filter(people -> people.step().policy().mode() == VotePolicy.Mode.SEQUENCE)
                .isPresent();
    }

    private <C> Optional<NodeBehaviour> behaviour(NodeType<C> type, NodeDefinition of) {
        return tools.codec().tried(type, of.config(), type::behaviour);
    }

    @Override
    public boolean knowsMe() {
        return true;
    }

    /** Nobody is signed in where a run goes on: it is about whoever made it begin. */
    @Override
    public String me() {
        return t("flow.condition.starter");
    }

    @Override
    public List<PersonRef> findPeople(String text, int limit) {
        return tools.people().search(text.strip(), limit).stream()
                .map(person -> new PersonRef(person.id(), person.name()))
                .toList();
    }

    @Override
    public Optional<PersonRef> person(String id) {
        return tools.people().find(id).map(person -> new PersonRef(person.id(), person.name()));
    }

    @Override
    public List<ConditionField> fields(@Nullable UUID form) {
        UUID about = form == null ? context.flow().form() : form;
        return about == null ? List.of() : context.subjects(about);
    }

    /** Today, and other fields of the record or of records that it links to. */
    @Override
    public List<ConditionField> own(@Nullable UUID form, ConditionField field) {
        List<ConditionField> own = new ArrayList<>();
        if (field.type().isTime()) {
            own.add(ConditionField.today(t("form.condition.today")));
        }
        Optional<UUID> led = leadsTo(form, field);
        fields(form).stream()
                .filter(field::compares)
                .filter(other -> field.type() != ExpressionType.LINK || led.equals(leadsTo(form, other)))
                .forEach(own::add);
        return own;
    }

    private Optional<UUID> leadsTo(@Nullable UUID form, ConditionField field) {
        int dot = field.key().indexOf('.');
        Optional<PublishedField<?, ?>> first =
                named(fieldsOf(form), dot < 0 ? field.key() : field.key().substring(0, dot));
        return dot < 0
                ? first.flatMap(PublishedField::leadsTo)
                : first.flatMap(PublishedField::target)
                        .flatMap(there ->
                                named(context.fields(there), field.key().substring(dot + 1)))
                        .flatMap(PublishedField::leadsTo);
    }

    private static Optional<PublishedField<?, ?>> named(List<PublishedField<?, ?>> fields, String key) {
        return fields.stream().filter(one -> one.key().equals(key)).findFirst();
    }

    @Override
    public String called(ConditionField own) {
        return own.isToday() ? own.label() : t("form.condition.other", own.label());
    }

    @Override
    public Collection<ExpressionFunction> functions() {
        return tools.expressions().functions();
    }

    @Override
    public Problems condition(@Nullable UUID form, String expression) {
        UUID about = form == null ? context.flow().form() : form;
        return about == null ? Problems.NONE : context.condition(about, expression, "");
    }

    @Override
    public Problems formula(@Nullable UUID form, String expression) {
        UUID about = form == null ? context.flow().form() : form;
        return about == null ? Problems.NONE : context.formula(about, expression, "");
    }

    List<PublishedField<?, ?>> fieldsOf(@Nullable UUID form) {
        return form == null ? context.fields() : context.fields(form);
    }

    @Override
    public Component people(Label label, ValueAccess<List<PeopleSource>> value) {
        PeopleEditor made = new PeopleEditor(this, t(label), value);
        people = made;
        return made;
    }

    @Override
    public Component policy(Label label, ValueAccess<VotePolicy> value) {
        showOrder();
        return new PolicyEditor(this, t(label), new ValueAccess<>() {
            @Override
            public VotePolicy get() {
                return value.get();
            }

            @Override
            public void set(VotePolicy policy) {
                value.set(policy);
                showOrder();
            }
        });
    }

    @Override
    public Component fieldRights(Label label, ValueAccess<Map<String, FieldRight>> value) {
        return FieldRightsButton.ofStep(
                t(label), value.get(), () -> new FieldRightsDialog(tools, context, editor, edits).open());
    }

    @Override
    public Component buttons(Label label, ValueAccess<List<StepButton>> value) {
        return new ButtonsEditor(t(label), value);
    }

    @Override
    public Component deadline(Label label, ValueAccess<@Nullable Deadline> value) {
        return new DeadlineEditor(this, t(label), value);
    }

    @Override
    public Component span(Label label, ValueAccess<Deadline.@Nullable Span> value) {
        return new SpanField(t(label), value.get(), value::set);
    }

    @Override
    public Component condition(Label label, @Nullable UUID form, ValueAccess<String> value) {
        return new ConditionEditor(this, t(label), form, value);
    }

    @Override
    public Component formula(Label label, @Nullable UUID form, ValueAccess<String> value) {
        return new FormulaField(this, t(label), form, false, value.get(), value::set);
    }

    @Override
    public Component field(Label label, @Nullable UUID form, Set<ValueKind> kinds, ValueAccess<String> value) {
        List<PublishedField<?, ?>> fields = of(kinds, form);
        return Selects.of(
                t(label),
                fields.stream().map(PublishedField::key).toList(),
                key -> name(key, fields),
                value.get(),
                value::set);
    }

    @Override
    public Component fieldValue(Label label, String field, ValueAccess<String> value) {
        return LiteralField.value(
                t(label),
                context.fields().stream()
                        .filter(one -> one.key().equals(field))
                        .findFirst()
                        .map(ConditionField::of),
                value.get(),
                value::set);
    }

    @Override
    public Component message(Label label, int longest, ValueAccess<String> value) {
        return new MessageField(this, t(label), longest, value);
    }

    @Override
    public Component fields(Label label, @Nullable UUID form, Set<ValueKind> kinds, ValueAccess<List<String>> value) {
        return severalFields(t(label), of(kinds, form), value.get(), value::set);
    }

    static MultiSelectComboBox<String> severalFields(
            String label, List<PublishedField<?, ?>> fields, List<String> present, Consumer<List<String>> changed) {
        MultiSelectComboBox<String> box = ComponentTexts.localised(new MultiSelectComboBox<>(label));
        box.setItems(fields.stream().map(PublishedField::key).toList());
        box.setItemLabelGenerator(key -> name(key, fields));
        box.setWidthFull();
        box.setValue(new LinkedHashSet<>(present));
        box.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                // What was there stays in its order, what is new comes last.
                Set<String> ordered = new LinkedHashSet<>(present);
                ordered.retainAll(change.getValue());
                ordered.addAll(change.getValue());
                changed.accept(List.copyOf(ordered));
            }
        });
        return box;
    }

    private List<PublishedField<?, ?>> of(Set<ValueKind> kinds, @Nullable UUID form) {
        return fieldsOf(form).stream()
                .filter(field -> kinds.isEmpty() || kinds.contains(field.kind()))
                .toList();
    }

    private static String name(String key, List<PublishedField<?, ?>> fields) {
        return fields.stream()
                .filter(field -> field.key().equals(key))
                .findFirst()
                .<String>map(PublishedField::label)
                .orElse(key);
    }

    @Override
    public Component values(Label label, @Nullable UUID form, ValueAccess<Map<String, String>> value) {
        // Without a form it is the flow's own record, which is there already.
        return new ValuesEditor(
                this, t(label), form, form == null ? ValuesEditor.Use.CHANGE_OWN : ValuesEditor.Use.FILL, value);
    }

    @Override
    public Component changes(Label label, @Nullable UUID form, ValueAccess<Map<String, String>> value) {
        return new ValuesEditor(this, t(label), form, ValuesEditor.Use.CHANGE, value);
    }

    @Override
    public Component match(Label label, @Nullable UUID form, ValueAccess<Map<String, String>> value) {
        return new ValuesEditor(this, t(label), form, ValuesEditor.Use.MATCH, value);
    }

    @Override
    public Component form(Label label, ValueAccess<@Nullable UUID> value) {
        FormSelect select = new FormSelect(t(label), context.forms());
        select.show(value.get());
        select.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                value.set(select.form());
            }
        });
        return select;
    }

    @Override
    public Component flow(Label label, ValueAccess<@Nullable UUID> value) {
        return choice(
                t(label),
                context.siblings().stream().map(FlowDefinition::id).toList(),
                id -> context.flow(id).map(FlowDefinition::label).orElse("?"),
                value);
    }

    @Override
    public Component other(
            Label label, Function<NodeContext, Map<UUID, String>> choices, ValueAccess<@Nullable UUID> value) {
        Map<UUID, String> labels = choices.apply(context);
        return choice(t(label), List.copyOf(labels.keySet()), id -> labels.getOrDefault(id, "?"), value);
    }

    @Override
    public Component earlierNode(Label label, ValueAccess<@Nullable UUID> value) {
        List<UUID> before = EarlierNodes.before(editor.definition(), node);
        Map<String, Long> called = before.stream().collect(Collectors.groupingBy(this::nameOf, Collectors.counting()));
        return choice(t(label), before, id -> told(id, called.getOrDefault(nameOf(id), 0L) > 1), value);
    }

    /** Nodes of one name are told apart by what they do. */
    private String told(UUID id, boolean ambiguous) {
        String summary =
                ambiguous ? editor.definition().node(id).map(this::summaryOf).orElse("") : "";
        return summary.isEmpty() ? nameOf(id) : t("flow.settings.nodeAndWhat", nameOf(id), summary);
    }

    private String summaryOf(NodeDefinition of) {
        return tools.nodeTypes()
                .find(of.type())
                .flatMap(type -> summary(type, of))
                .orElse("");
    }

    private <C> Optional<String> summary(NodeType<C> type, NodeDefinition of) {
        return tools.codec().tried(type, of.config(), config -> type.summary(config, context));
    }

    /** What a node of the flow is called. */
    String nameOf(UUID id) {
        return editor.definition().node(id).map(this::nameOf).orElse("?");
    }

    private String nameOf(NodeDefinition of) {
        return of.label().isBlank()
                ? tools.nodeTypes()
                        .find(of.type())
                        .map(type -> t(type.descriptor().label()))
                        .orElse(of.type())
                : of.label();
    }

    private static Component choice(
            String label, List<UUID> ids, Function<UUID, String> name, ValueAccess<@Nullable UUID> value) {
        Select<UUID> select = new Select<>();
        select.setLabel(label);
        List<UUID> all = new ArrayList<>(ids);
        UUID present = value.get();
        if (present != null && !all.contains(present)) {
            all.add(present);
        }
        select.setItems(all);
        select.setItemLabelGenerator(id -> id == null ? "" : name.apply(id));
        select.setWidthFull();
        if (present != null) {
            select.setValue(present);
        }
        select.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                value.set(change.getValue());
            }
        });
        return select;
    }
}
