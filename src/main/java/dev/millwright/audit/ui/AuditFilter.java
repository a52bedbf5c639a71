package dev.millwright.audit.ui;

import com.vaadin.flow.router.QueryParameters;
import dev.millwright.audit.AuditQuery;
import dev.millwright.shared.AuditableEvent.Kind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody wants to see of the log, as it stands in the address of the page; both days are included. */
record AuditFilter(
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String person,
        @Nullable String app,
        @Nullable Kind kind) {

    static final AuditFilter NONE = new AuditFilter(null, null, null, null, null);

    static AuditFilter of(QueryParameters parameters) {
        return new AuditFilter(
                parameters.getSingleParameter("from").flatMap(AuditFilter::day).orElse(null),
                parameters.getSingleParameter("to").flatMap(AuditFilter::day).orElse(null),
                parameters.getSingleParameter("person").orElse(null),
                parameters.getSingleParameter("app").orElse(null),
                parameters
                        .getSingleParameter("kind")
                        .flatMap(key -> Arrays.stream(Kind.values())
                                .filter(kind -> kind.key().equals(key))
                                .findFirst())
                        .orElse(null));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    QueryParameters parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "from", from);
        put(parameters, "to", to);
        put(parameters, "person", person);
        put(parameters, "app", app);
        put(parameters, "kind", kind == null ? null : kind.key());
        return QueryParameters.simple(parameters);
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }

    AuditQuery query(ZoneId zone) {
        return new AuditQuery(
                from == null ? null : from.atStartOfDay(zone).toInstant(),
                to == null ? null : to.plusDays(1).atStartOfDay(zone).toInstant(),
                person,
                app,
                kind,
                null);
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    AuditFilter from(@Nullable LocalDate day) {
        return new AuditFilter(day, to, person, app, kind);
    }

    AuditFilter to(@Nullable LocalDate day) {
        return new AuditFilter(from, day, person, app, kind);
    }

    AuditFilter person(@Nullable String id) {
        return new AuditFilter(from, to, id, app, kind);
    }

    AuditFilter app(@Nullable String key) {
        return new AuditFilter(from, to, person, key, kind);
    }

    AuditFilter kind(@Nullable Kind wanted) {
        return new AuditFilter(from, to, person, app, wanted);
    }
}
