package dev.millwright.app.web;

import dev.millwright.app.AppRights;
import dev.millwright.app.Draft;
import dev.millwright.app.DraftRef;
import dev.millwright.app.Drafts;
import dev.millwright.app.PublishPlan;
import dev.millwright.app.PublishPlan.Part;
import dev.millwright.app.PublishedApp.PublishedDefinition;
import dev.millwright.app.Publishing;
import dev.millwright.app.Release;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.identity.RequestLanguage;
import dev.millwright.schema.SchemaStep;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Severity;
import dev.millwright.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Plans and releases over HTTP. */
@RestController
@RequestMapping("/api/v1/apps/{app}")
class ReleaseApi {

    private final Publishing publishing;
    private final AppRights rights;
    private final Drafts drafts;
    private final Texts texts;
    private final Bodies bodies;

    ReleaseApi(AppRights rights, Publishing publishing, Drafts drafts, Texts texts, Bodies bodies) {
        this.publishing = publishing;
        this.rights = rights;
        this.drafts = drafts;
        this.texts = texts;
        this.bodies = bodies;
    }

    @PostMapping("/releases:plan")
    ResponseEntity<byte[]> plan(@PathVariable String app, HttpServletRequest request) throws IOException {
        rights.requireDesigner(app);
        PublishPlan plan = publishing.plan(app, wanted(app, bodies.read(request.getInputStream())));
        return bodies.respond(ResponseEntity.ok(), json(plan, RequestLanguage.of(request)));
    }

    @PostMapping("/releases")
    ResponseEntity<byte[]> publish(@PathVariable String app, HttpServletRequest request) throws IOException {
        rights.requireDesigner(app);
        ObjectNode body = bodies.read(request.getInputStream());
        String fingerprint = Bodies.text(body, "fingerprint");
        if (fingerprint == null) {
            throw Bodies.badRequest("app.http.fingerprint");
        }
        Release release = publishing.publish(app, wanted(app, body), fingerprint);
        return bodies.respond(
                ResponseEntity.created(URI.create("/api/v1/apps/" + app + "/releases")),
                json(release, RequestLanguage.of(request)));
    }

    @GetMapping("/releases")
    ResponseEntity<byte[]> history(@PathVariable String app, HttpServletRequest request) {
        Locale language = RequestLanguage.of(request);
        return bodies.respond(
                ResponseEntity.ok(),
                bodies.items(publishing.releases(app).stream()
                        .map(release -> json(release, language))
                        .toList()));
    }

    private ReleaseRequest wanted(String app, ObjectNode body) {
        JsonNode include = body.path("include");
        JsonNode from = body.path("from");
        if (include.isArray() && !from.isMissingNode()
                || !from.isMissingNode() && !(from.isIntegralNumber() && from.canConvertToLong())
                || !include.isMissingNode() && !include.isArray()) {
            throw Bodies.badRequest("app.http.json");
        }
        ReleaseRequest request = include.isArray()
                ? ReleaseRequest.of(refs(app, include))
                : from.isMissingNode() ? ReleaseRequest.all() : ReleaseRequest.backTo(from.asLong());
        Map<String, String> answers = new HashMap<>();
        body.path("answers")
                .properties()
                .forEach(
                        answer -> answers.put(answer.getKey(), answer.getValue().asString("")));
        return request.answering(answers);
    }

    private Set<DraftRef> refs(String app, JsonNode include) {
        List<Draft> all = drafts.list(app);
        List<PublishedDefinition> removed = drafts.removed(app);
        Set<DraftRef> refs = new HashSet<>();
        for (JsonNode name : include) {
            String text = name.asString("");
            refs.add(all.stream()
                    .filter(draft ->
                            names(text, draft.kind(), draft.key(), draft.id().toString()))
                    .findFirst()
                    .map(Draft::ref)
                    .or(() -> removed.stream()
                            .filter(gone -> names(
                                    text, gone.kind(), gone.key(), gone.id().toString()))
                            .findFirst()
                            .map(gone -> new DraftRef(gone.kind(), gone.id())))
                    .orElseThrow(() -> new NotFoundException(text)));
        }
        return refs;
    }

    private static boolean names(String text, String kind, String key, String id) {
        return text.equals(kind + "/" + key) || text.equals(kind + "/" + id);
    }

    private ObjectNode json(PublishPlan plan, Locale language) {
        ObjectNode body = bodies.object();
        body.put("fingerprint", plan.fingerprint());
        body.put("publishable", plan.isPublishable());
        body.put("risk", plan.risk().name().toLowerCase(Locale.ROOT));
        ArrayNode problems = body.putArray("problems");
        plan.problems().told().forEach(problem -> {
            ObjectNode item = problems.addObject();
            item.put("field", problem.path());
            item.put("severity", problem.severity() == Severity.ERROR ? "error" : "warning");
            item.put("code", problem.code());
            item.put("message", texts.text(language, problem));
        });
        if (plan.problems().untold() > 0) {
            body.put("more_problems", plan.problems().untold());
        }
        ArrayNode objects = body.putArray("objects");
        plan.parts().forEach(part -> objects.add(json(part, language)));
        ArrayNode steps = body.putArray("steps");
        plan.steps().forEach(step -> steps.add(json(step, language)));
        return body;
    }

    private ObjectNode json(Part part, Locale language) {
        ObjectNode item = bodies.object();
        item.put("kind", part.ref().kind());
        item.put("id", part.ref().id().toString());
        item.put("key", part.key());
        item.put("label", part.label());
        item.put("operation", part.operation().name().toLowerCase(Locale.ROOT));
        ArrayNode changes = item.putArray("changes");
        part.changes()
                .forEach(change -> changes.add(
                        texts.text(language, change.code(), change.arguments().toArray())));
        ArrayNode questions = item.putArray("questions");
        part.questions().forEach(asked -> {
            ObjectNode question = questions.addObject();
            question.put("id", asked.question().id());
            question.put(
                    "text",
                    texts.text(
                            language,
                            asked.question().code(),
                            asked.question().arguments().toArray()));
            question.put("rows", asked.question().rows());
            question.put("answer", asked.answer());
            ArrayNode choices = question.putArray("choices");
            asked.question()
                    .choices()
                    .forEach(choice -> choices.addObject()
                            .put("answer", choice.answer())
                            .put(
                                    "text",
                                    texts.text(
                                            language,
                                            choice.code(),
                                            choice.arguments().toArray())));
            ArrayNode examples = question.putArray("examples");
            asked.question()
                    .examples()
                    .forEach(example -> examples.addObject()
                            .put("record", example.record().toString())
                            .put("name", example.name())
                            .put("value", example.value())
                            .put("problem", texts.text(language, example.problem())));
        });
        return item;
    }

    private ObjectNode json(SchemaStep step, Locale language) {
        ObjectNode item = bodies.object();
        item.put("text", texts.text(language, step.code(), step.arguments().toArray()));
        item.put("risk", step.risk().name().toLowerCase(Locale.ROOT));
        item.put("lock", texts.text(language, step.lock().code()));
        item.put("rows", step.rows().rows());
        item.put("exact", step.rows().exact());
        ArrayNode statements = item.putArray("statements");
        step.statements().forEach(statements::add);
        return item;
    }

    private ObjectNode json(Release release, Locale language) {
        ObjectNode item = bodies.object();
        item.put("number", release.number());
        item.put("at", release.at().toString());
        item.set("by", bodies.tree(release.by()));
        item.put("fingerprint", release.fingerprint());
        ArrayNode changes = item.putArray("changes");
        release.notes().forEach(note -> {
            ObjectNode change = changes.addObject();
            change.put("object", note.kind() + "/" + note.key());
            change.put("label", note.label());
            change.put(
                    "text", texts.text(language, note.code(), note.arguments().toArray()));
        });
        return item;
    }
}
