package dev.millwright.flow.spi;

/** How a node stands in the tree. */
public enum NodeShape {
    /** One way in, one way out. */
    STEP,
    /** The first branch whose condition holds is taken, else the one without a condition. */
    EXCLUSIVE,
    /** Every branch is taken at once; the flow goes on when all are through. */
    PARALLEL,
    /** Every branch whose condition holds is taken, else the one without a condition; the flow goes on when these are through. */
    INCLUSIVE,
    /** People answer, and a yes takes the first of its two branches, a no the second; the flow goes on after the one taken. */
    ANSWER,
    /** Goes back to an earlier node; nothing follows it on its way. */
    JUMP,
    /** Ends the flow; nothing follows it on its way. */
    END;

    public boolean hasBranches() {
        return asksConditions() || this == PARALLEL || this == ANSWER;
    }

    /** Whether conditions say which branches are taken. */
    public boolean asksConditions() {
        return this == EXCLUSIVE || this == INCLUSIVE;
    }

    /** Whether several branches may be taken at once, so that the flow waits for all of them where they meet. */
    public boolean waits() {
        return this == PARALLEL || this == INCLUSIVE;
    }

    /** Whether another node may stand after it. */
    public boolean goesOn() {
        return this != JUMP && this != END;
    }
}
