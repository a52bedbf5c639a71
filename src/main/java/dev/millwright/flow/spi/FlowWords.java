package dev.millwright.flow.spi;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.DepartmentSource;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.RecordChoice;
import dev.millwright.flow.RecordValues;
import dev.millwright.flow.StepButton;
import dev.millwright.flow.VotePolicy;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.shared.Phrase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What nodes are made of, in words, for the one line in which a node says what it does. */
public final class FlowWords {

    private static final String ROLE = "ui.role.";

    private FlowWords() {}

    /** Such as "Head of the starter's department, all must agree, 2 working days". */
    public static String step(PeopleStep step, NodeContext context) {
        return Stream.of(
                        Optional.of(people(step.people(), step.policy(), context)),
                        step.people().isEmpty() ? Optional.<String>empty() : policy(step, context),
                        Optional.ofNullable(step.due()).map(due -> time(due, context)))
                .flatMap(Optional::stream)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(text(context, "flow.words.comma")));
    }

    /** The people, or that nobody was chosen yet. */
    public static String people(List<PeopleSource> sources, NodeContext context) {
        return people(sources, VotePolicy.ALL, context);
    }

    /** The same, as they are asked one after the other if they are. */
    public static String people(List<PeopleSource> sources, VotePolicy policy, NodeContext context) {
        return sources.isEmpty()
                ? text(context, "flow.words.nobody")
                : sources.stream()
                        .flatMap(FlowWords::each)
                        .map(source -> source(source, context))
                        .collect(Collectors.joining(text(context, between(policy))));
    }

    private static Stream<PeopleSource> each(PeopleSource source) {
        return source instanceof PeopleSource.Named(List<PersonRef> people)
                ? people.stream().map(person -> new PeopleSource.Named(List.of(person)))
                : Stream.of(source);
    }

    /** The text between people who are asked at the same time, or one after the other. */
    public static String between(VotePolicy policy) {
        return policy.mode() == VotePolicy.Mode.SEQUENCE ? "flow.words.then" : "flow.words.list";
    }

    public static String source(PeopleSource source, NodeContext context) {
        return switch (source) {
            case PeopleSource.Named(List<PersonRef> people) ->
                people.stream().map(PersonRef::name).collect(Collectors.joining(text(context, "flow.words.list")));
            case PeopleSource.InRole(String role) -> text(context, "flow.words.role", role(role, context));
            case PeopleSource.InDepartment(String path) -> text(context, "flow.words.department", department(path));
            case PeopleSource.HeadOf(String path) -> text(context, "flow.words.head", department(path));
            case PeopleSource.Starter _ -> text(context, "flow.words.starter");
            case PeopleSource.StarterHead(int levels) -> text(context, "flow.words.starterHead", levels);
            case PeopleSource.InField(String path) -> text(context, "flow.words.field", field(path, context));
            case PeopleSource.ChosenByStarter _ -> text(context, "flow.words.chosenByStarter");
            case PeopleSource.ChosenBefore _ -> text(context, "flow.words.chosenBefore");
            case PeopleSource.HandlerBefore _ -> text(context, "flow.words.handlerBefore");
            case PeopleSource.HeadIn(DepartmentSource of, int levels) ->
                text(context, "flow.words.headIn", levels, department(of, context));
            case PeopleSource.MembersIn(DepartmentSource of) ->
                text(context, "flow.words.department", department(of, context));
            case PeopleSource.RoleIn(String role, DepartmentSource of) ->
                text(context, "flow.words.roleIn", role(role, context), department(of, context));
        };
    }

    /** Such as "the department in Responsible", within what is said of its people. */
    private static String department(DepartmentSource of, NodeContext context) {
        return switch (of) {
            case DepartmentSource.Named(String path) -> department(path);
            case DepartmentSource.InField(String path) ->
                text(context, "flow.words.departmentIn", field(path, context));
            case DepartmentSource.OfPeople(PeopleSource.Starter _) -> text(context, "flow.words.departmentOf.starter");
            case DepartmentSource.OfPeople(PeopleSource.HandlerBefore _) ->
                text(context, "flow.words.departmentOf.handlerBefore");
            case DepartmentSource.OfPeople(PeopleSource.InField(String path)) ->
                text(context, "flow.words.departmentOf.field", field(path, context));
            case DepartmentSource.OfPeople(PeopleSource people) ->
                text(context, "flow.words.departmentOf", source(people, context));
        };
    }

    /** What a role is called. */
    public static String role(String key, NodeContext context) {
        return context.texts().has(ROLE + key) ? text(context, ROLE + key) : key;
    }

    private static String department(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** What the field is called, or the fields on the way to it. */
    public static String field(String path, NodeContext context) {
        String[] keys = path.split("\\.", 2);
        String first = context.form().flatMap(form -> label(form, keys[0])).orElse(keys[0]);
        return keys.length == 1 ? first : first + " › " + linked(keys[0], keys[1], context);
    }

    private static String linked(String link, String key, NodeContext context) {
        return context.form().stream()
                .flatMap(FormDefinition::fields)
                .filter(field -> field.key().equals(link))
                .findFirst()
                .flatMap(context::bound)
                .flatMap(PublishedField::target)
                .flatMap(context::form)
                .flatMap(form -> label(form, key))
                .orElse(key);
    }

    private static Optional<String> label(FormDefinition form, String key) {
        return form.fields()
                .filter(field -> field.key().equals(key))
                .map(FieldDefinition::label)
                .findFirst();
    }

    /** How the answers count; nothing where one person can be asked at most. */
    private static Optional<String> policy(PeopleStep step, NodeContext context) {
        boolean one = step.people().size() == 1 && isOne(step.people().getFirst());
        return one ? Optional.empty() : Optional.of(policy(step.policy(), context));
    }

    private static boolean isOne(PeopleSource source) {
        return switch (source) {
            case PeopleSource.Named(List<PersonRef> people) -> people.size() == 1;
            case PeopleSource.Starter _, PeopleSource.StarterHead _, PeopleSource.HeadOf _ -> true;
            case PeopleSource.HeadIn(DepartmentSource.Named _, int _) -> true;
            case PeopleSource.HeadIn(DepartmentSource.OfPeople(PeopleSource people), int _) -> isOne(people);
            case PeopleSource.HeadIn(DepartmentSource.InField _, int _) -> false;
            case PeopleSource.InRole _,
                    PeopleSource.InDepartment _,
                    PeopleSource.InField _,
                    PeopleSource.ChosenByStarter _,
                    PeopleSource.ChosenBefore _,
                    PeopleSource.HandlerBefore _,
                    PeopleSource.MembersIn _,
                    PeopleSource.RoleIn _ -> false;
        };
    }

    public static String policy(VotePolicy policy, NodeContext context) {
        return switch (policy.mode()) {
            case ANY -> text(context, "flow.words.policy.any");
            case ALL -> text(context, "flow.words.policy.all");
            case AT_LEAST ->
                text(
                        context,
                        policy.percent() ? "flow.words.policy.percent" : "flow.words.policy.atLeast",
                        policy.atLeast());
            case SEQUENCE -> text(context, "flow.words.policy.sequence");
            case POOL -> text(context, "flow.words.policy.pool");
        };
    }

    /** How long people have, when they are reminded and what happens then, such as "2 working days, reminder 2 hours before the due time". */
    public static String time(Deadline due, NodeContext context) {
        Stream<Phrase> reminders = due.reminders().stream()
                .map(reminder -> Phrase.of("flow.words.reminder", moment(reminder, 1), reminder.times()));
        Stream<Phrase> escalations = due.escalations().stream()
                .map(escalation -> Phrase.of(
                        "flow.words.escalation",
                        moment(escalation.after(), escalation.counted()),
                        act(escalation.act())));
        return Stream.concat(
                        Stream.of(due(due, context)),
                        Stream.concat(reminders, escalations)
                                .map(words -> context.texts().text(context.locale(), words)))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(text(context, "flow.words.comma")));
    }

    public static String due(Deadline due, NodeContext context) {
        Deadline.Span span = due.span();
        return span == null
                ? due.field().isEmpty() ? "" : text(context, "flow.words.dueField", field(due.field(), context))
                : span(span, context);
    }

    /** Such as "2 working days". */
    public static String span(Deadline.Span span, NodeContext context) {
        return context.texts().text(context.locale(), span(span, 1));
    }

    private static Phrase span(Deadline.Span span, int times) {
        return Phrase.of(
                "flow.words.span." + (span.working() ? "working." : "")
                        + span.unit().name().toLowerCase(Locale.ROOT),
                (long) span.amount() * times);
    }

    /** Such as "2 hours before the due time". */
    public static Phrase moment(Deadline.Span span, Deadline.Counted counted) {
        return moment(span, 1, counted);
    }

    /** As when the reminder of that number comes. */
    public static Phrase moment(Deadline.Reminder reminder, int number) {
        boolean before = reminder.counted() == Deadline.Counted.BEFORE_DUE;
        return moment(reminder.after(), before ? reminder.times() - number + 1 : number, reminder.counted());
    }

    private static Phrase moment(Deadline.Span span, int times, Deadline.Counted counted) {
        return Phrase.of(
                switch (counted) {
                    case AFTER_START -> "flow.words.moment.start";
                    case BEFORE_DUE -> "flow.words.moment.before";
                    case AFTER_DUE -> "flow.words.moment.after";
                },
                span(span, times));
    }

    /** What an escalation does, such as "give it to the head". */
    public static Phrase act(Deadline.Act act) {
        return Phrase.of("flow.words.act." + act.name().toLowerCase(Locale.ROOT));
    }

    /** A condition or formula about the flow's record, with labels instead of keys. */
    public static String expression(String expression, NodeContext context) {
        return expression(expression, context.flow().form(), context);
    }

    private static String expression(String expression, @Nullable UUID form, NodeContext context) {
        return form == null || expression.isBlank() ? expression : context.inWords(form, expression);
    }

    public static String fields(List<String> keys, NodeContext context) {
        return keys.stream().map(key -> field(key, context)).collect(list(context));
    }

    /** What may be done with which fields. */
    public static String rights(Map<String, FieldRight> rights, NodeContext context) {
        return rights.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(right ->
                        text(context, "flow.words.right." + right.getValue().key(), field(right.getKey(), context)))
                .collect(list(context));
    }

    public static String buttons(List<StepButton> buttons, NodeContext context) {
        return buttons.stream()
                .map(button -> text(
                        context,
                        button.hidden()
                                ? "flow.words.button.hidden"
                                : button.label().isBlank() ? "flow.words.button.usual" : "flow.words.button",
                        text(context, "work.action." + button.action().key()),
                        button.label(),
                        Boolean.toString(button.reason())))
                .collect(list(context));
    }

    /**
     * What fields of records are set or compared to.
     *
     * @param form whose fields they are
     */
    public static String values(Map<String, String> values, @Nullable UUID form, NodeContext context) {
        return values(values, form, context, formula -> expression(formula, context));
    }

    private static String values(
            Map<String, String> values, @Nullable UUID form, NodeContext context, UnaryOperator<String> words) {
        Optional<FormDefinition> of = form == null ? Optional.empty() : context.form(form);
        return values.entrySet().stream()
                .map(value -> text(
                        context,
                        "flow.words.value",
                        of.flatMap(one -> label(one, value.getKey())).orElse(value.getKey()),
                        words.apply(value.getValue())))
                .collect(list(context));
    }

    /** Which records of which form. */
    public static String records(RecordChoice choice, NodeContext context) {
        return parts(
                context,
                form(choice.form(), context),
                values(choice.match(), choice.form(), context),
                expression(choice.condition(), choice.form(), context));
    }

    /** Records of which form, filled with what. */
    public static String filled(RecordValues values, NodeContext context) {
        return parts(context, form(values.form(), context), values(values.values(), values.form(), context));
    }

    /** What fields of records that are there are set to. */
    public static String changed(RecordValues values, NodeContext context) {
        UUID form = values.form();
        return form == null
                ? ""
                : values(
                        values.values(),
                        form,
                        context,
                        formula -> context.inWords(context.flow().form(), form, formula));
    }

    private static String parts(NodeContext context, String... parts) {
        return Stream.of(parts).filter(part -> !part.isBlank()).collect(list(context));
    }

    public static String form(@Nullable UUID id, NodeContext context) {
        return id == null ? "" : context.form(id).map(FormDefinition::label).orElseGet(id::toString);
    }

    public static String flow(@Nullable UUID id, NodeContext context) {
        return id == null ? "" : context.flow(id).map(FlowDefinition::label).orElseGet(id::toString);
    }

    public static String node(@Nullable UUID id, NodeContext context) {
        return id == null
                ? ""
                : context.flow()
                        .node(id)
                        .map(node -> node.label().isBlank() ? node.type() : node.label())
                        .orElse("");
    }

    private static Collector<CharSequence, ?, String> list(NodeContext context) {
        return Collectors.joining(text(context, "flow.words.list"));
    }

    private static String text(NodeContext context, String key, Object... arguments) {
        return context.texts().text(context.locale(), key, arguments);
    }
}
