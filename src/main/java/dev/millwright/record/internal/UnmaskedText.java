package dev.millwright.record.internal;

import dev.millwright.form.PublishedForm;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.shared.AuditableEvent;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Somebody saw an encrypted text as it is; the record is told by its id, since what names it may be nothing for an auditor's eyes. */
record UnmaskedText(PublishedForm form, StoredField field, UUID record) implements AuditableEvent {

    @Override
    public Kind kind() {
        return Kind.DATA;
    }

    @Override
    public String action() {
        return "record.unmasked";
    }

    @Override
    public String subject() {
        return form.label();
    }

    @Override
    public List<Object> arguments() {
        return List.of(field.field().label(), record.toString());
    }

    @Override
    public Optional<AppName> app() {
        return Optional.of(new AppName(form.app().key(), form.app().label()));
    }

    @Override
    public Optional<String> object() {
        return Optional.of("form/" + form.key());
    }
}
