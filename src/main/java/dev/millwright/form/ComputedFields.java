package dev.millwright.form;

import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.form.AppFormulas.FieldRef;
import java.util.Set;

/** Works formulas out again for records that are there; whoever keeps records does. */
public interface ComputedFields {

    /**
     * In the transaction of a release, before it ends.
     *
     * @param changed fields that are new, or whose values or formulas are others; what depends on them follows
     */
    void recompute(Set<FieldRef> changed, PublishContext release);
}
