package dev.millwright.app;

import dev.millwright.app.spi.DefinitionKind.Change;
import dev.millwright.app.spi.DefinitionKind.Question;
import dev.millwright.schema.Risk;
import dev.millwright.schema.SchemaConflict;
import dev.millwright.schema.SchemaStep;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a release would change, shown before it happens.
 *
 * @param parts one for each definition that changes, in the order of kinds and of making
 * @param groundwork steps that belong to no definition, such as making the app's schema
 * @param fingerprint the same as long as the same would happen; numbers of rows do not count
 */
public record PublishPlan(App app, List<Part> parts, List<SchemaStep> groundwork, String fingerprint) {

    /** Code of the problem that a definition refers to a draft which is not part of the release. */
    public static final String UNPUBLISHED = "app.problem.unpublished";

    public PublishPlan {
        parts = List.copyOf(parts);
        groundwork = List.copyOf(groundwork);
    }

    /** Whether there is nothing to publish. */
    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Whether nothing stands in the way: no error, no conflict, no question without an answer. */
    public boolean isPublishable() {
        return !isEmpty() && parts.stream().allMatch(Part::isPublishable);
    }

    public Risk risk() {
        return steps().map(SchemaStep::risk).max(Risk::compareTo).orElse(Risk.NONE);
    }

    /** All steps on tables. */
    public Stream<SchemaStep> steps() {
        return Stream.concat(groundwork.stream(), parts.stream().flatMap(part -> part.steps().stream()));
    }

    /** All problems, conflicts and open questions included; the path starts with kind and key of the definition. */
    public Problems problems() {
        return new Problems(parts.stream().flatMap(Part::allProblems).toList());
    }

    /** What becomes of a definition. */
    public enum Operation {
        CREATE,
        CHANGE,
        /** It leaves the app; its tables and their values stay. */
        REMOVE
    }

    /**
     * What happens to one definition.
     *
     * @param definition as it is to be published; as it is published, when it is removed
     * @param missing drafts that it refers to and that the request leaves out
     */
    public record Part(
            DraftRef ref,
            String key,
            String label,
            Operation operation,
            List<Change> changes,
            List<Asked> questions,
            List<SchemaStep> steps,
            List<Obstacle> obstacles,
            Problems problems,
            Object definition,
            Set<DraftRef> missing) {

        public Part {
            missing = Set.copyOf(missing);
            changes = List.copyOf(changes);
            questions = List.copyOf(questions);
            steps = List.copyOf(steps);
            obstacles = List.copyOf(obstacles);
        }

        public boolean isPublishable() {
            return obstacles.isEmpty()
                    && !problems.hasErrors()
                    && questions.stream().noneMatch(Asked::isOpen);
        }

        public Risk risk() {
            return steps.stream().map(SchemaStep::risk).max(Risk::compareTo).orElse(Risk.NONE);
        }

        private Stream<Problem> allProblems() {
            Stream<Problem> found = Stream.of(
                            problems.stream(),
                            obstacles.stream().map(Obstacle::problem),
                            questions.stream().filter(Asked::isOpen).map(Asked::problem))
                    .flatMap(all -> all);
            return found.map(problem -> problem.under(ref.kind() + "/" + key));
        }
    }

    /** A question of the plan and what was answered, null if nothing yet; an empty answer is one. */
    public record Asked(Question question, @Nullable String answer) {

        public boolean isOpen() {
            return answer == null;
        }

        private Problem problem() {
            return new Problem(Severity.ERROR, question.code(), question.id(), question.arguments());
        }
    }

    /**
     * Something in the records that stands in the way.
     *
     * @param code key of the text
     * @param arguments as of {@link SchemaConflict#arguments()}, with the names that people know
     * @param fields keys of the fields whose values are in the way
     */
    public record Obstacle(SchemaConflict conflict, String code, List<Object> arguments, List<String> fields) {

        public Obstacle {
            arguments = List.copyOf(arguments);
            fields = List.copyOf(fields);
        }

        /** The field, if it is one. */
        public Optional<String> field() {
            return fields.size() == 1 ? Optional.of(fields.getFirst()) : Optional.empty();
        }

        /** Whether records share values that are to be unique, so that a screen can open them. */
        public boolean isDuplicates() {
            return conflict instanceof SchemaConflict.DuplicateValues;
        }

        private Problem problem() {
            return new Problem(Severity.ERROR, code, field().orElse(""), arguments);
        }
    }
}
