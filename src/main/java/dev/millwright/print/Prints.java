package dev.millwright.print;

import dev.millwright.field.FormatContext;
import dev.millwright.jobs.JobProgress;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Prints records by published templates and keeps what was printed: by whom, when, with which version of the template, and the file itself, so
 * that a reprint looks as the print did. Every method asks for the right to print.
 */
public interface Prints {

    /** The most records of one print. */
    int MOST_RECORDS = 20_000;

    /**
     * The templates of a form.
     *
     * @throws dev.millwright.shared.NotAllowedException when the person may see the form, but not print
     */
    List<Choice> templates(FormRef form);

    /** Prints one record, and gives the print with its file. */
    Printed one(FormRef form, UUID record, String template, Reading reading);

    /** As {@link #one}, for who keeps the file elsewhere: the log says what was printed and has no file. */
    Printed given(FormRef form, UUID record, String template, Reading reading);

    /**
     * Prints records in their given order, or by group where the template has groups.
     *
     * @throws dev.millwright.shared.NotFoundException when one of them is not there
     */
    Print these(FormRef form, List<UUID> records, String template, Reading reading, JobProgress progress);

    /** Prints what a list finds; its limit and cursor do not count. */
    Print found(ListRequest request, String template, Reading reading, JobProgress progress);

    /** The prints that a record is on, newest first. */
    List<Print> of(FormRef form, UUID record, int limit);

    /**
     * A print that was made before; the one who made it and the designers of the app may have it again.
     *
     * @throws dev.millwright.shared.NotFoundException for all others
     */
    Print get(UUID print);

    /** Writes the file of a print, as it was. */
    void write(UUID print, OutputStream out) throws IOException;

    /** How the reader sees values. */
    record Reading(FormatContext format, String address) {}

    /** A template that may be used. */
    record Choice(String key, String label, Arrangement arrangement) {}

    /** A print and its file. */
    record Printed(Print print, byte[] file) {}

    /**
     * What was printed.
     *
     * @param template name of the template as it was
     * @param release that the template was of
     * @param kept whether the file is still there
     * @param mine whether the one who asks may have the file
     */
    record Print(
            UUID id,
            FormRef form,
            String template,
            long release,
            int records,
            int pages,
            @Nullable String byId,
            String by,
            Instant at,
            boolean kept,
            boolean mine) {}
}
