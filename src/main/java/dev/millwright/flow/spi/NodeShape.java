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
    /** Goes back to an earlier node; nothing follows it on its way. */
    JUMP,
    /** Ends the flow; nothing follows it on its way. */
    END;

    public boolean hasBranches() {
        return this == EXCLUSIVE || this == PARALLEL || this == INCLUSIVE;
    }

    /** Whether another node may stand after it. */
    public boolean goesOn() {
        return this != JUMP && this != END;
    }
}
