package dev.millwright.flow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
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
 * @param asItWas whether the last yes may leave a record as it was submitted, although its form has other rules by now
 * @param cardFields keys of the fields that a card in the inbox shows; none for the first few
 */
public record FlowSettings(
        @Nullable Principal owner,
        SamePerson samePerson,
        boolean withdrawable,
        @Nullable UUID calendar,
        boolean asItWas,
        List<String> cardFields) {

    public static final FlowSettings DEFAULT = new FlowSettings(null, SamePerson.ASK, true, null, false, List.of());

    public FlowSettings {
        cardFields = List.copyOf(cardFields);
    }

    /** What a definition leaves out is as in a new flow. */
    @JsonCreator
    static FlowSettings read(
            @JsonProperty("owner") @Nullable Principal owner,
            @JsonProperty("samePerson") @Nullable SamePerson samePerson,
            @JsonProperty("withdrawable") @Nullable Boolean withdrawable,
            @JsonProperty("calendar") @Nullable UUID calendar,
            @JsonProperty("asItWas") @Nullable Boolean asItWas,
            @JsonProperty("cardFields") @Nullable List<String> cardFields) {
        return new FlowSettings(
                owner,
                samePerson == null ? DEFAULT.samePerson : samePerson,
                withdrawable == null ? DEFAULT.withdrawable : withdrawable,
                calendar,
                asItWas == null ? DEFAULT.asItWas : asItWas,
                cardFields == null ? DEFAULT.cardFields : cardFields);
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
        return new FlowSettings(newOwner, samePerson, withdrawable, calendar, asItWas, cardFields);
    }

    public FlowSettings withSamePerson(SamePerson newSamePerson) {
        return new FlowSettings(owner, newSamePerson, withdrawable, calendar, asItWas, cardFields);
    }

    public FlowSettings withWithdrawable(boolean newWithdrawable) {
        return new FlowSettings(owner, samePerson, newWithdrawable, calendar, asItWas, cardFields);
    }

    public FlowSettings withCalendar(@Nullable UUID newCalendar) {
        return new FlowSettings(owner, samePerson, withdrawable, newCalendar, asItWas, cardFields);
    }

    public FlowSettings withAsItWas(boolean newAsItWas) {
        return new FlowSettings(owner, samePerson, withdrawable, calendar, newAsItWas, cardFields);
    }

    public FlowSettings withCardFields(List<String> newCardFields) {
        return new FlowSettings(owner, samePerson, withdrawable, calendar, asItWas, newCardFields);
    }
}
