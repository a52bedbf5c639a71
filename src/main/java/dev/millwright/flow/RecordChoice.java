package dev.millwright.flow;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a form a node is about.
 *
 * @param form null as long as none is chosen
 * @param match formulas about the flow's record by key of the field that has to be equal to what they give, for example the field that
 *     links to it and {@code id}
 * @param condition about the records themselves; empty for none
 */
public record RecordChoice(@Nullable UUID form, Map<String, String> match, String condition) {

    /** Matched instead of a field, a record is the very one that a link of the flow's record leads to. */
    public static final String ITSELF = "id";

    public static final RecordChoice NONE = new RecordChoice(null, Map.of(), "");

    public RecordChoice {
        match = match == null ? Map.of() : RecordValues.formulas(match);
        condition = condition == null ? "" : condition;
    }

    /** Whether nothing narrows it, so that it is all records of the form. */
    public boolean choosesAll() {
        return form != null && match.isEmpty() && condition.isBlank();
    }

    /** Of another form nothing of the former one is left. */
    public RecordChoice withForm(@Nullable UUID newForm) {
        return Objects.equals(form, newForm) ? this : new RecordChoice(newForm, Map.of(), "");
    }

    public RecordChoice withMatch(Map<String, String> newMatch) {
        return new RecordChoice(form, newMatch, condition);
    }

    public RecordChoice withCondition(String newCondition) {
        return new RecordChoice(form, match, newCondition);
    }
}
