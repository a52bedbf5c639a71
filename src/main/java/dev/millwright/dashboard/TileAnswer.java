package dev.millwright.dashboard;

import java.util.List;

/** What became of a tile's question. */
public sealed interface TileAnswer {

    /** The figures. */
    record Answered(Figures figures) implements TileAnswer {}

    /**
     * Why there are none.
     *
     * @param code key of the text
     */
    record Refused(String code, List<Object> arguments) implements TileAnswer {

        public Refused {
            arguments = List.copyOf(arguments);
        }

        public static Refused because(String code, Object... arguments) {
            return new Refused(code, List.of(arguments));
        }
    }
}
