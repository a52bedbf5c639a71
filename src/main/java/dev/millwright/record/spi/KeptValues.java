package dev.millwright.record.spi;

import dev.millwright.form.PublishedForm;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes fields that the product keeps ({@link dev.millwright.field.FieldType#isKept}): part of the gate, beside what people write. The
 * record is no newer for it, so that nobody who has it open is refused, and its history does not tell of it; screens that show it hear of
 * it.
 */
public interface KeptValues {

    /**
     * In the running transaction, in one statement. Records that are gone are left out.
     *
     * @param values by record the values of kept fields, typed as the field's type says; each record names the same fields
     * @throws IllegalArgumentException for a field that people enter
     */
    void keep(PublishedForm form, Map<UUID, Map<String, @Nullable Object>> values);
}
