package dev.millwright.app.web;

import dev.millwright.app.App;
import dev.millwright.app.AppProfile;
import dev.millwright.app.AppRights;
import dev.millwright.app.AppRights.VersionedRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Apps.Tables;
import dev.millwright.app.Packages;
import dev.millwright.app.Rights;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The catalogue, rights and packages over HTTP. */
@RestController
@RequestMapping("/api/v1/apps")
class AppApi {

    private final Apps apps;
    private final AppRights rights;
    private final Packages packages;
    private final Bodies bodies;

    AppApi(Apps apps, AppRights rights, Packages packages, Bodies bodies) {
        this.apps = apps;
        this.rights = rights;
        this.packages = packages;
        this.bodies = bodies;
    }

    @GetMapping
    ResponseEntity<byte[]> list() {
        return bodies.respond(
                ResponseEntity.ok(),
                bodies.items(apps.visible().stream().map(bodies::tree).toList()));
    }

    @PostMapping
    ResponseEntity<byte[]> create(HttpServletRequest request) throws IOException {
        if (!apps.canCreate()) {
            throw new NotAllowedException("app.error.mayNotCreate");
        }
        ObjectNode body = bodies.read(request.getInputStream());
        App app = apps.create(
                Bodies.text(body, "key"),
                new AppProfile(
                        or(body, "label", ""),
                        or(body, "description", ""),
                        or(body, "icon", AppProfile.DEFAULT_ICON),
                        or(body, "colour", AppProfile.DEFAULT_COLOUR)));
        return bodies.respond(ResponseEntity.created(URI.create("/api/v1/apps/" + app.key())), bodies.tree(app));
    }

    @GetMapping("/{app}")
    ResponseEntity<byte[]> get(@PathVariable String app) {
        return bodies.respond(ResponseEntity.ok(), bodies.tree(apps.byKey(app)));
    }

    /** The records stay in the database unless the caller says {@code records=drop}. */
    @DeleteMapping("/{app}")
    ResponseEntity<Void> delete(@PathVariable String app, @RequestParam(defaultValue = "keep") String records) {
        rights.requireManager(app);
        apps.delete(
                app,
                switch (records) {
                    case "keep" -> Tables.KEEP;
                    case "drop" -> Tables.DROP;
                    default -> throw Bodies.badRequest("app.http.badRequest");
                });
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/{app}/rights")
    ResponseEntity<byte[]> rights(@PathVariable String app) {
        return respond(rights.of(app));
    }

    @PutMapping("/{app}/rights")
    ResponseEntity<byte[]> saveRights(
            @PathVariable String app,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        rights.requireManager(app);
        ObjectNode body = bodies.read(request.getInputStream());
        for (String list : new String[] {"owners", "designers", "members"}) {
            if (!body.has(list)) {
                body.putArray(list);
            }
        }
        if (!body.has("matrix")) {
            body.putObject("matrix");
        }
        Long seen = Parameters.version(ifMatch);
        long version = rights.of(app).version();
        if (seen != null && seen != version) {
            throw Bodies.stale("app.error.rightsChanged");
        }
        Rights wanted = bodies.as(body, Rights.class);
        return respond(rights.save(app, wanted, version));
    }

    @GetMapping("/{app}/package")
    ResponseEntity<byte[]> readPackage(
            @PathVariable String app, @RequestParam(required = false) @Nullable String drafts) {
        rights.requireDesigner(app);
        boolean drafted = Parameters.flag("drafts", drafts);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + app + ".zip\"")
                .body(packages.write(app, drafted));
    }

    @PutMapping("/{app}/package")
    ResponseEntity<byte[]> applyPackage(
            @PathVariable String app,
            @RequestParam(required = false) @Nullable String overwrite,
            HttpServletRequest request)
            throws IOException {
        packages.requireApply(app);
        boolean lossy = Parameters.flag("overwrite", overwrite);
        return bodies.respond(ResponseEntity.ok(), bodies.tree(packages.apply(app, request.getInputStream(), lossy)));
    }

    private ResponseEntity<byte[]> respond(VersionedRights versioned) {
        JsonNode body = bodies.tree(versioned.rights());
        return bodies.respond(ResponseEntity.ok().eTag(Bodies.tag(versioned.version())), body);
    }

    private static String or(JsonNode body, String name, String otherwise) {
        String text = Bodies.text(body, name);
        return text == null ? otherwise : text;
    }
}
