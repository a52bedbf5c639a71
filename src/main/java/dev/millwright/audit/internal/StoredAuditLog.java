package dev.millwright.audit.internal;

import dev.millwright.audit.AuditEntry;
import dev.millwright.audit.AuditEntry.Actor;
import dev.millwright.audit.AuditLog;
import dev.millwright.audit.AuditPage;
import dev.millwright.audit.AuditQuery;
import dev.millwright.audit.InvalidAuditRequestException;
import dev.millwright.audit.internal.AuditTable.Place;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Role;
import dev.millwright.shared.AuditableEvent.AppName;
import dev.millwright.shared.AuditableEvent.Kind;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Texts;
import dev.millwright.sheet.SheetWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** Reads the log page by page, by key. */
@Service
class StoredAuditLog implements AuditLog {

    private static final int LONGEST_PAGE = 1_000;

    private final AuditTable table;
    private final AuditRemoval removal;
    private final CurrentPerson currentPerson;
    private final ApplicationEventPublisher events;
    private final Texts texts;
    private final BusinessTime time;

    StoredAuditLog(
            AuditTable table,
            AuditRemoval removal,
            CurrentPerson currentPerson,
            ApplicationEventPublisher events,
            Texts texts,
            BusinessTime time) {
        this.table = table;
        this.removal = removal;
        this.currentPerson = currentPerson;
        this.events = events;
        this.texts = texts;
        this.time = time;
    }

    @Override
    public void require() {
        if (!currentPerson.get().has(Role.ADMINISTRATOR)) {
            throw new NotAllowedException("audit.error.administratorsOnly");
        }
    }

    @Override
    public AuditPage page(AuditQuery query, @Nullable String cursor, int limit) {
        require();
        int most = Math.clamp(limit, 1, LONGEST_PAGE);
        List<AuditEntry> found = table.page(query, cursor == null ? null : place(cursor), most + 1);
        if (found.size() <= most) {
            return new AuditPage(found, null);
        }
        List<AuditEntry> items = found.subList(0, most);
        return new AuditPage(items, cursor(items.getLast()));
    }

    private static String cursor(AuditEntry last) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, last.at());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((micros + " " + last.id()).getBytes(StandardCharsets.US_ASCII));
    }

    private static Place place(String cursor) {
        try {
            String[] words = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).split(" ", 2);
            Instant at = Instant.EPOCH.plus(Long.parseLong(words[0]), ChronoUnit.MICROS);
            return Optional.of(words)
                    .filter(both -> both.length == 2 && at.isBefore(Instant.parse("9999-01-01T00:00:00Z")))
                    .flatMap(both -> Ids.parse(both[1]))
                    .map(id -> new Place(at, id))
                    .orElseThrow(() -> new InvalidAuditRequestException("audit.error.cursor"));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new InvalidAuditRequestException("audit.error.cursor");
        }
    }

    @Override
    public List<Actor> people(String text) {
        require();
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return table.people().stream()
                .filter(person -> person.name().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
    }

    @Override
    public List<AppName> apps() {
        require();
        return table.apps();
    }

    @Override
    public int days() {
        return removal.days();
    }

    @Override
    public void export(AuditQuery query, Format format, Locale language, OutputStream out) throws IOException {
        require();
        // Without its own entry, which would not be counted.
        AuditQuery past = query.until(time.now());
        long count = table.count(past);
        events.publishEvent(new AuditDeed(
                "audit.exported", format.name(), List.of(count), asked(query).toList()));
        String sheet = texts.text(language, "audit.title");
        try (SheetWriter writer = switch (format) {
            case CSV -> SheetWriter.csv(out, ',');
            case XLSX -> SheetWriter.xlsx(out, sheet);
        }) {
            writer.row(Stream.of(
                            "at",
                            "person",
                            "personId",
                            "what",
                            "details",
                            "app",
                            "object",
                            "kind",
                            "action",
                            "way",
                            "address")
                    .map(column -> texts.text(language, "audit.column." + column))
                    .toList());
            String next = null;
            do {
                AuditPage page = page(past, next, LONGEST_PAGE);
                for (AuditEntry entry : page.items()) {
                    writer.row(row(entry, language));
                }
                next = page.next();
            } while (next != null);
        }
    }

    /** What an export was narrowed to, for its own entry. */
    private Stream<Phrase> asked(AuditQuery query) {
        List<Phrase> asked = new ArrayList<>();
        Instant from = query.from();
        if (from != null) {
            asked.add(Phrase.of("audit.audit.from", local(from).toString()));
        }
        Instant to = query.to();
        if (to != null) {
            asked.add(Phrase.of("audit.audit.to", local(to).toString()));
        }
        String person = query.person();
        if (person != null) {
            String name = table.people().stream()
                    .filter(actor -> actor.id().equals(person))
                    .findFirst()
                    .map(Actor::name)
                    .orElse(person);
            asked.add(Phrase.of("audit.audit.person", name));
        }
        String app = query.app();
        if (app != null) {
            asked.add(Phrase.of("audit.audit.app", app));
        }
        Kind kind = query.kind();
        if (kind != null) {
            asked.add(Phrase.of("audit.audit.kind", Phrase.of("audit.kind." + kind.key())));
        }
        String action = query.action();
        if (action != null) {
            asked.add(Phrase.of("audit.audit.kind", action));
        }
        return asked.stream();
    }

    private List<@Nullable Object> row(AuditEntry entry, Locale language) {
        Actor by = entry.by();
        AppName app = entry.app();
        return Arrays.asList(
                local(entry.at()),
                by == null ? null : by.name(),
                by == null ? null : by.id(),
                texts.text(language, entry.sentence()),
                entry.details().stream()
                        .map(detail -> texts.text(language, detail))
                        .collect(Collectors.joining("\n")),
                app == null ? null : app.label() + " (" + app.key() + ")",
                entry.object(),
                texts.text(language, "audit.kind." + entry.kind().key()),
                entry.action(),
                texts.text(language, "audit.way." + entry.origin().way().key()),
                entry.origin().address());
    }

    private LocalDateTime local(Instant moment) {
        return LocalDateTime.ofInstant(moment, time.zone()).withNano(0);
    }
}
