package dev.millwright.print.internal;

import dev.millwright.form.PublishedForm;
import dev.millwright.print.internal.PrintLog.Entry;
import dev.millwright.shared.AuditableEvent;
import java.util.List;
import java.util.Optional;

/** That somebody printed records of a form. */
record PrintDeed(PublishedForm form, Entry print) implements AuditableEvent {

    @Override
    public Kind kind() {
        return Kind.DATA;
    }

    @Override
    public String action() {
        return "print.printed";
    }

    @Override
    public String subject() {
        return form.label();
    }

    @Override
    public List<Object> arguments() {
        return List.of(print.templateLabel(), print.release(), print.records());
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
