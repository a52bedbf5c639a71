package dev.millwright.workspace.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import com.vaadin.flow.server.streams.UploadResult;
import dev.millwright.field.FilePort;
import dev.millwright.field.FileRef;
import dev.millwright.field.FileTerms;
import dev.millwright.files.FileAnswer;
import dev.millwright.files.FileLimits;
import dev.millwright.files.MediaTypes;
import dev.millwright.files.StoredFile;
import dev.millwright.files.StoredFiles;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.record.AttachedFiles;
import dev.millwright.shared.ByteSize;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.HasProblems;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.ScratchFiles;
import dev.millwright.shared.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Files for the editors on screens, under the rights of who sees the page. */
@Component
public final class ScreenFiles {

    private static final int NOT_FOUND = 404;
    private static final int REFUSED = 422;

    private static final int PIECE = 64 << 10;

    private final AttachedFiles attached;
    private final StoredFiles stored;
    private final ScratchFiles scratch;
    private final CurrentPerson currentPerson;
    private final Texts texts;

    ScreenFiles(
            AttachedFiles attached,
            StoredFiles stored,
            ScratchFiles scratch,
            CurrentPerson currentPerson,
            Texts texts) {
        this.attached = attached;
        this.stored = stored;
        this.scratch = scratch;
        this.currentPerson = currentPerson;
        this.texts = texts;
    }

    /** For pages of records. */
    public FilePort port(Locale language) {
        return port(language, file -> false);
    }

    /**
     * For pages that show more than the rights to the record alone would.
     *
     * @param shown whether the page shows the file to the one who is signed in
     */
    public FilePort port(Locale language, Predicate<FileRef> shown) {
        return new Port(currentPerson.get(), language, shown);
    }

    private final class Port implements FilePort {

        private final Person reader;
        private final Locale language;
        private final Predicate<FileRef> shown;

        Port(Person reader, Locale language, Predicate<FileRef> shown) {
            this.reader = reader;
            this.language = language;
            this.shown = shown;
        }

        @Override
        public long largest() {
            return stored.largest();
        }

        @Override
        public UploadHandler receive(FileTerms terms, Arrival arrival) {
            FileLimits limits = new FileLimits(terms.largest(), terms.kinds(), terms.withoutLocation());
            return new Receiver(this, limits, arrival);
        }

        @Override
        public DownloadHandler open(FileRef file) {
            return content(file, true);
        }

        @Override
        public DownloadHandler save(FileRef file) {
            return content(file, false);
        }

        private DownloadHandler content(FileRef file, boolean inline) {
            return event -> {
                Optional<StoredFile> found = seen(file);
                if (found.isEmpty()) {
                    event.getResponse().setStatus(NOT_FOUND);
                    return;
                }
                write(event.getResponse(), FileAnswer.headers(found.get(), inline));
                try (OutputStream out = event.getOutputStream()) {
                    stored.write(found.get(), out);
                }
            };
        }

        @Override
        public DownloadHandler thumbnail(FileRef file) {
            return event -> {
                Optional<StoredFile> found = seen(file);
                Optional<byte[]> small = found.flatMap(one -> stored.thumbnail(one.id()));
                if (small.isPresent()) {
                    write(event.getResponse(), FileAnswer.thumbnailHeaders(small.get().length));
                    try (OutputStream out = event.getOutputStream()) {
                        out.write(small.get());
                    }
                } else {
                    event.getResponse().setStatus(NOT_FOUND);
                }
            };
        }

        /** As it is when the link is followed: rights may have changed since the page was made. */
        private Optional<StoredFile> seen(FileRef file) {
            return currentPerson.as(reader, () -> {
                try {
                    return Optional.of(attached.get(file.id()));
                } catch (NotFoundException notTheirs) {
                    return shown.test(file) ? stored.find(file.id()) : Optional.empty();
                }
            });
        }

        @Override
        public boolean isShown(FileRef file) {
            String type = file.type();
            return type != null && MediaTypes.isShown(type);
        }

        @Override
        public boolean isPicture(FileRef file) {
            String type = file.type();
            return type != null && MediaTypes.isShownPicture(type);
        }

        private FileRef keep(Path content, String name, FileLimits limits) {
            StoredFile file = currentPerson.as(reader, () -> stored.keep(content, name, limits));
            return new FileRef(file.id(), file.name(), file.size(), file.type());
        }

        private String words(DomainException refusal) {
            return refusal instanceof HasProblems several
                    ? several.problems().stream()
                            .map(problem -> texts.text(language, problem))
                            .collect(Collectors.joining(" "))
                    : texts.text(language, refusal);
        }
    }

    private static void write(VaadinResponse response, Map<String, String> headers) {
        headers.forEach(response::setHeader);
    }

    /** Takes a file while nobody waits for the page, and tells the page what became of it. */
    private final class Receiver implements UploadHandler {

        private final Port port;
        private final FileLimits limits;
        private final FilePort.Arrival arrival;

        Receiver(Port port, FileLimits limits, FilePort.Arrival arrival) {
            this.port = port;
            this.limits = limits;
            this.arrival = arrival;
        }

        @Override
        public void handleUploadRequest(UploadEvent event) throws IOException {
            UI ui = event.getUI();
            String name = event.getFileName();
            Path content = scratch.create("upload");
            try {
                long most = Math.min(limits.largest(), stored.largest());
                if (event.getFileSize() > most || !fits(event, content, most)) {
                    refuse(event, ui, texts.text(port.language, "files.error.tooLarge", name, words(most)));
                    return;
                }
                FileRef kept = port.keep(content, name, limits);
                ui.access(() -> arrival.arrived(kept));
            } catch (DomainException e) {
                refuse(event, ui, port.words(e));
            } finally {
                Files.deleteIfExists(content);
            }
        }

        /** Stops where there is too much: nobody has to say truly how large a file is. */
        private static boolean fits(UploadEvent event, Path content, long most) throws IOException {
            byte[] piece = new byte[PIECE];
            long size = 0;
            try (InputStream in = event.getInputStream();
                    OutputStream out = Files.newOutputStream(content)) {
                for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                    size += read;
                    if (size > most) {
                        return false;
                    }
                    out.write(piece, 0, read);
                }
            }
            return true;
        }

        private void refuse(UploadEvent event, UI ui, String why) {
            event.reject(why);
            ui.access(() -> arrival.refused(why));
        }

        private static String words(long bytes) {
            return ByteSize.words(bytes, Locale.ENGLISH);
        }

        /** The page tells why, so the component may forget the file. */
        @Override
        public void responseHandled(UploadResult result) {
            if (result.allRejected()) {
                result.response().setStatus(REFUSED);
            } else {
                UploadHandler.super.responseHandled(result);
            }
        }
    }
}
