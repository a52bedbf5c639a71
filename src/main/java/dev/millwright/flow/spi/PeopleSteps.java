package dev.millwright.flow.spi;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.Deadline.Counted;
import dev.millwright.flow.DepartmentSource;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.VotePolicy;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What can be wrong with steps for people. */
public final class PeopleSteps {

    private static final Set<ValueKind> DAYS = Set.of(ValueKind.DATE, ValueKind.DATE_TIME);

    private static final int LONGEST_DAYS = 3_650;

    private PeopleSteps() {}

    public static Problems problems(PeopleStep step, NodeContext context) {
        Problems problems = problems(step.people(), context, "flow.error.noPeople");
        problems = problems.and(rights(step.fields(), context, "fields"));
        problems = problems.and(policy(step));
        if (step.rejection() == PeopleStep.Rejection.TO_STEP
                && (step.rejectTo() == null
                        || context.flow().node(step.rejectTo()).isEmpty())) {
            problems = problems.and(Problem.error("flow.error.targetGone", "rejectTo"));
        }
        Deadline due = step.due();
        if (due != null && !due.field().isEmpty()) {
            problems = problems.and(
                    field(due.field(), context).isEmpty()
                            ? Problems.of(Problem.error("flow.error.fieldGone", "due", due.field()))
                            : date(due.field(), context, "due"));
        }
        if (due != null) {
            Stream<Deadline.Span> spans = Stream.concat(
                    Stream.ofNullable(due.span()),
                    Stream.concat(
                            due.reminders().stream().map(Deadline.Reminder::after),
                            due.escalations().stream().map(Deadline.Escalation::after)));
            problems = problems.and(spans.map(span -> span(span, "due"))
                    .filter(Problems::hasErrors)
                    .findFirst()
                    .orElse(Problems.NONE));
            problems = problems.and(counted(due));
        }
        return problems;
    }

    /** Nobody can have more agree than there are. */
    private static Problems policy(PeopleStep step) {
        VotePolicy policy = step.policy();
        if (policy.mode() == VotePolicy.Mode.AT_LEAST && policy.percent() && policy.atLeast() > 100) {
            return Problems.of(Problem.error("flow.error.overAll", "policy", policy.atLeast()));
        }
        boolean known = step.people().stream().allMatch(PeopleSource.Named.class::isInstance);
        long named = Stream.concat(
                        step.people().stream()
                                .filter(PeopleSource.Named.class::isInstance)
                                .flatMap(source -> ((PeopleSource.Named) source).people().stream()),
                        policy.required().stream())
                .map(PersonRef::id)
                .distinct()
                .count();
        return known && named > 0 && policy.isShortOf((int) named)
                ? Problems.of(Problem.warning("flow.error.fewer", "policy", policy.atLeast(), named))
                : Problems.NONE;
    }

    /** Nothing counts from a due date that there is none of, or to a moment before the step begins. */
    private static Problems counted(Deadline due) {
        Deadline.Span span = due.span();
        if (span == null && due.field().isEmpty() && due.countsFromDue()) {
            return Problems.of(Problem.error("flow.error.noDueDate", "due"));
        }
        Stream<Deadline.Span> before = Stream.concat(
                due.reminders().stream()
                        .filter(reminder -> reminder.counted() == Counted.BEFORE_DUE)
                        .map(Deadline.Reminder::after),
                due.escalations().stream()
                        .filter(escalation -> escalation.counted() == Counted.BEFORE_DUE)
                        .map(Deadline.Escalation::after));
        return span != null
                        && before.anyMatch(one -> one.unit() == span.unit()
                                && one.working() == span.working()
                                && one.amount() >= span.amount())
                ? Problems.of(Problem.warning("flow.error.beforeStart", "due"))
                : Problems.NONE;
    }

    /** Rights to fields that the form of the flow does not have, and to fill what nobody fills. */
    public static Problems rights(Map<String, FieldRight> rights, NodeContext context, String path) {
        Stream<Problem> gone = rights.keySet().stream()
                .filter(key -> field(key, context).isEmpty())
                .sorted()
                .map(key -> Problem.error("flow.error.fieldGone", path, key));
        Stream<Problem> unfillable = rights.entrySet().stream()
                .filter(right -> right.getValue() == FieldRight.REQUIRED)
                .sorted(Map.Entry.comparingByKey())
                .flatMap(right -> field(right.getKey(), context).stream())
                .flatMap(field -> context.bound(field).stream())
                .filter(field -> !field.isEntered())
                .map(field -> Problem.error("flow.error.requiredKept", path, field.label()));
        return new Problems(Stream.concat(gone, unfillable).toList());
    }

    /** No longer than calendars are sure to reach. */
    public static Problems span(Deadline.Span span, String path) {
        long days = switch (span.unit()) {
            case MINUTES -> Duration.ofMinutes(span.amount()).toDays();
            case HOURS -> Duration.ofHours(span.amount()).toDays();
            case DAYS -> span.amount();
        };
        return days > LONGEST_DAYS
                ? Problems.of(Problem.error("flow.error.spanTooLong", path, LONGEST_DAYS))
                : Problems.NONE;
    }

    /** A field of the flow's form, if it is there, has to hold a day. */
    public static Problems date(String key, NodeContext context, String path) {
        return field(key, context).stream()
                .flatMap(field -> context.bound(field).stream())
                .filter(field -> !DAYS.contains(field.kind()))
                .map(field -> Problems.of(Problem.error("flow.error.noDate", path, field.label())))
                .findFirst()
                .orElse(Problems.NONE);
    }

    /** What is wrong with those who only get to know something. */
    public static Problems receivers(List<PeopleSource> sources, NodeContext context) {
        return problems(sources, context, "flow.error.noReceivers");
    }

    /** What is wrong with the sources; there has to be one that can name somebody. */
    private static Problems problems(List<PeopleSource> sources, NodeContext context, String none) {
        if (sources.isEmpty()) {
            return Problems.of(Problem.error(none, "people"));
        }
        Problems problems = Problems.NONE;
        for (PeopleSource source : sources) {
            problems = problems.and(problems(source, context));
        }
        return problems;
    }

    private static Problems problems(PeopleSource source, NodeContext context) {
        return switch (source) {
            case PeopleSource.Named named ->
                named.people().stream().allMatch(PeopleSteps::isNobody) ? incomplete() : Problems.NONE;
            case PeopleSource.InRole role -> role.role().isBlank() ? incomplete() : Problems.NONE;
            case PeopleSource.InDepartment department -> isPath(department.path()) ? Problems.NONE : incomplete();
            case PeopleSource.HeadOf head -> isPath(head.path()) ? Problems.NONE : incomplete();
            case PeopleSource.InField in -> inField(in.path(), context, PERSON);
            case PeopleSource.HeadIn head -> problems(head.of(), context);
            case PeopleSource.MembersIn members -> problems(members.of(), context);
            case PeopleSource.RoleIn role -> role.role().isBlank() ? incomplete() : problems(role.of(), context);
            case PeopleSource.Starter _,
                    PeopleSource.StarterHead _,
                    PeopleSource.ChosenByStarter _,
                    PeopleSource.ChosenBefore _,
                    PeopleSource.HandlerBefore _ -> Problems.NONE;
        };
    }

    private static Problems problems(DepartmentSource of, NodeContext context) {
        return switch (of) {
            case DepartmentSource.Named department -> isPath(department.path()) ? Problems.NONE : incomplete();
            case DepartmentSource.InField in -> inField(in.path(), context, DEPARTMENT);
            case DepartmentSource.OfPeople people -> problems(people.people(), context);
        };
    }

    private static Problems incomplete() {
        return Problems.of(Problem.error("flow.error.sourceIncomplete", "people"));
    }

    private static boolean isNobody(PersonRef person) {
        return (person.id() == null || person.id().isBlank()) && person.name().isBlank();
    }

    private static boolean isPath(String path) {
        return path.length() > 1 && path.startsWith("/");
    }

    /**
     * What the field at the end of a path has to be.
     *
     * @param error what it is told where it is not
     */
    private record Wanted(Predicate<PublishedField<?, ?>> is, String error, boolean isSystem) {}

    private static final Wanted PERSON = new Wanted(PublishedField::isPerson, "flow.error.noPerson", true);

    private static final Wanted DEPARTMENT =
            new Wanted(field -> field.type().namesDepartment(), "flow.error.noDepartment", false);

    private static Problems inField(String of, NodeContext context, Wanted wanted) {
        if (of.isBlank()) {
            return incomplete();
        }
        String[] path = of.split("\\.", 2);
        FieldDefinition first = field(path[0], context).orElse(null);
        if (first == null) {
            return wanted.isSystem() && isSystem(path[0])
                    ? Problems.NONE
                    : Problems.of(Problem.error("flow.error.fieldGone", "people", of));
        }
        if (path.length == 1) {
            return wanted(first, context, wanted);
        }
        FormDefinition linked = context.bound(first)
                .flatMap(PublishedField::target)
                .flatMap(context::form)
                .orElse(null);
        if (linked == null || wanted.isSystem() && isSystem(path[1])) {
            return Problems.NONE;
        }
        return linked.fields()
                .filter(field -> field.key().equals(path[1]))
                .findFirst()
                .map(field -> wanted(field, context, wanted))
                .orElseGet(() -> Problems.of(Problem.error("flow.error.fieldGone", "people", of)));
    }

    private static Problems wanted(FieldDefinition definition, NodeContext context, Wanted wanted) {
        return context.bound(definition)
                .filter(field -> !wanted.is().test(field))
                .map(field -> Problems.of(Problem.error(wanted.error(), "people", field.label())))
                .orElse(Problems.NONE);
    }

    private static boolean isSystem(String key) {
        return key.equals("created_by") || key.equals("updated_by");
    }

    private static Optional<FieldDefinition> field(String key, NodeContext context) {
        return context.form().stream()
                .flatMap(form -> form.fields())
                .filter(field -> field.key().equals(key))
                .findFirst();
    }
}
