package dev.millwright.flow;

import dev.millwright.shared.ConflictException;

/** An answer is not booked, because the run would not come straight back as who sent it expects; they may agree to where it goes. */
public final class OtherWayException extends ConflictException {

    private final transient OtherWay way;

    /** @param where who is asked instead, or what else becomes of it */
    public OtherWayException(OtherWay way, Object where) {
        super("flow.error.otherWay", way.back(), where);
        this.way = way;
    }

    public OtherWay way() {
        return way;
    }
}
