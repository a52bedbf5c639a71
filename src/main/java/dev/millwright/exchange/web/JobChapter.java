package dev.millwright.exchange.web;

import static dev.millwright.record.spi.Schemas.arrayOf;
import static dev.millwright.record.spi.Schemas.named;
import static dev.millwright.record.spi.Schemas.object;
import static dev.millwright.record.spi.Schemas.oneOf;
import static dev.millwright.record.spi.Schemas.type;
import static dev.millwright.record.spi.Schemas.uuid;

import dev.millwright.jobs.Job;
import dev.millwright.record.spi.ApiChapter;
import dev.millwright.record.spi.ApiDescription;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Describes the jobs that imports and others are, after everything that starts one. */
@Component
@Order(900)
class JobChapter implements ApiChapter {

    private static final String PATH = "/jobs/{id}";

    @Override
    public void addTo(ApiDescription description) {
        String tag = description.text("record.openapi.jobs");
        description.tag(tag, description.text("record.openapi.jobsText"));
        description.schema("Job", job());
        String done = description.text("record.openapi.done");
        description
                .operation("get", PATH, tag, "readJob", description.text("record.openapi.readJob"))
                .answersJson("200", done, named("Job"));
        description
                .operation("delete", PATH, tag, "cancelJob", description.text("record.openapi.cancelJob"))
                .answersNothing(done);
    }

    private static Map<String, Object> job() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", uuid());
        properties.put("kind", type("string"));
        properties.put(
                "state",
                oneOf(Arrays.stream(Job.State.values()).map(Job.State::key).toList()));
        properties.put("progress", type("number"));
        properties.put("result", Map.of("type", List.of("object", "null")));
        properties.put(
                "problems",
                arrayOf(object(Map.of("field", type("string"), "code", type("string"), "message", type("string")))));
        return object(properties);
    }
}
