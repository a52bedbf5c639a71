package dev.millwright.field;

/** A text that is kept sealed: what stands in memory of it. None of its forms says the text where it is written out. */
public sealed interface Secret {

    /** What hides a text. */
    String DOTS = "••••";

    /** How it is shown. */
    String mask();

    /**
     * Just entered, on its way to the gate, which seals it.
     *
     * @param end what may be shown of it
     */
    record Entered(String text, String end) implements Secret {
        @Override
        public String mask() {
            return DOTS + end;
        }

        @Override
        public String toString() {
            return mask();
        }
    }

    /**
     * As it is kept.
     *
     * @param sealed opens only in its own record and field
     * @param end what may be shown of it
     */
    record Kept(String sealed, String end) implements Secret {
        @Override
        public String mask() {
            return DOTS + end;
        }

        @Override
        public String toString() {
            return mask();
        }
    }

    /** A mask that came back, as files and programs give it: means what is kept already. */
    record Masked(String mask) implements Secret {}

    /** Was entered and not kept, as in a draft. */
    record Lost() implements Secret {
        @Override
        public String mask() {
            return DOTS;
        }
    }
}
