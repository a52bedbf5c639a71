package dev.millwright.field;

import java.util.List;
import java.util.UUID;

/** Port for property editors: the forms that a link may point to, of this app and of others that the designer may see. */
public interface LinkTargets {

    List<LinkTarget> targets();

    /** A form to link to. */
    record LinkTarget(UUID form, String label, String appLabel, boolean sameApp) {}
}
