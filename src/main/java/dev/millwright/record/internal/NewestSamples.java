package dev.millwright.record.internal;

import dev.millwright.field.RecordRef;
import dev.millwright.form.FormulaSamples;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordQuery;
import dev.millwright.shared.DomainException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Formulas tried on records, as the gate shows them to the one who asks. */
@Component
class NewestSamples implements FormulaSamples {

    private final RecordQuery query;
    private final PublishedForms forms;

    NewestSamples(RecordQuery query, PublishedForms forms) {
        this.query = query;
        this.forms = forms;
    }

    @Override
    public Optional<Sample> ofNewest(UUID form, String formula) {
        if (formula.isBlank()) {
            return Optional.empty();
        }
        try {
            for (RecordRef newest : query.find(form, "", 0, 1)) {
                UUID record = newest.id();
                PublishedForm published = forms.byId(form).orElse(null);
                if (record != null && published != null) {
                    List<@Nullable Object> values = query.workOut(
                            new FormRef(published.app().key(), published.key()), record, List.of(formula.strip()));
                    return Optional.of(new Sample(Objects.requireNonNullElse(newest.title(), ""), values.getFirst()));
                }
            }
            return Optional.empty();
        } catch (DomainException notYet) {
            return Optional.empty();
        }
    }
}
