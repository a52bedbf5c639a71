package dev.millwright.flow.web;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows.FailedStart;
import dev.millwright.flow.OtherWay;
import dev.millwright.flow.StepAction;
import dev.millwright.flow.StepButton;
import dev.millwright.flow.Tasks.TaskDetail;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.RecordData;
import dev.millwright.shared.BoundedJson;
import dev.millwright.shared.Texts;
import dev.millwright.shared.TooLargeException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks and runs as JSON, in the language of the caller. */
final class FlowJson {

    private static final int LARGEST_BODY = 8 << 20;

    private static final JsonMapper MAPPER = BoundedJson.mapper();

    private final Texts texts;
    private final Locale language;

    FlowJson(Texts texts, Locale language) {
        this.texts = texts;
        this.language = language;
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** @throws TooLargeException when it is larger than any answer to a task */
    static byte[] body(InputStream content) {
        return BoundedJson.body(content, LARGEST_BODY, "record.error.bodyTooLarge");
    }

    /**
     * An object; an empty one when nothing was sent.
     *
     * @throws InvalidRequestException for anything else
     */
    static ObjectNode read(byte[] body) {
        if (body.length == 0) {
            return object();
        }
        return BoundedJson.object(body).orElseThrow(() -> new InvalidRequestException("record.error.json"));
    }

    static ResponseEntity<byte[]> respond(ResponseEntity.BodyBuilder response, JsonNode body) {
        return respond(response, MediaType.APPLICATION_JSON, body);
    }

    static ResponseEntity<byte[]> respond(ResponseEntity.BodyBuilder response, MediaType type, JsonNode body) {
        return response.contentType(type).body(MAPPER.writeValueAsBytes(body));
    }

    static ObjectNode otherWay(OtherWay way) {
        ObjectNode json = object();
        json.put("mark", way.mark());
        way.back().forEach(json.putArray("not_back_to")::add);
        ArrayNode forks = json.putArray("forks");
        for (OtherWay.Fork fork : way.forks()) {
            ObjectNode one = forks.addObject();
            one.put("node", fork.node().toString()).put("label", fork.name());
            fork.before().forEach(one.putArray("before")::add);
            fork.now().forEach(one.putArray("now")::add);
            ArrayNode conditions = one.putArray("conditions");
            fork.reasons()
                    .forEach(reason -> conditions
                            .addObject()
                            .put("condition", reason.condition())
                            .put("holds", reason.holds()));
        }
        ArrayNode next = json.putArray("next");
        for (OtherWay.Next one : way.next()) {
            ArrayNode people = next.addObject().put("step", one.step()).putArray("people");
            one.people().forEach(person -> people.add(person(person)));
        }
        return json;
    }

    ObjectNode task(FlowTask task) {
        ObjectNode json = object();
        json.put("id", task.id().toString());
        json.put("instance", task.instance().toString());
        json.put("app", task.app());
        json.put("flow", task.flow());
        json.put("node", task.node().toString());
        json.put("step", task.step());
        json.put("kind", key(task.kind()));
        FormRef form = task.form();
        json.put("form", form == null ? null : form.form());
        json.put("record", text(task.record()));
        json.put("title", task.title());
        json.put("version", task.version());
        ArrayNode cards = json.putArray("cards");
        task.cards()
                .forEach(card -> cards.addObject().put("label", card.label()).put("value", card.value()));
        json.set("starter", person(task.starter()));
        json.set("person", person(task.person()));
        if (task.standsInFor() != null) {
            json.set("stands_in_for", person(task.standsInFor()));
        }
        if (task.givenBy() != null) {
            json.set("given_by", person(task.givenBy()));
        }
        if (!task.waitsFor().isEmpty()) {
            ArrayNode waitsFor = json.putArray("waits_for");
            task.waitsFor().forEach(person -> waitsFor.add(person(person)));
        }
        json.put("state", key(task.state()));
        json.put("round", task.round());
        json.put("note", task.note());
        json.put("arrived_at", task.arrivedAt().toString());
        json.put("due_at", text(task.dueAt()));
        json.put("read_at", text(task.readAt()));
        json.put("done_at", text(task.doneAt()));
        json.put("result", task.result() == null ? null : key(task.result()));
        FlowTask.Standing standing = task.standing();
        if (standing != null) {
            ObjectNode run = json.putObject("run");
            run.put("state", key(standing.state())).put("phase", key(standing.phase()));
            run.put("outcome", standing.outcome());
            ArrayNode waitingFor = run.putArray("waiting_for");
            standing.waitingFor().forEach(person -> waitingFor.add(person(person)));
        }
        return json;
    }

    ObjectNode detail(TaskDetail detail) {
        ObjectNode json = task(detail.task());
        RecordData record = detail.record();
        json.put("version", record == null ? null : Long.valueOf(record.version()));
        ArrayNode actions = json.putArray("actions");
        for (StepButton button : detail.buttons()) {
            if (!button.hidden()) {
                actions.addObject()
                        .put("action", button.action().key())
                        .put("label", label(button, detail.task().kind()))
                        .put("reason_required", button.reason());
            }
        }
        ObjectNode fields = json.putObject("fields");
        detail.fields().forEach((field, right) -> fields.put(field, right.key()));
        ArrayNode targets = json.putArray("targets");
        detail.targets()
                .forEach(target -> targets.addObject()
                        .put("node", target.node().toString())
                        .put("label", target.label())
                        .put("passed_at", target.passedAt().toString()));
        ArrayNode removable = json.putArray("removable");
        detail.removable()
                .forEach(added ->
                        removable.addObject().put("task", added.id().toString()).set("person", person(added.person())));
        json.put("chooses_next", detail.choosesNext());
        json.put("chooses_rejection", detail.choosesRejection());
        json.put("rejection_goes_on", detail.rejectionGoesOn());
        json.put("can_release", detail.canRelease());
        json.put("can_withdraw", detail.canTakeBack());
        json.put("can_urge", detail.canUrge());
        if (!detail.straightTo().isEmpty()) {
            OtherWay way = detail.otherWay();
            ObjectNode straight = json.putObject("straight_back");
            detail.straightTo().forEach(straight.putArray("to")::add);
            straight.set("other_way", way == null ? straight.nullNode() : otherWay(way));
        }
        return json;
    }

    /** The fields that a step shows; null for an empty one. */
    static ObjectNode values(PublishedForm form, RecordData record, Map<String, FieldRight> rights) {
        ObjectNode json = MAPPER.createObjectNode();
        form.fields().stream()
                .filter(field -> rights.get(field.key()) != FieldRight.HIDDEN)
                .forEach(field -> {
                    Object value = record.values().get(field.key());
                    json.set(field.key(), value == null ? json.nullNode() : field.toJson(value));
                });
        return json;
    }

    /** Lines without the link to the record that they stand in. */
    static ArrayNode lines(PublishedForm form, List<RecordData> lines) {
        String link = form.partOf()
                .flatMap(of -> form.field(of.link()))
                .map(PublishedField::key)
                .orElse("");
        ArrayNode array = MAPPER.createArrayNode();
        for (RecordData line : lines) {
            ObjectNode json = array.addObject();
            json.put("id", line.id().toString());
            json.put("version", line.version());
            form.fields().stream().filter(field -> !field.key().equals(link)).forEach(field -> {
                Object value = line.values().get(field.key());
                json.set(field.key(), value == null ? json.nullNode() : field.toJson(value));
            });
        }
        return array;
    }

    private String label(StepButton button, FlowTask.Kind kind) {
        if (!button.label().isBlank()) {
            return button.label();
        }
        return texts.text(
                language,
                button.action() == StepAction.APPROVE && kind == FlowTask.Kind.FILL
                        ? "work.action.fill"
                        : "work.action." + button.action().key());
    }

    ObjectNode instance(FlowInstance run) {
        ObjectNode json = object();
        json.put("id", run.id().toString());
        json.put("app", run.app());
        json.put("flow", run.flow());
        json.put("label", run.label());
        json.put("release", run.release());
        FormRef form = run.form();
        json.put("form", form == null ? null : form.form());
        json.put("record", text(run.record()));
        json.put("title", run.title());
        json.set("starter", person(run.starter()));
        json.put("state", key(run.state()));
        json.put("phase", key(run.phase()));
        json.put("outcome", run.outcome());
        json.put("started_at", run.startedAt().toString());
        json.put("ended_at", text(run.endedAt()));
        json.put("failure", run.failure() == null ? null : texts.text(language, run.failure()));
        return json;
    }

    ObjectNode start(FailedStart start) {
        ObjectNode json = object();
        json.put("id", start.id().toString());
        json.put("app", start.app());
        json.put("flow", start.flow());
        json.put("instance", text(start.instance()));
        FormRef form = start.form();
        json.put("form", form == null ? null : form.form());
        json.put("record", text(start.record()));
        json.put("title", start.title());
        json.set("by", start.by() == null ? json.nullNode() : person(start.by()));
        json.put("failed_at", start.at().toString());
        json.put("failure", texts.text(language, start.failure()));
        return json;
    }

    ObjectNode entry(TimelineEntry entry) {
        ObjectNode json = object();
        json.put("at", text(entry.at()));
        json.put("kind", entry.kind().key());
        json.put("node", text(entry.node()));
        json.put("step", entry.step());
        json.set("person", entry.person() == null ? json.nullNode() : person(entry.person()));
        if (entry.standsInFor() != null) {
            json.set("stands_in_for", person(entry.standsInFor()));
        }
        json.put("text", texts.text(language, entry.text()));
        json.put("reason", entry.reason());
        if (entry.called() != null) {
            json.put("called", text(entry.called()));
        }
        if (entry.planned() != null) {
            json.put("planned_at", text(entry.planned()));
        }
        TimelineEntry.Document document = entry.document();
        if (document != null) {
            json.putObject("document")
                    .put("id", document.id().toString())
                    .put("name", document.name())
                    .put("media_type", document.mediaType())
                    .put("bytes", document.bytes())
                    .put("file", "/api/v1/instances/" + document.instance() + "/documents/" + document.id());
        }
        return json;
    }

    private static ObjectNode person(PersonRef person) {
        return object().put("id", person.id()).put("name", person.name());
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }
}
