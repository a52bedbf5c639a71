package dev.millwright.record.web;

import dev.millwright.files.FileAnswer;
import dev.millwright.files.FileLimits;
import dev.millwright.files.StoredFile;
import dev.millwright.files.StoredFiles;
import dev.millwright.record.AttachedFiles;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Parameters;
import dev.millwright.shared.ScratchFiles;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.node.ObjectNode;

/** Files over HTTP: first uploaded, then put into records by their ids, and read under the rights of these records. */
@RestController
@RequestMapping("/api/v1/files")
class FileApi {

    private final StoredFiles files;
    private final AttachedFiles attached;
    private final ScratchFiles scratch;

    FileApi(StoredFiles files, AttachedFiles attached, ScratchFiles scratch) {
        this.files = files;
        this.attached = attached;
        this.scratch = scratch;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<byte[]> keep(
            @RequestParam(name = "file", required = false) @Nullable MultipartFile upload,
            @RequestParam(name = "withoutLocation", required = false) @Nullable String withoutLocation)
            throws IOException {
        if (upload == null) {
            throw new InvalidRequestException("record.error.fileMissing");
        }
        Path content = scratch.create("upload");
        try {
            upload.transferTo(content);
            String name = upload.getOriginalFilename();
            FileLimits limits = Parameters.flag("withoutLocation", withoutLocation)
                    ? FileLimits.NONE.asWithoutLocation()
                    : FileLimits.NONE;
            StoredFile file = files.keep(content, name == null ? "" : name, limits);
            ObjectNode body = Json.object();
            body.put("id", file.id().toString());
            body.put("name", file.name());
            body.put("size", file.size());
            body.put("type", file.type());
            return Json.respond(ResponseEntity.created(URI.create("/api/v1/files/" + file.id())), body);
        } finally {
            Files.deleteIfExists(content);
        }
    }

    @GetMapping("/{id}")
    void read(@PathVariable String id, HttpServletResponse response) throws IOException {
        StoredFile file = file(id);
        FileAnswer.headers(file, true).forEach(response::setHeader);
        files.write(file, response.getOutputStream());
    }

    @GetMapping("/{id}/thumbnail")
    void thumbnail(@PathVariable String id, HttpServletResponse response) throws IOException {
        byte[] small = files.thumbnail(file(id).id()).orElseThrow(() -> new NotFoundException(id));
        FileAnswer.thumbnailHeaders(small.length).forEach(response::setHeader);
        response.getOutputStream().write(small);
    }

    private StoredFile file(String id) {
        return attached.get(Ids.parse(id).orElseThrow(() -> new NotFoundException(id)));
    }
}
