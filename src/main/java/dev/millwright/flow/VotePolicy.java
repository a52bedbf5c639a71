package dev.millwright.flow;

import dev.millwright.field.PersonRef;
import java.util.List;

/**
 * How the answers of several people become the answer of a step. A vote ends the moment its result is certain, in both directions.
 *
 * @param atLeast for {@link Mode#AT_LEAST}: so many must agree
 * @param percent whether {@code atLeast} is a share of the people in per cent, rounded up to whole people
 * @param required people who must agree whatever the others say
 */
public record VotePolicy(Mode mode, int atLeast, boolean percent, List<PersonRef> required) {

    public static final VotePolicy ALL = new VotePolicy(Mode.ALL, 1, false, List.of());

    public static final VotePolicy ANY = new VotePolicy(Mode.ANY, 1, false, List.of());

    public VotePolicy {
        mode = mode == null ? Mode.ALL : mode;
        atLeast = Math.clamp(atLeast, 1, 10_000);
        required = required == null ? List.of() : List.copyOf(required);
    }

    /** Whose answer counts how. */
    public enum Mode {
        /** The first answer decides, whichever it is. */
        ANY,
        /** All must agree; the first no decides. */
        ALL,
        /** So many, or such a share, must agree. */
        AT_LEAST,
        /** One after the other, in the order given; each must agree. */
        SEQUENCE,
        /** Whoever claims it first answers for all. */
        POOL
    }

    /** Whether more people are to agree than so many. */
    public boolean isShortOf(int people) {
        return mode == Mode.AT_LEAST && !percent && atLeast > people;
    }

    /** How many of so many people must agree. */
    public int needed(int people) {
        return switch (mode) {
            case ANY, POOL -> 1;
            case ALL, SEQUENCE -> people;
            case AT_LEAST ->
                Math.clamp(percent ? (people * (long) atLeast + 99) / 100 : atLeast, 1, Math.max(1, people));
        };
    }
}
