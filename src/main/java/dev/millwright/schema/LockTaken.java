package dev.millwright.schema;

/** What others cannot do while a step runs. */
public enum LockTaken {
    NONE("none"),
    /** Everything waits, for milliseconds. */
    BRIEF("brief"),
    /** Writing waits until the transaction ends; reading goes on. */
    BLOCKS_WRITING("blocksWriting"),
    /** Reading and writing wait until the transaction ends. */
    BLOCKS_ALL("blocksAll");

    private final String key;

    LockTaken(String key) {
        this.key = key;
    }

    public String code() {
        return "schema.lock." + key;
    }
}
