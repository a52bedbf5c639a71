package dev.millwright.flow;

import dev.millwright.identity.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the whole of a flow.
 *
 * @param owner who is asked when something fails or nobody is found; null for the owners of the app
 * @param samePerson what becomes of a step whose person has agreed earlier in the same run
 * @param withdrawable whether who started it may take it back while it runs
 * @param calendar whose working time counts; null for that of the installation
 * @param cardFields keys of the fields that a card in the inbox shows; none for the first few
 */
public record FlowSettings(
        @Nullable Principal owner,
        SamePerson samePerson,
        boolean withdrawable,
        @Nullable UUID calendar,
        List<String> cardFields) {

    public static final FlowSettings DEFAULT = new FlowSettings(null, SamePerson.ASK, true, null, List.of());

    public FlowSettings {
        samePerson = samePerson == null ? SamePerson.ASK : samePerson;
        cardFields = cardFields == null ? List.of() : List.copyOf(cardFields);
    }

    /** What becomes of a step whose person has agreed earlier in the same run. */
    public enum SamePerson {
        /** Asked again. */
        ASK,
        /** Once is enough: the later step passes by itself, which the timeline tells. */
        ONCE,
        /** Passes by itself only when the step right before was theirs. */
        DIRECTLY_AFTER
    }

    public FlowSettings withOwner(@Nullable Principal newOwner) {
        return new FlowSettings(newOwner, samePerson, withdrawable, calendar, cardFields);
    }

    public FlowSettings withSamePerson(SamePerson newSamePerson) {
        return new FlowSettings(owner, newSamePerson, withdrawable, calendar, cardFields);
    }

    public FlowSettings withWithdrawable(boolean newWithdrawable) {
        return new FlowSettings(owner, samePerson, newWithdrawable, calendar, cardFields);
    }

    public FlowSettings withCalendar(@Nullable UUID newCalendar) {
        return new FlowSettings(owner, samePerson, withdrawable, newCalendar, cardFields);
    }

    public FlowSettings withCardFields(List<String> newCardFields) {
        return new FlowSettings(owner, samePerson, withdrawable, calendar, newCardFields);
    }
}
