package dev.millwright.jobs.web;

import dev.millwright.identity.RequestLanguage;
import dev.millwright.jobs.Job;
import dev.millwright.jobs.Jobs;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** How far a job of the caller is, and asking it to end. */
@RestController
@RequestMapping("/api/v1/jobs")
class JobApi {

    private final Jobs jobs;
    private final Texts texts;
    private final JsonMapper json = new JsonMapper();

    JobApi(Jobs jobs, Texts texts) {
        this.jobs = jobs;
        this.texts = texts;
    }

    @GetMapping("/{id}")
    ResponseEntity<byte[]> get(@PathVariable String id, HttpServletRequest request) {
        Job job = jobs.get(id(id));
        Locale language = RequestLanguage.of(request);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", job.id().toString());
        body.put("kind", job.kind());
        body.put("state", job.state().key());
        body.put("progress", job.progress());
        body.put("result", job.result());
        List<Map<String, Object>> problems = new ArrayList<>();
        for (Problem problem : job.problems()) {
            problems.add(
                    Map.of("field", problem.path(), "code", problem.code(), "message", texts.text(language, problem)));
        }
        body.put("problems", problems);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json.writeValueAsBytes(body));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> cancel(@PathVariable String id) {
        jobs.cancel(id(id));
        return ResponseEntity.noContent().build();
    }

    private static UUID id(String text) {
        return Ids.parse(text).orElseThrow(() -> new NotFoundException(text));
    }
}
