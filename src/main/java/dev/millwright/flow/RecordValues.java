package dev.millwright.flow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What records of a form are filled with.
 *
 * @param form null as long as none is chosen
 * @param values formulas about the flow's record by key of the field
 */
public record RecordValues(@Nullable UUID form, Map<String, String> values) {

    /**
     * Stands before the name of a field of the record that is changed, in a formula about the flow's record: keys have small letters, so that
     * no field and no link is called so.
     */
    public static final String TARGET = "TARGET.";

    public static final RecordValues NONE = new RecordValues(null, Map.of());

    public RecordValues {
        values = values == null ? Map.of() : formulas(values);
    }

    /** In their order; what a program leaves null was left empty. */
    public static Map<String, String> formulas(Map<String, ? extends @Nullable String> written) {
        Map<String, String> formulas = new LinkedHashMap<>();
        written.forEach((key, formula) -> formulas.put(key, Objects.requireNonNullElse(formula, "")));
        return Collections.unmodifiableMap(formulas);
    }

    /** Of another form nothing of the former one is left. */
    public RecordValues withForm(@Nullable UUID newForm) {
        return Objects.equals(form, newForm) ? this : new RecordValues(newForm, Map.of());
    }

    public RecordValues withValues(Map<String, String> newValues) {
        return new RecordValues(form, newValues);
    }
}
