package dev.millwright.dashboard.ui;

import dev.millwright.dashboard.DashboardEdit;

/** Hears what is changed in the settings of a dashboard. */
@FunctionalInterface
interface BoardEdits {

    /**
     * @param typing whether it is part of typing, which is undone as a whole
     */
    void edit(DashboardEdit edit, boolean typing);
}
