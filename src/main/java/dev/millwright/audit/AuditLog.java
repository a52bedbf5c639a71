package dev.millwright.audit;

import dev.millwright.audit.AuditEntry.Actor;
import dev.millwright.shared.AuditableEvent.AppName;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who did what, and when; every call is for administrators only. */
public interface AuditLog {

    /** A kind of file that the log can be taken as. */
    enum Format {
        CSV("csv", "text/csv; charset=utf-8"),
        XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

        private final String extension;
        private final String mediaType;

        Format(String extension, String mediaType) {
            this.extension = extension;
            this.mediaType = mediaType;
        }

        public String extension() {
            return extension;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    /** Throws {@code NotAllowedException} for everybody but administrators. */
    void require();

    /**
     * Entries, newest first.
     *
     * @param cursor where a page before ended; null for the first page
     * @param limit at most 1 000
     * @throws InvalidAuditRequestException when the cursor is none
     */
    AuditPage page(AuditQuery query, @Nullable String cursor, int limit);

    /** Everybody whose name contains the text and of whom there are entries, by name. */
    List<Actor> people(String text);

    /** The apps of which there are entries, deleted ones too, by name. */
    List<AppName> apps();

    /** Writes all that is asked for to a file, in the language, and makes an entry of that first. The stream stays open. */
    void export(AuditQuery query, Format format, Locale language, OutputStream out) throws IOException;

    /** For how many days entries are kept; 0 stands for ever. */
    int days();
}
