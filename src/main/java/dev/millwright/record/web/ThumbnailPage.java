package dev.millwright.record.web;

import dev.millwright.files.FileAnswer;
import dev.millwright.files.StoredFiles;
import dev.millwright.record.AttachedFiles;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotFoundException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Small pictures for the lists of who is signed in with a browser, under the rights to the records that hold them. */
@Controller
class ThumbnailPage {

    private final StoredFiles files;
    private final AttachedFiles attached;

    ThumbnailPage(StoredFiles files, AttachedFiles attached) {
        this.files = files;
        this.attached = attached;
    }

    @GetMapping("/files/{id}/thumbnail")
    void thumbnail(@PathVariable String id, HttpServletResponse response) throws IOException {
        Optional<byte[]> small = Ids.parse(id).flatMap(this::find);
        if (small.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        FileAnswer.thumbnailHeaders(small.get().length).forEach(response::setHeader);
        response.getOutputStream().write(small.get());
    }

    private Optional<byte[]> find(UUID id) {
        try {
            return files.thumbnail(attached.get(id).id());
        } catch (NotFoundException notTheirs) {
            return Optional.empty();
        }
    }
}
