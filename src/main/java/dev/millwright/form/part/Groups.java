package dev.millwright.form.part;

import dev.millwright.shared.Label;

/** The groups of the palette, behind those of the fields; orders within one begin at its number. */
final class Groups {

    static final Label LINES = Label.of("Lines", "明细");
    static final int FIRST_LINES = 700;

    static final Label LAYOUT = Label.of("Layout", "版式");
    static final int FIRST_LAYOUT = 800;

    private Groups() {}
}
