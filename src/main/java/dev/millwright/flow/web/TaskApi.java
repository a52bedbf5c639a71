package dev.millwright.flow.web;

import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows;
import dev.millwright.flow.OtherWayException;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.Tasks;
import dev.millwright.flow.Tasks.TaskDetail;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.flow.Tasks.TaskPage;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.People;
import dev.millwright.identity.RequestLanguage;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.RecordData;
import dev.millwright.record.RepeatedRequests;
import dev.millwright.record.spi.RecordInput;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Parameters;
import dev.millwright.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The tasks of the caller over HTTP. Reading never decides anything; each action is a POST. */
@RestController
@RequestMapping("/api/v1/tasks")
class TaskApi {

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final int DEFAULT_LIMIT = 50;
    private static final int GREATEST_LIMIT = 1_000;

    /** Requests about tasks are told apart by person and key alone. */
    private static final FormRef ANY_FORM = new FormRef("", "tasks");

    private static final Set<String> REASON = Set.of("reason");

    private final Tasks tasks;
    private final Flows flows;
    private final People people;
    private final PublishedForms forms;
    private final RepeatedRequests repeated;
    private final Texts texts;

    TaskApi(Tasks tasks, Flows flows, People people, PublishedForms forms, RepeatedRequests repeated, Texts texts) {
        this.tasks = tasks;
        this.flows = flows;
        this.people = people;
        this.forms = forms;
        this.repeated = repeated;
        this.texts = texts;
    }

    @GetMapping
    ResponseEntity<byte[]> page(
            @RequestParam(defaultValue = "todo") String box,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String app,
            @RequestParam(defaultValue = "") String flow,
            @RequestParam(required = false) @Nullable String overdue,
            @RequestParam(defaultValue = "newest") String sort,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        TaskBox wanted = Arrays.stream(TaskBox.values())
                .filter(one -> one.key().equals(box))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException("work.error.box", box, boxes()));
        TaskFilter filter = new TaskFilter(text.strip(), app, flow, Parameters.flag("overdue", overdue), order(sort));
        int most = Parameters.number("limit", limit, DEFAULT_LIMIT);
        if (most < 1 || most > GREATEST_LIMIT) {
            throw new InvalidRequestException("record.error.limit", GREATEST_LIMIT);
        }
        TaskPage page = tasks.page(wanted, filter, cursor == null || cursor.isEmpty() ? null : cursor, most);
        FlowJson json = json(request);
        ObjectNode body = FlowJson.object();
        ArrayNode items = body.putArray("items");
        page.tasks().forEach(task -> items.add(json.task(task)));
        body.put("next", page.next());
        return FlowJson.respond(ResponseEntity.ok(), body);
    }

    private static String boxes() {
        return String.join(
                ", ", Arrays.stream(TaskBox.values()).map(TaskBox::key).toList());
    }

    private static TaskFilter.Sort order(String sort) {
        return Arrays.stream(TaskFilter.Sort.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(sort))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException("work.error.sort", sort, "newest, oldest, due"));
    }

    @GetMapping("/{id}")
    ResponseEntity<byte[]> get(@PathVariable String id, HttpServletRequest request) {
        UUID task = id(id);
        return isRun(task) ? answer(tasks.run(task), request) : withRecord(tasks.get(task), request);
    }

    @PostMapping("/{id}:approve")
    ResponseEntity<byte[]> approve(
            @PathVariable String id,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            InputStream content,
            HttpServletRequest request) {
        return yes("approve", id, key, ifMatch, content, request);
    }

    @PostMapping("/{id}:complete")
    ResponseEntity<byte[]> complete(
            @PathVariable String id,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            InputStream content,
            HttpServletRequest request) {
        return yes("complete", id, key, ifMatch, content, request);
    }

    private ResponseEntity<byte[]> yes(
            String verb,
            String id,
            @Nullable String key,
            @Nullable String ifMatch,
            InputStream content,
            HttpServletRequest request) {
        Call call = call(verb, id, content, Set.of("reason", "values", "chosen", "as_it_was", "other_way"));
        Wish wish = call.wish();
        Optional<PublishedForm> form = form(call.form());
        RecordInput.Read read = wish.values(form, form.map(this::lines).orElse(Map.of()));
        return act(
                call,
                key,
                new TaskAction.Approve(
                        wish.reason(),
                        read.values(),
                        wish.people("chosen"),
                        wish.flag("as_it_was"),
                        read.lines(),
                        wish.text("other_way").orElse(null),
                        Parameters.version(ifMatch)),
                request);
    }

    /** The forms of a form's lines, by the key of their part. */
    private Map<String, PublishedForm> lines(PublishedForm form) {
        Map<String, PublishedForm> lines = new LinkedHashMap<>();
        form.lineParts()
                .forEach(part -> part.lines().flatMap(forms::byId).ifPresent(some -> lines.put(part.key(), some)));
        return lines;
    }

    private Optional<PublishedForm> form(@Nullable FormRef ref) {
        return ref == null ? Optional.empty() : forms.find(ref.app(), ref.form());
    }

    @PostMapping("/{id}:reject")
    ResponseEntity<byte[]> reject(
            @PathVariable String id,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            InputStream content,
            HttpServletRequest request) {
        Call call = call("reject", id, content, Set.of("reason", "to"));
        return act(
                call,
                key,
                new TaskAction.Reject(call.wish().reason(), call.wish().id("to"), Parameters.version(ifMatch)),
                request);
    }

    @PostMapping("/{id}:return")
    ResponseEntity<byte[]> sendBack(
            @PathVariable String id,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            InputStream content,
            HttpServletRequest request) {
        Call call = call("return", id, content, Set.of("reason", "to", "straight_back"));
        Wish wish = call.wish();
        return act(
                call,
                key,
                new TaskAction.Return(
                        wish.reason(), wish.id("to"), wish.flag("straight_back"), Parameters.version(ifMatch)),
                request);
    }

    @PostMapping("/{id}:transfer")
    ResponseEntity<byte[]> transfer(
            @PathVariable String id,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            InputStream content,
            HttpServletRequest request) {
        Call call = call("transfer", id, content, Set.of("reason", "to"));
        return act(
                call,
                key,
                new TaskAction.Transfer(call.wish().reason(), call.wish().person("to")),
                request);
    }

    @PostMapping("/{id}:delegate")
    ResponseEntity<byte[]> delegate(
            @PathVariable String id,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            InputStream content,
            HttpServletRequest request) {
        Call call = call("delegate", id, content, Set.of("reason", "to"));
        return act(
                call,
                key,
                new TaskAction.Delegate(call.wish().reason(), call.wish().person("to")),
                request);
    }

    @PostMapping("/{id}:addSigner")
    ResponseEntity<byte[]> addSigner(
            @PathVariable String id,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            InputStream content,
            HttpServletRequest request) {
        Call call = call("addSigner", id, content, Set.of("reason", "people", "before"));
        Wish wish = call.wish();
        return act(
                call,
                key,
                new TaskAction.AddSigners(wish.reason(), wish.people("people"), wish.flag("before")),
                request);
    }

    @PostMapping("/{id}:removeSigner")
    ResponseEntity<byte[]> removeSigner(
            @PathVariable String id,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            InputStream content,
            HttpServletRequest request) {
        Call call = call("removeSigner", id, content, Set.of("reason", "task", "other_way"));
        Wish wish = call.wish();
        return act(
                call,
                key,
                new TaskAction.RemoveSigner(
                        wish.reason(),
                        wish.neededId("task"),
                        wish.text("other_way").orElse(null)),
                request);
    }

    @PostMapping("/{id}:claim")
    ResponseEntity<byte[]> claim(
            @PathVariable String id,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            InputStream content,
            HttpServletRequest request) {
        return act(call("claim", id, content, Set.of()), key, new TaskAction.Claim(), request);
    }

    @PostMapping("/{id}:release")
    ResponseEntity<byte[]> release(
            @PathVariable String id,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            InputStream content,
            HttpServletRequest request) {
        Call call = call("release", id, content, REASON);
        return act(call, key, new TaskAction.Release(call.wish().reason()), request);
    }

    @PostMapping("/{id}:cc")
    ResponseEntity<byte[]> copy(
            @PathVariable String id,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            InputStream content,
            HttpServletRequest request) {
        Call call = call("cc", id, content, Set.of("reason", "to"));
        return act(
                call, key, new TaskAction.Copy(call.wish().reason(), call.wish().people("to")), request);
    }

    @PostMapping("/{id}:comment")
    ResponseEntity<byte[]> comment(
            @PathVariable String id,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            InputStream content,
            HttpServletRequest request) {
        Call call = call("comment", id, content, Set.of("reason", "mentioned"));
        return act(
                call,
                key,
                new TaskAction.Comment(call.wish().reason(), call.wish().people("mentioned")),
                request);
    }

    @PostMapping("/{id}:retry")
    ResponseEntity<byte[]> retry(
            @PathVariable String id,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            InputStream content,
            HttpServletRequest request) {
        Call call = call("retry", id, content, REASON);
        return act(call, key, new TaskAction.Retry(call.wish().reason()), request);
    }

    /** Takes back what the caller answered, or the whole run that the caller started. */
    @PostMapping("/{id}:withdraw")
    ResponseEntity<byte[]> withdraw(
            @PathVariable String id,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            InputStream content,
            HttpServletRequest request) {
        UUID task = id(id);
        boolean isRun = isRun(task);
        // Whose it is comes before what was written.
        TaskDetail before = isRun ? tasks.run(task) : tasks.get(task);
        Call call = call("withdraw", task, before.task().form(), content, REASON);
        String reason = call.wish().reason();
        return isRun
                ? once(call, key, () -> flows.withdraw(task, reason), () -> tasks.run(task), request)
                : once(call, key, () -> flows.takeBack(task, reason), () -> tasks.get(task), request);
    }

    /** Whoever started a run, or administers its app, urges others: by the id of the run or of any task in it. */
    @PostMapping("/{id}:urge")
    ResponseEntity<byte[]> urge(
            @PathVariable String id,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            InputStream content,
            HttpServletRequest request) {
        UUID run = flows.runOf(id(id));
        if (!isTheirs(run)) {
            // Who has a task in it hears who may; for anybody else there is nothing.
            var _ = tasks.get(id(id));
        }
        Call call = call("urge", run, null, content, REASON);
        String reason = call.wish().reason();
        return once(call, key, () -> flows.urge(run, reason), () -> tasks.run(run), request);
    }

    /**
     * @param asked what tells two requests of one name apart
     */
    private record Call(UUID id, @Nullable FormRef form, Wish wish, byte[] asked) {}

    /** Whose task it is comes before what was written. */
    private Call call(String verb, String id, InputStream content, Set<String> known) {
        FlowTask task = tasks.get(id(id)).task();
        return call(verb, task.id(), task.form(), content, known);
    }

    private Call call(String verb, UUID id, @Nullable FormRef form, InputStream content, Set<String> known) {
        byte[] body = FlowJson.body(content);
        byte[] asked =
                (verb + " " + id + "\n" + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        return new Call(id, form, new Wish(FlowJson.read(body), people, known), asked);
    }

    private ResponseEntity<byte[]> act(Call call, @Nullable String key, TaskAction action, HttpServletRequest request) {
        UUID task = call.id();
        return once(call, key, () -> tasks.act(task, action), () -> tasks.get(task), request);
    }

    private ResponseEntity<byte[]> once(
            Call call,
            @Nullable String key,
            Runnable work,
            Supplier<TaskDetail> afterwards,
            HttpServletRequest request) {
        if (key == null) {
            work.run();
        } else {
            repeated.once(ANY_FORM, key, call.asked(), () -> {
                work.run();
                return List.of(call.id());
            });
        }
        return answer(afterwards.get(), request);
    }

    /** Nothing was booked: the answer says where it would go, and with its mark the same call sends it there. */
    @ExceptionHandler(OtherWayException.class)
    ResponseEntity<byte[]> otherWay(OtherWayException refusal, HttpServletRequest request) {
        ObjectNode body = FlowJson.object();
        body.put("type", "about:blank");
        body.put("title", texts.text(RequestLanguage.of(request), refusal));
        body.put("status", HttpStatus.CONFLICT.value());
        body.put("code", refusal.code());
        body.set("other_way", FlowJson.otherWay(refusal.way()));
        return FlowJson.respond(ResponseEntity.status(HttpStatus.CONFLICT), MediaType.APPLICATION_PROBLEM_JSON, body);
    }

    private ResponseEntity<byte[]> answer(TaskDetail detail, HttpServletRequest request) {
        return FlowJson.respond(tagged(detail), json(request).detail(detail));
    }

    /** With the version of the record that the task is about, as {@code If-Match} of an answer takes it. */
    private static ResponseEntity.BodyBuilder tagged(TaskDetail detail) {
        RecordData record = detail.record();
        return record == null ? ResponseEntity.ok() : ResponseEntity.ok().eTag("\"" + record.version() + "\"");
    }

    /** With the record and its lines as far as the step shows them, so that an answer can say what is to become of them. */
    private ResponseEntity<byte[]> withRecord(TaskDetail detail, HttpServletRequest request) {
        ObjectNode json = json(request).detail(detail);
        RecordData record = detail.record();
        PublishedForm about = form(detail.task().form()).orElse(null);
        json.set("values", record == null || about == null ? null : FlowJson.values(about, record, detail.fields()));
        Map<String, PublishedForm> parts =
                form(detail.task().form()).map(this::lines).orElse(Map.of());
        if (!parts.isEmpty()) {
            ObjectNode lines = json.putObject("lines");
            tasks.lines(detail.task().id()).forEach((part, some) -> {
                PublishedForm form = parts.get(part);
                if (form != null) {
                    lines.set(part, FlowJson.lines(form, some));
                }
            });
        }
        return FlowJson.respond(tagged(detail), json);
    }

    private boolean isTheirs(UUID run) {
        try {
            return tasks.run(run).task().instance().equals(run);
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** Whether the id is one of the box of what one started, which holds runs. */
    private boolean isRun(UUID id) {
        return flows.runOf(id).equals(id);
    }

    private FlowJson json(HttpServletRequest request) {
        return new FlowJson(texts, RequestLanguage.of(request));
    }

    private static UUID id(String text) {
        return Ids.parse(text).orElseThrow(() -> new NotFoundException(text));
    }
}
