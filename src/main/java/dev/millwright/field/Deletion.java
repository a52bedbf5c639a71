package dev.millwright.field;

/** What becomes of a link when the record that it leads to goes into the recycle bin. */
public enum Deletion {

    /** It goes on leading there. */
    KEEP,

    /** The record stays as long as one leads to it. */
    BLOCK,

    /** It is emptied. */
    CLEAR,

    /** The record that links goes, too. */
    CASCADE
}
