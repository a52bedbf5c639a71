package dev.millwright.app;

import java.time.Instant;
import java.util.List;

/**
 * What went live at one moment.
 *
 * @param number 1 for the first release of an app
 * @param notes what it changed, in words
 */
public record Release(long number, Instant at, Author by, List<Note> notes, String fingerprint) {

    public Release {
        notes = List.copyOf(notes);
    }

    /**
     * One change of one definition.
     *
     * @param code key of the text
     * @param arguments as those of a {@link dev.millwright.shared.Phrase}
     */
    public record Note(String kind, String key, String label, String code, List<Object> arguments) {
        public Note {
            arguments = List.copyOf(arguments);
        }
    }
}
