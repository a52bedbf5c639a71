package dev.millwright.record;

import dev.millwright.field.Deletion;
import dev.millwright.shared.Problem;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What would become of records that link to some if these went into the recycle bin.
 *
 * @param problems why they cannot go; none where they can
 */
public record Consequences(List<Linked> linked, List<Problem> problems) {

    public static final Consequences NONE = new Consequences(List.of(), List.of());

    public Consequences {
        linked = List.copyOf(linked);
        problems = List.copyOf(problems);
    }

    /**
     * Records of one form that link by one field.
     *
     * @param form whose records they are; null where whoever asks may see none of them
     * @param field key of the link; empty for those that go with others that go
     * @param to the record that all of them lead to; null where that is several
     * @param number how many of them may be seen by whoever asks
     * @param others whether there are any that may not
     */
    public record Linked(
            Deletion what,
            @Nullable FormRef form,
            String field,
            @Nullable UUID to,
            int number,
            boolean others) {}
}
