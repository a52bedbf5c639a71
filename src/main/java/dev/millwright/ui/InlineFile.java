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

/** A file that the browser shows in a page of its own, from where it is printed or kept. */
public final class InlineFile {

    private InlineFile() {}

    /** Writes the file. */
    @FunctionalInterface
    public interface Writer {
        void to(OutputStream out) throws IOException;
    }

    /** Written each time the link is followed, by the rights and in the language of who sees the link. */
    public static DownloadHandler of(String name, String mediaType, CurrentPerson currentPerson, Writer writer) {
        Person reader = currentPerson.get();
        Locale language = UiTexts.locale();
        String disposition = ContentDisposition.inline()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString();
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
