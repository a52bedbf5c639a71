package dev.millwright.print.spi;

import dev.millwright.shared.Problems;
import java.util.List;
import java.util.UUID;

/** What the settings of an element may ask of the designer. */
public interface PrintPort {

    /** In bytes. */
    int LARGEST_PICTURE = 1_048_576;

    /** What of a record can be printed. */
    List<Option> values();

    /** Where the rows of a table can come from; the empty name is the printed records. */
    List<Option> sources();

    /** What of the rows can be printed. */
    List<Option> values(String source);

    /** The pictures of the app. */
    List<Option> pictures();

    /** Keeps a picture for the app; its id, or what is wrong with the file. */
    Kept keepPicture(String name, byte[] content);

    /**
     * @param value what a definition keeps
     */
    record Option(String value, String label) {}

    /** A picture that was kept, or the reason why not. */
    sealed interface Kept {

        record As(UUID picture) implements Kept {}

        record Refused(Problems problems) implements Kept {}
    }
}
