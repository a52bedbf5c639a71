package dev.millwright.dashboard.type;

import dev.millwright.shared.Label;

/** The groups of the palette. */
final class Groups {

    static final Label FIGURES = Label.of("Figures", "数字");
    static final Label COMPARE = Label.of("Compare", "对比");
    static final Label OVER_TIME = Label.of("Over time", "趋势");
    static final Label SHARES = Label.of("Shares", "占比");

    private Groups() {}
}
