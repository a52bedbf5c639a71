package dev.millwright.ui;

import com.vaadin.flow.server.streams.DownloadHandler;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.ContentDisposition;

/** A file that is made when a link to it is followed; shown in a page of its own, from where it is printed or kept, or kept at once. */
public final class InlineFile {

    private InlineFile() {}

    /** Writes the file. */
    @FunctionalInterface
    public interface Writer {
        void to(OutputStream out) throws IOException;
    }

    /** Written each time the link is followed, by the rights and in the language of who sees the link. */
    public static DownloadHandler of(String name, String mediaType, CurrentPerson currentPerson, Writer writer) {
        return of(ContentDisposition.inline(), name, mediaType, currentPerson, writer);
    }

    /** Likewise for a file that browsers do not show. */
    public static DownloadHandler download(String name, String mediaType, CurrentPerson currentPerson, Writer writer) {
        return of(ContentDisposition.attachment(), name, mediaType, currentPerson, writer);
    }

    private static DownloadHandler of(
            ContentDisposition.Builder kind,
            String name,
            String mediaType,
            CurrentPerson currentPerson,
            Writer writer) {
        Person reader = currentPerson.get();
        Locale language = UiTexts.locale();
        String disposition = kind.filename(name, StandardCharsets.UTF_8).build().toString();
        return event -> {
            event.setContentType(mediaType);
            event.getResponse().setHeader("Content-Disposition", disposition);
            event.getResponse().setHeader("Cache-Control", "no-store");
            try (OutputStream out = event.getOutputStream()) {
                CurrentLanguage.run(
                        Optional.of(language),
                        () -> currentPerson.run(reader, () -> {
                            try {
                                writer.to(out);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }));
            }
        };
    }
}
