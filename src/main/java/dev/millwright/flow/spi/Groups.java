package dev.millwright.flow.spi;

import dev.millwright.shared.Label;

/** How triggers and nodes are grouped in the palette. */
public final class Groups {

    public static final Label PEOPLE = Label.of("People", "人员");
    public static final Label BRANCHES = Label.of("Branches", "分支");
    public static final Label COURSE = Label.of("Course", "流转");
    public static final Label RECORDS = Label.of("Records", "记录");

    public static final int FIRST_PEOPLE = 100;
    public static final int FIRST_BRANCHES = 200;
    public static final int FIRST_COURSE = 300;
    public static final int FIRST_RECORDS = 400;

    private Groups() {}
}
