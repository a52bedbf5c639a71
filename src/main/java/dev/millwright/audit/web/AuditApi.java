package dev.millwright.audit.web;

import dev.millwright.audit.AuditEntry;
import dev.millwright.audit.AuditEntry.Actor;
import dev.millwright.audit.AuditLog;
import dev.millwright.audit.AuditLog.Format;
import dev.millwright.audit.AuditPage;
import dev.millwright.audit.AuditQuery;
import dev.millwright.audit.InvalidAuditRequestException;
import dev.millwright.identity.RequestLanguage;
import dev.millwright.shared.AuditableEvent.AppName;
import dev.millwright.shared.AuditableEvent.Kind;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Parameters;
import dev.millwright.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The audit log over HTTP. */
@RestController
@RequestMapping("/api/v1")
class AuditApi {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int DEFAULT_LIMIT = 50;
    private static final int GREATEST_LIMIT = 1_000;

    /** PostgreSQL and people have no use for other years. */
    private static final int LAST_YEAR = 9_998;

    private final AuditLog log;
    private final Texts texts;
    private final BusinessTime time;

    AuditApi(AuditLog log, Texts texts, BusinessTime time) {
        this.log = log;
        this.texts = texts;
        this.time = time;
    }

    /** What a caller may ask for, as it came. */
    record Wish(
            @Nullable String from,
            @Nullable String to,
            @Nullable String person,
            @Nullable String app,
            @Nullable String kind) {}

    @GetMapping("/audit")
    ResponseEntity<byte[]> list(
            Wish wish,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        log.require();
        AuditPage page = log.page(query(wish), cursor == null || cursor.isEmpty() ? null : cursor, limit(limit));
        Locale language = RequestLanguage.of(request);
        ObjectNode body = JSON.createObjectNode();
        ArrayNode items = body.putArray("items");
        page.items().forEach(entry -> items.add(json(entry, language)));
        body.put("next", page.next());
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(JSON.writeValueAsBytes(body));
    }

    /** Streams all entries asked for; once it has begun, an error can only break it off. */
    @GetMapping("/audit:export")
    void export(
            Wish wish,
            @RequestParam(defaultValue = "csv") String format,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        log.require();
        Format kind = Arrays.stream(Format.values())
                .filter(one -> one.extension().equals(format))
                .findFirst()
                .orElseThrow(() -> new InvalidAuditRequestException("audit.error.format"));
        AuditQuery query = query(wish);
        response.setContentType(kind.mediaType());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit." + kind.extension() + "\"");
        log.export(query, kind, RequestLanguage.of(request), response.getOutputStream());
    }

    private AuditQuery query(Wish wish) {
        String kind = given(wish.kind());
        Optional<Kind> known = Arrays.stream(Kind.values())
                .filter(one -> one.key().equals(kind))
                .findFirst();
        if (kind != null && known.isEmpty() && !kind.contains(".")) {
            throw new InvalidAuditRequestException("audit.error.kind", kind);
        }
        return new AuditQuery(
                moment("from", given(wish.from()), 0),
                moment("to", given(wish.to()), 1),
                given(wish.person()),
                given(wish.app()),
                known.orElse(null),
                known.isPresent() ? null : kind);
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** A moment, or a day of the business zone: its beginning, or with {@code days} of 1 its end. */
    private @Nullable Instant moment(String name, @Nullable String text, int days) {
        if (text == null) {
            return null;
        }
        try {
            Instant moment = text.length() == 10
                    ? LocalDate.parse(text)
                            .plusDays(days)
                            .atStartOfDay(time.zone())
                            .toInstant()
                    // A plus sign that was not encoded arrives as a space.
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            int year = moment.atZone(time.zone()).getYear();
            if (year >= 0 && year <= LAST_YEAR) {
                return moment;
            }
        } catch (DateTimeException e) {
            throw new InvalidAuditRequestException("audit.error.moment", name);
        }
        throw new InvalidAuditRequestException("audit.error.moment", name);
    }

    private static int limit(@Nullable String text) {
        int limit = Parameters.number("limit", text, DEFAULT_LIMIT);
        return limit == 0 ? DEFAULT_LIMIT : Math.min(limit, GREATEST_LIMIT);
    }

    private ObjectNode json(AuditEntry entry, Locale language) {
        ObjectNode item = JSON.createObjectNode();
        item.put("id", entry.id().toString());
        item.put("at", entry.at().toString());
        Actor by = entry.by();
        if (by == null) {
            item.putNull("by");
        } else {
            item.putObject("by").put("id", by.id()).put("name", by.name());
        }
        item.put("kind", entry.kind().key());
        item.put("action", entry.action());
        AppName app = entry.app();
        if (app == null) {
            item.putNull("app");
        } else {
            item.putObject("app").put("key", app.key()).put("label", app.label());
        }
        item.put("object", entry.object());
        item.put("text", texts.text(language, entry.sentence()));
        ArrayNode details = item.putArray("details");
        entry.details().forEach(detail -> details.add(texts.text(language, detail)));
        item.put("way", entry.origin().way().key());
        item.put("address", entry.origin().address());
        return item;
    }
}
