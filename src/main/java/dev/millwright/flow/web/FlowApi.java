package dev.millwright.flow.web;

import dev.millwright.app.Action;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowDocument;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.Flows;
import dev.millwright.flow.NodeTypes;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.identity.People;
import dev.millwright.identity.RequestLanguage;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.RepeatedRequests;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Parameters;
import dev.millwright.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Starts runs over HTTP and says where they stand. */
@RestController
@RequestMapping("/api/v1")
class FlowApi {

    private static final int MOST_STARTS = 200;

    private static final MediaType SVG = MediaType.parseMediaType("image/svg+xml");

    private final Flows flows;
    private final NodeTypes nodeTypes;
    private final DefinitionCodec codec;
    private final People people;
    private final AccessibleForms forms;
    private final RepeatedRequests repeated;
    private final Texts texts;

    FlowApi(
            Flows flows,
            NodeTypes nodeTypes,
            DefinitionCodec codec,
            People people,
            AccessibleForms forms,
            RepeatedRequests repeated,
            Texts texts) {
        this.nodeTypes = nodeTypes;
        this.codec = codec;
        this.flows = flows;
        this.people = people;
        this.forms = forms;
        this.repeated = repeated;
        this.texts = texts;
    }

    /** Hands in a record by the flow of its form. */
    @PostMapping("/apps/{app}/forms/{form}/records/{id}:submit")
    ResponseEntity<byte[]> submit(
            @PathVariable String app,
            @PathVariable String form,
            @PathVariable String id,
            @RequestHeader(name = TaskApi.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            InputStream content,
            HttpServletRequest request) {
        FormRef ref = new FormRef(app, form);
        byte[] body = FlowJson.body(content);
        return forms.upToDate(app, () -> {
            forms.require(ref, Action.SEE);
            UUID record = id(id);
            Wish wish = new Wish(FlowJson.read(body), people, Set.of("chosen"));
            Long version = Parameters.version(ifMatch);
            return started(
                    once(
                            ref,
                            key,
                            named("submit " + record, body),
                            () -> flows.submit(ref, record, version, wish.chosen("chosen"))),
                    request);
        });
    }

    /** Starts a flow as its button or another program does. */
    @PostMapping("/apps/{app}/flows/{flow}:start")
    ResponseEntity<byte[]> start(
            @PathVariable String app,
            @PathVariable String flow,
            @RequestHeader(name = TaskApi.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            InputStream content,
            HttpServletRequest request) {
        byte[] body = FlowJson.body(content);
        return forms.upToDate(app, () -> {
            // Throws for an app that the caller may not open.
            forms.all(app);
            Wish wish = new Wish(FlowJson.read(body), people, Set.of("record", "chosen"));
            UUID record = wish.id("record");
            return started(
                    once(
                            new FormRef(app, ""),
                            key,
                            named("start " + flow, body),
                            () -> flows.start(app, flow, record, wish.chosen("chosen"))),
                    request);
        });
    }

    private FlowInstance once(FormRef ref, @Nullable String key, byte[] asked, Supplier<FlowInstance> work) {
        if (key == null) {
            return work.get();
        }
        List<UUID> ids = repeated.once(ref, key, asked, () -> List.of(work.get().id()));
        return flows.get(ids.getFirst());
    }

    private static byte[] named(String what, byte[] body) {
        return (what + "\n" + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private ResponseEntity<byte[]> started(FlowInstance run, HttpServletRequest request) {
        return FlowJson.respond(
                ResponseEntity.created(URI.create("/api/v1/instances/" + run.id())),
                json(request).instance(run));
    }

    @GetMapping("/instances/{id}")
    ResponseEntity<byte[]> instance(@PathVariable String id, HttpServletRequest request) {
        return FlowJson.respond(ResponseEntity.ok(), json(request).instance(flows.get(id(id))));
    }

    @GetMapping("/instances/{id}/timeline")
    ResponseEntity<byte[]> timeline(@PathVariable String id, HttpServletRequest request) {
        FlowJson json = json(request);
        ObjectNode body = FlowJson.object();
        ArrayNode items = body.putArray("items");
        flows.timeline(id(id)).forEach(entry -> items.add(json.entry(entry)));
        return FlowJson.respond(ResponseEntity.ok(), body);
    }

    /** A document that a node of the run made. */
    @GetMapping("/instances/{id}/documents/{document}")
    ResponseEntity<byte[]> document(@PathVariable String id, @PathVariable String document) {
        FlowDocument file = flows.document(id(id), id(document));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .cacheControl(CacheControl.noStore())
                .body(file.content());
    }

    /** The nodes of the run, with where it stands. */
    @GetMapping("/instances/{id}/diagram.svg")
    ResponseEntity<String> diagram(@PathVariable String id, HttpServletRequest request) {
        UUID run = id(id);
        Locale language = RequestLanguage.of(request);
        return ResponseEntity.ok()
                .contentType(SVG)
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .body(new Diagram(
                                flows.definition(run),
                                flows.path(run),
                                node -> nodeTypes.shape(node, codec).orElse(NodeShape.STEP),
                                texts,
                                language)
                        .svg());
    }

    @GetMapping("/apps/{app}/flows/{flow}/bpmn")
    ResponseEntity<String> bpmn(@PathVariable String app, @PathVariable String flow) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_XML).body(flows.bpmn(app, flow));
    }

    /** What failed before there was a run; for designers and owners of the app. */
    @GetMapping("/apps/{app}/failedStarts")
    ResponseEntity<byte[]> failedStarts(
            @PathVariable String app,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        return forms.upToDate(app, () -> {
            forms.all(app);
            // Whoever may not see them hears that, and nothing about the parameters.
            flows.failedStarts(app, null, 1);
            int most = Parameters.number("limit", limit, TaskApi.DEFAULT_LIMIT);
            if (most < 1 || most > MOST_STARTS) {
                throw new InvalidRequestException("record.error.limit", MOST_STARTS);
            }
            Flows.StartPage page = flows.failedStarts(app, cursor == null || cursor.isEmpty() ? null : cursor, most);
            FlowJson json = json(request);
            ObjectNode body = FlowJson.object();
            ArrayNode items = body.putArray("items");
            page.starts().forEach(start -> items.add(json.start(start)));
            body.put("next", page.next());
            return FlowJson.respond(ResponseEntity.ok(), body);
        });
    }

    @PostMapping("/apps/{app}/failedStarts/{id}:retry")
    ResponseEntity<byte[]> retryStart(@PathVariable String app, @PathVariable String id) {
        forms.all(app);
        flows.retryStart(app, id(id));
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/apps/{app}/failedStarts/{id}:dismiss")
    ResponseEntity<byte[]> dismissStart(@PathVariable String app, @PathVariable String id) {
        forms.all(app);
        flows.dismissStart(app, id(id));
        return ResponseEntity.noContent().build();
    }

    /** How many open tasks a person has in each app that the caller looks after. */
    @GetMapping("/handOvers")
    ResponseEntity<byte[]> openWork(@RequestParam String person) {
        PersonRef asked = new PersonRef(person, person);
        ObjectNode body = FlowJson.object();
        ArrayNode apps = body.putArray("apps");
        flows.openWork(asked)
                .forEach(work -> apps.addObject().put("app", work.app()).put("tasks", work.tasks()));
        return FlowJson.respond(ResponseEntity.ok(), body);
    }

    /** Hands over all open work of a person, in the apps that are named or all that the caller looks after. */
    @PostMapping("/handOvers")
    ResponseEntity<byte[]> handOver(InputStream content) {
        Wish wish = new Wish(
                FlowJson.read(FlowJson.body(content)),
                people,
                new LinkedHashSet<>(List.of("from", "to", "apps", "reason")));
        PersonRef from = wish.personOrId("from");
        Set<String> all = flows.openWork(from).stream().map(Flows.OpenWork::app).collect(Collectors.toSet());
        Set<String> named = wish.texts("apps");
        ObjectNode body = FlowJson.object();
        ArrayNode apps = body.putArray("apps");
        flows.handOverAll(named.isEmpty() ? all : named, from, wish.person("to"), wish.reason())
                .forEach(done -> apps.addObject()
                        .put("app", done.app())
                        .put("handed", done.handed())
                        .put("kept", done.kept()));
        return FlowJson.respond(ResponseEntity.ok(), body);
    }

    private FlowJson json(HttpServletRequest request) {
        return new FlowJson(texts, RequestLanguage.of(request));
    }

    private static UUID id(String text) {
        return Ids.parse(text).orElseThrow(() -> new NotFoundException(text));
    }
}
