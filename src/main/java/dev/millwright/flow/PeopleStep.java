package dev.millwright.flow;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a step for people says: who, how their answers count, what they may see and change, how long they have.
 *
 * @param people sources that add up, in order, without doubles
 * @param nobody what happens when they name nobody
 * @param starter what happens when the starter is among them
 * @param fourEyes whether who started the flow may never be the one who says yes
 * @param fields what the people may do with fields, by key; a field that is not named can be read
 * @param buttons actions that differ from the usual; an action that is not named is offered under its usual name
 * @param rejection what a no of the step does
 * @param rejectTo for {@link Rejection#TO_STEP}: node that the flow goes back to
 * @param due how long they have; null for as long as they like
 */
public record PeopleStep(
        List<PeopleSource> people,
        VotePolicy policy,
        Nobody nobody,
        StarterRule starter,
        boolean fourEyes,
        Map<String, FieldRight> fields,
        List<StepButton> buttons,
        Rejection rejection,
        @Nullable UUID rejectTo,
        @Nullable Deadline due) {

    public static final PeopleStep EMPTY = new PeopleStep(
            List.of(),
            VotePolicy.ALL,
            Nobody.OWNER,
            StarterRule.ASK,
            false,
            Map.of(),
            List.of(),
            Rejection.END,
            null,
            null);

    public PeopleStep {
        people = people == null ? List.of() : List.copyOf(people);
        policy = policy == null ? VotePolicy.ALL : policy;
        nobody = nobody == null ? Nobody.OWNER : nobody;
        starter = starter == null ? StarterRule.ASK : starter;
        fields = fields == null ? Map.of() : Map.copyOf(fields);
        buttons = buttons == null ? List.of() : List.copyOf(buttons);
        rejection = rejection == null ? Rejection.END : rejection;
    }

    /** What happens when no person is found for a step; never a task without a person. */
    public enum Nobody {
        /** The owner of the flow is asked instead. */
        OWNER,
        /** The step passes, with a note in the timeline. */
        PASS,
        /** The flow does not go on: who would move it there is told. */
        REFUSE
    }

    /** What happens when who started the flow is among the people of a step. */
    public enum StarterRule {
        /** Asked like the others. */
        ASK,
        /** Counts as a yes, with a note in the timeline. */
        PASS,
        /** The head one level up is asked instead. */
        HEAD
    }

    /** What a no of a step does. */
    public enum Rejection {
        /** Ends the flow as rejected. */
        END,
        /** Goes back to an earlier step. */
        TO_STEP,
        /** Who says no chooses: end, or a step that was passed. */
        CHOSEN,
        /** Goes on in a branch of its own; a yes has one, too. */
        BRANCH
    }

    /** The right to a field. */
    public FieldRight right(String field) {
        return fields.getOrDefault(field, FieldRight.READ);
    }

    public PeopleStep withPeople(List<PeopleSource> newPeople) {
        return new PeopleStep(newPeople, policy, nobody, starter, fourEyes, fields, buttons, rejection, rejectTo, due);
    }

    public PeopleStep withPolicy(VotePolicy newPolicy) {
        return new PeopleStep(people, newPolicy, nobody, starter, fourEyes, fields, buttons, rejection, rejectTo, due);
    }

    public PeopleStep withNobody(Nobody newNobody) {
        return new PeopleStep(people, policy, newNobody, starter, fourEyes, fields, buttons, rejection, rejectTo, due);
    }

    public PeopleStep withStarter(StarterRule newStarter) {
        return new PeopleStep(people, policy, nobody, newStarter, fourEyes, fields, buttons, rejection, rejectTo, due);
    }

    public PeopleStep withFourEyes(boolean newFourEyes) {
        return new PeopleStep(people, policy, nobody, starter, newFourEyes, fields, buttons, rejection, rejectTo, due);
    }

    public PeopleStep withFields(Map<String, FieldRight> newFields) {
        return new PeopleStep(people, policy, nobody, starter, fourEyes, newFields, buttons, rejection, rejectTo, due);
    }

    public PeopleStep withButtons(List<StepButton> newButtons) {
        return new PeopleStep(people, policy, nobody, starter, fourEyes, fields, newButtons, rejection, rejectTo, due);
    }

    public PeopleStep withRejection(Rejection newRejection, @Nullable UUID newRejectTo) {
        return new PeopleStep(
                people, policy, nobody, starter, fourEyes, fields, buttons, newRejection, newRejectTo, due);
    }

    public PeopleStep withDue(@Nullable Deadline newDue) {
        return new PeopleStep(people, policy, nobody, starter, fourEyes, fields, buttons, rejection, rejectTo, newDue);
    }
}
