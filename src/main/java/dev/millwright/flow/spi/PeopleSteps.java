package dev.millwright.flow.spi;

import dev.millwright.flow.Deadline;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.form.FieldDefinition;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What can be wrong with steps for people. */
public final class PeopleSteps {

    private PeopleSteps() {}

    public static Problems problems(PeopleStep step, NodeContext context) {
        Problems problems = problems(step.people(), context, "flow.error.noPeople");
        problems = problems.and(fieldsGone(step.fields().keySet(), context, "fields"));
        if (step.rejection() == PeopleStep.Rejection.TO_STEP
                && (step.rejectTo() == null
                        || context.flow().node(step.rejectTo()).isEmpty())) {
            problems = problems.and(Problem.error("flow.error.targetGone", "rejectTo"));
        }
        Deadline due = step.due();
        if (due != null && !due.field().isEmpty() && field(due.field(), context).isEmpty()) {
            problems = problems.and(Problem.error("flow.error.fieldGone", "due", due.field()));
        }
        return problems;
    }

    /** Fields that rights name and that the form of the flow does not have. */
    public static Problems fieldsGone(Collection<String> keys, NodeContext context, String path) {
        return new Problems(keys.stream()
                .filter(key -> field(key, context).isEmpty())
                .sorted()
                .map(key -> Problem.error("flow.error.fieldGone", path, key))
                .toList());
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
            problems = problems.and(
                    switch (source) {
                        case PeopleSource.Named named -> named.people().isEmpty() ? incomplete() : Problems.NONE;
                        case PeopleSource.InRole role -> role.role().isBlank() ? incomplete() : Problems.NONE;
                        case PeopleSource.InDepartment department ->
                            isPath(department.path()) ? Problems.NONE : incomplete();
                        case PeopleSource.HeadOf head -> isPath(head.path()) ? Problems.NONE : incomplete();
                        case PeopleSource.InField in -> inField(in, context);
                        case PeopleSource.Starter _,
                                PeopleSource.StarterHead _,
                                PeopleSource.ChosenByStarter _,
                                PeopleSource.ChosenBefore _ -> Problems.NONE;
                    });
        }
        return problems;
    }

    private static Problems incomplete() {
        return Problems.of(Problem.error("flow.error.sourceIncomplete", "people"));
    }

    private static boolean isPath(String path) {
        return path.length() > 1 && path.startsWith("/");
    }

    private static Problems inField(PeopleSource.InField source, NodeContext context) {
        if (source.path().isBlank()) {
            return incomplete();
        }
        String first = source.path().split("\\.", 2)[0];
        return isSystem(first) || field(first, context).isPresent()
                ? Problems.NONE
                : Problems.of(Problem.error("flow.error.fieldGone", "people", source.path()));
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
