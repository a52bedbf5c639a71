package dev.millwright.record.internal;

import dev.millwright.expression.DurationFormat;
import dev.millwright.expression.ExpressionException;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FormulaSamples;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordQuery;
import dev.millwright.shared.DomainException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
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

    /** A duration as clocks write it, which can be done of nothing else; a number as it is. */
    private Object duration(FormRef form, UUID record, String formula, BigDecimal number) {
        try {
            String written = "TEXT(" + formula.strip() + ", \"" + DurationFormat.SECONDS.written() + "\")";
            Object words = query.workOut(form, record, List.of(written)).getFirst();
            return words == null ? number : words;
        } catch (ExpressionException noDuration) {
            return number;
        }
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
                    FormRef ref = new FormRef(published.app().key(), published.key());
                    Object value =
                            query.workOut(ref, record, List.of(formula.strip())).getFirst();
                    Object words = value instanceof BigDecimal number ? duration(ref, record, formula, number) : value;
                    return Optional.of(new Sample(Objects.requireNonNullElse(newest.title(), ""), words));
                }
            }
            return Optional.empty();
        } catch (DomainException notYet) {
            return Optional.empty();
        }
    }
}
