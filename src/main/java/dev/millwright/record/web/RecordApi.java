package dev.millwright.record.web;

import dev.millwright.app.Action;
import dev.millwright.app.StaleReleaseException;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.identity.RequestLanguage;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.Aggregates;
import dev.millwright.record.ChangeProblem;
import dev.millwright.record.Cursor;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.record.RepeatedRequests;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.Via;
import dev.millwright.record.spi.RecordInput.Read;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NamedRecord;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Parameters;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Records over HTTP. */
@RestController
@RequestMapping("/api/v1/apps/{app}/forms/{form}")
class RecordApi {

    private static final int DEFAULT_LIMIT = 50;
    private static final int GREATEST_LIMIT = 1_000;
    private static final int HISTORY_LIMIT = 1_000;
    private static final int ATTEMPTS = 3;

    private final Records records;
    private final RecordQuery query;
    private final RepeatedRequests repeated;
    private final AccessibleForms forms;
    private final StaleRecords stale;
    private final Texts texts;

    RecordApi(
            Records records,
            RecordQuery query,
            RepeatedRequests repeated,
            AccessibleForms forms,
            StaleRecords stale,
            Texts texts) {
        this.records = records;
        this.query = query;
        this.repeated = repeated;
        this.forms = forms;
        this.stale = stale;
        this.texts = texts;
    }

    @GetMapping("/records")
    ResponseEntity<byte[]> list(
            @PathVariable String app,
            @PathVariable String form,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "") String fields,
            @RequestParam(defaultValue = "") String expand,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "") String count,
            @RequestParam(required = false) @Nullable String deleted) {
        FormRef ref = new FormRef(app, form);
        return forms.upToDate(app, () -> {
            PublishedForm published = forms.require(ref, Action.SEE);
            QueryParameters parameters = new QueryParameters(published);
            Set<String> wanted = parameters.fields(fields);
            ListRequest request = new ListRequest(
                    ref,
                    QueryParameters.condition(filter),
                    "",
                    parameters.sort(sort),
                    wanted,
                    limitOf(limit),
                    cursor == null || cursor.isEmpty() ? null : new Cursor(cursor),
                    Parameters.flag("deleted", deleted));
            RecordPage page = query.list(request);
            RecordJson json = new RecordJson(published, forms.lines(ref));
            Set<String> expanded = QueryParameters.parts(expand, json.parts());
            Map<String, Map<UUID, List<RecordData>>> lines = new LinkedHashMap<>();
            expanded.forEach(part -> lines.put(part, query.lines(ref, part, page.items())));
            ObjectNode body = Json.object();
            ArrayNode items = body.putArray("items");
            page.items().forEach(record -> {
                ObjectNode item = json.write(record, wanted);
                lines.forEach((part, some) -> json.write(item, part, some.getOrDefault(record.id(), List.of())));
                items.add(item);
            });
            body.put("next", page.next() == null ? null : page.next().text());
            switch (count) {
                case "" -> {}
                case "exact" -> body.put("count", query.exactCount(request));
                case "estimated" -> body.put("count", query.count(request).value());
                default -> throw new InvalidRequestException("record.error.count");
            }
            return Json.respond(ResponseEntity.ok(), body);
        });
    }

    @GetMapping("/records:aggregate")
    ResponseEntity<byte[]> aggregate(
            @PathVariable String app,
            @PathVariable String form,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(defaultValue = "") String groupBy,
            @RequestParam(defaultValue = "count") String measures,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(required = false) @Nullable String limit) {
        FormRef ref = new FormRef(app, form);
        return forms.upToDate(app, () -> {
            PublishedForm published = forms.require(ref, Action.SEE);
            QueryParameters parameters = new QueryParameters(published);
            List<Group> groups = parameters.groups(groupBy);
            List<Measure> wanted = parameters.measures(measures);
            List<String> keys = Stream.concat(
                            groups.stream().map(Group::key), wanted.stream().map(Measure::key))
                    .toList();
            Aggregates answer = query.aggregate(new AggregateRequest(
                    ref,
                    QueryParameters.condition(filter),
                    "",
                    groups,
                    wanted,
                    parameters.order(sort, keys),
                    Parameters.number("limit", limit, GREATEST_LIMIT)));
            AggregateJson json = new AggregateJson(published, groups, wanted);
            ObjectNode body = Json.object();
            ArrayNode items = body.putArray("groups");
            answer.rows().forEach(row -> items.add(json.write(row)));
            body.put("more", answer.more());
            return Json.respond(ResponseEntity.ok(), body);
        });
    }

    @PostMapping("/records")
    ResponseEntity<byte[]> create(
            @PathVariable String app,
            @PathVariable String form,
            @RequestHeader(name = RepeatedRequests.HEADER, required = false) @Nullable String key,
            InputStream content,
            UriComponentsBuilder here,
            HttpServletRequest request) {
        FormRef ref = new FormRef(app, form);
        byte[] body = Json.body(content);
        return forms.upToDate(app, () -> {
            RecordJson json = json(ref, Action.CREATE);
            Read read = json.read(Json.read(body));
            RecordChange.Create change = new RecordChange.Create(read.values(), read.lines());
            refuseShapes(ref, read, change);
            RecordData created = once(ref, key, named("create", body), () -> records.write(ref, change, Via.API));
            URI location =
                    here.path("/api/v1/apps/{app}/forms/{form}/records/{id}").build(app, form, created.id());
            ObjectNode answer = written(ref, json, created);
            warn(answer, ref, List.of(created.id()), Set.of(), language(request), _ -> Map.of());
            return Json.respond(ResponseEntity.created(location).eTag(tag(created)), answer);
        });
    }

    @GetMapping("/records/{id}")
    ResponseEntity<byte[]> get(
            @PathVariable String app,
            @PathVariable String form,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String fields,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, defaultValue = "") String known) {
        FormRef ref = new FormRef(app, form);
        return forms.upToDate(app, () -> {
            PublishedForm published = forms.require(ref, Action.SEE);
            RecordJson json = json(ref, Action.SEE);
            Set<String> wanted = new QueryParameters(published, json.parts()).fields(fields);
            RecordData record = query.get(ref, id(id));
            // What formulas give changes without a new version, so a version says nothing about it.
            boolean silent = !known.isEmpty() && published.fields().stream().anyMatch(PublishedField::isComputed);
            ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
            return Json.respond(silent ? answer : answer.eTag(tag(record)), whole(ref, json, record, wanted));
        });
    }

    @PatchMapping("/records/{id}")
    ResponseEntity<byte[]> update(
            @PathVariable String app,
            @PathVariable String form,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = RepeatedRequests.HEADER, required = false) @Nullable String key,
            InputStream content,
            HttpServletRequest request) {
        FormRef ref = new FormRef(app, form);
        byte[] body = Json.body(content);
        return forms.upToDate(app, () -> {
            RecordJson json = json(ref, Action.CHANGE);
            Read read = json.read(Json.read(body));
            UUID record = id(id);
            Long version = Parameters.version(ifMatch);
            RecordChange.Update change = new RecordChange.Update(record, version, read.values(), read.lines());
            refuseShapes(ref, read, change);
            RecordData changed =
                    once(ref, key, named("change " + record, body), () -> records.write(ref, change, Via.API));
            // Whoever may change records need not be allowed to list them.
            ObjectNode answer = written(ref, json, changed);
            warn(answer, ref, List.of(record), read.values().keySet(), language(request), _ -> Map.of());
            return Json.respond(ResponseEntity.ok().eTag(tag(changed)), answer);
        });
    }

    @DeleteMapping("/records/{id}")
    ResponseEntity<Void> delete(
            @PathVariable String app,
            @PathVariable String form,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = RepeatedRequests.HEADER, required = false) @Nullable String key) {
        FormRef ref = new FormRef(app, form);
        return forms.upToDate(app, () -> {
            forms.require(ref, Action.DELETE);
            UUID record = id(id);
            Long version = Parameters.version(ifMatch);
            if (key == null) {
                records.delete(ref, record, version, Via.API);
            } else {
                repeated.once(ref, key, named("delete " + record, new byte[0]), () -> {
                    records.delete(ref, record, version, Via.API);
                    return List.of(record);
                });
            }
            return ResponseEntity.noContent().build();
        });
    }

    @PostMapping("/records/{id}:restore")
    ResponseEntity<byte[]> restore(
            @PathVariable String app, @PathVariable String form, @PathVariable String id, HttpServletRequest request) {
        FormRef ref = new FormRef(app, form);
        return forms.upToDate(app, () -> {
            List<Problem> left = records.restore(ref, List.of(id(id)), Via.API);
            RecordData record = query.get(ref, id(id));
            ObjectNode body = whole(ref, json(ref, Action.SEE), record, Set.of());
            if (!left.isEmpty()) {
                ArrayNode warnings = body.putArray("warnings");
                left.forEach(problem -> warnings.addObject()
                        .put("code", problem.code())
                        .put("message", texts.text(language(request), problem)));
            }
            return Json.respond(ResponseEntity.ok().eTag(tag(record)), body);
        });
    }

    @PostMapping("/records/{id}/fields/{field}:unmask")
    ResponseEntity<byte[]> unmask(
            @PathVariable String app, @PathVariable String form, @PathVariable String id, @PathVariable String field) {
        FormRef ref = new FormRef(app, form);
        return forms.upToDate(app, () -> {
            ObjectNode body = Json.object().put("value", records.unmask(ref, id(id), field, Via.API));
            return Json.respond(ResponseEntity.ok().cacheControl(CacheControl.noStore()), body);
        });
    }

    @GetMapping("/records/{id}/history")
    ResponseEntity<byte[]> history(@PathVariable String app, @PathVariable String form, @PathVariable String id) {
        FormRef ref = new FormRef(app, form);
        return forms.upToDate(app, () -> {
            RecordJson json = json(ref, Action.SEE);
            ObjectNode body = Json.object();
            ArrayNode items = body.putArray("items");
            query.history(ref, id(id), HISTORY_LIMIT).forEach(entry -> items.add(json.write(entry)));
            return Json.respond(ResponseEntity.ok(), body);
        });
    }

    @PostMapping("/records:batch")
    ResponseEntity<byte[]> batch(
            @PathVariable String app,
            @PathVariable String form,
            @RequestHeader(name = RepeatedRequests.HEADER, required = false) @Nullable String key,
            InputStream content,
            HttpServletRequest request) {
        FormRef ref = new FormRef(app, form);
        byte[] body = Json.body(content);
        AtomicReference<@Nullable BatchRequest> wanted = new AtomicReference<>();
        try {
            return forms.upToDate(app, () -> {
                wanted.set(null);
                BatchRequest batch = batch(ref, body);
                wanted.set(batch);
                if (!batch.problems().isEmpty()) {
                    throw new InvalidException(merged(batch.problems(), records.check(ref, batch.changes())));
                }
                List<UUID> ids = key == null
                        ? records.batch(ref, batch.changes(), Via.API)
                        : repeated.once(
                                ref, key, named("batch", body), () -> records.batch(ref, batch.changes(), Via.API));
                ObjectNode answer = batch.answer(ids);
                Map<UUID, Integer> places = new LinkedHashMap<>();
                for (int i = 0; i < ids.size(); i++) {
                    if (!(batch.changes().get(i) instanceof RecordChange.Delete)) {
                        places.put(ids.get(i), i);
                    }
                }
                warn(
                        answer,
                        ref,
                        places.keySet(),
                        Set.of(),
                        language(request),
                        id -> batch.placeOf(places.getOrDefault(id, 0)));
                return Json.respond(ResponseEntity.ok(), answer);
            });
        } catch (InvalidException e) {
            return refusal(HttpStatus.UNPROCESSABLE_CONTENT, wanted.get(), e.problems(), e, request);
        } catch (UniqueValueTakenException e) {
            return refusal(HttpStatus.CONFLICT, wanted.get(), e.problems(), e, request);
        } catch (StaleRecordException e) {
            BatchRequest batch = wanted.get();
            return stale.stale(e, batch == null ? Map.of() : batch.placeOf(e.change()), request);
        }
    }

    private static Locale language(HttpServletRequest request) {
        return RequestLanguage.of(request);
    }

    /** Says beside what was written that other records have the same, where the form only warns of it. */
    private void warn(
            ObjectNode answer,
            FormRef ref,
            Collection<UUID> written,
            Set<String> named,
            Locale language,
            Function<UUID, Map<String, Object>> place) {
        ArrayNode warnings = Json.object().putArray("warnings");
        records.warnings(ref, written, named)
                .forEach((id, problems) -> problems.forEach(problem -> {
                    ObjectNode warning = warnings.addObject();
                    place.apply(id).forEach((name, value) -> warning.putPOJO(name, value));
                    warning.put("field", problem.path());
                    warning.put("code", problem.code());
                    warning.put("message", texts.text(language, problem));
                    named(problem)
                            .forEach(record -> warning.putObject("record")
                                    .put("id", String.valueOf(record.id()))
                                    .put("title", record.title()));
                }));
        if (!warnings.isEmpty()) {
            answer.set("warnings", warnings);
        }
    }

    private static Stream<NamedRecord> named(Problem problem) {
        return problem.arguments().stream()
                .filter(NamedRecord.class::isInstance)
                .map(NamedRecord.class::cast);
    }

    private BatchRequest batch(FormRef ref, byte[] body) {
        RecordJson json = json(ref, Action.SEE);
        if (Stream.of(Action.CREATE, Action.CHANGE, Action.DELETE).noneMatch(action -> forms.allows(ref, action))) {
            forms.require(ref, Action.CREATE);
        }
        return BatchRequest.read(Json.read(body), json);
    }

    /** What the work gives, or when it was done before and the answer got lost, the record as it is now. */
    private RecordData once(FormRef ref, @Nullable String key, byte[] request, Supplier<RecordData> work) {
        if (key == null) {
            return work.get();
        }
        AtomicReference<@Nullable RecordData> done = new AtomicReference<>();
        List<UUID> ids = repeated.once(ref, key, request, () -> {
            RecordData record = work.get();
            done.set(record);
            return List.of(record.id());
        });
        RecordData record = done.get();
        return record == null ? query.get(ref, ids.getFirst()) : record;
    }

    private static byte[] named(String what, byte[] body) {
        return (what + "\n" + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private ResponseEntity<byte[]> refusal(
            HttpStatus status,
            @Nullable BatchRequest batch,
            Problems problems,
            DomainException cause,
            HttpServletRequest request) {
        if (batch == null) {
            throw cause;
        }
        Locale language = RequestLanguage.of(request);
        List<Map<String, Object>> errors = new ArrayList<>();
        for (Problem problem : problems.told()) {
            Map<String, Object> error = new LinkedHashMap<>(batch.placeOf(problem.path()));
            error.put("code", problem.code());
            error.put("message", texts.text(language, problem));
            named(problem).forEach(record -> {
                Map<String, Object> other = new LinkedHashMap<>();
                other.put("id", String.valueOf(record.id()));
                other.put("title", String.valueOf(record.title()));
                error.put("record", other);
            });
            errors.add(error);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", texts.text(language, cause));
        body.put("status", status.value());
        body.put("code", cause.code());
        body.put("errors", errors);
        if (problems.untold() > 0) {
            body.put("more_errors", problems.untold());
        }
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Json.write(body));
    }

    /** What has no shape is told together with everything else that would be refused. */
    private void refuseShapes(FormRef form, Read read, RecordChange change) {
        if (!read.problems().isEmpty()) {
            Set<String> unread = new LinkedHashSet<>();
            read.problems().forEach(problem -> unread.add(problem.path()));
            List<Problem> all = new ArrayList<>(read.problems());
            records.check(form, List.of(change)).stream()
                    .map(ChangeProblem::problem)
                    .filter(problem -> !unread.contains(problem.path()))
                    .forEach(all::add);
            throw new InvalidException(new Problems(all));
        }
    }

    /** All problems, leaving out what is only said because a value could not be read. */
    private static Problems merged(List<ChangeProblem> shapes, List<ChangeProblem> others) {
        Set<String> unread = new LinkedHashSet<>();
        List<Problem> all = new ArrayList<>();
        for (ChangeProblem shape : shapes) {
            all.add(shape.numbered());
            unread.add(shape.numbered().path());
        }
        others.stream()
                .map(ChangeProblem::numbered)
                .filter(problem -> !unread.contains(problem.path()))
                .forEach(all::add);
        return new Problems(all);
    }

    private ResponseEntity<byte[]> respond(FormRef form, RecordData record, Set<String> fields) {
        return Json.respond(ResponseEntity.ok().eTag(tag(record)), whole(form, json(form, Action.SEE), record, fields));
    }

    /** A record with its lines. */
    private ObjectNode whole(FormRef form, RecordJson json, RecordData record, Set<String> fields) {
        ObjectNode body = json.write(record, fields);
        json.parts().stream()
                .filter(part -> fields.isEmpty() || fields.contains(part))
                .forEach(part -> json.write(
                        body, part, query.lines(form, part, List.of(record)).getOrDefault(record.id(), List.of())));
        return body;
    }

    /** What was written; with its lines for whoever may look at them. When a release changed the form meanwhile, the record as it is now. */
    private ObjectNode written(FormRef form, RecordJson json, RecordData record) {
        try {
            return forms.allows(form, Action.SEE) ? whole(form, json, record, Set.of()) : json.write(record, Set.of());
        } catch (StaleReleaseException e) {
            return asItIs(form, json, record);
        }
    }

    /** It is written already, so nothing may be refused any more: of what cannot be told as it is now the id and the version are told. */
    private ObjectNode asItIs(FormRef form, RecordJson json, RecordData record) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return whole(form, json(form, Action.SEE), query.get(form, record.id()), Set.of());
            } catch (StaleReleaseException e) {
                // Once more by the form that there is now.
            } catch (NotFoundException | NotAllowedException e) {
                break;
            }
        }
        return json.write(record, Set.of("id"));
    }

    private RecordJson json(FormRef form, Action action) {
        PublishedForm published = forms.require(form, action);
        return new RecordJson(published, forms.lines(form));
    }

    private static String tag(RecordData record) {
        return "\"" + record.version() + "\"";
    }

    private static UUID id(String text) {
        return Ids.parse(text).orElseThrow(() -> new NotFoundException(text));
    }

    private static int limitOf(@Nullable String text) {
        int limit = Parameters.number("limit", text, DEFAULT_LIMIT);
        return limit == 0 ? DEFAULT_LIMIT : Math.min(limit, GREATEST_LIMIT);
    }
}
