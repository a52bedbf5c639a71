package dev.millwright.flow.ui;

import dev.millwright.flow.FlowEdit;

/** Hears what is changed in the settings of a flow. */
@FunctionalInterface
interface FlowEdits {

    /**
     * @param typing whether it is part of typing, which is undone as a whole
     */
    void edit(FlowEdit edit, boolean typing);
}
