package dev.millwright.flow.web;

import static dev.millwright.record.spi.Schemas.arrayOf;
import static dev.millwright.record.spi.Schemas.formatted;
import static dev.millwright.record.spi.Schemas.integer;
import static dev.millwright.record.spi.Schemas.named;
import static dev.millwright.record.spi.Schemas.nullable;
import static dev.millwright.record.spi.Schemas.object;
import static dev.millwright.record.spi.Schemas.oneOf;
import static dev.millwright.record.spi.Schemas.type;
import static dev.millwright.record.spi.Schemas.uuid;

import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.FormRef;
import dev.millwright.record.spi.ApiChapter;
import dev.millwright.record.spi.ApiDescription;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Describes submitting and starting, the caller's tasks, and where runs stand. */
@Component
@Order(400)
class FlowChapter implements ApiChapter {

    private static final String TASK = "Task";
    private static final String RUN = "FlowInstance";
    private static final String START = "FailedStart";
    private static final String ENTRY = "TimelineEntry";

    /** What each action on a task says besides its reason. */
    private static final Map<String, List<String>> ACTIONS = actions();

    /** Those that count for the record in the version that was seen. */
    private static final Set<String> ANSWERS = Set.of("approve", "complete", "reject", "return");

    private final Flows flows;

    FlowChapter(Flows flows) {
        this.flows = flows;
    }

    private static Map<String, List<String>> actions() {
        Map<String, List<String>> actions = new LinkedHashMap<>();
        actions.put("approve", List.of("values", "chosen", "as_it_was", "other_way"));
        actions.put("complete", List.of("values", "chosen", "as_it_was", "other_way"));
        actions.put("reject", List.of("to"));
        actions.put("return", List.of("to", "straight_back"));
        actions.put("withdraw", List.of());
        actions.put("transfer", List.of("to_person"));
        actions.put("delegate", List.of("to_person"));
        actions.put("addSigner", List.of("people", "before"));
        actions.put("removeSigner", List.of("task", "other_way"));
        actions.put("claim", List.of());
        actions.put("release", List.of());
        actions.put("cc", List.of("to_people"));
        actions.put("comment", List.of("mentioned"));
        actions.put("urge", List.of());
        actions.put("retry", List.of());
        return actions;
    }

    @Override
    public void addTo(ApiDescription description) {
        String tag = description.text("work.openapi.tag");
        String done = description.text("work.openapi.answer");
        description.tag(tag, description.text("work.openapi.tagText"));
        description.schema(TASK, task());
        description.schema(RUN, run());
        description.schema(ENTRY, entry());
        description.schema(START, start());
        description
                .operation("get", "/tasks", tag, "tasks", description.text("work.openapi.tasks"))
                .query("box", description.text("work.openapi.box"), keys(TaskBox.values()))
                .query("text", description.text("work.openapi.text"), type("string"))
                .query("app", description.text("work.openapi.app"), type("string"))
                .query("flow", description.text("work.openapi.flow"), type("string"))
                .query("overdue", description.text("work.openapi.overdue"), type("boolean"))
                .query("sort", description.text("work.openapi.sort"), keys(TaskFilter.Sort.values()))
                .query("limit", description.text("work.openapi.limit"), type("integer"))
                .query("cursor", description.text("work.openapi.cursor"), type("string"))
                .answersJson("200", done, object(Map.of("items", arrayOf(named(TASK)), "next", nullable("string"))));
        description
                .operation("get", "/tasks/{id}", tag, "tasks.get", description.text("work.openapi.task"))
                .answersJson("200", done, named(TASK));
        ACTIONS.forEach((action, parts) -> {
            ApiDescription.Operation operation = description
                    .operation(
                            "post",
                            "/tasks/{id}:" + action,
                            tag,
                            "tasks." + action,
                            description.text("work.openapi.act." + action))
                    .body(body(action, parts, description))
                    .answersJson("200", done, named(TASK));
            if (ANSWERS.contains(action)) {
                operation.header("If-Match", description.text("work.openapi.ifMatch"), type("string"));
            }
        });
        description
                .operation("get", "/instances/{id}", tag, "instances.get", description.text("work.openapi.run"))
                .answersJson("200", done, named(RUN));
        description
                .operation(
                        "get",
                        "/instances/{id}/timeline",
                        tag,
                        "instances.timeline",
                        description.text("work.openapi.timeline"))
                .answersJson("200", done, object(Map.of("items", arrayOf(named(ENTRY)))));
        description
                .operation(
                        "get",
                        "/instances/{id}/documents/{document}",
                        tag,
                        "instances.document",
                        description.text("work.openapi.document"))
                .answersFile(done, "application/pdf");
        description
                .operation(
                        "get",
                        "/instances/{id}/diagram.svg",
                        tag,
                        "instances.diagram",
                        description.text("work.openapi.diagram"))
                .answersFile(done, "image/svg+xml");
        Map<String, Object> app = Map.of("app", type("string"), "tasks", integer());
        description
                .operation("get", "/handOvers", tag, "handOvers.open", description.text("work.openapi.openWork"))
                .query("person", description.text("work.openapi.openWork.person"), type("string"))
                .answersJson("200", done, object(Map.of("apps", arrayOf(object(app)))));
        description
                .operation("post", "/handOvers", tag, "handOvers", description.text("work.openapi.handOver"))
                .body(object(Map.of(
                        "from",
                        type("string"),
                        "to",
                        type("string"),
                        "apps",
                        arrayOf(type("string")),
                        "reason",
                        type("string"))))
                .answersJson(
                        "200",
                        done,
                        object(Map.of(
                                "apps",
                                arrayOf(object(
                                        Map.of("app", type("string"), "handed", integer(), "kept", integer()))))));
        addStarts(description, tag, done);
    }

    private void addStarts(ApiDescription description, String tag, String done) {
        Map<String, Object> chosen = Map.of("type", "object", "additionalProperties", arrayOf(type("string")));
        for (PublishedForm form : description.forms()) {
            FormRef ref = new FormRef(description.app(), form.key());
            flows.submitFlow(ref)
                    .ifPresent(flow -> description
                            .operation(
                                    "post",
                                    "/apps/" + ref.app() + "/forms/" + ref.form() + "/records/{id}:submit",
                                    form.key(),
                                    form.key() + ".submit",
                                    description.text("work.openapi.submit", flow.label()))
                            .body(object(Map.of("chosen", chosen)))
                            .answersJson("201", done, named(RUN)));
        }
        String at = "/apps/" + description.app() + "/flows/{flow}";
        description
                .operation("post", at + ":start", tag, "flows.start", description.text("work.openapi.start"))
                .body(object(Map.of("record", uuid(), "chosen", chosen)))
                .answersJson("201", done, named(RUN));
        description
                .operation("get", at + "/bpmn", tag, "flows.bpmn", description.text("work.openapi.bpmn"))
                .answersFile(done, "application/xml");
        String starts = "/apps/" + description.app() + "/failedStarts";
        description
                .operation("get", starts, tag, "failedStarts", description.text("work.openapi.failedStarts"))
                .query("limit", description.text("work.openapi.starts.limit"), type("integer"))
                .query("cursor", description.text("work.openapi.cursor"), type("string"))
                .answersJson("200", done, object(Map.of("items", arrayOf(named(START)), "next", nullable("string"))));
        for (String verb : List.of("retry", "dismiss")) {
            description
                    .operation(
                            "post",
                            starts + "/{id}:" + verb,
                            tag,
                            "failedStarts." + verb,
                            description.text("work.openapi.start." + verb))
                    .answersNothing(done);
        }
    }

    private static Map<String, Object> body(String action, List<String> parts, ApiDescription description) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (!action.equals("claim")) {
            properties.put("reason", type("string"));
        }
        for (String part : parts) {
            switch (part) {
                case "values" -> properties.put("values", values(description));
                case "chosen", "people", "mentioned" -> properties.put(part, arrayOf(type("string")));
                case "to_people" -> properties.put("to", arrayOf(type("string")));
                case "other_way" -> properties.put("other_way", type("string"));
                case "to_person" -> properties.put("to", type("string"));
                case "to", "task" -> properties.put(part, uuid());
                case "straight_back", "before", "as_it_was" -> properties.put(part, type("boolean"));
                default -> throw new IllegalStateException(part);
            }
        }
        return object(properties);
    }

    /** Of any of the forms; lines stand in arrays under the key of their part. */
    private static Map<String, Object> values(ApiDescription description) {
        Map<String, Object> values = new LinkedHashMap<>(type("object"));
        values.put("description", description.text("work.openapi.values"));
        values.put("additionalProperties", true);
        return values;
    }

    /** As {@link FlowJson} writes them. */
    private static Map<String, Object> task() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", uuid());
        properties.put("instance", uuid());
        properties.put("app", type("string"));
        properties.put("flow", type("string"));
        properties.put("node", uuid());
        properties.put("step", type("string"));
        properties.put("kind", type("string"));
        properties.put("form", nullable("string"));
        properties.put("record", nullable("string", "uuid"));
        properties.put("title", type("string"));
        properties.put("version", nullable("integer"));
        properties.put("cards", arrayOf(object(Map.of("label", type("string"), "value", type("string")))));
        properties.put("starter", named("Person"));
        properties.put("person", named("Person"));
        properties.put("stands_in_for", named("Person"));
        properties.put("state", keys(FlowTask.State.values()));
        properties.put("round", type("integer"));
        properties.put("note", type("string"));
        properties.put("arrived_at", formatted("date-time"));
        properties.put("due_at", nullable("string", "date-time"));
        properties.put("read_at", nullable("string", "date-time"));
        properties.put("done_at", nullable("string", "date-time"));
        properties.put("result", nullable("string"));
        properties.put(
                "run",
                object(Map.of(
                        "state",
                        keys(FlowInstance.State.values()),
                        "phase",
                        keys(FlowInstance.Phase.values()),
                        "outcome",
                        nullable("string"),
                        "waiting_for",
                        arrayOf(named("Person")))));
        properties.put(
                "actions",
                arrayOf(object(Map.of(
                        "action", type("string"), "label", type("string"), "reason_required", type("boolean")))));
        properties.put("fields", type("object"));
        properties.put("values", nullable("object"));
        properties.put("lines", Map.of("type", "object", "additionalProperties", arrayOf(type("object"))));
        properties.put(
                "targets",
                arrayOf(object(Map.of("node", uuid(), "label", type("string"), "passed_at", formatted("date-time")))));
        properties.put("straight_back", straightBack());
        return object(properties);
    }

    private static Map<String, Object> straightBack() {
        Map<String, Object> fork = new LinkedHashMap<>();
        fork.put("node", uuid());
        fork.put("label", type("string"));
        fork.put("before", arrayOf(type("string")));
        fork.put("now", arrayOf(type("string")));
        fork.put("conditions", arrayOf(object(Map.of("condition", type("string"), "holds", type("boolean")))));
        Map<String, Object> way = new LinkedHashMap<>();
        way.put("mark", type("string"));
        way.put("not_back_to", arrayOf(type("string")));
        way.put("forks", arrayOf(object(fork)));
        way.put("next", arrayOf(object(Map.of("step", type("string"), "people", arrayOf(named("Person"))))));
        return object(Map.of(
                "to", arrayOf(type("string")), "other_way", Map.of("anyOf", List.of(object(way), type("null")))));
    }

    private static Map<String, Object> run() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", uuid());
        properties.put("app", type("string"));
        properties.put("flow", type("string"));
        properties.put("label", type("string"));
        properties.put("release", type("integer"));
        properties.put("form", nullable("string"));
        properties.put("record", nullable("string", "uuid"));
        properties.put("title", type("string"));
        properties.put("starter", named("Person"));
        properties.put("state", keys(FlowInstance.State.values()));
        properties.put("phase", keys(FlowInstance.Phase.values()));
        properties.put("outcome", nullable("string"));
        properties.put("started_at", formatted("date-time"));
        properties.put("ended_at", nullable("string", "date-time"));
        properties.put("failure", nullable("string"));
        return object(properties);
    }

    private static Map<String, Object> start() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", uuid());
        properties.put("app", type("string"));
        properties.put("flow", type("string"));
        properties.put("instance", nullable("string", "uuid"));
        properties.put("form", nullable("string"));
        properties.put("record", nullable("string", "uuid"));
        properties.put("title", type("string"));
        properties.put("by", Map.of("anyOf", List.of(named("Person"), type("null"))));
        properties.put("failed_at", formatted("date-time"));
        properties.put("failure", type("string"));
        return object(properties);
    }

    private static Map<String, Object> entry() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("at", nullable("string", "date-time"));
        properties.put("kind", type("string"));
        properties.put("node", nullable("string", "uuid"));
        properties.put("step", type("string"));
        properties.put("person", Map.of("anyOf", List.of(named("Person"), type("null"))));
        properties.put("text", type("string"));
        properties.put("reason", type("string"));
        properties.put("called", uuid());
        properties.put("planned_at", formatted("date-time"));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", uuid());
        document.put("name", type("string"));
        document.put("media_type", type("string"));
        document.put("bytes", integer());
        document.put("file", type("string"));
        properties.put("document", object(document));
        return object(properties);
    }

    private static Map<String, Object> keys(Enum<?>[] values) {
        return oneOf(Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList());
    }
}
