package dev.millwright.print.web;

import dev.millwright.field.FormatContext;
import dev.millwright.identity.RequestLanguage;
import dev.millwright.jobs.Jobs;
import dev.millwright.print.PdfName;
import dev.millwright.print.Prints;
import dev.millwright.print.Prints.Choice;
import dev.millwright.print.Prints.Print;
import dev.millwright.print.Prints.Printed;
import dev.millwright.print.Prints.Reading;
import dev.millwright.print.PublicAddress;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.shared.BoundedJson;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Printing over HTTP: one record at once, many as a job, and what was printed before. */
@RestController
@RequestMapping("/api/v1")
class PrintApi {

    private static final String FORM = "/apps/{app}/forms/{form}";
    private static final int LARGEST_BODY = 1 << 20;
    private static final int LOG = 1_000;
    private static final int DEFAULT_LIMIT = 50;

    private final Prints prints;
    private final Jobs jobs;
    private final PublicAddress address;
    private final BusinessTime time;
    private final JsonMapper json = BoundedJson.mapper();

    PrintApi(Prints prints, Jobs jobs, PublicAddress address, BusinessTime time) {
        this.prints = prints;
        this.jobs = jobs;
        this.address = address;
        this.time = time;
    }

    private Reading reading(HttpServletRequest request) {
        return new Reading(new FormatContext(RequestLanguage.of(request), time.zone()), address.now());
    }

    /** The templates that the caller may use. */
    @GetMapping(FORM + "/print")
    ResponseEntity<byte[]> templates(@PathVariable String app, @PathVariable String form) {
        ObjectNode body = json.createObjectNode();
        ArrayNode items = body.putArray("items");
        prints.templates(new FormRef(app, form))
                .forEach(template -> items.addObject()
                        .put("key", template.key())
                        .put("label", template.label())
                        .put("arrangement", template.arrangement().key()));
        return respond(ResponseEntity.ok(), body);
    }

    @GetMapping(FORM + "/records/{id}/print/{template}")
    ResponseEntity<byte[]> one(
            @PathVariable String app,
            @PathVariable String form,
            @PathVariable String id,
            @PathVariable String template,
            HttpServletRequest request) {
        Printed printed = prints.one(new FormRef(app, form), id(id), template, reading(request));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, named(printed.print()))
                .header("Print-Id", printed.print().id().toString())
                .body(printed.file());
    }

    /**
     * Starts printing many: {@code {"template": "card", "ids": [...]}} in that order, or {@code {"template": "card", "filter": "…",
     * "sort": "-made"}}.
     */
    @PostMapping(FORM + "/records:print")
    ResponseEntity<byte[]> many(
            @PathVariable String app, @PathVariable String form, InputStream content, HttpServletRequest request) {
        FormRef ref = new FormRef(app, form);
        List<Choice> templates = prints.templates(ref);
        ObjectNode wish = BoundedJson.object(BoundedJson.body(content, LARGEST_BODY, "record.error.bodyTooLarge"))
                .orElseThrow(() -> new InvalidRequestException("record.error.json"));
        String template = text(wish, "template");
        if (templates.stream().noneMatch(choice -> choice.key().equals(template))) {
            throw new NotFoundException(template);
        }
        Reading reading = reading(request);
        UUID job;
        if (wish.has("ids")) {
            List<UUID> ids = ids(wish.path("ids"));
            job = jobs.start("print", progress -> result(prints.these(ref, ids, template, reading, progress)));
        } else {
            ListRequest list = list(ref, text(wish, "filter"), text(wish, "sort"));
            job = jobs.start("print", progress -> result(prints.found(list, template, reading, progress)));
        }
        ObjectNode answer = json.createObjectNode().put("id", job.toString());
        return respond(ResponseEntity.accepted().location(URI.create("/api/v1/jobs/" + job)), answer);
    }

    private static Map<String, Object> result(Print print) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("print", print.id().toString());
        result.put("file", "/api/v1/prints/" + print.id());
        result.put("records", print.records());
        result.put("pages", print.pages());
        return result;
    }

    private static ListRequest list(FormRef ref, String filter, String sort) {
        Condition condition = filter.isBlank() ? Condition.ALL : new Condition.Matches(filter);
        List<ListRequest.Sort> order = new ArrayList<>();
        for (String word : sort.split(",", -1)) {
            String key = word.strip();
            if (!key.isEmpty()) {
                order.add(new ListRequest.Sort(key.startsWith("-") ? key.substring(1) : key, key.startsWith("-")));
            }
        }
        return new ListRequest(ref, condition, "", order, Set.of(), 1, null, false);
    }

    /** The prints that a record is on. */
    @GetMapping(FORM + "/records/{id}/prints")
    ResponseEntity<byte[]> log(
            @PathVariable String app,
            @PathVariable String form,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String limit) {
        List<Print> all = prints.of(new FormRef(app, form), id(id), LOG);
        int most = Math.clamp(Parameters.number("limit", limit, DEFAULT_LIMIT), 1, LOG);
        ObjectNode body = json.createObjectNode();
        ArrayNode items = body.putArray("items");
        all.stream().limit(most).forEach(print -> {
            ObjectNode item = items.addObject()
                    .put("id", print.id().toString())
                    .put("template", print.template())
                    .put("release", print.release())
                    .put("records", print.records())
                    .put("pages", print.pages())
                    .put("at", print.at().toString());
            item.putObject("by").put("id", print.byId()).put("name", print.by());
            if (print.mine() && print.kept()) {
                item.put("file", "/api/v1/prints/" + print.id());
            }
        });
        return respond(ResponseEntity.ok(), body);
    }

    /** The file of a print as it was. */
    @GetMapping("/prints/{id}")
    void again(@PathVariable String id, HttpServletResponse response) throws IOException {
        Print print = prints.get(id(id));
        if (!print.kept()) {
            throw new NotFoundException(id);
        }
        response.setContentType(MediaType.APPLICATION_PDF_VALUE);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, named(print));
        prints.write(print.id(), response.getOutputStream());
    }

    private static String named(Print print) {
        return ContentDisposition.inline()
                .filename(PdfName.of(print.template()), StandardCharsets.UTF_8)
                .build()
                .toString();
    }

    private static String text(ObjectNode wish, String name) {
        JsonNode value = wish.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isString()) {
            throw new InvalidRequestException("record.error.json");
        }
        return value.stringValue();
    }

    private static List<UUID> ids(JsonNode list) {
        if (!list.isArray() || list.isEmpty() || list.size() > Prints.MOST_RECORDS) {
            throw new InvalidRequestException("print.error.ids", Prints.MOST_RECORDS);
        }
        List<UUID> ids = new ArrayList<>();
        list.forEach(one -> ids.add(Ids.parse(one.asString(""))
                .orElseThrow(() -> new InvalidRequestException("print.error.ids", Prints.MOST_RECORDS))));
        return ids;
    }

    private ResponseEntity<byte[]> respond(ResponseEntity.BodyBuilder response, JsonNode body) {
        return response.contentType(MediaType.APPLICATION_JSON).body(json.writeValueAsBytes(body));
    }

    private static UUID id(String text) {
        return Ids.parse(text).orElseThrow(() -> new NotFoundException(text));
    }
}
