package dev.millwright.flow.type;

/** The configuration of a type about which nothing can be set. */
record Nothing() {

    static final Nothing AT_ALL = new Nothing();
}
