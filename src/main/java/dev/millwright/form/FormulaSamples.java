package dev.millwright.form;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tries formulas on records, for screens that know forms but no records. */
public interface FormulaSamples {

    /**
     * What a formula comes to.
     *
     * @param record what the record is called
     * @param value a text, a {@code BigDecimal}, a {@code Boolean}, a {@code LocalDate} or an {@code Instant}; null for nothing
     */
    record Sample(String record, @Nullable Object value) {}

    /**
     * What the formula comes to for the record that was entered last, under the rights of the one who asks; empty where there is none, or the
     * form as it is published does not know what the formula names.
     */
    Optional<Sample> ofNewest(UUID form, String formula);
}
