package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import dev.millwright.app.Action;
import dev.millwright.calendar.NoWorkingTimeException;
import dev.millwright.calendar.WorkTime;
import dev.millwright.expression.ExpressionException;
import dev.millwright.expression.ExpressionType;
import dev.millwright.field.RecordRef;
import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowEditor;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.RecordChoice;
import dev.millwright.flow.spi.BranchNames;
import dev.millwright.flow.spi.FlowWords;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.flow.ui.DryRun.Passed;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.ui.ConditionField;
import dev.millwright.form.ui.Conditions;
import dev.millwright.form.ui.Conditions.Literal;
import dev.millwright.form.ui.LiteralField;
import dev.millwright.identity.Department;
import dev.millwright.identity.Person;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Phrase;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.UiTexts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Goes through a flow as designed, with a starter and a record that are chosen or made up; nothing is saved and nobody is asked. */
final class DryRunDialog extends Dialog {

    private static final int OFFERED = 50;
    private static final int NAMED = 6;
    private static final int FEW_TIMES = 4;

    private final FlowTools tools;
    private final DesignTimeContext context;
    private final FlowEditor editor;
    private final DesignEditors editors;
    private final Map<String, Literal> values = new HashMap<>();
    private final Set<UUID> noes = new HashSet<>();
    private final Set<UUID> chosen = new HashSet<>();
    private final ComboBox<RecordRef> records = new ComboBox<>(t("flow.dry.record"));
    private final Div inputs = new Div();
    private final Div way = new Div();
    private Person starter;
    private @Nullable UUID stored;

    /** What the stored record holds, by key; nothing while none is chosen. */
    private Map<String, Object> storedValues = Map.of();

    /** Who answered the step before the one that is shown next. */
    private Optional<List<Person>> before = Optional.empty();

    DryRunDialog(FlowTools tools, DesignTimeContext context, FlowEditor editor) {
        this.tools = tools;
        this.context = context.trying(this::found);
        this.editor = editor;
        this.editors = new DesignEditors(tools, this.context, editor, (edit, typing) -> {}, null);
        this.starter = tools.person().get();
        setHeaderTitle(t("flow.dry.title"));
        setWidth("60rem");
        setMaxWidth("calc(100vw - 2rem)");
        // What is about to be clicked stays where it is, however long the way becomes.
        setHeight("min(48rem, 100dvh - 3rem)");
        addClassName("mw-dry-run");
        Div record = new Div(starters());
        record.addClassNames("mw-dry-record", "mw-properties");
        live().ifPresent(form -> record.add(records(form)));
        inputs.addClassName("mw-dry-inputs");
        record.add(inputs);
        showInputs();
        way.addClassName("mw-dry-way");
        Div both = new Div(record, way);
        both.addClassName("mw-dry-both");
        Span hint = new Span(t("flow.dry.hint"));
        hint.addClassName("mw-hint");
        add(hint, both);
        Button close = new Button(t("ui.action.close"), click -> close());
        close.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        getFooter().add(close);
        show();
    }

    private ComboBox<Person> starters() {
        ComboBox<Person> box = new ComboBox<>(t("flow.dry.starter"));
        box.setItemLabelGenerator(Person::name);
        box.setItems(new CallbackDataProvider<>(
                query -> tools.people().search(query.getFilter().orElse(""), OFFERED).stream()
                        .skip(query.getOffset())
                        .limit(query.getLimit()),
                query -> tools.people()
                        .search(query.getFilter().orElse(""), OFFERED)
                        .size()));
        box.setValue(starter);
        box.setWidthFull();
        box.addValueChangeListener(change -> {
            Person wanted = change.getValue();
            if (wanted != null) {
                starter = wanted;
                show();
            }
        });
        return box;
    }

    /** The form of the flow as people use it, if the designer may see its records. */
    private Optional<FormRef> live() {
        UUID form = editor.definition().form();
        return (form == null ? Optional.<PublishedForm>empty() : tools.forms().byId(form))
                .map(found -> new FormRef(found.app().key(), found.key()))
                .filter(found -> tools.access().allows(found, Action.SEE));
    }

    private Component records(FormRef form) {
        UUID id = Objects.requireNonNull(editor.definition().form());
        records.setItemLabelGenerator(record -> String.valueOf(record.title()));
        records.setItems(query ->
                tools.query().find(id, query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
        records.setPlaceholder(t("flow.dry.record.invented"));
        records.setHelperText(t("flow.dry.record.help"));
        records.setClearButtonVisible(true);
        records.setWidthFull();
        records.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                choose(form, change.getValue());
            }
        });
        return records;
    }

    private void choose(FormRef form, @Nullable RecordRef chosenRecord) {
        stored = null;
        storedValues = Map.of();
        values.clear();
        if (chosenRecord != null && chosenRecord.id() != null) {
            try {
                RecordData record = tools.query().get(form, chosenRecord.id());
                stored = record.id();
                storedValues = record.values();
                record.values()
                        .forEach((key, value) -> LiteralField.of(
                                        value, typeOf(key), tools.time().zone())
                                .ifPresent(literal -> values.put(key, literal)));
                asked().stream()
                        .filter(field -> field.key().contains("."))
                        .forEach(field -> ofLinked(form, record.id(), field)
                                .ifPresent(literal -> values.put(field.key(), literal)));
            } catch (NotFoundException gone) {
                Notices.error(gone);
                records.clear();
            }
        }
        showInputs();
        show();
    }

    /** What the record has that the chosen one links to. */
    private Optional<Literal> ofLinked(FormRef form, UUID record, ConditionField field) {
        try {
            return Optional.ofNullable(tools.query()
                            .workOut(form, record, List.of(field.key()))
                            .getFirst())
                    .flatMap(value ->
                            LiteralField.of(value, field.type(), tools.time().zone()));
        } catch (ExpressionException | UnknownFieldException notAsPublished) {
            return Optional.empty();
        }
    }

    private void showInputs() {
        inputs.removeAll();
        asked().forEach(field -> inputs.add(input(field)));
    }

    /** How many records a choice finds now, of those that the designer may see; unknown where it goes by a record that is made up. */
    private OptionalLong found(RecordChoice which) {
        UUID of = which.form();
        FormRef about = live().orElse(null);
        UUID record = stored;
        Optional<FormRef> form = (of == null
                        ? Optional.<PublishedForm>empty()
                        : tools.forms().byId(of))
                .map(one -> new FormRef(one.app().key(), one.key()))
                .filter(one -> tools.access().allows(one, Action.SEE));
        if (form.isEmpty() || !which.match().isEmpty() && (record == null || about == null)) {
            return OptionalLong.empty();
        }
        try {
            List<Condition> all = new ArrayList<>();
            for (Map.Entry<String, String> match : which.match().entrySet()) {
                Object value = tools.query()
                        .workOut(
                                Objects.requireNonNull(about),
                                Objects.requireNonNull(record),
                                List.of(match.getValue()))
                        .getFirst();
                all.add(
                        value == null
                                ? new Condition.Compare(match.getKey(), Condition.Operator.EMPTY, List.of())
                                : new Condition.Compare(match.getKey(), Condition.Operator.EQ, List.of(value)));
            }
            if (!which.condition().isBlank()) {
                all.add(new Condition.Matches(which.condition()));
            }
            return OptionalLong.of(tools.query()
                    .exactCount(new ListRequest(
                            form.get(), new Condition.And(all), "", List.of(), Set.of(), 1, null, false)));
        } catch (ExpressionException
                | UnknownFieldException
                | InvalidRequestException
                | NotFoundException notAsPublished) {
            return OptionalLong.empty();
        }
    }

    /** What the database says of a condition, so that a stored record goes the way it will go. */
    private Optional<Boolean> ofStored(String condition) {
        UUID record = stored;
        FormRef form = live().orElse(null);
        if (record == null || form == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Boolean.TRUE.equals(
                    tools.query().workOut(form, record, List.of(condition)).getFirst()));
        } catch (ExpressionException | UnknownFieldException | NotFoundException notAsPublished) {
            return Optional.empty();
        }
    }

    /** The fields that decide about the way: those of conditions, and those that name people. */
    private List<ConditionField> asked() {
        Set<String> keys = new LinkedHashSet<>();
        editor.definition().allNodes().forEach(node -> {
            node.branches()
                    .forEach(branch -> Conditions.read(branch.condition()).stream()
                            .flatMap(conditions -> conditions.rows().stream())
                            .forEach(row -> {
                                keys.add(row.field());
                                row.values().forEach(other -> {
                                    if (other instanceof Literal.Own(String field)) {
                                        keys.add(field);
                                    }
                                });
                            }));
            if (behaviour(node).orElse(null) instanceof NodeBehaviour.People people) {
                people.step().people().stream().flatMap(PeopleSource::fields).forEach(keys::add);
                Deadline due = people.step().due();
                if (due != null && due.span() == null) {
                    keys.add(due.field());
                }
            }
        });
        UUID form = editor.definition().form();
        return form == null
                ? List.of()
                : context.subjects(form).stream()
                        .filter(field -> keys.contains(field.key()))
                        .toList();
    }

    private ExpressionType typeOf(String key) {
        UUID form = editor.definition().form();
        return form == null
                ? ExpressionType.OTHER
                : context.subjects(form).stream()
                        .filter(field -> field.key().equals(key))
                        .findFirst()
                        .map(ConditionField::type)
                        .orElse(ExpressionType.OTHER);
    }

    private Component input(ConditionField field) {
        Span name = new Span(field.label());
        name.addClassName("mw-conditions-label");
        Literal value = values.get(field.key());
        List<Literal> present = value == null || !LiteralField.shows(field, value) ? List.of() : List.of(value);
        Component input = namesDepartment(field)
                ? department(present, entered -> invent(field, entered))
                : LiteralField.of(editors, field, false, present, entered -> invent(field, entered));
        Div box = new Div(name, input);
        box.addClassName("mw-flow-span");
        box.getElement().setAttribute("data-field", field.key());
        return box;
    }

    /** From here on it is a record of the designer's own. */
    private void invent(ConditionField field, List<Literal> entered) {
        stored = null;
        storedValues = Map.of();
        records.clear();
        if (entered.isEmpty()) {
            values.remove(field.key());
        } else {
            values.put(field.key(), entered.getFirst());
        }
        show();
    }

    private boolean namesDepartment(ConditionField field) {
        return InDepartmentDialog.paths(editors, one -> one.type().namesDepartment())
                .contains(field.key());
    }

    private Component department(List<Literal> present, Consumer<List<Literal>> changed) {
        ComboBox<String> box = new ComboBox<>();
        box.setItems(tools.people().departments().stream().map(Department::path).toList());
        box.setAriaLabel(t("form.condition.value"));
        box.setClearButtonVisible(true);
        box.setWidthFull();
        if (!present.isEmpty() && present.getFirst() instanceof Literal.Words(String path)) {
            box.setValue(path);
        }
        box.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                String path = change.getValue();
                changed.accept(path == null ? List.of() : List.of(new Literal.Words(path)));
            }
        });
        return box;
    }

    private String foretold(NodeDefinition node) {
        return tools.nodeTypes()
                .find(node.type())
                .map(type -> foretold(type, node))
                .filter(words -> !words.isBlank())
                .orElseGet(() -> t("flow.dry.itself"));
    }

    private <C> String foretold(NodeType<C> type, NodeDefinition node) {
        return tools.codec()
                .tried(type, node.config(), config -> type.foretold(config, context))
                .orElse("");
    }

    private Optional<NodeBehaviour> behaviour(NodeDefinition node) {
        return tools.nodeTypes().find(node.type()).flatMap(type -> behaviour(type, node));
    }

    private <C> Optional<NodeBehaviour> behaviour(NodeType<C> type, NodeDefinition node) {
        return tools.codec().tried(type, node.config(), type::behaviour);
    }

    private void show() {
        FlowDefinition flow = editor.definition();
        way.removeAll();
        way.add(line("vaadin:play-circle-o", t("flow.dry.started", starter.name()), begun(flow), 0, "start"));
        before = Optional.of(List.of(starter));
        Map<UUID, Optional<List<Person>>> forks = new HashMap<>();
        Set<Integer> several = new HashSet<>();
        DryRun run = new DryRun(
                flow, values, this::ofStored, noes, chosen, tools.time().today(), editor::shape, this::behaviour);
        for (Passed passed : run.way()) {
            goOn(passed, forks, several);
            way.add(line(passed));
            if (passed instanceof DryRun.Asked asked) {
                // Whoever is the only one to be asked is the one who will have answered.
                before = who(asked.step()).filter(people -> people.size() == 1);
            }
        }
    }

    /** What the starter may do with fields, where a record is handed in. */
    private List<Component> begun(FlowDefinition flow) {
        if (!tools.handsIn(flow) || flow.settings().start().isEmpty()) {
            return List.of();
        }
        Function<String, FieldRight> right = flow.settings()::startRight;
        return List.of(new Span(rights(right, FieldRight.READ, FieldRight.REQUIRED, FieldRight.HIDDEN)));
    }

    private Component line(Passed passed) {
        return switch (passed) {
            case DryRun.Asked asked -> asked(asked);
            case DryRun.Done(NodeDefinition node, int depth) ->
                line(icon(node), editors.nameOf(node.id()), List.of(new Span(foretold(node))), depth, "done");
            case DryRun.Taken(NodeDefinition node, int index, BranchDefinition branch, int depth) ->
                line(
                        "vaadin:split",
                        t("flow.dry.taken", takenName(node, branch, index)),
                        branch.condition().isBlank() ? List.of() : List.of(new Span(words(branch.condition()))),
                        depth,
                        "branch");
            case DryRun.Unsure(NodeDefinition node, int index, var branch, int depth) -> {
                Checkbox holds = new Checkbox(t("flow.dry.holds"), chosen.contains(branch.id()));
                holds.addValueChangeListener(change -> {
                    toggle(chosen, branch.id(), change.getValue());
                    show();
                });
                yield line(
                        "vaadin:question-circle-o",
                        t("flow.dry.unsure", branchName(branch.label(), index)),
                        List.of(new Span(words(branch.condition())), holds),
                        depth,
                        "unsure");
            }
            case DryRun.Back(NodeDefinition node, UUID to, boolean rejected, int depth) ->
                line(
                        "vaadin:arrow-backward",
                        t(rejected ? "flow.dry.back" : "flow.dry.jump", to == null ? "?" : editors.nameOf(to)),
                        List.of(),
                        depth,
                        "back");
            case DryRun.Over(NodeDefinition node, boolean rejected, int depth) ->
                line(
                        "vaadin:flag-checkered",
                        rejected ? t("flow.dry.rejected") : t("flow.dry.over"),
                        node == null ? List.of() : List.of(new Span(editors.nameOf(node.id()))),
                        depth,
                        "over");
        };
    }

    private static void toggle(Set<UUID> all, UUID one, boolean in) {
        if (in) {
            all.add(one);
        } else {
            all.remove(one);
        }
    }

    private static String branchName(String label, int index) {
        return label.isBlank() ? t("flow.canvas.branch", index + 1) : label;
    }

    private String takenName(NodeDefinition node, BranchDefinition branch, int index) {
        return branch.label().isBlank()
                ? t(BranchNames.key(editor.shape(node), branch, index), index + 1)
                : branch.label();
    }

    private String words(String condition) {
        UUID form = editor.definition().form();
        return form == null ? condition : context.inWords(form, condition);
    }

    private String icon(NodeDefinition node) {
        return tools.nodeTypes()
                .find(node.type())
                .map(type -> type.descriptor().icon())
                .orElse("vaadin:question-circle-o");
    }

    private Component asked(DryRun.Asked asked) {
        List<Component> about = new ArrayList<>();
        PeopleStep step = asked.step();
        about.add(new Span(people(step)));
        if (step.people().size() > 1 || found(step).map(List::size).orElse(2) > 1) {
            about.add(new Span(FlowWords.policy(step.policy(), context)));
        }
        if (step.due() != null) {
            times(step.due()).forEach(words -> about.add(new Span(words)));
        }
        starterRule(step).ifPresent(words -> about.add(new Span(words)));
        String rights = rights(step::right, FieldRight.EDIT, FieldRight.REQUIRED, FieldRight.HIDDEN);
        if (!rights.isEmpty()) {
            about.add(new Span(rights));
        }
        if (asked.kind() == NodeBehaviour.People.Kind.APPROVE) {
            Checkbox no = new Checkbox(t("flow.dry.no"), asked.no());
            no.addValueChangeListener(change -> {
                toggle(noes, asked.node().id(), change.getValue());
                show();
            });
            about.add(no);
        }
        return line(icon(asked.node()), editors.nameOf(asked.node().id()), about, asked.depth(), "asked");
    }

    private String people(PeopleStep step) {
        return found(step)
                .map(names -> names.isEmpty()
                        ? t(
                                "flow.dry.nobody",
                                t("flow.dry.nobody." + step.nobody().name().toLowerCase(Locale.ROOT)))
                        : names.stream().limit(NAMED).collect(Collectors.joining(t(FlowWords.between(step.policy()))))
                                + (names.size() > NAMED ? " +" + (names.size() - NAMED) : ""))
                .orElseGet(() -> FlowWords.people(step.people(), step.policy(), context));
    }

    /** The names of those who would be asked; nothing when that is only known while the flow runs. */
    private Optional<List<String>> found(PeopleStep step) {
        return who(step).map(people -> people.stream().map(Person::name).toList());
    }

    private Optional<List<Person>> who(PeopleStep step) {
        return new DryPeople(tools.people(), tools.organisation(), starter, this::held, before).found(step.people());
    }

    /** What a field holds of people or departments; nothing where only a run will know. */
    private Optional<List<String>> held(String path) {
        if (storedValues.get(path) instanceof List<?> several) {
            return Optional.of(several.stream()
                    .flatMap(one ->
                            LiteralField.of(one, typeOf(path), tools.time().zone()).stream())
                    .flatMap(literal ->
                            literal instanceof Literal.Words(String text) ? Stream.of(text) : Stream.<String>empty())
                    .toList());
        }
        return values.get(path) instanceof Literal.Words(String text)
                ? Optional.of(List.of(text))
                : path.indexOf('.') >= 0 && stored == null ? Optional.empty() : Optional.of(List.of());
    }

    /** Who answered before the next of what is passed; nothing where several might be the one. */
    private void goOn(Passed passed, Map<UUID, Optional<List<Person>>> forks, Set<Integer> several) {
        switch (passed) {
            case DryRun.Taken taken -> {
                Optional<List<Person>> atFork = forks.putIfAbsent(taken.node().id(), before);
                if (atFork != null) {
                    before = atFork;
                    several.add(taken.depth());
                }
            }
            case DryRun.Asked _, DryRun.Done _, DryRun.Unsure _, DryRun.Back _, DryRun.Over _ -> {
                if (several.removeIf(depth -> depth >= passed.depth())) {
                    before = Optional.empty();
                }
            }
        }
    }

    /** What happens when who starts it would be asked. */
    private Optional<String> starterRule(PeopleStep step) {
        if (found(step).filter(names -> names.contains(starter.name())).isEmpty()) {
            return Optional.empty();
        }
        return switch (step.starter()) {
            case ASK -> step.fourEyes() ? Optional.of(t("flow.dry.starter.fourEyes")) : Optional.empty();
            case PASS -> Optional.of(t("flow.dry.starter.pass"));
            case HEAD -> Optional.of(t("flow.dry.starter.head"));
        };
    }

    /** When it would be due if it were reached now, when people are reminded and what happens then. */
    private List<String> times(Deadline due) {
        Moments moments = new Moments(tools.time().now(), tools.time().zone(), UiTexts.locale());
        List<String> words = new ArrayList<>();
        String length = FlowWords.due(due, context);
        words.add(dueAt(due)
                .map(at -> t("flow.dry.dueAt", moments.due(at), length))
                .orElseGet(() -> t("flow.dry.due", length)));
        Instant end = dueAt(due).orElse(null);
        for (Deadline.Reminder reminder : due.reminders()) {
            words.add(t("flow.dry.reminder", reminders(reminder, end, moments), reminder.times()));
        }
        for (Deadline.Escalation escalation : due.escalations()) {
            Phrase moment = FlowWords.moment(escalation.after(), escalation.counted());
            words.add(t(
                    "flow.dry.escalation",
                    when(
                            () -> escalation.moment(
                                    tools.time().now(),
                                    end,
                                    work(),
                                    tools.time().zone()),
                            moment,
                            moments),
                    t("flow.due.act." + escalation.act().name().toLowerCase(Locale.ROOT))));
        }
        return words;
    }

    /** The moments of the first few. */
    private String reminders(Deadline.Reminder reminder, @Nullable Instant end, Moments moments) {
        List<String> all = new ArrayList<>();
        for (int i = 1; i <= Math.min(reminder.times(), FEW_TIMES); i++) {
            int number = i;
            all.add(when(
                    () -> reminder.moment(
                            number,
                            tools.time().now(),
                            end,
                            work(),
                            tools.time().zone()),
                    FlowWords.moment(reminder, number),
                    moments));
        }
        if (reminder.times() > FEW_TIMES) {
            all.add("…");
        }
        return String.join(t("flow.words.list"), all);
    }

    private Optional<Instant> dueAt(Deadline due) {
        Deadline.Span span = due.span();
        if (span != null) {
            return after(span);
        }
        return switch (values.get(due.field())) {
            case Literal.Day(LocalDate day) ->
                Optional.of(day.plusDays(1).atStartOfDay(tools.time().zone()).toInstant());
            case Literal.Moment(LocalDateTime moment) ->
                Optional.of(moment.atZone(tools.time().zone()).toInstant());
            case null, default -> Optional.empty();
        };
    }

    /** The moment and how it is counted; the latter alone where the moment cannot be said, and that it has passed if so. */
    private String when(Supplier<@Nullable Instant> moment, Phrase counted, Moments moments) {
        String words = tools.texts().text(UiTexts.locale(), counted);
        try {
            Instant at = moment.get();
            if (at == null) {
                return words;
            }
            return t(at.isBefore(tools.time().now()) ? "flow.dry.passed" : "flow.dry.dueAt", moments.near(at), words);
        } catch (NoWorkingTimeException tooFar) {
            return words;
        }
    }

    private Supplier<WorkTime> work() {
        return () -> tools.calendars().workTime(editor.definition().settings().calendar());
    }

    /** Nothing when the calendar does not reach that far. */
    private Optional<Instant> after(Deadline.Span span) {
        try {
            return Optional.of(
                    span.after(tools.time().now(), 1, work(), tools.time().zone()));
        } catch (NoWorkingTimeException tooFar) {
            return Optional.empty();
        }
    }

    /** What may be done with which fields, as far as it is one of these. */
    private String rights(Function<String, FieldRight> of, FieldRight... told) {
        return Stream.of(told)
                .flatMap(right -> Stream.of(labels(of, right))
                        .filter(labels -> !labels.isEmpty())
                        .map(labels -> t("flow.dry.fields." + right.key(), labels)))
                .collect(Collectors.joining(" "));
    }

    private String labels(Function<String, FieldRight> of, FieldRight right) {
        return context.fields().stream()
                .filter(field -> of.apply(field.key()) == right)
                .map(PublishedField::label)
                .collect(Collectors.joining(t("flow.words.list")));
    }

    private static Div line(String icon, String title, List<Component> about, int depth, String kind) {
        Span name = new Span(title);
        name.addClassName("mw-dry-name");
        Div words = new Div(name);
        words.add(about);
        words.addClassName("mw-dry-words");
        Div line = new Div(Icons.of(icon), words);
        line.addClassName("mw-dry-line");
        line.getElement().setAttribute("data-kind", kind);
        line.getStyle().set("margin-inline-start", depth * 1.25 + "rem");
        return line;
    }
}
