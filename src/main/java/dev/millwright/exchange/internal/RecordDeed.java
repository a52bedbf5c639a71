package dev.millwright.exchange.internal;

import dev.millwright.form.PublishedForm;
import dev.millwright.shared.AuditableEvent;
import dev.millwright.shared.Phrase;
import java.util.List;
import java.util.Optional;

/** What somebody did to many records of a form at once. */
record RecordDeed(String action, PublishedForm form, List<Object> arguments, List<Phrase> details)
        implements AuditableEvent {

    @Override
    public Kind kind() {
        return Kind.DATA;
    }

    @Override
    public String subject() {
        return form.label();
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
