package dev.millwright.audit.ui;

import static dev.millwright.ui.UiTexts.t;

import dev.millwright.audit.AuditEntry;
import dev.millwright.audit.AuditEntry.Actor;
import dev.millwright.shared.AuditableEvent.AppName;
import dev.millwright.shared.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Entries as their reader sees them. */
record AuditWords(Texts texts, ZoneId zone, Locale locale) {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    String when(AuditEntry entry) {
        return when(entry.at());
    }

    private String when(Instant moment) {
        return MOMENT.format(moment.atZone(zone));
    }

    String who(AuditEntry entry) {
        Actor by = entry.by();
        if (by != null) {
            return by.name();
        }
        return t(
                switch (entry.kind()) {
                    case SIGN_IN -> "audit.nobody";
                    case DESIGN, RIGHTS, DATA, SYSTEM -> "audit.product";
                });
    }

    String what(AuditEntry entry) {
        return texts.text(locale, entry.sentence());
    }

    List<String> details(AuditEntry entry) {
        return entry.details().stream()
                .map(detail -> texts.text(locale, detail))
                .toList();
    }

    String app(AuditEntry entry) {
        AppName app = entry.app();
        return app == null ? "" : app.label();
    }

    String origin(AuditEntry entry) {
        String way = t("audit.way." + entry.origin().way().key());
        String address = entry.origin().address();
        return address == null ? way : way + " · " + address;
    }
}
