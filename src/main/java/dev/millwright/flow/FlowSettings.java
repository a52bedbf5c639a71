package dev.millwright.flow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millwright.identity.Principal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the whole of a flow.
 *
 * @param owner who is asked when something fails or nobody is found; null for the owners of the app
 * @param samePerson what becomes of a step whose person has agreed earlier in the same run
 * @param withdrawable whether who started it may take it back while it runs
 * @param calendar whose working time counts; null for that of the installation
 * @param asItWas whether a yes may leave a record as it was submitted, although its form has other rules by now
 * @param cardFields keys of the fields that a card in the inbox shows; none for the first few
 * @param off whether no run begins; those under way go on
 * @param start what those who fill in and hand in may do with fields, by key; a field that is not named is as its form says. Only a flow
 *     by which records are handed in has any
 */
public record FlowSettings(
        @Nullable Principal owner,
        SamePerson samePerson,
        boolean withdrawable,
        @Nullable UUID calendar,
        boolean asItWas,
        List<String> cardFields,
        boolean off,
        Map<String, FieldRight> start) {

    public static final FlowSettings DEFAULT =
            new FlowSettings(null, SamePerson.ASK, true, null, false, List.of(), false, Map.of());

    public FlowSettings {
        cardFields = List.copyOf(cardFields);
        start = Map.copyOf(start);
    }

    /** What a definition leaves out is as in a new flow. */
    @JsonCreator
    static FlowSettings read(
            @JsonProperty("owner") @Nullable Principal owner,
            @JsonProperty("samePerson") @Nullable SamePerson samePerson,
            @JsonProperty("withdrawable") @Nullable Boolean withdrawable,
            @JsonProperty("calendar") @Nullable UUID calendar,
            @JsonProperty("asItWas") @Nullable Boolean asItWas,
            @JsonProperty("cardFields") @Nullable List<String> cardFields,
            @JsonProperty("off") @Nullable Boolean off,
            @JsonProperty("start") @Nullable Map<String, FieldRight> start) {
        return new FlowSettings(
                owner,
                samePerson == null ? DEFAULT.samePerson : samePerson,
                withdrawable == null ? DEFAULT.withdrawable : withdrawable,
                calendar,
                asItWas == null ? DEFAULT.asItWas : asItWas,
                cardFields == null ? DEFAULT.cardFields : cardFields,
                off == null ? DEFAULT.off : off,
                start == null ? DEFAULT.start : start);
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
        return new FlowSettings(newOwner, samePerson, withdrawable, calendar, asItWas, cardFields, off, start);
    }

    public FlowSettings withSamePerson(SamePerson newSamePerson) {
        return new FlowSettings(owner, newSamePerson, withdrawable, calendar, asItWas, cardFields, off, start);
    }

    public FlowSettings withWithdrawable(boolean newWithdrawable) {
        return new FlowSettings(owner, samePerson, newWithdrawable, calendar, asItWas, cardFields, off, start);
    }

    public FlowSettings withCalendar(@Nullable UUID newCalendar) {
        return new FlowSettings(owner, samePerson, withdrawable, newCalendar, asItWas, cardFields, off, start);
    }

    public FlowSettings withAsItWas(boolean newAsItWas) {
        return new FlowSettings(owner, samePerson, withdrawable, calendar, newAsItWas, cardFields, off, start);
    }

    public FlowSettings withCardFields(List<String> newCardFields) {
        return new FlowSettings(owner, samePerson, withdrawable, calendar, asItWas, newCardFields, off, start);
    }

    public FlowSettings withOff(boolean newOff) {
        return new FlowSettings(owner, samePerson, withdrawable, calendar, asItWas, cardFields, newOff, start);
    }

    public FlowSettings withStart(Map<String, FieldRight> newStart) {
        return new FlowSettings(owner, samePerson, withdrawable, calendar, asItWas, cardFields, off, newStart);
    }

    /** The right to a field of those who fill in and hand in. */
    public FieldRight startRight(String field) {
        return start.getOrDefault(field, FieldRight.EDIT);
    }
}
