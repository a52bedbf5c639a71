package dev.millwright.app.web;

import dev.millwright.app.AppRights;
import dev.millwright.app.Draft;
import dev.millwright.app.DraftChangedException;
import dev.millwright.app.Drafts;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Drafts over HTTP; a body is the definition itself. */
@RestController
@RequestMapping("/api/v1/apps/{app}/drafts")
class DraftApi {

    private final AppRights rights;
    private final Drafts drafts;
    private final Bodies bodies;

    DraftApi(AppRights rights, Drafts drafts, Bodies bodies) {
        this.rights = rights;
        this.drafts = drafts;
        this.bodies = bodies;
    }

    @GetMapping
    ResponseEntity<byte[]> list(@PathVariable String app) {
        return bodies.respond(
                ResponseEntity.ok(),
                bodies.items(drafts.list(app).stream().map(this::summary).toList()));
    }

    @GetMapping("/{kind}/{keyOrId}")
    ResponseEntity<byte[]> get(@PathVariable String app, @PathVariable String kind, @PathVariable String keyOrId) {
        return respond(HttpStatus.OK, require(app, kind, keyOrId));
    }

    @PutMapping("/{kind}/{keyOrId}")
    ResponseEntity<byte[]> save(
            @PathVariable String app,
            @PathVariable String kind,
            @PathVariable String keyOrId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        rights.requireDesigner(app);
        ObjectNode definition = bodies.read(request.getInputStream());
        Optional<Draft> before = drafts.find(app, kind, keyOrId);
        Optional<UUID> named = Ids.parse(keyOrId);
        UUID id =
                before.map(Draft::id).or(() -> named).or(() -> idIn(definition)).orElseGet(Ids::next);
        if (definition.has("id") && !idIn(definition).equals(Optional.of(id))) {
            throw Bodies.badRequest("app.http.id");
        }
        definition.put("id", id.toString());
        if (!definition.has("key")) {
            definition.put("key", before.map(Draft::key).orElse(keyOrId));
        }
        Long seen = Parameters.version(ifMatch);
        long version = seen != null ? seen : before.map(Draft::version).orElse(0L);
        Draft saved = guarded(seen, () -> drafts.save(app, kind, definition.toString(), version));
        return respond(before.isPresent() ? HttpStatus.OK : HttpStatus.CREATED, saved);
    }

    @DeleteMapping("/{kind}/{keyOrId}")
    ResponseEntity<Void> delete(
            @PathVariable String app,
            @PathVariable String kind,
            @PathVariable String keyOrId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        Draft draft = require(app, kind, keyOrId);
        Long seen = Parameters.version(ifMatch);
        guarded(seen, () -> {
            drafts.delete(app, draft.ref(), seen != null ? seen : draft.version());
            return true;
        });
        return ResponseEntity.noContent().build();
    }

    /** Who named a version and was too late is told so by 412, anybody else by 409. */
    private static <T> T guarded(@Nullable Long seen, Supplier<T> change) {
        try {
            return change.get();
        } catch (DraftChangedException e) {
            if (seen == null) {
                throw e;
            }
            throw Bodies.stale(e.code(), e.arguments().toArray());
        }
    }

    private Draft require(String app, String kind, String keyOrId) {
        return drafts.find(app, kind, keyOrId).orElseThrow(() -> new NotFoundException(kind + "/" + keyOrId));
    }

    private ObjectNode summary(Draft draft) {
        ObjectNode item = bodies.object();
        item.put("kind", draft.kind());
        item.put("id", draft.id().toString());
        item.put("key", draft.key());
        item.put("label", draft.label());
        item.put("version", draft.version());
        item.put("changed", draft.changed());
        item.put("release", draft.basedOnRelease());
        item.put("updated_at", draft.updatedAt().toString());
        item.set("updated_by", bodies.tree(draft.updatedBy()));
        return item;
    }

    private static ResponseEntity<byte[]> respond(HttpStatus status, Draft draft) {
        return ResponseEntity.status(status)
                .eTag(Bodies.tag(draft.version()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(draft.json().getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<UUID> idIn(ObjectNode definition) {
        String id = Bodies.text(definition, "id");
        return id == null ? Optional.empty() : Ids.parse(id);
    }
}
