package dev.millwright.flow.type;

import dev.millwright.shared.Label;

/** How triggers and nodes are grouped in the palette. */
final class Groups {

    static final Label PEOPLE = Label.of("People", "人员");
    static final Label BRANCHES = Label.of("Branches", "分支");
    static final Label COURSE = Label.of("Course", "流转");
    static final Label RECORDS = Label.of("Records", "记录");

    static final int FIRST_PEOPLE = 100;
    static final int FIRST_BRANCHES = 200;
    static final int FIRST_COURSE = 300;
    static final int FIRST_RECORDS = 400;

    private Groups() {}
}
